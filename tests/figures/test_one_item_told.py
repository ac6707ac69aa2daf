"""Of one item is told as of one: no 'all 1', no 'of 1', no sentence that begins with an 'it' that nothing stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from planted import HEADER, item, items, row

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

ROWS = {
    "SINGLE": [item("24")],
    "COARSE": [row(notice_at=0, last_up_at=23.99, down_at=24.01, outcome="removed")],
    "DAY": [row(posted_at="2025-03-01", down_at="2025-03-02", outcome="removed")],
    "LEFT": [item("90+")],
    "ALL-UP": items([f"{100 + k}+" for k in range(40)]),
}
Told = Callable[[str, str], Figure]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder: Path = tmp_path_factory.mktemp("one")
    archive, path = Archive(folder / "archive"), folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([f"{HEADER},incident", *lines]) + "\n", "utf-8")
    add(archive, Vault(folder / "vault"), path, Options())
    serving = serve(archive)
    yield lambda name, code: figure(archive, serving, Gate.of("owner"), name, incident=code)
    serving.close()


def test_each_sentence_about_one_item_stands_by_itself(told: Told) -> None:
    found = told("squares", "SINGLE")
    assert found.claims.borne == (
        (
            "Incident SINGLE: the one reported item on Platform A was gone within 48 h of the notice, as observed until "
            "2 January 2025."
        ),
        "Incident SINGLE: the one reported item on Platform A was gone when last looked at, by 2 January 2025.",
        "Incident SINGLE has one item on record, as observed until 2 January 2025.",
    )
    assert "It was gone because of the notice." in {u.sentence for u in found.claims.unborne}


@pytest.mark.parametrize("code", ["SINGLE", "COARSE", "DAY", "LEFT"])
@pytest.mark.parametrize("name", ["squares", "swimmer", "share-gone", "lag-by-group"])
def test_one_item_is_never_all_of_one(told: Told, name: str, code: str) -> None:
    found = told(name, code)
    said = " ".join((found.headline, *found.claims.borne))
    assert not re.search(r"\ball 1\b|\bof 1\b|\b1 of 1\b", said, re.IGNORECASE)


def test_the_timeline_of_one_item_says_the_one(told: Told) -> None:
    assert told("incident-timeline", "SINGLE").headline == (
        "The one reported item was gone when last looked at"
    )
    assert told("incident-timeline", "LEFT").headline.startswith(
        "The one reported item was still up on"
    )


def test_two_ends_that_read_alike_are_told_once(told: Told) -> None:
    assert "was gone after about 24 hours" in told("swimmer", "COARSE").headline
    assert "was gone within 48 hours" in told("swimmer", "DAY").headline


def test_a_group_of_one_item_says_why_it_has_no_median(told: Told) -> None:
    assert "the one item is gone: too few for a median" in told("lag-by-group", "SINGLE").alt
    assert "the one item is not gone: too few" in told("lag-by-group", "LEFT").alt


def test_where_none_is_gone_the_squares_stand_in_no_order(told: Told) -> None:
    assert told("squares", "ALL-UP").subtitle.startswith("ALL-UP: one square per item. ")
    whys = [each.why for each in told("squares", "ALL-UP").claims.unborne]
    assert any(why.startswith("All 40 reported items were still up") for why in whys)
