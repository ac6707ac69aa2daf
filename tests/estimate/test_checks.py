"""Attention before the first published check, and how long that took across incidents."""

from __future__ import annotations

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, FADES, LEAST, Fade, holds, share_held

from ripplemark.estimate import regular
from ripplemark.estimate.checking import Watched, check_lag, check_lags
from ripplemark.estimate.onset import find_onset, onset
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.unverified import unverified_share

TOY_SERIES = regular(np.array(TOY, dtype=np.float64))
ONSET = Answer(100.0, 99.0, 101.0, "ok", 50, resolution=1.0)


@pytest.mark.parametrize(("excess", "share"), [(False, 0.50745), (True, 0.564)])
def test_the_toy_series_gives_its_published_shares(excess: bool, share: float) -> None:
    # SCIENCE.md, F.8: check at bin 10.25, .50745 of all and .564 of the excess.
    answer = unverified_share(TOY_SERIES, (10.25 * 24, 10.25 * 24), excess=excess)
    assert answer.value == pytest.approx(share, abs=5e-6)
    assert holds(answer, share)


@pytest.mark.parametrize("excess", [False, True])
@pytest.mark.parametrize("fade", FADES, ids=lambda fade: fade.name)
def test_the_interval_holds_the_planted_share(fade: Fade, excess: bool) -> None:
    random, cases = np.random.default_rng(3), []
    check = (fade.top + 1 + 0.7 * fade.half) * fade.hours
    amount = fade.excess() + (0.0 if excess else fade.base)
    part = np.clip(check / fade.hours - np.arange(amount.size), 0.0, 1.0)
    for _ in range(DRAWS):
        series = fade.draw(random)
        start = find_onset(series)
        answer = unverified_share(series, (check, check), excess=excess, start=start)
        first = start.bin or 0
        cases.append((answer, float((amount * part)[first:].sum() / amount[first:].sum())))
    held, missing = share_held(cases)
    assert held >= LEAST
    assert missing <= 0.05


def test_a_check_that_is_an_interval_gives_both_ends() -> None:
    answer = unverified_share(TOY_SERIES, (9 * 24.0, 12 * 24.0))
    assert (answer.status, answer.value) == ("bounds", None)
    for end, hours in ((answer.low, 9 * 24.0), (answer.high, 12 * 24.0)):
        assert end == unverified_share(TOY_SERIES, (hours, hours)).value
    narrow = unverified_share(TOY_SERIES, (10.2 * 24, 10.25 * 24))
    assert narrow.status == "ok"


def test_without_a_check_all_attention_is_unverified_and_that_is_censored() -> None:
    answer = unverified_share(TOY_SERIES, None)
    assert (answer.value, answer.censored) == (1.0, 1)
    assert "No check" in answer.note


def test_a_check_before_the_onset_or_after_the_end_leaves_nothing_or_all() -> None:
    assert unverified_share(TOY_SERIES, (24.0, 24.0)).value == 0
    assert unverified_share(TOY_SERIES, (1e4, 1e4)).value == 1


def test_a_horizon_cuts_what_is_counted_and_must_be_over() -> None:
    check = (10.25 * 24, 10.25 * 24)
    week = unverified_share(TOY_SERIES, check, horizon=7 * 24.0)
    assert week.value == pytest.approx(221.25 / 323)
    assert unverified_share(TOY_SERIES, check, horizon=40 * 24.0).status == "NE_RIGHT"
    with pytest.raises(ValueError, match="horizon"):
        unverified_share(TOY_SERIES, check, horizon=-1.0)
    with pytest.raises(ValueError, match="earliest"):
        unverified_share(TOY_SERIES, (5.0, 4.0))


def test_too_many_missing_bins_are_not_summed() -> None:
    value = np.array(TOY, dtype=np.float64)
    value[14:21] = np.nan
    assert unverified_share(regular(value), (240.0, 240.0)).status == "NE_FEW"


def test_the_bin_that_holds_the_check_is_named_when_it_holds_much() -> None:
    assert "split in proportion" in unverified_share(TOY_SERIES, (8.5 * 24, 8.5 * 24)).note


def test_the_lag_of_one_incident_allows_for_both_intervals() -> None:
    answer = check_lag(Watched(ONSET, (110.0, 120.0), 300.0))
    assert (answer.value, answer.low, answer.high) == (15, 9, 21)
    waiting = check_lag(Watched(ONSET, None, 300.0))
    assert (waiting.status, waiting.low) == ("NE_RIGHT", 200)
    early = check_lag(Watched(ONSET, (90.0, 90.0), 300.0))
    assert (early.value, early.high) == (-10, -9)
    assert "before the onset" in early.note
    missing = onset(regular(np.array(TOY[8:], dtype=np.float64)))
    assert check_lag(Watched(missing, (1.0, 1.0), 9.0)).status == "NE_LEFT"


def test_the_share_checked_by_a_time_allows_for_those_never_checked() -> None:
    random, cases = np.random.default_rng(4), []
    for _ in range(DRAWS):
        lags, watched = random.exponential(40, 80) + 1, random.uniform(30, 150, 80)
        incidents = [
            Watched(ONSET, (100 + lag, 100 + lag) if lag <= seen else None, 100 + seen)
            for lag, seen in zip(lags, watched, strict=True)
        ]
        cases.append((check_lags(incidents).share_by(24.0), float(1 - np.exp(-23 / 40))))
    held, missing = share_held(cases)
    assert held >= LEAST
    assert missing == 0


def test_incidents_that_contradict_the_clock_are_counted_and_left_out() -> None:
    missing = onset(regular(np.array(TOY[8:], dtype=np.float64)))
    some = [Watched(ONSET, (100.0 + k, 100.0 + k), 400.0) for k in range(2, 22)]
    odd = [Watched(ONSET, (50.0, 50.0), 400.0), Watched(missing, (50.0, 50.0), 400.0)]
    lags = check_lags([*some, *odd])
    assert (lags.low.size, lags.before, lags.without_onset) == (20, 1, 1)
    share = lags.share_by(10.0)
    assert "checked before the onset" in share.note
    assert lags.median().value == pytest.approx(11.5, abs=1.0)


def test_no_incident_or_too_few_give_no_share() -> None:
    assert check_lags([]).share_by(24.0).status == "NE_FEW"
    assert check_lags([]).median().status == "NE_FEW"
    few = check_lags([Watched(ONSET, (120.0, 120.0), 400.0)] * 3)
    assert few.share_by(24.0).status == "NE_FEW"
