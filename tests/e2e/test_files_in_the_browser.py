"""Files through the page: the same one twice, two people at once, removing and taking back, and names that mean harm."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import Watched
from tests.e2e.conftest import Window
from tests.e2e.serving import Server
from tests.invented import takedown_log, trends

pytestmark = pytest.mark.browser

HARM = "<img src=x onerror=alert(1)> **x** $y$ <b>b</b> :red[r] 😀 مثال " + 80 * "W"


def begun(desk: Watched, server: Server) -> str:
    """A new incident, open on the Data page."""
    code = server.run("new", "--kind", "rumour", "--zone", "Europe/Berlin").strip()
    desk.open(f"data?incident={code}")
    return code


def test_the_same_file_is_taken_once_and_a_removed_one_comes_back(
    window: Window, server: Server
) -> None:
    desk = window()
    page = desk.page
    begun(desk, server)
    desk.store(desk.give("first.csv", trends()), 120)
    twice = desk.give("second name.csv", trends())
    expect(twice.get_by_text("Nothing was stored.")).to_be_visible()
    expect(twice.get_by_role("button", name=re.compile("^Store"))).to_have_count(0)

    expect(page.get_by_text("120 rows stored")).to_have_count(1)
    page.get_by_role("button", name="Remove from the archive").click()
    expect(page.get_by_text("Removed; still on this computer")).to_be_visible()
    desk.turn_to("Search persistence")
    expect(desk.headline("search-interest")).not_to_contain_text("back in its usual range")
    desk.turn_to("Data")
    page.get_by_role("button", name=re.compile("^Undo ")).click()
    expect(page.get_by_text("Removed; still on this computer")).to_have_count(0)
    desk.turn_to("Search persistence")
    expect(desk.headline("search-interest")).to_contain_text("back in its usual range")


def test_an_answer_that_is_being_typed_stays_while_the_one_before_it_is_read(
    window: Window, server: Server
) -> None:
    desk = window()
    begun(desk, server)
    results = [
        {"cmpt_rank": k, "type": "general", "title": "x", "url": f"https://a{k}.example/"}
        for k in range(2000)
    ]
    page = json.dumps({"features": {"language": "en"}, "results": results}).encode()
    frame = desk.give("page.json", page)
    captured = frame.get_by_role("textbox", name=re.compile("when it was captured"))
    searched = frame.get_by_role("textbox", name=re.compile("what was searched for"))
    captured.fill("2025-11-03T18:00")
    captured.press("Enter")
    searched.press_sequentially("an invented search", delay=60)
    expect(desk.page.get_by_text("Reading the file")).to_have_count(0)
    expect(searched).to_have_value("an invented search")
    searched.press("Enter")
    expect(frame).to_contain_text("2,000 rows would be stored")


def test_two_windows_that_store_at_once_both_store(window: Window, server: Server) -> None:
    one, two = window(), window()
    code = begun(one, server)
    two.open(f"data?incident={code}")
    frames = [one.give("a.csv", trends(date(2025, 8, 19))), two.give("b.csv", takedown_log())]
    buttons: list[Locator] = [
        each.get_by_role("button", name=re.compile("^Store ")) for each in frames
    ]
    for each in buttons:
        expect(each).to_be_enabled()
    for each in buttons:
        each.click(no_wait_after=True)
    for frame, rows in zip(frames, (120, 40), strict=True):
        expect(frame.get_by_text(f"Stored: {rows} rows.")).to_be_visible()
    one.open(f"data?incident={code}")
    expect(one.page.get_by_role("button", name="Remove from the archive")).to_have_count(2)
    assert [each["n"] for each in server.measured("median-lag", code)] == [40]


def test_one_file_stored_by_two_windows_at_once_is_there_once(
    window: Window, server: Server
) -> None:
    one, two = window(), window()
    code = begun(one, server)
    two.open(f"data?incident={code}")
    log = takedown_log(31)
    for each in (one.give("a.csv", log), two.give("b.csv", log)):
        each.get_by_role("button", name=re.compile("^Store ")).click()
    for each in (one, two):
        told = each.page.get_by_text("Stored: 31 rows.").or_(
            each.page.get_by_text("Nothing was stored.")
        )
        expect(told.first).to_be_visible()
    one.open(f"data?incident={code}")
    expect(one.page.get_by_role("button", name="Remove from the archive")).to_have_count(1)


def test_harmful_names_are_shown_as_they_stand_and_do_nothing(
    window: Window, server: Server
) -> None:
    desk = window()
    code = begun(desk, server)
    content = trends(date(2025, 8, 17)).replace(b"invented rumour", HARM.encode())
    desk.store(desk.give("![x](y) <b>b<b> $y$ :red[r] 😀.csv", content), 120)
    harmless(desk.page)
    for path, figure in (("search", "search-interest"), ("lifecycle", "attention")):
        desk.open(f"{path}?incident={code}")
        expect(desk.headline(figure)).to_contain_text(HARM[:-80])
        harmless(desk.page)


def test_a_web_address_in_a_term_becomes_no_link(window: Window, server: Server) -> None:
    desk = window()
    code = begun(desk, server)
    content = trends(date(2025, 8, 16)).replace(b"invented rumour", b"see https://foreign.example")
    desk.store(desk.give("linked.csv", content), 120)
    desk.open(f"search?incident={code}")
    expect(desk.headline("search-interest")).to_contain_text("foreign.example")
    assert desk.page.locator("a[href*='foreign.example']").count() == 0


def harmless(page: Page) -> None:
    """No picture, no formula, no bold or coloured word came from a name."""
    made = page.locator("img[src=x], img[src=y], .katex, main b:text-is('b')")
    assert made.count() == 0


def test_a_damaged_dataset_is_left_out_and_said_so(window: Window, server: Server) -> None:
    desk = window()
    code = begun(desk, server)
    desk.store(desk.give("whole.csv", trends(date(2025, 8, 18))), 120)
    desk.store(desk.give("broken.csv", takedown_log(33)), 33)
    spoil(server, lambda folder: "takedown" in folder and holds(server, folder, code))
    desk.open(f"incident?incident={code}")
    expect(desk.headline("incident-timeline")).to_contain_text("back to usual")
    desk.open(f"data?incident={code}")
    expect(desk.page.get_by_text(re.compile("is left out because it is damaged"))).to_be_visible()


def holds(server: Server, folder: str, code: str) -> bool:
    package = server.folder / "archive/datasets" / folder / "datapackage.json"
    return code in package.read_text(encoding="utf-8")


def spoil(server: Server, chosen: Callable[[str], bool]) -> None:
    for folder in (server.folder / "archive/datasets").iterdir():
        if chosen(folder.name):
            (parquet,) = folder.glob("*.parquet")
            parquet.chmod(0o600)
            parquet.write_bytes(parquet.read_bytes()[:100])
            return
    pytest.fail("no dataset to spoil")
