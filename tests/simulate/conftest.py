"""A small simulated archive, made once, and the answers about the bundled one, asked once."""

from __future__ import annotations

from pathlib import Path

import pytest
from recovery import Held, held

from ripplemark.paths import BUNDLED
from ripplemark.simulate import simulate

FEW = ("copies", "lawyers-log", "hardly-anything")
"""Incidents with a Google-Trends-style download, a hand-kept log, daily and hourly counts."""


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few incidents of the bundled archive, made afresh with its seed."""
    root = tmp_path_factory.mktemp("simulated") / "archive"
    simulate(root, only=FEW)
    return root


@pytest.fixture(scope="session")
def answers() -> list[Held]:
    """Every number planted in the bundled archive, beside its estimate."""
    return held(BUNDLED["demo"])
