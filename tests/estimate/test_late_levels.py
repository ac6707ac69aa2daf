"""The exponent of a tail, a new usual level, and the time since the last return: by hand, by oracle, and planted."""

from __future__ import annotations

import numpy as np
import pytest
from planted_fades import DRAWS, LEAST, Fade, holds, share_held

from benchmarks.coverage_tails import EXPONENTS, RETURNING, SHIFTS, exponent_cases, since_truth
from ripplemark.estimate import regular, return_to_baseline
from ripplemark.estimate.last_return import time_since_return
from ripplemark.estimate.laws import POWER, half_of
from ripplemark.estimate.new_level import level_lately, new_level
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.tail_exponent import tail_exponent


def _power(exponent: float, bins: int = 500, height: float = 1e6, base: float = 50.0) -> Fade:
    return Fade("power", "day", bins, 60, 1, half_of(exponent, 1.0), height, base, POWER, 1.0, 0.0)


def test_the_exponent_of_a_power_law_without_noise_is_the_one_put_there() -> None:
    fade = _power(1.2)
    found = tail_exponent(regular(np.round(fade.base + fade.excess()))).answer
    assert found.value == pytest.approx(1.2, abs=0.005)
    assert "A power law fits these days better" in found.note


def test_a_likelihood_reads_the_exponent_that_a_line_through_logarithms_reads_too_low() -> None:
    # SCIENCE.md, A.5: true 1.2, 60 daily Poisson bins: 0.87 by least squares on logarithms, 1.21 by likelihood.
    fade, random = _power(1.2, height=400, base=0.2), np.random.default_rng(2)
    by_likelihood, by_line = [], []
    for _ in range(12):
        series = fade.draw(random)
        found = tail_exponent(series).answer
        if found.value is None:
            continue
        by_likelihood.append(found.value)
        after = np.arange(1, series.value.size - fade.top)
        value = series.value[fade.top + 1 :]
        late = (after >= 7) & (after < 365) & (value > 0)
        slope = np.polyfit(np.log(after[late] + 1.0), np.log(value[late]), 1)[0]
        by_line.append(-float(slope))
    assert len(by_likelihood) >= 8
    assert np.mean(by_likelihood) == pytest.approx(1.2, abs=0.08)
    assert np.mean(by_line) < np.mean(by_likelihood) - 0.2


@pytest.mark.parametrize(("exponent", "nominal"), EXPONENTS)
def test_the_interval_holds_the_planted_exponent(exponent: float, nominal: str) -> None:
    cases = [each for case in exponent_cases(exponent, nominal, DRAWS) for each in case.values()]
    held, missing = share_held(cases)
    assert held >= LEAST
    assert missing <= 0.1


def test_an_exponential_decay_is_not_called_a_power_law() -> None:
    fade = Fade("slow", "day", 500, 60, 1, 40.0, 4000, 50, dispersion=0.0)
    found = tail_exponent(fade.draw(np.random.default_rng(1))).answer
    assert "An exponential decay fits these days better" in found.note


def test_an_exponent_needs_one_and_a_half_decades_without_a_later_peak_and_counts() -> None:
    value = _power(1.0).draw(np.random.default_rng(4)).value
    short = tail_exponent(regular(value[:200])).answer
    assert (short.status, "come back later" in short.note) == ("NE_RIGHT", True)
    faint = Fade("faint", "day", 500, 60, 1, 1.0, 60, 2, dispersion=0.0)
    few = tail_exponent(faint.draw(np.random.default_rng(4))).answer
    assert (few.status, "wider selection" in few.note) == ("NE_FEW", True)
    again = Fade("again", "day", 500, 60, 1, 20.0, 4000, 20, dispersion=0.0, again=(90, 0.8))
    cut = tail_exponent(again.draw(np.random.default_rng(4))).answer
    assert (cut.status, "before the next peak" in cut.note) == ("NE_FEW", True)
    monthly = regular(value[:480:30], "month", bin_hours=730.0)
    assert tail_exponent(monthly).answer.status == "NE_GRANULARITY"
    flat = regular(np.random.default_rng(3).poisson(30.0, 400).astype(np.float64))
    assert tail_exponent(flat).answer.status == find_onset(flat).answer.status
    with pytest.raises(ValueError, match="after the peak"):
        tail_exponent(flat, 0)


def _step(before: float, after: float, days: int = 500) -> Series:
    """A level, a peak on day 60 that is over in a fortnight, and another level."""
    value: Floats = np.full(days, before)
    value[60:74] = 40 * before * 0.5 ** np.arange(14)
    value[74:] = after
    value[1::2] += 1  # so that nothing is exactly flat
    return regular(value)


def test_the_new_usual_level_is_the_ratio_of_two_medians() -> None:
    found = new_level(_step(20.0, 30.0))
    # Medians of 20, 21, 20, 21 ... and of 30, 31, 30, 31 ...
    assert found.ratio.value == pytest.approx(30.5 / 20.5, rel=0.03)
    assert found.difference.value == pytest.approx(10.0, abs=0.6)
    assert found.ratio.low is not None
    assert found.ratio.low > 1
    assert level_lately(_step(20.0, 30.0)).ratio.value == found.ratio.value


@pytest.mark.parametrize("shift", SHIFTS, ids=lambda shift: shift.name)
def test_the_intervals_hold_the_planted_levels(shift: object) -> None:
    random, held = np.random.default_rng(21), []
    for _ in range(DRAWS):
        series = shift.draw(random)  # type: ignore[attr-defined]
        for found in (new_level(series).ratio, level_lately(series).ratio):
            if found.value is not None:
                held.append(holds(found, shift.times))  # type: ignore[attr-defined]
    assert len(held) > 1.5 * DRAWS
    assert np.mean(held) >= LEAST


def test_a_level_that_is_not_seen_yet_or_lies_in_gaps_has_no_number() -> None:
    series = _step(20.0, 30.0)
    early = new_level(regular(series.value[:300]))
    assert early.ratio.status == early.difference.status == "NE_RIGHT"
    assert "come back in" in early.ratio.note
    assert level_lately(regular(series.value[:70])).ratio.status == "NE_RIGHT"
    gaps = series.value.copy()
    gaps[250:380] = np.nan
    assert new_level(regular(gaps)).ratio.status == "NE_FEW"
    wide = regular(series.value[::40], bin_hours=40 * 24.0)
    assert new_level(wide).ratio.status == "NE_GRANULARITY"
    with pytest.raises(ValueError, match="at least one"):
        level_lately(series, 0)


def test_of_a_level_that_was_nought_only_the_difference_is_told() -> None:
    value = np.zeros(500)
    value[60:74] = 400 * 0.5 ** np.arange(14)
    value[74:] = 6
    found = new_level(regular(value))
    assert found.ratio.status == "NE_NOBASE"
    assert found.difference.value == 6


def test_the_time_since_the_last_return_is_counted_to_the_end_of_what_was_observed() -> None:
    series = RETURNING[1].draw(np.random.default_rng(1))
    back, since = return_to_baseline(series, copies=99), time_since_return(series, copies=99)
    assert back.value is not None
    assert since.value is not None
    peak = float(np.argmax(series.value))
    assert peak + 0.5 + back.value + since.value == pytest.approx(series.value.size)
    assert since.low is not None
    assert since.high is not None
    assert since.low <= since.value <= since.high


@pytest.mark.parametrize("fade", RETURNING, ids=lambda fade: fade.name)
def test_the_interval_holds_the_planted_last_return(fade: Fade) -> None:
    random, truth = np.random.default_rng(3), since_truth(fade)
    cases = [(time_since_return(fade.draw(random), copies=99), truth) for _ in range(DRAWS)]
    held, missing = share_held(cases)
    assert held >= LEAST
    assert missing <= 0.1


def test_a_second_wave_moves_the_last_return_and_one_that_is_not_over_leaves_none() -> None:
    fade = RETURNING[0]
    series = fade.draw(np.random.default_rng(5))
    first = return_to_baseline(series, copies=99).value
    since = time_since_return(series, copies=99)
    assert first is not None
    assert since.value is not None
    assert since.value < series.value.size - fade.top - first - 20
    assert "left its usual range again" in since.note
    second = fade.top + 52
    cut = time_since_return(regular(series.value[: second + 12]), copies=99)
    assert cut.status == "NE_RIGHT"
    assert cut.low is None
    assert "left it again" in cut.note
    never = time_since_return(regular(series.value[: fade.top + 6]), copies=99)
    assert never.status == "NE_RIGHT"
