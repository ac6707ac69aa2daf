"""What can be wrong with a cell of each kind: conditions that a bad row meets, built from the schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duckdb import CoalesceOperator, ConstantExpression, Expression, FunctionExpression
from duckdb import ColumnExpression as Cell

from ripplemark import schema
from ripplemark.schema import Field, Table

YES = ("yes", "true", "1", "y", "ja", "oui", "si", "sí", "wahr", "vrai")
NO = ("no", "false", "0", "n", "nein", "non", "falsch", "faux")
COUNT = r"\d{1,15}"
NUMBER = r"[+-]?(\d{1,18}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?"
_STARTS = ("posted_at", "notice_at", "label_at", "entered_at")

_BOUND = re.compile(r"\{0,(\d+)\}\$$")
_WORD = _BOUND.sub("*$", schema.WORD_PATTERN)
"""The pattern of a word without its length: counted repetition of Unicode classes is a hundred times slower."""
_LONGEST = 1 + sum(int(digits) for digits in _BOUND.findall(schema.WORD_PATTERN))

Problem = tuple[str, str, Expression]
"""Column, reason, condition."""


def problems(
    table: Table, present: Iterable[str], *, of_incident: bool, words: bool = True
) -> list[Problem]:
    """Every check of every present column; ``of_incident``: each row must say which incident it belongs to.

    ``words`` is False where every word is known to be well written, so that none of them need be matched again.
    """
    there = set(present)
    found = [
        (field.name, reason, condition)
        for field in table.fields
        if field.name in there
        for reason, condition in _of(field, required=field.name == "incident" and of_incident)
        if words or reason != "not-a-word"
    ]
    found += [(name, "missing", ConstantExpression(True)) for name in _absent(table, there)]
    if table is schema.MODERATION:
        blank = [Cell(name).isnull() for name in _STARTS if name in there]
        found.append(("notice_at", "no-clock", _all(blank)))
    return found


def _absent(table: Table, there: set[str]) -> list[str]:
    return [name for name in table.required if name not in there and name != "value"]


def _of(field: Field, *, required: bool) -> Iterator[tuple[str, Expression]]:
    cell = Cell(field.name)
    some = cell.isnotnull()
    if required or (field.required and field.name != "value"):
        yield "missing", cell.isnull()
    if field.kind in ("clock", "instant"):
        problem = Cell(f"{field.name}_problem")
        for reason in ("unreadable", "impossible", "gap"):
            yield reason, problem == ConstantExpression(reason)
    elif field.kind == "count":
        yield "negative", full(cell, "-" + COUNT)
        yield "not-a-count", some & ~full(cell, "-?" + COUNT)
    elif field.kind == "number":
        yield "not-a-number", some & ~full(cell, NUMBER)
        if not field.signed:
            yield "negative", full(cell, NUMBER) & full(cell, "-.*[1-9].*")
    elif words := _words(field):
        reason = "not-yes-or-no" if field.kind == "flag" else "not-accepted"
        yield reason, some & ~lower(cell).isin(*map(ConstantExpression, words))
    elif field.kind == "code":
        yield "not-a-code", some & ~full(cell, schema.CODE_PATTERN)
    elif field.kind == "zone":
        yield "not-a-zone", some & ~full(cell, schema.ZONE_PATTERN)
    elif field.kind == "word":
        yield "not-a-word", not_a_word(cell)


def not_a_word(cell: Expression) -> Expression:
    """True where the cell holds something that is not written as a word."""
    long = FunctionExpression("length", cell) > ConstantExpression(_LONGEST)
    return long | ~full(cell, _WORD)


def _words(field: Field) -> tuple[str, ...]:
    return YES + NO if field.kind == "flag" else field.choices


def any_of(conditions: Iterable[Expression]) -> Expression:
    """True where one of the conditions is true; unknown counts as false."""
    whole = ConstantExpression(False)
    for condition in conditions:
        whole = whole | CoalesceOperator(condition, ConstantExpression(False))
    return whole


def _all(conditions: list[Expression]) -> Expression:
    whole = ConstantExpression(True)
    for condition in conditions:
        whole = whole & condition
    return whole


def full(cell: Expression, pattern: str) -> Expression:
    """True where the whole cell matches."""
    return FunctionExpression("regexp_full_match", cell, ConstantExpression(pattern))


def lower(cell: Expression) -> Expression:
    """The cell in small letters."""
    return FunctionExpression("lower", cell)
