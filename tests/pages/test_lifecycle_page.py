"""The lower part of the lifecycle page: how long attention is counted, which rule tells the onset, the check, what is on request."""

from __future__ import annotations

from datetime import date

import pytest
from planted import TOY
from real_path import Storing
from seen import Opening, address, words

from ripplemark.archive import Archive
from ripplemark.ui.horizon import hours_of

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
VALUES = [*([10, 11, 9, 10, 12, 9, 11] * 3), 50, 90, 300, 260, 170, 130, 90, 60, 40, 30, 20, 15]
DAYS = [f"2025-01-{k + 1:02}" if k < 31 else f"2025-02-{k - 30:02}" for k in range(len(VALUES))]
ROWS = [
    f"posts,social,Chirp,posts,{day}T00:00Z,P1D,{value},"
    for day, value in zip(DAYS, VALUES, strict=True)
]
OTHERS = [
    f"stories,news,Wire,stories,{day}T00:00Z,P1D,{value},"
    for day, value in zip(DAYS[1:], VALUES, strict=False)
]


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("3", "72"), ("3 days", "72"), ("1.5d", "36"), ("36 h", "36"), ("36 hours", "36")],
)
def test_a_length_of_ones_own_is_days_unless_it_says_hours(typed: str, hours: str) -> None:
    assert hours_of(typed) == hours


@pytest.mark.parametrize("typed", ["", "0", "-3", "soon", "3 weeks", "1e9", "99999 days"])
def test_what_is_no_length_is_left_out(typed: str) -> None:
    assert hours_of(typed) is None


def test_how_long_attention_is_counted_moves_the_number_and_stands_in_address_and_source(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN")
    before = words(page)
    assert "of engagement within 7 days" in before
    assert "attention counted for" not in before
    page.selectbox(key="control-within").set_value("24 hours").run()
    assert not page.exception
    assert address(page)["within"] == "24"
    page = opening("lifecycle", incident="LANTERN", within="120")
    told = words(page)
    assert "attention counted for 5 days from the onset on" in told
    assert "of engagement within 7 days" not in told


def test_the_rule_of_the_onset_is_chosen_beside_the_thresholds_and_told(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN")
    assert "by the cumulative sum, all else" not in words(page)
    page.selectbox(key="control-rule").set_value("cusum").run()
    assert not page.exception
    assert address(page)["rule"] == "cusum"
    told = words(page)
    assert "onset by the cumulative sum, all else from the onset by the threshold" in told
    assert "rose, by the cumulative sum, first on" in told
    page.button(key="thresholds-back").click().run()
    assert "rule" not in address(page)


def test_the_share_before_the_check_follows_what_counts_as_one(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    storing("time,kind", "2025-01-24T12:00Z,correction", "2025-01-26T12:00Z,fact_check")
    page = opening("lifecycle", incident="LANTERN")
    assert "before the first published check of 26 January 2025" in words(page)
    page.multiselect(key="control-checks").set_value(["fact_check", "correction"]).run()
    assert not page.exception
    assert address(page)["checks"] == "fact_check,correction"
    assert "before the first correction of 24 January 2025" in words(page)


def test_without_a_check_the_page_says_what_to_add_and_shows_no_control_for_it(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN")
    told = words(page)
    assert "Whether LANTERN was checked is not known" in told
    assert "template for dated events" in told
    assert not [each for each in page.multiselect if each.key == "control-checks"]


def test_the_fitted_decay_and_the_lag_of_changes_are_shown_on_request_only(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS, *OTHERS)
    page = opening("lifecycle", incident="LANTERN", series="")
    assert "Modelled: two laws" not in words(page)
    page.toggle(key="asked-changes").set_value(True).run()
    assert address(page)["changes"] == "yes"
    assert "Lag at which changes from bin to bin resemble" in words(page)


def test_a_stretch_drawn_over_the_phases_fills_in_a_boundary_that_one_click_sets(
    storing: Storing, opening: Opening, archive: Archive
) -> None:
    rows = [f"posts,social,Chirp,posts,2025-01-{k + 1:02d},P1D,{v}," for k, v in enumerate(TOY)]
    storing(HEADER, *rows, zone="UTC")
    page = opening("lifecycle", incident="LANTERN")
    page.session_state["phase-LANTERN-drawn"] = ("2025-01-12T21:00Z", "2025-01-15T02:00Z")
    page.session_state["phase-LANTERN-new"] = True
    page.run()
    assert page.date_input(key="phase-LANTERN-day").value == date(2025, 1, 13)
    assert "13 January 2025 to 15 January 2025" in words(page)
    page.button(key="phase-LANTERN-use-end").click().run()
    assert page.date_input(key="phase-LANTERN-day").value == date(2025, 1, 15)
    page.button(key="phase-LANTERN-use-start").click().run()
    page.selectbox(key="phase-LANTERN-name").select("tail")
    page.button(key="phase-LANTERN-set").click().run()
    assert not page.exception
    (made,) = [each for each in archive.decisions() if each.key == "phases.tail"]
    assert made.value["lo"].startswith("2025-01-13T00:00")
    assert made.value["note"] == "Read off the picture by eye."
    assert "Drawn over the picture" not in words(page)
    next(each for each in page.button if each.label.startswith("Undo")).click().run()
    assert "Judgement:" not in words(page)
