"""The measured width of words is the width that a browser gives them."""

from __future__ import annotations

import base64
import shutil

import pytest
from playwright.sync_api import sync_playwright

from ripplemark import paths
from ripplemark.charts import lettering

TEXTS = (
    "31 hours",
    "first published check, 14 March",
    "Plattform-Erklärung und Gegendarstellung",
    "średnia liczba wpisów na godzinę",
    "0123456789 – 45 % · 1,234.5",
    "AVATAR Te Yo WAVE",
)


@pytest.mark.browser
def test_measured_widths_are_those_of_the_browser_but_for_kerning() -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    faces = "".join(
        f"@font-face{{font-family:'Open Sans';font-weight:{weight};src:url(data:font/ttf;base64,"
        f"{base64.b64encode((paths.ASSETS / 'typeface' / f'OpenSans-{name}.ttf').read_bytes()).decode()})}}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    asked = [
        (text, size, weight) for text in TEXTS for size in (9, 13, 22) for weight in (400, 700)
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
        kerned = 0.06 if text.startswith("AVATAR") else 0.02
        assert real * 0.995 <= ours <= real * (1 + kerned), (text, size, weight)


def test_letters_that_the_typeface_lacks_have_a_width_all_the_same() -> None:
    assert lettering.width("検索", 10) == 20
    assert lettering.width("e\u0301", 10) == lettering.width("e", 10)
    assert lettering.width("", 10) == 0


def test_wrapped_text_keeps_every_word_and_stays_in_its_room_where_words_allow() -> None:
    text = (
        "Half of the 40 reported items were gone after 31 hours, Donaudampfschifffahrtsgesellschaft"
    )
    lines = lettering.wrapped(text, 13, 150)
    assert " ".join(lines) == text
    assert all(lettering.width(line, 13) <= 150 or " " not in line for line in lines)
    assert lettering.wrapped("", 13, 150) == []
