"""X's Community Notes: how long until a note was shown on a post. The status history, alone or with the file of notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ripplemark import schema, times
from ripplemark.errors import InputError
from ripplemark.readers.base import Head, Match, Question, Reader, Reading, Scope
from ripplemark.readers.community_notes_cautions import CAVEATS, cautions

_ROLES: Mapping[str, str] = {
    "noteid": "note",
    "tweetid": "post",
    "createdatmillis": "created",
    "timestampmillisoffirstnonnmrstatus": "first_at",
    "firstnonnmrstatus": "first",
    "timestampmillisofcurrentstatus": "current_at",
    "currentstatus": "current",
    "timestampmillisoflatestnonnmrstatus": "latest_at",
    "timestampmillisofmostrecentnonnmrstatus": "latest_at",
    "mostrecentnonnmrstatus": "latest",
    "latestnonnmrstatus": "latest",
    "timestampmillisofstatuslock": "lock_at",
    "lockedstatus": "locked",
    "timestampmillisofmostrecentstatuschange": "changed_at",
    "classification": "classification",
    "summary": "text",
}
"""Headers in every spelling that X's files and documents have used, in small letters."""

_HISTORY = frozenset(("note", "first_at", "first", "current"))
_NOTES = frozenset(("note", "post", "classification"))
_OTHERS = (
    (("noteid", "raterparticipantid"), "ratings of notes"),
    (("participantid", "enrollmentstate"), "enrolment of contributors"),
)


class SnapshotTooEarly(InputError):
    """An answered snapshot that is older than the newest time in the file."""

    title = "The snapshot cannot be older than what it holds"

    def __init__(self, newest: str) -> None:
        self.newest = newest
        super().__init__(
            f"The file holds times up to {newest}, so it was made then or later. Answer last-look with that time, or "
            "with the day of the download. Nothing was stored."
        )


class CommunityNotes(Reader):
    """X's noteStatusHistory-00000.tsv, a table of it joined with the posts, or notes-00000.tsv alone."""

    name: ClassVar[str] = "community_notes"
    title: ClassVar[str] = "Community Notes on X"
    scope: ClassVar[Scope] = "platform"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.MODERATION,)
    leaves_out: ClassVar[str] = (
        "Whether a post is still up: the files say only when a note was shown on it. Posts that nobody wrote a note "
        "about. The notes' text, authors and ratings. Which post a note is about, where the file of notes is not given."
    )
    spec: ClassVar[str] = "the TSV files of X's Community Notes download page"
    source: ClassVar[str] = "readers/community_notes_rows"
    watches: ClassVar[tuple[str, ...]] = ("label",)
    prepares: ClassVar[tuple[str, ...]] = ("readers/community_notes_rows",)
    facts: ClassVar[str | None] = "readers/community_notes_facts"
    zone: ClassVar[str | None] = "UTC"
    caveats: ClassVar[tuple[str, ...]] = CAVEATS
    filters_by: ClassVar[tuple[str, ...]] = ("post", "note")
    texts: ClassVar[tuple[str, ...]] = ("text",)
    beside_by: ClassVar[str | None] = "note"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A header with the names of the status history, or of the file of notes."""
        header, columns = _columns(head)
        known = {role for role in columns if role}
        if header is None or not (known >= _HISTORY or known >= _NOTES):
            return None
        history = known >= _HISTORY
        what = "status history" if history else "file of notes"
        why = f"a header with the names of Community Notes' {what}"
        return Match(0.97, why, header, columns, {"history": history})

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """Which other file of Community Notes it is, or what a changed one lacks; None where it is none."""
        header, columns = _columns(head)
        if header is None or cls.recognise(head) is not None:
            return None
        names = {cell.strip().casefold() for cell in head.rows[header]}
        for needed, what in _OTHERS:
            if names.issuperset(needed):
                return f"This is Community Notes' {what}; what is read is noteStatusHistory, with notes beside it."
        known = {role for role in columns if role}
        if "note" in known and len(known) >= 3:
            lacks = sorted(name for name, role in _ROLES.items() if role in _HISTORY - known)
            return f"This looks like Community Notes' status history, but lacks {', '.join(lacks)}."
        return None

    @classmethod
    def beside(cls, head: Head) -> Match | None:
        """The file of notes, which says the post of each; a table of notes and posts alone does as well."""
        header, columns = _columns(head)
        if header is None or not {"note", "post"}.issubset(columns):
            return None
        kept = ("note", "post", "classification", "text")
        roles = tuple(role if role in kept else None for role in columns)
        return Match(0.97, "a header with note and post", header, roles)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:
        """When the snapshot was taken; the newest time of the file by default. Nothing where it has no status."""
        if not match.notes["history"] or facts["newest"] is None:
            return ()
        asked = (
            "When was this snapshot taken? Posts without a note are watched until then. By default the newest time in "
            "the file."
        )
        return (Question("last-look", asked, (), facts["newest"], "a day or a moment, in UTC"),)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per post where the posts are known, else per note."""
        look, newest = answers.get("last-look"), facts["newest"]
        if look is not None and newest is not None:
            _refuse_early(look, newest)
        unit = "post" if facts["with_post"] else "note"
        history = bool(match.notes["history"])
        return Reading(
            schema.MODERATION,
            "readers/community_notes",
            {"unit": unit, "last_look": look},
            warnings=cautions(facts, unit, history=history),
            dates="dmy",
            shown={"unit": unit},
        )


def _refuse_early(look: str, newest: str) -> None:
    """Refuse a snapshot that ends before the newest time."""
    if times.parse(look).hi < times.parse(newest).lo:
        raise SnapshotTooEarly(newest)


def _columns(head: Head) -> tuple[int | None, tuple[str | None, ...]]:
    """The first record that is not blank, and the role of each of its cells; of two of one role the first."""
    for at, row in enumerate(head.rows):
        if any(cell.strip() for cell in row):
            found = [_ROLES.get(cell.strip().lstrip("\ufeff").casefold()) for cell in row]
            return at, tuple(
                role if role not in found[:k] else None for k, role in enumerate(found)
            )
    return None, ()
