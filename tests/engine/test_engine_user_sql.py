"""A user's own SQL: one SELECT, nothing but the views, stopped at its limits, and no path in any answer."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import visible_of
from ripplemark.engine import Limits, Serving, Visible, run_user_sql
from ripplemark.engine.guard import RefusedSql, check
from ripplemark.engine.sandbox import BYTES, ROWS, QueryTookTooLong
from ripplemark.errors import QueryError

ATTACKS = [
    "DROP VIEW moderation",
    "/* SELECT */ DROP VIEW moderation",
    "SELECT 1; DROP VIEW moderation",
    "SELECT 1;; SELECT 2",
    "CREATE TABLE x AS SELECT 1",
    "CREATE OR REPLACE VIEW moderation AS SELECT 1",
    "INSERT INTO datasets SELECT * FROM datasets",
    "COPY moderation TO 'x.csv'",
    "ATTACH 'x.db'",
    "INSTALL httpfs",
    "SET threads = 1",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT * FROM attention",
    "DESCRIBE moderation",
    "SHOW ALL TABLES",
    "SELECT * FROM (SUMMARIZE attention)",
    "SELECT * FROM (DESCRIBE attention)",
    "PREPARE p AS SELECT 1",
    "SELECT $value",
    "SELECT ?",
    "SELECT * FROM read_text('x')",
    "SELECT * FROM read_parquet('x')",
    "SELECT * FROM parquet_metadata('x')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM 'x.parquet'",
    'SELECT * FROM "x.csv"',
    "SELECT (SELECT content FROM read_text('x'))",
    "SELECT * FROM attention WHERE series IN (SELECT filename FROM read_text('x'))",
    "WITH a AS (SELECT * FROM read_text('x')) SELECT * FROM a",
    "SELECT * FROM attention, LATERAL (SELECT * FROM glob('*'))",
    "SELECT current_setting('temp_directory')",
    "SELECT CURRENT_SETTING('temp_directory')",
    "SELECT \"current_setting\"('temp_directory')",
    "SELECT main.current_setting('temp_directory')",
    "SELECT 'temp_directory'.current_setting()",
    "SELECT list_transform(['temp_directory'], x -> current_setting(x))",
    "SELECT 1 ORDER BY current_setting('temp_directory')",
    "SELECT 1 LIMIT length(current_setting('temp_directory'))",
    "SELECT sum(1) FILTER (current_setting('temp_directory') = '') FROM attention",
    "SELECT row_number() OVER (ORDER BY current_setting('temp_directory'))",
    "SELECT struct_pack(a := [current_setting('temp_directory')])",
    "SELECT getenv('HOME')",
    "SELECT getvariable('x')",
    "SELECT json_serialize_plan('SELECT * FROM attention')",
    "SELECT pg_get_viewdef(1)",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('attention')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_views()",
    "SELECT * FROM duckdb_views",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM pg_catalog.pg_tables",
    "SELECT * FROM information_schema.views",
    "SELECT * FROM system.information_schema.views",
    "SELECT * FROM no_moderation",
    "SELECT * FROM test_all_types()",
    "PIVOT attention ON channel USING sum(value)",
    "FROM items_in_scope((SELECT content FROM read_text('x')), NULL, [], [], [], NULL)",
    "SELECT platform_as(current_setting('temp_directory'), [], NULL)",
    "SELECT * FROM items_in_scope",
    "CREATE MACRO platform_as(a, b, c) AS a",
]
SHADOWS = [
    "WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM sqlite_master",
    "SELECT * FROM (WITH duckdb_views AS (SELECT 1) SELECT 2), duckdb_views",
    "SELECT * FROM (WITH no_events AS (SELECT 1) SELECT 2), no_events",
    'WITH "x.parquet" AS (SELECT * FROM \'x.parquet\') SELECT * FROM "x.parquet"',
    "SELECT (WITH DUCKDB_VIEWS AS (SELECT 1) SELECT 1), sql FROM Duckdb_Views",
]
HARMLESS = {  # how many rows it has over 28 bins of LANTERN, and what stands in the last
    "SELECT 1 -- ; DROP VIEW x": (1, 1),
    "FROM attention": (28, "LANTERN"),
    "TABLE attention": (28, "LANTERN"),
    "VALUES (1)": (1, 1),
    "SELECT * FROM main.attention": (28, "LANTERN"),
    "WITH daily AS (SELECT bin_start, value FROM attention) SELECT sum(value) FROM daily": (1, 406),
    "WITH attention AS (SELECT 1 AS a) SELECT a FROM attention": (1, 1),
    "WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t WHERE a < 5) SELECT * FROM t": (
        5,
        5,
    ),
    "SELECT unnest(generate_series(1, 3))": (3, 3),
    "SELECT * FROM range(3) AS r(i) JOIN attention ON true": (84, "LANTERN"),
    "SELECT now(), version(), 'DROP VIEW attention'": (1, "DROP VIEW attention"),
    "SELECT platform_as('A', ['A', 'B'], 'both')": (1, "both"),
    "SELECT count(*) FROM items_in_scope('incident', NULL, ['platform'], [], [], NULL)": (1, 0),
}


@pytest.fixture(scope="module")
def bare() -> Iterator[Serving]:
    serving = Serving(Visible())
    yield serving
    serving.close()


@pytest.fixture
def visible(archive: Archive) -> Visible:
    return visible_of(archive)


@pytest.mark.parametrize("sql", [*ATTACKS, *SHADOWS])
def test_whatever_is_not_one_plain_select_is_refused_before_it_runs(
    bare: Serving, sql: str
) -> None:
    with pytest.raises((RefusedSql, QueryError)) as refused:
        check(bare.cursor(), sql)
    assert "nothing was run" in str(refused.value) or "cannot be parsed" in str(refused.value)


@pytest.mark.parametrize("sql", HARMLESS)
def test_one_plain_select_over_the_views_is_taken(visible: Visible, sql: str) -> None:
    rows = run_user_sql(visible, sql).records()
    number, cell = HARMLESS[sql]
    assert len(rows) == number
    assert cell in rows[-1].values()


def test_a_select_gives_its_rows(visible: Visible) -> None:
    rows = run_user_sql(
        visible, "SELECT count(*) AS n, sum(value) AS s, min(bin_start) AS b FROM attention"
    )
    (row,) = rows.records()
    assert (row["n"], row["s"], row["b"].isoformat()) == (28, 406.0, "2025-01-01T00:00:00+00:00")
    assert [column.name for column in rows.columns] == ["n", "s", "b"]


def test_no_rows_keep_their_columns(visible: Visible) -> None:
    result = run_user_sql(visible, "SELECT series, value FROM attention WHERE false")
    assert len(result) == 0
    assert [column.name for column in result.columns] == ["series", "value"]


@pytest.mark.parametrize(
    "sql",
    [
        *SHADOWS,
        "SELECT sql FROM duckdb_views()",
        "SELECT current_setting('allowed_directories')",
        "SELECT filename FROM attention",
        "SELECT nothing FROM attention",
        "SELECT * FROM attentio",
        "SELECT value::DATE FROM attention",
        "SELECT error(series) FROM attention",
        "SELECT series::INT FROM attention",
        "SELEC",
        "SELECT json_serialize_plan('SELECT * FROM attention')",
    ],
)
def test_neither_an_error_nor_a_refusal_names_a_path(
    visible: Visible, stored: Path, sql: str
) -> None:
    with pytest.raises(QueryError) as refused:
        run_user_sql(visible, sql, seconds=20)
    words = str(refused.value)
    assert str(stored) not in words
    assert "parquet'" not in words.replace("'x.parquet'", "")
    assert "Traceback" not in words


def test_a_damaged_file_is_not_named_by_its_path(stored: Path, tmp_path: Path) -> None:
    shutil.copytree(stored, tmp_path / "copy")
    visible = visible_of(Archive(tmp_path / "copy"))
    (path,) = visible.files["attention"]
    whole = path.read_bytes()
    path.write_bytes(whole[:8] + b"\xff" * (len(whole) - 1000) + whole[-992:])
    with pytest.raises(QueryError) as refused:
        run_user_sql(visible, "SELECT * FROM attention")
    assert str(tmp_path) not in str(refused.value)


def test_a_query_that_runs_too_long_is_killed_within_a_second_of_its_limit() -> None:
    began = time.monotonic()
    with pytest.raises(QueryTookTooLong, match=r"1\.5 s"):
        run_user_sql(
            Visible(), "SELECT count(*) FROM range(100000000000) a, range(1000) b", seconds=1.5
        )
    assert time.monotonic() - began < 2.5


def test_too_little_memory_is_said_in_words() -> None:
    with pytest.raises(QueryError, match="needs more memory"):
        run_user_sql(
            Visible(),
            "SELECT list(i ORDER BY random()) FROM range(100000000) t(i)",
            limits=Limits(1, "100MB"),
        )


def test_a_long_answer_is_cut_and_a_huge_one_refused() -> None:
    assert len(run_user_sql(Visible(), "SELECT i FROM range(1500000) t(i)")) == ROWS
    with pytest.raises(QueryError, match=f"{BYTES >> 20} MB"):
        run_user_sql(Visible(), "SELECT repeat('x', 100000) FROM range(1000000)")
