"""Promises of the reader of the EU DSA Transparency Database's statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from golden import expected, inputs
from reading import head, text_of
from real_archive import SHARED, RealArchive, codes, needs_shared
from through_ingest import through

from ripplemark import catalogue
from ripplemark.archive.serving import serve
from ripplemark.ingest import PlatformFile
from ripplemark.measures import measure
from ripplemark.readers import READERS
from ripplemark.readers.dsa_layout import COLUMNS
from ripplemark.readers.dsa_statements import DsaStatements

FULL = next(p for p in inputs("dsa_statements") if "full" in p.name)
SEARCH = "dsa_sor/search_export_2023-09-27/statements-of-reason.csv"
EXCERPT = "transcribed/sor-tiktok-2024-11-23-full-00000-00000.EXCERPT.csv"


def _as_written(rows: list[dict[str, Any]], columns: list[str]) -> list[list[str]]:
    return sorted(["" if row[c] is None else str(row[c]) for c in columns] for row in rows)


@pytest.mark.parametrize("path", inputs("dsa_statements"), ids=lambda p: p.name)
def test_every_golden_dump_comes_out_as_written_down(path: Path, tmp_path: Path) -> None:
    wanted = expected(path)
    got = through(path, tmp_path)
    assert _as_written(got.rows, list(wanted[0])) == _as_written(wanted, list(wanted[0]))
    assert {row["line"] for row in got.rows} == {None}


def test_what_was_set_apart_is_counted_in_words(tmp_path: Path) -> None:
    told = codes(RealArchive(tmp_path).add(FULL))
    for code, count in (
        ("dsa-accounts", 3),
        ("dsa-other-decisions", 3),
        ("dsa-no-decision", 1),
        ("dsa-content-date-unknown", 3),
        ("dsa-negative-lags", 1),
        ("dsa-undated", 1),
        ("dsa-several-keywords", 2),
        ("dsa-unknown-codes", 1),
        ("dsa-names", 2),
    ):
        assert told[code].startswith(f"{count} of 18 statements"), code
    assert "in category, category_specification" in told["dsa-unknown-codes"]
    assert {"rolled-up", "dsa-acted-on", "dsa-days"} <= set(told)


def test_only_removals_have_a_lag_and_a_negative_one_is_told_and_not_clipped(
    tmp_path: Path,
) -> None:
    real = RealArchive(tmp_path)
    real.add(FULL)
    lags = real.query(
        "SELECT date_diff('day', posted_at_lo, down_at_lo) AS days, sum(n)::BIGINT FROM moderation "
        "WHERE posted_at_lo IS NOT NULL AND down_at_lo IS NOT NULL GROUP BY days ORDER BY days"
    )
    assert lags == [(-1, 1), (2, 7)]
    accounts = real.query(
        "SELECT count(posted_at_lo), sum(n)::BIGINT FROM moderation WHERE outcome = 'account'"
    )
    assert accounts == [(0, 3)]


def test_an_item_and_a_territory_are_stored_only_where_they_are_kept(tmp_path: Path) -> None:
    plain, kept = RealArchive(tmp_path / "plain"), RealArchive(tmp_path / "kept")
    plain.add(FULL)
    kept.add(FULL, keep=("item", "region"))
    seen = "SELECT count(*), count(item), count(DISTINCT item), count(region), count(source_line) FROM moderation"
    assert plain.query(seen) == [(14, 0, 0, 0, 0)]
    assert kept.query(seen) == [(18, 18, 18, 18, 0)]
    assert b"7440000000000000001" not in kept.every_byte()


def test_no_free_text_and_no_identifier_of_the_dump_is_stored(tmp_path: Path) -> None:
    real = RealArchive(tmp_path)
    real.add(FULL)
    stored = real.every_byte()
    for secret in (
        b"House rules",
        b"Invented, for a test",
        b"Found by our",
        b"Shown less",
        b"4006381333931",
    ):
        assert secret not in stored


def test_a_dump_is_never_an_incidents(tmp_path: Path) -> None:
    with pytest.raises(PlatformFile):
        RealArchive(tmp_path).add(FULL, incident="LANTERN")


def test_both_versions_of_a_renamed_code_have_one_word_and_no_word_is_too_long() -> None:
    with duckdb.connect() as con:
        rows = con.sql(catalogue.query("readers/dsa_codes").sql).fetchall()
    words = {(kind, code): word for kind, code, word, _, _ in rows}
    assert len(words) == len(rows)
    assert all(len(word) <= 40 for word in words.values())
    keyword = {
        code.removeprefix("KEYWORD_"): word
        for (kind, code), word in words.items()
        if kind == "keyword"
    }
    assert keyword["NON_CONSENSUAL_ITEMS_DEEPFAKE"] == keyword["NON_CONSENSUAL_MATERIAL_DEEPFAKE"]
    category = {
        code.removeprefix("STATEMENT_CATEGORY_"): word
        for (kind, code), word in words.items()
        if kind == "category"
    }
    assert category["SCOPE_OF_PLATFORM_SERVICE"] == category["OTHER_VIOLATION_TC"]
    assert category["UNSAFE_AND_ILLEGAL_PRODUCTS"] == category["UNSAFE_AND_PROHIBITED_PRODUCTS"]
    eras = {code: era for kind, code, _, era, _ in rows if kind == "category"}
    # 16 categories of version 2 and 14 of version 1 (FORMATS.md 5.4), 10 of them in both.
    assert [list(eras.values()).count(era) for era in ("both", "v1", "v2")] == [10, 4, 6]


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    lines = [line.split(",") for line in ("\n".join(_simple(COLUMNS))).split("\n")]
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join(",".join(reversed(cells)) for cells in lines))
    straight = tmp_path / "straight.csv"
    straight.write_text("\n".join(",".join(cells) for cells in lines))
    assert through(turned, tmp_path / "a").rows == through(straight, tmp_path / "b").rows


def _simple(columns: tuple[str, ...]) -> list[str]:
    cells = {
        "decision_visibility": "DECISION_VISIBILITY_CONTENT_REMOVED",
        "category": "STATEMENT_CATEGORY_SELF_HARM",
        "content_date": "2024-05-01",
        "application_date": "2024-05-09",
        "platform_name": "Chirp",
    }
    return [",".join(columns), ",".join(cells.get(name, "") for name in columns)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            ",".join(c for c in COLUMNS if c != "content_date") + "\n" + "a," * 36 + "a\n",
            "lacks 'content_date'",
        ),
        ("0123456789abcdef0123456789abcdef01234567  sor-chirp-2025-08-04-full.zip\n", "checksum"),
    ],
)
def test_a_file_that_is_almost_one_is_named(text: str, says: str) -> None:
    assert DsaStatements.recognise(head(text)) is None
    assert says in (DsaStatements.near_miss(head(text)) or "")


def test_a_table_of_something_else_is_not_claimed_and_not_named() -> None:
    other = head("date,platform_name,likes\n2024-01-01,Chirp,4\n")
    assert DsaStatements.recognise(other) is None
    assert DsaStatements.near_miss(other) is None


def test_statements_of_both_versions_are_told_to_be_no_continuous_series(tmp_path: Path) -> None:
    both = tmp_path / "both.csv"
    first, row = _simple(COLUMNS)
    both.write_text("\n".join([first, row, row.replace("2024-05-09", "2025-07-01")]))
    assert "dsa-two-versions" in through(both, tmp_path / "work").codes
    assert "dsa-two-versions" not in through(FULL, tmp_path / "other").codes


def test_content_dated_to_the_old_floor_is_kept_and_told(tmp_path: Path) -> None:
    header, row = _simple(COLUMNS)
    dump = tmp_path / "dump.csv"
    dump.write_text("\n".join([header, row, row.replace("2024-05-01", "2020-01-02")]))
    got = through(dump, tmp_path / "work")
    assert "dsa-content-date-early" in got.codes
    assert {each["posted_at"] for each in got.rows} == {"2024-05-01", "2020-01-02"}


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("name", [SEARCH, EXCERPT])
def test_a_real_file_is_claimed_by_this_format_alone(name: str) -> None:
    seen = head(text_of(SHARED / name))
    assert [each.name for each in READERS if each.recognise(seen)] == ["dsa_statements"]


@pytest.mark.shared
@needs_shared
def test_the_real_search_export_has_its_thousand_rows_and_lags(tmp_path: Path) -> None:
    # data/README.md: 1000 rows; TikTok 931, 0.0, 2.1343, 403; Pinterest 61, 0.0, 3.7541, 121; Snapchat 8, 0.0, 1.0, 5.
    real = RealArchive(tmp_path)
    report = real.add(SHARED / SEARCH)
    assert (report.rows_read, report.weight_stored, report.rejected) == (1000, 1000, 0)
    assert report.rows_stored < 100
    lags = real.query(
        "WITH dated AS (SELECT platform, n, date_diff('day', if(outcome = 'account', entered_at_lo, posted_at_lo), "
        "coalesce(down_at_lo, label_at_lo, entered_at_lo)) AS d FROM moderation) "
        "SELECT platform, sum(n)::BIGINT, round(sum(d * n) / sum(n), 4), max(d), "
        "(sum(n) FILTER (d = 0))::BIGINT FROM dated GROUP BY platform ORDER BY 2 DESC"
    )
    assert [row[:4] for row in lags] == [
        ("TikTok", 931, 2.1343, 403),
        ("Pinterest", 61, 3.7541, 121),
        ("Snapchat", 8, 1.0, 5),
    ]
    assert all(2 * zero > n for _, n, _, _, zero in lags)  # the median is 0
    outcomes = real.query(
        "SELECT outcome, sum(n)::BIGINT FROM moderation GROUP BY outcome ORDER BY 2 DESC"
    )
    # 674 CONTENT_REMOVED and 6 CONTENT_DISABLED; 303 OTHER, 6 AGE_RESTRICTED and 8 of the service; 3 accounts.
    assert outcomes == [("removed", 680), ("partial", 317), ("account", 3)]


@pytest.mark.shared
@needs_shared
def test_the_real_excerpt_of_a_dump_has_its_lags(tmp_path: Path) -> None:
    # data/README.md: (23, 5, 445, 0.0)
    real = RealArchive(tmp_path)
    assert real.add(SHARED / EXCERPT).rows_read == 23
    lags = real.query(
        "WITH dated AS (SELECT n, date_diff('day', posted_at_lo, coalesce(down_at_lo, entered_at_lo)) AS d FROM moderation) "
        "SELECT sum(n)::BIGINT, (sum(n) FILTER (d > 0))::BIGINT, max(d), (sum(n) FILTER (d = 0))::BIGINT FROM dated"
    )
    assert lags == [(23, 5, 445, 18)]


@pytest.mark.shared
@needs_shared
def test_a_median_is_measured_at_platform_scope(tmp_path: Path) -> None:
    real = RealArchive(tmp_path)
    real.add(SHARED / SEARCH)
    serving = serve(real.archive)
    try:
        found = measure(
            serving, "median-lag", scope="platform", by=("platform",), settings={"clock": "post"}
        )
    finally:
        serving.close()
    by = {each.by["platform"]: each for each in found.estimates}
    assert by["TikTok"].n == 680 - by["Pinterest"].n - (by["Snapchat"].n if "Snapchat" in by else 0)
