"""The main series of a channel: nobody picks one in silence, a person does, and can take it back."""

from __future__ import annotations

from real_path import Storing
from seen import Opening

from ripplemark.archive import Archive
from tests.pages.seen import headlines, words

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"


def _rows(name: str, platform: str, peak: int) -> list[str]:
    values = [2 + k % 2 if k < 20 else 3 + peak // 2 ** (k - 20) for k in range(30)]
    return [
        f"{name},social,{platform},posts,2025-03-{k + 1:02d},P1D,{value}"
        for k, value in enumerate(values)
    ]


def test_a_main_series_is_decided_from_the_page_and_taken_back(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    storing(HEADER, *_rows("posts", "Chirp", 100), *_rows("posts", "Wire", 400))
    page = opening("lifecycle", incident="LANTERN")
    assert "None is picked without you" in words(page)
    before = headlines(page)[0]
    choice = page.selectbox(key="main.social-LANTERN")
    assert choice.value is None
    choice.select_index(0).run()
    assert archive.decision("LANTERN", "main.social") == choice.options[0] or choice.value
    assert headlines(page)[0] != before
    next(each for each in page.button if each.label.startswith("Undo")).click().run()
    assert archive.decision("LANTERN", "main.social") is None
    assert headlines(page)[0] == before


def test_a_main_series_that_is_no_more_than_one_needs_no_choice(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, *_rows("posts", "Chirp", 100))
    assert "Main series" not in headlines(opening("lifecycle", incident="LANTERN"))


def test_the_names_of_series_stand_on_the_owners_screen_and_never_in_the_address(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, *_rows("a secret name", "Chirp", 100), *_rows("another", "Chirp", 50))
    page = opening("lifecycle", incident="LANTERN")
    choice = page.selectbox(key="control-series")
    assert any("a secret name" in each for each in choice.options)
    choice.select_index(0).run()
    assert "secret" not in str(page.query_params)
    assert page.query_params["series"]
