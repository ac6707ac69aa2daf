"""Answers about many items are kept beside the archive for as long as its data stay the same, and are never missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from real_path import Storing

from ripplemark.archive import Archive, answers
from ripplemark.archive.serving import serve
from ripplemark.engine import serving as engine

HEADER = "incident,platform,item,posted_at,notice_at,down_at,outcome,observed_until"
LOG = [
    f"LANTERN,Platform A,{k},2025-03-01T08:00Z,2025-03-01T09:00Z,2025-03-0{k}T12:00Z,removed,2025-03-09"
    for k in range(1, 7)
]
CLOCKS: dict[str, Any] = {"incident": "LANTERN", "scope": "incident"}


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MANY", 1)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the queries that the engine was asked, in order; answers from the disk are not among them."""
    names: list[str] = []
    run = engine.run

    def told(con: Any, name: str, parameters: Any) -> Any:
        names.append(name)
        return run(con, name, parameters)

    monkeypatch.setattr(engine, "run", told)
    return names


def known(archive: Archive, **other: Any) -> list[dict[str, Any]]:
    """What a fresh connection says of the clocks of LANTERN's items."""
    serving = serve(archive)
    try:
        return serving.run("moderation/clocks_known", **{**CLOCKS, **other}).records()
    finally:
        serving.close()


def kept(archive: Archive) -> list[Path]:
    """The answers on the disk."""
    return sorted((archive.root / ".answers").glob("*/*"))


@pytest.mark.usefixtures("many")
def test_a_later_connection_has_the_same_answer_without_asking_the_engine(
    storing: Storing, tmp_path: Path, asked: list[str]
) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    first = known(archive)
    assert first[0]["notice"] == 6
    assert asked == ["moderation/clocks_known"]
    assert known(archive) == first
    assert asked == ["moderation/clocks_known"]
    assert known(archive, incident="OTHERS")[0]["notice"] == 0  # another question
    assert len(asked) == 2


@pytest.mark.usefixtures("many")
def test_every_type_of_column_comes_back_as_it_was(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    question: dict[str, Any] = {
        "incident": "LANTERN", "scope": "incident", "clock": "notice", "gone": ["removed"], "keys": ["platform"],
        "selected": [], "since": None, "until": None, "merged": [], "merged_as": "", "upto": None,
    }  # fmt: skip
    tables = []
    for _ in range(2):
        serving = serve(archive)
        tables.append(serving.run("moderation/lags_by_group", **question).rows)
        serving.close()
    assert kept(archive)
    assert tables[0].schema == tables[1].schema
    assert tables[0].equals(tables[1])


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("left", [b"", b"ARROW1\0\0", None], ids=["empty", "begun", "half"])
def test_an_answer_that_was_cut_off_is_asked_for_again(
    storing: Storing, tmp_path: Path, asked: list[str], left: bytes | None
) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    first = known(archive)
    (path,) = kept(archive)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if left is None else left)
    assert known(archive) == first
    assert len(asked) == 2
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("many")
def test_other_data_leave_the_answers_before_them_behind_and_a_decision_does_not(
    storing: Storing, tmp_path: Path, asked: list[str]
) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    known(archive)
    archive.decide("LANTERN", "home_zone", "Europe/Berlin")
    known(archive)
    assert len(asked) == 1
    storing(HEADER, LOG[0].replace(",1,", ",seven,"))
    assert not kept(archive)
    assert known(archive)[0]["items"] == 7
    assert len(asked) == 2


@pytest.mark.usefixtures("many")
def test_nothing_is_left_of_what_was_erased_not_even_by_a_connection_that_is_still_open(
    storing: Storing, tmp_path: Path
) -> None:
    report = storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    serving.run("moderation/clocks_known", **CLOCKS)
    assert kept(archive)
    archive.erase(str(report.dataset_id))
    assert not kept(archive)
    serving.close()
    late = serve(archive)
    late.run("moderation/clocks_known", **CLOCKS)
    late.close()
    assert not kept(archive)


@pytest.mark.usefixtures("many")
def test_no_more_answers_are_kept_than_there_is_room_for(
    storing: Storing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    known(archive)
    (first,) = kept(archive)
    monkeypatch.setattr("ripplemark.engine.answers.ROOM", int(3.5 * first.stat().st_size))
    for number in range(6):
        known(archive, incident=f"CODE-{number}")
    assert len(kept(archive)) == 3
    assert first not in kept(archive)


@pytest.mark.usefixtures("many")
def test_while_a_file_is_damaged_no_answer_is_kept_and_none_is_given(
    storing: Storing, tmp_path: Path, asked: list[str]
) -> None:
    storing(HEADER, *LOG)
    report = storing(HEADER, LOG[0].replace(",1,", ",seven,"))
    archive = Archive(tmp_path / "archive")
    known(archive)
    file = archive.root / "datasets" / str(report.dataset_id) / "moderation.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    archive = Archive(tmp_path / "archive")
    assert known(archive)[0]["items"] == 6
    assert len(asked) == 2
    file.write_bytes(whole)
    assert known(archive)[0]["items"] == 7
    assert len(asked) == 2


def test_of_few_items_nothing_is_kept(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")
    known(archive)
    assert archive.answers() is None
    assert not (archive.root / ".answers").exists()


@pytest.mark.usefixtures("many")
def test_a_folder_that_is_gone_or_cannot_be_written_to_is_no_error(
    storing: Storing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(HEADER, *LOG)
    archive = Archive(tmp_path / "archive")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ripplemark.engine.answers.replace_file", full)
    assert known(archive)[0]["items"] == 6
    folder = archive.answers()
    assert folder is not None
    folder.rmdir()
    assert known(archive)[0]["items"] == 6
    assert not kept(archive)
