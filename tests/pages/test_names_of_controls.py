"""What a screen reader speaks: every control has a name of its own, and no name has a sign of Markdown escaped in it."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from ripplemark.ui.frame import spoken
from tests.invented import takedown_log, trends

ATTENTION = "series,channel,platform,metric,bin_start,bin_width,value"
NASTY = "a_b *bold* [link](http://x.example) :red[x] `code` $x$ ~y~ #1.csv"
REMOVE = "Remove **from the archive: {}**"
KINDS = ("button", "selectbox", "text_input", "number_input", "date_input", "radio", "checkbox")
MORE = ("toggle", "multiselect", "segmented_control", "text_area", "expander")


def names(page: AppTest) -> list[str]:
    """Labels, and what there is to choose."""
    found: list[str] = []
    for kind in (*KINDS, *MORE):
        for each in getattr(page, kind, page.get(kind)):
            found += [str(getattr(each, "label", ""))]
            found += [str(option) for option in getattr(each, "options", ())]
    return found


def asking(nasty: str) -> None:
    from ripplemark.readers.base import Question
    from ripplemark.ui.asking import ask

    ask(Question("free", f"What is {nasty}?", hint="a day"), "free")
    ask(Question("dates", f"Which of {nasty}?", ("dmy", "mdy")), "dates")


def test_no_question_is_spoken_with_backslashes_nor_read_as_markdown() -> None:
    page = AppTest.from_function(asking, args=(NASTY,)).run()
    assert not page.exception
    told = names(page)
    assert "What is" in page.text_input[0].label
    assert not [each for each in told if "\\" in each]
    assert not [each for each in told if any(sign in each for sign in "*`[]$~")]


@pytest.mark.parametrize(
    "text",
    [
        "When was the last look?",
        "Of 12 times of day, 3 written as exactly 00:00. Is that midnight?",
        "Said of 'offline_since' (or 10:15-11:00), 50 % & more",
    ],
)
def test_a_label_without_signs_of_markdown_is_spoken_as_it_was_written(text: str) -> None:
    assert spoken(text) == text


@pytest.mark.parametrize("page", ["data", "lifecycle", "search", "moderation", "incident"])
def test_no_control_of_a_page_has_an_escaped_name(
    opening: Opening, storing: Storing, page: str
) -> None:
    storing(
        ATTENTION,
        f'"{NASTY}",social,Chirp,posts,2025-03-01,P1D,4',
        "b,social,Wire,posts,2025-03-01,P1D,4",
    )
    shown = opening(page, incident="LANTERN")
    if page == "data":
        shown.file_uploader[0].upload(NASTY, takedown_log().replace(b";10.11.2025 18:05", b";"))
        shown.run()
        assert shown.text_input
    assert names(shown)
    assert not [each for each in names(shown) if "\\" in each]


def _labels(page: AppTest, *actions: str) -> list[str]:
    return [each.label for each in page.button if each.label.startswith(actions)]


def _given(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].upload(*files[0])
    return page.run()


def test_every_button_that_stores_removes_or_brings_back_says_which_file(
    opening: Opening, archive: Archive
) -> None:
    page = opening("data", incident=archive.new_incident())
    for name, content in (("log.csv", takedown_log()), ("trends.csv", trends())):
        _given(page, (name, content))
        assert _labels(page, "Store") == [f"Store **{name}**"]
        next(each for each in page.button if each.label.startswith("Store")).click().run()
    assert sorted(_labels(page, "Remove")) == [
        REMOVE.format("log.csv"),
        REMOVE.format("trends.csv"),
    ]
    next(each for each in page.button if each.label == REMOVE.format("log.csv")).click().run()
    assert _labels(page, "Remove", "Undo") == [
        REMOVE.format("trends.csv"),
        "Undo **the removal of log.csv**",
    ]


def test_two_files_of_one_name_are_told_apart(opening: Opening, archive: Archive) -> None:
    page = opening("data", incident=archive.new_incident())
    for content in (trends(), trends(others=("another",))):
        _given(page, ("multiTimeline.csv", content))
        next(each for each in page.button if each.label.startswith("Store")).click().run()
    labels = _labels(page, "Remove")
    assert len(set(labels)) == 2
    assert all("multiTimeline.csv" in each for each in labels)


def test_the_rows_below_figures_are_named_after_their_figure(
    opening: Opening, storing: Storing
) -> None:
    item = "2025-03-01T10:00Z,2025-03-02T10:00Z,removed,2025-03-05T10:00Z"
    storing("platform,item,notice_at,down_at,outcome,observed_until", f"Chirp,one,{item}")
    page = opening("moderation", incident="LANTERN")
    rows = [each.label for each in page.segmented_control if each.label.startswith("About")]
    assert len(rows) > 2
    assert len(rows) == len(set(rows))
