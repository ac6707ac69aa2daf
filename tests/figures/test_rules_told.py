"""Deadlines on figures and pages: off until switched on, told as reference lines, with the lines of what is past them."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from real_path import Storing

from ripplemark import figures
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, LIGHT, SIZES, Canvas
from ripplemark.figure import Figure
from ripplemark.gate import Gate
from ripplemark.measures.deciding_rules import decide_rule
from ripplemark.measures.rules import templates
from ripplemark.paths import REFERENCE

HEADER = "platform,item,sent_at,by,outcome,outcome_at,last_checked"
LOOK = "2026-07-15T00:00Z"
US = "us-take-it-down"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
BANNED = re.compile(r"violat", re.IGNORECASE)


def _rows() -> list[str]:
    """Twenty items that count: 12 gone after 5, 10 ... 60 hours, 8 still up; one asked about before the law applied."""
    sent = datetime(2026, 6, 1, 0, 5, tzinfo=UTC)
    rows = [
        f"Chirp,{k},2026-06-01T00:05Z,user,removed,{sent + timedelta(hours=5 * k):%Y-%m-%dT%H:%MZ},{LOOK}"
        for k in range(1, 13)
    ]
    rows += [f"Chirp,{k},2026-06-01T00:05Z,lawyer,,,{LOOK}" for k in range(13, 21)]
    return [*rows, f"Chirp,21,2026-01-01T00:05Z,user,removed,2026-01-02T00:05Z,{LOOK}"]


@pytest.fixture
def archive(storing: Storing, tmp_path: Path) -> Archive:
    storing(HEADER, *_rows(), zone="UTC")
    return Archive(tmp_path / "archive")


def made(archive: Archive, name: str, audience: Any = "owner", now: datetime = NOW) -> Figure:
    serving = serve(archive)
    try:
        return figures.figure(
            archive, serving, Gate.of(audience, now=now), name, incident="LANTERN"
        )
    finally:
        serving.close()


def words(of: Figure) -> str:
    """All that a figure says, its picture included."""
    drawn = " ".join(
        str(each.text) for each in of.draw(Canvas(900)).layout.annotations if each.text
    )
    unborne = [part for each in of.claims.unborne for part in (each.sentence, each.why, each.needed)]  # fmt: skip
    told = (of.headline, of.subtitle, of.alt, of.source, *of.claims.borne, *unborne, *of.caveats)
    notes = [str(row["note"]) for each in of.documents for row in each["estimates"]]
    return "\n".join((*told, drawn, *notes, str(of.shown.to_pylist()), str(of.columns)))


def switch(archive: Archive, *names: str) -> None:
    for name in names:
        decide_rule(archive, "LANTERN", f"deadlines.{name}", "on")


@pytest.mark.parametrize("name", ["deadlines", "deadline-lines"])
def test_nothing_is_drawn_until_a_deadline_is_switched_on(archive: Archive, name: str) -> None:
    figure = made(archive, name)
    assert figure.empty
    assert figure.headline == "No deadline is switched on for LANTERN"
    switch(archive, US)
    assert not made(archive, name).empty
    decide_rule(archive, "LANTERN", f"deadlines.{US}", "off")
    assert made(archive, name).empty


def test_the_headline_counts_what_was_in_time_and_names_whose_requests_count(
    archive: Archive,
) -> None:
    switch(archive, US)
    figure = made(archive, "deadlines")
    assert figure.headline == (
        "Of 20 items that a user or a lawyer asked about from 19 May 2026 on, 9 were gone within 48 h and 11 were up for longer"
    )
    assert "A reference line, not a finding." in figure.subtitle
    assert figure.claims.borne
    assert all("a reference line, not a finding" in each for each in figure.claims.borne)
    assert "1 item asked about before the rule's first day, not counted." in words(figure)
    assert "broke the law" in figure.claims.unborne[0].sentence


def test_the_source_lines_of_what_is_past_it_are_the_owners_alone(archive: Archive) -> None:
    switch(archive, US)
    lines = made(archive, "deadlines").lines
    assert lines["up for longer, US, 47 USC 223a"] == tuple(range(11, 22))
    assert lines["not counted: asked about before the rule's first day, US, 47 USC 223a"] == (22,)
    assert not made(archive, "deadlines", "public").lines


def test_the_rows_tell_which_deadline_applied_when_and_what_was_counted(archive: Archive) -> None:
    switch(archive, US, "br-decree-12976", "it-privacy-144bis")
    rows = {row["deadline"]: row for row in made(archive, "deadlines").shown.to_pylist()}
    assert (rows[US]["applies_from"], rows[US]["hours"]) == ("2026-05-19", 48.0)
    assert (rows[US]["in_time"], rows[US]["past"], rows[US]["before_start"]) == (9, 11, 1)
    assert rows["br-decree-12976"]["verified"] == "no"
    assert rows["br-decree-12976"]["in_time"] is None
    assert "regulator" in rows["it-privacy-144bis"]["unscored"]


def test_an_unverified_deadline_is_drawn_as_such_and_never_scored(archive: Archive) -> None:
    switch(archive, "br-decree-12976")
    figure = made(archive, "deadlines")
    assert "is counted by the deadline that is switched on" in figure.headline
    assert "BR, Decree 12.976 (unverified)" in words(figure)
    assert "Unverified: never scored." in words(figure)
    lines = made(archive, "deadline-lines")
    assert "BR, Decree 12.976 (reference)" in words(lines)
    assert "within" not in lines.headline
    assert not any("within 2 h" in each for each in lines.claims.borne)


def test_a_check_that_is_old_is_told_with_the_figure(archive: Archive) -> None:
    switch(archive, US)
    assert "check it again" not in words(made(archive, "deadlines"))
    later = made(archive, "deadlines", now=NOW + timedelta(days=181))
    assert "Checked on 22 November 2026 against reports, not the law's own text, 181 days ago: check it again" in words(later)  # fmt: skip


def test_a_deadline_that_the_axis_does_not_reach_has_no_line_and_is_told(archive: Archive) -> None:
    decide_rule(archive, "LANTERN", "deadlines.own-1", "hours=9999 clock=user from=2026-01-01 checked=2026-11-01")  # fmt: skip
    switch(archive, US, "own-1")
    figure = made(archive, "deadline-lines")
    drawn = [str(each.text) for each in figure.draw(Canvas(900)).layout.annotations]
    assert "48 h: US, 47 USC 223a" in drawn
    assert not any("own deadline 1" in each for each in drawn)
    assert any(each.startswith("Not drawn") and "own deadline 1" in each for each in figure.caveats)


def test_without_a_request_the_figure_says_what_to_add(storing: Storing, tmp_path: Path) -> None:
    storing(
        "platform,item,posted_at,down_at,outcome",
        "Chirp,a,2026-06-01T00:05Z,2026-06-02T00:05Z,removed",
    )
    archive = Archive(tmp_path / "archive")
    switch(archive, US)
    figure = made(archive, "deadlines")
    assert figure.empty
    assert "No request and no notice is on record" in figure.headline


@pytest.mark.parametrize("audience", ["owner", "public", "private"])
@pytest.mark.parametrize("name", ["deadlines", "deadline-lines"])
def test_no_figure_says_the_word_whatever_is_switched_on(
    archive: Archive, name: str, audience: str
) -> None:
    switch(archive, *templates())
    assert not BANNED.search(words(made(archive, name, audience)))


def test_neither_the_reference_rows_nor_the_words_of_these_modules_hold_it() -> None:
    import ripplemark

    root = Path(str(ripplemark.__file__)).parent
    modules = [
        *(root / "figures").glob("rule*.py"),
        *(root / "measures").glob("rule*.py"),
        *(root / "measures").glob("moderation.py"),
        root / "measures" / "deciding_rules.py",
        root / "ui" / "rules.py",
        root / "figures" / "moderation.py",
        root.parent / "pages" / "moderation.py",
    ]
    assert len(modules) >= 8
    texts = {"deadlines.csv": (REFERENCE / "deadlines.csv").read_text(encoding="utf-8")}
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]  # fmt: skip
        texts[path.name] = " ".join(said)
    assert {name for name, text in texts.items() if BANNED.search(text)} == set()


@pytest.mark.parametrize("size", SIZES, ids=lambda each: each.name)
def test_the_picture_keeps_its_words_inside_at_every_size(archive: Archive, size: Any) -> None:
    from ripplemark.charts import lettering

    switch(archive, *templates())
    for look in (LIGHT, DARK):
        canvas = Canvas(size.canvas.width, size.canvas.height, size.canvas.letters, look)
        drawn = made(archive, "deadlines", "public").draw(canvas)
        for each in drawn.layout.annotations:
            text = str(each.text)
            plain = text.replace("<b>", "").replace("</b>", "").replace("&amp;", "&")
            wide = lettering.width(plain, each.font.size, bold=text.startswith("<b>"))
            left = each.x - {"left": 0.0, "center": wide / 2, "right": wide}[each.xanchor]
            assert left >= -1, text
            assert left + wide <= canvas.width + 1, text
