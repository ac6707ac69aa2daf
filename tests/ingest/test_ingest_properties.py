"""What holds for any file: the order of columns does not matter, nor does size."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from adding import rows, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ripplemark import schema
from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.ingest.problems import _LONGEST, _WORD
from ripplemark.vault import Vault

OPTIONS = Options(incident="LANTERN", zone="Europe/Berlin", keep=("uploader",))
CELLS = {
    "platform": ("Platform A", "Platform B"),
    "item": ("https://example.org/1", ""),
    "uploader": ("u1", "u2"),
    "posted_at": ("2025-10-24T08:00", ""),
    "notice_at": ("2025-10-24T10:00", "2025-10-25"),
    "down_at": ("2025-10-26T02:30", "2025-10-27"),
    "outcome": ("removed", "GEO"),
    "automated_detection": ("yes", "no"),
    "views": ("12", ""),
    "n": ("3", ""),
    "language": ("de", "fr"),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vault, list[dict[str, object]]]:
    folder = tmp_path_factory.mktemp("plain")
    vault, archive = Vault(folder / "vault"), Archive(folder / "archive")
    add(archive, vault, write(folder, text(list(CELLS))), OPTIONS)
    return vault, without_own_items(rows(archive, "moderation"))


def text(order: list[str]) -> str:
    return (
        "\n".join([",".join(order), *(",".join(CELLS[name][k] for name in order) for k in (0, 1))])
        + "\n"
    )


def without_own_items(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """The item of a row without a link is a hash of this very file, which differs with the order."""
    return [row | {"item": row["item"] if row["source_line"] == 2 else ""} for row in found]


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(list(CELLS)))
def test_any_order_of_columns_stores_the_same_rows(
    order: list[str],
    plain: tuple[Vault, list[dict[str, object]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("order")
    archive = Archive(folder / "archive")
    add(archive, plain[0], write(folder, text(order)), OPTIONS)
    assert without_own_items(rows(archive, "moderation")) == plain[1]


@settings(deadline=None, max_examples=40)
@given(text=st.text(max_size=45))
@example(text="a" * 40)
@example(text="a" * 41)
@example(text="Ü" * 40)
@example(text="a\n")
def test_the_fast_check_of_a_word_is_the_schemas_own(text: str) -> None:
    if "\0" in text or re.search("[\ud800-\udfff]", text):
        return
    with duckdb.connect() as con:
        (found,) = con.execute(
            "SELECT regexp_full_match($text, $whole), length($text) <= $longest AND regexp_full_match($text, $fast)",
            {"text": text, "whole": schema.WORD_PATTERN, "longest": _LONGEST, "fast": _WORD},
        ).fetchall()
    assert found[0] == found[1]


def test_three_hundred_thousand_rows_are_stored_with_their_lines_and_weights(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    with duckdb.connect() as con:
        con.sql(
            """SELECT 'Platform ' || (i % 3) AS platform, 'https://example.org/' || i AS item,
                      strftime(TIMESTAMP '2025-01-01' + to_minutes(i % 50000), '%Y-%m-%d %H:%M') AS notice_at,
                      if(i % 1000 = 7, 'never', '2025-06-01') AS down_at, i % 4 + 1 AS n
               FROM range(300000) AS t(i)"""
        ).write_csv(str(path))
    options = Options(incident="LANTERN", answers={"rejects": "skip"})
    report = add(archive, vault, path, options)
    assert (report.rows_read, report.rows_stored, report.rejected) == (300_000, 299_700, 300)
    assert [each.line for each in report.rejects][:3] == [9, 1_009, 2_009]
    with duckdb.connect() as con:
        (found,) = (
            con.read_parquet([str(each) for each in archive.files("moderation")])
            .aggregate(
                "count(DISTINCT source_line), min(source_line), max(source_line), sum(n)::BIGINT, count(DISTINCT item)"
            )
            .fetchall()
        )
    lost = sum(i % 4 + 1 for i in range(300_000) if i % 1000 == 7)
    assert found == (299_700, 2, 300_001, 750_000 - lost, 299_700)
    assert report.weight_stored == 750_000 - lost
