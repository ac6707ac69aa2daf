"""How often items were viewed before they were gone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark.estimate.exposure import KNOWN, LEAST_ITEMS, weighted_lag
from ripplemark.measures.base import Measure, Parameter, Request
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import COHORT, GONE, LAG_COLUMNS, selection
from ripplemark.result import Estimate

EXPOSURE_COLUMNS = tuple(column for column in LAG_COLUMNS if column != "spell")
_NO_ITEM = (
    "No item meets the selection, or none is on record. Add a takedown log with a column of views."
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """One group of items: sums of their rows, and the rows themselves for drawing items again."""

    by: dict[str, Any]
    rows: list[dict[str, Any]]
    scope: str
    fate: FateWords

    def total(self, name: str) -> int:
        """Sum of a column."""
        return int(sum(row[name] for row in self.rows))

    def column(self, name: str) -> Any:
        """A column as an array of numbers."""
        return np.array([row[name] for row in self.rows], dtype=np.float64)

    def estimate(
        self,
        quantity: str,
        value: float | None,
        low: float | None = None,
        high: float | None = None,
        status: str = "ok",
        note: str = "",
        counts: tuple[int, int, int] | None = None,
    ) -> Estimate:
        """One row of the answer; ``n`` are the items that are gone, of which ``events`` have views, or those of ``counts``."""
        lines = None if self.scope == "platform" else tuple(self.rows[0]["lines"])
        counts = counts or (self.total("items"), self.total("known"), self.total("up"))
        by = {**self.by, "quantity": quantity}
        return Estimate(by, value, low, high, *counts, status, note, None, lines)


def _exposure(request: Request) -> list[Estimate]:
    keys = [*(["incident"] if request.scope == "incident" else []), *request.by]
    asked = {
        "incident": request.incident,
        "scope": request.scope,
        "clock": request.settings["clock"],
        "gone": list(request.settings["gone"]),
        "keys": keys,
        **selection(request),
    }
    return kept(request.serving, ("exposure", repr(asked)), lambda: _groups(request, asked)) or [
        _none(request)
    ]


def _groups(request: Request, asked: dict[str, Any]) -> list[Estimate]:
    rows = request.serving.run("moderation/exposure_by_item", **asked).records()
    fate = fate_words(request.settings["gone"])
    found: list[Estimate] = []
    for key, group in groupby(rows, key=lambda row: tuple(row["key"])):
        by = dict(zip(asked["keys"], key, strict=True)) | {"clock": asked["clock"]}
        found += _of_group(Exposure(by, list(group), request.scope, fate))
    return found


def _none(request: Request) -> Estimate:
    by = {"incident": request.incident} if request.incident else {}
    lines = None if request.scope == "platform" else ()
    return Estimate(by, None, None, None, 0, 0, 0, "NE_FEW", _NO_ITEM, None, lines)


def _of_group(group: Exposure) -> list[Estimate]:
    few = _too_few(group)
    return [
        _views(group, few),
        _median(group, few),
        _lag(group, few),
        _coverage(group),
        _so_far(group),
    ]


def _too_few(group: Exposure) -> str:
    """Why views are not added up; empty where they are."""
    items, known, gone = group.total("items"), group.total("known"), group.fate.gone
    if not items:
        return f"No item was {gone} yet: come back when the platform has acted."
    if not known:
        return f"Views are on record for none of {items:,} items that were {gone}; what is missing is not 0. Add them."
    if known < KNOWN * items:
        return (
            f"Views are on record for {known:,} of {items:,} items that were {gone} ({100 * known / items:.0f} %), and this needs "
            f"{100 * KNOWN:.0f} %: what is missing is not 0. Add views of the others."
        )
    return ""


def _missing(group: Exposure) -> str:
    items, known = group.total("items"), group.total("known")
    if items == known:
        return ""
    return f"Views are on record for {known:,} of {items:,}; the others are not in it, and not 0."


def _views(group: Exposure, few: str) -> Estimate:
    known = group.total("views") if group.total("known") else None
    if few:
        note = few if known is None else f"{few} Those on record had {known:,}."
        return group.estimate("views", None, known, None, "NE_FEW", note)
    again = group.total("again")
    told = (
        "Views at the last look before the end, added up: a count, so without an interval.",
        _missing(group),
        f"Of {again:,} later times up of items that {group.fate.came_back}, views are left out."
        if again
        else "",
    )
    return group.estimate("views", known, note=_joined(*told))


def _median(group: Exposure, few: str) -> Estimate:
    known, row = group.total("known"), group.rows[0]
    if not few and known < LEAST_ITEMS:
        few = f"Only {known} items have views, and this needs {LEAST_ITEMS}. Add items with views."
    if few:
        return group.estimate("median-views", None, status="NE_FEW", note=few)
    ends = row["middle_low"], row["middle_high"]
    return group.estimate("median-views", row["middle"], *ends, note=_missing(group))


def _lag(group: Exposure, few: str) -> Estimate:
    if few:
        return group.estimate("view-weighted-lag", None, status="NE_FEW", note=few)
    views, low, high = (group.column(name) for name in ("timed_views", "low", "high"))
    answer = weighted_lag(views, low, high, group.total("timed"))
    start, negative = group.total("no_start"), group.total("negative")
    told = (
        answer.note,
        f"Of {start:,} items with views a start or an end is not known: left out." if start else "",
        f"{negative:,} ended before the clock started: an error in the data, left out."
        if negative
        else "",
        _missing(group),
    )
    ends = answer.value, answer.low, answer.high
    return group.estimate("view-weighted-lag", *ends, answer.status, _joined(*told))


def _coverage(group: Exposure) -> Estimate:
    items, known = group.total("items"), group.total("known")
    if not items:
        return group.estimate("coverage", None, status="NE_FEW", note=_too_few(group))
    note = f"Views are on record for {known:,} of {items:,} items that were {group.fate.gone}."
    return group.estimate("coverage", known / items, note=note)


def _so_far(group: Exposure) -> Estimate:
    up, known = group.total("up"), group.total("up_known")
    counts = up, known, up  # not gone, of which so many have views
    what = f"items that were not {group.fate.gone}"
    if not known:
        note = f"Views are on record for none of {up:,} {what}." if up else f"There are no {what}."
        return group.estimate(
            "views-so-far", None, status="NE_FEW", note=f"{note} Look again later.", counts=counts
        )
    note = f"Views of {known:,} of {up:,} {what}, at the last look; they may have more since."
    return group.estimate("views-so-far", group.total("up_views"), note=note, counts=counts)


def _joined(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)


EXPOSURE_BEFORE_REMOVAL = Measure(
    "exposure-before-removal",
    "Views before removal",
    "E",
    "views; h; share",
    "Views at the last look before items were gone: their sum and the median per item (its interval between two items of the "
    "data), the mean time up weighted by views, sum(E L) / sum(E), drawn again by item for its interval, and the share of "
    "items for which views are on record. Below 70 % of items nothing is added up. Views so far are those of items not gone.",
    "Ripplemark's own definition; Efron & Tibshirani (1993), ch. 12, for the interval",
    "moderation/exposure_by_item",
    EXPOSURE_COLUMNS,
    _exposure,
    (
        Parameter("clock", "where the lag starts", "post", choices=("post", "notice")),
        GONE,
        *COHORT,
    ),
    (
        "Platforms count views in their own ways; a counter may stand still, be rounded, or be set back when an item goes.",
        "A number of views that is missing is not 0: who noted views may have noted the large ones.",
        "A view is not a person, and says nothing about what a removal averted.",
        "Of an item that came back, views of its first time up alone are counted.",
    ),
    method_version=4,
    in_hours=("view-weighted-lag",),
)
