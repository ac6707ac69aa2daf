"""Every header in queries/ is true: held against what DuckDB itself says of the statement."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from ripplemark import catalogue, paths, schema
from ripplemark.catalogue import Query
from ripplemark.engine import Visible
from ripplemark.engine.serving import define_views
from ripplemark.errors import QueryError, UnknownName

QUERIES = catalogue.queries()
ROOT = Path(__file__).resolve().parents[1]
VIEWS_READ_IN = ("archive", "lifecycle", "moderation", "platforms")
"""Folders whose queries read the archive's views; the others read what they declare."""


def _connection(query: Query) -> duckdb.DuckDBPyConnection:
    """A connection in which the query's inputs exist, empty, exactly as its header declares them."""
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    if query.name.split("/")[0] in VIEWS_READ_IN:
        define_views(con, Visible())
    for each in query.reads:
        columns = ", ".join(f'"{name}" {of}' for name, of in each.columns)
        con.execute(f"CREATE TABLE {each.name} ({columns})")
    return con


def _nothing(query: Query) -> dict[str, None]:
    return {param.name: None for param in query.params}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_header_declares_what_duckdb_says_of_the_statement(query: Query) -> None:
    with _connection(query) as con:
        (statement,) = con.extract_statements(query.sql)
        assert statement.type == duckdb.StatementType.SELECT
        declared = [param.name for param in query.params]
        assert len(declared) == len(set(declared))
        assert statement.named_parameters == set(declared)
        for param in query.params:  # a type that DuckDB does not know fails here
            con.execute(f"SELECT $value::{param.type}", {"value": None})
        described = con.execute(f"DESCRIBE {query.sql}", _nothing(query)).fetchall()
        said = [(name, _full(con, of)) for name, of, *_ in described]
        assert said == [(column.name, _full(con, column.type)) for column in query.columns]


def _full(con: duckdb.DuckDBPyConnection, of: str) -> str:
    """DuckDB's own full name of a type: TIMESTAMPTZ is TIMESTAMP WITH TIME ZONE."""
    row = con.execute(f"SELECT typeof(NULL::{of})").fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_over_nothing_runs_and_keeps_its_columns(query: Query) -> None:
    with _connection(query) as con:
        rows = con.sql(query.sql, params=_nothing(query)).to_arrow_table()
    assert rows.column_names == [column.name for column in query.columns]


def test_titles_are_unique_and_every_column_and_parameter_says_what_it_means() -> None:
    titles = Counter(query.title for query in QUERIES.values())
    assert [title for title, times in titles.items() if times > 1] == []
    for query in QUERIES.values():
        dumb = [each.name for each in (*query.columns, *query.params) if not each.about]
        assert dumb == [], query.name


def test_every_query_is_used() -> None:
    texts = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "ripplemark").rglob("*.py"))
    )
    spans = {f"ingest/span_{table.name}" for table in schema.TABLES}
    unused = {name for name in QUERIES if f'"{name}"' not in texts} - spans
    assert unused == set()
    assert 'f"ingest/span_{' in texts


def test_no_query_is_longer_than_a_few_screens() -> None:
    long = {
        path.name: lines
        for path in paths.QUERIES.rglob("*.sql")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 250
    }
    assert long == {}


def test_an_unknown_query_lists_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="lifecycle/bins_by_series"):
        catalogue.query("lifecycle/bins")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-- title: A\n-- column: a BIGINT  b\nSELECT 1 AS a", "no '-- about:'"),
        ("-- title: A\n-- about: b\n-- column: a\nSELECT 1 AS a", "header line 'a'"),
        ("-- title: A\n-- about: b\n-- reads: x\n-- column: a BIGINT  b\nSELECT 1", "reads: x"),
    ],
)
def test_a_header_that_cannot_be_read_is_named(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        catalogue.parse("some/query", text)
