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
MACROS = catalogue.macros()
ROOT = Path(__file__).resolve().parents[1]
VIEWS_READ_IN = ("archive", "kept", "lifecycle", "moderation", "platforms", "search")
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


def test_every_macro_is_used_and_says_what_it_is() -> None:
    called = {macro.name for query in QUERIES.values() for macro in catalogue.macros_of(query.sql)}
    assert called == set(MACROS)
    assert [macro.name for macro in MACROS.values() if not macro.about] == []


def test_the_file_of_macros_holds_nothing_else() -> None:
    text = (paths.QUERIES / "macros.sql").read_text(encoding="utf-8")
    with duckdb.connect() as con:
        created = con.extract_statements(text)
    assert len(created) == len(MACROS)
    assert {each.type for each in created} == {duckdb.StatementType.CREATE}
    heading, _, rest = text.partition("\n\n")
    assert all(line.startswith("-- ") for line in heading.splitlines())
    assert rest.strip() == "\n\n".join(macro.sql for macro in MACROS.values())


def test_a_query_runs_where_only_the_macros_that_it_calls_are_created() -> None:
    for query in QUERIES.values():
        needed = catalogue.macros_of(query.sql)
        if needed:
            with _connection(query) as con:
                for macro in reversed(MACROS.values()):
                    con.execute(f"DROP MACRO {'TABLE ' if macro.table else ''}{macro.name}")
                for macro in needed:
                    con.execute(macro.sql)
                found = con.sql(query.sql, params=_nothing(query)).to_arrow_table()
            assert found.column_names == [column.name for column in query.columns], query.name


def test_a_statement_without_macros_needs_none_and_one_brings_those_that_it_calls() -> None:
    assert catalogue.macros_of("SELECT 1 AS platform_as") == ()
    assert [macro.name for macro in catalogue.macros_of("FROM items_in_scope()")] == [
        "is_asked_for",
        "platform_as",
        "value_of",
        "items_in_scope",
    ]


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
