"""What is said on a page: never an option of the command line, never more digits than are known."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ripplemark.figures.events import Happening
from ripplemark.figures.moderation import HOURS
from ripplemark.ingest import NotRecognised
from ripplemark.measures.base import UnreadableSetting
from ripplemark.measures.lifecycle import HALF_LIFE, ONSET, PEAK
from ripplemark.measures.period import BackwardsPeriod
from ripplemark.readers import READERS
from ripplemark.ui.by_hand import mapping
from ripplemark.ui.counting import spans
from ripplemark.ui.forms import file_name
from ripplemark.ui.happened import when
from ripplemark.ui.spanning import days
from ripplemark.ui.speaking import for_the_page

PACKAGE = Path(__file__).resolve().parents[2] / "ripplemark"
TOLD = ("ingest", "readers", "measures", "figures", "archive", "publication.py", "times")
"""Where errors are written that a page can show."""
OPTION = re.compile(r"--[a-z]+")


def _texts() -> list[str]:
    """Every sentence of these modules that names an option, f-strings with '?' for their values."""
    paths = [
        path
        for name in TOLD
        for path in ([PACKAGE / name] if name.endswith(".py") else (PACKAGE / name).rglob("*.py"))
    ]
    return [text for path in paths for text in _spoken(ast.parse(path.read_text("utf-8")))]


def _spoken(tree: ast.Module) -> list[str]:
    documented = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append(
                "".join(str(p.value) if isinstance(p, ast.Constant) else "?" for p in node.values)
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [] if id(node) in documented | parts else [node.value]
    return [text for text in found if OPTION.search(text)]


def test_no_option_of_the_command_line_is_left_in_what_a_page_says() -> None:
    told = _texts()
    assert len(told) > 8
    left = [text for text in told if OPTION.search(for_the_page(text))]
    assert left == []


def test_a_setting_that_cannot_be_read_is_called_by_its_control() -> None:
    said = str(UnreadableSetting("squares", HOURS))
    assert "--set" in said
    assert for_the_page(said).endswith("Correct 'Within so many hours' on the page.")


def test_a_period_is_chosen_on_a_page_and_not_set() -> None:
    told = [each for kind in (ONSET, PEAK, HALF_LIFE) for each in kind.caveats]
    assert any("'from'" in each for each in told)
    assert not [each for each in told if "'from'" in for_the_page(each)]
    assert "'from'" not in for_the_page(str(BackwardsPeriod()))


def test_a_file_that_nobody_reads_is_told_what_it_is_or_where_the_formats_are_listed() -> None:
    names = [each.name for each in READERS]
    known = NotRecognised(["This is a list of related queries."], names)
    unknown = NotRecognised([], names)
    assert known.title == "The file cannot be read as it is"
    assert unknown.title == "The file's format is not known"
    assert str(known).startswith("This is a list of related queries. Start from a template")
    assert f"{len(names)} formats are read; 'formats' lists them" in str(unknown)
    assert "listed under 'Not understood rightly? Say it yourself'" in for_the_page(str(unknown))
    for error in (known, unknown):
        assert not any(name in for_the_page(str(error)) for name in names)


def test_lines_are_told_as_people_write_them() -> None:
    assert spans((3, 7, 8, 9, 12, 12)) == "3, 7-9, 12"
    assert spans(()) == ""


def test_what_is_said_by_hand_becomes_a_mapping() -> None:
    assert mapping("Wo = platform\n\nweg = = removed\nnonsense\n= item") == {
        "columns": {"Wo": "platform"},
        "outcomes": {"weg =": "removed"},
    }


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("2025-10-26T08:00", "2025-10-26T08:00", "26 October 2025, 09:00"),
        ("2025-10-25T22:00", "2025-10-26T23:00", "26 October 2025"),
        ("2025-02-28T23:00", "2025-03-03T23:00", "1 to 3 March 2025"),
        ("2025-10-24T22:00", "2025-11-01T23:00", "25 October to 1 November 2025"),
        ("2025-10-26T08:00", "2025-10-26T10:30", "26 October 2025, 09:00 to 11:30"),
        ("2025-10-25T22:00", "2025-10-26T22:00", "26 October 2025, 00:00 to 23:00"),
        (
            "2025-10-26T08:00",
            "2025-10-28T08:00",
            "26 October 2025, 09:00 to 28 October 2025, 09:00",
        ),
    ],
)
def test_the_time_of_an_event_is_no_finer_than_it_is_known(low: str, high: str, said: str) -> None:
    # 26 October 2025 is 25 hours long in Berlin.
    ends = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (low, high)]
    event = Happening("court", "Court", "court", *ends, False, ())
    assert when(event, ZoneInfo("Europe/Berlin")) == said


@pytest.mark.parametrize(
    ("table", "last", "day"),
    [
        ("attention", "2025-03-03T23:00", 4),
        ("events", "2025-03-03T23:00", 3),
        ("requests", "2025-03-03T23:01", 4),
        ("incidents", "2025-02-28T23:00", 1),
    ],
    ids=["the last bin begins then", "the day is over then", "a minute later", "a moment"],
)
def test_a_last_day_is_one_of_which_something_is_told(table: str, last: str, day: int) -> None:
    ends = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in ("2025-02-28T23:00", last)]
    found = days(table, *ends, "Europe/Berlin")
    assert [each.day for each in found] == [1, day]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Counts over time, in Ripplemark's template", "counts-over-time"),
        ("Takedown log, one row per item", "takedown-log-one-row-per-item"),
        ("A platform's own figures, in Ripplemark's template", "a-platform-s-own-figures"),
    ],
)
def test_a_template_is_saved_under_a_name_that_every_computer_takes(title: str, name: str) -> None:
    assert file_name(title) == name
