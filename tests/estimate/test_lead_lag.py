"""Which came first: by the order of onsets, by what was seen first, and by correlated changes."""

from __future__ import annotations

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, LEAST, Fade, holds, share_held

from ripplemark.estimate import regular
from ripplemark.estimate.correlation import cross_correlation
from ripplemark.estimate.onset import onset
from ripplemark.estimate.order import first_seen, leads, on_clock, onset_lead
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Floats


def at(hours: float, width: float = 1.0) -> Answer:
    return Answer(hours, hours - width, hours + width, "ok", 50, resolution=width)


def test_onsets_whose_intervals_do_not_overlap_are_in_order() -> None:
    lead = onset_lead(at(10), at(20))
    assert (lead.value, lead.low, lead.high) == (10, 8, 12)
    assert leads(lead) is True
    assert leads(onset_lead(at(20), at(10))) is False


def test_onsets_whose_intervals_overlap_are_tied_at_resolution() -> None:
    lead = onset_lead(at(10), at(11))
    assert leads(lead) is None
    assert "Tied at resolution" in lead.note
    assert onset_lead(at(0, 24), at(20)).low == 20 - 1 - 24


def test_a_channel_without_onset_says_why_there_is_no_order() -> None:
    missing = onset(regular(np.array(TOY[8:], dtype=np.float64)))
    assert onset_lead(at(3), missing).status == "NE_LEFT"
    assert onset_lead(missing, at(3)).status == "NE_LEFT"
    assert leads(missing) is None


def test_planted_onsets_are_in_the_planted_order() -> None:
    random = np.random.default_rng(1)
    first = Fade("first", "hour", 1000, 700, 2, 24.0, 300, 5)
    second = Fade("second", "hour", 995, 712, 2, 24.0, 300, 5)  # its data begin 5 hours later
    cases = []
    for _ in range(DRAWS):
        one, other = onset(first.draw(random)), onset(second.draw(random))
        cases.append((onset_lead(one, on_clock(other, 5.0)), 17.0))
    assert share_held(cases)[0] >= LEAST
    assert all(leads(answer) for answer, _ in cases)


def test_the_first_record_lies_in_the_first_bin_that_holds_one() -> None:
    answer = first_seen(regular(np.array([0.0, 0, 2, 5]), "hour"))
    assert (answer.value, answer.low, answer.high) == (2, 2, 3)
    assert "in our data" in answer.note
    gap = first_seen(regular(np.array([0.0, np.nan, np.nan, 5]), "hour"))
    assert (gap.value, gap.low, gap.high) == (3, 1, 4)


def test_records_from_the_first_bin_on_may_be_older_than_the_data() -> None:
    answer = first_seen(regular(np.array([1.0, 0, 2]), "hour"))
    assert (answer.status, answer.high) == ("NE_LEFT", 1)
    assert first_seen(regular(np.zeros(4), "hour")).status == "NE_FEW"


def _pair(random: np.random.Generator, n: int, lag: int, base: float) -> tuple[Floats, Floats]:
    shocks = random.normal(0, 0.4, n + 100)
    common = np.convolve(shocks, np.exp(-np.arange(10) / 2))[: n + 100]
    rates = base * np.exp(common[50 : 50 + n]), base * np.exp(common[50 - lag : 50 - lag + n])
    first, second = (random.poisson(rate).astype(np.float64) for rate in rates)
    first[random.random(n) < 0.02] = np.nan
    return first, second


@pytest.mark.parametrize(
    ("nominal", "bins", "lag", "hours"),
    [("hour", 700, 5, 1.0), ("hour", 1200, -3, 1.0), ("day", 200, 2, 24.0), ("day", 120, 0, 24.0)],
)
def test_the_planted_lag_is_found(nominal: str, bins: int, lag: int, hours: float) -> None:
    random = np.random.default_rng(2)
    cases = []
    for _ in range(DRAWS):
        pair = _pair(random, bins, lag, 30)
        cases.append((cross_correlation(*pair, hours, nominal, copies=99).answer, lag * hours))
    held, missing = share_held(cases)
    assert held >= LEAST
    assert missing <= 0.05


def test_unrelated_series_hardly_ever_have_a_lag() -> None:
    random, found = np.random.default_rng(3), []
    for _ in range(DRAWS):
        pair = random.poisson(30, (2, 400)).astype(np.float64)
        found.append(cross_correlation(*pair, 1.0, "hour", copies=19).answer.status)
    assert found.count("ok") <= 0.1 * DRAWS
    assert set(found) <= {"ok", "NE_PLATEAU"}


def test_each_correlation_is_that_of_its_pairs() -> None:
    first, second = _pair(np.random.default_rng(4), 80, 1, 30)
    found = cross_correlation(first, second, 24.0, "day", copies=19)
    u, v = np.diff(np.log1p(first)), np.diff(np.log1p(second))
    for step in (-3, 0, 4):
        a, b = (u[: u.size - step], v[step:]) if step >= 0 else (u[-step:], v[:step])
        there = ~np.isnan(a) & ~np.isnan(b)
        place = int(np.flatnonzero(found.lag == step * 24)[0])
        assert found.value[place] == pytest.approx(np.corrcoef(a[there], b[there])[0, 1])
        assert found.pairs[place] == there.sum()


def test_few_common_bins_or_no_change_give_no_lag() -> None:
    short = cross_correlation(np.arange(30.0), np.arange(30.0), 1.0, "hour")
    assert (short.answer.status, short.answer.n) == ("NE_FEW", 29)
    flat = cross_correlation(np.full(80, 3.0), np.arange(80.0), 1.0, "hour")
    assert flat.answer.status == "NE_PLATEAU"
    with pytest.raises(ValueError, match="same bins"):
        cross_correlation(np.arange(30.0), np.arange(31.0), 1.0)


def test_daily_bins_say_what_they_cannot_see() -> None:
    pair = _pair(np.random.default_rng(5), 200, 2, 200)
    answer = cross_correlation(*pair, 24.0, "day", copies=19).answer
    assert "less than a day" in answer.note
    assert holds(answer, 48.0)
