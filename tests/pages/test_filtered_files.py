"""Only some rows of a file, and a second file about them: offered where they apply, told, and kept nowhere."""

from __future__ import annotations

import logging

import pytest
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from ripplemark.readers import READERS
from ripplemark.ui.filtering import BESIDE, ITEMS, TEXTS
from tests.invented import takedown_log, trends
from tests.pages.seen import address, words

LIST = "Only rows about these {}, one id or link on each line"
PATTERN = "Only rows in whose text this is found"
POSTS = ("1895755200000000001", "1895755200000000002", "1895755200000000003")
NOTES = ("1895800000000000001", "1895800000000000002", "1895800000000000003")
HISTORY = (
    "noteId\tcreatedAtMillis\ttimestampMillisOfFirstNonNMRStatus\tfirstNonNMRStatus\ttimestampMillisOfCurrentStatus"
    "\tcurrentStatus\ttimestampMillisOfLatestNonNMRStatus\tmostRecentNonNMRStatus\n"
    + "".join(
        f"{note}\t0\t1740900000000\tCURRENTLY_RATED_HELPFUL\t-1\tCURRENTLY_RATED_HELPFUL\t1740900000000"
        "\tCURRENTLY_RATED_HELPFUL\n"
        for note in NOTES
    )
).encode()
OF_NOTES = (
    "noteId\ttweetId\tclassification\tsummary\n"
    + "".join(
        f"{note}\t{post}\tMISINFORMED_OR_POTENTIALLY_MISLEADING\t{text}\n"
        for note, post, text in zip(NOTES, POSTS, ("marmalade", "plum", "Marmalade"), strict=True)
    )
).encode()


@pytest.fixture
def page(opening: Opening, archive: Archive) -> AppTest:
    """The Data page of a new incident at home in Berlin."""
    return opening("data", incident=archive.new_incident("rumour", "Europe/Berlin"))


def give(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].upload(name, content)
    return page.run()


def listed(page: AppTest, what: str, text: str) -> AppTest:
    next(each for each in page.text_area if each.label == LIST.format(what)).set_value(text)
    return page.run()


def second(page: AppTest, label: str, name: str, content: bytes) -> AppTest:
    next(each for each in page.file_uploader if each.label == label).upload(name, content)
    return page.run()


def store(page: AppTest) -> AppTest:
    return next(each for each in page.button if each.label.startswith("Store")).click().run()


def labels(page: AppTest) -> list[str]:
    return [
        each.label
        for kind in ("text_area", "text_input", "file_uploader")
        for each in page.get(kind)
    ]


def test_a_log_takes_a_list_of_items_and_nothing_that_it_has_no_use_for(page: AppTest) -> None:
    give(page, "log.csv", takedown_log())
    assert LIST.format("items") in labels(page)
    assert PATTERN not in labels(page)
    assert not [each for each in labels(page) if each.startswith("Second file")]


def test_a_file_without_items_and_texts_is_offered_no_filter(page: AppTest) -> None:
    give(page, "downloaded.csv", trends())
    assert not [each for each in page.expander if "of the rows" in each.label]


def test_rows_that_pass_a_list_are_told_stored_and_the_list_is_kept_nowhere(
    page: AppTest, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    give(page, "log.csv", takedown_log())
    listed(
        page,
        "items",
        "https://example.org/3\nhttps://www.example.org/7/\nhttps://example.org/quince",
    )
    assert "2 of 40 rows passed the list." in words(page)
    store(page)
    (package,) = archive.datasets()
    assert package.counts.rows_stored == 2
    assert "Stored: 2 rows. 2 of 40 rows passed the list." in [each.value for each in page.success]
    page.run()
    state = page.session_state.to_dict()
    everything = f"{state}{address(page)}{caplog.text}"
    for mine in ("quince", "example.org/3", "example.org/7"):
        assert mine not in everything
    assert not [key for key in state if str(key).startswith(("only", "match", "beside"))]
    assert not state["files_checked"]


def test_a_list_may_be_a_file_and_one_that_is_none_is_refused_in_words(page: AppTest) -> None:
    give(page, "log.csv", takedown_log())
    label = "Or a text file with these items"
    second(page, label, "ids.txt", b"https://example.org/3\n")
    assert "1 of 40 rows passed the list." in words(page)
    second(page, label, "ids.txt", b"\xff\xfe\x00")
    assert "The list of ids cannot be read" in words(page)
    assert label in labels(page)


def test_a_list_that_nothing_passes_is_refused_and_can_be_corrected(page: AppTest) -> None:
    give(page, "log.csv", takedown_log())
    listed(page, "items", "https://example.org/99")
    assert "None of 40 rows passes" in words(page)
    listed(page, "items", "https://example.org/3")
    assert "1 of 40 rows passed the list." in words(page)


def test_community_notes_are_a_norm_until_a_list_of_posts_makes_them_the_incidents(
    page: AppTest, archive: Archive
) -> None:
    give(page, "noteStatusHistory-00000.tsv", HISTORY)
    said = words(page)
    assert "This file is about a platform, not about an incident" in said
    assert "Or list the incident's posts below: then only the rows about them are read" in said
    second(page, BESIDE["community_notes"], "notes-00000.tsv", OF_NOTES)
    listed(page, "posts", f"{POSTS[0]}\nhttps://x.com/someone/status/{POSTS[1]}")
    assert not page.error, words(page)
    assert "2 of 3 rows passed the list." in words(page)
    store(page)
    (package,) = archive.datasets()
    assert (package.scope, package.incident) == ("incident", archive.incidents()[0])
    assert package.counts.rows_stored == 2


def test_notes_are_searched_in_the_text_of_the_second_file(page: AppTest) -> None:
    give(page, "noteStatusHistory-00000.tsv", HISTORY)
    second(page, BESIDE["community_notes"], "notes-00000.tsv", OF_NOTES)
    listed(page, "posts", "\n".join(POSTS))
    box = next(each for each in page.text_input if each.label == PATTERN)
    box.set_value("(?i)marmalade").run()
    assert "2 of 3 rows passed the list and the search in their text." in words(page)
    box.set_value("marmalade(").run()
    (error,) = page.error
    assert "is no regular expression" in error.value.replace("\\", "")
    assert "--" not in error.value.replace("\\", "")
    assert "marmalade" not in error.value


def test_a_platforms_file_that_no_list_makes_an_incidents_is_offered_none(page: AppTest) -> None:
    totals = b"platform,period_start,period_end,metric,value,n\nChirp,2025-06-01,2025-06-02,statements,10,10\n"
    give(page, "totals.csv", totals)
    assert "Or list the incident's" not in words(page)
    assert not [each for each in page.expander if "of the rows" in each.label]


def test_every_format_that_can_be_filtered_or_has_a_second_file_has_words_for_it() -> None:
    assert {each.name for each in READERS if each.beside_by} == set(BESIDE)
    assert {each.filters_by[0] for each in READERS if each.filters_by} == set(ITEMS)
    assert {text for each in READERS for text in each.texts} == set(TEXTS)
