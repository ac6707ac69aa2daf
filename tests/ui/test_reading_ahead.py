"""What the server reads before anybody comes, and that it gives way; the overview row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.ui import reading
from ripplemark.ui.overview import table

CODES = ("LANTERN", "MERIDIAN", "OSPREY")


@pytest.fixture(autouse=True)
def three_incidents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An own archive with three incidents, and no example beside it."""
    monkeypatch.setitem(paths.BUNDLED, "demo", tmp_path / "no example")
    for code in CODES:
        Archive(tmp_path / "archive").ensure_incident(code, zone="UTC")
    yield
    st.cache_resource.clear()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes whose rows are made, in order."""
    found: list[str] = []
    row = reading.overview_row

    def noted(asked: reading.Asked, code: str) -> reading.OverviewRow:
        found.append(code)
        return row(asked, code)

    monkeypatch.setattr(reading, "overview_row", noted)
    return found


def test_every_row_is_read_once_whoever_asks(made: list[str]) -> None:
    reading.warm(lambda: False)
    assert [reading.row(code).incident for code in CODES] == list(CODES)
    assert made == list(CODES)


def test_reading_ahead_stops_when_somebody_comes(made: list[str]) -> None:
    reading.warm(lambda: len(made) == 1)
    assert made == ["LANTERN"]


def test_rows_that_are_still_to_come_stand_in_their_places() -> None:
    rows = [reading.row("LANTERN")]
    shown = table(rows, CODES[1:])
    assert re.findall(r"<a href=\"[^\"]*\" target=\"_self\">([A-Z]+)</a>", shown) == list(CODES)
    assert 'aria-busy="true"' in shown
    assert shown.count("being read") == 2
    assert "aria-busy" not in table(rows)
