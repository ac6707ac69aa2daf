from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import TOY

from ripplemark import estimate
from ripplemark.estimate import Series, regular
from ripplemark.estimate.onset import find_onset

FEW = 99  # bootstrap copies where the interval is not what is tested


def toy(**changes: float) -> Series:
    """The toy series with some bins replaced, e.g. ``b9=nan``."""
    value = np.array(TOY, dtype=np.float64)
    for name, new in changes.items():
        value[int(name[1:])] = new
    return regular(value)


def test_the_toy_series_gives_its_published_numbers() -> None:
    # SCIENCE.md, F.8: b = 3, onset bin 7, peak bin 8, TTP 1 d, H_x 1.740 d, T10 5.825 d, F .22936.
    series = toy()
    base = estimate.baseline_before(series, 7)
    assert (base.level, base.bins, base.short) == (3.0, 7, True)
    assert estimate.onset(series).value == 7 * 24
    peak = estimate.peak(series)
    assert (peak.time.value, peak.level.value) == (8.5 * 24, 100)
    assert peak.share.value == pytest.approx(0.22936, abs=5e-6)
    assert estimate.time_to_peak(series).value == 24
    assert (estimate.half_life(series).value or 0) / 24 == pytest.approx(1.740, abs=5e-4)
    assert (estimate.time_to_tenth(series).value or 0) / 24 == pytest.approx(5.825, abs=5e-4)


def test_the_onset_interval_is_one_bin_either_way() -> None:
    answer = estimate.onset(toy())
    assert (answer.low, answer.high, answer.resolution) == (6 * 24, 8 * 24, 24)
    assert "short baseline" in answer.note


def test_a_gap_before_the_onset_widens_its_interval() -> None:
    answer = estimate.onset(toy(b6=np.nan, b5=np.nan))
    assert (answer.value, answer.low) == (7 * 24, 4 * 24)
    assert "2 bins without data" in answer.note


def test_one_high_bin_is_a_blip_and_no_episode() -> None:
    answer = estimate.onset(regular([3.0] * 10 + [50.0] + [3.0] * 10))
    assert answer.status == "NE_FEW"
    assert "blip" in answer.note


def test_one_high_week_is_an_episode() -> None:
    assert estimate.onset(regular([3.0] * 10 + [50.0] + [3.0] * 10, "week")).value == 10 * 168


def test_a_series_that_begins_elevated_has_no_onset() -> None:
    answer = estimate.onset(regular(TOY[8:]))
    assert answer.status == "NE_LEFT"
    assert "add earlier data" in answer.note
    assert estimate.half_life(regular(TOY[8:])).status == "NE_LEFT"


def test_fewer_than_five_bins_before_the_rise_are_no_baseline() -> None:
    assert estimate.onset(regular(TOY[3:])).status == "NE_NOBASE"
    assert estimate.half_life(regular(TOY[3:])).status == "NE_NOBASE"


def test_five_bins_before_the_rise_are_a_short_baseline() -> None:
    answer = estimate.onset(regular(TOY[2:]))
    assert answer.value == 5 * 24
    assert "short baseline of 5 bins" in answer.note


def test_a_flat_series_has_no_onset_and_says_that_nothing_rises() -> None:
    answer = estimate.onset(regular([3.0] * 40))
    assert answer.status == "NE_FEW"
    assert "Nothing rises" in answer.note
    assert estimate.peak(regular([3.0] * 40)).time.status == "NE_PLATEAU"


def test_zeros_before_the_first_record_make_a_threshold_of_five_counts() -> None:
    assert estimate.onset(regular([0.0] * 10 + [5, 5, 5, 6, 7, 3, 0])).value == 13 * 24


def test_a_new_object_starts_at_its_first_record() -> None:
    series = regular([0.0, 0, 1, 30, 80, 60, 50, 30, 10, 5, 2, 1], "hour", new_object=True)
    assert estimate.onset(series).value == 2
    assert estimate.half_life(series, copies=FEW).estimable


def test_the_gap_of_a_day_applies_once_fourteen_bins_remain() -> None:
    rising = [2.0, 3, 2, 4, 3, 2, 3, 3, 2, 4, 3, 2, 3, 2, 90, 40]
    assert estimate.baseline_before(regular(rising), 14).bins == 14
    assert estimate.baseline_before(regular([2.0, *rising]), 15).bins == 14
    assert estimate.baseline_before(regular([2.0, *rising]), 15).values[-1] == 3


def test_a_weekly_pattern_is_not_taken_for_an_onset() -> None:
    week = [100.0, 100, 100, 100, 100, 300, 300]
    assert estimate.onset(regular(week * 12)).status == "NE_FEW"
    lifted = np.array(week * 12)
    lifted[56:60] = 250  # workdays far above other workdays, though below a weekend
    assert estimate.onset(regular(lifted)).value == 56 * 24


def test_a_peak_before_the_first_sustained_rise_is_another_episode() -> None:
    value = [3.0] * 20 + [90.0] + [3.0] * 20 + [30, 40, 20, 9, 4, 3, 3, 3]
    for measure in (estimate.half_life, estimate.time_to_peak, estimate.return_to_baseline):
        assert "not one episode" in measure(regular(value)).note
    assert estimate.residual_interest(regular(value), 5).status == "NE_FEW"


def test_noise_alone_rarely_has_an_onset() -> None:
    random = np.random.default_rng(11)
    found = [estimate.onset(regular(random.poisson(4, 200))).estimable for _ in range(200)]
    assert np.mean(found) <= 0.05


def test_two_equal_bins_in_a_row_peak_in_their_middle() -> None:
    answer = estimate.peak(toy(b9=100), copies=FEW).time
    assert answer.value == 9 * 24
    assert "2 bins in a row" in answer.note


def test_of_two_separate_equal_peaks_the_first_counts() -> None:
    assert estimate.peak(toy(b18=100), copies=FEW).time.value == 8.5 * 24


def test_a_faint_hourly_peak_is_found_on_a_three_bin_median() -> None:
    value = [0.0, 0, 9, 0, 0, 0, 0, 4, 5, 5, 6, 5, 4, 0, 0]
    assert estimate.peak(regular(value, "hour"), copies=FEW).time.value == 10
    assert estimate.peak(regular(value, "day"), copies=FEW).time.value == 2.5 * 24


def test_a_peak_in_the_last_bin_says_that_it_may_still_rise() -> None:
    assert "may still rise" in estimate.peak(regular(TOY[:9]), copies=FEW).time.note


def test_onset_and_peak_in_one_bin_are_less_than_a_bin_apart() -> None:
    answer = estimate.time_to_peak(toy(b7=120), copies=FEW)
    assert (answer.status, answer.low, answer.high) == ("NE_GRANULARITY", 0, 24)
    assert "less than one bin (< 24 h)" in answer.note


def test_a_decay_not_seen_to_half_says_for_how_long_it_was_seen() -> None:
    answer = estimate.half_life(regular([*TOY[:9], 90.0, 80, 70, 75]))
    assert (answer.status, answer.low, answer.high) == ("NE_RIGHT", 96, None)
    assert answer.note.startswith("Still above half its peak 4 days later: come back")


def test_a_single_bin_below_half_is_not_yet_a_half_life() -> None:
    answer = estimate.half_life(regular([*TOY[:9], 90.0, 80, 70, 10]))
    assert (answer.status, answer.low) == ("NE_RIGHT", 72)
    assert "Only the last bin" in answer.note


def test_a_dip_of_one_bin_does_not_end_the_peak() -> None:
    dipped = estimate.half_life(toy(b9=20, b10=70, b11=30), copies=FEW)
    assert (dipped.value or 0) > 48


def test_a_fall_within_a_bin_is_at_most_a_bin_or_what_the_scatter_allows() -> None:
    answer = estimate.half_life(regular([300.0] * 30 + [9000, 20000, 600, 400, 320, 300, 310]))
    assert (answer.status, answer.low, answer.high) == ("NE_GRANULARITY", 0, 24)
    assert "at most 24 h" in answer.note


def outlying() -> Series:
    """A decay by half in 15.5 hours, whose highest bin stands far above its neighbours."""
    hour = np.arange(1200)
    mean = 5 + np.where(hour >= 800, 120 * 0.5 ** ((hour - 800) / 15.5), 0)
    random = np.random.default_rng(1)
    value = random.poisson(mean * random.gamma(20, 0.05, 1200)).astype(np.float64)
    value[804:807] = 260, 85, 90
    return regular(value, "hour")


def test_one_outlying_hour_is_the_peak_but_its_interval_reaches_to_the_decay_of_the_others() -> (
    None
):
    answer = estimate.half_life(outlying())
    assert (answer.status, answer.low) == ("NE_GRANULARITY", 0)
    assert (answer.high or 0) > 15.5
    assert "highest bin stands out from its neighbours" in answer.note


def test_a_noisy_decay_is_hardly_ever_said_to_be_faster_than_it_is() -> None:
    hour, random = np.arange(1300), np.random.default_rng(6)
    mean = 5 + np.where(hour >= 800, 120 * 0.5 ** ((hour - 800) / 15.5), 0)
    answers = [
        estimate.half_life(
            regular(random.poisson(mean * random.gamma(20, 0.05, hour.size)), "hour"), copies=FEW
        )
        for _ in range(60)
    ]
    covered = [(each.high or np.inf) >= 15.5 for each in answers if each.low is not None]
    assert np.mean(covered) >= 0.9


def test_a_low_peak_or_too_few_bins_after_it_give_no_half_life() -> None:
    assert "only 12 above" in estimate.half_life(regular([3.0] * 20 + [14, 15, 9, 4, 3, 3])).note
    assert "only 2 bins after" in estimate.half_life(regular(TOY[:11])).note


def test_a_crossing_inside_missing_bins_spans_them_and_says_so() -> None:
    answer = estimate.half_life(toy(b10=np.nan, b11=np.nan), copies=FEW)
    assert answer.low is not None
    assert answer.high is not None
    assert answer.low <= 24
    assert answer.high >= 96
    assert "2 missing bins" in answer.note


def test_a_missing_bin_is_not_a_zero() -> None:
    gone, zero = toy(b9=np.nan), toy(b9=0, b10=0)
    assert (estimate.half_life(gone, copies=FEW).value or 0) > 24
    assert estimate.half_life(zero, copies=FEW).status == "NE_GRANULARITY"


def test_a_later_resurgence_does_not_reset_the_time_to_a_tenth() -> None:
    with_it, without = toy(), toy(b18=5, b19=4, b20=4)
    assert (
        estimate.time_to_tenth(with_it, copies=FEW).value
        == estimate.time_to_tenth(without, copies=FEW).value
    )


def test_real_bin_widths_count_at_a_change_of_the_clock() -> None:
    width = np.full(len(TOY), 24.0)
    width[9] = 25.0
    start = np.concatenate([[0.0], np.cumsum(width)[:-1]])
    changed = Series(np.array(TOY, dtype=np.float64), start, width)
    plain = estimate.half_life(toy(), copies=FEW).value or 0
    assert (estimate.half_life(changed, copies=FEW).value or 0) == pytest.approx(plain + 1, abs=0.3)


def test_the_same_series_gives_the_same_interval_twice() -> None:
    assert estimate.half_life(toy()) == estimate.half_life(toy())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(st.integers(0, 400), st.just(None)), min_size=0, max_size=60),
    st.sampled_from(["hour", "day", "week", "month"]),
    st.booleans(),
)
def test_any_series_is_answered_with_an_ordered_interval_or_a_reason(
    counts: list[int | None], nominal: estimate.series.Nominal, index: bool
) -> None:
    value = np.array([np.nan if c is None else min(c, 100 if index else c) for c in counts])
    series = regular(value.astype(np.float64), nominal, index=index)
    peak = estimate.peak(series, copies=19)
    answers = [
        estimate.onset(series),
        peak.time,
        peak.level,
        peak.share,
        estimate.time_to_peak(series, copies=19),
        estimate.half_life(series, copies=19),
        estimate.time_to_tenth(series, copies=19),
        estimate.return_to_baseline(series, copies=19),
        estimate.residual_interest(series, 30, copies=19),
    ]
    for answer in answers:
        if answer.status == "ok":
            assert answer.value is not None
            assert answer.low is not None
            assert answer.low <= answer.value <= (np.inf if answer.high is None else answer.high)
        else:
            assert answer.value is None
            assert answer.note


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000), st.integers(60, 120))
def test_the_quick_search_finds_the_same_onset_as_testing_every_bin(seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    value = random.poisson(6 * (1 + 0.5 * np.sin(np.arange(size) * 2 * np.pi / 7))).astype(float)
    value[size // 2 :] += random.poisson(random.integers(0, 30), size - size // 2)
    value[random.random(size) < 0.05] = np.nan
    assert find_onset(regular(value)).bin == _every_bin(regular(value))


def _every_bin(series: Series) -> int | None:
    """The definition, bin by bin."""
    from ripplemark.estimate.baseline import exceeds

    seen = series.observed
    for p in range(5, seen.size - 1):
        base = estimate.baseline_before(series, int(seen[p]))
        bins = seen[p : p + 2]
        usual = base.at(series.value.size)[bins]
        if base.usable and exceeds(series.value[bins], usual, base, seen.size - 5):
            return int(seen[p])
    return None


def test_the_threshold_is_the_quantile_of_the_count_distribution() -> None:
    # SCIENCE.md, A.1: for a baseline of 3 the 0.999 Poisson quantile is 10, above the 7.45 of the robust rule.
    from scipy.stats import nbinom, poisson

    from ripplemark.estimate.baseline import Baseline, exceeds

    tested = 50
    for dispersion in (0.0, 0.3):
        base = Baseline(3.0, 1.7321, dispersion, 28, None, np.full(28, 3.0))
        size = 1 / dispersion if dispersion else 1.0
        law = nbinom(size, size / (size + 3)) if dispersion else poisson(3)
        quantile = law.ppf(1 - 0.05 / tested)
        above = [exceeds(np.array([y]), np.array([3.0]), base, tested) for y in range(40)]
        assert above.index(True) == quantile + 1
    assert poisson(3).ppf(0.999) == 10
