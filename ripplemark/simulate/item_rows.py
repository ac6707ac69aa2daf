"""A log of items as a file: the canonical table, or the sheet that somebody keeps by hand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ripplemark.simulate.grid import local, written
from ripplemark.simulate.items import Item
from ripplemark.simulate.plan import Items

HEADER = (
    *(
        "platform",
        "item",
        "spell",
        "copy_of",
        "posted_at",
        "entered_at",
        "notice_at",
        "notice_kind",
    ),
    *("last_up_at", "down_at", "outcome", "observed_until", "time_precision", "detection"),
    *("automated_detection", "automated_decision", "ground", "content_type", "language", "views"),
)
LOG_HEADER = (
    *("Link", "Platform", "Posted on", "Reported on", "Reported by", "Removed on", "Status"),
    *("Online again", "Last checked", "Views", "Language"),
)
LANGUAGES = ("en", "de", "es", "pt", "hi", "ja")


def rows(
    items: list[Item], plan: Items, zone: str, random: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    """The rows of a canonical CSV below HEADER."""

    def at(moment: float | None) -> str:
        if moment is None:
            return ""
        return local(moment, zone) if plan.precision == "day" else written(moment, plan.precision)

    for item in items:
        partly = "fully" if random.random() < 0.8 else "partially"
        yield (
            item.place.platform,
            item.name,
            str(item.spell),
            item.copy_of,
            at(item.posted),
            at(item.entered),
            at(item.notice),
            plan.notifier if item.notice else "",
            at(item.last_up),
            at(item.down),
            item.outcome,
            at(item.until),
            plan.precision,
            "own_initiative" if item.machine else "notice" if item.notice else "other",
            "yes" if item.machine else "no",
            "" if item.outcome in ("up", "uploader") else partly if item.machine else "not",
            "terms" if random.random() < 0.7 else "illegal",
            str(random.choice(("image", "video", "text"))),
            str(random.choice(LANGUAGES[:4])),
            str(item.views),
        )


STATUS = {
    "removed": "removed",
    "up": "still up",
    "uploader": "deleted by user",
    "refused": "not removed",
    "account": "account suspended",
    "geo": "geo-blocked",
    "label": "labelled",
    "demotion": "demoted",
}


def log_rows(items: list[Item], plan: Items, zone: str) -> Iterator[tuple[str, ...]]:
    """The rows of a hand-kept log below LOG_HEADER, in local wall time."""
    wall = "%Y-%m-%d %H:%M"
    again = {item.name: item for item in items if item.spell > 1}
    for item in items:
        if item.spell > 1:
            continue
        back = again.get(item.name)
        ended = item.down is not None
        yield (
            item.name,
            item.place.platform,
            local(item.posted, zone, wall),
            local(item.notice or 0, zone, wall),
            plan.notifier,
            local(item.down, zone, wall) if item.down is not None else "",
            STATUS[item.outcome],
            local(back.entered or 0, zone, wall) if back else "",
            "" if ended and not back else local(item.until, zone, wall),
            str(item.views),
            "de",
        )
