"""The benchmark of burst detectors: windows, precision and recall by hand, and each detector on a planted burst."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.bursts import (
    SERIES,
    Agreement,
    agreement,
    judged,
    kleinberg,
    labelled,
    onset_and_peaks,
    robust_z,
    windows,
)

NAB = Path(__file__).parents[3] / "shared" / "data" / "mentions" / "nab"


def _at(*texts: str) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(list(texts), format="ISO8601"))


def test_windows_cover_a_tenth_of_the_series_together() -> None:
    labels = _at("2020-01-10", "2020-01-20")
    found = windows(labels, pd.Timedelta(days=40))
    assert sum((high - low for low, high in found), pd.Timedelta(0)) == pd.Timedelta(days=4)
    assert [low + (high - low) / 2 for low, high in found] == list(labels)


def test_precision_counts_alarms_and_recall_counts_windows() -> None:
    around = windows(_at("2020-01-10", "2020-01-20"), pd.Timedelta(days=40))
    alarms = _at("2020-01-09T12:00", "2020-01-10", "2020-01-15")
    told = agreement(alarms, around)
    assert told == Agreement(alarms=3, right=2, found=1, windows=2)
    assert (told.precision, told.recall) == (2 / 3, 1 / 2)
    assert told.f1 == pytest.approx(4 / 7)


def test_no_alarm_has_no_precision_and_finds_nothing() -> None:
    told = agreement(_at(), windows(_at("2020-01-10"), pd.Timedelta(days=10)))
    assert (told.precision, told.recall, told.f1) == (None, 0.0, 0.0)


@pytest.mark.parametrize(
    ("detect", "threshold"), [(kleinberg, 2.0), (robust_z, 3.5), (onset_and_peaks, 14.0)]
)
def test_a_planted_burst_gives_one_alarm_in_its_first_bin(detect, threshold) -> None:  # type: ignore[no-untyped-def]
    value = np.random.default_rng(7).poisson(20.0, 600).astype(np.float64)
    value[400:412] = 200.0
    assert detect(value, np.full(600, 20.0), threshold) == [400]


@pytest.mark.shared
@pytest.mark.skipif(not NAB.is_dir(), reason="../shared/data is absent")
def test_every_window_of_the_busy_real_series_holds_an_alarm() -> None:
    hours, labels = labelled(NAB, SERIES[0])
    # shared/data/README.md: 15,902 rows every 300 s, 1,360,453 in all
    assert (len(hours), hours.sum(), len(labels)) == (1326, 1_360_453, 4)
    found = judged(hours, labels, ("kleinberg", "robust_z"))
    assert {name: each["recall"] for name, each in found.items()} == {
        "kleinberg": 1.0,
        "robust_z": 1.0,
    }
    assert all(0 < each["precision"] < 1 for each in found.values())
