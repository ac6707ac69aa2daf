"""After a file is stored the page says what is still open and leads on; what is held elsewhere is said to be there."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from tests.invented import takedown_log, trends
from tests.pages.seen import words

ATTENTION = "series,channel,platform,metric,bin_start,bin_width,value"


def rows(platform: str) -> list[str]:
    return [
        f"posts,social,{platform},posts,2025-03-{k:02d},P1D,{k % 7 + 90 * (k == 20)}"
        for k in range(1, 29)
    ]


def give(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].upload(name, content)
    return page.run()


def store(page: AppTest) -> AppTest:
    return next(each for each in page.button if each.label.startswith("Store")).click().run()


def test_after_a_file_is_stored_a_link_leads_to_the_incident(
    opening: Opening, archive: Archive
) -> None:
    code = archive.new_incident()
    page = opening("data", incident=code)
    assert "See the incident" not in words(page)
    said = words(store(give(page, "multiTimeline.csv", trends())))
    assert f'href="/incident?incident={code}" target="_self">See the incident {code}</a>' in said
    assert "choice is open" not in said


@pytest.mark.parametrize(("others", "open_"), [((), False), (("another",), True)])
def test_several_series_of_searches_are_a_choice_that_stands_on_the_page_of_searches(
    opening: Opening, archive: Archive, others: tuple[str, ...], *, open_: bool
) -> None:
    page = opening("data", incident=archive.new_incident())
    said = words(store(give(page, "multiTimeline.csv", trends(others=others))))
    assert ("2 series of web searches are stored" in said) is open_
    assert ("choose it on the page Search persistence" in said) is open_


def test_a_choice_that_was_made_is_no_longer_open(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    storing(ATTENTION, *rows("Chirp"), *rows("Wire"))
    said = words(opening("data", incident="LANTERN"))
    assert "2 series of social media are stored" in said
    assert 'href="/lifecycle?incident=LANTERN"' in said
    page = opening("lifecycle", incident="LANTERN")
    page.selectbox(key="main.social-LANTERN").select_index(0).run()
    assert archive.decision("LANTERN", "main.social")
    assert "choice is open" not in words(opening("data", incident="LANTERN"))


def test_a_file_that_another_incident_holds_is_said_to_be_there_and_what_taking_it_means(
    opening: Opening, archive: Archive
) -> None:
    first, second = archive.new_incident(), archive.new_incident()
    store(give(opening("data", incident=first), "log.csv", takedown_log()))
    page = give(opening("data", incident=second), "log.csv", takedown_log())
    assert f"under the incident {first}" in page.error[0].value.replace("\\", "")
    assert f'href="/data?incident={first}"' in words(page)
    assert (
        page.checkbox[0].label == f"Read it again for {second}; it is then taken away from {first}"
    )
    store(page.checkbox[0].check().run())
    assert [each.incident for each in archive.datasets()] == [second]


def test_a_file_that_this_incident_holds_is_not_said_to_be_elsewhere(
    opening: Opening, archive: Archive
) -> None:
    page = opening("data", incident=archive.new_incident())
    store(give(page, "log.csv", takedown_log()))
    give(page, "again.csv", takedown_log())
    assert "under the incident" not in page.error[0].value
    assert "in place of what is stored" in page.checkbox[0].label


def test_two_files_of_one_format_are_told_apart_by_their_channels(
    opening: Opening, storing: Storing
) -> None:
    storing(ATTENTION, *rows("Chirp"))
    storing(ATTENTION, *(each.replace("social", "niche", 1) for each in rows("Boardly")))
    told = [each.value for each in opening("data", incident="LANTERN").caption]
    assert sum("social media" in each for each in told) == 1
    assert sum("niche forums" in each for each in told) == 1
