"""Boundaries that a person set stand where they were set; shares of attention hold the planted ones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, LEAST, Fade, holds

from ripplemark.estimate import regular
from ripplemark.estimate.judged import Judged, placed
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.phases import Phases, phases
from ripplemark.estimate.shares import Attention
from ripplemark.estimate.slopes import Crossed

DAY = 24.0
TOY_SERIES = regular(np.array(TOY, dtype=np.float64))


def judge(*judged: Judged) -> Phases:
    return phases(TOY_SERIES, copies=19, judged=judged)


def starts(of: Phases) -> dict[str, float]:
    return {each.name: each.start / DAY for each in of.each if each.boundary is not None}


def test_a_boundary_that_was_set_takes_the_place_of_the_estimated_one_and_of_no_other() -> None:
    plain, told = judge(), judge(Judged("tail", 1, 12 * DAY, 13 * DAY))
    tail = next(each for each in told.each if each.name == "tail")
    assert tail.by is not None
    assert tail.boundary is not None
    assert (tail.start, tail.boundary.low, tail.boundary.high) == (288.0, 288.0, 312.0)
    others = {name: at for name, at in starts(told).items() if name != "tail"}
    assert others == {name: at for name, at in starts(plain).items() if name != "tail"}
    assert all(one.end == other.start for one, other in pairwise(told.each))
    assert sum(each.share.value or 0.0 for each in told.each) == pytest.approx(1.0)


def test_estimated_boundaries_on_the_wrong_side_of_one_that_was_set_give_way() -> None:
    told = judge(Judged("decay", 1, 16 * DAY, 16 * DAY))
    assert "tail" not in starts(
        told
    )  # it was estimated at 14.3 days, before the decay that was set
    assert starts(told)["decay"] == 16.0
    assert starts(told)["resurgence"] > 16.0


def test_a_boundary_outside_of_the_data_or_out_of_order_is_not_used_and_told() -> None:
    outside, late = Judged("tail", 1, 99 * DAY, 99 * DAY), Judged("growth", 1, 12 * DAY, 12 * DAY)
    told = judge(outside, Judged("peak", 1, 8 * DAY, 8 * DAY), late)
    assert set(told.unused) == {outside, late}
    assert "2 boundaries cannot be used" in told.answer.note
    assert starts(told)["peak"] == 8.0


def test_a_phase_that_was_not_estimated_can_be_set() -> None:
    assert "onset" not in starts(judge())
    told = judge(Judged("onset", 1, 5 * DAY, 6 * DAY))
    assert starts(told)["onset"] == 5.0
    assert told.each[0].name == "quiet"
    assert told.each[0].end == 5 * DAY


def test_where_no_onset_is_found_one_that_was_set_gives_the_usual_level() -> None:
    blip = regular(np.array([3.0, 2, 4, 3, 3, 2, 4, 3, 3, 4, 2, 3, 3, 100, 4, 3, 2, 3, 3, 4]))
    assert phases(blip, copies=19).each == ()
    told = phases(blip, copies=19, judged=(Judged("onset", 1, 12.5 * DAY, 13 * DAY),))
    assert told.each[1].name == "onset"
    assert told.each[1].start == 12.5 * DAY
    assert "that was set by judgement" in told.answer.note
    assert phases(blip, copies=19, judged=(Judged("tail", 1, 350.0, 350.0),)).each == ()


def test_two_that_were_set_stand_in_the_order_of_an_episode_only() -> None:
    tail, quiet = Judged("tail", 1, 10.0, 10.0), Judged("quiet", 1, 8.0, 8.0)
    kept, unused = placed([("onset", Crossed(2.0, 1.0, 3.0))], (tail, quiet), 0.0, 50.0)
    assert [each.name for each in kept] == ["onset", "quiet"]
    assert unused == (tail,)


def test_the_toy_series_shares_its_attention_as_worked_by_hand() -> None:
    # Days 8 to 9 of SCIENCE.md, F.8, above the usual level of 3: (97 + 67) of 40 + 100 + 70 + ... less 3 each.
    start = find_onset(TOY_SERIES)
    spent = Attention.of(TOY_SERIES, start)
    excess = np.array(TOY[7:]) - 3.0
    assert not start.baseline.bins or start.baseline.short
    share = spent.share(8 * DAY, 10 * DAY)
    assert share.value == pytest.approx((97 + 67) / np.maximum(excess, 0).sum())
    gross = spent.gross(8 * DAY, 10 * DAY)
    assert gross.value == pytest.approx(170 / sum(TOY[7:]))
    half = spent.gross(8.5 * DAY, 9 * DAY)
    assert half.value == pytest.approx(50 / sum(TOY[7:]))
    assert spent.share(0.0, 7 * DAY).value == 0.0


@pytest.mark.parametrize(
    "fade",
    [
        Fade("daily", "day", 120, 40, 2, 4.0, 400, 10),
        Fade("hourly", "hour", 1500, 800, 3, 24.0, 200, 5),
        Fade("daily, faint", "day", 120, 40, 2, 6.0, 90, 8, missing=0.1),
    ],
    ids=lambda fade: fade.name,
)
def test_the_interval_of_a_share_holds_the_planted_one(fade: Fade) -> None:
    random, held = np.random.default_rng(11), []
    mean = fade.excess()
    begin, low, high = (each * fade.hours for each in (fade.onset, fade.top, fade.top + 8))
    for _ in range(DRAWS):
        series = fade.draw(random)
        start = find_onset(series)
        if start.bin is None:
            continue
        seen = ~np.isnan(series.value)
        whole = mean[(series.start >= begin) & seen].sum()
        part = mean[(series.start >= low) & (series.start < high) & seen].sum()
        share = Attention.of(series, start, since=begin).share(low, high)
        held.append(holds(share, float(part / whole)))
    assert len(held) >= 0.9 * DRAWS
    assert np.mean(held) >= LEAST


def test_nothing_above_the_usual_level_has_no_shares() -> None:
    start = find_onset(TOY_SERIES)
    late = Attention.of(TOY_SERIES, start, since=40 * DAY)
    assert late.share(40 * DAY, 50 * DAY).status == "NE_FEW"
