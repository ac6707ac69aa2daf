"""The gate: what leaves names nothing, points nowhere, and cannot be solved for what it hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import plotly.graph_objects as go
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_path import Storing

from ripplemark import measures, schema
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Audience
from ripplemark.figures.base import Asked
from ripplemark.gate import Gate, K, Leak, PlatformCount, leaks, merged_label, platform_counts
from ripplemark.gate.coarse import bin_hours, coarse_lag, coarse_moment, coarse_time, lag_step
from ripplemark.gate.merging import MERGED
from ripplemark.gate.persons import suppressed
from ripplemark.gate.platforms import is_large, merged
from ripplemark.result import Column, Estimate

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=15)
LATELY = NOW - timedelta(days=14)
OWNER, PUBLIC, PRIVATE = (Gate.of(each, now=NOW) for each in ("owner", "public", "private"))
LEAVING = pytest.mark.parametrize("gate", [PUBLIC, PRIVATE], ids=lambda gate: gate.audience)


def _estimate(by: Mapping[str, Any], value: float | str | None = 1.0, n: int = 4) -> Estimate:
    return Estimate(by, value, value, value, n, n, 0, "ok", "", None, (1, 2))


# Platforms


def test_a_platform_with_fewer_than_ten_items_is_merged_and_a_designated_one_never_is() -> None:
    counts = [
        PlatformCount("Chirp", 9),
        PlatformCount("Platform A", 10),
        PlatformCount("YouTube", 1),
    ]
    assert PUBLIC.merged(counts) == ("Chirp",)
    assert OWNER.merged(counts) == PRIVATE.merged(counts) == ()


def test_a_platform_is_not_named_while_an_item_there_is_up_and_was_looked_at_within_14_days() -> (
    None
):
    def one(up: int, look: datetime | None) -> tuple[str, ...]:
        return PUBLIC.merged([PlatformCount("Platform A", 40, up, look)])

    assert one(1, LATELY) == ("Platform A",)
    assert one(1, LONG_AGO) == ()
    assert one(0, None) == ()
    assert one(1, None) == ("Platform A",)  # nobody said when: as if it were today


def test_a_large_platform_is_named_even_while_items_there_are_up() -> None:
    assert PUBLIC.merged([PlatformCount("tiktok", 2, 2, NOW)]) == ()


@given(
    st.lists(
        st.builds(
            PlatformCount,
            st.sampled_from(["Chirp", "Platform A", "B", "C", "YouTube", "X", "Ω"]),
            st.integers(0, 30),
            st.integers(0, 5),
            st.sampled_from([None, NOW, LONG_AGO]),
        ),
        unique_by=lambda each: each.platform,
    ),
    st.randoms(),
)
def test_merging_does_not_depend_on_order_and_hides_no_large_one(
    counts: list[PlatformCount], chance: Any
) -> None:
    before = merged(counts, NOW)
    chance.shuffle(counts)
    assert merged(counts, NOW) == before
    assert not any(is_large(name) for name in before)
    assert all(
        each.platform in before
        for each in counts
        if each.items < 10 and not is_large(each.platform)
    )


def test_spellings_of_one_platform_are_the_same_platform() -> None:
    for name in ("X", "twitter", "X (formerly Twitter)", "You Tube", "FACEBOOK", "Google"):
        assert is_large(name), name
    for name in ("Chirp", "Xtra", "Platform A", "", "Stripchat"):
        assert not is_large(name), name


def test_labels_of_merged_platforms_agree_with_their_number() -> None:
    assert merged_label(1) == "1 smaller platform"
    assert merged_label(5) == "5 smaller platforms"


def test_without_counts_only_large_platforms_are_named_in_public() -> None:
    assert PUBLIC.platform("Chirp") == "1 smaller platform"
    assert PUBLIC.platform("YouTube") == "YouTube"
    assert OWNER.platform("Chirp") == PRIVATE.platform("Chirp") == "Chirp"
    gate = PUBLIC.knowing(
        [PlatformCount("Chirp", 12), PlatformCount("A", 1), PlatformCount("B", 2)]
    )
    assert gate.platform("Chirp") == "Chirp"
    assert gate.platform("A") == "2 smaller platforms"
    assert gate.platform("Nest") == "1 smaller platform"  # none of the two
    assert gate.platform(gate.platform("A")) == "2 smaller platforms"


def test_the_platforms_of_an_incident_are_counted_by_item_and_by_its_last_spell(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        "platform,item,spell,notice_at,outcome,down_at,observed_until,n",
        "Chirp,a,1,2025-10-24,removed,2025-10-25,,",
        "Chirp,a,2,2025-10-27,up,,2025-11-02,",
        "Chirp,b,1,2025-10-24,up,,2025-11-01,",
        "Chirp,b,2,2025-11-03,removed,2025-11-04,,",
        "Platform A,c,1,2025-10-24,removed,2025-10-25,,7",
    )
    serving = serve(Archive(tmp_path / "archive"))
    try:
        chirp, platform_a = platform_counts(serving, "LANTERN")
        assert platform_counts(serving, "NOBODY") == ()
    finally:
        serving.close()
    assert (chirp.platform, chirp.items, chirp.up) == ("Chirp", 2, 1)
    assert chirp.last_look is not None
    assert chirp.last_look.date().isoformat() in ("2025-11-02", "2025-11-03")
    assert platform_a == PlatformCount("Platform A", 7, 0, None)


# Estimates


def _lags(**items: int) -> list[Estimate]:
    return [
        _estimate(
            {"incident": "LANTERN", "platform": name.replace("_", " "), "clock": "notice"}, 5.0, n
        )
        for name, n in items.items()
    ]


def test_small_platforms_become_one_estimate_with_the_counts_and_without_the_number() -> None:
    gate = PUBLIC.knowing(
        [PlatformCount("A", 3), PlatformCount("B", 4), PlatformCount("YouTube", 2)]
    )
    shown = gate.estimates(_lags(A=3, YouTube=2, B=4))
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
        _estimate({"incident": "LANTERN", "platform": name, "quantity": quantity}, value, 3)
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
        _estimate({"incident": "LANTERN", "platform": name, "at": at}, share, 3)
        for name, at, share in (("A", 1.5, 0.6), ("A", 2.5, 0.3), ("B", 1.0, 0.5))
    ]
    (one,) = PUBLIC.estimates(rows, "probability", steps=True)
    assert (one.by, one.value, one.n) == (
        {"incident": "LANTERN", "platform": "2 smaller platforms"},
        None,
        6,
    )


def test_one_small_platform_keeps_its_numbers_and_loses_its_name() -> None:
    shown = PUBLIC.estimates(_lags(A=3, YouTube=2))
    assert [(each.by["platform"], each.value) for each in shown] == [
        ("1 smaller platform", 5.0),
        ("YouTube", 5.0),
    ]


@given(st.dictionaries(st.sampled_from(["A", "B", "C", "YouTube", "TikTok"]), st.integers(1, 30)))
def test_merging_keeps_the_total(items: dict[str, int]) -> None:
    gate = PUBLIC.knowing([PlatformCount(name, n) for name, n in items.items()])
    shown = gate.estimates(_lags(**items))
    assert sum(each.n for each in shown) == sum(items.values())
    assert len(shown) == len({gate.platform(name) for name in items})


def test_series_keep_their_numbers_and_their_key_and_only_a_host_loses_its_name_where_it_is_written() -> (
    None
):
    hosts = (("niche", "Chirp"), ("messaging", "Birdcall"), ("news", "Gazette index"))
    rows = [
        _estimate({"incident": "LANTERN", "channel": c, "platform": p, "bin_width": "P1D"}, 2.0)
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
    row = _estimate({"platform": "Chirp", "clock": "post"})
    assert gate.estimates([row])[0].by == row.by
    assert gate.document({"estimates": [{"by": row.by}]})["estimates"][0]["by"] == row.by
    assert gate.platform("Chirp") == "Chirp"
    table = pa.table({"platform": ["Chirp"]})
    assert gate.rows(table)[0] == table


def test_times_are_told_to_the_hour_in_public_only() -> None:
    row = Estimate({}, "2025-10-21T13:17:00Z", "2025-10-21T13:10:00Z", "2025-10-21T13:20:00Z", 9)
    (shown,) = PUBLIC.estimates([row])
    assert (shown.value, shown.low, shown.high) == (
        "2025-10-21T13:00:00Z",
        "2025-10-21T13:00:00Z",
        "2025-10-21T14:00:00Z",
    )
    assert PRIVATE.estimates([row])[0].value == row.value
    assert OWNER.estimates([row]) == (row,)


@given(st.floats(0, 5000))
def test_a_lag_in_public_is_as_fine_as_its_words_and_no_finer(hours: float) -> None:
    told = coarse_lag(hours)
    assert abs(told - hours) <= lag_step(hours) / 2 + 1e-6
    assert coarse_lag(told) == pytest.approx(told)


@given(st.floats(0, 400), st.sampled_from([1, 6, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336]))
def test_a_step_of_a_curve_stays_on_its_side_of_a_deadline(hours: float, deadline: int) -> None:
    assert (coarse_moment(hours) <= deadline + 1e-6) == (hours <= deadline + 1e-6)


def test_moments_asked_for_stay_and_moments_of_items_move_to_the_grid() -> None:
    row = _estimate({"incident": "LANTERN", "at": 36.5}, 0.5)
    assert PUBLIC.estimates([row], "probability")[0].by["at"] == 36.5
    assert PUBLIC.estimates([row], "probability", steps=True)[0].by["at"] == 37.0
    assert PRIVATE.estimates([row], "probability", steps=True)[0].by["at"] == 36.5


# Persons


def _published(values: tuple[int, ...]) -> tuple[tuple[int | None, ...], int | None]:
    told = suppressed({str(place): value for place, value in enumerate(values)})
    return tuple(told.groups.values()), told.total


def _candidates(told: tuple[int | None, ...], total: int | None) -> Iterator[tuple[int, ...]]:
    """Every table that would have been published in this way: what someone who knows the rule can still believe."""
    ranges = [[value] if value is not None else range(1, 15) for value in told]
    for values in product(*ranges):
        if total in (None, sum(values)) and _published(values) == (told, total):
            yield values


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), max_size=4))
def test_nobody_who_knows_the_rule_and_the_total_can_solve_for_a_hidden_count(
    counts: list[int],
) -> None:
    told, total = _published(tuple(counts))
    possible = list(_candidates(told, total))
    assert tuple(counts) in possible
    for place, value in enumerate(told):
        if value is None:
            assert len({each[place] for each in possible}) > 1, (counts, told, total)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_count_below_five_is_published_and_nothing_is_hidden_without_need(
    counts: list[int],
) -> None:
    told, total = _published(tuple(counts))
    assert all(value is None or value == 0 or value >= K for value in told)
    assert total is None or total == sum(counts)
    if all(number == 0 or number >= K for number in counts):
        assert told == tuple(counts)
        assert total == sum(counts)
    hidden = [number for number, value in zip(counts, told, strict=True) if value is None]
    shown = [value for value in told if value]
    assert not hidden or not shown or max(hidden) < min(shown)
    small = [number for number in hidden if number < K]
    if len(set(small)) > 1:
        assert sorted(hidden) == sorted(small)  # two different small ones hide each other


def test_a_single_small_group_takes_the_next_larger_one_with_it() -> None:
    assert _published((3, 20, 7, 30)) == ((None, 20, None, 30), 60)


def test_equal_small_groups_whose_sum_gives_them_away_take_more_with_them() -> None:
    assert _published((1, 1, 9)) == ((None, None, None), 11)
    assert _published((4, 4, 9, 12)) == ((None, None, None, 12), 29)
    assert _published((3, 3, 9)) == ((None, None, 9), 15)


def test_where_the_total_would_give_them_away_the_total_goes() -> None:
    assert _published((1, 1, 1, 1, 1)) == ((None,) * 5, None)
    assert _published((3,)) == ((None,), None)
    assert _published((3, 0)) == ((None, 0), None)


def test_counts_of_persons_are_whole_for_the_owner() -> None:
    counts = {"a": 1, "b": 9}
    assert OWNER.persons(counts) == PRIVATE.persons(counts) == counts
    assert PUBLIC.persons({"a": 7}) == {"a": 7}
    assert PUBLIC.persons({}) == {}
    assert PUBLIC.persons_with_total({}).total == 0
    with pytest.raises(ValueError, match="negative"):
        PUBLIC.persons({"a": -1})


def test_a_risk_table_stays_small_once_it_is_small() -> None:
    assert PUBLIC.risk_row([1200, 9, 4, 1, 0]) == ("1,200", "9", "< 5", "< 5", "< 5")
    assert PUBLIC.risk_row([9, 0]) == ("9", "0")
    assert OWNER.risk_row([9, 4, 0]) == ("9", "4", "0")
    assert PUBLIC.at_risk(4) == "< 5"
    assert PUBLIC.at_risk(0) == "0"


# Times

MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2021, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SPANS = st.floats(0, 9000).map(lambda hours: timedelta(hours=hours))


@given(
    MOMENTS, SPANS, st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
)
def test_a_coarse_time_is_the_start_of_the_bin_that_holds_it(
    at: datetime, span: timedelta, zone: str
) -> None:
    start = coarse_time(at, span, zone)
    width = bin_hours(span)
    assert timedelta(0) <= at - start <= timedelta(hours=width + 1)
    assert coarse_time(start, span, zone) == start
    assert start.astimezone(ZoneInfo(zone)).minute == 0


def test_bins_grow_with_the_span() -> None:
    widths = [bin_hours(timedelta(days=days)) for days in (0, 3, 3.1, 14, 15, 180, 181, 9000)]
    assert widths == [1, 1, 6, 6, 24, 24, 168, 168]
    assert OWNER.time_bin(timedelta(days=1)) is None
    assert PUBLIC.time_bin(timedelta(days=1)) == 1


# Words


def test_debunk_is_said_only_where_something_was_found_false_and_that_may_be_said() -> None:
    told = Gate.of("public", now=NOW, verdict=True)
    for verdict in (None, *schema.VERDICTS):
        assert "debunk" not in PUBLIC.event("fact_check", verdict)
        false = verdict in ("manipulated", "fabricated")
        for gate in (told, OWNER, PRIVATE):
            assert ("debunk" in gate.event("fact_check", verdict)) == false
    assert PUBLIC.event("fact_check", "fabricated") == "first published check"
    assert PUBLIC.event("fact_check", first=False) == "published check"


def test_every_kind_of_event_has_words_and_only_the_owner_reads_their_own() -> None:
    def names(alias: str) -> str:
        return {"label A": "what we call it"}.get(alias, alias)

    gates = {each: Gate.of(each, names, NOW) for each in ("owner", "public", "private")}
    kinds = next(field for field in schema.EVENTS.fields if field.name == "kind").choices
    for kind in kinds:
        assert gates["owner"].event(kind, label="label A") == "what we call it"
        assert gates["owner"].event(kind, label="label B") == gates["owner"].event(kind)
        for audience in ("public", "private"):
            assert gates[audience].event(kind, label="label A") == gates[audience].event(kind)
            assert "label" not in gates[audience].event("court", label="label A")


def test_a_verdict_is_withheld_in_public_unless_asked_for() -> None:
    assert PUBLIC.incident("LANTERN", "rumour", "fabricated") == "LANTERN, a rumour"
    asked = Gate.of("public", now=NOW, verdict=True)
    assert (
        asked.incident("LANTERN", "rumour", "fabricated") == "LANTERN, a rumour, found fabricated"
    )
    assert (
        asked.incident("LANTERN", "deepfake", "authentic")
        == "LANTERN, an alleged deepfake, found authentic"
    )
    assert PUBLIC.incident("LANTERN") == "LANTERN"
    assert OWNER.verdict("not_stated") is None


# Rows, documents, and the net

HASH = "0123456789abcdef0123456789ABCDEF"
LEAKING = (
    "see https://example.org/1",
    "example.org/a/b",
    "www.example.org",
    "write to a.b@example.org",
    "posted by @somebody",
    "/home/somebody/file.csv",
    "C:\\Users\\somebody",
    "~/file.csv",
    f"item {HASH}",
    HASH * 2,
)
HARMLESS = (
    "Of 40 reported items, 21 were gone within 48 h; 8 were still up on 10 November",
    "Archive 0123456789ab, Ripplemark 0.1.0, method 1.",
    "google_trends-0a1b2c3d",
    "Times in Europe/Berlin.",
    "moderation/lags_by_group",
    "2025-10-21T13:00:00Z",
    "P(L<=D)",
    "units/item, 3/4 of all",
    "Media Cloud, retrieved 3 March 2025",
    "Brookmeyer & Crowley (1982)",
    "Kaplan & Meier (1958), JASA 53:457-481",
    "and/or",
)


@LEAVING
@pytest.mark.parametrize("text", LEAKING)
def test_what_looks_like_a_link_a_handle_a_path_or_a_hash_is_stopped(gate: Gate, text: str) -> None:
    if gate.audience == "private" and text.startswith("item "):
        gate.check(text, "caption")  # a keyed hash: the second rule, which is lifted
        return
    for value in (text, {"a": [text]}, {text: 1}, ((text,),)):
        with pytest.raises(Leak) as raised:
            gate.check(value, "caption")
        assert text not in str(raised.value)
    OWNER.check(text, "screen")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_a_figure_says_is_not_mistaken_for_a_leak(text: str) -> None:
    assert leaks.looks_like(text) is None
    PUBLIC.check({"said": [text]}, "headline")


def test_every_word_of_the_measures_passes_the_net() -> None:
    for each in measures.MEASURES:
        PUBLIC.check(
            (
                each.name,
                each.title,
                each.symbol,
                each.unit,
                each.definition,
                each.source,
                each.caveats,
                each.query,
            ),
            each.name,
        )


@LEAVING
def test_rows_that_leave_have_no_lines(gate: Gate) -> None:
    table = pa.table({"lag": [1.0], "source_line": [7], "lines": [[7]]})
    columns = tuple(Column(name, "DOUBLE") for name in table.column_names)
    shown, meaning = gate.rows(table, columns)
    assert shown.column_names == ["lag"] == [each.name for each in meaning]
    assert OWNER.rows(table, columns) == (table, columns)


def test_rows_in_public_have_no_identities_and_item_times_in_bins() -> None:
    times = [
        datetime(2025, 10, 24, 13, 17, tzinfo=UTC),
        datetime(2025, 10, 30, 9, 5, tzinfo=UTC),
        None,
    ]
    kind = pa.timestamp("us", "UTC")
    bins = pa.array(times, kind)
    table = pa.table(
        {"item": [HASH] * 3, "uploader": [HASH] * 3, "down_at_lo": bins, "bin_start": bins}
    )
    shown, _ = PUBLIC.rows(table)
    assert shown.column_names == ["down_at_lo", "bin_start"]
    assert [at and at.hour for at in shown.column("down_at_lo").to_pylist()] == [12, 6, None]
    assert shown.column("bin_start").to_pylist() == times
    assert PRIVATE.rows(table)[0].column("down_at_lo").to_pylist() == times


def test_a_hash_under_another_name_is_stopped() -> None:
    table = pa.table({"group": ["removed", HASH]})
    with pytest.raises(Leak, match="group"):
        PUBLIC.rows(table)
    with pytest.raises(Leak, match="group"):
        PRIVATE.rows(pa.table({"group": [HASH * 2]}))


def test_a_document_that_leaves_has_no_lines_and_names_no_small_platform() -> None:
    document = {
        "metric": "median-lag",
        "parameters": {"incident": "LANTERN", "where": {"platform": "Chirp", "spell": "1"}},
        "estimates": [{"by": {}, "value": 1.0, "lines": [3, 4]}],
    }
    shown = PUBLIC.document(document)
    assert shown["parameters"]["where"] == {"platform": "1 smaller platform", "spell": "1"}
    assert shown["estimates"] == [{"by": {}, "value": 1.0, "lines": None}]
    assert document["estimates"] == [{"by": {}, "value": 1.0, "lines": [3, 4]}]
    assert PRIVATE.document(document)["parameters"]["where"]["platform"] == "Chirp"
    assert OWNER.document(document) == document


@LEAVING
def test_a_document_that_holds_a_link_is_stopped(gate: Gate) -> None:
    with pytest.raises(Leak, match="note"):
        gate.document({"metric": "onset", "estimates": [{"note": "see https://example.org"}]})


@pytest.mark.parametrize("audience", ["owner", "public", "private"])
def test_names_are_the_owners_alone(audience: Audience) -> None:
    gate = Gate.of(audience, lambda _: "a name", NOW)
    assert (gate.name("term A") == "a name") == (audience == "owner")
    assert gate.lines({"gone": (1, 2)}) == ({"gone": (1, 2)} if audience == "owner" else {})


def test_a_source_that_looks_like_a_link_gives_way_to_the_format() -> None:
    assert PUBLIC.source("Media Cloud", "a CSV") == "Media Cloud"
    assert PUBLIC.source("https://example.org/x", "a CSV") == "a CSV"
    assert PRIVATE.source("@somebody", "a CSV") == "a CSV"
    assert OWNER.source("@somebody", "a CSV") == "@somebody"
    assert PUBLIC.source(None, "a CSV") == "a CSV"


@LEAVING
def test_a_picture_that_hides_a_link_in_a_hover_text_is_never_handed_over(gate: Gate) -> None:
    def draw(texts: Any) -> go.Figure:
        return go.Figure(go.Scatter(x=[1.0, 2.0], y=[1.0, 2.0], customdata=texts))

    fine = np.array([["21 gone"], ["8 up"]], dtype=object)
    leaking = np.array([["21 gone"], ["see https://example.org/1"]], dtype=object)
    assert isinstance(gate.drawing(draw, "squares")(fine), go.Figure)
    with pytest.raises(Leak, match="squares"):
        gate.drawing(draw, "squares")(leaking)
    assert OWNER.drawing(draw, "squares") is draw


def test_packed_numbers_of_a_picture_are_not_mistaken_for_a_hash() -> None:
    def draw(_: Any) -> go.Figure:
        return go.Figure(
            go.Scatter(x=np.zeros(200), y=np.zeros(200), customdata=np.zeros((200, 2)))
        )

    assert isinstance(PUBLIC.drawing(draw, "line")(None), go.Figure)
