"""Which channel had it first, through file, archive, SQL and estimator: ties, gaps, one witness of several spellings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from planted import TOY
from real_path import Asking, Storing

from ripplemark.errors import UnknownName
from ripplemark.result import Estimate

HEADER = "series,channel,platform,metric,language,bin_start,bin_width,value"
START = datetime(2025, 1, 1, tzinfo=UTC)


def rows(
    values: Sequence[float | str],
    channel: str = "social",
    *,
    series: str = "posts",
    metric: str = "posts",
    language: str = "",
    hours: int = 24,
    late: int = 0,
) -> list[str]:
    width = "P1D" if hours == 24 else "PT1H"
    return [
        f"{series},{channel},Platform A,{metric},{language},"
        f"{START + timedelta(hours=hours * k + late):%Y-%m-%dT%H:%MZ},{width},{value}"
        for k, value in enumerate(values)
    ]


def moved(bins: int) -> list[float]:
    """The toy series with its rise so many days later."""
    return [float(each) for each in (2, 3, 2, 4, 3, 2, 3)] + [3.0] * bins + [*TOY[7:]]


def of(found: list[Estimate], quantity: str) -> list[Estimate]:
    return [each for each in found if each.by["quantity"] == quantity]


def test_the_order_of_onsets_is_their_difference_and_its_interval(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *rows(TOY, "niche"), *rows(moved(4), "social"))
    found = asking("lead-lag")
    (order,) = of(found, "order")
    assert (order.value, order.low, order.high) == (96.0, 48.0, 144.0)
    assert (order.by["first_channel"], order.by["second_channel"]) == ("niche", "social")
    onsets = {each.by["key"]: each.value for each in of(found, "onset")}
    assert onsets[order.by["first"]] == "2025-01-08T00:00:00Z"
    assert onsets[order.by["second"]] == "2025-01-12T00:00:00Z"


def test_one_day_apart_by_days_is_tied(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *rows(TOY, "niche"), *rows(moved(1), "social"))
    (order,) = of(asking("lead-lag"), "order")
    assert (order.value, order.low, order.high) == (24.0, -24.0, 72.0)
    assert "Tied at resolution" in order.note


def test_first_seen_is_the_first_bin_with_a_record_and_says_so(
    storing: Storing, asking: Asking
) -> None:
    quiet = [0.0] * 9 + [1.0, 0.0] + [float(each) for each in TOY]
    storing(HEADER, *rows(quiet, "niche"), *rows(TOY, "social"))
    first, second = of(asking("lead-lag"), "first-seen")
    assert (first.value, first.low, first.high) == (
        "2025-01-10T00:00:00Z",
        "2025-01-10T00:00:00Z",
        "2025-01-11T00:00:00Z",
    )
    assert "First seen in our data." in first.note
    assert (second.value, second.status) == (None, "NE_LEFT")
    assert "older than these data" in second.note


def _changing(lag: int, n: int = 150) -> tuple[list[float], list[float]]:
    random = np.random.default_rng(2)
    common = np.convolve(random.normal(0, 0.5, n + 40), [1, 0.6, 0.3])[: n + 40]
    rates = 40 * np.exp(common[20 : 20 + n]), 40 * np.exp(common[20 - lag : 20 - lag + n])
    one, other = (random.poisson(rate).astype(float).tolist() for rate in rates)
    return one, other


def test_the_planted_lag_of_changes_is_found_between_files_that_begin_at_different_moments(
    storing: Storing, asking: Asking
) -> None:
    one, other = _changing(3)
    storing(HEADER, *rows(one, "niche", hours=1))
    storing(HEADER, *rows(other[10:], "social", hours=1, late=10))
    (changes,) = of(asking("lead-lag"), "changes")
    sign = 1 if changes.by["first_channel"] == "niche" else -1
    assert changes.value == 3.0 * sign
    assert changes.low <= changes.value <= changes.high
    assert changes.n == 139


def test_unlike_bins_have_an_order_and_no_lag_of_changes(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *rows(TOY, "niche"), *rows([3.0] * 60 + [*TOY[7:]], "social", hours=1))
    found = asking("lead-lag")
    assert of(found, "order")[0].value is not None
    (changes,) = of(found, "changes")
    assert changes.status == "NE_GRANULARITY"
    assert "no bins of one width" in changes.note


def test_few_bins_have_no_lag_and_no_onset_has_no_order(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *rows(TOY, "niche"), *rows([3.0] * 28, "social"))
    found = asking("lead-lag")
    (order,) = of(found, "order")
    assert (order.value, order.low, order.high) == (None, None, None)
    assert order.status.startswith("NE_")
    assert "no onset" in order.note
    assert of(found, "changes")[0].status == "NE_FEW"


def test_one_series_and_none_say_what_is_missing(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *rows(TOY, "niche"))
    (order,) = of(asking("lead-lag"), "order")
    assert (order.status, order.n) == ("NE_FEW", 0)
    assert "only one series" in order.note
    (none,) = asking("lead-lag", incident="NOBODY")
    assert (none.status, none.n) == ("NE_FEW", 0)
    storing(HEADER, *rows(TOY[:1], "social"), incident="ONEROW")
    assert {each.status for each in of(asking("lead-lag", incident="ONEROW"), "onset")} == {
        "NE_FEW"
    }


def test_series_are_chosen_by_key_or_by_file_and_a_wrong_key_lists_the_right_ones(
    storing: Storing, asking: Asking
) -> None:
    one = storing(HEADER, *rows(TOY, "niche"), *rows(moved(2), "news")).dataset_id
    two = storing(HEADER, *rows(moved(4), "social")).dataset_id
    found = asking("lead-lag", settings={"series": f"{one}.1,{two}"})
    (order,) = of(found, "order")
    assert {order.by["first"], order.by["second"]} == {f"{one}.1", f"{two}.1"}
    with pytest.raises(UnknownName, match=f"{one}.1"):
        asking("lead-lag", settings={"series": "nothing"})


def test_more_than_a_dozen_series_are_compared_with_the_first_only(
    storing: Storing, asking: Asking
) -> None:
    lines = [
        line for k in range(13) for line in rows(moved(13 - k), "social", series=f"name {k:02d}")
    ]
    storing(HEADER, *lines)
    found = asking("lead-lag")
    order = of(found, "order")
    assert len(order) == 12
    (first,) = {each.by["first"] for each in order}
    onsets = {each.by["key"]: each.value for each in of(found, "onset")}
    assert onsets[first] == min(onsets.values())
    assert all("More than 12 series" in each.note for each in order)
    assert of(found, "changes") == []


def test_spellings_of_one_file_are_one_witness_only_when_asked_and_units_never(
    storing: Storing, asking: Asking
) -> None:
    half = [each / 2 for each in TOY]
    storing(
        HEADER,
        *rows(half, series="one", language="de"),
        *rows(half, series="two", language="en"),
        *rows(TOY, series="three", metric="views"),
    )
    storing(HEADER, *rows(moved(3), series="four"))
    assert len(of(asking("lead-lag"), "onset")) == 4
    together = of(asking("lead-lag", settings={"together": "file"}), "onset")
    assert len(together) == 3
    (summed,) = [each for each in together if "together" in each.by]
    assert summed.by["together"] == "2 series"
    assert summed.by["metric"] == "posts"
    assert "series" not in summed.by
    assert "language" not in summed.by
    assert summed.value == "2025-01-08T00:00:00Z"


def test_a_sum_is_missing_where_one_of_its_parts_is(storing: Storing, asking: Asking) -> None:
    parts = [[*TOY[:9], "", *TOY[10:]], list(TOY)]
    storing(HEADER, *rows(parts[0], series="one"), *rows(parts[1][2:], series="two", late=48))
    (onset,) = of(asking("lead-lag", settings={"together": "file"}), "onset")
    assert onset.n == 25  # 26 days that both cover, one of them missing in one
