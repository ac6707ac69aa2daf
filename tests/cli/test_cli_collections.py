"""``add --append``, ``datasets --collection``, ``remove`` and ``restore`` of a whole collection."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ripplemark.cli import run
from tests.dumps import dump, posts

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def one(*words: str | Path) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return one


@pytest.fixture
def daily(call: Call, tmp_path: Path) -> list[str]:
    """Three dumps of one collection, and one dataset of an incident; the ids of the dumps."""
    days = [dump(tmp_path, f"2025-09-0{day}") for day in (1, 2, 5)]
    code, out, _ = call("add", *days, "--append", "dsa-daily", "--json")
    assert code == 0
    alone = posts(tmp_path, "a.csv", "2025-03-29")
    assert call("add", alone, "--incident", "LANTERN", "--channel", "social")[0] == 0
    return [each["dataset_id"] for each in json.loads(out)]


def listed(call: Call, *words: str) -> list[dict[str, Any]]:
    code, out, _ = call("datasets", *words, "--json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_several_files_become_members_one_by_one_and_each_is_reported(
    call: Call, tmp_path: Path
) -> None:
    days = [dump(tmp_path, f"2025-09-0{day}") for day in (1, 3)]
    bad = posts(tmp_path, "bad.csv", "2025-03-29")
    words = ("add", days[0], bad, days[1], "--append", "dsa-daily", "--incident", "LANTERN")
    code, out, err = call(*words[:-2], "--json")
    first, second, third = json.loads(out)
    assert code == 1
    assert [first["collection"]["members"], third["collection"]["members"]] == [1, 2]
    assert second["error"]["title"]
    assert third["collection"]["gap_count"] == 1
    assert "No dataset of the collection covers: on 2 September 2025." in err


def test_a_collection_is_one_entry_and_its_members_are_listed_on_request(
    call: Call, daily: list[str]
) -> None:
    together, alone = listed(call)
    assert set(alone) <= set(together)
    assert (together["dataset"], together["members"], together["rows"]) == ("dsa-daily", 3, 42)
    assert (together["gap_count"], together["overlap_count"]) == (1, 0)
    assert together["gaps"][0]["start"] == "2025-09-03T00:00:00Z"
    assert (alone["members"], alone["collection"], alone["incident"]) == (None, None, "LANTERN")
    assert [each["dataset"] for each in listed(call, "--collection", "dsa-daily")] == daily
    code, out, err = call("datasets", "--collection", "dsa-daily")
    assert (code, len(out.splitlines())) == (0, 4)
    assert "from 3 September 2025 to 4 September 2025" in err
    code, out, _ = call("datasets")
    assert [line.split()[0] for line in out.splitlines()[1:]] == ["dsa-daily", alone["dataset"]]
    assert call("datasets", "--collection", "no-such")[0] == 1


def test_without_a_collection_the_table_has_the_columns_that_it_had(
    call: Call, tmp_path: Path
) -> None:
    call("add", posts(tmp_path, "a.csv", "2025-03-29"), "--incident", "LANTERN")
    _, out, _ = call("datasets")
    header = out.splitlines()[0].split()
    assert header == ["dataset", "incident", "table", "rows", "first_time", "last_time", "zone"]


def test_a_whole_collection_goes_to_the_trash_and_comes_back(call: Call, daily: list[str]) -> None:
    code, _, err = call("remove", "dsa-daily")
    assert code == 0
    assert "has 3 datasets; all of them go to the trash" in err
    assert "restore dsa-daily" in err
    assert [each["collection"] for each in listed(call)] == [None]
    code, _, err = call("restore", "dsa-daily")
    assert code == 0
    assert "3 datasets back" in err
    assert {each["dataset"] for each in listed(call, "--collection", "dsa-daily")} == set(daily)


def test_a_member_is_removed_by_its_id_and_the_rest_stays(call: Call, daily: list[str]) -> None:
    assert call("remove", daily[0])[0] == 0
    assert listed(call)[0]["members"] == 2
    code, _, err = call("restore", "nothing-here")
    assert code == 1
    assert "dsa-daily" in err
    assert call("restore", daily[0])[0] == 0
    assert listed(call)[0]["members"] == 3


def test_what_was_replaced_stays_in_the_trash_when_the_collection_comes_back(
    call: Call, daily: list[str], tmp_path: Path
) -> None:
    better = dump(tmp_path, "2025-09-01", but=1)
    assert call("add", better, "--append", "dsa-daily", "--replaces", daily[0])[0] == 0
    now = {each["dataset"] for each in listed(call, "--collection", "dsa-daily")}
    assert daily[0] not in now
    call("remove", "dsa-daily")
    code, _, err = call("restore", "dsa-daily")
    assert code == 0
    assert f"{daily[0]} stays" in err
    assert {each["dataset"] for each in listed(call, "--collection", "dsa-daily")} == now


def test_a_name_that_is_neither_lists_collections_in_place_of_their_members(
    call: Call, daily: list[str]
) -> None:
    code, _, err = call("remove", "dsa-dally")
    assert code == 1
    assert "dsa-daily" in err
    assert daily[0] not in err
