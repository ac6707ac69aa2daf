"""A timeline of little or nothing says what there is and what to add."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing
from timeline_told import EVENTS, ITEMS, SERIES, ZONE, Drawing, log, moment, series

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.errors import UnknownName
from ripplemark.figures import figure
from ripplemark.gate import Gate


def test_nothing_on_record_says_what_to_add(drawing: Drawing) -> None:
    made = drawing()
    assert made.empty
    assert made.headline == "Nothing is on record for LANTERN yet"
    assert made.draw(Canvas(400)).layout.width == 400


RESULTS = "captured_at,rank,url,domain,stance"
ENTRY = "incident,kind,home_zone,started_at"
MISSING = "Attention by hour or day, items with their times and dated events are missing."


def test_search_results_alone_are_said_to_be_held(storing: Storing, drawing: Drawing) -> None:
    captured = moment(6)
    storing(RESULTS, f"{captured},1,result-1,news,incident", f"{captured},2,result-2,news,incident")
    made = drawing("public")
    assert made.empty
    assert made.headline == "The timeline of LANTERN is empty: only 2 search results are on record"
    assert made.subtitle.startswith(MISSING)
    assert made.source.startswith("Source: Search results")


def test_an_entry_of_its_own_is_said_to_be_held_for_the_incidents_that_it_names_only(
    storing: Storing, drawing: Drawing
) -> None:
    rows = [f"{code},rumour,{ZONE},2025-03-01" for code in ("BEACON", "ANCHOR")]
    storing(ENTRY, *rows, incident=None)
    assert drawing().headline == "Nothing is on record for LANTERN yet"
    storing(ENTRY, f"LANTERN,rumour,{ZONE},2025-03-01", incident=None)
    assert (
        drawing().headline
        == "The timeline of LANTERN is empty: only the incident's own entry is on record"
    )


def test_one_search_result_and_an_entry_are_both_said(storing: Storing, drawing: Drawing) -> None:
    storing(RESULTS, f"{moment(6)},1,result-1,news,incident")
    assert "only 1 search result is on record" in drawing().headline
    storing(ENTRY, f"LANTERN,rumour,{ZONE},2025-03-01")
    assert drawing().headline.endswith(
        "only 1 search result and the incident's own entry are on record"
    )


def test_one_row_makes_a_picture(storing: Storing, drawing: Drawing) -> None:
    storing(SERIES, f"word,social,posts,{moment(0)},PT1H,7", zone=ZONE)
    drawn = drawing().draw(Canvas(900))
    dots = [each for each in drawn.data if each.mode == "markers"]
    assert [list(each.y) for each in dots] == [[7.0]]


def test_an_empty_lane_says_what_to_add_and_takes_little_room(
    storing: Storing, drawing: Drawing
) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    alone = drawing().draw(Canvas(900))
    told = " ".join(each.text for each in alone.layout.annotations)
    assert "Add a log of takedown requests" in told
    assert "Add a Google Trends download" in told
    storing(ITEMS, *log(), zone=ZONE)
    assert drawing().draw(Canvas(900)).layout.height > alone.layout.height + 100


def test_events_alone_are_drawn_and_counted(storing: Storing, drawing: Drawing) -> None:
    storing(EVENTS, f"{moment(10)},,court,x", f"{moment(100)},,correction,y", zone=ZONE)
    made = drawing()
    assert made.headline == "2 events on record, 1 to 5 March 2025"
    assert made.draw(Canvas(900)).layout.height > 0


def test_a_picture_of_events_alone_has_no_scale_of_numbers(
    storing: Storing, drawing: Drawing
) -> None:
    storing(EVENTS, f"{moment(10)},,court,x", f"{moment(100)},,correction,y", zone=ZONE)
    assert drawing().draw(Canvas(800)).layout.yaxis.visible is False


def test_a_selection_is_refused_as_it_would_change_one_lane_and_not_the_others(
    storing: Storing, tmp_path: Path
) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    with pytest.raises(UnknownName, match="platform"):
        figure(
            archive,
            serving,
            Gate.of("owner"),
            "incident-timeline",
            incident="LANTERN",
            where=(("platform", "Platform A"),),
        )
    serving.close()


def test_searches_alone_are_pointed_at_from_the_empty_lane_above(
    storing: Storing, drawing: Drawing
) -> None:
    storing(SERIES, *series("search", "search_index", 100, 600), zone=ZONE)
    made = drawing()
    told = " ".join(each.text for each in made.draw(Canvas(900)).layout.annotations)
    plain = told.replace("<br>", " ")
    assert (
        "Only searches so far: see the lane below. Add counts of posts, stories or views." in plain
    )
    assert (
        "Searches: interest per hour (the file's highest value is 100), observed to"
        in made.subtitle
    )
