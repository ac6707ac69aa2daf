"""How long after a request a result was no longer on the first page; a refusal competes with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from ripplemark import estimate
from ripplemark.estimate.competing import UP
from ripplemark.estimate.listing import ABSENCES as IN_A_ROW
from ripplemark.measures.base import Measure, Parameter, Request, positives, whole
from ripplemark.measures.pages import (
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    SEARCHED,
    Look,
    Page,
    by_search,
    looks_of,
    pages_of,
    told,
    without_page,
)
from ripplemark.result import Estimate

REQUESTS = "search/requests_about_results"
GONE, REFUSED = 1, 2
"""What ended the wait; 0 is still there at the last look."""
_HOURS, _DAY = 3600.0, 24.0
SENT = Parameter(
    "sent",
    "which requests count: engine (only those to the search engine whose pages are looked at) or any (also those to the platform)",
    "engine",
    choices=("engine", "any"),
)
ABSENCES = Parameter(
    "absences", "looks in a row without a result that count as gone", IN_A_ROW, whole
)
DAYS = Parameter(
    "days", "days after the request, separated by commas", (7.0, 30.0, 90.0), positives
)
NO_REQUEST = (
    "No request is on record about a result of these pages. Add the requests to the search engine to your log of takedown requests, "
    "each with the result's link and the engine's name as the platform."
)


@dataclass(frozen=True, slots=True)
class Wait:
    """What became of one result that was asked about, on the pages of one search.

    Attributes:
        ended: 0 still there at the last look, GONE, or REFUSED.
        low, high: hours from the request, between which it ended; where it did not, both the time to the last look that had it.
        looks: hours from the request of every look, and whether the result stood there.
        missing: at how many of the last looks it was missing, too few to say that it is gone; 0 where it ended.
        lines: source lines of the requests.
    """

    ended: int
    low: float
    high: float
    looks: tuple[tuple[float, bool], ...]
    lines: tuple[int, ...]
    missing: int = 0


def waits(
    pages: Sequence[Page], asked: Sequence[dict[str, Any]], absences: int = IN_A_ROW
) -> list[Wait]:
    """Of each request about a result that stood there when it was sent, how it ended; the others are no delisting.

    A result stood there where the last look before the request has it or, without one, the first look after it. It is gone from the
    first of so many looks in a row without it; missing at fewer looks before the pages end, it is open from when it was last seen.
    """
    looks = looks_of(pages)
    found = [_wait(looks, each, absences) for each in asked]
    return [each for each in found if each is not None]


def _wait(pages: Sequence[Look], asked: dict[str, Any], absences: int) -> Wait | None:
    sent_lo, sent_hi = _hours(asked["sent_lo"]), _hours(asked["sent_hi"])
    there = [asked["link"] in page.links for page in pages]
    after = [k for k, page in enumerate(pages) if _hours(page.captured_lo) >= sent_lo]
    if not after:
        return None
    first = after[0]
    if not (there[first - 1] if first else there[first]):
        return None
    looks = tuple(
        (_hours(page.captured_lo) - sent_lo, seen) for page, seen in zip(pages, there, strict=True)
    )
    gone = next((k for k in after if _missing(there, k, absences)), None)
    lines = tuple(asked["lines"])
    refused = asked["refused_lo"]
    before = pages[gone - 1] if gone else None
    gone_low = max(_hours(before.captured_lo) - sent_hi, 0.0) if before is not None else 0.0
    if refused is not None:
        low = max(_hours(refused) - sent_hi, 0.0)
        high = max(_hours(asked["refused_hi"] or refused) - sent_lo, low)
        if gone is None or low <= gone_low:
            return Wait(REFUSED, low, high, looks, lines)
    if gone is None:
        last = max(k for k, seen in enumerate(there) if seen)
        watched = max(_hours(pages[last].captured_lo) - sent_lo, 0.0)
        return Wait(UP, watched, watched, looks, lines, len(pages) - 1 - last)
    high = max(_hours(pages[gone].captured_hi) - sent_lo, gone_low)
    return Wait(GONE, gone_low, high, looks, lines)


def _missing(there: Sequence[bool], k: int, absences: int) -> bool:
    """True where the result is missing at this look and at the next ones, as many as make an end."""
    run = there[k : k + absences]
    return len(run) == absences and not any(run)


def _hours(at: datetime) -> float:
    return at.timestamp() / _HOURS


def requests_about(request: Request) -> list[dict[str, Any]]:
    """The requests about links that stood on a captured page, first come first."""
    return request.serving.run(REQUESTS, incident=request.incident, scope=request.scope).records()


def sent_to(asked: Sequence[dict[str, Any]], engine: str | None, to: str) -> list[dict[str, Any]]:
    """Those requests that went to this engine; all of them where any counts."""
    if to == "any":
        return list(asked)
    return [each for each in asked if _same(each["platform"], engine)]


def _same(platform: str | None, engine: str | None) -> bool:
    """'Google Search' and 'google' are one engine."""
    one, other = ((text or "").casefold() for text in (platform, engine))
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _lags(request: Request) -> list[Estimate]:
    searches = by_search(pages_of(request))
    if not searches:
        return without_page(request)
    asked = requests_about(request)
    return [each for pages in searches for each in _of_search(request, pages, asked)]


def _of_search(
    request: Request, pages: Sequence[Page], every: Sequence[dict[str, Any]]
) -> list[Estimate]:
    by = {name: pages[0].of[name] for name in ("incident", *SEARCHED)}
    of = [each for each in every if each["incident"] == by["incident"]]
    asked = sent_to(of, by["engine"], request.settings["sent"])
    found = waits(pages, asked, request.settings["absences"])
    if not found:
        note = _why_none(of, asked)
        named = {**by, "quantity": "asked"}
        return [Estimate(named, None, None, None, 0, status="NE_FEW", note=note, lines=())]
    return [
        *_counts(by, found, len(asked) - len(found)),
        _median(by, found),
        *_shares(by, found, request.settings["days"]),
        *(_one(by, k, each) for k, each in enumerate(found, start=1)),
    ]


def _why_none(of: Sequence[dict[str, Any]], asked: Sequence[dict[str, Any]]) -> str:
    if asked:
        return "No result that was asked about stood on this page when the request was sent: look at more places, or at earlier pages."
    if of:
        return f"{NO_REQUEST} {len(of)} about results of these pages went to others: count them with sent=any."
    return NO_REQUEST


def _counts(by: dict[str, Any], found: Sequence[Wait], elsewhere: int) -> list[Estimate]:
    n = len(found)
    remarks = [
        f"{elsewhere} more were about results that did not stand there when asked."
        if elsewhere
        else "",
        _open(found),
    ]
    several = (("asked", None), ("delisted", GONE), ("refused", REFUSED), ("still-there", UP))
    return [
        Estimate(
            {**by, "quantity": name},
            n if cause is None else sum(each.ended == cause for each in found),
            None,
            None,
            n,
            sum(each.ended == GONE for each in found),
            sum(each.ended == UP for each in found),
            note=" ".join(part for part in remarks if part),
            lines=_lines([each for each in found if cause in (None, each.ended)]),
        )
        for name, cause in several
    ]


def _open(found: Sequence[Wait]) -> str:
    """How many are missing at the last looks, too few of them to call it an end."""
    missing = sum(each.missing > 0 for each in found)
    if not missing:
        return ""
    return (
        f"{missing} of those that count as still there {'is' if missing == 1 else 'are'} missing at the last looks, too few in a row to "
        "call it gone: look again."
    )


def _lines(found: Sequence[Wait]) -> tuple[int, ...]:
    return tuple(line for each in found for line in each.lines)[:200]


def _median(by: dict[str, Any], found: Sequence[Wait]) -> Estimate:
    """The time by which half of all requests had their result gone; one that was refused never has."""
    longest = max(each.high for each in found)
    low, high = (
        np.array([longest if each.ended == REFUSED else getattr(each, end) for each in found])
        for end in ("low", "high")
    )
    ended = np.array([each.ended == GONE for each in found])
    curves = estimate.lag_curves(low, high, ended, np.ones(len(found)), looks=0.0)
    remark = "A refused request counts as one whose result never went."
    return told(
        {**by, "quantity": "median"},
        estimate.median_of(curves),
        remark,
        scale=1 / _DAY,
        lines=_lines(found),
    )


def _shares(by: dict[str, Any], found: Sequence[Wait], days: Sequence[float]) -> list[Estimate]:
    low, high = (np.array([getattr(each, end) for each in found]) for end in ("low", "high"))
    cause = np.array([each.ended for each in found], dtype=np.int64)
    curves = estimate.cause_curves(low, high, cause, np.ones(len(found)), 2)
    return [
        told({**by, "quantity": name, "days": float(each)}, answer, lines=_lines(found))
        for name, number in (("delisted-within", GONE), ("refused-within", REFUSED))
        for each, answer in zip(days, curves.along(number, np.array(days) * _DAY), strict=True)
    ]


def _one(by: dict[str, Any], k: int, of: Wait) -> Estimate:
    """One request, in whole days, an hour more or less: between two looks, refused, or still there."""
    named = {**by, "quantity": "request", "request": k}
    low, high = float(math.floor((of.low + 1) / _DAY)), float(math.ceil((of.high - 1) / _DAY))
    if of.ended == UP:
        note = f"Still there at the last look, {low:.0f} days after the request."
        if of.missing:
            note = (
                f"Last seen {low:.0f} days after the request and missing at the {_looks(of.missing)} since, too few to call it gone: "
                "look again."
            )
        return Estimate(named, None, low, None, 1, 0, 1, "NE_RIGHT", note, lines=of.lines)
    note = (
        "Gone between two looks."
        if of.ended == GONE
        else "Refused; whether it left the page afterwards is no answer to the request."
    )
    events = int(of.ended == GONE)
    return Estimate(named, None, low, high, 1, events, 0, "bounds", note, lines=of.lines)


def _looks(n: int) -> str:
    return "one look" if n == 1 else f"{n} looks"


DELISTING_LAG = Measure(
    name="delisting-lag",
    title="From a request to the first page without the result",
    symbol="T_delist",
    unit="days; requests; share",
    definition=(
        "Of results that stood among the first k when they were first asked about: days to the first of three looks in a row without "
        "them, after the look before and by that look; two pages of one search within an hour are one look. A refusal before it is "
        "another end (Aalen-Johansen for the shares). A result that is still there, or missing at fewer looks than that when the pages "
        "end, was watched to the last look that had it. The median counts a refused request as one whose result never went."
    ),
    source="SCIENCE.md, C.9 and B.3.",
    query=QUERY,
    columns=PAGE_COLUMNS,
    estimate=_lags,
    parameters=(RANKS, SENT, ABSENCES, DAYS),
    caveats=(
        (
            "A result that is no longer among the first places may stand further down: that it was delisted is known only where the "
            "engine says so."
        ),
        (
            "A request belongs to a result where both files name one link; http or https, 'www.', a slash at its end, and what is added "
            "to follow a visitor make no difference."
        ),
    ),
    method_version=2,
)
