"""One link, however it is spelt: what is hashed, so that a log and a page of results that write it differently have it in common.

The same rule as that of takedown sheets and of lists of ids (``readers/takedown_rows``, ``ingest/rows_on_list``), for every table.
"""

from __future__ import annotations

from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ConstantExpression,
    Expression,
    FunctionExpression,
    LambdaExpression,
)
from duckdb import ColumnExpression as Cell

_PARTS = r"^(https?://)?(www\.)?((?:[^\s/?#@:]+\.)+\p{L}{2,})(?::(?:80|443))?(:\d+)?(/[^\s?#]*)?(?:\?([^\s#]*))?(#\S*)?$"
_NAMES = ["scheme", "www", "host", "port", "path", "query", "fragment"]
_PLAIN = r"^[^./]*$|^https://([a-z0-9-]{4,}|[a-vx-z0-9][a-z0-9-]*)\.[a-z0-9.-]*[a-z](/[^\s?#\[(]*[^\s?#/\[(])?$"
"""Ids without a dot, and links that are written so already: most rows, and none of the work below."""
_TRACKING = r"^(utm_[^=]*|fbclid|gclid|dclid|msclkid|igshid|igsh|si|mibextid|ref_src|mc_cid|mc_eid|_ga)(=|$)"


def one_spelling(cell: Expression) -> Expression:
    """A link with https, without 'www.', standard port, last slash and what only tracks who followed it; its host in small letters.

    The path keeps its letters: two videos differ in nothing else. What is no link (an id, a handle) stays as it is, and so does a
    link that is written so already.
    """
    written = _replaced(_call("trim", cell), r"\[\.\]|\(\.\)", ".", "g")
    parts = _call(
        "regexp_extract",
        _replaced(written, "^hxxp", "http"),
        _PARTS,
        ConstantExpression(_NAMES),
        "i",
    )
    scheme, www, host, port, path, query, fragment = (
        _call("struct_extract", parts, name) for name in _NAMES
    )
    named = (host != _text("")) & ((scheme != _text("")) | (www != _text("")) | (path != _text("")))
    asked = _kept(query)
    spelt = _call(
        "concat",
        "https://",
        _call("lower", host),
        port,
        _call("rtrim", path, "/"),
        CaseExpression(asked != _text(""), _call("concat", "?", asked)),
        CaseExpression(_call("starts_with", fragment, "#!"), fragment),
    )
    known = _call("regexp_matches", cell, _PLAIN)
    return CaseExpression(known, cell).otherwise(
        CoalesceOperator(CaseExpression(named, spelt), cell)
    )


def _kept(query: Expression) -> Expression:
    """The parameters of a link that say what it shows."""
    each = Cell("parameter")
    telling = (each != _text("")) & ~_call("regexp_matches", each, _TRACKING, "i")
    several = _call("string_split", query, "&")
    return _call(
        "array_to_string",
        _call("list_filter", several, LambdaExpression("parameter", telling)),
        "&",
    )


def _replaced(text: Expression, old: str, new: str, options: str = "i") -> Expression:
    return _call("regexp_replace", text, old, new, options)


def _call(name: str, *given: Expression | str | int) -> Expression:
    return FunctionExpression(
        name, *(each if isinstance(each, Expression) else _text(each) for each in given)
    )


def _text(value: str | int) -> Expression:
    return ConstantExpression(value)
