"""Estimates at the gate: what small platforms have together is told, and what each has is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from leaving import PRIVATE, PUBLIC, estimate_of, lags
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figures.base import Asked
from ripplemark.gate import PlatformCount, platform_counts
from ripplemark.gate.merging import MERGED


def test_small_platforms_become_one_estimate_with_the_counts_and_without_the_number() -> None:
    gate = PUBLIC.knowing(
        [PlatformCount("A", 3), PlatformCount("B", 4), PlatformCount("YouTube", 2)]
    )
    shown = gate.estimates(lags(A=3, YouTube=2, B=4))
    assert [each.by["platform"] for each in shown] == ["2 smaller platforms", "YouTube"]
    both, large = shown
    assert (both.value, both.low, both.high, both.n, both.events, both.status) == (
        None,
        None,
        None,
        7,
        7,
        MERGED,
    )
    assert (large.value, large.n) == (5.0, 2)
    assert all(each.lines is None for each in shown)


def test_counts_of_items_and_requests_are_added() -> None:
    rows = [
        estimate_of({"incident": "LANTERN", "platform": name, "quantity": quantity}, value, 3)
        for name, factor in (("A", 1.0), ("B", 10.0))
        for quantity, value in (("requests", 2 * factor), ("median-requests", factor))
    ]
    requests, median = PUBLIC.estimates(rows)
    assert (requests.by["quantity"], requests.value, requests.n) == ("requests", 22.0, 6)
    assert (median.by["quantity"], median.value) == ("median-requests", None)


def test_small_platforms_that_are_measured_together_give_the_number_of_all_their_items(
    storing: Storing, tmp_path: Path
) -> None:
    def rows(platform: str, hours: Sequence[int]) -> list[str]:
        return [
            f"{platform},{platform}{k},2025-10-24T00:00,removed,2025-10-24T{k:02}:00" for k in hours
        ]

    storing(
        "platform,item,notice_at,outcome,down_at",
        *rows("Chirp", range(1, 10)),
        *rows("Nest", range(11, 20)),
        *rows("YouTube", range(1, 4)),
        zone="UTC",
    )
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    try:
        gate = PUBLIC.knowing(platform_counts(serving, "LANTERN"))
        kind: Any = None
        asked = Asked(kind, archive, serving, gate, "LANTERN", "incident", (), (), {}, {})
        found = asked.measured("median-lag", by=("platform",)).estimates
    finally:
        serving.close()
    told = {each.by["platform"]: (each.n, each.value) for each in found}
    assert told == {
        "YouTube": (3, None),
        "2 smaller platforms": (18, 9.0),
    }  # half of the 18 within 9 h


def test_the_curves_of_several_small_platforms_leave_no_step() -> None:
    rows = [
        estimate_of({"incident": "LANTERN", "platform": name, "at": at}, share, 3)
        for name, at, share in (("A", 1.5, 0.6), ("A", 2.5, 0.3), ("B", 1.0, 0.5))
    ]
    (one,) = PUBLIC.estimates(rows, "probability", steps=True)
    assert (one.by, one.value, one.n) == (
        {"incident": "LANTERN", "platform": "2 smaller platforms"},
        None,
        6,
    )


def test_one_small_platform_keeps_its_numbers_and_loses_its_name() -> None:
    shown = PUBLIC.estimates(lags(A=3, YouTube=2))
    assert [(each.by["platform"], each.value) for each in shown] == [
        ("1 smaller platform", 5.0),
        ("YouTube", 5.0),
    ]


@given(st.dictionaries(st.sampled_from(["A", "B", "C", "YouTube", "TikTok"]), st.integers(1, 30)))
def test_merging_keeps_the_total(items: dict[str, int]) -> None:
    gate = PUBLIC.knowing([PlatformCount(name, n) for name, n in items.items()])
    shown = gate.estimates(lags(**items))
    assert sum(each.n for each in shown) == sum(items.values())
    assert len(shown) == len({gate.platform(name) for name in items})


def test_series_keep_their_numbers_and_their_key_and_only_a_host_loses_its_name_where_it_is_written() -> (
    None
):
    hosts = (("niche", "Chirp"), ("messaging", "Birdcall"), ("news", "Gazette index"))
    rows = [
        estimate_of({"incident": "LANTERN", "channel": c, "platform": p, "bin_width": "P1D"}, 2.0)
        for c, p in hosts
    ]
    seen = PUBLIC.estimates(rows)
    assert [each.by for each in seen] == [each.by for each in rows]
    written = PUBLIC.document({"estimates": [each.document() for each in seen]})["estimates"]
    assert [each["by"]["platform"] for each in written] == ["1 smaller platform"] * 2 + [
        "Gazette index"
    ]
    assert [each["value"] for each in written] == [2.0] * 3


def test_rows_call_platforms_as_words_do() -> None:
    gate = PUBLIC.knowing([PlatformCount("A", 1), PlatformCount("B", 2)])
    items = pa.table({"platform": ["A", "B", "YouTube", None]})
    assert gate.rows(items)[0].column("platform").to_pylist() == [
        "2 smaller platforms",
        "2 smaller platforms",
        "YouTube",
        None,
    ]
    series = pa.table({"platform": ["Chirp", "Gazette"], "channel": ["niche", "news"]})
    assert gate.rows(series)[0].column("platform").to_pylist() == ["1 smaller platform", "Gazette"]
    assert PRIVATE.rows(items)[0] == items


def test_figures_about_platforms_name_them() -> None:
    gate = PUBLIC.of_norms()
    row = estimate_of({"platform": "Chirp", "clock": "post"})
    assert gate.estimates([row])[0].by == row.by
    assert gate.document({"estimates": [{"by": row.by}]})["estimates"][0]["by"] == row.by
    assert gate.platform("Chirp") == "Chirp"
    table = pa.table({"platform": ["Chirp"]})
    assert gate.rows(table)[0] == table
