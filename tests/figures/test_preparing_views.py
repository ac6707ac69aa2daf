"""Views of a large incident are made once when its data are added; later ones ask the engine for nothing about its items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from real_path import Storing

from ripplemark.archive import Archive, answers
from ripplemark.archive.serving import serve
from ripplemark.engine import serving as engine
from ripplemark.figures import figure
from ripplemark.figures.preparing import prepare, views
from ripplemark.gate import Gate

HEADER = "incident,platform,item,posted_at,notice_at,down_at,outcome,observed_until,views"
LOG = [
    f"LANTERN,Platform A,{k},2025-03-01T08:00Z,2025-03-01T09:{k}Z,2025-03-02T12:{k}Z,"
    f"{'removed' if k % 3 else 'uploader'},2025-03-09,{k}"
    for k in range(10, 40)
]


def test_what_was_prepared_is_shown_without_asking_and_says_the_same(
    storing: Storing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    told: list[str] = []
    assert prepare(archive, [report.dataset_id], told.append) == 0  # few items: nothing is kept
    plain = headlines(archive)
    monkeypatch.setattr(answers, "MANY", 1)
    archive.decide("LANTERN", "verdict", "not_stated")  # any change makes the folder
    assert prepare(archive, [report.dataset_id, None], told.append) == len(views())
    assert len(told) == 1
    assert "LANTERN" in told[0]
    asked: list[str] = []
    run = engine.run

    def noted(con: Any, name: str, parameters: Any) -> Any:
        asked.append(name)
        return run(con, name, parameters)

    monkeypatch.setattr(engine, "run", noted)
    assert headlines(archive) == plain
    assert not [name for name in asked if name.startswith("moderation/")]


def headlines(archive: Archive) -> dict[str, str]:
    """What each view says, over a connection of its own."""
    found = {}
    for name in views():
        serving = serve(archive)
        found[name] = figure(archive, serving, Gate.of("owner"), name, incident="LANTERN").headline
        serving.close()
    return found
