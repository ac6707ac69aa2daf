"""A platform's file given to an incident on the Data page: refused with the reason, kept as a norm where one says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from tests.dumps import dump
from tests.invented import trends
from tests.pages.seen import headlines, words

TOTALS = b"""platform,period_start,period_end,metric,value,n
Chirp,2025-06-01,2025-06-02,statements,10,10
Chirp,2025-06-02,2025-06-03,statements,32,32
"""
BOX = "Keep it as a norm beside my incidents, of none of them"


@pytest.fixture
def page(opening: Opening, archive: Archive) -> AppTest:
    """The Data page of a new incident at home in Berlin, with the file given."""
    page = opening("data", incident=archive.new_incident("rumour", "Europe/Berlin"))
    page.file_uploader[0].upload("totals.csv", TOTALS)
    return page.run()


def box(page: AppTest) -> AppTest:
    return next(each for each in page.checkbox if each.label == BOX).check().run()


def test_it_is_refused_with_the_reason_and_the_way(page: AppTest, archive: Archive) -> None:
    (error,) = page.error
    said = " ".join(error.value.replace("\\", "").split())
    assert "This file is about a platform, not about an incident" in said
    assert "never counted with one. Tick the box below: it is then kept as a norm" in said
    assert "--" not in said
    assert not [each for each in page.button if each.label.startswith("Store")]
    assert archive.datasets() == ()


def test_kept_as_a_norm_it_belongs_to_no_incident_and_its_days_are_those_of_utc(
    page: AppTest, archive: Archive, opening: Opening
) -> None:
    box(page)
    assert not page.error
    assert "2 rows would be stored" in words(page)
    next(each for each in page.button if each.label.startswith("Store")).click().run()
    (package,) = archive.datasets()
    assert (package.scope, package.incident, package.zone) == ("platform", None, "UTC")
    shown = opening("platforms", dataset=package.dataset_id)
    assert headlines(shown)[0] == "Chirp reported 42 decisions from 1 June 2025 to 2 June 2025"
    assert "Your own norms" in headlines(shown)
    next(each for each in shown.button if each.label.startswith("Remove")).click().run()
    assert archive.datasets() == ()
    next(each for each in shown.button if each.label.startswith("Undo")).click().run()
    assert archive.datasets() == (package,)


def test_no_zone_is_asked_for_where_the_source_always_counts_in_its_own(
    archive: Archive, opening: Opening, tmp_path: Path
) -> None:
    page = opening("data", incident=archive.new_incident("rumour", "Europe/Berlin"))
    page.file_uploader[0].upload("dump.csv", dump(tmp_path, "2025-09-01").read_bytes())
    page.run()
    box(page)
    assert "in which this source always counts" in words(page)
    assert not [each for each in page.selectbox if each.label.startswith("Time zone")]
    page.file_uploader[0].upload("searches.csv", trends())
    page.run()
    assert [each for each in page.selectbox if each.label.startswith("Time zone")]


def test_unticked_it_is_refused_again(page: AppTest) -> None:
    box(page)
    next(each for each in page.checkbox if each.label == BOX).uncheck().run()
    assert len(page.error) == 1
    assert not [each for each in page.button if each.label.startswith("Store")]


def test_a_file_of_an_incident_is_not_offered_as_a_norm(opening: Opening, archive: Archive) -> None:
    page = opening("data", incident=archive.new_incident("rumour", "Europe/Berlin"))
    page.file_uploader[0].upload("downloaded.csv", trends())
    page.run()
    assert BOX not in [each.label for each in page.checkbox]
