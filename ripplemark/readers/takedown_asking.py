"""What only a person can say of a takedown sheet, and what they should know of how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ripplemark.readers.base import Caution, Match, Question
from ripplemark.readers.takedown_midnights import midnight
from ripplemark.readers.takedown_saying import Sayings, blank_with_end
from ripplemark.schema import ENDS, REQUESTS


def asked(match: Match, facts: Mapping[str, Any], said: Sayings) -> tuple[Question, ...]:
    """The questions that this sheet leaves open, in the order in which they are put."""
    return tuple(
        question
        for question in (
            midnight(facts),
            _down(match, facts, said),
            _last_look(said),
            _clock(facts, said),
        )
        if question is not None
    )


def _count(n: int, one: str) -> str:
    return f"1 {one}" if n == 1 else f"{n} {one}s"


def _down(match: Match, facts: Mapping[str, Any], said: Sayings) -> Question | None:
    """Asked where any end has a time; a column of looks holds ends only for rows that ended."""
    ended = facts["downs"]
    if match.notes["down"] == "status":
        looks = ("up", "refused", "came back")
        ended = sum(len(each.dated) for each in said.said if each.outcome not in looks)
    if not ended:
        return None
    return Question(
        "down",
        f"When an item ended stands in {_count(ended, 'row')}. Was the end seen as it happened (or is it the platform's own time), "
        "or was it discovered at the next look?",
        ("seen", "discovered"),
        "seen" if match.notes["down"] == "removed" else None,
    )


def _last_look(said: Sayings) -> Question | None:
    if not said.n_open:
        return None
    what = _count(said.n_open, "item" if said.table is REQUESTS else "row")
    return Question(
        "last-look",
        f"Still up, without the time of the last look: {what}. When was the last look?",
        hint="a day or a moment, for example 2025-11-03 or 2025-11-03T18:00",
    )


def _clock(facts: Mapping[str, Any], said: Sayings) -> Question | None:
    if said.table is not REQUESTS or not facts["several"]:
        return None
    return Question(
        "clock",
        f"Asked about more than once: {_count(facts['several'], 'item')}. "
        "From which request does the lag count?",
        ("first", "last"),
        "first",
    )


def cautions(
    match: Match, facts: Mapping[str, Any], said: Sayings, answers: Mapping[str, str]
) -> tuple[Caution, ...]:
    """What a person should know of how the rows were read; no message holds a word of the file."""
    return tuple(
        Caution(code, message, tuple(lines or ())[:200])
        for code, message, lines in (*_of_rows(facts), *_of_words(match, facts, said, answers))
    )


_Said = tuple[str, str, Any]


def _of_rows(facts: Mapping[str, Any]) -> Iterator[_Said]:
    if facts["skipped"]:
        yield (
            "rows-skipped",
            f"Not read, being totals, repeated headers or empty: {_count(facts['skipped'], 'row')}.",
            facts["skipped_lines"],
        )
    if facts["unnamed"]:
        yield (
            "item-missing",
            f"Without link or id, each an item of its own: {_count(facts['unnamed'], 'row')}.",
            facts["unnamed_lines"],
        )
    if facts["double_lines"]:
        yield (
            "rows-doubled",
            "Rows repeat an item and its notice; each was read as a row of its own.",
            facts["double_lines"],
        )
    if facts["worded"]:
        yield (
            "time-in-words",
            "Cells have words where a time belongs; they were read as empty.",
            facts["worded"],
        )


def _of_words(
    match: Match, facts: Mapping[str, Any], said: Sayings, answers: Mapping[str, str]
) -> Iterator[_Said]:
    unread = facts["rows"] - sum(each.n for each in said.said)
    if said.unknown or unread:
        told = (
            "An outcome is said in words that are not known, or in too many different ones, and was read as "
            f"unknown: {_count(said.unknown + unread, 'row')}. Say what they mean with --mapping."
        )
        yield "outcome-unknown", told, said.unknown_lines()
    if match.notes["down"] != "status" and (lines := said.lines("up", "refused", dated=True)):
        yield (
            "up-with-end",
            "Rows are said to be up or refused and have a time of the end; the time was not used.",
            lines,
        )
    if lines := said.lines(*ENDS, dated=False):
        yield (
            "end-undated",
            "Rows ended but do not say when; where a last look is given, the end lies before it.",
            lines,
        )
    if lines := _unexplained(match, said):
        yield (
            "end-unexplained",
            "Items are gone, but nobody says by whose hand; only the outcome 'unknown' counts them.",
            lines,
        )
    if lines := said.lines("came back"):
        yield "came-back", "Items came back after they were down.", lines
    if answers.get("down") == "discovered" and facts["down_alone"]:
        yield (
            "no-look-before",
            "Ends were discovered, but no earlier look is known; the time given was used alone.",
            facts["down_alone"],
        )
    if said.n_open and answers.get("last-look"):
        yield (
            "last-look-filled",
            f"The answered last look was used for {_count(said.n_open, 'row')} still up.",
            said.open,
        )


def _unexplained(match: Match, said: Sayings) -> tuple[int, ...]:
    silent = said.lines("", dated=True) if blank_with_end(match) == "unknown" else ()
    worded = (
        line
        for each in said.said
        if each.meaning is not None and each.outcome == "unknown" and each.meaning.entry != "?"
        for line in each.dated + each.undated
    )
    return tuple(sorted((*silent, *worded))[:200])
