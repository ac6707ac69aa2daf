"""From checked text cells to typed, protected columns: the same for every format. Expressions from the schema, no SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ConstantExpression,
    Expression,
    FunctionExpression,
)
from duckdb import ColumnExpression as Cell

from ripplemark.ingest.link_spelling import one_spelling
from ripplemark.ingest.problems import COUNT, NUMBER, YES, full, lower
from ripplemark.schema import Field, Table


@dataclass(frozen=True, slots=True)
class Protection:
    """What identities are hashed with: the vault's key in hex, and the input's keyed hash for rows without one.

    ``keep`` are the columns to be stored although they are left out otherwise. ``rehearsal``: nothing will be written,
    so names need no alias. ``rolled``: a row stands for several items, so that one without an item has none.
    """

    key: str
    input: str
    keep: frozenset[str] = frozenset()
    rehearsal: bool = False
    rolled: bool = False


REHEARSAL = Protection("", "", rehearsal=True)


def stored(table: Table, present: Iterable[str], protection: Protection) -> list[Expression]:
    """One expression per stored column, in order; a column that the file lacks is NULL.

    Works on ``accepted`` joined with ``<alias column>_alias``, which a rehearsal does not need.
    """
    there = set(present)
    return [
        expression.cast(of).alias(name)
        for field in table.fields
        for (name, of), expression in zip(
            field.stored, _expressions(field, field.name in there, protection), strict=True
        )
    ]


def _expressions(field: Field, present: bool, protection: Protection) -> list[Expression]:
    if field.name == "source_line":
        return [Cell("line")]
    if field.name == "item":
        return [_item(present, protection)]
    if not present or (field.name == "uploader" and "uploader" not in protection.keep):
        return [ConstantExpression(None) for _ in field.stored]
    if field.kind == "clock":
        return [Cell(f"{field.name}_lo"), Cell(f"{field.name}_hi")]
    return [_expression(field, Cell(field.name), protection)]


def _expression(field: Field, cell: Expression, protection: Protection) -> Expression:
    if field.kind == "instant":
        return Cell(f"{field.name}_lo")
    if field.kind == "count":
        return CaseExpression(full(cell, COUNT), cell.cast("BIGINT"))
    if field.kind == "number":
        return CaseExpression(full(cell, NUMBER), cell.cast("DOUBLE"))
    if field.kind == "flag":
        return CaseExpression(cell.isnotnull(), lower(cell).isin(*map(ConstantExpression, YES)))
    if field.kind == "choice":
        return lower(cell)
    if field.kind == "alias":
        return cell if protection.rehearsal else Cell(f"{field.name}_alias")
    if field.kind == "identity":
        return keyed_or_null(cell, protection.key)
    return cell


def _item(present: bool, protection: Protection) -> Expression:
    """The keyed hash of the item's link or id, else of this input and the row's line; NULL for rows that are rolled up."""
    if protection.rolled:
        return keyed_or_null(Cell("item"), protection.key) if present else ConstantExpression(None)
    own = FunctionExpression(
        "concat", ConstantExpression(protection.input + " row "), Cell("line").cast("VARCHAR")
    )
    text = CoalesceOperator(one_spelling(Cell("item")), own) if present else own
    return keyed(text, protection.key)


def keyed_or_null(cell: Expression, key: str) -> Expression:
    """The keyed hash of a cell that is not blank; a link is hashed in one spelling (``link_spelling``)."""
    return CaseExpression(cell.isnotnull(), keyed(one_spelling(cell), key))


def keyed(text: Expression, key: str) -> Expression:
    """``left(sha256(key || text), 32)``: what ``Vault.item_hash`` gives for the same text."""
    digest = FunctionExpression(
        "sha256", FunctionExpression("concat", ConstantExpression(key), text)
    )
    return FunctionExpression("left", digest, ConstantExpression(32))
