"""A stretch of time on the lifecycle page: typed as days, or drawn over the picture of attention."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest
import streamlit as st
from real_path import Storing
from seen import Opening, address, words

from ripplemark.charts.attention import TIMES
from ripplemark.ui import address as address_of
from ripplemark.ui import selecting

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
VALUES = [*([10, 11, 9, 10, 12, 9, 11] * 3), 50, 90, 300, 260, 170, 130, 90, 60, 40, 20]
ROWS = [
    f"posts,social,Chirp,posts,2025-01-{k + 1:02}T00:00Z,P1D,{value},"
    for k, value in enumerate(VALUES)
]


def test_a_stretch_is_asked_for_by_two_days(storing: Storing, opening: Opening) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN")
    assert "in the stretch of" not in words(page)
    page.toggle(key="asked-stretch").set_value(True).run()
    assert address(page)["stretch"] == "yes"
    page.date_input(key="control-since").set_value(date(2025, 1, 24)).run()
    page.date_input(key="control-until").set_value(date(2025, 1, 27)).run()
    assert not page.exception
    assert (address(page)["since"], address(page)["until"]) == ("2025-01-24", "2025-01-27")
    share = sum(VALUES[23:26]) / sum(VALUES[21:])
    assert f"{share:.0%}".replace("%", " %") in words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "in the stretch of 24 to 26 January 2025" in words(page)


def test_what_is_drawn_over_the_picture_becomes_two_moments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put: dict[str, str | None] = {}
    monkeypatch.setattr(address_of, "put", put.update)
    state = {"chart": {"selection": {"box": [{"x": [300.0, 150.0], "y": [0, 9]}]}}}
    monkeypatch.setattr(st, "session_state", state)
    # 100 to 500 pixels are the day of 1 March 2025: 150 is 03:00, 300 is noon.
    midnight = 1740787200.0
    selecting.select(
        "chart", [[100.0, 500.0], [midnight, midnight + 86400]], selecting.into_address
    )
    assert put == {"since": "2025-03-01T03:00Z", "until": "2025-03-01T12:00Z", "stretch": "yes"}


def test_a_selection_that_was_taken_back_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    put: dict[str, str | None] = {}
    monkeypatch.setattr(address_of, "put", put.update)
    monkeypatch.setattr(st, "session_state", {"chart": {"selection": {"box": []}}})
    selecting.select("chart", [[100.0, 500.0], [0.0, 86400.0]], selecting.into_address)
    selecting.select("another", [[100.0, 500.0], [0.0, 86400.0]], selecting.into_address)
    assert put == {}


def test_a_shared_picture_stays_as_it_is() -> None:
    picture = go.Figure(go.Scatter(x=[1, 2], y=[1, 2]), layout={"dragmode": False})
    assert selecting.selectable(picture) is None
    picture.update_layout(meta={TIMES: [[0, 1], [0, 1]]})
    assert selecting.selectable(picture) is not None
    assert selecting.dragged(picture).layout.dragmode == "select"
    assert picture.layout.dragmode is False
