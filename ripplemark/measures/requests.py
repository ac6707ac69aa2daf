"""How many requests it took."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark.measures.base import Measure, Request
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import COHORT, GONE, lines_of, selection
from ripplemark.result import Estimate

_COLUMNS = ("dataset", "platform", "notice_kind")
_NONE = "No requests are on record. Add a takedown log with one row per request."


def items_of(request: Request) -> list[dict[str, Any]]:
    """One row per item with requests on record (moderation/requests_by_item); nobody may change them."""
    asked = {
        "incident": request.incident,
        "scope": request.scope,
        "gone": list(request.settings["gone"]),
        "keys": _keys(request),
        **selection(request),
    }
    return kept(
        request.serving,
        ("requests", repr(asked)),
        lambda: request.serving.run("moderation/requests_by_item", **asked).records(),
    )


def answers_of(request: Request) -> dict[str | None, int]:
    """How many requests were answered how; None where no answer is on record (moderation/answers_of_requests)."""
    rows = request.serving.run(
        "moderation/answers_of_requests",
        incident=request.incident,
        scope=request.scope,
        **selection(request),
    ).records()
    return {row["answer"]: row["requests"] for row in rows}


def _keys(request: Request) -> list[str]:
    return [*(["incident"] if request.scope == "incident" else []), *request.by]


def _needed(request: Request) -> list[Estimate]:
    rows, keys = items_of(request), _keys(request)
    if not rows:
        by = {"incident": request.incident} if request.incident else {}
        return [Estimate(by, None, None, None, 0, 0, 0, "NE_FEW", _NONE, None, ())]
    found = []
    for key, items in groupby(rows, key=lambda row: tuple(row["key"])):
        by = dict(zip(keys, key, strict=True))
        found += _group(by, list(items), request.scope, fate_words(request.settings["gone"]))
    return found


def _group(
    by: dict[str, Any], items: list[dict[str, Any]], scope: str, fate: FateWords
) -> list[Estimate]:
    gone = [item for item in items if item["needed"] is not None]
    several = [item for item in gone if item["needed"] > 1]
    back = [item for item in items if item["came_back"]]
    up = [item for item in items if item["up"]]
    n, events = len(items), len(gone)

    def row(
        quantity: str, value: float | None, of: Iterable[dict[str, Any]], note: str
    ) -> Estimate:
        lines = None if scope == "platform" else lines_of(item["lines"] for item in of)
        status = "ok" if value is not None else "NE_FEW"
        whole = {**by, "quantity": quantity}
        return Estimate(whole, value, None, None, n, events, n - events, status, note, None, lines)

    median = float(np.median([item["needed"] for item in gone])) if gone else None
    return [
        row("items", n, items, "Items with at least one request on record."),
        row("requests", sum(item["requests"] for item in items), items, "Requests on record."),
        row(
            "median-requests",
            median,
            gone,
            f"Median number of requests sent before an item was first {fate.gone}, of the items that were {fate.gone}; "
            f"items never {fate.gone} are not in it."
            if gone
            else f"No item was {fate.gone} yet: come back when the platform has acted.",
        ),
        row(
            "needed-more-than-one",
            len(several),
            several,
            f"Items that were {fate.gone} only after more than one request.",
        ),
        row(
            "came-back",
            len(back),
            back,
            f"Items that were {fate.up} again after they had been {fate.gone}.",
        ),
        row(
            "up-at-last-look",
            len(up),
            up,
            f"Items that were {fate.up} when last looked at.",
        ),
    ]


REQUESTS_NEEDED = Measure(
    "requests-needed",
    "Requests needed",
    "R",
    "count",
    "How many requests were sent, how many it took before an item was gone, and what came back.",
    "Ripplemark's own definition",
    "moderation/requests_by_item",
    _COLUMNS,
    _needed,
    (GONE, *COHORT),
    ("A request is not an item: one item may need several.",),
)
