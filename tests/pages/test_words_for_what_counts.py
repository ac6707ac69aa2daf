"""Where a label is what counts, the page's controls and definitions speak of labels."""

from __future__ import annotations

from planted import HEADER, row
from real_path import Storing
from seen import Opening, words
from streamlit.testing.v1 import AppTest


def _page(opening: Opening, storing: Storing, **address: str) -> AppTest:
    up = [row(posted_at=0, outcome="up", observed_until=300) for _ in range(5)]
    noted = [row(posted_at=0, down_at=5 + 3 * k, outcome="label") for k in range(14)]
    storing(HEADER, *noted, *up)
    return opening("moderation", incident="LANTERN", **address)


def _labels(page: AppTest) -> list[str]:
    return [each.label for kind in (page.multiselect, page.number_input) for each in kind]


def test_a_control_is_called_by_what_counts(opening: Opening, storing: Storing) -> None:
    page = _page(opening, storing, gone="label")
    (control,) = [each for each in page.multiselect if each.key == "control-gone"]
    assert control.label == "Counts as labelled"
    assert "count as labelled" in control.help
    hours = next(each for each in page.number_input if each.key == "control-hours")
    assert "gone" not in hours.help


def test_the_definition_of_a_number_speaks_of_what_counts(
    opening: Opening, storing: Storing
) -> None:
    page = _page(opening, storing, gone="label")
    page.segmented_control(key="part-squares").set_value("How this is defined").run()
    assert "Share labelled within a deadline" in words(page)


def test_by_default_what_counts_is_gone(opening: Opening, storing: Storing) -> None:
    page = _page(opening, storing)
    assert "Counts as gone" in _labels(page)
