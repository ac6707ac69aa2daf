"""Thresholds: each can be changed, has a default and a plausible range, and moves only what rests on it."""

from __future__ import annotations

import pytest
from real_path import Asking, Storing
from test_measured_lifecycle import HEADER, _bins

from ripplemark.measures import MEASURES, named
from ripplemark.measures.base import Parameter, UnreadableSetting
from ripplemark.measures.thresholds import FALL_RULE, LATE_RULE

QUIET = [10, 11, 9, 10, 12, 9, 10, 11, 10, 9, 11, 10, 9, 10, 12, 11]
SPIKED = [*QUIET, 60, *QUIET[:6], 50, 90, 300, 260, 70, 230, 120, 90, 60, 40, 30, 20, 15, 12, 11]
ONSET: dict[str, float | None] = {
    "baseline": 28.0,
    "run": None,
    "sigmas": 3.0,
    "alpha": 0.05,
    "least": 5.0,
}
DEFAULTS: dict[tuple[str, int], dict[str, float | None]] = {
    ("onset", 2): {"baseline": 28.0, "run": None, "sigmas": 3.0, "alpha": 0.05, "least": 5.0},
    ("time-to-peak", 3): {
        "baseline": 28.0,
        "run": None,
        "sigmas": 3.0,
        "alpha": 0.05,
        "least": 5.0,
    },
    ("half-life", 3): {
        "baseline": 28.0,
        "run": None,
        "sigmas": 3.0,
        "alpha": 0.05,
        "least": 5.0,
        "hold": 2,
    },
    ("time-to-tenth", 3): {
        "baseline": 28.0,
        "run": None,
        "sigmas": 3.0,
        "alpha": 0.05,
        "least": 5.0,
        "hold": 2,
    },
    ("return-to-baseline", 3): {**ONSET, "settled": 2.0, "quiet": 7},
    ("time-since-return", 1): {**ONSET, "settled": 2.0, "quiet": 7},
    ("residual-interest", 3): {**ONSET, "around": None},
    ("tail-mass", 1): {**ONSET, "day": 7.0},
    ("tail-exponent", 2): {**ONSET, "day": 7.0},
    ("interest-now", 1): ONSET,
    ("new-baseline", 1): ONSET,
}
"""The defaults of each method version: another default is another version, and a new line here."""


@pytest.fixture
def spiked(storing: Storing, asking: Asking) -> Asking:
    """A quiet stretch, one high day, an episode of eight days with a dip on its way down."""
    storing(HEADER, *_bins(SPIKED))
    return asking


def _day(asking: Asking, **settings: str) -> str:
    (onset,) = asking("onset", settings=settings)
    return str(onset.value)[:10]


def test_one_bin_in_a_row_takes_the_single_high_day_for_the_onset(spiked: Asking) -> None:
    assert _day(spiked) == "2025-01-24"
    assert _day(spiked, run="2") == "2025-01-24"
    assert _day(spiked, run="1") == "2025-01-17"


def test_a_higher_threshold_is_passed_later(spiked: Asking) -> None:
    # The days are 50, 90, 300: with a usual level of 10 and a sigma of 3.2, 50 lies 12.6 sigmas above, 90 25.
    assert _day(spiked, sigmas="12") == "2025-01-24"
    assert _day(spiked, sigmas="14") == "2025-01-25"


def test_the_least_value_must_be_exceeded(spiked: Asking) -> None:
    assert _day(spiked, least="49") == "2025-01-24"
    assert _day(spiked, least="50") == "2025-01-25"
    (none,) = spiked("onset", settings={"least": "400"})
    assert none.value is None
    assert none.status == "NE_FEW"


def test_a_false_alarm_that_is_allowed_more_often_lets_a_lower_rise_count(
    storing: Storing, asking: Asking
) -> None:
    # Usual 1 a day: the threshold of 3 sigmas is 4, and P(Y >= 6 | 1) = 0.0006 decides against 22 tested bins.
    storing(HEADER, *_bins([1] * 20 + [6, 6, 5, 4, 2, 1]))
    found = [
        asking("onset", settings={"alpha": text, "least": "2"})[0] for text in ("0.001", "0.5")
    ]
    assert found[0].value is None
    assert str(found[1].value).startswith("2025-01-21")


def _hours(asking: Asking, metric: str, **settings: str) -> float:
    (answer,) = asking(metric, settings=settings)
    assert isinstance(answer.value, float)
    return answer.value


def test_a_dip_counts_as_the_fall_where_one_bin_is_enough(spiked: Asking) -> None:
    assert _hours(spiked, "half-life", hold="1") < _hours(spiked, "half-life")
    assert _hours(spiked, "time-to-tenth", hold="1") > _hours(spiked, "half-life", hold="1")


def test_thresholds_of_the_onset_move_what_is_counted_from_it(spiked: Asking) -> None:
    early, usual = _hours(spiked, "time-to-peak", run="1"), _hours(spiked, "time-to-peak")
    assert early - usual == 7 * 24


def test_the_same_settings_have_the_same_answer_after_others_were_asked(spiked: Asking) -> None:
    (first,) = spiked("half-life")
    spiked("half-life", settings={"hold": "1", "run": "1"})
    (again,) = spiked("half-life", settings={"run": "2", "sigmas": "3"})
    assert (again.value, again.low, again.high) == (first.value, first.low, first.high)


@pytest.mark.parametrize(
    "each", dict.fromkeys((*FALL_RULE, *LATE_RULE)), ids=lambda each: str(each.name)
)
def test_a_plausible_range_has_the_default_in_it_and_can_be_asked_for(each: Parameter) -> None:
    assert each.plausible is not None
    steps = each.plausible.steps
    assert list(steps) == sorted(set(steps))
    assert len(steps) >= 3
    assert each.default is None or each.default in steps
    assert all(each.read(f"{step:g}") == step for step in steps)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("alpha", "1"),
        ("alpha", "0"),
        ("sigmas", "0"),
        ("least", "-1"),
        ("hold", "1.5"),
        ("run", "0"),
    ],
)
def test_a_threshold_outside_of_what_can_be_is_refused(
    spiked: Asking, name: str, text: str
) -> None:
    with pytest.raises(UnreadableSetting, match=name):
        spiked("half-life", settings={name: text})


@pytest.mark.parametrize(("key", "told"), DEFAULTS.items(), ids=lambda each: str(each))
def test_the_defaults_are_those_of_the_method_version(
    key: tuple[str, int], told: dict[str, float | None]
) -> None:
    measure = named(key[0])
    found = {each.name: each.default for each in measure.parameters if each.plausible is not None}
    assert (measure.method_version, found) == (key[1], told)


def test_a_threshold_is_declared_once_and_means_the_same_everywhere() -> None:
    known: dict[str, Parameter] = {}
    for measure in MEASURES:
        for each in measure.parameters:
            if each.plausible is not None:
                assert known.setdefault(each.name, each) is each
    assert {each.name for each in (*FALL_RULE, *LATE_RULE)} <= set(known)
