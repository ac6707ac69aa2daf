"""When did it start: the first sustained exceedance of the baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate import weekly
from ripplemark.estimate.baseline import (
    FEWEST,
    NO_BASELINE,
    STANDARD,
    WINDOW_DAYS,
    Baseline,
    Threshold,
    baseline_before,
    baseline_of,
    exceeds,
    window_bins,
)
from ripplemark.estimate.first_run import UNTESTABLE, first_run
from ripplemark.estimate.outcome import Answer, Status, counted, hours_in_words, refuse, with_data
from ripplemark.estimate.series import Series

NO_BASELINE_NOTE = (
    f"Fewer than {FEWEST} bins lie before the rise, too few for a usual level: add earlier data."
)


@dataclass(frozen=True, slots=True)
class Start:
    """Where an episode starts: the bin, its baseline and the answer to show; bin None when there is no start."""

    bin: int | None
    baseline: Baseline
    answer: Answer


def run_length(series: Series) -> int:
    """Bins in a row that make an episode: 2, and 1 for bins of a week or wider."""
    return 1 if series.coarse else 2


def onset(
    series: Series,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    threshold: Threshold = STANDARD,
) -> Answer:
    """Start of the first run of bins above the threshold of the bins before it.

    Args:
        series: the bins; missing ones are skipped, so a run may span a gap.
        run: bins in a row above the threshold; None takes 2, or 1 for weekly and wider bins.
        baseline_days: length of the window before; at least 14 bins are used where they exist.
        threshold: how far above the usual level a bin must lie.

    Returns:
        Hours from the start of the first bin to the start of the onset bin; the interval reaches back to the start of
        the last observed bin before it and forward one bin. NE_LEFT: the series begins above what is usual in its own
        quietest stretch. NE_NOBASE: fewer than 5 bins before the rise. NE_FEW: no such run.

    Raises:
        ValueError: ``run`` below 1 or ``baseline_days`` not positive.

    Source:
        SCIENCE.md, A.1 (threshold run) and section 0 (baseline).
    """
    return find_onset(series, run, baseline_days, threshold).answer


def find_onset(
    series: Series,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    threshold: Threshold = STANDARD,
) -> Start:
    """As ``onset``, with the bin and the baseline that the other lifecycle measures need."""
    length = run_length(series) if run is None else run
    if length < 1 or baseline_days <= 0:
        raise ValueError("a run has at least one bin and a baseline at least some time")
    seen = series.observed
    if series.new_object:
        return _first_record(series)
    if seen.size < FEWEST:
        note = f"{with_data(seen.size)}: add a longer stretch of the series."
        return _none(series, "NE_FEW", note)
    found = first_run(series, length, baseline_days, threshold)
    peak = int(seen[np.argmax(series.value[seen])])
    if (
        found is None or found == UNTESTABLE or found > peak
    ):  # the peak, if there is one, has no start
        if _starts_elevated(series, length, baseline_days, threshold):
            return _none(
                series,
                "NE_LEFT",
                "The series begins when attention is already above its later quiet level, so the start lies before it: "
                "add earlier data.",
            )
        if found == UNTESTABLE:
            return _none(series, "NE_NOBASE", NO_BASELINE_NOTE)
        if found is None:
            return _no_run(series, peak, length, baseline_days, threshold)
    base = baseline_before(series, found, baseline_days)
    if not base.usable:
        return _none(series, "NE_NOBASE", NO_BASELINE_NOTE)
    return Start(found, base, _answer(series, found, base))


def _answer(series: Series, k: int, base: Baseline) -> Answer:
    """The start of bin ``k`` with one bin either way; back to the last observed bin across a gap."""
    earlier = series.observed[series.observed < k]
    low = series.start[earlier[-1]] if earlier.size else series.start[k] - series.width[k]
    gap = k - int(earlier[-1]) - 1 if earlier.size else 0
    missing = (
        f"Just before it {counted(gap, 'bin')} without data: it may have begun there."
        if gap
        else ""
    )
    return Answer(
        float(series.start[k]),
        float(low),
        float(series.start[k] + series.width[k]),
        "ok",
        int(series.observed.size),
        note=" ".join(s for s in (base.note, missing) if s),
        resolution=float(series.width[k]),
    )


def _first_record(series: Series) -> Start:
    positive = np.flatnonzero(np.nan_to_num(series.value) > 0)
    base = baseline_before(series, 0)
    if not positive.size:
        return _none(series, "NE_FEW", "No bin holds a record above 0: check the selection.")
    k = int(positive[0])
    return Start(k, base, _answer(series, k, base))


def _starts_elevated(series: Series, length: int, days: float, threshold: Threshold) -> bool:
    """True when the first bins exceed the threshold of the series' own quietest stretch."""
    base, first = _calmest(series, days), series.observed[:length]
    usual = base.at(series.value.size)[first]
    tested = int(series.observed.size)
    return base.usable and exceeds(series.value[first], usual, base, tested, threshold)


def _calmest(series: Series, days: float) -> Baseline:
    """Baseline of the stretch with the lowest median: a third of the observed bins, at least 5, at most a window."""
    seen = series.observed
    size = min(window_bins(series, days), max(FEWEST, seen.size // 3))
    if seen.size < size:
        return NO_BASELINE
    step = max(size // 4, 1)
    windows = np.lib.stride_tricks.sliding_window_view(series.value[seen], size)[::step]
    calm = int(np.argmin(np.median(windows, axis=1))) * step
    first, end = int(seen[calm]), int(seen[calm + size - 1]) + 1
    return baseline_of(series, first, end, weekly.of_series(series))


def _no_run(series: Series, peak: int, length: int, days: float, threshold: Threshold) -> Start:
    before = int(np.sum(series.observed < peak))
    base = _calmest(series, days) if before < FEWEST else baseline_before(series, peak, days)
    top, usual = series.value[[peak]], base.at(series.value.size)[[peak]]
    rises = base.usable and exceeds(top, usual, base, int(series.observed.size), threshold)
    if before < FEWEST and (rises or not base.usable):
        return _none(series, "NE_NOBASE", NO_BASELINE_NOTE)
    if rises:
        note = (
            f"The highest bin stands above the usual level, but not {length} bins in a row do: a blip, not an episode. "
            f"Look at narrower bins than {hours_in_words(series.bin_hours)} if there are any."
        )
        return _none(series, "NE_FEW", note)
    note = (
        "Nothing rises clearly above the usual level: widen the period or check the search terms."
    )
    return _none(series, "NE_FEW", note)


def _none(series: Series, status: Status, note: str) -> Start:
    answer = refuse(status, note, int(series.observed.size), resolution=series.bin_hours)
    return Start(None, NO_BASELINE, answer)
