"""Addresses in a real browser: the first visit by a deep link, Back, what is not known, and what the server says of itself."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault
from tests.e2e.conftest import Window
from tests.e2e.serving import Server
from tests.invented import takedown_log, trends

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an archive with two incidents, LANTERN and KETTLE, that nobody has visited yet."""
    folder = tmp_path_factory.mktemp("served")
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    for code, name, content in (
        ("LANTERN", "multiTimeline.csv", trends()),
        ("KETTLE", "log.csv", takedown_log()),
    ):
        (folder / name).write_bytes(content)
        options = Options(incident=code, zone="Europe/Berlin", answers={"down": "seen"})
        assert add(archive, vault, folder / name, options).error is None
    with Server.started(folder) as running:
        yield running


def test_a_deep_link_before_the_first_visit_opens_its_page_and_its_incident(window: Window) -> None:
    first = window()
    first.open("moderation?incident=KETTLE")
    expect(first.headline("squares")).to_contain_text("Of 40 reported items")
    expect(first.page.get_by_role("combobox", name="Incident")).to_have_value("KETTLE")


def test_back_leads_to_the_page_before_and_to_what_was_chosen_on_it(window: Window) -> None:
    desk = window()
    desk.open("moderation?incident=KETTLE&by=platform")
    hours = desk.page.get_by_role("spinbutton", name="Within so many hours")
    hours.fill("72")
    hours.press("Enter")
    desk.page.wait_for_url(re.compile("hours=72"))
    desk.turn_to("Search persistence")
    desk.page.go_back()
    expect(desk.headline("squares")).to_contain_text(re.compile("within.72.h"))
    expect(hours).to_have_value("72")
    desk.page.go_back()
    expect(desk.headline("squares")).to_contain_text(re.compile("within.48.h"))
    expect(hours).to_have_value("48")


def test_an_incident_that_is_not_there_and_a_setting_that_means_nothing_are_said_in_words(
    window: Window,
) -> None:
    desk = window()
    desk.open("incident?incident=NOWHERE")
    said = "The address asks for an incident NOWHERE that this archive does not have. Here are: KETTLE, LANTERN."
    expect(desk.page.get_by_text(said)).to_be_visible()
    desk.open("moderation?incident=KETTLE&hours=soon")
    expect(desk.page.get_by_text("'hours' takes a whole number above 0")).to_be_visible()
    expect(desk.headline("squares")).to_contain_text("Of 40 reported items")


def test_markup_in_the_address_is_shown_to_nobody(window: Window) -> None:
    desk = window()
    desk.open("incident?incident=%3Cimg%20src=x%20onerror=alert(1)%3E&by=**bold**&state=%3Cb%3Ex")
    expect(desk.page.get_by_text("that this archive does not have")).to_be_visible()
    expect(desk.page.locator("img[src=x], main strong:text('bold')")).to_have_count(0)


def test_a_link_into_a_former_state_of_the_archive_says_that_it_has_changed(window: Window) -> None:
    desk = window()
    desk.open("moderation?incident=KETTLE&state=000000000000")
    expect(
        desk.page.get_by_text("The archive has changed since this link was made")
    ).to_be_visible()


def test_every_answer_forbids_foreign_hosts_and_frames_and_healthz_answers(server: Server) -> None:
    for path in ("", "incident", "healthz", "favicon.ico"):
        with urllib.request.urlopen(f"{server.address}/{path}") as answer:
            policy = answer.headers["Content-Security-Policy"]
            body = answer.read()
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*", policy), policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        if path == "healthz":
            assert json.loads(body)["status"] == "ok"


def test_neither_visits_nor_mistakes_leave_codes_or_paths_in_the_log(
    window: Window, server: Server, tmp_path: Path
) -> None:
    desk = window()
    desk.open("incident?incident=LANTERN")
    log = server.log()
    for mine in ("LANTERN", "KETTLE", "NOWHERE", str(server.folder), str(tmp_path), "Traceback"):
        assert mine not in log
