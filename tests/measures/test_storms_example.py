"""The page with three storms and four downloads: every number in its table comes out of the files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "worked-example-storms.md"
FILES = {
    "TV": "gdelt_tv/fivethirtyeight/tv_hurricanes.csv",
    "News": "mediacloud/fivethirtyeight/mediacloud_hurricanes.csv",
    "Search 1": "google_trends/fivethirtyeight/google_trends.csv",
    "Search 2": "google_trends/maria_daily_en/multiTimeline.csv",
}
STORMS = ("Harvey", "Irma", "Maria")
ALL = (*STORMS, "Jose")
Told = dict[tuple[str, str, str], Estimate]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """By storm, source and metric."""
    root = tmp_path_factory.mktemp("storms")
    archive, vault = Archive(root / "archive"), Vault(root / "vault")
    options = Options(incident="LANTERN", zone="America/New_York")
    sources = {
        add(archive, vault, SHARED / path, options).dataset_id: short
        for short, path in FILES.items()
    }
    serving = serve(archive)
    try:
        yield _asked(serving, sources, vault)
    finally:
        serving.close()


def _asked(serving: Serving, sources: dict[Any, str], vault: Vault) -> Told:
    found: Told = {}
    for metric in ("onset", "peak", "half-life"):
        for each in measure(serving, metric, incident="LANTERN").estimates:
            if each.by.get("quantity", "time") == "time":
                name = vault.name(str(each.by["series"])) or ""
                (storm,) = (storm for storm in ALL if storm in name)
                found[storm, sources[each.by["dataset"]], metric] = each
    return found


def test_the_page_has_the_table_that_the_files_give(told: Told) -> None:
    rows = [
        "| " + " | ".join((storm, source, *_cells(told, storm, source))) + " |"
        for storm in STORMS
        for source in FILES
    ]
    assert "\n".join(rows) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("storm", STORMS)
def test_all_sources_agree_on_the_highest_day(told: Told, storm: str) -> None:
    low, high = _common(told, storm, "peak")
    assert low < high


def test_they_agree_on_the_onset_of_one_storm_and_not_of_another(told: Told) -> None:
    low, high = _common(told, "Maria", "onset")
    assert low < high
    low, high = _common(told, "Irma", "onset")
    assert low > high


def test_the_half_lives_of_one_storm_share_the_hours_that_the_page_says(told: Told) -> None:
    assert [round(end) for end in _common(told, "Irma", "half-life")] == [20, 53]


def _common(told: Told, storm: str, metric: str) -> tuple[Any, Any]:
    """The latest lower and the earliest upper end of those that answer."""
    each = [told[storm, source, metric] for source in FILES]
    answered = [one for one in each if one.status == "ok"]
    return max(one.low for one in answered), min(one.high for one in answered if one.high)  # type: ignore[type-var]


def _cells(told: Told, storm: str, source: str) -> tuple[str, str, str]:
    onset, peak, half = (told[storm, source, name] for name in ("onset", "peak", "half-life"))
    zone = ZoneInfo("UTC") if source == "TV" else ZoneInfo("America/New_York")
    return _onset(onset, zone), _peak(peak, zone), _half_life(half)


def _onset(each: Estimate, zone: ZoneInfo) -> str:
    if each.status != "ok":
        return f"`{each.status}`"
    value, low, high = (_day(end, zone) for end in (each.value, each.low, each.high))
    return f"{value} ({low} to {high})"


def _peak(each: Estimate, zone: ZoneInfo) -> str:
    middle: Any = each.value
    low, high = _day(each.low, zone), _day(each.high, zone, back=1)
    days = list(dict.fromkeys(_day(middle, zone, back=back) for back in (1, -1)))
    return f"{' and '.join(days)} ({low if low == high else f'{low} to {high}'})"


def _day(moment: Any, zone: ZoneInfo, back: float = 0) -> str:
    local = (datetime.fromisoformat(moment) - timedelta(seconds=back)).astimezone(zone)
    return f"{local.day} {local:%b}"


def _half_life(each: Estimate) -> str:
    if each.status not in ("ok", "NE_GRANULARITY"):
        return f"`{each.status}`"
    low, high = each.low, each.high
    upto = "open" if high is None else f"{high:.0f}"
    if each.value is None:
        return f"less than a day (0 to {upto})" if low == 0 else f"`{each.status}`"
    return f"{each.value:.0f} ({low:.0f} to {upto})"
