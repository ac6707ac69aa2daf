"""One deadline for the whole page: what is chosen as 'within so many hours' is what every headline on it tells."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.figures.watching import AT
from ripplemark.ui.deadlines import around, middle
from tests.pages.seen import address, headlines, words

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"


def _item(name: str, hours: int, platform: str) -> str:
    day, hour = divmod(hours, 24)
    down = f"2025-03-{1 + day:02d}T{hour:02d}:00Z"
    return f"{platform},{name},2025-03-01T00:00Z,{down},removed,2025-03-20T00:00Z"


@pytest.fixture
def stored(storing: Storing) -> None:
    """Twelve items on two platforms, gone after 10, 20, ... 120 hours."""
    rows = [_item(f"{k}", 10 * k, ("Chirp", "Wire")[k % 2]) for k in range(1, 13)]
    storing(HEADER, *rows)


def told(page: AppTest) -> list[str]:
    """The headlines that state a share within hours: squares, lags by group."""
    found = [each.replace("\N{NO-BREAK SPACE}", " ") for each in headlines(page)]
    return [each for each in found if re.search(r"gone within \d+ h of", each)]


@pytest.mark.usefixtures("stored")
def test_the_hours_that_are_chosen_are_those_of_every_headline_and_of_the_squares(
    opening: Opening,
) -> None:
    page = opening("moderation", incident="LANTERN")
    page.number_input(key="control-hours").set_value(72).run()
    assert address(page)["hours"] == "72"
    assert len(told(page)) == 2
    assert all("within 72 h" in each for each in told(page)), told(page)
    assert page.text_input(key="control-at").value == "48, 72, 168"
    squares = page.get("plotly_chart")[0].proto
    assert "7 within 72 h" in squares.alt.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("chosen", "hours"),
    [({"hours": "72"}, 72), ({"at": "6,30,40"}, 30), ({"hours": "30", "at": "6,30,40"}, 30)],
)
def test_a_link_with_hours_or_with_steps_brings_the_same_page_back(
    opening: Opening, chosen: dict[str, str], hours: int
) -> None:
    page = opening("moderation", incident="LANTERN", **chosen)
    assert page.number_input(key="control-hours").value == hours
    assert told(page)
    assert all(f"within {hours} h" in each for each in told(page)), told(page)
    assert "The address asks for" not in words(page)
    for figure in ("squares", "lag-by-group"):
        page.segmented_control(key=f"part-{figure}").set_value("Link and cite").run()
        link = next(each.value for each in page.code if "state=" in each.value)
        again = opening(
            "moderation", **{k: v[0] for k, v in parse_qs(urlsplit(link).query).items()}
        )
        assert headlines(again) == headlines(page)
        page.segmented_control(key=f"part-{figure}").set_value(None).run()


@pytest.mark.usefixtures("stored")
def test_steps_that_are_chosen_move_the_hours_and_hours_move_the_steps(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", hours="72")
    page.text_input(key="control-at").set_value("12, 36, 60").run()
    assert address(page) == {"incident": "LANTERN", "at": "12,36,60"}
    assert page.number_input(key="control-hours").value == 36
    page.number_input(key="control-hours").set_value(24).run()
    assert address(page) == {"incident": "LANTERN", "hours": "24"}
    assert page.text_input(key="control-at").value == "12, 24, 72"
    page.number_input(key="control-hours").set_value(48).run()
    assert address(page) == {"incident": "LANTERN"}


@pytest.mark.usefixtures("stored")
def test_hours_and_steps_that_contradict_each_other_are_said_and_the_hours_count(
    opening: Opening,
) -> None:
    page = opening("moderation", incident="LANTERN", hours="72", at="1,2,3")
    assert "'at' does not go with 'hours'" in words(page)
    assert all("within 72 h" in each for each in told(page))


def test_the_steps_around_the_usual_deadline_are_those_of_the_figures_themselves() -> None:
    assert around(48) == AT.default


@pytest.mark.parametrize("hours", [1, 2, 6, 24, 49, 72, 168, 337, 8760, 99_999])
def test_whatever_is_chosen_stands_in_the_middle_of_its_steps(hours: int) -> None:
    steps = around(hours)
    assert middle(steps) == hours
    assert list(steps) == sorted(set(steps))
