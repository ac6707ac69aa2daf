"""What a figure is made from is one moment of the archive; the next figure sees what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_path import Storing
from series_told import HEADER, episode, rows

from ripplemark.archive import Archive, shelf
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.figure import Figure
from ripplemark.figures import figure, named
from ripplemark.figures.base import Asked
from ripplemark.gate import Gate


@pytest.fixture
def archive(storing: Storing, tmp_path: Path) -> Archive:
    storing(HEADER, *rows(episode(60, 20)))
    return Archive(tmp_path / "archive")


@pytest.fixture
def serving(archive: Archive) -> Iterator[Serving]:
    opened = serve(archive)
    yield opened
    opened.close()


def _asked(archive: Archive, serving: Serving) -> Asked:
    kind = named("overview")
    return Asked(kind, archive, serving, Gate.of("owner"), "LANTERN", "incident", (), (), {}, {})


def test_what_is_asked_stands_still_and_what_is_asked_next_sees_the_change(
    archive: Archive, serving: Serving, storing: Storing
) -> None:
    first = _asked(archive, serving)
    before = first.packages
    archive.decide("LANTERN", "home_zone", "Asia/Tokyo")
    storing(HEADER, *rows(episode(60, 20), platform="Board"))
    assert (first.zone, first.packages) == ("UTC", before)
    second = _asked(archive, serving)
    assert second.zone == "Asia/Tokyo"
    assert len(second.packages) == len(before) + 1


def _overview(archive: Archive) -> Figure:
    opened = serve(archive)
    try:
        return figure(archive, opened, Gate.of("owner"), "overview")
    finally:
        opened.close()


def test_a_figure_made_after_a_change_shows_it(archive: Archive, storing: Storing) -> None:
    first = _overview(archive).shown
    archive.ensure_incident("OTHER", kind="deepfake")
    storing(HEADER, *rows([5.0, 6.0, 7.0]), incident="THIRD")
    again = _overview(archive).shown
    assert set(first.column("incident").to_pylist()) == {"LANTERN"}
    assert set(again.column("incident").to_pylist()) == {"LANTERN", "OTHER", "THIRD"}


def test_a_figure_of_every_incident_lists_the_archive_as_often_as_one_of_a_single_incident(
    archive: Archive, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    ids = shelf.ids
    monkeypatch.setattr(shelf, "ids", lambda folder: looks.append(folder) or ids(folder))
    figure(archive, serving, Gate.of("owner"), "overview")
    one = len(looks)
    for code in ("OTHER", "THIRD", "FOURTH"):
        archive.ensure_incident(code)
    looks.clear()
    figure(archive, serving, Gate.of("owner"), "overview")
    assert len(looks) == one
