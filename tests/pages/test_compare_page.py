"""The Compare page: every choice stands in its address, sets are kept under drawn words, empty archives get useful words."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from ripplemark.archive.groups import groups
from tests.pages.seen import address, headlines, words

SERIES = "series,channel,metric,bin_start,bin_width,value"
FIRST = datetime(2025, 3, 1, tzinfo=UTC)


def table(page: AppTest) -> str:
    """The table of all numbers."""
    (found,) = re.findall(r'<div class="compared".*?</div>', words(page), re.DOTALL)
    return str(found)


def rows(page: AppTest) -> list[str]:
    """Its incidents, from top to bottom."""
    return re.findall(r'<th scope="row">([^<]+)</th>', table(page))


def stored(storing: Storing, *codes: str, fall: float = 0.7, dip: int | None = None) -> None:
    """A peak on day 40 and its decay; ``dip`` is a day on which it is as low as usual."""
    for code in codes:
        lines = []
        for k in range(80):
            value = 3 + k % 3 + (90 * fall ** (k - 40) if k >= 40 and k != dip else 0)
            lines.append(
                f"{code},social,posts,{FIRST + timedelta(days=k):%Y-%m-%d},P1D,{value:.0f}"
            )
        storing(SERIES, *lines, incident=code)


def test_an_empty_archive_says_where_to_begin(opening: Opening) -> None:
    page = opening("compare")
    assert not page.error
    assert "Begin with a code word on the Data page" in words(page)


def test_an_incident_without_data_is_told_what_to_add(opening: Opening, archive: Archive) -> None:
    archive.new_incident()
    page = opening("compare")
    assert not page.error
    assert "No incident has a series of attention to compare" in words(page)


def test_curves_measures_and_times_stand_below_one_another(
    opening: Opening, storing: Storing
) -> None:
    stored(storing, "LANTERN", "THIMBLE")
    page = opening("compare")
    assert not page.error
    assert len(page.get("plotly_chart")) == 3
    assert len(headlines(page)) > 2
    assert rows(page) == ["LANTERN", "THIMBLE"]
    assert re.findall(r">([^<]+)</a>", table(page)) == [
        "Incident",
        "Time to peak",
        "Half-life of intensity",
        "Time to a tenth",
    ]


def test_a_head_of_the_table_is_a_link_that_sorts_by_its_measure_and_keeps_every_choice(
    opening: Opening, storing: Storing
) -> None:
    stored(storing, "LANTERN", fall=0.7)
    stored(storing, "THIMBLE", fall=0.85)
    stored(storing, "WALNUT", fall=0.8)
    page = opening("compare", align="onset", sort="half-life")
    assert rows(page) == ["LANTERN", "WALNUT", "THIMBLE"]
    assert page.selectbox(key="control-sort").value == "half-life"
    assert 'href="/compare?align=onset&amp;sort=incident"' in table(page)
    assert rows(opening("compare", align="onset", sort="incident")) == [
        "LANTERN",
        "THIMBLE",
        "WALNUT",
    ]


def test_every_choice_comes_back_from_the_address(opening: Opening, storing: Storing) -> None:
    stored(storing, "LANTERN", "THIMBLE", "WALNUT")
    choice = {
        "incidents": "LANTERN,WALNUT",
        "align": "onset",
        "heights": "absolute",
        "axis": "log",
        "days": "9",
        "channel": "social",
        "measures": "time-to-tenth",
        "duration": "time-to-peak",
    }
    page = opening("compare", **choice)
    assert not page.error
    assert not page.warning
    assert page.multiselect(key="control-incidents").value == ["LANTERN", "WALNUT"]
    assert page.selectbox(key="control-align").value == "onset"
    assert page.selectbox(key="control-duration").value == "time-to-peak"
    assert rows(page) == ["LANTERN", "WALNUT"]
    page.selectbox(key="control-align").select("calendar").run()
    assert address(page) == choice | {"align": "calendar"}
    assert "by the calendar" in words(page)


def test_what_the_address_asks_for_in_vain_is_said_and_left_out(
    opening: Opening, storing: Storing
) -> None:
    stored(storing, "LANTERN")
    page = opening("compare", align="sunrise", incidents="NOBODY", colour="red")
    said = words(page)
    assert "'align' takes peak, onset, check, calendar" in said
    assert "'incidents' takes LANTERN" in said
    assert len(page.get("plotly_chart")) == 3


def test_a_kind_is_chosen_as_its_incidents_and_the_address_names_these(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    stored(storing, "LANTERN", "THIMBLE", "WALNUT")
    for code in ("LANTERN", "WALNUT"):
        archive.decide(code, "kind", "deepfake")
    page = opening("compare")
    page.selectbox(key="control-set").select("deepfake").run()
    assert address(page) == {"incidents": "LANTERN,WALNUT"}
    assert page.selectbox(key="control-set").value == "deepfake"
    assert address(opening("compare", set="deepfake")) == {"incidents": "LANTERN,WALNUT"}


def test_chosen_incidents_are_kept_as_a_set_under_a_drawn_word_and_taken_apart_again(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    stored(storing, "LANTERN", "THIMBLE", "WALNUT")
    before = set(groups(archive.snapshot()))
    page = opening("compare", incidents="LANTERN,WALNUT")
    page.button(key="keep-set").click().run()
    assert not page.error
    (word,) = set(groups(archive.snapshot())) - before
    assert groups(archive.snapshot())[word] == ("LANTERN", "WALNUT")
    assert f"**{word}** LANTERN and WALNUT" in words(page)
    page.button(key="keep-subject").click().run()
    assert "the same subject: LANTERN and WALNUT" in words(page)
    for each in set(groups(archive.snapshot())) - before:
        page.button(key=f"apart-{each}").click().run()
    assert set(groups(archive.snapshot())) == before


def test_every_measure_is_one_press_away(opening: Opening, storing: Storing) -> None:
    stored(storing, "LANTERN", "THIMBLE")
    page = opening("compare")
    page.button(key="every-measure").click().run()
    assert not page.error
    heads = re.findall(r">([^<]+)</a>", table(page))
    assert heads.count("Peak") == 3
    assert {"Onset", "Time to a tenth", "Return to baseline"} <= set(heads)
    assert address(page)["measures"].startswith("onset,peak")


def test_a_changed_threshold_goes_into_the_address_and_says_whose_number_moved(
    opening: Opening, storing: Storing
) -> None:
    stored(storing, "LANTERN", "THIMBLE", fall=0.8)
    page = opening("compare")
    assert "default thresholds" not in words(page)
    page.number_input(key="control-hold").set_value(4).run()
    page.number_input(key="control-least").set_value(60.0).run()
    assert not page.exception
    assert (address(page)["hold"], address(page)["least"]) == ("4", "60")
    told = words(page)
    assert told.count("bins in a row below half or a tenth 4 bins (default 2 bins)") >= 3
    assert "with the thresholds changed" in told.lower()
    page.button(key="thresholds-back").click().run()
    assert "hold" not in address(page)
    assert "thresholds changed" not in words(page)


def test_the_table_names_the_number_with_the_defaults_where_it_is_another_one(
    opening: Opening, storing: Storing
) -> None:
    stored(storing, "LANTERN", "THIMBLE", fall=0.85)
    stored(storing, "WALNUT", fall=0.85, dip=42)
    assert "<small>default:" not in table(opening("compare"))
    assert "<small>default:" in table(opening("compare", hold="1"))


def test_a_threshold_that_cannot_be_is_left_out_of_a_comparison_in_words(
    opening: Opening, storing: Storing
) -> None:
    stored(storing, "LANTERN", "THIMBLE")
    page = opening("compare", alpha="7")
    assert not page.exception
    assert "'alpha' takes a number in its range" in words(page)
    assert "thresholds changed" not in words(page)
