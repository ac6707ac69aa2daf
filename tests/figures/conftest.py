"""The timeline of LANTERN, and what is known of it, from what a test stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from timeline_told import ZONE, Drawing, Knowing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.base import Asked
from ripplemark.figures.knowing import Known, known
from ripplemark.figures.timeline import TIMELINE
from ripplemark.gate import Gate
from ripplemark.vault import Vault


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    """``drawing(audience, **settings)``: the timeline of LANTERN as it is stored now."""

    def draw(audience: Any = "owner", **settings: str) -> Figure:
        archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
        archive.ensure_incident("LANTERN", "rumour", ZONE)
        serving = serve(archive)
        gate = Gate.of(audience, lambda alias: vault.name(alias) or alias)
        try:
            return figure(
                archive, serving, gate, "incident-timeline", incident="LANTERN", settings=settings
            )
        finally:
            serving.close()

    return draw


@pytest.fixture
def knowing(tmp_path: Path) -> Iterator[Knowing]:
    """``knowing()``: what is known of LANTERN, for its owner."""
    opened = []

    def know() -> Known:
        archive = Archive(tmp_path / "archive")
        archive.ensure_incident("LANTERN", "rumour", ZONE)
        serving = serve(archive)
        opened.append(serving)
        gate = Gate.of("owner")
        settings = TIMELINE.settings({})
        return known(
            Asked(TIMELINE, archive, serving, gate, "LANTERN", "incident", (), (), {}, settings)
        )

    yield know
    for serving in opened:
        serving.close()
