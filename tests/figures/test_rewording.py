"""The publisher's own headline stands for the computed one as long as that says the same; its numbers follow the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_path import Storing
from timeline_told import full

from ripplemark import export
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.cli import run
from ripplemark.engine import Serving
from ripplemark.errors import UnknownName
from ripplemark.figure import Audience, Figure
from ripplemark.figures import figure
from ripplemark.figures.editing import Meant, NothingToEdit, reword, rewordable, speak
from ripplemark.figures.locked_words import NotTheseWords
from ripplemark.gate import Gate
from ripplemark.vault import Vault

HEADER = "platform,item,notice_at,outcome,down_at,observed_until"
MEANT = Meant("squares", "LANTERN")
OWN = "Not all was taken down: {2} of {1} within {3} hours, {4} still there on {5}"


def rows(removed: int, up: int) -> list[str]:
    gone = [
        f"Chirp,g{k},2025-03-0{1 + k % 9}T10:00,removed,2025-03-{2 + k % 9 + 4 * (k % 2):02d}T09:00,"
        for k in range(removed)
    ]
    left = [f"Chirp,u{k},2025-03-02T10:00,up,,2025-04-10T10:00" for k in range(up)]
    return gone + left


@pytest.fixture
def archive(storing: Storing, tmp_path: Path) -> Archive:
    storing(HEADER, *rows(20, 8))
    return Archive(tmp_path / "archive")


@pytest.fixture
def serving(archive: Archive) -> Iterator[Serving]:
    opened = serve(archive)
    yield opened
    opened.close()


def made(archive: Archive, audience: Audience = "public", **settings: str) -> Figure:
    opened = serve(archive)
    try:
        return figure(
            archive, opened, Gate.of(audience), "squares", incident="LANTERN", settings=settings
        )
    finally:
        opened.close()


@pytest.fixture
def edited(archive: Archive, serving: Serving) -> Figure:
    """The computed figure, before the edit that now counts."""
    before = made(archive)
    found = rewordable(before)["headline"]
    assert len(found.values) == 5, found
    reword(archive, serving, MEANT, "headline", OWN)
    return before


@pytest.mark.parametrize("audience", ["owner", "public", "private"])
def test_the_edit_stands_with_the_figure_s_own_numbers_for_every_audience(
    archive: Archive, edited: Figure, audience: Audience
) -> None:
    now = made(archive, audience)
    one, two, three, four, five = rewordable(edited)["headline"].values
    assert now.headline == (
        f"Not all was taken down: {two} of {one} within {three} hours, {four} still there on {five}"
    )
    assert now.computed == {"headline": edited.headline}
    assert now.subtitle == edited.subtitle
    assert "Headline edited by the publisher." in now.source
    assert not [each for each in now.caveats if "set aside" in each]


def test_numbers_follow_the_data_while_the_computed_sentence_stays_the_same(
    archive: Archive, edited: Figure, storing: Storing
) -> None:
    storing(
        HEADER,
        *[each.replace("Chirp,g", "Chirp,h").replace("Chirp,u", "Chirp,v") for each in rows(11, 3)],
    )
    now = made(archive)
    values = rewordable(now)["headline"].values
    assert values[0] == "42"
    assert values != rewordable(edited)["headline"].values
    assert now.headline.startswith(f"Not all was taken down: {values[1]} of 42 within")


def test_an_edit_is_set_aside_and_this_is_said_where_the_computed_sentence_becomes_another(
    archive: Archive, edited: Figure, storing: Storing
) -> None:
    storing(HEADER, "Chirp,x1,2025-03-02T10:00,account,2025-03-05T10:00,")
    now = made(archive)
    assert not now.headline.startswith("Not all")
    assert now.computed == {}
    assert "publisher" not in now.source
    (said,) = [each for each in now.caveats if "set aside" in each]
    assert "The publisher's headline is set aside" in said
    assert said not in edited.caveats
    owner = made(archive, "owner")
    assert owner.headline == now.headline
    assert said in owner.caveats


def test_an_edit_is_taken_back_by_an_empty_one(
    archive: Archive, serving: Serving, edited: Figure
) -> None:
    reword(archive, serving, MEANT, "headline", " ")
    assert made(archive).headline == edited.headline
    assert made(archive).caveats == edited.caveats


def test_a_number_that_is_not_the_data_s_is_refused_and_nothing_is_stored(
    archive: Archive, serving: Serving
) -> None:
    before = archive.decisions()
    for text in (OWN.replace("{2}", "27"), OWN.replace("{4} still", "some still")):
        with pytest.raises(NotTheseWords):
            reword(archive, serving, MEANT, "headline", text)
    with pytest.raises(UnknownName, match="headline, subtitle"):
        reword(archive, serving, MEANT, "alt", OWN)
    with pytest.raises(NothingToEdit):
        reword(archive, serving, Meant("requests", "LANTERN"), "headline", "None")
    assert archive.decisions() == before


def test_a_translation_is_shown_where_its_language_is_asked_for_or_decided_on(
    archive: Archive, serving: Serving, edited: Figure
) -> None:
    german = "Von {1} Inhalten waren {2} nach {3} Stunden weg; {4} standen am {5} noch da"
    reword(archive, serving, MEANT, "headline", german, "de")
    told = made(archive, language="de")
    assert told.headline.startswith("Von 28 Inhalten")
    assert "10. April 2025" in told.headline
    assert "Headline written in Deutsch by the publisher." in told.source
    assert told.parameters["language"] == "de"
    assert (told.spoken("headline"), told.spoken("subtitle")) == ("de", "en")
    assert made(archive, "owner", language="de").spoken("headline") == "de"
    assert made(archive).spoken("headline") == "en"
    assert made(archive).headline.startswith("Not all")
    speak(archive, "LANTERN", "de")
    assert made(archive).headline == told.headline
    assert made(archive, language="en").headline.startswith("Not all")
    with pytest.raises(UnknownName):
        made(archive, language="tlh")
    assert edited.headline != told.headline


def test_exports_carry_the_edit_the_note_and_the_computed_sentence(
    archive: Archive, edited: Figure
) -> None:
    now = made(archive)
    told = json.loads(export.picture(now, "json"))
    assert told["headline"] == now.headline
    assert "Headline edited by the publisher." in told["source"]
    assert told["computed"] == {"headline": edited.headline}
    page = export.picture(now, "html").decode()
    assert "Not all was taken down" in page
    assert "Headline edited by the publisher." in page


def test_the_command_line_decides_on_words_and_refuses_others(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["decide", "LANTERN", f"words.squares.headline={OWN}"]) == 0
    assert made(archive).headline.startswith("Not all was taken down")
    capsys.readouterr()
    for wrong, way_out in (
        ("words.squares.headline=Nothing was taken down", "is missing"),
        ("words.square.headline=x", "Known: incident-timeline"),
        ("words.squares.alt=x", "Known: headline, subtitle"),
        ("words.squares.headline.tlh=x", "Known: en, de"),
        ("words.language=tlh", "Known: en, de"),
    ):
        assert run(["decide", "LANTERN", wrong]) == 1
        assert way_out in capsys.readouterr().err
    assert run(["decide", "NOWHERE", f"words.squares.headline={OWN}"]) == 1
    assert run(["decide", "LANTERN", "words.squares.headline="]) == 0
    assert not made(archive).headline.startswith("Not all")


def test_what_is_stored_of_an_edit_holds_no_number_and_no_name(
    archive: Archive, edited: Figure
) -> None:
    value = archive.decision("LANTERN", "words.squares.headline")
    assert isinstance(value, dict)
    assert value["text"] == OWN
    assert edited.headline not in json.dumps(value)
    for sentence in value["of"]:
        assert not any(sign.isdigit() for sign in "".join(sentence.split("{")[0]))


def test_the_owner_reads_the_edit_as_it_is_published_though_their_screen_names_the_search(
    storing: Storing, tmp_path: Path
) -> None:
    full(storing)
    here, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")

    def search(audience: Audience) -> Figure:
        opened = serve(here)
        gate = Gate.of(audience, lambda alias: vault.name(alias) or alias)
        try:
            return figure(here, opened, gate, "search-interest", incident="LANTERN")
        finally:
            opened.close()

    named, public = search("owner"), search("public")
    assert "zebrafish" in named.headline
    assert "zebrafish" not in public.headline
    opened = serve(here)
    places = rewordable(public)["headline"]
    own = "Searches calmed down: " + " ".join(f"{{{k}}}" for k, _ in enumerate(places.values, 1))
    try:
        reword(here, opened, Meant("search-interest", "LANTERN"), "headline", own)
    finally:
        opened.close()
    owner = search("owner")
    assert owner.headline == search("public").headline
    assert owner.headline.startswith("Searches calmed down")
    assert owner.computed == {"headline": named.headline}
    assert not [each for each in owner.caveats if "set aside" in each]
    assert "Headline edited by the publisher." in owner.source
    stored = json.dumps(here.decision("LANTERN", "words.search-interest.headline"))
    assert "zebrafish" not in stored
