"""A simulated archive: the same for the same seed, sound, marked as simulated, and like nothing real."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from recovery import truth_of

from ripplemark import schema
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.archive.words import WORDS
from ripplemark.cli import run
from ripplemark.figures.sourcing import simulated
from ripplemark.ingest.incidents import incident_records
from ripplemark.paths import BUNDLED
from ripplemark.simulate import INCIDENTS, TRUTH, NotEmpty, simulate

DEMO = BUNDLED["demo"]
INVENTED = {
    *("Boardly", "Pigeonry", "Chirp", "Murmur", "Vidra", "Loopa", "Pressline", "Almanac"),
    *("Lookfor", "Findwell", "Kiosque", "Hollo", "Tanglewire"),
}
GOOGLE = "Google"
"""Named by the reader of Google-Trends-style downloads, whatever is in them."""
MEGABYTES = 6


def _contents(root: Path) -> dict[str, str]:
    """Every file below a folder by its path there, with its SHA-256."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(few: Path, tmp_path: Path) -> None:
    keys = [told["key"] for told in truth_of(few)["incidents"].values()]
    simulate(tmp_path / "again", only=keys)
    assert _contents(tmp_path / "again") == _contents(few)


def test_the_bundled_archive_is_what_the_code_makes(few: Path) -> None:
    # Its other incidents are made again by `make demo`, which takes a minute.
    bundled, made = _contents(DEMO), _contents(few)
    del bundled[TRUTH], made[TRUTH]
    assert {path: bundled.get(path) for path in made} == made
    whole = truth_of(DEMO)["incidents"]
    for code, told in truth_of(few)["incidents"].items():
        assert whole[code] == told


def test_another_seed_gives_other_code_words_and_other_rows(tmp_path: Path) -> None:
    for seed in (8, 9):
        simulate(tmp_path / str(seed), seed, only=["hardly-anything"])
    one, other = (truth_of(tmp_path / str(seed))["incidents"] for seed in (8, 9))
    assert set(one) != set(other)
    rows = [set(_contents(tmp_path / str(seed)).values()) for seed in (8, 9)]
    assert not rows[0] & rows[1]


def test_the_bundled_archive_is_whole_small_and_large_enough() -> None:
    archive = Archive(DEMO)
    assert archive.verify() == ()
    assert archive.quarantined() == ()
    assert (
        sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < MEGABYTES * 2**20
    )
    items = sum(
        each.counts.weight_stored for each in archive.datasets() if each.table == "moderation"
    )
    assert items > 20_000
    assert {each.table for each in archive.datasets()} == {
        *("attention", "moderation", "requests", "events", "search_results")
    }
    assert {each.format for each in archive.datasets()} >= {"google_trends", "takedown_log"}
    assert not any(each.counts.rows_rejected for each in archive.datasets())


def test_every_dataset_says_that_it_is_simulated() -> None:
    assert all(simulated([each]) for each in Archive(DEMO).datasets())
    assert all("simulation" in str(each.source) for each in Archive(DEMO).datasets())


def test_data_of_ones_own_are_not_marked_as_simulated(few: Path) -> None:
    from ripplemark.ingest import Options

    assert not Options().simulated
    assert all(each.provenance["simulated"] is True for each in Archive(few).datasets())


def test_incidents_have_drawn_code_words_and_everything_decided() -> None:
    records = incident_records(Archive(DEMO))
    assert len(records) == len(INCIDENTS)
    assert {each["incident"] for each in records} <= set(WORDS)
    assert all(each["home_zone"] and each["datasets"] for each in records)
    assert {each["kind"] for each in records} == set(schema.INCIDENT_KINDS)
    assert {each["verdict"] for each in records} == set(schema.VERDICTS)
    assert {each["sensitivity"] for each in records} == set(schema.SENSITIVITIES)
    assert len({each["home_zone"] for each in records}) == len(records)


def test_every_channel_of_an_incident_has_its_main_series() -> None:
    archive = Archive(DEMO)
    ids = {each.dataset_id for each in archive.datasets()}
    for code, told in truth_of(DEMO)["incidents"].items():
        for each in told["onsets"]:
            assert archive.decision(code, f"main.{each['channel']}") in ids


def test_no_platform_is_a_real_one() -> None:
    serving = serve(Archive(DEMO))
    try:
        named = {
            row["platform"]
            for table in ("attention", "moderation", "requests")
            for row in _platforms(serving.cursor().table(table))
        }
        engines = {
            row[0]
            for row in serving.cursor()
            .table("search_results")
            .select("engine")
            .distinct()
            .fetchall()
        }
    finally:
        serving.close()
    assert named <= INVENTED | {GOOGLE}
    assert engines == {"Lookfor", "Findwell"}


def _platforms(relation: object) -> list[dict[str, str]]:
    rows = relation.select("platform").distinct().fetchall()  # type: ignore[attr-defined]
    return [{"platform": name} for (name,) in rows]


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotEmpty):
        simulate(tmp_path)
    assert run(["simulate", "--to", str(tmp_path)]) == 1
    assert run(["simulate", "--to", str(tmp_path / "mine.txt")]) == 1
    assert run(["simulate", "--to", str(tmp_path / "other"), "--seed", "-1"]) == 2
    assert _contents(tmp_path) == {"mine.txt": hashlib.sha256(b"mine").hexdigest()}


def test_the_command_line_makes_an_archive_and_says_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tuple(each for each in INCIDENTS if each.key == "hardly-anything")
    monkeypatch.setattr("ripplemark.simulate.INCIDENTS", small)
    assert run(["simulate", "--to", str(tmp_path / "one"), "--seed", "5", "--json"]) == 0
    told = capsys.readouterr()
    made = json.loads(told.out)
    assert made["fingerprint"] == Archive(tmp_path / "one").fingerprint()
    assert made["datasets"] == len(Archive(tmp_path / "one").datasets()) == 2
    assert run(["simulate", "--to", str(tmp_path / "two"), "--seed", "5"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "simulated" in said.err
    assert str(tmp_path) not in said.err + told.err
    assert _contents(tmp_path / "one") == _contents(tmp_path / "two")


def test_the_truth_says_what_was_planted_and_where_to_look(few: Path) -> None:
    told = truth_of(few)
    assert told["simulated"] is True
    for incident in told["incidents"].values():
        assert incident["about"]
        assert incident["process"]["zone"]
        assert all(
            {"metric", "by", "settings", "where", "value"} <= set(each)
            for each in incident["truth"]
        )
    assert json.loads((few / TRUTH).read_text(encoding="utf-8")) == told
