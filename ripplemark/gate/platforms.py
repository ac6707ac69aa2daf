"""Which platforms may be named: pointing at a small one while content is up there tells people where to look."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from ripplemark.engine import Serving
from ripplemark.paths import REFERENCE

SMALL = 10
"""A platform with fewer of the incident's items than this is small, unless it is one of the large ones."""

FRESH = timedelta(days=14)
"""An item that was up when looked at within this time counts as still up."""

HOSTS = ("niche", "social", "video", "messaging")
"""Channels whose platforms hold content; a search engine or an encyclopedia names nobody's hiding place."""


@dataclass(frozen=True, slots=True)
class PlatformCount:
    """One platform of an incident: its items, how many are still up, and the last look at one of those.

    ``last_look`` is None where nothing is up, and where nobody said when it was looked at; then it counts as just now.
    """

    platform: str
    items: int
    up: int = 0
    last_look: datetime | None = None


def platform_counts(serving: Serving, incident: str | None) -> tuple[PlatformCount, ...]:
    """Every platform that holds items of an incident, by name; empty where there are no items."""
    found = serving.run("moderation/platforms_of_incident", incident=incident).records()
    return tuple(PlatformCount(**row) for row in found)


def is_large(platform: str) -> bool:
    """True where the European Commission has designated it as very large, under any spelling that is on record."""
    return _plain(platform) in _large()


def may_be_named(count: PlatformCount, now: datetime) -> bool:
    """True for a large platform, and for one that holds ten items or more none of which is still up.

    A platform that is not large is not named while any item there is still up and was looked at within 14 days, however
    many items it holds: the larger its share, the better it would guide to them.
    """
    if is_large(count.platform):
        return True
    fresh = count.last_look is None or now - count.last_look <= FRESH
    return count.items >= SMALL and not (count.up > 0 and fresh)


def merged(counts: Sequence[PlatformCount], now: datetime) -> tuple[str, ...]:
    """The platforms that are shown as 'N smaller platforms', by name; empty where each may be named.

    Decided on all items of the incident, never on a selection: the same platforms are merged in every figure, so two
    figures cannot be subtracted from one another. One alone becomes '1 smaller platform': its name is what must not
    be told, its numbers follow from the total in any case, and merging it with a large platform would put
    the large one's doings under a false name.
    """
    return tuple(sorted(each.platform for each in counts if not may_be_named(each, now)))


def merged_label(number: int) -> str:
    """'5 smaller platforms', '1 smaller platform'."""
    return f"{number} smaller {'platform' if number == 1 else 'platforms'}"


@cache
def _large() -> frozenset[str]:
    """Every spelling of every platform that is designated now, plain."""
    with (REFERENCE / "large_platforms.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(
            _plain(name)
            for row in csv.DictReader(file)
            if not row["ended_on"]
            for name in _spellings(row["platform"], row["aliases"])
        )


def _spellings(platform: str, aliases: str) -> Iterable[str]:
    return (platform, *(each for each in aliases.split("|") if each))


def _plain(name: str) -> str:
    """A name as it is compared: no case, no spaces, no punctuation."""
    return re.sub(r"[\W_]+", "", name).casefold()
