"""Incidents with known truth, made by the real code path: files are written, added, and decided on like anybody's.

The same seed gives the same archive, byte by byte, on the same versions of Ripplemark and its libraries. Beside the
datasets lies ``truth.json``: what was planted, and what each measure should therefore find.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from ripplemark import __version__
from ripplemark.archive import Archive, Stamp
from ripplemark.archive.notation import as_bytes
from ripplemark.archive.refusals import in_words
from ripplemark.archive.words import WORDS
from ripplemark.errors import ArchiveError
from ripplemark.simulate.files import Folder
from ripplemark.simulate.incidents import INCIDENTS
from ripplemark.simulate.making import Making, term
from ripplemark.simulate.plan import Incident
from ripplemark.vault import Vault
from ripplemark.vault.folder import PrivateFolder

__all__ = ["INCIDENTS", "SEED", "TRUTH", "NotEmpty", "Simulated", "simulate"]

SEED = 1
"""The seed of the bundled archive."""
TRUTH = "truth.json"
MADE_AT = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
"""When a simulated archive says that it was made: after the last simulated bin."""
_KEPT = ("datasets", "decisions")


class NotEmpty(ArchiveError):
    """There is something in the folder for the simulation already."""

    title = "The folder is not empty"

    def __init__(self) -> None:
        super().__init__(
            "A simulated archive is made in a folder of its own. Name one with --to that does not exist or is empty; "
            "nothing was written."
        )


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was made: the codes, how many datasets and rows, and the archive's fingerprint."""

    incidents: tuple[str, ...]
    datasets: int
    rows: int
    fingerprint: str


def simulate(to: Path, seed: int = SEED, only: Sequence[str] | None = None) -> Simulated:
    """Make the archive and its truth in the folder ``to``, which must be empty or missing.

    Args:
        seed: decides every draw, code word and hash; 0 or more.
        only: keys of INCIDENTS; those incidents are the same as among all. None makes all.

    Raises:
        NotEmpty: there is something in the folder.
        ArchiveError: it cannot be written.
        ValueError: a negative seed.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise NotEmpty
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as work:
        root, inputs = Path(work) / "archive", Folder(Path(work) / "files")
        vault, named = _vault(Path(work) / "vault", seed), _named(seed)
        vault.aliases([term(code) for code, _ in named])
        inputs.path.mkdir()
        found: dict[str, Any] = {
            code: Making(Archive(root, _stamp(place)), vault, inputs, incident, code, seed).make()
            for place, (code, incident) in enumerate(named)
            if only is None or incident.key in only
        }
        told: dict[str, Any] = {
            "simulated": True,
            "seed": seed,
            "ripplemark": __version__,
            "incidents": found,
        }
        archive = Archive(root)
        with in_words():
            _hand_over(root, to, as_bytes(told))
        rows = sum(each.counts.rows_stored for each in archive.datasets())
        return Simulated(tuple(found), len(archive.datasets()), rows, archive.fingerprint())


def _named(seed: int) -> list[tuple[str, Incident]]:
    """Each incident with a drawn code word."""
    random = np.random.default_rng([seed, len(WORDS)])
    drawn = random.choice(len(WORDS), size=len(INCIDENTS), replace=False)
    return [(WORDS[int(k)], each) for k, each in zip(drawn, INCIDENTS, strict=True)]


def _stamp(place: int) -> Stamp:
    """A clock that stands still, a minute later for each incident, and numbers that count.

    The archive keeps changes of one moment in order by itself; an incident's files are the same whatever else is made.
    """
    numbers = itertools.count(1)
    at = MADE_AT + timedelta(minutes=place)
    return Stamp(lambda: at, lambda: f"{place:02x}{next(numbers):06x}")


def _vault(root: Path, seed: int) -> Vault:
    """A vault of the simulation's own, whose key follows from the seed."""
    folder = PrivateFolder(root)
    with folder.changing():
        folder.write("key", hashlib.sha256(f"ripplemark simulation {seed}".encode()).digest())
    return Vault(root)


def _hand_over(root: Path, to: Path, truth: bytes) -> None:
    """The datasets and decisions, without locks and the states of the way there; then the truth."""
    for name in _KEPT:
        shutil.copytree(root / name, to / name, copy_function=shutil.copyfile)
    (to / TRUTH).write_bytes(truth)
