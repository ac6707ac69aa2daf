"""What a collection may be called, and which datasets may be its members."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ripplemark import schema
from ripplemark.archive.package import Package
from ripplemark.errors import ArchiveError

_NAME = re.compile(r"[a-z][a-z0-9-]{0,29}")
_AN_ID = re.compile(r".*-[0-9a-f]{8}")


class BadCollectionName(ArchiveError):
    """A name that a collection cannot have."""

    title = "This is not a collection's name"

    def __init__(self) -> None:
        super().__init__(
            "A collection's name is a short neutral word of your own: at most 30 small letters, digits and hyphens that start "
            "with a letter (for example dsa-daily), or a code word such as LANTERN. It is printed under figures: never a "
            "file's name or a person's, and not a dataset's id. Nothing was stored."
        )


class NotAlike(ArchiveError):
    """A dataset that differs from a collection's members in what they all must share."""

    title = "This does not belong to the collection"

    def __init__(self, name: str, what: str, theirs: str, own: str) -> None:
        self.name, self.what, self.theirs, self.own = name, what, theirs, own
        super().__init__(
            f"The datasets of the collection {name} have the {what} {theirs}; this one has {own}. A collection is one "
            "name and one citation for files of one kind. Add it with --append and another name, or without --append (a "
            "file that --replaces a member stays in its collection: remove the member instead). Nothing was changed."
        )


def check_name(name: str, ids: Iterable[str]) -> None:
    """Raise BadCollectionName unless it can be a collection's name; ``ids`` are the datasets that there are."""
    code = re.fullmatch(schema.CODE_PATTERN.removesuffix("$"), name)
    if not (_NAME.fullmatch(name) or code) or _AN_ID.fullmatch(name) or name in set(ids):
        raise BadCollectionName


def check_alike(package: Package, visible: Iterable[Package]) -> None:
    """Raise NotAlike where a member of its collection differs in what all share; those that it replaces do not count."""
    for each in visible:
        if each.collection is None or each.collection != package.collection:
            continue
        if each.dataset_id in package.replaces:
            continue
        for what, theirs, own in _shared(each, package):
            if theirs != own:
                raise NotAlike(each.collection, what, theirs or "none", own or "none")
        return


def _shared(one: Package, other: Package) -> tuple[tuple[str, str | None, str | None], ...]:
    return (
        ("format", one.format, other.format),
        ("table", one.table, other.table),
        ("scope", one.scope, other.scope),
        ("incident", _incident(one), _incident(other)),
        ("source", one.source, other.source),
        ("licence", one.licence, other.licence),
    )


def _incident(package: Package) -> str | None:
    codes = package.coverage.codes if package.coverage else ()
    return package.incident or ", ".join(codes) or None
