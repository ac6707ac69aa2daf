"""The net under the gate: no link, handle, path, hash or line leaves in a text, a row, a document or a picture."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from leaving import HASH, LEAVING, OWNER, PRIVATE, PUBLIC

from ripplemark import measures
from ripplemark.gate import Gate, Leak, leaks
from ripplemark.result import Column

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


PIECES = (*"/\\@.:~a0Z -", "www", "WWW.", "home", "://", "com/", HASH[:31], HASH, HASH.upper())


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_the_net_stops_exactly_what_looks_like_something(text: str) -> None:
    leaks_ = leaks.looks_like(text) is not None or leaks.HASH.search(text) is not None
    if leaks_:
        with pytest.raises(Leak):
            leaks.check([text], "caption")
    else:
        leaks.check([text], "caption")


def test_every_word_of_the_measures_passes_the_net() -> None:
    for each in measures.MEASURES:
        words = (each.name, each.title, each.symbol, each.unit, each.definition, each.source)
        told = [*words, *each.caveats, each.query]
        assert {text: leaks.looks_like(text) for text in told} == dict.fromkeys(told)
        PUBLIC.check(told, each.name)
        with pytest.raises(Leak, match=each.name):  # so that the net is there
            PUBLIC.check([*told, LEAKING[0]], each.name)


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
