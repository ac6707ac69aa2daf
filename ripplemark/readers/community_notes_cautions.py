"""What a person should know before using numbers from Community Notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ripplemark.readers.base import Caution

CAVEATS = ("notes-labels-only", "notes-own-clock", "notes-untimed", "notes-selected")
"""Codes of the cautions without which a number from these rows misleads."""


def cautions(facts: Mapping[str, Any], unit: str, *, history: bool) -> tuple[Caution, ...]:
    """What the facts of a file make necessary to say, given what a row is ('post' or 'note')."""
    return tuple(
        Caution(code, message, tuple(lines or ())[:200])
        for code, message, lines in (
            *_of_kind(facts, unit, history=history),
            *(_of_times(facts) if history else ()),
        )
    )


_Said = tuple[str, str, Any]


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"


def _of_kind(facts: Mapping[str, Any], unit: str, *, history: bool) -> Iterator[_Said]:
    yield (
        "notes-labels-only",
        (
            "Community Notes say when a note was shown, never whether a post stayed up. These rows count only with the "
            "outcome 'label': figures then say 'labelled' where a note was shown, and 'without a label' where none was."
        ),
        None,
    )
    if not history:
        yield (
            "notes-no-status",
            (
                "This is the file of notes alone: it says when posts got their first note, not whether one was shown. Give "
                "the status history as the file, and this one beside it."
            ),
            None,
        )
    if unit == "note":
        yield (
            "notes-own-clock",
            (
                "The file does not say which posts the notes are about: a row is a note, and its clock starts when the "
                "note was written, not when the post was. Give the file of notes beside it to count from the post."
            ),
            None,
        )
    else:
        yield (
            "notes-selected",
            (
                "Only posts that somebody wrote a note about are here, each from its first note on; a post without any note "
                "is in no file."
            ),
            None,
        )
    if facts["without"]:
        yield (
            "notes-without-post",
            f"Left out, because no file says which post they are about: {_notes(facts['without'])}.",
            None,
        )
    if facts["repeated"]:
        yield (
            "notes-repeated",
            (
                f"Rows of a note that stands above already, counted with it once: {facts['repeated']:,}. Two files, or the "
                "same one twice, seem to have been joined."
            ),
            facts["repeated_lines"],
        )
    if facts["old_posts"]:
        yield (
            "posts-too-old",
            (
                f"Posts from before November 2010, whose ids carry no time: {facts['old_posts']:,}. Their clock does not "
                "start at the post."
            ),
            None,
        )


def _of_times(facts: Mapping[str, Any]) -> Iterator[_Said]:
    shown = facts["timed"] + facts["spans"] + facts["untimed"]
    yield (
        "notes-counted",
        (
            f"Shown as helpful: {_notes(shown)}, {facts['timed']:,} of them at a known moment. Never shown, as far as the "
            f"file says: {_notes(facts['never'])}, {facts['not_helpful']:,} of them rated not helpful first, which is no "
            "label."
        ),
        None,
    )
    if facts["untimed"]:
        yield (
            "notes-untimed",
            (
                f"Shown as helpful without any time of it: {_notes(facts['untimed'])}. Each was first shown at some moment "
                "between its writing and the snapshot, so shares within a time are given as at least one number and at most "
                "another; they count neither as never shown nor as watched in vain."
            ),
            facts["untimed_lines"],
        )
    if facts["spans"]:
        yield (
            "notes-between",
            f"First shown between two moments of the file, the exact one is not in it: {_notes(facts['spans'])}.",
            facts["spans_lines"],
        )
    if facts["ended"]:
        yield (
            "notes-withdrawn",
            (
                f"Shown and no longer so in the snapshot: {_notes(facts['ended'])}, for {facts['ended_open']:,} of which the "
                "file does not say when; it was before the snapshot."
            ),
            None,
        )
    if facts["harmless"]:
        yield (
            "notes-not-misleading",
            (
                f"Rated helpful, and say that the post is not misleading: {_notes(facts['harmless'])}. They were read like "
                "the others."
            ),
            None,
        )
