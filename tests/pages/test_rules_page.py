"""Deadlines on the page about moderation: a choice that is a decision, and what is shown once one is on."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening

from ripplemark.archive import Archive
from tests.pages.seen import address, headlines, words

HEADER = "platform,item,sent_at,by,outcome,outcome_at,last_checked"
LOOK = "2026-07-15T00:00Z"
US = "us-take-it-down"


@pytest.fixture
def stored(storing: Storing) -> None:
    """Twelve items; six were removed after a day, six are up."""
    rows = [
        f"Chirp,{k},2026-06-01T00:05Z,user,{'removed,2026-06-02T00:05Z' if k % 2 else ','},{LOOK}"
        for k in range(12)
    ]
    storing(HEADER, *rows, zone="UTC")


@pytest.mark.usefixtures("stored")
def test_a_deadline_is_switched_on_from_the_page_shown_and_switched_off(
    opening: Opening, archive: Archive
) -> None:
    page = opening("moderation", incident="LANTERN")
    before = headlines(page)
    assert "Deadlines that laws set" in before
    assert not any("that a user or a lawyer asked about" in each for each in before)
    page.multiselect(key="rules-LANTERN").set_value([US]).run()
    assert archive.decision("LANTERN", f"deadlines.{US}") == "on"
    told = [each.replace("\N{NO-BREAK SPACE}", " ") for each in headlines(page)]
    assert any(each.startswith("Of 12 items that a user or a lawyer asked about") for each in told)
    assert "A reference line, not a finding." in words(page)
    page.multiselect(key="rules-LANTERN").set_value([]).run()
    assert archive.decision("LANTERN", f"deadlines.{US}") == "off"
    assert headlines(page) == before


@pytest.mark.usefixtures("stored")
def test_the_list_of_deadlines_says_what_is_unverified_and_when_each_was_checked(
    opening: Opening,
) -> None:
    page = opening("moderation", incident="LANTERN", rules="yes")
    assert "The address asks for" not in words(page)
    told = words(page)
    assert "Decree 12.976/2026 (Brazil)" in told
    assert "Unverified: never scored." in told
    assert "Checked on 22 November 2026" in told
    assert "No check of it is on record." in told
    assert "violat" not in told.lower()
    page.toggle(key="asked-rules").set_value(False).run()
    assert "rules" not in address(page)


@pytest.mark.usefixtures("stored")
def test_a_check_of_long_ago_is_said_beside_the_choice(opening: Opening, archive: Archive) -> None:
    from ripplemark.measures.deciding_rules import decide_rule

    text = "hours=24 clock=user from=2026-01-01 checked=2020-01-01"
    decide_rule(archive, "LANTERN", "deadlines.own-1", text)
    decide_rule(archive, "LANTERN", "deadlines.own-1", "on")
    assert "days ago: check it again before you rely on it." in words(
        opening("moderation", incident="LANTERN")
    )
