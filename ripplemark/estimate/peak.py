"""When was it highest, how high, and what share of the whole was that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED, Model, fit, interval, quantiles
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, Status, counted, hours_in_words, refuse, with_data
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.top import NEAR_PEAK, Top, before_onset, find_top

FEWEST_BINS = 5
REACH = 10
# Percent; with 2.5 the true bin, at the edge of a sudden rise, was missed too often.
TIME_TAIL = 1.0


@dataclass(frozen=True, slots=True)
class Peak:
    """The three answers about the peak: time (hours from the start of the first bin), level (per bin), share (0 to 1)."""

    time: Answer
    level: Answer
    share: Answer


def peak(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Peak:
    """Time, level and share of the highest bin.

    Args:
        series: the bins; missing ones are skipped.
        run, baseline_days: as for ``onset``, which tells the fit where the curve jumps; the peak itself needs no onset.
        copies, seed: of the bootstrap.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        The centre of the peak bin, its value, and its share of the sum of the observed bins from the onset on (of all
        where there is no onset). The interval of the time
        spans whole bins, at least the peak's own. NE_FEW below 5 bins or without a record; NE_PLATEAU when all bins are
        equal.

    Source:
        SCIENCE.md, A.2; share F after Crane & Sornette (2008), PNAS 105:15649-15653.
    """
    refused = _refusal(series)
    if refused is not None:
        return Peak(refused, refused, refused)
    top = find_top(series)
    start = start or find_onset(series, run, baseline_days)
    seen = series.observed
    began = None if start.bin is None else int(np.searchsorted(seen, start.bin))
    model = fit(
        series,
        began,
        top.first,
        max(REACH, 2 * (top.first - (began or 0))),
        start.baseline,
    )
    highest, where, share = _draw(model, began or 0, copies, seed)
    total = float(series.value[seen][began or 0 :].sum())
    n, width = int(seen.size), float(series.width[seen[top.first]])
    low, _, high = (seen[int(q)] for q in quantiles(where, TIME_TAIL))
    ends = series.start + series.width
    time = Answer(
        top.time,
        float(min(series.start[low], series.start[seen[top.first]])),
        float(max(ends[high], ends[seen[top.last]])),
        "ok",
        n,
        note=_note(series, top),
        resolution=width,
    )
    crest = float(model.mean.max())
    level = Answer(
        top.level, *interval(highest, crest, top.level, both=True), "ok", n, resolution=width
    )
    part = top.level / total
    fitted = crest / float(model.mean[began or 0 :].sum())
    bounds = interval(share, fitted, part, both=True)
    summed = n - (began or 0)
    since = "from the onset on" if began is not None else "as no onset was found"
    note = f"Depends on the bin ({hours_in_words(width)}) and on the {counted(summed, 'bin')} summed, {since}."
    return Peak(time, level, Answer(part, *bounds, "ok", n, note=note, resolution=width))


def time_to_peak(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Answer:
    """Hours from the onset bin to the peak bin, both measured at their centres.

    (Onset is reported as the start of its bin and the peak as the centre of its own; the difference of those two would
    carry half a bin that is not there.) The interval adds one bin of the onset to the interval of the peak. In one bin:
    NE_GRANULARITY, between 0 and the bin's width. Without onset: its code.

    Source: SCIENCE.md, A.2 and oracle F.8 (1 day between the bins 7 and 8).
    """
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return start.answer
    other = before_onset(series, start, find_top(series)) if series.observed.size else None
    if other is not None:
        return other
    time = peak(series, copies=copies, seed=seed, start=start).time
    if time.value is None or time.low is None or time.high is None:
        return time
    onset_centre, width = float(series.centre[start.bin]), float(series.width[start.bin])
    value = time.value - onset_centre
    if value < width:
        note = (
            f"Onset and peak fall into the same bin: less than one bin (< {hours_in_words(width)}). "
            "Narrower bins would tell."
        )
        return refuse("NE_GRANULARITY", note, time.n, low=0.0, high=width, resolution=width)
    low = max(time.low + width / 2 - onset_centre - width, 0.0)
    high = time.high - width / 2 - onset_centre + width
    return Answer(value, min(low, value), max(high, value), "ok", time.n, resolution=width).noting(
        start.answer.note, time.note
    )


def _refusal(series: Series) -> Answer | None:
    value = series.value[series.observed]
    status: Status = "NE_FEW"
    if value.size < FEWEST_BINS:
        note = f"{with_data(value.size)}, and a peak needs {FEWEST_BINS}: add a longer stretch."
    elif value.max() <= 0:
        note = "No bin holds a record above 0: check the selection."
    elif value.min() == value.max():
        status = "NE_PLATEAU"
        note = "Every bin holds the same value, so none is the highest: use a finer measure."
    else:
        return None
    return refuse(status, note, int(value.size), resolution=series.bin_hours)


def _draw(model: Model, began: int, copies: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Per draw: the highest value, its position among the observed bins, and its share of the sum."""
    high = np.flatnonzero(model.mean >= NEAR_PEAK * model.mean.max())
    part = slice(int(high[0]), int(high[-1]) + 1)
    summed = max(began - part.start, 0)
    rest = np.delete(model.mean, np.s_[part])[min(began, part.start) :]
    spread = float(np.sqrt(model.noise.variance(rest).sum()))
    random = np.random.default_rng(seed + 1)
    highest, where, share = [], [], []
    for values, _ in model.draws(part, copies, seed):
        others = np.maximum(rest.sum() + spread * random.normal(size=len(values)), 0.0)
        highest.append(values.max(axis=1))
        where.append(values.argmax(axis=1) + float(part.start))
        share.append(highest[-1] / np.maximum(values[:, summed:].sum(axis=1) + others, 1e-9))
    return np.concatenate(highest), np.concatenate(where), np.concatenate(share)


def _note(series: Series, top: Top) -> str:
    seen = series.observed
    said = []
    if top.last > top.first:
        said.append(
            f"{top.last - top.first + 1} bins in a row share the highest value; this is their middle."
        )
    if top.last == seen.size - 1:
        said.append("The highest bin is the last one, so it may still rise: come back later.")
    beside = [k for k in (seen[top.first] - 1, seen[top.last] + 1) if 0 <= k < series.value.size]
    if np.isnan(series.value[beside]).any():
        said.append("A bin next to the peak is missing, so the peak may lie in it.")
    return " ".join(said)
