"""What cannot be meant is never decided: each refusal names what can, and the archive stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ripplemark import schema
from ripplemark.archive import Archive, Stamp
from ripplemark.cli import run
from ripplemark.ingest.incidents import KEYS, NotADay, decide_value

HEADER = "series,channel,metric,bin_start,bin_width,value"
Calling = Callable[..., tuple[int, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Calling:
    def one(*words: str | Path) -> tuple[int, str]:
        code = run([str(word) for word in words])
        return code, capsys.readouterr().err

    return one


@pytest.fixture
def lantern(tmp_path: Path, call: Calling) -> Archive:
    """Two series of searches that the file names, one of posts."""
    for name, channel, series in (
        ("one", "search", "first invented phrase"),
        ("two", "search", "second invented phrase"),
        ("three", "social", "posts"),
    ):
        rows = [f"{series},{channel},,2025-01-{day:02d},P1D,{day}" for day in range(1, 15)]
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
        assert call("add", path, "--incident", "LANTERN")[0] == 0
    return Archive(tmp_path / "archive")


def test_a_main_series_that_does_not_exist_is_refused_with_those_that_are_offered(
    lantern: Archive, call: Calling
) -> None:
    before = lantern.decisions()
    code, told = call("decide", "LANTERN", "main.search=zzz")
    assert code == 1
    keys = [f"{each.dataset_id}.1" for each in lantern.datasets()]
    assert f"main.search={keys[0]} (term A" in told
    assert f"main.search={keys[1]} (term B" in told
    assert keys[2] not in told
    assert "zzz" not in told
    assert "phrase" not in told
    assert lantern.decisions() == before


@pytest.mark.parametrize("form", ["alias", "dataset", "key"])
def test_a_series_is_decided_on_by_its_alias_its_dataset_or_its_key(
    lantern: Archive, call: Calling, form: str
) -> None:
    dataset = lantern.datasets()[1].dataset_id
    value = {"alias": "term B", "dataset": dataset, "key": f"{dataset}.1"}[form]
    assert call("decide", "LANTERN", f"main.search={value}")[0] == 0
    assert lantern.decision("LANTERN", "main.search") == value


def test_a_series_of_another_channel_is_no_series_of_this_one(
    lantern: Archive, call: Calling
) -> None:
    assert len(lantern.datasets()) == 3
    assert call("decide", "LANTERN", "main.search=posts")[0] == 1
    assert call("decide", "LANTERN", "main.social=posts")[0] == 0


def test_a_name_that_several_series_share_decides_nothing(
    lantern: Archive, call: Calling, tmp_path: Path
) -> None:
    rows = [f"first invented phrase,search,,2025-02-{day:02d},P1D,{day}" for day in range(1, 15)]
    path = tmp_path / "again.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    assert call("add", path, "--incident", "LANTERN")[0] == 0
    code, told = call("decide", "LANTERN", "main.search=term A")
    assert code == 1
    assert "2 series of web searches of LANTERN are named so." in told
    assert lantern.decision("LANTERN", "main.search") is None


def test_a_channel_without_any_series_says_to_add_the_file_first(
    lantern: Archive, call: Calling
) -> None:
    code, told = call("decide", "LANTERN", "main.video=term A")
    assert code == 1
    assert "Add the file first" in told
    assert lantern.decision("LANTERN", "main.video") is None


def test_a_channel_that_does_not_exist_is_refused_with_those_that_do(
    lantern: Archive, call: Calling
) -> None:
    code, told = call("decide", "LANTERN", "main.telegraph=term A")
    assert code == 1
    assert f"There is no kind of place 'telegraph'. Known: {', '.join(schema.CHANNELS)}." in told
    assert lantern.decision("LANTERN", "main.telegraph") is None


@pytest.mark.parametrize("key", [key for key in KEYS if not key.startswith("main.")])
def test_every_other_key_refuses_a_word_that_it_does_not_know_and_says_what_it_takes(
    lantern: Archive, call: Calling, key: str
) -> None:
    before = lantern.decisions()
    code, told = call("decide", "LANTERN", f"{key}=zzz")
    assert code == 1
    assert any(word in told for word in ("Known: ", "such as Europe/Berlin", "for example")), told
    assert lantern.decisions() == before


@pytest.mark.parametrize("text", ["3/4/2031", "2015-01-01", "soon", "", "2031-02-30"])
def test_an_incident_is_kept_until_a_day_to_come_that_reads_one_way_only(
    tmp_path: Path, text: str
) -> None:
    archive = Archive(tmp_path / "archive", Stamp(now=lambda: datetime(2026, 5, 20, tzinfo=UTC)))
    archive.ensure_incident("LANTERN")
    with pytest.raises(NotADay):
        decide_value(archive, "LANTERN", "keep_until", text)
    for day in ("2026-05-20", "2031-12-31"):
        assert decide_value(archive, "LANTERN", "keep_until", day) == day
