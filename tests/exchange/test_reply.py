"""A right-of-reply sheet: counts, dates, lines and questions; never a link, a name or a hash; nothing of other platforms."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from real_path import Storing

from ripplemark.cli import run
from ripplemark.exchange.reply import _some

HEADER = "platform,item,uploader,notice_at,down_at,outcome,observed_until"
LINK = "https://chirp.invalid/post/"


def _row(platform: str, name: str, hours: int | None) -> str:
    down = "" if hours is None else f"2025-03-{1 + hours // 24:02d}T{hours % 24:02d}:30Z"
    fate = "up" if hours is None else "removed"
    return f"{platform},{LINK}{name},@someone,2025-03-01T00:00Z,{down},{fate},2025-03-20T00:00Z"


@pytest.fixture
def stored(storing: Storing) -> None:
    """On Chirp ten items gone after 1 ... 10 hours (lines 2 to 11) and two still up (12, 13); on Vidra three gone."""
    chirp = [_row("Chirp", f"c{k}", k) for k in range(1, 11)]
    up = [_row("Chirp", f"u{k}", None) for k in range(2)]
    storing(HEADER, *chirp, *up, *(_row("Vidra", f"v{k}", 70) for k in range(3)))


def _sheet(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["reply", "LANTERN", *more])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.usefixtures("stored")
def test_counts_lines_and_questions_of_one_platform(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _sheet(capsys, "--platform", "Chirp", "--set", "at=6,48,72", "--json")
    made = json.loads(out)
    assert code == 0
    assert any(
        each.startswith("Of 12 reported items on Chirp, 10 (83 %)") for each in made["found"]
    )
    assert made["lines"]["gone within 6 h"] == [2, 3, 4, 5, 6]
    assert made["lines"]["still up"] == [12, 13]
    assert any("still up when we last looked still up?" in each for each in made["questions"])
    assert "gone means removed by the platform" in made["caveats"][0]
    assert not any("come back" in each for each in made["questions"])
    assert "Vidra" not in made["text"]


def test_lines_that_were_cut_off_are_not_counted_as_if_they_were_all() -> None:
    assert _some(range(2, 5)) == "2, 3, 4"
    assert _some(range(1, 200)).endswith(", 60, and 139 more")
    # A figure keeps 200 lines: with as many, how many there are is not known.
    assert _some(range(1, 201)).endswith(", 60, and more")


@pytest.mark.usefixtures("stored")
def test_what_a_line_is_stands_above_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _sheet(capsys, "--platform", "Chirp")
    above, _, below = out.partition("there may be more lines than items")
    assert "Gone within 24 h: " in below
    assert "Gone within 24 h: " not in above


@pytest.mark.usefixtures("stored")
def test_what_a_platform_is_not_asked_about_is_not_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = _sheet(capsys, "--platform", "Vidra", "--json")
    assert not any("still up" in each for each in json.loads(out)["questions"])


@pytest.mark.usefixtures("stored")
def test_no_link_name_or_hash_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    for platform in ("Chirp", "Vidra"):
        _, out, _ = _sheet(capsys, "--platform", platform)
        assert "://" not in out
        assert "invalid" not in out
        assert "someone" not in out
        assert not re.search(r"\b[0-9a-f]{16,}\b", out)


@pytest.mark.usefixtures("stored")
def test_it_is_written_whole_and_only_told_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "sheet.txt"
    code, out, err = _sheet(capsys, "--platform", "Chirp", "--to", str(to))
    assert (code, out) == (0, "")
    assert to.read_text().startswith("To Chirp: before we publish\n")
    assert err.startswith("sheet.txt: ")
    assert "for Chirp." in err


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--platform", "Boardly"), "There is no platform 'Boardly'. Known: Chirp, Vidra."),
        (("--platform", "Chirp", "--set", "colour=red"), "colour"),
    ],
)
def test_what_is_not_here_is_refused_with_what_is(
    line: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _sheet(capsys, *line)
    assert (code, out) == (1, "")
    assert said in err


def test_an_incident_without_items_has_nothing_to_ask(
    storing: Storing, capsys: pytest.CaptureFixture[str]
) -> None:
    storing(
        "series,channel,metric,bin_start,bin_width,value", "posts,social,posts,2025-01-01,P1D,3"
    )
    code, out, err = _sheet(capsys, "--platform", "Chirp")
    assert (code, out) == (1, "")
    assert "There is nothing to ask about" in err
