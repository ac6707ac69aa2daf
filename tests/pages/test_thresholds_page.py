"""Every threshold of the lifecycle page can be changed there: it stands in the address, and what moved is said."""

from __future__ import annotations

from real_path import Storing
from seen import Opening, address, words

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
VALUES = [*([10, 11, 9, 10, 12, 9, 11] * 3), 50, 90, 300, 260, 70, 230, 120, 90, 60, 40, 30, 20, 15]
ROWS = [
    f"posts,social,Chirp,posts,2025-01-{k + 1:02}T00:00Z,P1D,{value},"
    for k, value in enumerate(VALUES[:31])
] + [
    f"posts,social,Chirp,posts,2025-02-0{k + 1}T00:00Z,P1D,{value},"
    for k, value in enumerate(VALUES[31:])
]


def test_a_changed_threshold_goes_into_the_address_and_the_headline_says_what_moved(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN")
    assert "With the default thresholds" not in words(page)
    page.number_input(key="control-hold").set_value(1).run()
    assert not page.exception
    assert address(page)["hold"] == "1"
    told = words(page)
    assert "With the default thresholds:" in told
    assert "thresholds changed: bins in a row below half or a tenth 1 bin (default 2 bins)" in told
    page.button(key="thresholds-back").click().run()
    assert "hold" not in address(page)
    assert "With the default thresholds" not in words(page)


def test_a_threshold_with_decimals_comes_back_from_a_link(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN", alpha="0.01", sigmas="2.5")
    assert page.number_input(key="control-alpha").value == 0.01
    told = words(page)
    assert "chance of a false alarm in the series 0.01 (default 0.05)" in told
    assert "height of the threshold 2.5 standard deviations (default 3 standard deviations)" in told
    page.number_input(key="control-baseline").set_value(21.5).run()
    assert address(page)["baseline"] == "21.5"


def test_a_threshold_that_cannot_be_is_left_out_in_words(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN", alpha="7")
    assert not page.exception
    assert "'alpha' takes a number in its range" in words(page)
    assert "thresholds changed" not in words(page)


def test_the_strips_are_shown_on_request_for_the_number_that_is_chosen(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *ROWS)
    page = opening("lifecycle", incident="LANTERN")
    assert "varied alone" not in words(page)
    page.toggle(key="asked-depends").set_value(True).run()
    assert address(page)["depends"] == "yes"
    assert "Each threshold varied alone over its plausible range" in words(page)
    page.selectbox(key="control-metric").set_value("onset").run()
    assert address(page)["metric"] == "onset"
    assert "The onset of posts on Chirp" in words(page)
