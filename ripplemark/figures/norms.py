"""The second, read-only source: daily figures of platforms that come with Ripplemark, and the user's own beside them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ripplemark import paths
from ripplemark.archive import Archive, Package
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.errors import UnknownName
from ripplemark.figures.base import Asked
from ripplemark.figures.published import TOPIC, Published, known
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import Period
from ripplemark.measures.reported import Reported, everything
from ripplemark.paths import REFERENCE

BUNDLED = "platforms"
DATASET = Parameter(
    "dataset",
    "the dataset that the figures are from: the one that comes with Ripplemark unless an own one is named",
)


@dataclass(frozen=True, slots=True)
class Norms:
    """What platforms reported, of one dataset and in the period asked for; ``asked`` is of the archive that it lies in.

    ``reported`` has one entry per platform, by name; ``whole`` the same without regard to the period. Both may be empty.
    """

    asked: Asked
    whole: tuple[Reported, ...]
    reported: tuple[Reported, ...]

    @property
    def used(self) -> tuple[Package, ...]:
        """The dataset that the figures are from."""
        names = {each.dataset for each in self.whole}
        return tuple(each for each in self.asked.packages if each.dataset_id in names)

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        """The selection with which a measure answers for this dataset."""
        return tuple(("dataset", name) for name in sorted({each.dataset for each in self.whole}))


@cache
def _served(root: Path, fingerprint: str) -> Serving:  # noqa: ARG001 - both are the key
    """A connection to a bundled archive; it never changes, so there is one as long as the program runs."""
    return serve(Archive(root))


def bundled() -> tuple[Archive, Serving] | None:
    """The archive of platforms that comes with Ripplemark; None where this installation has none."""
    archive = Archive(paths.BUNDLED[BUNDLED])
    if not (archive.root / "datasets").is_dir():
        return None
    return archive, _served(archive.root, archive.fingerprint())


def sources(asked: Asked) -> dict[str, Asked]:
    """Every dataset with daily figures of platforms, by id, with the archive that it lies in: the bundled one first."""
    here = replace(asked, gate=asked.gate.of_norms(), scope="platform", incident=None)
    found: dict[str, Asked] = {}
    norm = bundled()
    if norm is not None:
        there = replace(here, archive=norm[0], serving=norm[1])
        found |= {each.dataset: there for each in everything(norm[1])}
    for each in everything(asked.serving):
        found.setdefault(each.dataset, here)
    return found


def norms(asked: Asked) -> Norms:
    """What is asked for, of the dataset that is named, else of the first.

    Raises:
        UnknownName: no such dataset holds daily figures; those that do are listed.
        BackwardsPeriod: the period ends before it begins.
    """
    low, high = Period.of(asked.settings).instants("UTC")
    found, wanted = sources(asked), asked.settings["dataset"]
    if wanted is not None and wanted not in found:
        raise UnknownName("dataset with daily figures of platforms", wanted, found)
    if not found:
        return Norms(replace(asked, scope="platform", gate=asked.gate.of_norms()), (), ())
    name = wanted or next(iter(found))
    there = found[name]
    whole = tuple(each for each in everything(there.serving) if each.dataset == name)
    parts = (each.between(low, high) for each in whole)
    return Norms(there, whole, tuple(each for each in parts if each is not None))


def offered(asked: Asked) -> dict[str, tuple[str, ...]]:
    """The platforms of every dataset with daily figures, by its id; the one that comes with Ripplemark first."""
    return {
        name: tuple(each.platform for each in everything(there.serving) if each.dataset == name)
        for name, there in sources(asked).items()
    }


@cache
def _names() -> dict[str, str]:
    """Every spelling of a very large platform, without case, spaces and punctuation, with the name that stands for it."""
    with (REFERENCE / "large_platforms.csv").open(encoding="utf-8", newline="") as file:
        return {
            _bare(spelling): row["platform"]
            for row in csv.DictReader(file)
            for spelling in (row["platform"], *filter(None, row["aliases"].split("|")))
        }


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def known_as(platform: str) -> str:
    """The name under which a platform stands in reference data: 'X' for 'Twitter'; any other as it is."""
    return _names().get(_bare(platform), platform)


def with_norms() -> tuple[str, ...]:
    """The platforms of which a published figure about removal is on record, by name."""
    return tuple(
        sorted({each.platform for each in known() if each.topic == TOPIC and each.platform})
    )


def reported_norms(platform: str) -> tuple[Published, ...]:
    """What a platform itself reports of the time from notice to action, under any spelling; empty where it is not on record.

    From the harmonised reports under the Digital Services Act: the daily statistics know means from posting to decision only.
    """
    name = known_as(platform)
    return tuple(
        each
        for each in known()
        if each.platform == name and each.clock == "notice" and each.statistic == "median"
    )
