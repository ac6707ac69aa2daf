"""The series of several incidents, read with one question, are those that each incident has when asked by itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.measures.base import Request
from ripplemark.measures.bins import BinnedSeries, read, read_together

HEADER = "series,channel,metric,bin_start,bin_width,value"


def _rows(name: str, channel: str, size: int) -> list[str]:
    return [f"{name},{channel},posts,2025-03-{k + 1:02},P1D,{5 + k % 4}" for k in range(size)]


def _told(found: list[BinnedSeries]) -> list[tuple[object, ...]]:
    return [(each.by, each.first, each.zone, each.series.value.tolist()) for each in found]


def test_each_incident_has_the_series_that_it_has_by_itself(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *_rows("a", "social", 20), *_rows("b", "news", 9), incident="LANTERN")
    storing(HEADER, *_rows("a", "social", 12), incident="THIMBLE")
    storing(HEADER, *_rows("c", "social", 15), incident="WALNUT")
    archive = Archive(tmp_path / "archive")
    archive.ensure_incident("EMBER")
    together, apart = serve(archive), serve(archive)
    try:
        read_together(together, ("LANTERN", "THIMBLE", "EMBER"))
        together.close()
        for code, series in (("LANTERN", 2), ("THIMBLE", 1), ("EMBER", 0)):
            one, other = (
                list(read(Request(of, code, "incident", (), (), {}))) for of in (together, apart)
            )
            assert len(one) == series
            assert _told(one) == _told(other)
            assert all(np.isfinite(each.series.value).all() for each in one)
    finally:
        apart.close()
