"""All SQL of the house: each file of ``queries/`` with its declared title, inputs, parameters and columns.

A query is one SELECT in DuckDB's dialect under a header of comment lines:

    -- title:  a few words
    -- about:  what a row is (may be repeated; the lines are joined)
    -- reads:  relation(column TYPE, ...)     an input that the caller makes; views of the archive need no line
    -- param:  name  TYPE  meaning
    -- column: name  TYPE  [unit] meaning

A test holds every header against what DuckDB itself says of the statement. ``queries/macros.sql`` is no query: it holds what
several of them say in the same words, each macro under comment lines that say what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ripplemark import paths
from ripplemark.errors import QueryError, UnknownName
from ripplemark.result import Column

_LINE = re.compile(r"^--\s*(title|about|reads|param|column):\s*(.*)$")
_TYPED = re.compile(r"^(\w+)\s+([A-Z][A-Z0-9]*(?:\[\])*)(?:\s+\[([^\]]*)\])?(?:\s+(.*))?$")
_READS = re.compile(r"^(\w+)\s*\((.*)\)\s*$")
_MACRO = re.compile(r"^CREATE MACRO (\w+)\(([^)]*)\) AS( TABLE)?$", re.MULTILINE)
_MACROS = "macros"


@dataclass(frozen=True, slots=True)
class Param:
    """One bound parameter: name, DuckDB type, meaning."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class Input:
    """A relation that the caller makes before the query runs: its name and its columns, as (name, type)."""

    name: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One SELECT and what its header declares; ``name`` is its path in ``queries/`` without the ending."""

    name: str
    title: str
    about: str
    reads: tuple[Input, ...]
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    sql: str

    def input(self, name: str) -> Input:
        """The declared input of this name; QueryError where the header has none."""
        for each in self.reads:
            if each.name == name:
                return each
        raise QueryError(
            f"Query '{self.name}' declares no input '{name}'. Add a '-- reads:' line to its header."
        )


@dataclass(frozen=True, slots=True)
class Macro:
    """One DuckDB macro that queries share: its name and parameters, what it is, its statement with that comment.

    ``table`` is true where it gives rows, and stands after FROM; else it gives a value.
    """

    name: str
    takes: str
    about: str
    table: bool
    sql: str


def _typed(name: str, text: str) -> re.Match[str]:
    match = _TYPED.match(text.strip())
    if match is None:
        raise QueryError(
            f"Query '{name}': cannot read the header line '{text}'. Write: name TYPE [unit] meaning."
        )
    return match


def _input(name: str, text: str) -> Input:
    match = _READS.match(text.strip())
    if match is None:
        raise QueryError(
            f"Query '{name}': cannot read '-- reads: {text}'. Write: relation(column TYPE, ...)."
        )
    columns = tuple(
        (typed.group(1), typed.group(2))
        for typed in (_typed(name, part) for part in match.group(2).split(",") if part.strip())
    )
    return Input(match.group(1), columns)


def parse(name: str, text: str) -> Query:
    """Read one query file's text; QueryError names the header line that cannot be read or is missing."""
    found: dict[str, list[str]] = {
        key: [] for key in ("title", "about", "reads", "param", "column")
    }
    for line in text.splitlines():
        if match := _LINE.match(line):
            found[match.group(1)].append(match.group(2).strip())
    for key in ("title", "about", "column"):
        if not found[key]:
            raise QueryError(f"Query '{name}' has no '-- {key}:' line. Declare it in the header.")
    return Query(
        name,
        found["title"][0],
        " ".join(found["about"]),
        tuple(_input(name, each) for each in found["reads"]),
        tuple(
            Param(m.group(1), m.group(2), m.group(4) or "")
            for m in (_typed(name, each) for each in found["param"])
        ),
        tuple(
            Column(m.group(1), m.group(2), m.group(3) or "", m.group(4) or "")
            for m in (_typed(name, each) for each in found["column"])
        ),
        text,
    )


@cache
def queries(root: Path = paths.QUERIES) -> dict[str, Query]:
    """Every query of the house by name, for example ``moderation/lags_by_item``; read once per process."""
    return {
        name: parse(name, path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.sql"))
        for name in [path.relative_to(root).with_suffix("").as_posix()]
        if name != _MACROS
    }


def query(name: str) -> Query:
    """The query of this name; UnknownName lists the valid ones."""
    known = queries()
    if name not in known:
        raise UnknownName("query", name, known)
    return known[name]


@cache
def macros(root: Path = paths.QUERIES) -> dict[str, Macro]:
    """Every macro of the house by name, each after those that it calls; read once per process."""
    text = (root / f"{_MACROS}.sql").read_text(encoding="utf-8")
    return {
        found.group(1): Macro(
            found.group(1), found.group(2), _comment(block), bool(found.group(3)), block.strip()
        )
        for block in text.split("\n\n")
        if (found := _MACRO.search(block))
    }


def _comment(block: str) -> str:
    """The comment lines above a statement, joined."""
    lines = block.strip().splitlines()
    return " ".join(
        line.removeprefix("--").strip() for line in lines[: _first_statement(lines)] if line
    )


def _first_statement(lines: list[str]) -> int:
    return next(at for at, line in enumerate(lines) if not line.startswith("--"))


def macros_of(sql: str) -> tuple[Macro, ...]:
    """The macros that a statement calls, and those that they call, in an order in which they can be created."""
    called: set[str] = set()
    for macro in reversed(macros().values()):
        call = re.compile(rf"\b{macro.name}\(")
        texts = (sql, *(macros()[name].sql for name in called))
        if any(call.search(text) for text in texts):
            called.add(macro.name)
    return tuple(macro for name, macro in macros().items() if name in called)
