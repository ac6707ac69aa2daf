"""One's own decisions item by item stand on the Platforms page, below the daily figures; without any, nothing is said of them."""

from __future__ import annotations

from datetime import date, timedelta

from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from tests.pages.seen import address, words
from tests.pages.seen import headlines as headings

HEADER = (
    "platform,posted_at,down_at,outcome,time_precision,detection,automated_detection,"
    "automated_decision,keywords,n"
)
FIRST = date(2025, 5, 1)


def headlines(page: AppTest) -> list[str]:
    """The headings of the page with plain spaces."""
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in headings(page)]


def _rows(keyword: str = "") -> list[str]:
    """A hundred decisions a day for twenty days: half a notice's, half of its own initiative, a day after the posting."""
    days = [FIRST + timedelta(days=k) for k in range(20)]
    said = ("notice,false,not", "own_initiative,true,fully")
    return [
        f"Chirp,{day - timedelta(days=1)},{day},removed,day,{words_},{keyword},50"
        for day in days
        for words_ in said
    ]


def test_without_own_norms_the_page_is_as_it_was(opening: Opening) -> None:
    page = opening("platforms")
    assert not page.error
    assert len(headlines(page)) == 2
    assert not [each for each in page.selectbox if each.key == "control-content"]
    assert not page.toggle


def test_own_decisions_stand_below_the_daily_figures(opening: Opening, storing: Storing) -> None:
    storing(HEADER, *_rows(), incident=None, scope="platform")
    page = opening("platforms")
    assert not page.error
    *daily, found, lag, own = headlines(page)
    assert len(daily) == 2
    assert found.startswith("Of 2,000 decisions on Chirp, 50 % followed a report and 50 %")
    assert lag.startswith("Of 2,000 items that Chirp acted on, 100 % were gone within 7 days")
    assert own == "Your own norms"


def test_what_the_database_leaves_out_is_explained_on_request(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, *_rows(), incident=None, scope="platform")
    page = opening("platforms")
    assert "A model: where 40 %" not in words(page)
    page.toggle(key="asked-left-out").set_value(True).run()
    assert address(page)["left-out"] == "yes"
    assert any(each.startswith("A model: where 40 %") for each in headlines(page))


def test_intimate_images_alone_can_be_chosen(opening: Opening, storing: Storing) -> None:
    keyword = "image_based_sexual_abuse"
    storing(HEADER, *_rows(), *_rows(keyword), incident=None, scope="platform")
    page = opening("platforms", content="intimate")
    assert not page.error
    assert page.selectbox(key="control-content").value == "intimate"
    assert "Of 2,000 decisions about intimate images on Chirp" in "\n".join(headlines(page))


def test_an_incidents_items_that_say_who_found_them_have_the_figure_on_their_page(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, *_rows(), zone="UTC")
    page = opening("moderation", incident="LANTERN")
    assert not page.error
    assert any(
        each.startswith("Of 2,000 items of LANTERN on Chirp, 50 % followed a report")
        for each in headlines(page)
    )
    assert len(headlines(opening("platforms"))) == 2


def test_items_that_say_nothing_of_it_have_no_such_figure(
    opening: Opening, storing: Storing
) -> None:
    rows = [row.replace("notice,false,not", ",,") for row in _rows() if "notice" in row]
    storing(HEADER, *rows, zone="UTC")
    page = opening("moderation", incident="LANTERN")
    assert not page.error
    assert headlines(page)
    assert not [each for each in headlines(page) if "it says" in each or "too few" in each]
