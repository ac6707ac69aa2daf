"""A headline translated in the browser: numbers locked, seen above at once, in the files that leave, and behind the link."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as Tree
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.publication import record
from ripplemark.vault import Vault
from tests.e2e.browsing import Watched, said
from tests.e2e.conftest import Window
from tests.e2e.serving import Server
from tests.invented import takedown_log

pytestmark = pytest.mark.browser

FIGURE = "squares"
TYPED = "Nach {3} Stunden waren 13 von {1} gemeldeten Inhalten weg; {4} standen am 10. November 2025 noch da"
TOLD = "Nach 48 Stunden waren 13 von 40 gemeldeten Inhalten weg; 8 standen am 10. November 2025 noch da"
NOTE = "Headline written in Deutsch by the publisher."
ANSWERS = {"interest": "yes", "consent": "nobody", "recognisable": "no", "checked": "editor"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over LANTERN with a takedown log of forty rows, about which may be published."""
    folder = tmp_path_factory.mktemp("served")
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    (folder / "log.csv").write_bytes(takedown_log())
    options = Options(incident="LANTERN", zone="Europe/Berlin", answers={"down": "seen"})
    assert add(archive, vault, folder / "log.csv", options).error is None
    answers = {f"publication.{name}": given for name, given in ANSWERS.items()}
    record(archive, "LANTERN", answers | {"publication.decision": "publish"})
    with Server.started(folder) as running:
        yield running


def test_a_headline_translated_with_its_numbers_locked_is_on_the_page_in_the_files_and_in_the_link(
    window: Window, tmp_path: Path
) -> None:
    desk = window()
    desk.open("moderation?incident=LANTERN")
    expect(desk.headline(FIGURE)).to_contain_text("Of 40 reported items")
    computed = said(desk.headline(FIGURE).text_content())
    form = desk.look_at(FIGURE, "Edit the words")
    choose_german(desk, form)
    numbers_are_locked(form, desk)
    write_it(form, desk)
    what_was_computed_is_one_click_away(desk, computed)
    saving = desk.look_at(FIGURE, "Save")
    svg, drawn, told = (saved(desk, saving, tmp_path, kind) for kind in ("SVG", "CSV", "JSON"))
    printed = said(" ".join("".join(each.itertext()) for each in Tree.fromstring(svg).iter()))
    assert TOLD in printed
    assert NOTE in printed
    its_numbers_are_those_of_the_rows(drawn)
    meant = json.loads(told)
    assert said(meant["headline"]) == TOLD
    assert NOTE in meant["source"]
    assert said(meant["computed"]["headline"]) == computed
    the_link_brings_it_back(desk, window())


def choose_german(desk: Watched, form: Locator) -> None:
    box = form.get_by_role("combobox", name="Language of the words")
    desk.pick(box, "Deutsch", typed="Deutsch")
    desk.page.wait_for_url(re.compile("language=de"))


def numbers_are_locked(form: Locator, desk: Watched) -> None:
    """A number that nobody computed is refused in words, and what was typed stays."""
    field = form.get_by_role("textbox", name="Headline in Deutsch")
    expect(field).to_have_value(re.compile(r"^Of \{1\} reported items"))
    expect(form.get_by_text("{5} is 10. November 2025")).to_be_visible()
    wrong = TYPED.replace("13", "31")
    field.fill(wrong)
    form.get_by_role("button", name="Keep these words").click()
    refusal = form.get_by_role("alert").filter(has_text="is not one of the computed numbers")
    expect(refusal).to_be_visible()
    expect(field).to_have_value(wrong)
    expect(desk.headline(FIGURE)).to_contain_text("Of 40 reported items")


def write_it(form: Locator, desk: Watched) -> None:
    """By keyboard: typed, stored with the button that follows, and the figure above shows it at once."""
    field = form.get_by_role("textbox", name="Headline in Deutsch")
    field.fill(TYPED)
    field.press("Control+Enter")
    expect(form.locator(".preview").first).to_have_text(TOLD)
    expect(desk.headline(FIGURE)).to_contain_text("Of 40 reported items")
    keep = form.get_by_role("button", name="Keep these words")
    keep.focus()
    keep.press("Enter")
    expect(desk.headline(FIGURE)).to_have_text(TOLD)
    expect(desk.headline(FIGURE)).to_have_attribute("lang", "de")
    expect(form.get_by_text("Kept. The figure above shows it.")).to_be_visible()


def what_was_computed_is_one_click_away(desk: Watched, computed: str) -> None:
    mark = desk.page.locator(f".st-key-words-{FIGURE} details")
    expect(mark.locator("summary")).to_contain_text(
        "Headline written in Deutsch by you; numbers as computed"
    )
    expect(mark.locator("p")).to_be_hidden()
    mark.locator("summary").press("Enter")
    expect(mark.locator("p")).to_have_text(computed)


def saved(desk: Watched, form: Locator, folder: Path, kind: str) -> str:
    """The text of the file that the page makes."""
    desk.choose("Format", kind)
    form.get_by_role("button", name=f"Make the {kind}").click()
    button = form.get_by_role("button", name=re.compile(rf"\.{kind.lower()} \("))
    with desk.page.expect_download() as download:
        button.click()
    path = folder / f"saved.{kind.lower()}"
    download.value.save_as(path)
    return path.read_text(encoding="utf-8-sig")


def its_numbers_are_those_of_the_rows(text: str) -> None:
    """A CSV holds the rows that are drawn, and no words: what the sentence counts is what they say."""
    rows = {row["fate"]: row for row in csv.DictReader(text.splitlines())}
    assert rows["gone within 48 h"]["by_then"] == "13"
    assert rows["still up"]["items"] == "8"


def the_link_brings_it_back(desk: Watched, elsewhere: Watched) -> None:
    written = desk.look_at(FIGURE, "Link and cite").locator("code").filter(has_text="http://")
    link = written.text_content() or ""
    assert "language=de" in link
    elsewhere.open(link.removeprefix(f"{desk.address}/"))
    expect(elsewhere.headline(FIGURE)).to_have_text(TOLD)
    expect(elsewhere.page.get_by_role("combobox", name="Words in")).to_have_value("Deutsch")
    expect(elsewhere.page.get_by_text("The archive has changed")).to_have_count(0)
