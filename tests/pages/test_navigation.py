"""The way from page to page: links that can be copied, that keep what is chosen, and say where one is."""

from __future__ import annotations

import re

import pytest
from real_path import Storing
from seen import Opening

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.ui.sections import SECTIONS, Section
from tests.pages.seen import words

PAGES = [each.file.removeprefix("pages/").removesuffix(".py") for each in SECTIONS]
ATTENTION = "series,channel,platform,metric,bin_start,bin_width,value"
POST = "posts,social,Chirp,posts,2025-03-01,P1D,4"


def nav(said: str) -> str:
    (found,) = re.findall(r"<nav.*?</nav>", said)
    return str(found)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_links_to_every_page_with_an_address_that_keeps_the_incident(
    opening: Opening, archive: Archive, name: str
) -> None:
    code = archive.new_incident()
    links = re.findall(r'href="([^"]+)"', nav(words(opening(name, incident=code))))
    assert links == [f"/?incident={code}"] + [f"/{s.path}?incident={code}" for s in SECTIONS]


@pytest.mark.parametrize("each", SECTIONS, ids=lambda each: each.name)
def test_the_page_that_one_is_on_is_marked_for_eyes_and_ears(
    opening: Opening, each: Section
) -> None:
    name = each.file.removeprefix("pages/").removesuffix(".py")
    bar = nav(words(opening(name)))
    assert re.findall(r'aria-current="page">([^<]+)<', bar) == [each.name]
    assert 'aria-label="Pages"' in bar


def test_a_link_carries_nothing_that_is_no_code_word(opening: Opening, archive: Archive) -> None:
    archive.new_incident()
    page = opening("incident", incident='"><img src=x>', archive="../etc")
    assert "img" not in nav(words(page))
    assert "etc" not in nav(words(page))


def test_an_archive_that_is_told_to_be_the_example_is_shown_as_the_example_without_a_choice(
    opening: Opening, storing: Storing, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(ATTENTION, POST, simulated=True)
    monkeypatch.setitem(paths.BUNDLED, "demo", archive.root)
    monkeypatch.setenv("RIPPLEMARK_ARCHIVE", "demo")
    page = opening("data", archive="own")
    assert not [each for each in page.segmented_control if each.key == "chosen-archive"]
    assert "simulated example" in words(page)
    assert "without `--archive demo`" in words(page)
    assert not page.button


def test_the_example_is_marked_as_chosen_while_it_is_shown(
    opening: Opening, storing: Storing, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(ATTENTION, POST, simulated=True)
    monkeypatch.setitem(paths.BUNDLED, "demo", archive.root)
    monkeypatch.setenv("RIPPLEMARK_ARCHIVE", str(archive.root.parent / "own"))
    assert opening("overview").segmented_control(key="chosen-archive").value == "demo"
    Archive(archive.root.parent / "own").new_incident()
    assert opening("overview").segmented_control(key="chosen-archive").value == "own"
