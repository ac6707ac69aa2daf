"""A small file of each canonical table to start from: the header in the schema's order, rows that are plainly invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from functools import partial

from ripplemark.readers.takedown_template import takedown_template
from ripplemark.schema import TABLES, Table

_EXAMPLES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "attention": (
        {
            "incident": "LANTERN",
            "series": "posts",
            "channel": "social",
            "platform": "Platform A",
            "metric": "posts",
            "bin_start": "2025-01-01T10:00Z",
            "bin_width": "PT1H",
            "value": "12",
        },
        {
            "incident": "LANTERN",
            "series": "posts",
            "channel": "social",
            "platform": "Platform A",
            "metric": "posts",
            "bin_start": "2025-01-01T11:00Z",
            "bin_width": "PT1H",
            "value": "40",
            "bound": "~",
        },
    ),
    "moderation": (
        {
            "incident": "LANTERN",
            "platform": "Platform A",
            "item": "example-1",
            "spell": "1",
            "posted_at": "2025-01-01T10:15Z",
            "notice_at": "2025-01-01T12:00Z",
            "notice_kind": "user",
            "down_at": "2025-01-02T08:00Z/2025-01-02T12:00Z",
            "outcome": "removed",
            "observed_until": "2025-01-05",
        },
        {
            "incident": "LANTERN",
            "platform": "Platform B",
            "item": "example-2",
            "spell": "1",
            "posted_at": "2025-01-01",
            "notice_at": "2025-01-03T09:30Z",
            "notice_kind": "lawyer",
            "outcome": "up",
            "observed_until": "2025-01-05T18:00Z",
        },
    ),
    "requests": (
        {
            "incident": "LANTERN",
            "platform": "Platform A",
            "item": "example-1",
            "round": "1",
            "sent_at": "2025-01-01T12:00Z",
            "by": "user",
            "route": "form",
            "answer": "accepted",
            "answered_at": "2025-01-01T20:00Z",
            "outcome": "removed",
            "outcome_at": "2025-01-02T08:00Z",
            "last_checked": "2025-01-05",
        },
        {
            "incident": "LANTERN",
            "platform": "Platform B",
            "item": "example-2",
            "round": "1",
            "sent_at": "2025-01-03T09:30Z",
            "by": "lawyer",
            "route": "letter",
            "answer": "none",
            "outcome": "up",
            "last_checked": "2025-01-05T18:00Z",
        },
    ),
    "events": (
        {
            "incident": "LANTERN",
            "time": "2025-01-01T10:15Z",
            "kind": "first_seen",
            "label": "invented example",
            "credibility": "confirmed",
        },
        {
            "incident": "LANTERN",
            "time": "2025-01-02",
            "kind": "fact_check",
            "label": "invented example",
            "credibility": "reported",
        },
    ),
    "incidents": (
        {
            "incident": "LANTERN",
            "label": "invented example",
            "kind": "rumour",
            "verdict": "not_stated",
            "sensitivity": "ordinary",
            "home_zone": "Europe/Berlin",
            "started_at": "2025-01-01",
        },
    ),
    "search_results": (
        {
            "incident": "LANTERN",
            "engine": "Engine A",
            "query": "invented example",
            "locale": "de-DE",
            "device": "desktop",
            "captured_at": "2025-01-02T06:00Z",
            "rank": "1",
            "url": "result-1",
            "domain": "news",
            "stance": "incident",
        },
        {
            "incident": "LANTERN",
            "engine": "Engine A",
            "query": "invented example",
            "locale": "de-DE",
            "device": "desktop",
            "captured_at": "2025-01-02T06:00Z",
            "rank": "2",
            "url": "result-2",
            "domain": "fact_check",
            "stance": "correction",
        },
    ),
    "platform_totals": (
        {
            "platform": "Platform A",
            "period_start": "2025-01-01T00:00Z",
            "period_end": "2025-07-01T00:00Z",
            "category": "invented category",
            "metric": "median hours to action",
            "value": "20.5",
            "n": "100",
        },
    ),
}


def template(table: Table) -> str:
    """CSV text of this table: every column, one or two example rows; its own reader reads it back without a reject."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, table.names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_EXAMPLES[table.name])
    return out.getvalue()


TEMPLATES: Mapping[str, Callable[[], str]] = {
    "takedown_log": partial(takedown_template, "items"),
    "takedown_log_requests": partial(takedown_template, "requests"),
    **{f"canonical_{table.name}": partial(template, table) for table in TABLES},
}
"""A CSV text to start from for every format that people write themselves, by the format's name."""
