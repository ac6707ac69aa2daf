"""One clock has one answer: shares, curve, median, mean and differences of the same items say the same, whatever is known of times."""

from __future__ import annotations

import numpy as np
import pytest
from planted import HEADER, SIX_MP, items, row
from real_path import Asking

from ripplemark.result import Estimate


def _polled(every: float, number: int, *, up: int = 0, platform: str = "Platform A") -> list[str]:
    """Lags with a median of 4 h, each between two looks so many hours apart; some still up at the last look."""
    random = np.random.default_rng(number)
    lags, phases = random.exponential(4 / np.log(2), number), random.uniform(0, every, number)
    ends = phases + np.ceil((lags - phases) / every) * every
    rows = [
        row(
            platform=platform,
            notice_at=0,
            last_up_at=max(end - every, 0.0),
            down_at=end,
            outcome="removed",
        )
        for end in ends
    ]
    return rows + [
        row(platform=platform, notice_at=0, outcome="up", observed_until=2.0 + k) for k in range(up)
    ]


def _dated(days: int) -> list[str]:
    """Five rows for each number of days between notice and end, known to the day."""
    return [
        row(notice_at="2025-03-01", down_at=f"2025-03-{1 + k:02d}", outcome="removed")
        for k in range(days)
        for _ in range(5)
    ]


ROWS = {
    "POLLED": _polled(6.0, 150),
    "POLLED-UP": _polled(6.0, 60, up=30),
    "CLOSER": _polled(0.9, 400),
    "CLOSE": _polled(0.15, 400),
    "TWO": [*_polled(6.0, 80), *_polled(3.0, 90, up=10, platform="Platform B")],
    "FREIREICH": items(SIX_MP),
    "EXACT": items([f"{k * 0.7:.1f}" for k in range(1, 41)]),
    "DATED": _dated(5),
    "LONG": _dated(28),
    "SOME": [
        *items([f"{k}.5" for k in range(1, 40)]),
        row(notice_at="2025-01-01", down_at="2025-01-02", outcome="removed"),
    ],
    "UP-BY-DAY": [
        *items([f"{k}.5" for k in range(1, 40)]),
        *(row(notice_at=0, outcome="up", observed_until="2025-01-02") for _ in range(20)),
    ],
    "LATE": [
        row(notice_at=0, entered_at=k / 2, down_at=5 + k, outcome="removed") for k in range(40)
    ],
}
__all__ = ["HEADER", "ROWS"]
HOURS = ("3", "6", "12", "20", "24", "48", "240", "312")


def _ends(answer: Estimate) -> tuple[float | None, float | None, float | None]:
    """The number, or the two between which it lies."""
    one = (answer.value, None, None)
    return one if answer.status == "ok" else (None, answer.low, answer.high)


@pytest.mark.parametrize("incident", ROWS)
@pytest.mark.parametrize("hours", HOURS)
def test_the_share_gone_and_the_share_still_up_are_one_number(
    told: Asking, incident: str, hours: str
) -> None:
    (gone,) = told("within-deadline", incident, settings={"hours": hours})
    (up,) = told("removal-survival", incident, settings={"at": hours})
    if up.status not in ("ok", "bounds"):
        assert gone.status == up.status
        return
    assert gone.status in {"ok": ("ok",), "bounds": ("bounds", "NE_GRANULARITY")}[up.status]
    value, low, high = _ends(gone)
    rest = tuple(None if each is None else 1 - each for each in (value, high, low))
    assert rest == pytest.approx(_ends(up))


@pytest.mark.parametrize("incident", ["POLLED", "POLLED-UP", "CLOSER", "EXACT", "FREIREICH"])
def test_the_restricted_mean_is_the_area_under_the_curve(told: Asking, incident: str) -> None:
    tau = 8.0
    (mean,) = told("restricted-mean-lag", incident, settings={"tau": f"{tau:g}"})
    at = np.linspace(0, tau, 1601)[1:] - tau / 3200
    curve = told(
        "removal-survival", incident, settings={"at": ",".join(f"{each:.6f}" for each in at)}
    )
    level = np.mean([_middle(each) for each in curve])
    assert mean.status == "ok"
    assert mean.value == pytest.approx(tau * level, rel=0.005)


def _middle(answer: Estimate) -> float:
    if isinstance(answer.value, float):
        return answer.value
    assert isinstance(answer.low, float)
    assert isinstance(answer.high, float)
    return (answer.low + answer.high) / 2


@pytest.mark.parametrize("incident", ["POLLED", "POLLED-UP", "CLOSER", "EXACT", "FREIREICH"])
def test_the_curve_crosses_one_half_at_the_median(told: Asking, incident: str) -> None:
    (median,) = told("median-lag", incident)
    assert isinstance(median.value, float)
    before, after = (
        told("removal-survival", incident, settings={"at": f"{median.value * by:.6f}"})[0]
        for by in (0.7, 1.3)
    )
    assert _middle(before) > 0.5 > _middle(after)


def test_between_looks_the_share_and_the_mean_are_turnbulls_and_hold_the_truth(
    told: Asking,
) -> None:
    (share,) = told("within-deadline", "POLLED", settings={"hours": "6"})
    (mean,) = told("restricted-mean-lag", "POLLED", settings={"tau": "12"})
    truth = 4 / np.log(2) * (1 - 0.5 ** (12 / 4))  # of an exponential lag with a median of 4 h
    for answer, expected in ((share, 1 - 0.5 ** (6 / 4)), (mean, truth)):
        assert answer.status == "ok"
        assert "Turnbull" in answer.note
        assert answer.low <= expected <= answer.high
        assert answer.low < answer.value < answer.high


def test_a_difference_is_that_of_the_means_and_shares_as_they_are_told(told: Asking) -> None:
    asked = {"tau": "10", "hours": "12"}
    mean, share, *_ = told("lag-difference", "TWO", by=("platform",), settings=asked)
    first, second = told("restricted-mean-lag", "TWO", by=("platform",), settings={"tau": "10"})
    one, other = told("within-deadline", "TWO", by=("platform",), settings={"hours": "12"})
    assert mean.value == pytest.approx(second.value - first.value)
    assert (one.status, other.status, share.status) == ("ok", "bounds", "bounds")
    assert share.low == pytest.approx(other.low - one.high)
    assert share.high == pytest.approx(other.high - one.low)
    assert mean.low < mean.value < mean.high
    assert "Turnbull" in mean.note


@pytest.mark.parametrize("incident", ["EXACT", "FREIREICH", "DATED", "LONG", "UP-BY-DAY", "LATE"])
@pytest.mark.parametrize("hours", ["12", "24", "48", "312"])
def test_those_still_up_are_the_same_among_outcomes(
    told: Asking, incident: str, hours: str
) -> None:
    (up,) = told("removal-survival", incident, settings={"at": hours})
    among = told("cause-incidence", incident, settings={"at": hours})
    (rest,) = [each for each in among if each.by["outcome"] == "up"]
    assert rest.status == up.status
    assert _ends(rest) == pytest.approx(_ends(up))


def test_where_outcomes_are_read_in_another_way_than_the_curve_it_is_said(told: Asking) -> None:
    among = told("cause-incidence", "POLLED", settings={"at": "6"})
    assert among
    assert all("its numbers can differ" in each.note for each in among)
    assert not any("can differ" in each.note for each in told("cause-incidence", "EXACT"))
