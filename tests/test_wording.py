"""Numbers in words: with their unit, never a bare code, never more digits than tell something."""

from __future__ import annotations

import pytest

from ripplemark.result import Estimate
from ripplemark.ui.frame import plain
from ripplemark.wording import amount, duration, said


def estimate(
    value: float | None, low: float | None, high: float | None, status: str = "ok"
) -> Estimate:
    return Estimate({}, value, low, high, 40, status=status, note="Come back tomorrow.")


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "words", "interval"),
    [
        (55.1, 25.5, 85.3, "h", "55 hours", "95 % interval: 26 to 85 hours"),
        (3.25, 1.0, 7.5, "h", "3.2 hours", "95 % interval: 1 to 7.5 hours"),
        (0.5, 0.2, 0.9, "h", "30 minutes", "95 % interval: 12 to 54 minutes"),
        (240.0, 120.0, None, "h", "10 days", "95 % interval: 5 days or more"),
        (10.04, 8.5, 11.5, "days", "10 days", "95 % interval: 8 to 12 days"),
        (0.325, 0.2, 0.48, "share", "32 %", "95 % interval: 20 to 48 %"),
        (0.001, -0.022, 0.023, "ratio", "0.1 %", "95 % interval: −2.2 to 2.3 %"),
        (None, 35.0, None, "h", "more than 35 hours", "not reached yet"),
        (None, 0.0, 36.0, "h", "under 36 hours", "too fast to time with these bins"),
        (None, 20.0, 31.0, "h", "20 to 31 hours", "two bounds, not one number"),
        (None, 50.78, 50.82, "h", "about 51 hours", "two bounds, not one number"),
        (None, None, None, "h", "not known", ""),
    ],
)
def test_a_number_is_said_with_its_unit_and_what_is_known_of_it(
    value: float | None,
    low: float | None,
    high: float | None,
    unit: str,
    words: str,
    interval: str,
) -> None:
    told = said(estimate(value, low, high, "ok" if value is not None else "NE_RIGHT"), unit)
    assert (told.value, told.interval) == (words, interval)
    assert "NE_" not in told.value + told.interval + told.note


def test_a_users_words_are_shown_as_they_stand() -> None:
    assert plain("*not* [bold](x) :red[no] $x$") == (
        "\\*not\\* \\[bold\\]\\(x\\) \\:red\\[no\\] \\$x\\$"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (1240.0, "1,240"),
        (87.0, "87"),
        (3.25, "3.25"),
        (0.5, "0.5"),
        (123.4, "123"),
        (-2.5, "−2.5"),
        (99.97, "100"),
    ],
)
def test_an_amount_has_no_more_digits_than_tell_something(value: float, words: str) -> None:
    assert amount(value) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "30 minutes"), (1.0, "1 hour"), (31.2, "31 hours"), (288.0, "12 days")],
)
def test_a_duration_is_said_in_the_unit_in_which_it_is_short(hours: float, words: str) -> None:
    assert duration(hours) == words


def test_from_nought_on_is_not_known_and_only_what_is_within_a_bin_is_too_fast_to_time() -> None:
    def told(
        low: float | None, high: float | None, unit: str, resolution: float | None = 1.0
    ) -> str:
        estimate = Estimate({}, None, low, high, 9, status="bounds", resolution=resolution)
        words = said(estimate, unit)
        return f"{words.value}; {words.interval}"

    assert told(0.0, None, "h") == "not known; "
    assert told(0.0, 1.0, "h") == "under 1 hour; too fast to time with these bins"
    assert told(0.0, 30.0, "h") == "under 30 hours; no more can be said"
    assert told(0.0, 1.0, "days", 24.0) == "under 1 day; too fast to time with these bins"
    assert told(0.0, 0.4, "share", 24.0) == "0 to 40 %; two bounds, not one number"
