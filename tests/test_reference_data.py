"""The dated facts that come with Ripplemark: each row says what, since when, from where, and when it was checked."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pytest

from ripplemark.gate.platforms import is_large
from ripplemark.paths import DATA, REFERENCE


def _rows() -> list[dict[str, Any]]:
    with (REFERENCE / "large_platforms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_reference_file_and_every_column_of_it_is_explained() -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    for path in REFERENCE.iterdir():
        assert f"reference/{path.name}" in told, path.name
    for column in _rows()[0]:
        assert f"| `{column}` |" in told, column


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["platform"])
def test_a_large_platform_has_dates_and_a_source(row: dict[str, Any]) -> None:
    since, checked = date.fromisoformat(row["designated_on"]), date.fromisoformat(row["checked_on"])
    assert date(2023, 4, 25) <= since <= checked
    if row["ended_on"]:
        assert since < date.fromisoformat(row["ended_on"]) <= checked
    assert row["kind"] in ("VLOP", "VLOSE")
    assert row["checked_against"] in ("primary", "secondary")
    assert "Commission" in row["source"]


def test_no_spelling_means_two_platforms() -> None:
    spellings = [
        "".join(filter(str.isalnum, name)).casefold()
        for row in _rows()
        for name in {row["platform"], *filter(None, row["aliases"].split("|"))}
    ]
    assert len(spellings) == len(set(spellings))


def test_a_platform_is_large_exactly_while_its_designation_stands() -> None:
    for row in _rows():
        for name in (row["platform"], *filter(None, row["aliases"].split("|"))):
            assert is_large(name) == (not row["ended_on"]), name
            assert is_large(name.upper()) == (not row["ended_on"]), name
