"""How long results stay on the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ripplemark import estimate
from ripplemark.estimate.listing import ABSENCES, listings
from ripplemark.estimate.series import Bools, Floats
from ripplemark.measures.base import Measure, Parameter, Request, positives
from ripplemark.measures.pages import (
    CODERS,
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    Look,
    Page,
    by_group,
    by_search,
    looks_of,
    not_coded,
    told,
)
from ripplemark.result import Estimate

DAYS = (7.0, 30.0, 90.0)
_HOUR, _DAY = 3600.0, 24.0
STANCE = Parameter(
    "stance",
    "only results that were coded so",
    None,
    choices=("incident", "correction", "neutral", "other"),
)
_DAYS = Parameter(
    "days", "days after the first look that shows it, separated by commas", DAYS, positives
)


@dataclass(frozen=True, slots=True)
class _Stays:
    """Stays of several searches, end to end."""

    low: Floats
    high: Floats
    ended: Bools
    from_start: Bools
    back: Bools
    lines: tuple[int, ...]


def _survival(request: Request) -> list[Estimate]:
    return by_group(request, lambda by, group: _of_group(request, by, group))


def _of_group(request: Request, by: dict[str, Any], group: Sequence[Page]) -> list[Estimate]:
    stance = request.settings["stance"]
    if stance is not None and not any(page.coded.any() for page in group):
        return not_coded(by)
    parts = [part for pages in by_search(group) if (part := _stays(pages, stance)) is not None]
    if not parts:
        note = "No result came or went: capture the same search at least three times, and longer."
        return [Estimate(by, None, None, None, 0, status="NE_FEW", note=note, lines=())]
    stays = _joined(parts)
    came = ~stays.from_start
    found = _answers(request, {**by, "entry": "seen"}, stays, came, _remarks(stays))
    stock = "They stood there at the first look: how long before, nobody saw; days count from that look."
    return [*found, *_answers(request, {**by, "entry": "before"}, stays, ~came, stock)]


def _stays(pages: Sequence[Page], stance: str | None) -> _Stays | None:
    """The stays of one search; None with a single page or without a result."""
    links: dict[str, int | None] = {}
    for page in pages:
        for link, said, line in zip(page.links, page.stances, page.lines, strict=True):
            if stance is None or said == stance:
                links.setdefault(link, line)
    looks = looks_of(pages)
    if len(looks) < 2 or not links:
        return None
    at = np.array([_hours(look) - _hours(looks[0]) for look in looks])
    there = np.array([[link in look.links for link in links] for look in looks])
    seen: Bools = np.asarray(there.any(axis=0), dtype=np.bool_)
    found = listings(at, there[:, seen])
    lines = tuple(
        line for line, is_seen in zip(links.values(), seen, strict=True) if is_seen and line
    )
    return _Stays(found.low, found.high, found.ended, found.from_start, found.back, lines)


def _hours(look: Look) -> float:
    middle = look.captured_lo + (look.captured_hi - look.captured_lo) / 2
    return middle.timestamp() / _HOUR


def _joined(parts: Sequence[_Stays]) -> _Stays:
    return _Stays(
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
        np.concatenate([part.ended for part in parts]),
        np.concatenate([part.from_start for part in parts]),
        np.concatenate([part.back for part in parts]),
        tuple(line for part in parts for line in part.lines),
    )


def _remarks(stays: _Stays) -> str:
    came = ~stays.from_start
    back = int((stays.back & came).sum())
    told = f"Gone is missing at {ABSENCES} looks in a row."
    return f"{told} {back} came back later; only their first stay counts." if back else told


def _answers(
    request: Request, by: dict[str, Any], stays: _Stays, chosen: Bools, remark: str
) -> list[Estimate]:
    if not chosen.any():
        return []
    low, high, ended = stays.low[chosen], stays.high[chosen], stays.ended[chosen]
    curves = estimate.lag_curves(low, high, ended, np.ones(low.size), looks=0.0)
    median = estimate.median_of(curves)
    lasted = told({**by, "quantity": "median"}, median, remark, scale=1 / _DAY, lines=stays.lines)
    return [
        lasted,
        *(
            told(
                {**by, "quantity": "still-there", "days": days},
                curves.at(days * _DAY),
                remark,
                lines=stays.lines,
            )
            for days in request.settings["days"]
        ),
    ]


URL_SURVIVAL = Measure(
    name="url-survival",
    title="How long results stay on the first page",
    symbol="S_url(t)",
    unit="days; share",
    definition=(
        "From the first look that shows a result among the first k to the first of three looks in a row at which it is missing, which "
        "is known to lie between two looks (two pages of one search within an hour are one look); a result that is missing for fewer looks and comes back was there all along, and one still there at the "
        "last look counts for as long as it was seen. Those that stood there at the first look are a group of their own, whose days "
        "count from that look."
    ),
    source="SCIENCE.md, C.8; Turnbull (1976) for ends between two looks",
    query=QUERY,
    columns=PAGE_COLUMNS,
    estimate=_survival,
    parameters=(RANKS, STANCE, _DAYS, CODERS),
    caveats=(
        "A link that left the first page is not gone: it may stand further down, or under another address.",
        "Those that came and went between two looks were never seen: where looks are rare, this tells of results that stay.",
    ),
    method_version=3,
)
