"""Promises of the Community Notes reader."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from reading import head, text_of
from through_ingest import through

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, PlatformFile, Report, add, check
from ripplemark.ingest.narrowing import NotBeside
from ripplemark.measures import measure
from ripplemark.readers.community_notes import CommunityNotes, SnapshotTooEarly
from ripplemark.result import Estimate
from ripplemark.vault import Vault

CASES = Path(__file__).parent / "community_notes"
HEADER = (
    "noteId\tcreatedAtMillis\ttimestampMillisOfFirstNonNMRStatus\tfirstNonNMRStatus\ttimestampMillisOfCurrentStatus"
    "\tcurrentStatus\ttimestampMillisOfLatestNonNMRStatus\tmostRecentNonNMRStatus"
)
HELPFUL, NOT, MORE = (
    "CURRENTLY_RATED_HELPFUL",
    "CURRENTLY_RATED_NOT_HELPFUL",
    "NEEDS_MORE_RATINGS",
)
FIRST = 1_740_816_000_000  # 2025-03-01T08:00Z
HOUR = 3_600_000


def snowflake(ms: int, low: int = 0) -> str:
    """The id that X would give at this millisecond."""
    return str(((ms - 1_288_834_974_657) << 22) | low)


def note(hour: int, first: str = "", after: int | None = None, now: str = MORE) -> str:
    """A line of history: written so many hours after FIRST, first rated ``after`` hours later, and its status now."""
    at = FIRST + hour * HOUR
    rated = "" if after is None else str(at + after * HOUR)
    return "\t".join((snowflake(at, hour), "0", rated, first, "-1", now, rated, first))


def store(tmp_path: Path, text: str, **options: object) -> Report:
    path = tmp_path / "history.tsv"
    path.write_text(text, encoding="utf-8")
    chosen = Options(**options)  # type: ignore[arg-type]
    return add(Archive(tmp_path / "archive"), Vault(tmp_path / "vault"), path, chosen)


def ask(tmp_path: Path, metric: str, incident: str | None = None, **settings: str) -> Estimate:
    serving = serve(Archive(tmp_path / "archive"))
    try:
        scope = "incident" if incident else "platform"
        told = measure(serving, metric, incident=incident, scope=scope, settings=settings)
        return told.estimates[0]
    finally:
        serving.close()


def _expected(name: str) -> list[dict[str, str]]:
    with (CASES / "expected" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", sorted((CASES / "input").iterdir()), ids=lambda p: p.stem)
def test_golden_case(path: Path, tmp_path: Path) -> None:
    rows = through(path, tmp_path).rows
    wanted = _expected(path.stem)
    assert [{k: "" if r[k] is None else str(r[k]) for k in wanted[0]} for r in rows] == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_quotation_mark_is_a_letter_in_these_files(encoding: str, tmp_path: Path) -> None:
    text = text_of(CASES / "input" / "notes_alone.tsv")
    path = tmp_path / "notes-00000.tsv"
    path.write_bytes(text.encode(encoding))
    found = through(path, tmp_path / "work")
    assert len(found.rows) == 2
    assert "rejects" not in found.asked


def test_a_row_with_a_tab_too_many_is_rejected_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "history.tsv"
    path.write_text("\n".join((HEADER, note(1), note(2) + "\tmore", note(3))) + "\n")
    report = check(Archive(tmp_path / "archive"), path, Options())
    assert [(each.line, each.reason) for each in report.rejects] == [(3, "too-many-cells")]


def test_ids_are_exact_beyond_what_a_float_can_hold(tmp_path: Path) -> None:
    low = [snowflake(FIRST, k) for k in (1, 2, 3)]
    assert len({float(each) for each in low}) < 3
    lines = ["\t".join((each, "0", "", "", "", MORE, "", "")) for each in low]
    report = store(tmp_path, "\n".join((HEADER, *lines)) + "\n")
    assert report.rows_stored == 3
    serving = serve(Archive(tmp_path / "archive"))
    try:
        items = serving.run("moderation/clocks_known", incident=None, scope="platform").records()
    finally:
        serving.close()
    assert items[0]["post"] == 3


@pytest.mark.parametrize("none", ["", "-1", "0", "0.0"])
def test_empty_minus_one_and_nought_are_no_time(none: str, tmp_path: Path) -> None:
    line = "\t".join((snowflake(FIRST), none, none, "", none, MORE, none, ""))
    path = tmp_path / "history.tsv"
    path.write_text(f"{HEADER}\n{line}\n")
    [row] = through(path, tmp_path / "work").rows
    assert (row["posted_at"], row["label_at"], row["outcome"]) == ("2025-03-01T08:00Z", None, None)


def test_a_file_joined_with_itself_counts_each_note_once_and_says_so(tmp_path: Path) -> None:
    lines = [note(1, HELPFUL, 10, HELPFUL), note(2, NOT, 3, NOT), note(3)]
    report = store(tmp_path, "\n".join((HEADER, *lines, *lines)) + "\n")
    said = {each.code: each for each in report.warnings}
    assert (report.rows_read, report.rows_stored) == (6, 3)
    assert "counted with it once: 3." in said["notes-repeated"].message
    assert "Shown as helpful: 1 note, 1 of them at a known moment." in said["notes-counted"].message
    assert (
        "Never shown, as far as the file says: 2 notes, 1 of them" in said["notes-counted"].message
    )


def test_a_note_that_is_helpful_without_a_time_is_neither_censored_nor_never_shown(
    tmp_path: Path,
) -> None:
    lines = [note(k, HELPFUL, 10, HELPFUL) for k in range(20)]
    lines += [note(k, "", None, HELPFUL) for k in range(20, 25)]
    lines += [note(k) for k in range(25, 45)]
    last = f"{snowflake(FIRST + 4000 * HOUR)}\t0\t\t\t\t{MORE}\t\t"
    store(tmp_path, "\n".join((HEADER, *lines, last)) + "\n")
    told = ask(tmp_path, "within-deadline", gone="label", clock="post", hours="48")
    assert (told.n, told.events, told.status, told.value) == (46, 25, "bounds", None)
    assert told.low == pytest.approx(20 / 45)  # the newest note is not watched for 48 hours
    assert told.high is not None
    assert 25 / 46 <= told.high <= 25 / 45


def test_posts_are_never_told_as_still_up_because_a_note_is_missing(tmp_path: Path) -> None:
    lines = [note(k, HELPFUL, 10, HELPFUL) for k in range(20)] + [note(k) for k in range(20, 40)]
    store(tmp_path, "\n".join((HEADER, *lines)) + "\n")
    told = ask(tmp_path, "within-deadline", clock="post", hours="48")
    assert (told.n, told.status) == (0, "NE_FEW")


def test_the_median_wait_counts_from_the_note_to_its_first_showing(tmp_path: Path) -> None:
    lines = [note(k, HELPFUL, 12, MORE) for k in range(30)] + [
        note(k, NOT, 3, NOT) for k in (40, 41)
    ]
    store(tmp_path, "\n".join((HEADER, *lines)) + "\n")
    told = ask(tmp_path, "median-lag", gone="label", clock="post")
    assert told.value == pytest.approx(12, abs=1 / 60)
    assert (told.events, told.censored) == (30, 2)


def test_without_a_list_of_posts_it_is_no_incidents_file(tmp_path: Path) -> None:
    text = f"{HEADER}\n{note(1)}\n{note(2)}\n"
    for options in ({"incident": "LANTERN"}, {"scope": "incident"}):
        with pytest.raises(PlatformFile):
            store(tmp_path, text, **options)
    mine = note(2).split("\t")[0]
    report = store(tmp_path, text, incident="LANTERN", only=(mine,))
    assert (report.scope, report.rows_read, report.rows_passed, report.rows_stored) == (
        "incident",
        2,
        1,
        1,
    )


def test_the_snapshot_is_that_of_the_whole_file_whatever_the_filter(tmp_path: Path) -> None:
    text = f"{HEADER}\n{note(1)}\n{note(2, HELPFUL, 90, HELPFUL)}\n"
    mine = note(1).split("\t")[0]
    report = store(tmp_path, text, incident="LANTERN", only=(mine,))
    [asked] = report.questions
    assert asked.answer == "2025-03-05T04:00:00.000Z"


def test_the_file_of_notes_beside_makes_the_post_the_unit_and_a_list_of_links_finds_it(
    tmp_path: Path,
) -> None:
    posts = [snowflake(FIRST - 5 * HOUR, k) for k in (7, 8)]
    ids = [note(k).split("\t")[0] for k in (1, 2, 3)]
    beside = tmp_path / "notes.tsv"
    about = (posts[0], posts[0], posts[1])
    told = [f"{i}\t{p}\tNOT_MISLEADING\tlantern {p}" for i, p in zip(ids, about, strict=True)]
    beside.write_text("\n".join(("noteId\ttweetId\tclassification\tsummary", *told)) + "\n")
    text = "\n".join((HEADER, note(1), note(2, HELPFUL, 4, HELPFUL), note(3), note(4))) + "\n"
    link = f"https://twitter.com/someone/status/{posts[0]}?s=20"
    report = store(tmp_path, text, incident="LANTERN", only=(link,), beside=beside)
    assert (report.rows_passed, report.rows_stored) == (2, 1)
    told_of = ask(tmp_path, "within-deadline", "LANTERN", gone="label", clock="post", hours="12")
    assert (told_of.n, told_of.events, told_of.lines) == (1, 1, (2,))
    matched = store(tmp_path, text, match="lantern .*8", beside=beside, replaces=report.dataset_id)
    assert matched.rows_passed == len([p for p in about if "8" in p])


def test_a_second_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(NotBeside):
        store(tmp_path, f"{HEADER}\n{note(1)}\n", beside=other)
    other.write_text(f"noteId\ttweetId\n{snowflake(FIRST)}\t{snowflake(FIRST)}\n")
    with pytest.raises(NotBeside):
        store(tmp_path, f"{HEADER}\n{note(1)}\n", beside=other)


def test_a_snapshot_older_than_its_own_times_is_refused(tmp_path: Path) -> None:
    text = f"{HEADER}\n{note(1, HELPFUL, 10, HELPFUL)}\n"
    with pytest.raises(SnapshotTooEarly):
        store(tmp_path, text, answers={"last-look": "2025-02-28"})
    report = store(tmp_path, text, answers={"last-look": "2025-03-05"})
    assert report.last_time == "2025-03-06T00:00:00Z"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("noteId\traterParticipantId\tcreatedAtMillis", "ratings"),
        ("participantId\tenrollmentState\tsuccessfulRatingNeededToEarnIn", "enrolment"),
        ("noteId\tcreatedAtMillis\tcurrentStatus", "firstnonnmrstatus"),
    ],
)
def test_the_other_files_are_not_read_and_are_named(header: str, says: str) -> None:
    other = head(header + "\n", delimiter="\t")
    assert CommunityNotes.recognise(other) is None
    assert says in (CommunityNotes.near_miss(other) or "")


@pytest.mark.parametrize(
    "old",
    ["timestampMillisOfMostRecentNonNMRStatus", "timestampMillisOfLatestNonNMRStatus"],
)
def test_every_spelling_of_a_column_is_read(old: str) -> None:
    match = CommunityNotes.recognise(
        head(HEADER.replace("timestampMillisOfLatestNonNMRStatus", old) + "\n", delimiter="\t")
    )
    assert match is not None
    assert "latest_at" in match.columns
    again = HEADER.replace("mostRecentNonNMRStatus", "latestNonNMRStatus")
    assert (
        "latest" in (CommunityNotes.recognise(head(again + "\n", delimiter="\t")) or match).columns
    )


def test_a_table_without_these_names_is_not_claimed() -> None:
    for text in ("", "noteId,value\n1,2\n", "item,posted_at,outcome\n1,2025-01-01,up\n"):
        assert CommunityNotes.recognise(head(text)) is None
        assert CommunityNotes.near_miss(head(text)) is None


def test_the_times_of_ids_are_those_of_the_producer() -> None:
    # FORMATS: a note's id and its createdAtMillis agree within 54 ms (1354870745806086150, 1611861332737).
    at = (1354870745806086150 >> 22) + 1_288_834_974_657
    assert abs(at - 1611861332737) <= 54
    assert datetime.fromtimestamp(at / 1000, UTC).date().isoformat() == "2021-01-28"
