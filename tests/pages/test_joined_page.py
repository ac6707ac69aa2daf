"""Several downloads of Google Trends on the Search page: how they were joined, and terms on one scale, where there is something to show."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from real_path import Storing
from seen import Opening, headlines, words

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
START = datetime(2024, 1, 1, tzinfo=UTC)
SHARED = "Show terms of several downloads on one scale, by the term that they share"


def download(other: str, ratio: float) -> list[str]:
    """Two terms of one file: a steady one, and another that rises to so many times as much and fades."""
    steady = [40 + 10 * math.sin(k / 9) for k in range(160)]
    wave = [
        40 * ratio * (0.1 + (math.exp(-(k - 60) / 15) if k >= 60 else 0)) + k % 3
        for k in range(160)
    ]
    top = max(*steady, *wave)
    return [
        f"{name},search,Google,search_index,{START + timedelta(days=k):%Y-%m-%d}T00:00Z,P1D,{round(100 * value / top)},"
        for name, values in (("weather", steady), (other, wave))
        for k, value in enumerate(values)
    ]


def test_terms_that_share_one_are_offered_on_one_scale(storing: Storing, opening: Opening) -> None:
    storing(HEADER, *download("rumour one", 0.8))
    storing(HEADER, *download("rumour two", 2.0))
    page = opening("search", incident="LANTERN")
    assert not page.exception
    assert SHARED in [each.label for each in page.toggle]
    page.toggle(key="asked-anchored").set_value(True).run()
    assert not page.exception
    assert any(each.startswith("On one scale, ") for each in headlines(page))
    assert "first download's scale" in words(page)


def test_one_download_offers_neither_joins_nor_a_common_scale(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *download("rumour one", 0.8))
    page = opening("search", incident="LANTERN")
    told = [each.label for each in page.toggle]
    assert SHARED not in told
    assert not any("downloads were joined" in each for each in told)
