"""A boundary is set by judgement on the page, stands there as one, and is taken back."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

from planted import TOY
from real_path import Storing
from seen import Opening

from ripplemark.archive import Archive
from tests.pages.seen import words

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"
ROWS = [f"posts,social,Chirp,posts,2025-01-{k + 1:02d},P1D,{value}" for k, value in enumerate(TOY)]


def test_a_boundary_is_set_marked_and_taken_back(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    storing(HEADER, *ROWS, zone="UTC")
    page = opening("lifecycle", incident="LANTERN")
    assert "Judgement:" not in words(page)
    page.selectbox(key="phase-LANTERN-name").select("tail")
    page.date_input(key="phase-LANTERN-day").set_value(date(2025, 1, 13))
    page.text_input(key="phase-LANTERN-note").input("Off every front page")
    page.button(key="phase-LANTERN-set").click().run()
    made = [each for each in archive.decisions() if each.key == "phases.tail"]
    assert [each.value["note"] for each in made] == ["Off every front page"]
    assert "Off every front page" in words(page)
    next(each for each in page.button if each.label.startswith("Undo")).click().run()
    assert "Judgement:" not in words(page)
    assert archive.decisions()[-1].undoes == made[0].decision_id


def test_without_a_note_nothing_is_set_and_the_page_says_why(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    storing(HEADER, *ROWS, zone="UTC")
    page = opening("lifecycle", incident="LANTERN")
    page.date_input(key="phase-LANTERN-day").set_value(date(2025, 1, 13))
    page.button(key="phase-LANTERN-set").click().run()
    assert "needs a note" in words(page) + " ".join(each.value for each in page.error)
    assert not [each for each in archive.decisions() if each.key.startswith("phases.")]


def test_two_days_after_the_peak_the_page_names_the_next_download_with_its_settings(
    opening: Opening, storing: Storing
) -> None:
    begun = (datetime.now(UTC) - timedelta(hours=168)).replace(minute=0, second=0, microsecond=0)
    hours = [2 + k % 2 for k in range(120)]
    hours += [round(min(20.0 * (k + 1), 100 * math.exp(-(k - 5) / 20))) for k in range(48)]
    place = ["Category: All categories", "", "Time,rumoured thing: (Germany)"]
    times = (begun + timedelta(hours=k) for k in range(168))
    bins = [f"{at:%Y-%m-%dT%H},{value}" for at, value in zip(times, hours, strict=True)]
    storing(*place, *bins, zone="UTC")
    told = words(opening("lifecycle", incident="LANTERN"))
    for settings in ("'Custom time range'", "'Past 7 days'", "trends.google.com", "'Web Search'"):
        assert settings in told
    assert "Led by" not in told
    assert "Wikipedia page views or a Media Cloud count of stories would add one" in told
    page = opening("search", incident="LANTERN")
    (fetch,) = [each for each in page.expander if each.label.startswith("Which Google Trends")]
    assert fetch.proto.expanded
