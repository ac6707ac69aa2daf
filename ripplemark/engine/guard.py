"""What a user's own SQL may be: exactly one SELECT over the canonical views, with no function that reaches outside.

It may call the macros of the house, so that a query of the catalogue can be run again with values for its parameters: they
read the canonical views alone, and what is handed to them is examined like the rest of the statement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from ripplemark import catalogue, schema
from ripplemark.errors import QueryError

VIEWS = (*(table.name for table in schema.TABLES), "datasets")
TABLE_FUNCTIONS = ("range", "generate_series", "unnest", "unnest_table", "repeat")
REFUSED = (
    "current_setting",
    "getvariable",
    "getenv",
    "query",
    "query_table",
    "write_log",
    "in_search_path",
    "json_serialize_plan",
    "pg_get_viewdef",
)


class RefusedSql(QueryError):
    """A statement that is not one plain SELECT over the canonical views."""

    title = "Only one SELECT over the archive's tables can be run"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason} Write one SELECT over {', '.join(VIEWS)}; nothing was run.")


def check(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise RefusedSql unless ``sql`` is one SELECT without parameters over known views and harmless functions."""
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(f"The query cannot be parsed: {_first_line(error)}") from None
    if len(statements) != 1:
        raise RefusedSql(f"There are {len(statements)} statements.")
    (statement,) = statements
    if statement.type != duckdb.StatementType.SELECT:
        raise RefusedSql("The statement is not a SELECT.")
    if statement.named_parameters:
        raise RefusedSql("The statement has parameters.")
    tree = _tree(con, statement.query)
    named = _names(tree, "cte_map")
    for name in named:
        _check_name(con, name)
    known = {*VIEWS, *named}
    for node in _nodes(tree):
        _check_node(node, known)


def _check_name(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Refuse a WITH name that is also a file's or a catalog's: where WITH does not reach, the other would be read."""
    if name in VIEWS:
        return
    if not re.fullmatch(r"\w+", name):
        raise RefusedSql("A name in WITH may hold letters, digits and underscores only.")
    try:
        con.table(f'"{name}"')
    except duckdb.CatalogException:
        return
    raise RefusedSql("A name in WITH is one of the engine's own; choose another.")


def _check_node(node: dict[str, Any], known: set[str]) -> None:
    kind = node.get("type")
    if kind == "BASE_TABLE":
        name = str(node.get("table_name", "")).lower()
        if name not in known or node.get("schema_name") not in ("", "main"):
            raise RefusedSql("It names a table that is not one of the archive's.")
    elif kind in ("SHOW_REF",):
        raise RefusedSql("SHOW, DESCRIBE and SUMMARIZE are not SELECT.")
    elif kind == "TABLE_FUNCTION":
        name = str(node.get("function", {}).get("function_name", "")).lower()
        if name not in TABLE_FUNCTIONS and name not in catalogue.macros():
            raise RefusedSql(f"The table function '{name}' is not allowed.")
    name = str(node.get("function_name", "")).lower()
    if name in REFUSED or name.startswith(("pragma_", "duckdb_")):
        raise RefusedSql(f"The function '{name}' is not allowed.")


def _tree(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = con.execute("SELECT json_serialize_sql($sql::VARCHAR)", {"sql": sql}).fetchall()
    tree = json.loads(row[0][0])
    if tree.get("error"):
        raise RefusedSql("The statement cannot be examined.")
    return tree


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _names(tree: Any, key: str) -> set[str]:
    found: set[str] = set()
    for node in _nodes(tree):
        for entry in (node.get(key) or {}).get("map", []) if key in node else []:
            found.add(str(entry.get("key", "")).lower())
    return found


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") + "."
