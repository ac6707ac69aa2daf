"""What is missing of an incident: never what is there already, always the file that would tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing
from seen import Opening

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.ui.fetching import SOURCES
from ripplemark.vault import Vault
from tests.invented import trends
from tests.pages.seen import words

ATTENTION = "series,channel,platform,metric,bin_start,bin_width,value"
TELLS = "What is missing"


@pytest.fixture
def searched(archive: Archive, tmp_path: Path) -> str:
    """An incident of which only searches are on record."""
    (tmp_path / "multiTimeline.csv").write_bytes(trends())
    vault = Vault(tmp_path / "vault")
    assert not add(
        archive, vault, tmp_path / "multiTimeline.csv", Options(incident="LANTERN", zone="UTC")
    ).error
    return "LANTERN"


def missing(said: str) -> str:
    """What the page says from there on; the headings stand before in what ``words`` gives, so it is told by its bullets."""
    return "\n".join(
        line for line in said.splitlines() if line.startswith(("- **", "<p><b>", "**"))
    )


@pytest.mark.parametrize("name", ["incident", "lifecycle"])
def test_where_searches_are_stored_it_asks_for_other_counts_and_says_where_the_searches_are(
    opening: Opening, searched: str, name: str
) -> None:
    said = words(opening(name, incident=searched))
    assert "trends.google.com" not in missing(said)
    assert "is known from searches alone so far" in said
    assert f'href="/search?incident={searched}"' in said
    assert "How posts, views, mentions or stories rose and fell" in missing(said)
    assert "How long it is searched for has no data" not in said.replace("*", "")


def test_where_searches_are_stored_nothing_is_missing_of_them(
    opening: Opening, searched: str
) -> None:
    assert TELLS not in words(opening("search", incident=searched))


def test_where_posts_are_stored_the_page_of_searches_asks_for_searches(
    opening: Opening, storing: Storing
) -> None:
    storing(ATTENTION, "posts,social,Chirp,posts,2025-03-01,P1D,4")
    said = words(opening("search", incident="LANTERN"))
    assert "trends.google.com" in missing(said)
    assert "known from searches alone" not in said
    assert TELLS not in words(opening("lifecycle", incident="LANTERN"))


def test_every_question_without_data_has_a_file_that_would_tell(
    opening: Opening, archive: Archive
) -> None:
    said = missing(words(opening("incident", incident=archive.new_incident())))
    asked = [line for line in said.splitlines() if "has no data yet" in line]
    assert len(asked) == 4
    told = [each.answers for each in SOURCES if each.answers in said]
    assert len(told) >= 4
    assert len(told) == len(set(told))
