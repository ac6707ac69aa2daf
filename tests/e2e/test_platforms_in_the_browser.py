"""The Platforms page in a real browser: real figures at first start, chosen by hand, and the same again from the link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import said
from tests.e2e.conftest import Window

pytestmark = pytest.mark.browser
ALL = "platform-reports"


def test_real_figures_stand_there_at_first_start_and_follow_what_is_chosen(window: Window) -> None:
    first = window()
    first.open("platforms")
    expect(first.headline(ALL)).to_contain_text("12 platforms reported 4.73 billion decisions")
    expect(first.headline("platform-record")).to_contain_text("TikTok reported 2.17 billion")
    expect(first.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(first.page.get_by_text("new schema, 1 Jul 2025").first).to_be_visible()
    first.choose(re.compile("Figure"), "mean lag from content to decision")
    expect(first.headline(ALL)).to_contain_text("mean lags of 0 to 616 days")
    expect(first.page.get_by_text("lag always 0").first).to_be_visible()
    first.choose(re.compile("Platform"), "X")
    first.page.wait_for_url(re.compile("measure=lag.*platform=X|platform=X.*measure=lag"))
    expect(first.headline("platform-record")).to_contain_text("dated on the day of its content")
    again = window()
    again.open(first.page.url.removeprefix(f"{first.address}/"))
    for name in (ALL, "platform-record"):
        expect(again.headline(name)).to_be_visible()
        theirs = said(first.headline(name).text_content())
        assert said(again.headline(name).text_content()) == theirs


def test_the_rows_that_are_drawn_can_be_saved_by_anybody(window: Window) -> None:
    page = window()
    page.open("platforms?measure=intimate&from=2025-06-01&to=2025-08-01")
    expect(page.headline(ALL)).to_contain_text("up to 31 July 2025")
    place = page.look_at(ALL, "Save")
    box = place.get_by_role("combobox", name=re.compile("Format"))
    page.pick(box, re.compile("^CSV"), typed="CSV")
    place.get_by_role("button", name="Make the CSV").click()
    with page.page.expect_download() as started:
        place.get_by_role(
            "button", name=re.compile(r"^Download ripplemark-platform-reports-.*\.csv")
        ).click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("platform,day,value,decisions,defects")
    days = {line.split(",")[1] for line in text.splitlines()[1:]}
    assert (min(days), max(days)) == ("2025-06-01", "2025-07-31")
    assert any(line.endswith("new schema") for line in text.splitlines())
