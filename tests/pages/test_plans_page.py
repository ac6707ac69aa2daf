"""Analysis plans on the methods page: a form that freezes one, and a list that keeps all."""

from __future__ import annotations

from real_path import Storing
from seen import Opening, words

from ripplemark.archive import Archive
from ripplemark.measures.plans import plans

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
ROWS = [f"posts,social,Chirp,posts,2025-01-{k + 1:02}T00:00Z,P1D,{10 + k}," for k in range(20)]


def test_a_plan_is_frozen_on_the_page_and_listed_with_what_was_there(
    storing: Storing, opening: Opening, archive: Archive
) -> None:
    storing(HEADER, *ROWS)
    page = opening("methods", incident="LANTERN", about="plans")
    assert "No plan of LANTERN was frozen yet" in words(page)
    page.multiselect(key="plan-metrics").set_value(["half-life", "onset"])
    page.text_area(key="plan-settings").set_value("half-life.hold=3\nbaseline=42")
    page.text_area(key="plan-where").set_value("platform=Chirp")
    page.button(key="plan-freeze").click().run()
    assert not page.exception
    (made,) = plans(archive, "LANTERN")
    assert made.metrics["half-life"].parameters["hold"] == 3
    assert made.metrics["onset"].parameters["baseline"] == 42
    told = words(page)
    assert made.digest in told
    assert "1 dataset was there already" in told
    assert "It counts now." in told
    assert "Only rows with platform = Chirp" in told


def test_a_plan_that_cannot_be_is_refused_in_words(
    storing: Storing, opening: Opening, archive: Archive
) -> None:
    storing(HEADER, *ROWS)
    page = opening("methods", incident="LANTERN", about="plans")
    page.button(key="plan-freeze").click().run()
    assert "A plan needs a number" in words(page)
    assert plans(archive, "LANTERN") == ()


def test_without_an_incident_the_page_says_what_to_choose(opening: Opening) -> None:
    page = opening("methods", about="plans")
    assert not page.exception
    assert "Choose an incident" in words(page)
