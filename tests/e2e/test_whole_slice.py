"""In the browser, from an empty archive to a figure that can be printed and a link that brings it back, as a user does it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as Tree

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import Watched, said
from tests.e2e.conftest import Window
from tests.e2e.serving import Server
from tests.invented import takedown_log, trends

pytestmark = pytest.mark.browser

REAL = Path(__file__).parents[3] / "shared/data/google_trends/maria_daily_en/multiTimeline.csv"
SVG = "{http://www.w3.org/2000/svg}"
BEGIN = datetime(2017, 9, 20, 20, 5)  # noqa: DTZ001 - wall time
LOG, TRENDS = "kanarie7vogel-log.csv", "multiTimeline.csv"


@dataclass(frozen=True, slots=True)
class Searched:
    """A Google Trends file of three terms: the term that the incident is about, its bins and cells, its bytes."""

    term: str
    bins: int
    content: bytes

    @property
    def cells(self) -> int:
        return 3 * self.bins


@pytest.fixture
def searched() -> Searched:
    """A real file where one is at hand, else an invented one in its layout with its peak in the same days."""
    if REAL.is_file():
        return Searched("Hurricane Irma", 133, REAL.read_bytes())
    others = ("another rumour", "a third rumour")
    return Searched("invented rumour", 120, trends(date(2017, 7, 10), others))


def test_two_files_become_three_lanes_words_to_write_a_picture_to_print_and_a_link(
    window: Window, server: Server, searched: Searched, tmp_path: Path
) -> None:
    desk = window()
    page = desk.page
    desk.open()
    expect(page.get_by_text("What you see here is simulated.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Begin your own archive")).click()
    code = desk.new_incident("Rumour", "Ordinary", "America/New_York")
    expect(page.get_by_text("Rumour. Times in America/New_York.")).to_be_visible()

    add_searches(desk, searched)
    add_log(desk)
    choose_the_main_series(desk, searched)

    half_life = read_the_half_life(desk, server, code, searched)
    read_three_lanes(desk, server, code, half_life)
    read_the_lag(desk, server, code)
    look_behind_the_count(desk)
    answer_before_publishing(desk, "squares")
    svg = save_svg(desk, "squares", tmp_path)
    assert said(desk.headline("squares").text_content()).replace(code, "") in printed(svg)
    hides_what_is_the_owners(svg, searched, tmp_path)
    open_the_link_elsewhere(desk, window())


def add_searches(desk: Watched, searched: Searched) -> None:
    frame = desk.give(TRENDS, searched.content)
    expect(frame.get_by_text(f"{searched.bins} rows read")).to_be_visible()
    desk.store(frame, searched.cells)


def add_log(desk: Watched) -> None:
    """Forty rows; those still up have no time of the last look, so the page asks for it, and stores nothing before."""
    log = takedown_log(begin=BEGIN).replace(b";06.10.2017 18:05", b";")
    frame = desk.give(LOG, log)
    expect(frame.get_by_text("40 rows read")).to_be_visible()
    button = frame.get_by_role("button", name=re.compile("^Store "))
    expect(button).to_be_disabled()
    frame.get_by_text(re.compile("^Seen as it happened")).click()
    last_look = frame.get_by_role("textbox", name=re.compile("When was the last look"))
    last_look.fill("2017-10-06T18:05")
    last_look.press("Enter")
    expect(button).to_be_enabled()
    desk.store(frame, 40)
    stored = desk.page.get_by_text(re.compile("40 rows stored.*read in America/New_York"))
    expect(stored).to_be_visible()


def choose_the_main_series(desk: Watched, searched: Searched) -> None:
    """The file has three terms, and none is picked without a person."""
    desk.turn_to("Search persistence")
    headline = desk.headline("search-interest")
    expect(headline).to_have_text("3 series of searches, and none is chosen as the main one")
    desk.choose(re.compile("3 series"), searched.term)
    expect(headline).to_contain_text(f"Search interest in {searched.term}")


def read_the_half_life(desk: Watched, server: Server, code: str, searched: Searched) -> str:
    """The half-life as the page has it, in the sentence that may be written; the same as on the command line."""
    estimates = server.measured("half-life", code)
    assert len(estimates) == 3
    desk.turn_to("Viral lifecycle")
    words = desk.page.locator(".st-key-open-attention code").filter(has_text="half the peak")
    expect(words).to_contain_text(f"search interest in {searched.term}")
    borne = [
        each
        for each in estimates
        if each["status"] == "ok"
        and said(words.text_content()).startswith(f"{each['value']:.0f} hours after its peak")
        and f"95 % interval {each['low']:.0f} to {each['high']:.0f} hours"
        in said(words.text_content())
    ]
    assert len(borne) == 1, (words.text_content(), estimates)
    return f"{borne[0]['value']:.0f} hours"


def read_three_lanes(desk: Watched, server: Server, code: str, half_life: str) -> None:
    (lag,) = server.measured("median-lag", code)
    assert (lag["status"], lag["n"], lag["censored"]) == ("ok", 40, 8)
    desk.turn_to("Incident")
    page = desk.page
    headline = f"Half of the 40 reported items were gone after {lag['value']:.0f} hours; searches were back to usual"
    expect(desk.headline("incident-timeline")).to_contain_text(headline)
    picture = page.locator(".st-key-chart-incident-timeline")
    for lane in ("Attention", "Moderation", "Search"):
        expect(picture.get_by_text(lane, exact=True)).to_be_visible()
    expect(picture.get_by_text("8 still up")).to_be_visible()
    expect(picture.get_by_text(f"half after {half_life}")).to_be_visible()
    told = page.locator("a.number.moderation")
    expect(told).to_contain_text(f"{lag['low']:.0f} to {lag['high']:.0f} hours; 8 of 40 still up")


def read_the_lag(desk: Watched, server: Server, code: str) -> None:
    """The sentences that may be written and one that may not; the numbers are those of the command line."""
    (lag,) = server.measured("median-lag", code)
    desk.turn_to("Moderation lag")
    borne = desk.page.locator(".st-key-open-squares code")
    median = (
        f"Incident {code}: half of the 40 reported items on Plattform A were gone {lag['value']:.0f} hours after the notice "
        f"(95 % interval: {lag['low']:.0f} to {lag['high']:.0f} hours), as observed until 6 October 2017."
    )
    expect(borne.filter(has_text="half of the 40")).to_have_text(median)
    expect(desk.page.get_by_text("Platforms remove such content within 48 h.")).to_be_visible()


def look_behind_the_count(desk: Watched) -> None:
    """The lines of the log that a number consists of: every fifth row was still up, and line 1 is the header."""
    lines = desk.look_at("squares", "Behind the count")
    expect(lines.get_by_text("8 lines")).to_be_visible()
    expect(lines.get_by_text("6, 11, 16, 21, 26, 31, 36, 41", exact=True)).to_be_visible()


def answer_before_publishing(desk: Watched, figure: str) -> None:
    form = desk.look_at(figure, "Save")
    expect(form.get_by_text("Before anything about this incident is published.")).to_be_visible()
    desk.choose("Format", "SVG")
    expect(form.get_by_role("button", name="Make the SVG")).to_have_count(0)
    for question, answer in (
        ("public's interest", "Yes"),
        ("agree", "It is about nobody in particular"),
        ("recognise the incident", "No"),
        ("checked", "A second person"),
        ("may figures about it be published", "Publish"),
    ):
        asked = form.get_by_role("radiogroup", name=re.compile(question))
        asked.get_by_text(answer, exact=True).click()
    form.get_by_role("button", name="Keep these answers").click()


def save_svg(desk: Watched, figure: str, folder: Path) -> Tree.Element:
    form = desk.page.locator(f".st-key-open-{figure}")
    form.get_by_role("button", name="Make the SVG").click()
    with desk.page.expect_download() as download:
        form.get_by_role("button", name=re.compile(r"^Download ripplemark-.*\.svg")).click()
    path = folder / "saved.svg"
    download.value.save_as(path)
    return Tree.parse(path).getroot()


def printed(svg: Tree.Element) -> str:
    """All words of an SVG that are text, not outlines, in the order of the file."""
    lines = ["".join(each.itertext()) for each in svg.iter(f"{SVG}text")]
    assert len(lines) > 5
    return said(" ".join(lines))


def hides_what_is_the_owners(svg: Tree.Element, searched: Searched, folder: Path) -> None:
    """Groups are named by what they are; file names, terms and the owner's folder are nowhere in the file."""
    names = {each.get("id") for each in svg.iter(f"{SVG}g")} - {None}
    assert {"headline", "subtitle", "source"} <= names
    whole = Tree.tostring(svg, encoding="unicode").casefold()
    for mine in (LOG, TRENDS, searched.term, "kanarie7vogel", "example.org", str(folder)):
        assert mine.casefold() not in whole


def open_the_link_elsewhere(desk: Watched, elsewhere: Watched) -> None:
    """Another window, with nothing kept from the first, shows the same figure under the same settings and period."""
    page: Page = desk.page
    desk.open(page.url.removeprefix(f"{desk.address}/") + "&from=2017-09-21")
    expect(desk.headline("squares")).to_be_visible()
    expect(desk.headline("squares")).not_to_contain_text("Of 40")
    written = desk.look_at("squares", "Link and cite").locator("code").filter(has_text="http://")
    link = written.text_content() or ""
    settings = parse_qs(urlsplit(link).query)
    assert (settings["gone"], settings["from"]) == (["removed"], ["2017-09-21"])
    assert set(settings) >= {"incident", "gone", "state"}
    elsewhere.open(link.removeprefix(f"{desk.address}/"))
    for part in (".st-key-words-squares h2", ".st-key-words-squares p"):
        expect(elsewhere.page.locator(part)).to_have_text(page.locator(part).text_content() or "?")
    day = elsewhere.page.get_by_role("spinbutton", name="day, From")
    expect(day).to_have_text("21")
    expect(elsewhere.page.get_by_text("The archive has changed")).to_have_count(0)
