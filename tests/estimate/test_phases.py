"""Phases with their boundaries, and the width of a peak."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, LEAST, Fade, holds, share_held

from ripplemark.estimate import regular
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.phases import ORDER, phases
from ripplemark.estimate.slopes import between, climbed, left
from ripplemark.estimate.width import fwhm

COPIES = 199
SHAPES = (
    Fade("daily, fast", "day", 120, 40, 1, 2.0, 300, 5),
    Fade("daily, slow rise", "day", 200, 60, 10, 8.0, 400, 5),
    Fade("daily, twice", "day", 160, 40, 1, 4.0, 400, 5, again=(30, 0.5)),
    Fade("hourly", "hour", 1500, 800, 3, 24.0, 200, 5),
)
EDGES = (
    ("growth", climbed, 0.1),
    ("peak", climbed, 0.5),
    ("decay", left, 0.5),
    ("tail", left, 0.1),
)
TOY_SERIES = regular(np.array(TOY, dtype=np.float64))


def truth_of(fade: Fade) -> dict[str, float]:
    """The same crossings of the true means, up to the second peak."""
    mean = fade.excess() + fade.base
    size = mean.size if fade.again is None else fade.top + fade.again[0] - 2
    centre = (np.arange(size) + 0.5) * fade.hours
    usual = np.full((1, size), float(fade.base))
    return {n: float(cross(mean[None, :size], usual, centre, s)[0]) for n, cross, s in EDGES}


def test_the_toy_series_has_its_published_width() -> None:
    # SCIENCE.md, F.8: FWHM 2.5483 bins (2.577 by half of the prominence, which is another thing).
    assert (fwhm(TOY_SERIES, copies=COPIES).value or 0) / 24 == pytest.approx(2.5483, abs=5e-5)


@pytest.mark.parametrize("fade", SHAPES, ids=lambda fade: fade.name)
def test_width_and_boundaries_hold_the_planted_ones(fade: Fade) -> None:
    random, truth = np.random.default_rng(5), truth_of(fade)
    widths, held = [], {name: [] for name in truth}
    for _ in range(DRAWS):
        series = fade.draw(random)
        start = find_onset(series)
        widths.append((fwhm(series, copies=COPIES, start=start), truth["decay"] - truth["peak"]))
        for phase in phases(series, copies=COPIES, start=start).each:
            if phase.name in held and phase.boundary is not None:
                held[phase.name].append(holds(phase.boundary, truth[phase.name]))
    assert share_held(widths)[0] >= LEAST
    for name, each in held.items():
        assert len(each) >= DRAWS // 2, name
        assert np.mean(each) >= LEAST, name


def test_phases_follow_one_another_without_gap_and_share_all_attention() -> None:
    random = np.random.default_rng(6)
    for fade in SHAPES:
        each = phases(fade.draw(random), copies=19).each
        assert all(one.end == other.start for one, other in pairwise(each))
        assert [phase.end > phase.start for phase in each] == [True] * len(each)
        assert sum(phase.share.value or 0.0 for phase in each) == pytest.approx(1.0)
        assert [phase.over for phase in each] == [True] * (len(each) - 1) + [False]
        main = [ORDER.index(p.name) for p in each[1:] if p.name not in ("quiet", "resurgence")]
        assert main == sorted(main)


def test_the_toy_series_is_cut_where_its_measures_say() -> None:
    each = phases(TOY_SERIES, copies=COPIES).each
    assert [phase.name for phase in each] == [
        "quiet",
        "growth",
        "peak",
        "decay",
        "tail",
        "resurgence",
    ]
    starts = {phase.name: phase.start / 24 for phase in each}
    assert starts["growth"] == 7  # the onset's bin: it was past a tenth within it
    assert starts["decay"] == pytest.approx(8.5 + 1.740, abs=5e-4)  # the half-life
    assert starts["tail"] == pytest.approx(8.5 + 5.825, abs=5e-4)  # the time to a tenth
    assert starts["resurgence"] == pytest.approx(17, abs=1.1)


def test_a_planted_second_peak_is_a_phase_of_its_own() -> None:
    random, fade = np.random.default_rng(7), SHAPES[2]
    assert fade.again is not None
    rises = fade.top + fade.again[0]
    found = []
    for _ in range(DRAWS):
        each = phases(fade.draw(random), copies=99).each
        again = [phase for phase in each if phase.name == "resurgence"]
        if len(again) == 1 and again[0].boundary is not None:
            found.append(holds(again[0].boundary, rises * 24.0))
    assert len(found) >= 0.85 * DRAWS
    assert np.mean(found) >= LEAST


def test_a_slow_rise_has_an_onset_phase_and_a_quick_one_has_none() -> None:
    random = np.random.default_rng(8)
    slow = phases(SHAPES[1].draw(random), copies=19).each
    assert "onset" in [phase.name for phase in slow]
    assert "onset" not in [phase.name for phase in phases(TOY_SERIES, copies=19).each]


def test_other_shares_move_the_boundaries_and_wrong_ones_are_refused() -> None:
    usual, narrow = (
        {p.name: p for p in phases(TOY_SERIES, copies=19, crest=crest).each} for crest in (0.5, 0.8)
    )
    assert narrow["peak"].end - narrow["peak"].start < usual["peak"].end - usual["peak"].start
    with pytest.raises(ValueError, match="edge < crest"):
        phases(TOY_SERIES, crest=0.1, edge=0.5)


def test_without_an_onset_or_with_a_faint_peak_there_are_no_phases() -> None:
    assert phases(regular(np.array(TOY[8:], dtype=np.float64))).answer.status == "NE_LEFT"
    faint = phases(regular(np.array([3.0, 2, 3, 4, 3, 2, 3] * 3 + [14, 15, 9, 4, 3, 3])))
    assert faint.answer.status == "NE_FEW"
    assert faint.each == ()
    assert fwhm(regular(np.array(TOY[8:], dtype=np.float64))).status == "NE_LEFT"
    assert fwhm(regular(np.array(TOY[:11], dtype=np.float64))).status == "NE_FEW"


def test_draws_that_never_cross_open_the_upper_end() -> None:
    drawn = np.array([1.0] * 90 + [np.inf] * 10)
    crossed = between(drawn, 1.0, 1.0, 0.5)
    assert (crossed.low, crossed.high) == (0.75, np.inf)
