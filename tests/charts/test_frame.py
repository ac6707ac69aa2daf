"""The words around an exported picture: all of them, inside it, in order, and the picture itself unmoved."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest

from ripplemark.charts import lettering
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas, Look
from ripplemark.charts.frame import Around, framed, pad, room

AROUND = Around(
    "Half of the 40 reported items were gone after 31 hours; searches were back to usual 12 days after the peak",
    "Incident LANTERN: posts per hour on social media, items by what became of them, and search interest, 4 to 18 March 2025",
    "Source: Google Trends, retrieved 20 March 2025; takedown log, added 21 March 2025. 40 items, 20 % still up; 312 bins of "
    "1 hour, 2 % missing. Simulated. Times in Europe/Berlin. Archive 3f9a21c7, Ripplemark 0.1.0, method 1.",
    ("Simulated",),
)
WORDY = Around(
    "Die Hälfte der 40 gemeldeten Beiträge war nach 31 Stunden gelöscht; Donaudampfschifffahrtsgesellschaftskapitän",
    "Zdarzenie ŁÓDŹ: wpisy na godzinę w mediach społecznościowych <b>bez znaczników</b> & inne",
    "Πηγή: Google Trends · 出典: 検索トレンドによる関心は、ピークの12日後に「通常」の水準へ戻った。 Private: not for publication. Archive 3f9a21c7.",
    ("Simulated", "Private: not for publication"),
)


def drawn(canvas: Canvas) -> go.Figure:
    picture = go.Figure()
    margin = {"l": 40, "r": 10, "t": 20, "b": 30}
    picture.update_layout(width=canvas.width, height=canvas.height or 300, margin=margin)
    return picture


def lines(picture: go.Figure) -> list[tuple[float, float, float, str]]:
    """Each line of words: left edge, right edge, middle from the top, text."""
    margin, height = picture.layout.margin, picture.layout.height
    plot = height - margin.t - margin.b
    found = []
    for each in picture.layout.annotations:
        plain = (
            re.sub(r"</?b>", "", each.text)
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
        )
        left = margin.l + each.xshift
        wide = lettering.width(plain, each.font.size, bold=each.text.startswith("<b>"))
        found.append((left, left + wide, margin.t + (1 - each.y) * plot - each.yshift, plain))
    return found


@pytest.mark.parametrize("around", [AROUND, WORDY], ids=["english", "wordy"])
@pytest.mark.parametrize("name", [*(each.name for each in SIZES), "phone"])
def test_every_word_stands_inside_the_picture_once_in_order_and_none_on_another(
    name: str, around: Around
) -> None:
    canvas = next((each.canvas for each in SIZES if each.name == name), Canvas(358))
    picture = framed(drawn(room(around, canvas)), around, canvas)
    told = lines(picture)
    expected = " ".join((" · ".join(around.marks), around.headline, around.subtitle, around.source))
    said = "".join(text for *_, text in told)
    assert re.sub("[- ]", "", said) == re.sub("[- ]", "", expected)
    edge = pad(canvas)
    for left, right, middle, _ in told:
        assert left == pytest.approx(edge)
        assert right <= canvas.width - edge * 0.5
        assert 0 < middle < picture.layout.height
    middles = [middle for *_, middle, _ in told]
    assert middles == sorted(middles)
    sizes = [each.font.size for each in picture.layout.annotations]
    for (upper, size), (lower, other) in zip(
        list(zip(middles, sizes, strict=True))[:-1],
        list(zip(middles, sizes, strict=True))[1:],
        strict=True,
    ):
        assert lower - upper >= 0.5 * (size + other)


@pytest.mark.parametrize("name", [each.name for each in SIZES])
def test_the_picture_keeps_its_own_size_and_the_whole_has_the_size_that_was_asked(
    name: str,
) -> None:
    canvas = next(each.canvas for each in SIZES if each.name == name)
    inner = room(AROUND, canvas)
    picture = framed(drawn(inner), AROUND, canvas)
    margin = picture.layout.margin
    assert picture.layout.width == canvas.width
    assert picture.layout.width - margin.l - margin.r == pytest.approx(inner.width - 50)
    assert picture.layout.height - margin.t - margin.b == pytest.approx(
        (inner.height or 300) - 50, abs=1
    )
    if canvas.height is not None:
        assert picture.layout.height == canvas.height


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO])
def test_markup_in_words_is_shown_as_it_stands_and_simulated_is_bold(look: Look) -> None:
    canvas = Canvas(800, look=look)
    texts = [
        each.text for each in framed(drawn(room(WORDY, canvas)), WORDY, canvas).layout.annotations
    ]
    assert any("&lt;b&gt;bez" in text and "&amp;" in text for text in texts)
    bold = [
        each.text for each in framed(drawn(room(AROUND, canvas)), AROUND, canvas).layout.annotations
    ]
    assert any("<b>Simulated.</b>" in text for text in bold)
