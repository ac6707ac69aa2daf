"""A headline edited and translated on its page: numbers locked, what cannot stand refused in words, nothing typed lost."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark import paths
from ripplemark.archive import Archive
from tests.pages.seen import address, headlines, words

HEADER = "platform,item,notice_at,outcome,down_at,observed_until"
GONE = "removed,2025-03-02T09:00,"
GERMAN = "{2} von {1} Meldungen waren nach {3} Stunden weg, {4} standen am {5} noch da"
TOLD = "20 von 28 Meldungen waren nach 48 Stunden weg, 8 standen am 10. April 2025 noch da"
OWN = "Not all was taken down: {2} of {1} within {3} hours, {4} still there on {5}"


def rows() -> list[str]:
    gone = [f"Chirp,g{k},2025-03-01T10:{k:02d},{GONE}" for k in range(20)]
    left = [f"Chirp,u{k},2025-03-02T10:{k:02d},up,,2025-04-10T10:00" for k in range(8)]
    return gone + left


@pytest.fixture
def page(opening: Opening, storing: Storing) -> AppTest:
    """The moderation page of LANTERN with the words of the squares open for editing."""
    storing(HEADER, *rows())
    return edit(opening("moderation", incident="LANTERN"))


def edit(page: AppTest) -> AppTest:
    page.segmented_control(key="part-squares").set_value("Edit the words")
    return page.run()


def field(page: AppTest, label: str) -> str:
    (found,) = [each for each in page.text_area if each.label == label]
    return str(found.value)


def write(page: AppTest, label: str, text: str) -> AppTest:
    (found,) = [each for each in page.text_area if each.label == label]
    found.set_value(text)
    return page.run()


def press(page: AppTest, label: str) -> AppTest:
    (found,) = [each for each in page.button if each.label == label]
    return found.click().run()


def in_german(page: AppTest) -> AppTest:
    page.selectbox(key="language-squares").select("de")
    return page.run()


def test_the_field_holds_the_computed_sentence_with_places_and_each_number_is_told(
    page: AppTest,
) -> None:
    assert field(page, "Headline in English").startswith("Of {1} reported items")
    told = "Its numbers: {1} is 28; {2} is 20; {3} is 48; {4} is 8; {5} is 10 April 2025."
    assert told in words(page)
    assert "{5} is 10. April 2025" in words(in_german(page))
    assert "Deutsch" in page.selectbox(key="language-squares").options


def test_an_edit_stands_above_at_once_is_marked_and_shows_what_was_computed(page: AppTest) -> None:
    computed = headlines(page)[0]
    press(write(page, "Headline in English", OWN), "Keep these words")
    assert headlines(page)[0].startswith("Not all was taken down: 20 of 28 within 48 hours")
    said = words(page)
    assert "Headline edited by you; numbers as computed" in said
    assert f"<p>{computed}</p>".replace("\N{NO-BREAK SPACE}", " ") in said
    assert "Headline edited by the publisher." in said
    assert "Kept. The figure above shows it." in [
        each.value.replace("\\", "") for each in page.success
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OWN.replace("{2}", "27"), "“27” is not one of the computed numbers"),
        (OWN.replace(", {4} still there on {5}", ""), "{4}, 8, is missing"),
        (f"{OWN} www.example.org/x", "what looks like a link"),
    ],
)
def test_what_cannot_stand_is_refused_in_words_and_what_was_typed_stays(
    page: AppTest, archive: Archive, text: str, why: str
) -> None:
    before = archive.decisions()
    press(write(page, "Headline in English", text), "Keep these words")
    (error,) = page.error
    assert why in error.value.replace("\\", "").replace("\u2060", "")
    assert field(page, "Headline in English") == text
    page.segmented_control(key="part-squares").set_value("Data").run()
    assert field(edit(page), "Headline in English") == text
    assert archive.decisions() == before


def test_where_one_of_two_cannot_stand_neither_is_stored(page: AppTest, archive: Archive) -> None:
    before = archive.decisions()
    write(page, "Headline in English", OWN)
    press(write(page, "Subtitle in English", "Seen 7 times"), "Keep these words")
    assert len(page.error) == 1
    assert archive.decisions() == before


def test_the_preview_is_the_sentence_as_it_will_be_published_and_stores_nothing(
    page: AppTest, archive: Archive
) -> None:
    before = archive.decisions()
    write(in_german(page), "Headline in Deutsch", GERMAN)
    assert f'lang="de"><strong>{TOLD}</strong>' in words(page)
    assert archive.decisions() == before


def test_a_translation_is_in_the_address_and_a_link_brings_it_back(
    page: AppTest, opening: Opening
) -> None:
    press(write(in_german(page), "Headline in Deutsch", GERMAN), "Keep these words")
    assert address(page)["language"] == "de"
    assert f'<h2 lang="de">{TOLD}</h2>' in words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "Headline written in Deutsch by you; numbers as computed" in words(page)
    page.segmented_control(key="part-squares").set_value("Link and cite").run()
    link = next(each.value for each in page.code if "state=" in each.value)
    values = {name: told[0] for name, told in parse_qs(urlsplit(link).query).items()}
    assert values["language"] == "de"
    assert f'<h2 lang="de">{TOLD}</h2>' in words(opening("moderation", **values))
    english = opening("moderation", incident="LANTERN")
    assert headlines(english)[0].startswith("Of 28 reported items")
    assert "Deutsch" in english.selectbox(key="control-language").options


def test_a_language_decided_on_needs_no_word_in_the_address_and_a_link_still_names_it(
    page: AppTest, opening: Opening
) -> None:
    press(write(in_german(page), "Headline in Deutsch", GERMAN), "Keep these words")
    press(page, "Show LANTERN in Deutsch from now on")
    assert "language" not in address(page)
    later = opening("moderation", incident="LANTERN")
    assert f'<h2 lang="de">{TOLD}</h2>' in words(later)
    later.segmented_control(key="part-squares").set_value("Link and cite").run()
    assert any("language=de" in each.value for each in later.code)
    assert headlines(opening("moderation", incident="LANTERN", language="en"))[0].startswith(
        "Of 28"
    )


def test_an_edit_is_taken_back_and_the_computed_sentence_stands_again(page: AppTest) -> None:
    computed = headlines(page)[0]
    press(write(page, "Headline in English", OWN), "Keep these words")
    press(page, "Take the headline back")
    assert headlines(page)[0] == computed
    assert "numbers as computed" not in words(page)
    assert field(page, "Headline in English").startswith("Of {1} reported items")
    assert not [each for each in page.button if each.label == "Take the headline back"]


def test_an_edit_that_no_longer_stands_is_shown_beside_the_field_and_can_be_made_again(
    page: AppTest, storing: Storing
) -> None:
    press(write(page, "Headline in English", OWN), "Keep these words")
    storing(HEADER, "Chirp,x1,2025-03-02T10:00,account,2025-03-05T10:00,")
    page.run()
    assert "Your headline is set aside" in words(page)
    assert OWN in [each.value for each in page.code]
    assert field(page, "Headline in English") != OWN


def test_keeping_the_same_words_again_stores_nothing(page: AppTest, archive: Archive) -> None:
    press(write(page, "Headline in English", OWN), "Keep these words")
    before = archive.decisions()
    press(page, "Keep these words")
    assert archive.decisions() == before


def test_a_language_that_is_not_known_is_said_in_words(opening: Opening, storing: Storing) -> None:
    storing(HEADER, *rows())
    page = opening("moderation", incident="LANTERN", language="xx")
    assert "'language' takes en" in page.warning[0].value.replace("\\", "")
    assert headlines(page)[0].startswith("Of 28")


def test_a_dashboard_that_others_can_reach_shows_edits_and_takes_none(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(write(page, "Headline in English", OWN), "Keep these words")
    monkeypatch.setenv("RIPPLEMARK_WITHOUT_VAULT", "1")
    page.run()
    assert headlines(page)[0].startswith("Not all was taken down")
    assert "Headline edited by the publisher; numbers as computed" in words(page)
    assert "Other machines can reach this dashboard, so nobody edits words here" in words(page)
    assert not page.text_area


@pytest.mark.usefixtures("page")
def test_the_example_takes_no_edits_and_says_why(
    opening: Opening, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(paths.BUNDLED, "demo", archive.root)
    shown = edit(opening("moderation", incident="LANTERN"))
    assert "The simulated example takes no edits" in words(shown)
    assert not shown.text_area


@pytest.mark.usefixtures("page")
def test_a_figure_of_many_incidents_has_no_words_to_edit(opening: Opening) -> None:
    assert (
        "Edit the words" not in opening("overview").segmented_control(key="part-overview").options
    )
