"""Read a file as ingest does, through the opening and the engine, and look at what the reader made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ripplemark.archive import Archive
from ripplemark.ingest import Options
from ripplemark.ingest.examination import Examination
from ripplemark.ingest.examine import examined, opened_as
from ripplemark.ingest.options import settle


@dataclass(frozen=True, slots=True)
class Through:
    """The cells of a reading in the order of lines, the codes of its cautions, and what is asked."""

    rows: list[dict[str, Any]]
    codes: set[str]
    asked: dict[str, str | None]


@contextmanager
def examining(path: Path, work: Path, options: Options | None = None) -> Iterator[Examination]:
    """The examination of a file, open; ``work`` is an empty folder of its own."""
    chosen = options or Options()
    archive = Archive(work / "archive")
    (work / "private").mkdir(parents=True)
    opened = opened_as(path, work / "private", None, chosen)
    zone = settle(archive, chosen)
    with examined(opened, archive, work / "private", chosen, zone) as exam:
        yield exam


def through(path: Path, work: Path, options: Options | None = None) -> Through:
    """What the reader makes of a whole file, every answer by default or as the options have it."""
    with examining(path, work, options) as exam:
        rows: list[dict[str, Any]] = []
        if exam.reading is not None:
            rows = exam.intake.con.table("cells").order("line").to_arrow_table().to_pylist()
        codes = {each.code for each in exam.cautions}
        return Through(rows, codes, {each.question.name: each.answer for each in exam.asked})
