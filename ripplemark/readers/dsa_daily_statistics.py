"""Daily statistics of the EU's DSA Transparency Database: statements by platform and day, with their mean lag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.readers.base import Caution, Head, Match, Reader, Reading, Scope
from ripplemark.readers.dsa_saying import ACTED_ON, BROKEN_SERIES, across_the_break

_DAYS = {
    "date": "day",
    "platform": "platform",
    "statements": "statements",
    "mod_delay_n": "lag_n",
    "mod_delay_mean_s": "lag_mean",
    "mod_delay_min_s": "lag_min",
    "mod_delay_max_s": "lag_max",
    "mod_delay_negative_n": "lag_negative",
    "kw_ncii_image_sharing": "images",
    "kw_ncii_deepfake": "deepfakes",
}
_FIGURES = {
    "start_date": "day",
    "tag": "tag",
    "platform": "platform",
    "category": "category",
    "column": "field",
    "entity": "entity",
    "variant": "variant",
    "count": "total",
    "min": "min",
    "mean": "mean",
    "max": "max",
}
_TOTALS = {
    "received_date": "day",
    "platform_name": "platform",
    "total": "total",
    "automated_detection": "detected",
    "automated_decision": "automation",
}
_LAYOUTS: tuple[tuple[str, Mapping[str, str], tuple[str, ...], str], ...] = (
    (
        "figures",
        _FIGURES,
        tuple(_FIGURES),
        "one line per figure, as the package shantay writes them",
    ),
    ("totals", _TOTALS, tuple(_TOTALS), "the database's own daily aggregates"),
    ("days", _DAYS, ("date", "platform", "statements"), "one line per platform and day"),
)
"""Name, roles by column, the columns that must be there, and in words; of one line a day, one more than these."""

MEANS = Caution(
    "dsa-mean-lags",
    "Mean lags are over decisions of every kind, those about accounts among them; negative ones were left out and counted "
    "by whoever made the statistics.",
)
SUMS = Caution("dsa-no-lags", "Aggregates hold no dates of content: there is no lag in them.")


class DsaDailyStatistics(Reader):
    """Daily counts of statements of reasons by platform, with mean, lowest and highest lag."""

    name: ClassVar[str] = "dsa_daily_statistics"
    title: ClassVar[str] = "EU DSA Transparency Database, daily statistics"
    scope: ClassVar[Scope] = "platform"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.PLATFORM_TOTALS,)
    leaves_out: ClassVar[str] = (
        "Single decisions, and how lags are spread around their mean. Categories and keywords other than those for "
        "intimate images."
    )
    spec: ClassVar[str] = (
        "the database's aggregates-<day>.csv, the statistics of the package shantay as CSV, or one line per platform and day"
    )
    source: ClassVar[str] = "readers/dsa_daily_statistics"
    facts: ClassVar[str | None] = "readers/dsa_daily_statistics_facts"
    zone: ClassVar[str | None] = "UTC"
    caveats: ClassVar[tuple[str, ...]] = (ACTED_ON.code, MEANS.code, BROKEN_SERIES.code)

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A header with the columns of one of the three layouts."""
        at, names = _named(head)
        for layout, roles, needed, words in _LAYOUTS:
            known = [name for name in names if name in roles]
            if set(needed) <= set(known) and len(known) > min(len(needed), 3):
                columns = tuple(
                    roles.get(name) if name not in names[:k] else None
                    for k, name in enumerate(names)
                )
                why = f"daily statistics of the DSA Transparency Database: {words}"
                return Match(0.95, why, at, columns, {"layout": layout})
        return None

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """The lags without the number of statements, or aggregates without a day."""
        _, names = _named(head)
        if cls.recognise(head) is None and {"platform_name", "total"} <= set(names):
            return "This looks like aggregates of the DSA Transparency Database, but lacks 'received_date' or the two columns on automation."
        if cls.recognise(head) is None and any(name.startswith("mod_delay_") for name in names):
            return "This looks like daily statistics of the DSA Transparency Database, but lacks 'date', 'platform' or 'statements'."
        return None

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """Counts and mean lags by day, in UTC; lags in days."""
        layout = match.notes["layout"]
        said: tuple[Caution, ...] = (ACTED_ON, SUMS if layout == "totals" else MEANS)
        if across_the_break(facts["first_day"], facts["last_day"]):
            said += (BROKEN_SERIES,)
        return Reading(
            schema.PLATFORM_TOTALS,
            cls.source,
            {"layout": layout},
            warnings=said,
            dates="dmy",
            shown={"layout": layout},
        )


def _named(head: Head) -> tuple[int, list[str]]:
    for at, row in enumerate(head.rows):
        if any(row):
            return at, [cell.strip().casefold() for cell in row]
    return 0, []
