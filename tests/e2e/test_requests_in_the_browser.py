"""In the browser: a log of 24 items and 45 requests, uploaded, gives the three answers side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import said
from tests.e2e.conftest import Window

pytestmark = pytest.mark.browser

HEADER = "platform,item,sent_at,by,outcome,outcome_at,last_checked"
LOOK = "2025-03-20T00:00Z"
DAYS = ("2025-03-01", "2025-03-03", "2025-03-04")


def _log() -> bytes:
    """Ten items gone after one request; of fourteen asked about two or three times nine gone, five still up."""
    rows = [
        f"Chirp,a{k},2025-03-01T00:00Z,user,removed,2025-03-02T{k:02d}:00Z,{LOOK}"
        for k in range(10)
    ]
    for k in range(14):
        sent = DAYS[: 3 if k < 7 else 2]
        end = f"removed,2025-03-05T{k:02d}:00Z" if k < 9 else ","
        rows += [
            f"Chirp,b{k},{day}T00:00Z,lawyer,{end if day == sent[-1] else ','},{LOOK}"
            for day in sent
        ]
    assert len(rows) == 45
    return "\n".join((HEADER, *rows, "")).encode()


def test_a_log_of_24_items_and_45_requests_gives_its_three_answers_side_by_side(
    window: Window,
) -> None:
    desk = window()
    page = desk.page
    desk.open()
    page.get_by_role("link", name=re.compile("^Begin your own archive")).click()
    desk.new_incident("Rumour", "Ordinary", "Europe/Berlin")
    desk.store(desk.give("requests.csv", _log()), 45)
    desk.turn_to("Moderation lag")
    expect(desk.headline("squares")).to_contain_text("24 reported items")
    expect(desk.headline("swimmer")).to_be_visible()
    told = said(desk.headline("requests").text_content())
    assert told.startswith(
        "Of 24 items asked about in 45 requests, 10 were first gone after one request, 9 after more than one and 5 were not gone by the last look; "
    )
    chart = page.locator(".st-key-chart-requests")
    for clock in ("From the first request", "From the last request", "From each request"):
        expect(chart).to_contain_text(clock)
    expect(chart).to_contain_text(re.compile("24.items, 5.still.up"))
    expect(chart).to_contain_text(re.compile("45.requests"))
