"""Every page at its address: it opens, says something useful, and a link brings the same back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.ui.sections import SECTIONS
from tests.pages.seen import address, headlines, words

PAGES = [each.file.removeprefix("pages/").removesuffix(".py") for each in SECTIONS]
ATTENTION = "series,channel,platform,metric,bin_start,bin_width,value"
MODERATION = "platform,item,notice_at,down_at,outcome,observed_until"


def posts(name: str = "posts", days: int = 30, peak: int = 100) -> list[str]:
    """A flat start, a peak on day 20, a quick fall; one bin a day."""
    values = [2 + k % 2 if k < 20 else 3 + peak // 2 ** (k - 20) for k in range(days)]
    return [
        f"{name},social,Chirp,posts,2025-03-{k + 1:02d},P1D,{value}"
        for k, value in enumerate(values)
    ]


def without_bugs(page: AppTest) -> bool:
    return not page.exception and "went wrong that should not" not in words(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_an_empty_archive_opens_and_says_what_to_do(
    opening: Opening, name: str
) -> None:
    page = opening(name)
    assert without_bugs(page)
    assert len(page.title) == 1
    if name not in ("platforms", "data", "laboratory", "methods"):
        said = " ".join(each.proto.label for each in page.get("page_link")) + words(page)
        assert "code word" in said


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_an_incident_without_files_names_the_files_to_fetch(
    opening: Opening, archive: Archive, name: str
) -> None:
    code = archive.new_incident("rumour", "Europe/Berlin")
    page = opening(name, incident=code)
    assert without_bugs(page)
    if name in ("incident", "lifecycle", "search", "data"):
        assert "trends.google.com" in words(page)
    if name in ("incident", "moderation", "data"):
        assert "Takedown log" in words(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_where_one_bin_and_one_item_are_all_there_is(
    opening: Opening, storing: Storing, name: str
) -> None:
    storing(ATTENTION, "posts,social,Chirp,posts,2025-03-01,P1D,4")
    storing(MODERATION, "Chirp,one,2025-03-01T10:00Z,,up,2025-03-05T10:00Z")
    assert without_bugs(opening(name, incident="LANTERN"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_where_forty_series_are_stored(
    opening: Opening, storing: Storing, name: str
) -> None:
    storing(ATTENTION, *(row for k in range(40) for row in posts(f"query {k}")))
    page = opening(name, incident="LANTERN")
    assert without_bugs(page)


def test_the_only_incident_is_chosen_without_asking(opening: Opening, archive: Archive) -> None:
    code = archive.new_incident()
    assert code in words(opening("lifecycle"))


def test_an_unknown_incident_in_the_address_is_said_in_words(
    opening: Opening, archive: Archive
) -> None:
    code = archive.new_incident()
    page = opening("incident", incident="NOWHERE")
    assert "an incident NOWHERE that this archive does not have" in words(page)
    assert code in page.warning[0].value
    page = opening("incident", incident="<script>alert(1)</script>")
    assert "script" not in words(page)


def test_a_choice_goes_into_the_address_and_a_link_brings_it_back(
    opening: Opening, storing: Storing
) -> None:
    storing(ATTENTION, *posts("one"), *posts("two", peak=50))
    page = opening("lifecycle", incident="LANTERN")
    page.selectbox(key="control-view").select("all").run()
    page.date_input(key="control-from").set_value("2025-03-05").run()
    told = address(page)
    assert told["view"] == "all"
    assert told["from"] == "2025-03-05"
    second = opening("lifecycle", **told)
    assert headlines(second) == headlines(page)
    assert second.selectbox(key="control-view").value == "all"
    assert f"{second.date_input(key='control-from').value}" == "2025-03-05"


def test_a_default_that_is_chosen_leaves_the_address(opening: Opening, storing: Storing) -> None:
    storing(ATTENTION, *posts())
    page = opening("lifecycle", incident="LANTERN", view="all")
    page.selectbox(key="control-view").select("episode").run()
    assert "view" not in page.query_params


def test_what_the_address_asks_for_in_vain_is_said_and_left_out(
    opening: Opening, storing: Storing
) -> None:
    storing(ATTENTION, *posts())
    page = opening("lifecycle", incident="LANTERN", view="sideways", whatever="1")
    assert without_bugs(page)
    assert "'view' takes episode, all" in words(page)
    assert "something that has no meaning here" in words(page)
    assert "sideways" not in words(page)
    assert page.selectbox(key="control-view").value == "episode"


def test_a_period_that_ends_before_it_begins_is_refused_and_can_be_corrected(
    opening: Opening, storing: Storing
) -> None:
    storing(ATTENTION, *posts())
    page = opening("lifecycle", incident="LANTERN", **{"from": "2025-03-20", "to": "2025-03-10"})
    assert "ends before it begins" in page.error[0].value
    assert page.date_input(key="control-to")


def test_a_permalink_writes_every_value_and_says_when_the_archive_has_changed(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    storing(ATTENTION, *posts())
    page = opening("lifecycle", incident="LANTERN")
    page.segmented_control(key="part-attention").set_value("Link and cite").run()
    link = next(each.value for each in page.code if "incident=LANTERN" in each.value)
    told = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    assert told["view"] == "episode"  # a default, written out
    assert told["state"] == archive.fingerprint()
    assert not opening("lifecycle", **told).info
    archive.new_incident()
    assert "The archive has changed" in opening("lifecycle", **told).info[0].value


def test_the_example_is_shown_while_ones_own_archive_is_empty_and_stays_reachable(
    opening: Opening, storing: Storing, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(ATTENTION, *posts(), simulated=True)
    monkeypatch.setitem(paths.BUNDLED, "demo", archive.root)
    monkeypatch.setenv("RIPPLEMARK_ARCHIVE", str(archive.root.parent / "own"))
    page = opening("overview")
    assert "What you see here is simulated" in words(page)
    assert "LANTERN" in words(page)
    assert "LANTERN" not in words(opening("overview", archive="own"))
    Archive(archive.root.parent / "own").new_incident()
    assert "LANTERN" not in words(opening("overview"))
    page = opening("lifecycle", archive="demo", incident="LANTERN")
    assert "Simulated: this incident never happened" in words(page)
    assert "Simulated." in words(page)  # in the source line too


def test_the_example_takes_no_files_and_nothing_can_be_removed_from_it(
    opening: Opening, storing: Storing, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(ATTENTION, *posts(), simulated=True)
    monkeypatch.setitem(paths.BUNDLED, "demo", archive.root)
    monkeypatch.setenv("RIPPLEMARK_ARCHIVE", str(archive.root.parent / "own"))
    page = opening("data", archive="demo", incident="LANTERN")
    assert not page.get("file_uploader")
    assert [each.label for each in page.button] == ["Draw a code word"]
    assert "simulated example" in words(page)
