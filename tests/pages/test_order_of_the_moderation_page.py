"""The page about moderation: the answer first, what is long only on request, nothing twice."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening

from ripplemark.archive import Archive
from ripplemark.measures.rules import templates
from ripplemark.ui.rules import parted
from tests.pages.seen import address, headlines, words

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"
ROW = "{1},i{0},2025-03-01T00:00Z,2025-03-{2:02d}T00:30Z,removed,2025-03-20T00:00Z"


def _store(archive: Archive, storing: Storing, items: int, platforms: tuple[str, ...]) -> None:
    archive.ensure_incident("LANTERN", "deepfake", "UTC")
    rows = (ROW.format(k, platforms[k % len(platforms)], 2 + k % 9) for k in range(items))
    storing(HEADER, *rows)


def _figures(opening: Opening, **asked: str) -> list[str]:
    page = opening("moderation", incident="LANTERN", **asked)
    return [
        each.key.removeprefix("part-")
        for each in page.get("button_group")
        if each.key.startswith("part-")
    ]


def test_of_many_items_the_long_pictures_stand_there_only_on_request(
    archive: Archive, opening: Opening, storing: Storing
) -> None:
    _store(archive, storing, 40, ("Chirp", "Vidra"))
    assert _figures(opening)[0] == "squares"
    hidden = {"swimmer": "items", "backlog": "pace", "removal-survival": "survival"}
    assert not set(hidden) & set(_figures(opening))
    for name, switch in hidden.items():
        assert name in _figures(opening, **{switch: "yes"})


def test_two_dozen_items_are_shown_one_by_one_unasked(
    archive: Archive, opening: Opening, storing: Storing
) -> None:
    _store(archive, storing, 24, ("Chirp", "Vidra"))
    assert _figures(opening)[:2] == ["squares", "swimmer"]
    page = opening("moderation", incident="LANTERN")
    assert "asked-items" not in {each.key for each in page.toggle}


def test_what_is_switched_on_stands_in_the_address(
    archive: Archive, opening: Opening, storing: Storing
) -> None:
    _store(archive, storing, 40, ("Chirp", "Vidra"))
    page = opening("moderation", incident="LANTERN")
    page.toggle(key="asked-pace").set_value(True).run()
    assert address(page)["pace"] == "yes"
    assert "The address asks for" not in words(page)


def test_groups_are_left_out_where_there_is_one(
    archive: Archive, opening: Opening, storing: Storing
) -> None:
    _store(archive, storing, 40, ("Chirp",))
    assert "lag-by-group" not in _figures(opening)
    assert len(headlines(opening("moderation", incident="LANTERN"))) > 3


def test_groups_are_compared_where_there_are_two(
    archive: Archive, opening: Opening, storing: Storing
) -> None:
    _store(archive, storing, 40, ("Chirp", "Vidra"))
    assert "lag-by-group" in _figures(opening)


@pytest.mark.parametrize("kind", ["deepfake", "rumour"])
def test_deadlines_of_the_incidents_kind_come_first_and_none_is_lost(kind: str) -> None:
    first, others = parted(templates(), kind)
    assert {*first, *others} == set(templates())
    assert not set(first) & set(others)
    assert ("us-take-it-down" in first) == (kind == "deepfake")
    assert ("jp-ipda" in first) == (kind == "rumour")


def test_the_list_of_deadlines_is_in_groups_and_what_is_of_another_kind_is_folded(
    archive: Archive, opening: Opening, storing: Storing
) -> None:
    _store(archive, storing, 12, ("Chirp",))
    page = opening("moderation", incident="LANTERN", rules="yes")
    first, others = parted(templates(), "deepfake")
    assert "About intimate images" in words(page)
    assert f"About other content: {len(others)} deadlines" in {each.label for each in page.expander}
    assert "Germany (2 deadlines)" in words(page)
    options = page.multiselect(key="rules-LANTERN").options
    assert len(options) == len(first) + len(others)
    assert options[0].startswith("US, 47 USC 223a")


@pytest.mark.parametrize(
    ("platforms", "offered"), [(("Chirp",), False), (("Chirp", "Vidra"), True)]
)
def test_an_order_of_groups_is_offered_only_where_there_are_groups(
    archive: Archive,
    opening: Opening,
    storing: Storing,
    platforms: tuple[str, ...],
    offered: bool,
) -> None:
    _store(archive, storing, 40, platforms)
    page = opening("moderation", incident="LANTERN")
    assert ("control-order" in {each.key for each in page.selectbox}) is offered
    assert not page.warning
