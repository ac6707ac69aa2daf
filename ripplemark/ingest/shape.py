"""From text cells under canonical names to checked, typed, protected columns: the same for every format.

Works on the relation ``cells(line, <canonical names> VARCHAR)``. Expressions are built from the schema; no SQL text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
from duckdb import CaseExpression, CoalesceOperator, ConstantExpression, Expression, FunctionExpression
from duckdb import ColumnExpression as Cell

from ripplemark import schema
from ripplemark.schema import Field, Table

_YES = ("yes", "true", "1", "y", "ja", "oui", "si", "sí", "wahr", "vrai")
_NO = ("no", "false", "0", "n", "nein", "non", "falsch", "faux")
_COUNT = r"\d{1,15}"
_NUMBER = r"[+-]?(\d{1,18}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?"
_STARTS = ("posted_at", "notice_at", "label_at", "entered_at")


@dataclass(frozen=True, slots=True)
class Protection:
    """What identities are hashed with: the vault's key in hex, and the input's keyed hash for rows without one."""

    key: str
    input: str
    keep: frozenset[str] = frozenset()


def clocks(table: Table, present: Iterable[str]) -> tuple[str, ...]:
    """The clock and instant columns among ``present``, in the table's order."""
    there = set(present)
    return tuple(f.name for f in table.fields if f.kind in ("clock", "instant") and f.name in there)


def clock_texts(con: duckdb.DuckDBPyConnection, columns: Iterable[str]) -> duckdb.DuckDBPyRelation:
    """The distinct texts of all clock cells as a relation ``(text VARCHAR)``."""
    cells = con.table("cells")
    nothing = cells.select(ConstantExpression(None).cast("VARCHAR").alias("text")).limit(0)
    for name in columns:
        nothing = nothing.union(cells.select(Cell(name).alias("text")))
    return nothing.filter(Cell("text").isnotnull()).distinct()


def joined(con: duckdb.DuckDBPyConnection, table: Table) -> duckdb.DuckDBPyRelation:
    """``cells`` with ``<clock>_lo/_hi/_problem/_fold`` and ``<alias column>_alias`` beside the texts."""
    relation = con.table("cells")
    present = set(relation.columns)
    for field in table.fields:
        if field.name not in present:
            continue
        if field.kind in ("clock", "instant"):
            times = con.table("clocks").select(
                Cell("text").alias(f"{field.name}_text"),
                *(
                    Cell(part).alias(f"{field.name}_{part}")
                    for part in ("lo", "hi", "problem", "fold")
                ),
            )
            relation = relation.join(
                times, Cell(field.name) == Cell(f"{field.name}_text"), how="left"
            )
        elif field.kind == "alias":
            aliases = con.table("aliases").select(
                Cell("name").alias(f"{field.name}_name"), Cell("alias").alias(f"{field.name}_alias")
            )
            relation = relation.join(
                aliases, Cell(field.name) == Cell(f"{field.name}_name"), how="left"
            )
    return relation


def problems(table: Table, present: Iterable[str]) -> list[tuple[str, str, Expression]]:
    """Every check of every present column as (column, reason, condition that a bad row meets)."""
    there = set(present)
    found = [
        check for field in table.fields for check in _field_problems(field, field.name in there)
    ]
    if table is schema.MODERATION:
        absent = [Cell(f"{name}_lo").isnull() for name in _STARTS if name in there]
        condition = _all(absent) if absent else ConstantExpression(True)
        found.append(("notice_at", "no-clock", condition))
    return found


def _field_problems(field: Field, present: bool) -> list[tuple[str, str, Expression]]:
    if not present:
        return []
    cell = Cell(field.name)
    some = cell.isnotnull()
    found: list[tuple[str, str, Expression]] = []
    if field.required and field.name != "value":
        found.append((field.name, "missing", cell.isnull()))
    if field.kind in ("clock", "instant"):
        problem = Cell(f"{field.name}_problem")
        found += [
            (field.name, reason, problem == ConstantExpression(reason))
            for reason in ("unreadable", "impossible", "gap")
        ]
    elif field.kind == "count":
        found.append((field.name, "negative", some & _full(cell, r"-" + _COUNT)))
        found.append((field.name, "not-a-count", some & ~_full(cell, r"-?" + _COUNT)))
    elif field.kind == "number":
        found.append((field.name, "not-a-number", some & ~_full(cell, _NUMBER)))
        if not field.signed:
            found.append((field.name, "negative", _full(cell, _NUMBER) & _full(cell, r"-.*")))
    elif field.kind == "flag":
        found.append(
            (
                field.name,
                "not-yes-or-no",
                some & ~_lower(cell).isin(*map(ConstantExpression, _YES + _NO)),
            )
        )
    elif field.kind == "choice":
        found.append(
            (
                field.name,
                "not-accepted",
                some & ~_lower(cell).isin(*map(ConstantExpression, field.choices)),
            )
        )
    elif field.kind == "code":
        found.append((field.name, "not-a-code", some & ~_full(cell, schema.CODE_PATTERN)))
    elif field.kind == "word":
        found.append((field.name, "not-a-word", some & ~_full(cell, schema.WORD_PATTERN)))
    return found


def stored(table: Table, present: Iterable[str], protection: Protection) -> list[Expression]:
    """One expression per stored column, in order; a column that the file lacks is NULL."""
    there = set(present)
    return [
        expression.alias(name)
        for field in table.fields
        for (name, of), expression in zip(
            field.stored, _expressions(field, field.name in there, protection), strict=True
        )
        for expression in [expression.cast(of)]
    ]


def _expressions(field: Field, present: bool, protection: Protection) -> list[Expression]:
    if field.name == "source_line":
        return [Cell("line")]
    if field.name == "item":
        return [_item(present, protection)]
    if not present or (field.name == "uploader" and "uploader" not in protection.keep):
        return [ConstantExpression(None) for _ in field.stored]
    cell = Cell(field.name)
    if field.kind == "clock":
        return [Cell(f"{field.name}_lo"), Cell(f"{field.name}_hi")]
    if field.kind == "instant":
        return [Cell(f"{field.name}_lo")]
    if field.kind == "count":
        return [CaseExpression(_full(cell, _COUNT), cell.cast("BIGINT"))]
    if field.kind == "number":
        return [CaseExpression(_full(cell, _NUMBER), cell.cast("DOUBLE"))]
    if field.kind == "flag":
        return [CaseExpression(cell.isnotnull(), _lower(cell).isin(*map(ConstantExpression, _YES)))]
    if field.kind == "choice":
        return [_lower(cell)]
    if field.kind == "alias":
        return [CoalesceOperator(Cell(f"{field.name}_alias"), cell)]
    if field.kind == "identity":
        return [CaseExpression(cell.isnotnull(), keyed(cell, protection.key))]
    return [cell]


def _item(present: bool, protection: Protection) -> Expression:
    """The keyed hash of the item's link or id, else of this input and the row's line."""
    own = FunctionExpression(
        "concat", ConstantExpression(protection.input + " row "), Cell("line").cast("VARCHAR")
    )
    text = CoalesceOperator(Cell("item"), own) if present else own
    return keyed(text, protection.key)


def keyed(text: Expression, key: str) -> Expression:
    """``left(sha256(key || text), 32)``: what ``Vault.item_hash`` gives for the same text."""
    digest = FunctionExpression(
        "sha256", FunctionExpression("concat", ConstantExpression(key), text)
    )
    return FunctionExpression("left", digest, ConstantExpression(32))


def any_of(conditions: Iterable[Expression]) -> Expression:
    """True where one of the conditions is true; unknown counts as false."""
    whole = ConstantExpression(False)
    for condition in conditions:
        whole = whole | CoalesceOperator(condition, ConstantExpression(False))
    return whole


def _all(conditions: list[Expression]) -> Expression:
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = whole & condition
    return whole


def _full(cell: Expression, pattern: str) -> Expression:
    return FunctionExpression("regexp_full_match", cell, ConstantExpression(pattern))


def _lower(cell: Expression) -> Expression:
    return FunctionExpression("lower", cell)
