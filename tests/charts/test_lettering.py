"""The measured width of words is the width that a browser gives them."""

from __future__ import annotations

import base64
import re
import shutil

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import sync_playwright

from ripplemark import paths
from ripplemark.charts import lettering

TYPEFACE = paths.ASSETS / "typeface"
TEXTS = (
    "31 hours",
    "first published check, 14 March",
    "Plattform-Erklärung und Gegendarstellung",
    "średnia liczba wpisów na godzinę",
    "0123456789 – 45 % · 1,234.5",
    "AVATAR Te Yo WAVE office fluffy",
    "πρώτος δημοσιευμένος έλεγχος",
    "первая опубликованная проверка",
)


@pytest.mark.browser
def test_measured_widths_are_those_of_the_browser() -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    faces = "".join(
        f"@font-face{{font-family:'Open Sans';font-weight:{weight};src:url(data:font/ttf;base64,"
        f"{base64.b64encode((TYPEFACE / f'OpenSans-{name}.ttf').read_bytes()).decode()})}}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    asked = [
        (text, size, weight) for text in TEXTS for size in (7, 9.5, 13, 22) for weight in (400, 700)
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--headless=new", "--no-sandbox"]
        )
        page = browser.new_page()
        page.set_content(
            f"<style>{faces}</style><p style=\"font-family:'Open Sans'\">a<b>b</b></p>"
        )
        measured = page.evaluate(
            """async asked => { await document.fonts.ready; const c = document.createElement('canvas').getContext('2d');
            return asked.map(([t, s, w]) => { c.font = `${w} ${s}px "Open Sans"`; return c.measureText(t).width }) }""",
            asked,
        )
        browser.close()
    for (text, size, weight), real in zip(asked, measured, strict=True):
        ours = lettering.width(text, size, bold=weight == 700)
        assert ours == pytest.approx(real, rel=0.002), (text, size, weight)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_widths_are_those_of_the_shipped_typeface_and_its_figures_align(weight: str) -> None:
    font = TTFont(TYPEFACE / f"OpenSans-{weight}.ttf")
    metrics, units = font["hmtx"], font["head"].unitsPerEm
    for code, name in font.getBestCmap().items():
        assert lettering.width(chr(code), units, bold=weight == "Bold") == pytest.approx(
            metrics[name][0], abs=0.2
        )
    assert len({lettering.width(each, 13, bold=weight == "Bold") for each in "0123456789"}) == 1
    assert font["name"].getDebugName(1) == "Open Sans"
    assert f'"{font["name"].getDebugName(1)}"' == lettering.FONT.split(",")[0]


def test_the_typeface_may_be_cut_down_under_its_own_name_and_is_small() -> None:
    licence = (TYPEFACE / "LICENSE.txt").read_text(encoding="utf-8")
    notice = licence.split("-----")[0]
    assert "SIL Open Font License, Version 1.1" in notice
    assert "Reserved Font Name" not in notice
    assert all(each.stat().st_size < 150_000 for each in TYPEFACE.iterdir())


def test_letters_that_the_typeface_lacks_have_a_width_all_the_same() -> None:
    assert lettering.width("検索", 10) == 20
    assert lettering.width("e\u0301", 10) == lettering.width("e", 10)
    assert lettering.width("", 10) == 0


GERMAN = "Half of the 40 items were gone; Donaudampfschifffahrtsgesellschaftskapitän 3f9a21c7b55d1289aa0193ff"
JAPANESE = "検索トレンドによる関心は、ピークの12日後に「通常」の水準へ戻った。"


@pytest.mark.parametrize("room", [60, 150, 326, 2000])
@pytest.mark.parametrize(
    "text", [GERMAN, JAPANESE, "well-known/very-long-path.example.org/of/a/file"]
)
def test_wrapped_text_stays_in_its_room_and_loses_nothing(text: str, room: int) -> None:
    lines = lettering.wrapped(text, 13, room, bold=True)
    assert all(lettering.width(line, 13, bold=True) <= room for line in lines)
    assert re.sub(r"[- ]", "", "".join(lines)) == re.sub(r"[- ]", "", text)
    assert lettering.wrapped("", 13, room) == []


def test_words_are_broken_only_where_they_are_too_wide_and_codes_get_no_hyphen() -> None:
    words = "Half of the reported items were gone after 31 hours"
    assert " ".join(lettering.wrapped(words, 13, 150)) == words
    assert lettering.wrapped("Kapitänsmütze", 13, 60) == ["Kapitäns-", "mütze"]
    assert "".join(lettering.wrapped("3f9a21c7b55d1289", 13, 60)) == "3f9a21c7b55d1289"
    assert lettering.wrapped("a well-known", 13, 60) == ["a well-", "known"]
    assert lettering.wrapped("abc", 13, 1) == ["a-", "b-", "c"]


def test_no_line_of_japanese_begins_with_a_closing_sign_or_ends_with_an_opening_one() -> None:
    for room in range(40, 200, 7):
        lines = lettering.wrapped(JAPANESE, 13, room)
        assert not any(line[0] in "、。」" or line[-1] == "「" for line in lines)


@pytest.mark.parametrize("room", [90, 150, 326, 520, 2000])
def test_a_balanced_headline_has_as_many_lines_as_it_needs_and_no_word_left_over(room: int) -> None:
    text = (
        "The first published check came after 10 % of the attention on social media had been spent"
    )
    plain = lettering.wrapped(text, 13, room, bold=True)
    lines = lettering.balanced(text, 13, room, bold=True)
    assert " ".join(lines) == text
    assert len(lines) == len(plain)
    assert all(lettering.width(line, 13, bold=True) <= room for line in lines)
    widest = max(lettering.width(line, 13, bold=True) for line in lines)
    assert widest <= max(lettering.width(line, 13, bold=True) for line in plain)
    if room == 520:
        assert [len(lettering.wrapped(text, 13, room, bold=True)[-1]), len(lines[-1])] == [10, 44]
    assert lettering.balanced("", 13, room) == []


def test_a_number_stays_with_its_unit() -> None:
    text = "Of 40 items 57 % were gone after 48 h, 3 d later 9 %."
    for room in range(30, 300, 7):
        for line in lettering.wrapped(text, 13, room):
            assert not re.match(r"[%]|h,|d ", line), (room, line)
