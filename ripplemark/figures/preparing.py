"""The views of a large incident, made once when its data are added: whoever opens them later finds what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.errors import RipplemarkError
from ripplemark.figures import FIGURES, figure
from ripplemark.gate import Gate

TIMELINE = "incident-timeline"


def views() -> tuple[str, ...]:
    """The figures about one incident's items, and the timeline, in which they stand as well."""
    of_items = (each.name for each in FIGURES if each.question == "moderation" and each.of_incident)
    return (*of_items, TIMELINE)


def prepare(
    archive: Archive, dataset_ids: Iterable[str | None], tell: Callable[[str], None]
) -> int:
    """Make each view of what was just stored as its owner sees it, so that its answers are kept; how many were made.

    Nothing is made where the archive keeps no answers, its items being few, or for datasets of no incident. ``tell`` is
    given a sentence before each incident, for this takes as long as all its views together. A view that is refused is
    left for whoever asks for it.
    """
    ids = set(dataset_ids)
    stored = {each.incident for each in archive.datasets() if each.dataset_id in ids}
    codes = sorted(code for code in stored if code is not None)
    if archive.answers() is None or not codes:
        return 0
    serving, made = serve(archive), 0
    try:
        serving.keep_items()
        for code in codes:
            tell(f"Counting what the views of {code} show, so that they open at once ...")
            made += sum(_made(archive, serving, code, name) for name in views())
    finally:
        serving.close()
    return made


def _made(archive: Archive, serving: Serving, code: str, name: str) -> bool:
    try:
        figure(archive, serving, Gate.of("owner"), name, incident=code)
    except RipplemarkError:
        return False
    return True
