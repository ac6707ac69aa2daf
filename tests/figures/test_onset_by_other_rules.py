"""Where Kleinberg's bursts or the cumulative sum place an onset otherwise, that is told: of one series, and of each of several."""

from __future__ import annotations

from pathlib import Path

from real_path import Storing
from series_told import HEADER, rows

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate

QUIET = [10, 11, 9, 10, 12, 9, 11] * 20
CREEPING = [*QUIET, *(13 + k // 3 for k in range(40)), 60, 150, 300, 200, 120, 70, 40, 20, 12, 10]
SUDDEN = [*QUIET, *([10, 11, 9, 12] * 10), 260, 420, 300, 200, 120, 70, 40, 20, 12, 10]
TOLD = "ther rules place the onset otherwise"


def _made(folder: Path, name: str) -> Figure:
    archive = Archive(folder / "archive")
    serving = serve(archive)
    try:
        return figure(archive, serving, Gate.of("owner"), name, incident="LANTERN")
    finally:
        serving.close()


def test_of_one_series_it_stands_in_the_notes(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(CREEPING))
    assert any(TOLD in each for each in _made(tmp_path, "attention").caveats)


def test_of_several_series_only_those_are_named_whose_onset_differs(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(CREEPING), *rows(SUDDEN, channel="news", series="stories"))
    for name in ("attention", "attention-by-series"):
        told = [each for each in _made(tmp_path, name).caveats if TOLD in each]
        assert len(told) == 1, told
        assert "Chirp" in told[0]
        assert "earlier" in told[0]
