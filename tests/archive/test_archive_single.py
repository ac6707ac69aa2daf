"""Items that stand in a dataset once need not be looked for twice; what is answered is the same either way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from real_path import Storing

from ripplemark.archive import Archive, single
from ripplemark.archive.serving import serve, visible_of

HEADER = (
    "incident,platform,item,spell,posted_at,entered_at,notice_at,down_at,outcome,observed_until"
)
LOG = (
    "LANTERN,Platform A,a,1,2025-03-01T08:00Z,,2025-03-01T09:00Z,2025-03-01T12:00Z,removed,2025-03-09",
    "LANTERN,Platform A,a,2,2025-03-01T08:00Z,2025-03-02T08:00Z,2025-03-02T09:00Z,,up,2025-03-09",
    "LANTERN,Platform A,b,1,2025-03-01T08:00Z,,2025-03-01T09:00Z,2025-03-04T12:00Z,removed,2025-03-09",
    "LANTERN,Platform B,c,1,2025-03-01T10:00Z,,2025-03-01T11:00Z,,up,2025-03-08",
    "LANTERN,Platform B,d,,2025-03-02T10:00Z,,2025-03-02T11:00Z,2025-03-02T12:00Z,uploader,",
)
AGAIN = (
    "LANTERN,Platform A,b,1,2025-03-01T08:00Z,,2025-03-01T09:00Z,,up,2025-03-05",
    "LANTERN,Platform B,e,1,2025-03-03T08:00Z,,2025-03-03T09:00Z,2025-03-03T10:00Z,removed,",
)
"""Another log, in which one item of the first stands as well."""
TWICE = (*LOG, LOG[2].replace("2025-03-04T12:00Z", "2025-03-06T12:00Z"))
LOGS = {
    "once or in numbered times up": ((LOG,), (True,)),
    "twice without a number": ((TWICE,), (False,)),
    "in two files": ((LOG, AGAIN), (True, True)),
    "in two files, and twice in one": ((TWICE, AGAIN), (False, True)),
}


def answers(archive: Archive) -> list[list[dict[str, Any]]]:
    """Everything that asks for an item's last row, or its times up, over the archive as it is."""
    serving = serve(archive)
    found = [serving.run("moderation/platforms_of_incident", incident="LANTERN").records()]
    for clock in ("notice", "post"):
        for width in ("minute", "day"):
            found.append(
                serving.run(
                    "moderation/items_over_time",
                    incident="LANTERN",
                    clock=clock,
                    gone=["removed"],
                    zone="UTC",
                    bin=width,
                    upto=None,
                ).records()
            )
    serving.close()
    return found


def noted(archive: Archive) -> list[bool | None]:
    """What each dataset says of its items, in the order in which they were added."""
    return [each.single for each in sorted(archive.datasets(), key=lambda each: each.added_at)]  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(("logs", "said"), LOGS.values(), ids=LOGS)
def test_the_note_changes_no_answer(
    storing: Storing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    logs: Sequence[Sequence[str]],
    said: tuple[bool, ...],
) -> None:
    archive = Archive(tmp_path / "archive")
    for rows in logs:
        storing(HEADER, *rows)
    assert noted(archive) == [None] * len(logs)
    assert visible_of(archive).settled is None
    looked_through = answers(archive)
    for each in archive.datasets():
        archive.erase(each.dataset_id)
    monkeypatch.setattr(single, "MANY", 0)
    for rows in logs:
        storing(HEADER, *rows)
    assert noted(archive) == list(said)
    assert (visible_of(archive).settled is not None) == any(said)
    assert answers(archive) == looked_through


def test_an_item_that_came_back_or_stands_in_two_files_counts_once_and_as_it_was_last(
    storing: Storing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "MANY", 0)
    storing(HEADER, *LOG)
    storing(HEADER, *AGAIN)
    platforms, by_minute, *_ = answers(Archive(tmp_path / "archive"))
    told = {row["platform"]: (row["items"], row["up"]) for row in platforms}
    assert told["Platform A"][0] == 2
    assert told["Platform B"] == (3, 1)
    changes = {
        name: sum(row["n"] for row in by_minute if row["change"] == name)
        for name in ("posted", "again")
    }
    assert changes == {"posted": 6, "again": 1}
