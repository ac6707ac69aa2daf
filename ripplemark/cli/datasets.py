"""``datasets``, ``remove``, ``restore``: datasets, and the collections that they make up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from ripplemark.archive import AlreadyHere, Collection, Package, Replaced, shelved
from ripplemark.cli.output import Refused, give, in_words, rows, session, tell
from ripplemark.errors import ArchiveError, UnknownName
from ripplemark.ingest.collected import document
from ripplemark.ingest.spans_in_words import gaps_told, overlaps_told
from ripplemark.wording import count

_Name = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Id of a dataset or name of a collection, as 'datasets' lists them."
    ),
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (datasets, remove, restore):
        app.command()(command)


def datasets(
    collection: Annotated[
        str | None, typer.Option(metavar="NAME", help="The members of this collection.")
    ] = None,
) -> None:
    """List the datasets of the archive; a collection is one entry, its members on request."""
    archive = session.archive()
    if collection is not None:
        held = archive.collection(collection)
        listed = [_dataset(each) for each in held.members]
        _tell_of(held)
    else:
        listed = [_entry(each) for each in shelved(archive.datasets())]
    for finding in archive.quarantined():
        tell(f"Left out because it is damaged: {finding.subject}: {finding.problem}")
    if session.json:
        give(listed)
        return
    shown = ("dataset", "incident", "table", "rows", "first_time", "last_time", "zone")
    several = any(each["members"] is not None for each in listed)
    rows(listed, (*shown, "members", "gap_count", "overlap_count") if several else shown)


def remove(dataset: _Name) -> None:
    """Move a dataset, or a collection's datasets, to the trash; 'restore' brings back."""
    archive = session.archive()
    here = [each.dataset_id for each in archive.datasets() if each.collection == dataset]
    if not here:
        _one(archive.remove, dataset, archive.datasets())
        tell(f"{dataset} is in the trash. Bring it back with: restore {dataset}")
        return
    said = count(len(here), "dataset")
    tell(f"The collection {dataset} has {said}; all of them go to the trash.")
    moved = archive.remove_together(here[::-1])
    tell(f"{count(moved, 'dataset')} in the trash.")
    tell(f"Bring the collection back with: restore {dataset}")


def restore(dataset: _Name) -> None:
    """Bring a dataset, or a collection's datasets, back from the trash."""
    archive = session.archive()
    trash = archive.trash()
    gone = [each.dataset_id for each in trash if each.collection == dataset]
    if not gone:
        _one(archive.restore, dataset, trash)
        tell(f"{dataset} is back.")
        return
    said = count(len(gone), "dataset")
    tell(f"The trash holds {said} of the collection {dataset}; each comes back by itself.")
    _every(archive.restore, gone, "back")


def _one(do: Callable[[str], None], dataset: str, packages: Sequence[Package]) -> None:
    """Do it to one dataset; UnknownName lists collections too, in place of their members."""
    try:
        do(dataset)
    except UnknownName as error:
        members = {each.dataset_id: each.collection for each in packages if each.collection}
        if names := sorted(set(members.values())):
            known = (*names, *(each for each in error.valid if each not in members))
            raise UnknownName(f"collection or {error.kind}", dataset, known) from None
        raise


def _every(do: Callable[[str], None], ids: Sequence[str], done: str) -> None:
    """Do it to one dataset after another, the newest first, so that what was replaced finds its successor there.

    What a successor keeps away stays where it is and is told; what else is refused is told, the rest is done, and the
    command is refused.
    """
    kept = refused = 0
    for each in reversed(ids):
        try:
            do(each)
        except (AlreadyHere, Replaced) as error:
            kept += 1
            tell(f"{each} stays: {error}")
        except ArchiveError as error:
            refused += 1
            tell(f"{each}: {in_words(error)}")
    tell(f"{count(len(ids) - kept - refused, 'dataset')} {done}.")
    if refused:
        tell(f"{count(refused, 'dataset')} not {done}, for the reasons above.")
        raise Refused


def _entry(each: Package | Collection) -> dict[str, Any]:
    return _dataset(each) if isinstance(each, Package) else _collected(each)


def _dataset(each: Package) -> dict[str, Any]:
    return {
        "dataset": each.dataset_id,
        "scope": each.scope,
        "incident": each.incident,
        "format": each.format,
        "table": each.table,
        "rows": each.counts.rows_stored,
        "rejected": each.counts.rows_rejected,
        "zone": each.zone,
        "first_time": each.first_time,
        "last_time": each.last_time,
        "added_at": each.added_at,
        "title": each.title,
        "source": each.source,
        "licence": each.licence,
        "answers": dict(each.answers),
        "collection": each.collection,
        "members": None,
    }


def _collected(each: Collection) -> dict[str, Any]:
    """A collection in the same keys; ``dataset`` is its name, which 'remove' takes as it takes an id.

    Zone and answers are None and empty where the members were not all read in the same way.
    """
    first, last = each.span
    told = document(each)
    del told["name"]
    read = {(member.zone, str(member.answers)) for member in each.members}
    alike: dict[str, Any] = {} if len(read) == 1 else {"zone": None, "answers": {}}
    return {
        **_dataset(each.like),
        **alike,
        "dataset": each.name,
        "rows": each.rows,
        "rejected": sum(member.counts.rows_rejected for member in each.members),
        "first_time": first,
        "last_time": last,
        "title": None,
        **told,
    }


def _tell_of(held: Collection) -> None:
    """What the collection's members leave open and hold twice."""
    zone = held.like.zone or "UTC"
    if gaps := held.gaps():
        tell(gaps_told(gaps, zone))
    if overlaps := held.overlaps():
        tell(overlaps_told(overlaps, zone))
