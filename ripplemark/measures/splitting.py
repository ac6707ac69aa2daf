"""Which columns can split the items of an incident: a split into one group tells nothing."""

from __future__ import annotations

from ripplemark.measures.base import Request
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import LAG_COLUMNS


def columns_that_split(request: Request) -> tuple[str, ...]:
    """The columns by which the items fall into more than one group, in the order of LAG_COLUMNS; empty without items.

    Items that say nothing about a column are a group of their own (moderation/groups_by_column).
    """
    where = {"incident": request.incident, "scope": request.scope}
    rows = kept(
        request.serving,
        ("splits", *where.values()),
        lambda: request.serving.run("moderation/groups_by_column", **where).records(),
    )
    groups = {row["name"]: row["groups"] for row in rows}
    return tuple(column for column in LAG_COLUMNS if groups.get(column, 0) > 1)
