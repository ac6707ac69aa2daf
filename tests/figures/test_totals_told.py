"""The totals of one incident: how they relate is said once, their parts add up, and what ended otherwise has its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate

LOOK = "2025-03-20T00:00Z"
COLUMNS = [
    "platform",
    "item",
    "spell",
    "posted_at",
    "notice_at",
    "notice_kind",
    "down_at",
    "outcome",
    "observed_until",
]
HEADER = ",".join(COLUMNS)
ASKED = "platform,item,sent_at,by,outcome,outcome_at,last_checked"


def _told(tmp_path: Path, name: str, **settings: str) -> Figure:
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    try:
        return figure(
            archive, serving, Gate.of("owner"), name, incident="LANTERN", settings=settings
        )
    finally:
        serving.close()


def _item(k: int, outcome: str = "removed", **more: str) -> str:
    ended = {} if outcome == "up" else {"down_at": f"2025-03-02T{k % 24:02d}:00Z"}
    told = {"platform": "Chirp", "item": f"i{k}", "outcome": outcome, "observed_until": LOOK}
    cells = {**told, **ended, **more}
    return ",".join(cells.get(name, "") for name in COLUMNS)


@pytest.fixture
def stored(storing: Storing) -> None:
    """Twenty items: twelve removed, two of them up again; three ended otherwise; three up; two have no notice."""
    at = {"notice_at": "2025-03-01T00:00Z"}
    rows = [_item(k, **at) for k in range(10)] + [
        _item(k, posted_at="2025-02-28T00:00Z") for k in (10, 11)
    ]
    rows += [_item(12, "uploader", **at), _item(13, "uploader", **at), _item(14, "account", **at)]
    rows += [_item(k, "up", **at) for k in range(15, 20)]
    again = {"spell": "2", "notice_at": "2025-03-03T00:00Z"}
    rows += [_item(k, "up", **again) for k in range(2)]
    storing(HEADER, *rows)


@pytest.mark.usefixtures("stored")
def test_what_is_on_record_what_is_timed_and_what_became_of_it_add_up(tmp_path: Path) -> None:
    told = _told(tmp_path, "squares", clock="notice").subtitle
    assert (
        "On record: 20 items in 22 appearances, as an item that came back appears again; 20 of them are timed from the notice "
        "(2 cannot be): 10 gone, 3 ended in another way and 7 still up."
    ) in told
    assert "items left out" not in told


@pytest.mark.usefixtures("stored")
def test_of_some_days_only_what_is_timed_is_told_for_the_rest_is_not_theirs(tmp_path: Path) -> None:
    told = _told(tmp_path, "squares", clock="notice", **{"from": "2025-03-02"}).subtitle
    assert "On record" not in told
    assert "2 appearances timed from the notice (2 cannot be): 2 still up." in told


@pytest.mark.usefixtures("stored")
def test_what_ended_otherwise_is_named(tmp_path: Path) -> None:
    for name in ("squares", "share-gone", "lag-by-group"):
        assert (
            "2 were taken down by the uploader and 1 gone with the account, and 7 were still up"
            in _told(tmp_path, name, clock="notice").headline
        )


@pytest.mark.usefixtures("stored")
def test_share_gone_and_share_still_up_have_a_headline_each(tmp_path: Path) -> None:
    gone, up = (
        _told(tmp_path, name, clock="notice") for name in ("share-gone", "removal-survival")
    )
    assert gone.headline != up.headline
    assert up.headline.startswith("Of 20 appearances of reported items on Chirp, an estimated ")
    assert "were still up 48 h after the notice; " in up.headline
    assert "still up after 19 days, estimated" in up.alt


def test_few_items_are_counted_not_estimated_in_the_headline_of_the_share_still_up(
    tmp_path: Path, storing: Storing
) -> None:
    at = {"notice_at": "2025-03-01T00:00Z"}
    storing(HEADER, *(_item(k, **at) for k in range(3)), _item(3, "up", **at))
    assert _told(tmp_path, "removal-survival").headline.startswith(
        "Of 4 reported items on Chirp, 1 was not known to be gone 48 h after the notice; "
    )


def test_items_after_one_request_after_more_and_never_add_up(
    tmp_path: Path, storing: Storing
) -> None:
    """24 items and 45 requests: 10 gone after one, 9 after more, 5 never; three clocks stand side by side."""
    rows = [
        f"Chirp,a{k},2025-03-01T00:00Z,user,removed,2025-03-02T{k:02d}:00Z,{LOOK}"
        for k in range(10)
    ]
    for k in range(14):
        end = f"removed,2025-03-05T{k:02d}:00Z" if k < 9 else ","
        sent = ("2025-03-01", "2025-03-03", "2025-03-04")[: 3 if k < 7 else 2]
        rows += [
            f"Chirp,b{k},{day}T00:00Z,lawyer,{end if day == sent[-1] else ','},{LOOK}"
            for day in sent
        ]
    storing(ASKED, *rows)
    made = _told(tmp_path, "requests")
    assert made.headline.startswith(
        "Of 24 items asked about in 45 requests, 10 were first gone after one request, 9 after more than one and 5 were not gone by the last look; "
    )
    assert "5 were up when last looked at" in made.headline
    (three,) = (each for each in made.claims.borne if "counted from" in each)
    for clock in ("of the first request", "of the last request", "counted from each request"):
        assert clock in three
    assert "of 45 requests were followed within 48 h by the item being gone" in three


def test_a_selection_by_who_asked_is_in_words(tmp_path: Path, storing: Storing) -> None:
    at = {"notice_at": "2025-03-01T00:00Z", "notice_kind": "lawyer"}
    storing(HEADER, *(_item(k, **at) for k in range(3)))
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    try:
        where = (("notice_kind", "lawyer"),)
        made = figure(
            archive, serving, Gate.of("owner"), "squares", incident="LANTERN", where=where
        )
    finally:
        serving.close()
    assert "reported by a lawyer" in made.headline
    assert "notice kind" not in made.headline
