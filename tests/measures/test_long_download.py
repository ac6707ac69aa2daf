"""Windows by the day and one long download by the week: joined through it, checked by it, and told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from real_path import Asking
from test_joined_windows import SHARED, download, stored

from ripplemark.result import Estimate

SUNDAY = date(2023, 1, 1)


def course(day: np.ndarray) -> np.ndarray:
    """Searches that go up and down, never low."""
    return np.asarray(300 + 150 * np.sin(day / 50))


def pull(folder: Path, first: int, days: int, seed: int, *, weekly: bool = False) -> Path:
    """A file as Google writes it, by the day or by the week."""
    random = np.random.default_rng(seed)
    mean = course(np.arange(first, first + days, dtype=np.float64))
    step, head = (7, "Week") if weekly else (1, "Day")
    mean = mean.reshape(-1, step).mean(axis=1)
    drawn = random.poisson(mean / mean.max() * 4000).astype(float)
    value = np.round(100 * drawn / drawn.max()).astype(int)
    lines = [f"{SUNDAY + timedelta(days=first + step * k)},{value[k]}" for k in range(value.size)]
    path = folder / f"multiTimeline ({seed}).csv"
    text = ("Category: All categories", "", f"{head},rumoured thing: (Germany)", *lines)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def _of(found: list[Estimate], quantity: str) -> list[Estimate]:
    return [each for each in found if each.by["quantity"] == quantity]


def test_a_weekly_download_checks_the_chain_and_says_so(tmp_path: Path, asking: Asking) -> None:
    windows = [pull(tmp_path, first, 203, seed=first + 1) for first in (0, 105, 210)]
    stored(tmp_path, [*windows, pull(tmp_path, 0, 413, seed=9, weekly=True)])
    found = [each for each in asking("stitched-series") if "quantity" in each.by]
    checks = _of(found, "check")
    assert len(checks) == 2
    for each in checks:
        assert each.value == pytest.approx(1, abs=0.05)
        assert "agree within their errors" in each.note
    assert sum("whole bins of the longer" in each.note for each in _of(found, "link")) == 3


def test_windows_that_do_not_overlap_are_joined_by_the_week(tmp_path: Path, asking: Asking) -> None:
    windows = [pull(tmp_path, first, 147, seed=first + 1) for first in (0, 210)]
    stored(tmp_path, windows)
    assert not [e for e in asking("stitched-series") if e.by.get("quantity") == "scale" and e.value]
    stored(tmp_path, [pull(tmp_path, 0, 413, seed=9, weekly=True)])
    scales = _of(list(asking("stitched-series")), "scale")
    truth = course(np.arange(210, 357.0)).max() / course(np.arange(0, 147.0)).max()
    assert [each.status for each in scales] == ["ok", "ok"]
    values = [float(str(each.value)) for each in scales]
    assert values[1] / values[0] == pytest.approx(truth, rel=0.06)


def test_a_peak_that_dwarfs_a_window_in_the_long_download_is_refused_with_the_next_step(
    tmp_path: Path, asking: Asking
) -> None:
    """The weekly file's 100 is far above what the second window's weeks are."""
    stored(tmp_path, [download(tmp_path, first, 140, seed=first + 1) for first in (70, 280)])
    path = pull(tmp_path, 0, 420, seed=9, weekly=True)
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [
        line if k < 3 else f"{line.split(',')[0]},{100 if 14 <= k - 3 <= 16 else 8}"
        for k, line in enumerate(lines)
    ]
    path.write_text("\n".join(told) + "\n", encoding="utf-8")
    stored(tmp_path, [path])
    refused = [each for each in asking("stitched-series") if "20 is needed" in each.note]
    assert refused
    assert any("leaves out the peak" in each.note for each in refused)


def _by_the_week(folder: Path, files: list[Path], factors: list[float]) -> Path:
    """A weekly file as Google would give it, were the chain of the real windows true: means of their days, scaled to 100."""
    days: dict[date, list[float]] = {}
    head = ""
    for path, factor in zip(files, factors, strict=True):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        head = lines[2].partition(",")[2]
        for line in lines[3:]:
            at, _, value = line.partition(",")
            days.setdefault(date.fromisoformat(at), []).append(factor * float(value))
    first = next(day for day in sorted(days) if day.weekday() == 6)
    weeks = [first + timedelta(weeks=k) for k in range((max(days) - first).days // 7)]
    means = [
        float(np.mean([np.mean(days[week + timedelta(days=k)]) for k in range(7)]))
        for week in weeks
    ]
    told = [
        f"{week},{round(100 * mean / max(means))}" for week, mean in zip(weeks, means, strict=True)
    ]
    path = folder / "multiTimeline.csv"
    text = ("Kategorie: Alle Kategorien", "", f"Woche,{head}", *told)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def test_the_real_chain_agrees_with_weeks_that_follow_it_and_small_weeks_are_refused(
    tmp_path: Path, asking: Asking
) -> None:
    if not SHARED.exists():
        pytest.skip("the shared data are not here")
    chosen = [each for each in sorted(SHARED.glob("*.csv")) if each.name >= "2015-11-19"]
    stored(tmp_path, chosen)
    chain = _of(list(asking("stitched-series")), "scale")
    assert [each.status for each in chain] == ["ok"] * 5
    factors = [float(str(each.value)) for each in chain]
    stored(tmp_path, [_by_the_week(tmp_path, chosen, factors)])
    found = list(asking("stitched-series"))
    checks = _of(found, "check")
    assert checks
    assert all("agree within their errors" in each.note for each in checks)
    # Late in 2017 the term stood so high that the weeks of the first window round to a few points of 100.
    assert any("rounding decides" in each.note for each in _of(found, "link"))
    again = [float(str(each.value)) for each in _of(found, "scale")]
    assert again == pytest.approx(factors, rel=0.1)
