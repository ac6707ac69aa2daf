"""A last bin that may be partial: whatever it holds, no number of any measure of attention moves; figures still show it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from real_path import Asking

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, add
from ripplemark.measures import MEASURES, bins
from ripplemark.measures.base import Request
from ripplemark.result import Estimate
from ripplemark.vault import Vault

HEADER = "series,channel,platform,metric,region,bin_start,bin_width,value,bound"
QUERY = "lifecycle/bins_by_series"
HELD = {"NOTHING": 0, "LITTLE": 3, "MUCH": 400}


def _rows(last: float) -> list[str]:
    """Sixty usual hours, a jump, a fall, and one hour more of which only a part was over."""
    hours = 60 + 24 * 16
    values = [4 + k % 3 for k in range(60)]
    values += [round(5 + 95 / (1 + k / 6)) for k in range(hours - 60)]
    when = [f"2025-03-{1 + k // 24:02d}T{k % 24:02d}:00Z" for k in range(hours + 1)]
    told = [f"{value}," for value in values] + [f"{last},~"]
    return [
        f"term,search,Google,search_index,DE,{at},PT1H,{value}"
        for at, value in zip(when, told, strict=True)
    ]


ROWS = {code: _rows(held) for code, held in HELD.items()}
ASKED = sorted(each.name for each in MEASURES if each.query == QUERY)
__all__ = ["HEADER", "ROWS"]


def _bare(found: list[Estimate]) -> list[Estimate]:
    """The answers without what tells the incidents apart."""
    own = ("incident", "value")
    return [
        replace(each, by={key: told for key, told in each.by.items() if key not in own})
        for each in found
    ]


@pytest.mark.parametrize("metric", ASKED)
def test_what_a_partial_last_bin_holds_moves_no_number(told: Asking, metric: str) -> None:
    nothing, little, much = (_bare(told(metric, code)) for code in HELD)
    assert nothing == little
    assert nothing == much


@pytest.mark.parametrize("metric", ["half-life", "fitted-half-life", "residual-interest"])
def test_that_it_is_left_out_is_said(told: Asking, metric: str) -> None:
    found = told(metric, "MUCH")
    assert found
    assert all("last bin may be partial and is left out" in each.note for each in found)


def test_the_last_week_of_a_download_reaches_the_archive_as_partial(tmp_path: Path) -> None:
    weeks = ["2024-12-29", "2025-01-05", "2025-01-12", "2025-01-19", "2025-01-26"]
    lines = [f"{day},{value}" for day, value in zip(weeks, (7, 9, 100, 61, 12), strict=True)]
    path = tmp_path / "multiTimeline.csv"
    head = ["Category: All categories", "", "Week,rumoured thing: (Germany)"]
    path.write_text("\n".join((*head, *lines)) + "\n", encoding="utf-8")
    archive = Archive(tmp_path / "archive")
    add(archive, Vault(tmp_path / "vault"), path, Options(incident="LANTERN", zone="UTC"))
    serving = serve(archive)
    (binned,) = bins.read(Request(serving, "LANTERN", "incident", (), (), {}))
    serving.close()
    assert binned.part.tolist() == [False, False, False, False, True]
    assert binned.given[-1] == 12
    assert math.isnan(binned.series.value[-1])
