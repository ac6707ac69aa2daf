"""How many of the anomalies that others labelled the burst detectors find, and how many of their alarms are labelled.

    python benchmarks/bursts.py [--data ../shared/data/mentions/nab]

Two series of the Numenta Anomaly Benchmark (mentions every five minutes, MIT), summed to hours. Detectors: Kleinberg's bursts
as the measure `onset` sets them beside the threshold; PELT of ruptures (squared error, on counts made even by Anscombe's root,
the noise from the differences of neighbours, penalty 2 log n: Killick, Fearnhead & Eckley 2012), its steps upwards; a
robust z-score (median and MAD, above 3.5: Iglewicz & Hoaglin 1993); and what a page says of a series, the onset and the later
peaks. The usual level of Kleinberg's and of the z-score is the median of the same hour of the day.

An alarm is the hour in which a detection begins. It is right inside a window around a label: as in the benchmark's paper (Lavin &
Ahmad 2015, arXiv:1510.03336) all windows together are a tenth of the series. Precision is the share of alarms that are
right, recall the share of windows with an alarm. Nobody labelled every burst of these series: an alarm outside is not thereby
wrong, and what is compared is how the detectors agree with one labelling. Besides the default, each detector's best F1 over
a list of its thresholds is told: what tuning on the labels themselves could win.

ruptures comes from benchmarks/requirements.txt. Prints one JSON line for each series; nothing where the data are not there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ripplemark.estimate.baseline import WINDOW_DAYS  # noqa: E402
from ripplemark.estimate.bursts import COST, JUMP, LEAST_RATE, kleinberg_bursts  # noqa: E402
from ripplemark.estimate.onset import find_onset  # noqa: E402
from ripplemark.estimate.resurgence import resurgences  # noqa: E402
from ripplemark.estimate.series import regular  # noqa: E402

Floats = npt.NDArray[np.float64]
Detector = Callable[[Floats, Floats, float], list[int]]
LABELLED = 0.1
"""Share of a series that its windows cover together."""
SERIES = ("Twitter_volume_AAPL", "Twitter_volume_CVS")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alarms, how many of them are right, and how many of the windows hold one."""

    alarms: int
    right: int
    found: int
    windows: int

    @property
    def precision(self) -> float | None:
        """Share of alarms inside a window; None without alarms."""
        return self.right / self.alarms if self.alarms else None

    @property
    def recall(self) -> float:
        """Share of windows with an alarm."""
        return self.found / self.windows

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 0 without alarms."""
        both = (self.precision or 0.0) + self.recall
        return 2 * (self.precision or 0.0) * self.recall / both if both else 0.0


def windows(
    labels: pd.DatetimeIndex, span: pd.Timedelta
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Equal windows around the labels, a tenth of ``span`` together."""
    half = span * (LABELLED / len(labels) / 2)
    return [(at - half, at + half) for at in labels]


def agreement(
    alarms: pd.DatetimeIndex, around: list[tuple[pd.Timestamp, pd.Timestamp]]
) -> Agreement:
    """How alarms and windows agree."""
    inside = np.array([[low <= at <= high for at in alarms] for low, high in around]).reshape(
        len(around), len(alarms)
    )
    return Agreement(
        len(alarms), int(inside.any(axis=0).sum()), int(inside.any(axis=1).sum()), len(around)
    )


def kleinberg(value: Floats, usual: Floats, jump: float) -> list[int]:
    """First bins of Kleinberg's bursts."""
    return [each.first for each in kleinberg_bursts(value, usual, jump, COST)]


def robust_z(value: Floats, usual: Floats, threshold: float) -> list[int]:
    """First bins of the runs above the threshold."""
    rest = value - usual
    spread = 1.4826 * float(np.median(np.abs(rest - np.median(rest))))
    over = rest > threshold * max(spread, 1.0)
    return np.flatnonzero(over & ~np.concatenate([[False], over[:-1]])).tolist()


def pelt(value: Floats, _: Floats, penalty: float) -> list[int]:
    """Bins in which the mean steps up; the penalty in log n times the variance of the noise."""
    import ruptures

    even = 2 * np.sqrt(value + 0.375)
    noise = float(np.var(np.diff(even))) / 2
    search = ruptures.Pelt("l2", min_size=1, jump=1).fit(even[:, None])
    ends = search.predict(pen=penalty * np.log(even.size) * noise)
    begins = [0, *ends[:-1]]
    level = [float(even[low:high].mean()) for low, high in zip(begins, ends, strict=True)]
    return [begins[k] for k in range(1, len(begins)) if level[k] > level[k - 1]]


def onset_and_peaks(value: Floats, _: Floats, baseline_days: float) -> list[int]:
    """The onset, and every later peak."""
    series = regular(value, "hour")
    start = find_onset(series, None, baseline_days)
    came_back = resurgences(series, baseline_days=baseline_days, start=start).each
    return ([] if start.bin is None else [start.bin]) + [each.bin for each in came_back]


DETECTORS: dict[str, tuple[Detector, float, tuple[float, ...]]] = {
    "kleinberg": (kleinberg, JUMP, (1.5, 2.0, 3.0, 4.0, 5.0, 8.0)),
    "pelt": (pelt, 2.0, (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)),
    "onset_and_peaks": (onset_and_peaks, WINDOW_DAYS, (3.0, 5.0, WINDOW_DAYS)),
    "robust_z": (robust_z, 3.5, (2.5, 3.5, 5.0, 10.0, 20.0, 40.0)),
}
"""Each with its threshold by default and those that are tried."""


def labelled(folder: Path, name: str) -> tuple[pd.Series[float], pd.DatetimeIndex]:
    """A series summed to hours from its first minute, and the instants that were labelled."""
    rows = pd.read_csv(folder / f"{name}.csv", parse_dates=["timestamp"], index_col="timestamp")
    labels = json.loads((folder / "combined_labels.json").read_text(encoding="utf-8"))
    hours = rows["value"].astype("float64").resample("1h", origin="start").sum()
    return hours, pd.DatetimeIndex(pd.to_datetime(labels[f"realTweets/{name}.csv"]))


def judged(
    value: pd.Series[float], labels: pd.DatetimeIndex, detectors: Iterable[str] = ()
) -> dict[str, dict[str, float]]:
    """The detectors, all by default, on one series with an hour a bin."""
    counts = value.to_numpy(dtype=np.float64)
    at = pd.DatetimeIndex(value.index)
    level = value.groupby(at.hour).transform("median").clip(lower=LEAST_RATE)
    usual = level.to_numpy(dtype=np.float64)
    around = windows(labels, at[-1] - at[0] + pd.Timedelta(hours=1))
    found: dict[str, dict[str, float]] = {}
    for name in detectors or DETECTORS:
        detect, default, tried = DETECTORS[name]
        each = {k: agreement(at[detect(counts, usual, k)], around) for k in tried}
        best = max(each, key=lambda k: each[k].f1)
        found[name] = {
            "threshold": default,
            "alarms": each[default].alarms,
            "precision": round(each[default].precision or 0.0, 2),
            "recall": round(each[default].recall, 2),
            "f1": round(each[default].f1, 2),
            "best_threshold": best,
            "best_f1": round(each[best].f1, 2),
        }
    return found


def bars(name: str, found: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    """A line of the table for each detector."""
    return [
        {
            "what": f"bursts of {name} against NAB's labels, {detector.replace('_', ' ')}: precision / recall",
            "ratio": f"{told['precision']:.2f} / {told['recall']:.2f} ({told['alarms']} alarms)",
        }
        for detector, told in found.items()
    ]


def main() -> None:
    """Judge all and write what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/mentions/nab")
    folder: Path = options.parse_args().data
    if not folder.is_dir():
        sys.stderr.write(f"No data at {folder}: name the folder with --data.\n")
        return
    for name in SERIES:
        found = judged(*labelled(folder, name))
        line = {"benchmark": "bursts", "series": name, "found": found, "bars": bars(name, found)}
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
