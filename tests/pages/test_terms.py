"""Words of the field are explained where a page first uses them, with the way to their definition, and only there."""

from __future__ import annotations

import re

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.ui.terms import _TERMS
from tests.pages.seen import headlines, words

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"


def rise(platform: str, peak: int = 200, quiet: int = 20) -> list[str]:
    """Quiet days, a peak, and a fall by half every two days."""
    values = [3 + k % 2 if k < quiet else 3 + int(peak / 2 ** ((k - quiet) / 2)) for k in range(60)]
    days = [f"2025-{3 + k // 30:02d}-{1 + k % 30:02d}" for k in range(60)]
    return [
        f"posts,social,{platform},posts,{day},P1D,{value}"
        for day, value in zip(days, values, strict=True)
    ]


def explained(page: AppTest) -> list[str]:
    return re.findall(r'<a href="([^"]+)" target="_self">([^<]+)</a>: ', words(page))


def drawn(page: AppTest) -> list[str]:
    """Which of the two pictures of courses the page shows."""
    found = [each.proto.id for each in page.get("plotly_chart")]
    return [
        name
        for name in ("attention", "attention-by-series")
        if any(f"chart-{name}-960" in each for each in found)
    ]


def test_a_word_is_explained_once_and_its_definition_is_one_click_away(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, *rise("Chirp"))
    told = explained(opening("lifecycle", incident="LANTERN"))
    assert [word for _, word in told] == ["Usual level", "Onset", "Half-life"]
    assert told[2][0] == "/methods?incident=LANTERN#number-half-life"


def test_nothing_is_explained_that_no_figure_shows(opening: Opening, storing: Storing) -> None:
    storing(HEADER, "posts,social,Chirp,posts,2025-03-01,P1D,4")
    assert explained(opening("lifecycle", incident="LANTERN")) == []
    assert explained(opening("moderation", incident="LANTERN")) == []


def test_every_explanation_leads_to_a_number_of_the_methods_page(opening: Opening) -> None:
    anchors = [each.proto.anchor for each in opening("methods").header]
    assert {anchor for _, _, anchor in _TERMS.values()} <= set(anchors)


@pytest.mark.parametrize("about", ["numbers", "figures", "formats", "tables"])
def test_the_methods_page_begins_with_a_link_to_each_of_its_entries(
    opening: Opening, about: str
) -> None:
    page = opening("methods", about=about)
    anchors = [each.proto.anchor for each in page.header if each.proto.anchor != "words"]
    lists = [set(re.findall(r"\]\(#([^)]+)\)", each.value)) for each in page.markdown]
    assert len(anchors) > 4
    assert set(anchors) in lists


def test_where_two_figures_have_come_to_show_the_same_it_is_shown_once(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, *rise("Chirp"), *rise("Wire", 400))
    page = opening("lifecycle", incident="LANTERN")
    assert drawn(page) == ["attention"]
    page.selectbox(key="main.social-LANTERN").select_index(0).run()
    assert drawn(page) == ["attention", "attention-by-series"]
    assert len(set(headlines(page)[:2])) == 2
