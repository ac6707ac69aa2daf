"""Errors that a person can act on: what happened, where, and what to do next.

Every class has a ``title`` (a few words for a heading) and a message of whole sentences; the facts stay as attributes.
They are shown in one place per face: ``cli.py`` and ``app.py``. Anything else that is raised is a bug and shows
its traceback. No message may contain a name, a link, a file's path or a value from a user's file.
"""

from __future__ import annotations

from collections.abc import Iterable


class RipplemarkError(Exception):
    """Anything that the product refuses, with its reason and the way out."""

    title = "This cannot be done"


class InputError(RipplemarkError):
    """A file or an option that cannot be read as it is; nothing was stored."""

    title = "This input cannot be read"


class ArchiveError(RipplemarkError):
    """The archive cannot do this, and is as it was before."""

    title = "The archive is unchanged"


class QueryError(RipplemarkError):
    """A query that is not allowed, not known, or was stopped."""

    title = "This query cannot be run"


class UnknownName(RipplemarkError):
    """A name that is not in a registry; the valid ones are listed."""

    title = "Unknown name"

    def __init__(self, kind: str, name: str, valid: Iterable[str]) -> None:
        self.kind, self.name, self.valid = kind, name, tuple(valid)
        known = ", ".join(self.valid) or "none yet"
        super().__init__(f"There is no {kind} '{name}'. Known: {known}.")
