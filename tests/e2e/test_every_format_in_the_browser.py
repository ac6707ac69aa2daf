"""Every format in the browser: given on the Data page, understood in words, stored, and seen on the page where it belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, expect

from ripplemark.readers import READERS
from tests.e2e.browsing import Watched, said
from tests.e2e.conftest import Window
from tests.e2e.format_cases import (
    BESIDE,
    CASES,
    HURRICANES,
    LOGS,
    NORMS,
    OWN_TOTALS,
    READ_AND_WRITTEN,
    RESULT_PAGE,
    SHARED,
    SMALL,
    Case,
)
from tests.e2e.serving import Server

pytestmark = pytest.mark.browser

REAL = (
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent"),
)
NORM = "Keep it as a norm beside my incidents, of none of them"
TOLD_OF_LOGS = (
    ("squares", "Of 6 reported items on Platform A, Platform B and Platform C, between 1 and 2 were gone"),
    ("squares", "Of 4 reported items on Platform A and Platform B, 1 was gone within 48 h of the notice"),
    ("requests", "Of 2 items asked about in 3 requests, none was first gone after one request"),
)  # fmt: skip
"""The figure in which each log is seen, and how its headline begins."""
NO_TABLES = {
    "timeline.csv": (
        b"One or more of your keywords were too short, too long or too common.\n",
        "GDELT's refusal of the words searched for: too short, too long or too common",
    ),
    "download.csv": (
        b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in</body></html>\n",
        "a login page, saved in place of the download",
    ),
}
"""What came in place of a download, and what it is called."""
TIE = b'Date,"harbour lamp: (Worldwide)"\n2024-03-01,5\n2024-03-02,100\n2024-03-03,7\n'
"""Quoted as Wikimedia's tool does it, and named as Google Trends names a column."""


def real(test: object) -> object:
    """A test of files of ../shared/data; it runs wherever that folder exists."""
    for mark in REAL:
        test = mark(test)
    return test


def test_no_format_is_left_out() -> None:
    assert sorted(each.format for each in CASES) == sorted(reader.name for reader in READERS)


def test_the_platforms_page_opens_on_real_figures_before_anything_is_stored(
    window: Window, server: Server
) -> None:
    assert json.loads(server.run("datasets", "--json")) == []
    desk = window()
    desk.open()
    desk.turn_to("Platforms")
    shown = desk.headline("platform-reports")
    expect(shown).to_contain_text("12 platforms reported 4.73 billion decisions")
    expect(desk.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(desk.page.get_by_role("heading", name="Your own norms")).to_have_count(0)


@real
def test_one_event_has_its_days_in_searches_on_television_and_in_the_press(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "America/New_York")
    for each in HURRICANES:
        taken(desk, each)
    listed(desk, HURRICANES)
    desk.turn_to("Viral lifecycle")
    drawn = every_series(desk)
    # Irma and Maria: the days of the three sources, as they are known.
    for days in (
        "Hurricane Irma, web searches, Google United States: onset 1 September 2017, peak 100 on 10 September 2017",
        "Irma, news, Television: onset 4 September 2017, peak 0.948 on 9 September 2017",
        "Irma, news, Media Cloud: onset 31 August 2017, peak 2,544 on 10 September 2017",
        "Maria, news, Television: onset 18 September 2017, peak 0.509 on 20 September 2017",
        "Maria, news, Media Cloud: onset 17 September 2017, peak 545 on 20 September 2017",
    ):
        assert days in drawn


@real
def test_views_articles_and_stories_peak_where_the_files_say(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "UTC")
    for each in READ_AND_WRITTEN:
        taken(desk, each)
    listed(desk, READ_AND_WRITTEN)
    desk.turn_to("Viral lifecycle")
    drawn = every_series(desk)
    assert "encyclopedia, Wikimedia: onset 20 July 2016, peak 67,166,302 on 26 July 2016" in drawn
    assert "news, GDELT: no clear onset, highest 0.02 on 29 April 2024" in drawn
    assert "stories, news, Media Cloud: onset 2 May 2026, peak 874 on 6 May 2026" in drawn
    desk.turn_to("Search persistence")
    places = "Only interest by place is stored for"
    expect(desk.headline("search-interest")).to_contain_text(places)


def test_small_files_of_counts_are_taken_together_and_nothing_is_made_of_them(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    together(desk, SMALL)
    listed(desk, SMALL)
    desk.turn_to("Viral lifecycle")
    drawn = every_series(desk)
    assert "posts, social media, Platform A de: no clear onset, no peak" in drawn
    assert "harbour lamp, web searches, Google: no clear onset, no peak" in drawn
    assert "mentions, news, Media Cloud: no clear onset, no peak" in drawn


def test_a_log_tells_how_long_items_stayed_up(window: Window, server: Server) -> None:
    desk = window()
    for case, (figure, sentence) in zip(LOGS, TOLD_OF_LOGS, strict=True):
        begun(desk, server, "Europe/Berlin")
        taken(desk, case)
        desk.turn_to("Moderation lag")
        expect(desk.headline(figure)).to_contain_text(sentence)


def test_events_cross_the_incident_and_what_has_no_lane_yet_is_listed(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    together(desk, BESIDE)
    listed(desk, BESIDE)
    desk.turn_to("Incident")
    expect(desk.headline("incident-timeline")).to_contain_text("2 events on record, 1 March 2025")
    told = desk.page.get_by_role("listitem").filter(has_text="invented hearing")
    expect(told).to_contain_text("1 to 3 March 2025")


@real
def test_a_captured_page_of_results_is_stored_without_its_query(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    taken(desk, RESULT_PAGE)
    listed(desk, (RESULT_PAGE,))
    held = (server.folder / "archive").rglob("*")
    assert not any(b"sky blue" in each.read_bytes() for each in held if each.is_file())


@real
def test_files_about_platforms_are_refused_to_an_incident_and_kept_as_norms(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    for each in NORMS:
        kept_as_norm(desk, each)
    expect(desk.page.get_by_role("heading", name="Datasets")).to_have_count(0)
    desk.turn_to("Platforms")
    listed(desk, NORMS)
    days = identity(server, "dsa_daily_statistics")
    desk.open(f"platforms?dataset={days}&platform=TikTok")
    own = "12 platforms reported 4.73 billion decisions from 25 September 2023 to 10 January 2026"
    expect(desk.headline("platform-reports")).to_contain_text(own)
    expect(desk.headline("platform-record")).to_contain_text("TikTok reported 2.17 billion")
    desk.open(f"platforms?dataset={days}&platform=X&measure=lag")
    dated = "dated on the day of its content"
    expect(desk.headline("platform-record")).to_contain_text(dated)


def test_a_platforms_own_figures_are_a_norm_too(window: Window, server: Server) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    kept_as_norm(desk, OWN_TOTALS)
    desk.turn_to("Platforms")
    listed(desk, (OWN_TOTALS,))
    (kept,) = json.loads(server.run("datasets", "--json"))[-1:]
    assert (kept["format"], kept["scope"]) == (OWN_TOTALS.format, "platform")


def test_what_a_server_said_in_place_of_a_table_is_named_for_what_it_is(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    given = {name: content for name, (content, _) in NO_TABLES.items()}
    for frame, (_, what) in zip(desk.give_all(given), NO_TABLES.values(), strict=True):
        expect(frame.get_by_role("alert")).to_contain_text(what)
        expect(frame.get_by_role("alert")).to_contain_text("nothing was stored")
        expect(store_button(frame)).to_have_count(0)


def test_a_file_that_two_formats_want_asks_which_it_is_and_takes_the_answer(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server, "Europe/Berlin")
    frame = desk.give("table.csv", TIE)
    expect(frame.get_by_role("alert")).to_contain_text("Choose below which it is")
    expect(store_button(frame)).to_have_count(0)
    frame.get_by_text("Not understood rightly? Say it yourself").click()
    box = frame.get_by_role("combobox", name=re.compile("Format"))
    desk.pick(box, re.compile("^Google Trends, interest over time"))
    expect(frame).to_contain_text("3 rows would be stored")
    desk.store(frame, 3)


def begun(desk: Watched, server: Server, zone: str) -> None:
    """A new incident, open on the Data page."""
    code = server.run("new", "--kind", "rumour", "--zone", zone).strip()
    desk.open(f"data?incident={code}")


def store_button(frame: Locator) -> Locator:
    return frame.get_by_role("button", name=re.compile("^Store"))


def taken(desk: Watched, case: Case) -> None:
    """Give a file, read what the page says of it, answer, store."""
    stored(desk, desk.give(case.name, case.path.read_bytes()), case)


def together(desk: Watched, cases: Sequence[Case]) -> None:
    """Give several files at once, then each as ``taken`` does."""
    frames = desk.give_all({each.name: each.path.read_bytes() for each in cases})
    for frame, each in zip(frames, cases, strict=True):
        stored(desk, frame, each)


def stored(desk: Watched, frame: Locator, case: Case) -> None:
    case.is_understood(frame)
    assert "--" not in said(frame.text_content())
    expect(store_button(frame)).to_be_enabled()
    desk.store(frame, case.rows)


def kept_as_norm(desk: Watched, case: Case) -> None:
    """Given to an incident a file is refused, with the reason and the way; on that way it is stored."""
    frame = desk.give(case.name, case.path.read_bytes())
    refusal = frame.get_by_role("alert")
    expect(refusal).to_contain_text("This file is about a platform, not about an incident.")
    expect(refusal).to_contain_text("its rows are no incident's and are never counted with one")
    expect(refusal).to_contain_text("Tick the box below: it is then kept as a norm")
    expect(store_button(frame)).to_have_count(0)
    frame.get_by_text(NORM).click()
    stored(desk, frame, case)


def listed(desk: Watched, cases: Sequence[Case]) -> None:
    """The page names each file with its format and its rows."""
    for each in cases:
        row = desk.page.get_by_text(re.compile(re.escape(f"{each.title}") + "[:.]"))
        expect(row.filter(has_text=re.compile(f"{each.rows:,} rows? stored")).last).to_be_visible()


def every_series(desk: Watched) -> str:
    """What the picture of all series says to those who cannot see it, under the owner's own names."""
    drawn = desk.page.get_by_role("figure", name=re.compile("^Small multiples of "))
    expect(drawn.locator(".main-svg").first).to_be_visible()
    return said(drawn.get_attribute("aria-label"))


def identity(server: Server, format_: str) -> str:
    """The id of the stored dataset of this format."""
    held = json.loads(server.run("datasets", "--json"))
    (found,) = [each["dataset"] for each in held if each["format"] == format_]
    return str(found)
