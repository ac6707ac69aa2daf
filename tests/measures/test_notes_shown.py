"""Community Notes: shown, by when, withdrawn, and shown without a known moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.measures.base import UnreadableSetting
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
COLUMNS = (
    "noteId",
    "tweetId",
    "createdAtMillis",
    "timestampMillisOfFirstNonNMRStatus",
    "firstNonNMRStatus",
    "timestampMillisOfCurrentStatus",
    "currentStatus",
)
EPOCH = 1288834974657
POSTED = 1_700_000_000_000
HOUR = 3_600_000
HELPFUL, NEEDS = "CURRENTLY_RATED_HELPFUL", "NEEDS_MORE_RATINGS"
LOOK = POSTED + 2000 * HOUR


def _id(moment: int, number: int) -> int:
    """An id as X makes them: the moment in its upper bits."""
    return ((moment - EPOCH) << 22) + number


def _note(number: int, shown: int | None, current: str, *, told: bool = True) -> str:
    """A note an hour after its post, first shown so many hours after the post; not told: the file gives no moment of it."""
    at = "-1" if shown is None or not told else str(POSTED + shown * HOUR)
    first = "" if shown is None or not told else HELPFUL
    cells = (_id(POSTED + HOUR, number), _id(POSTED, number), 0, at, first, LOOK, current)
    return "\t".join(str(cell) for cell in cells)


NOTES = [
    *(_note(k, 5, HELPFUL) for k in range(10)),
    *(_note(10 + k, 30, HELPFUL) for k in range(20)),
    *(_note(30 + k, 20, NEEDS) for k in range(6)),
    *(_note(40 + k, 1, HELPFUL, told=False) for k in range(4)),
    *(_note(50 + k, None, NEEDS) for k in range(60)),
]
"""100 posts: 10 with a note after 5 h, 6 after 20 h that was withdrawn, 20 after 30 h, 4 at no known moment, 60 never."""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("notes")
    path = folder / "noteStatusHistory-00000.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *NOTES]) + "\n", encoding="utf-8")
    yield from _serving(folder, path)


def _serving(folder: Path, path: Path) -> Iterator[Serving]:
    archive = Archive(folder / "archive")
    add(archive, Vault(folder / "vault"), path, Options())
    serving = serve(archive)
    yield serving
    serving.close()


def _told(serving: Serving, **settings: str) -> dict[tuple[str, float | None], Estimate]:
    answers = measure(serving, "notes-shown", scope="platform", settings=settings).estimates
    return {(each.by["quantity"], each.by.get("hours")): each for each in answers}


def test_shown_withdrawn_and_untimed_notes_are_counted_apart(notes: Serving) -> None:
    told = _told(notes)
    counts = {name: each.value for (name, hours), each in told.items() if hours is None}
    assert counts == {
        "items": 100,
        "shown": 40,
        "shown-without-time": 4,
        "share-shown": 0.4,
        "withdrawn": 6,
        "shown-at-last-look": 34,
        "share-withdrawn": 6 / 40,
    }
    share = told["share-shown", None]
    # Wilson (1927), 40 of 100.
    assert (share.low, share.high) == (
        pytest.approx(0.3094, abs=1e-4),
        pytest.approx(0.4980, abs=1e-4),
    )
    assert {each.lines for each in told.values()} == {None}


def test_the_share_by_hours_takes_untimed_notes_into_its_upper_number_alone(notes: Serving) -> None:
    told = _told(notes, hours="4,6,24,48")
    assert [hours for _, hours in told if hours] == [4, 6, 24, 48]
    for hours, least in ((6.0, 0.10), (24.0, 0.16), (48.0, 0.36)):
        answer = told["share-by", hours]
        assert (answer.status, answer.value) == ("bounds", None)
        assert (answer.low, answer.high) == (pytest.approx(least), pytest.approx(least + 0.04))
        assert "those never shown included" in answer.note
        assert "gone" not in answer.note
    few = told["share-by", 4.0]
    assert (few.status, few.low, few.high) == ("NE_GRANULARITY", 0.0, pytest.approx(0.04))


def test_only_sources_of_labels_are_asked(storing: Storing, asking: Asking) -> None:
    storing("platform,posted_at,down_at,outcome", "A,2025-05-01T00:00Z,2025-05-02T00:00Z,removed")
    (nothing,) = asking("notes-shown")
    assert (nothing.status, nothing.by) == ("NE_FEW", {"incident": "LANTERN"})
    assert "Add Community Notes' status history" in nothing.note


def test_labels_of_other_databases_are_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "noteStatusHistory-00000.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *NOTES]) + "\n", encoding="utf-8")
    other = tmp_path / "other.csv"
    header = "platform,item,posted_at,label_at,down_at,outcome,observed_until"
    rows = [
        f"X,l{k},2023-11-01T00:00Z,2023-11-01T01:00Z,,label,2024-02-01T00:00Z" for k in range(70)
    ]
    rows += [f"X,u{k},2023-11-01T00:00Z,,,up,2024-02-01T00:00Z" for k in range(70)]
    other.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    add(archive, vault, path, Options())
    serving = serve(archive)
    alone = _told(serving)
    serving.close()
    add(archive, vault, other, Options(scope="platform"))
    serving = serve(archive)
    assert _told(serving) == alone
    serving.close()


def test_hours_must_be_above_nought(notes: Serving) -> None:
    with pytest.raises(UnreadableSetting, match="--set hours="):
        _told(notes, hours="0,6")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_facts_of_the_real_history_come_out(tmp_path: Path) -> None:
    # shared/data/README.md: 36118 notes; 381 first helpful at a known moment, median 21.928 h; the reader tells 866 untimed
    # and 93 withdrawn.
    path = SHARED / "community_notes/noteStatusHistory-00000.tsv"
    for serving in _serving(tmp_path, path):
        told = _told(serving, hours="21.92,21.94,48")
    counts = {name: each.value for (name, hours), each in told.items() if hours is None}
    assert (counts["items"], counts["shown"], counts["withdrawn"]) == (36118, 381 + 866, 93)
    assert counts["shown-without-time"] == 866
    assert counts["shown-at-last-look"] == 381 + 866 - 93
    before, after = (float(told["share-by", h].low or 0) * 36118 for h in (21.92, 21.94))
    assert before <= 191 <= after
    assert after - before < 5
