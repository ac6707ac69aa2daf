"""The figure ``beside-published``: share gone by time on one platform, and over it what was published, like for like only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from ripplemark.charts import beside as chart
from ripplemark.charts.beside import Beside, Reference
from ripplemark.charts.lapse import span
from ripplemark.charts.survival import Step
from ripplemark.figure import Figure
from ripplemark.figures import alike
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures import saying_beside as saying
from ripplemark.figures.alike import Shown
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.norms import known_as, with_norms
from ripplemark.figures.published import TOPIC, Published, known, newest, summary
from ripplemark.figures.watching import (
    PARAMETERS,
    Watched,
    has_requests,
    platforms,
    shared,
    used,
    watched,
)
from ripplemark.measures import Measurement
from ripplemark.measures.base import Parameter
from ripplemark.measures.base import words as listed
from ripplemark.result import Column, Estimate

DENOMINATOR = Parameter(
    "denominator",
    "whose share: of all requests, or of those acted on only",
    "all",
    choices=("all", "acted"),
)
NORM = Parameter(
    "norm",
    "the platform whose items and whose published figures are shown; by default the one with most items",
    None,
    str,
    with_norms(),
)
PUBLISHED = Parameter(
    "published",
    "which published figures, by their ids, separated by commas; by default the latest ones about removal",
    None,
    listed,
    tuple(each.id for each in known() if each.topic == TOPIC),
)
_USUAL = 48.0
"""The hours by which both shares are told where no published figure is drawn."""
_STEPS = 60
"""Times at which the curve is read; more cannot be told apart beside a few diamonds."""


def offered(asked: Asked) -> dict[str, str]:
    """The incident's platforms of which published figures are on record: by name, with the name that the data have.

    The one with most items first; those that this audience may not read are left out.
    """
    found: dict[str, str] = {}
    for each in sorted(platforms(asked), key=lambda each: (-each.items, each.platform)):
        name = known_as(each.platform)
        if name in with_norms() and asked.gate.platform(each.platform) == each.platform:
            found.setdefault(name, each.platform)
    return found


def _side(asked: Asked) -> tuple[Asked, str]:
    """What is asked, of the items on one platform; and that platform's name, '' for all where none has a figure."""
    selected = dict(asked.where).get("platform")
    if selected is not None:
        return asked, known_as(selected)
    here = offered(asked)
    name = asked.settings["norm"] or next(iter(here), "")
    if not name:
        return asked, ""
    return replace(asked, where=(*asked.where, ("platform", here.get(name, name)))), name


@dataclass(frozen=True, slots=True)
class Set:
    """The incident's items, and the published figures beside them: those that are drawn, and the others with the reason."""

    of: Watched
    here: Shown
    drawn: tuple[Published, ...]
    left: tuple[tuple[Published, str], ...]


def _beside(of: Watched, platform: str) -> Set:
    asked = of.asked
    here = Shown(
        platform,
        of.clock or "notice",
        frozenset(asked.settings["gone"]),
        asked.settings["denominator"],
        str(
            (asked.archive.decision(asked.incident, "kind") if asked.incident else None) or "other"
        ),
        dict(asked.where).get("notice_kind", ""),
        of.clock in ("first-request", "last-request") and _once(asked),
        asked.settings["published"] is not None,
    )
    judged = [(each, alike.why_not(each, here)) for each in _switched_on(asked, here)]
    drawn = [each for each, reason in judged if reason is None]
    left = tuple((each, reason) for each, reason in judged if reason is not None)
    return Set(of, here, tuple(sorted(drawn, key=lambda each: not each.content)), left)


def _switched_on(asked: Asked, here: Shown) -> tuple[Published, ...]:
    """Those that were chosen; while none is, the latest of each about removal that are of the incident's kind."""
    chosen = asked.settings["published"]
    if chosen is not None:
        return tuple(each for each in known() if each.id in chosen)
    about = alike.about(known(), TOPIC, here.platform)
    return newest(each for each in about if alike.fits(each, here.kind))


def _once(asked: Asked) -> bool:
    """True where the first and the last request of every item are the same: each was asked for once."""
    first, last = (watched(asked, (), clock).groups for clock in ("first-request", "last-request"))
    if not first or len(first) != len(last):
        return False
    return all(
        np.array_equal(a.high, b.high) and np.array_equal(a.weight, b.weight)
        for a, b in zip(first, last, strict=True)
    )


def candidates(asked: Asked, platform: str | None) -> tuple[Published, ...]:
    """Every published figure about removal that may be chosen beside the incident's items on a platform; None for all."""
    return alike.about(known(), TOPIC, platform or _side(asked)[1])


def make(asked: Asked) -> Figure:
    """The figure ``beside-published``."""
    here, platform = _side(asked)
    of = watched(here)
    if not of.items:
        return claims.nothing(of)
    found = _beside(of, platform)
    told = shared(here)
    points = [(each, *point) for each in found.drawn if (point := each.point)]
    hours = list(dict.fromkeys(here.gate.lag(at) for _, at, _ in points)) or [_USUAL]
    curve = _curve(of, told)
    both = {at: tuple(_share(here, told, at, rule) for rule in ("all", "acted")) for at in hours}
    steps = _steps(of, curve)
    picture = Beside(
        steps,
        here.gate.moment(of.longest),
        words.clock(of),
        f"{of.fate.Gone} here, {saying.rule(found.here)}",
        tuple(Reference(at, share, each.short, *_ends(each)) for each, at, share in points),
        of.fate.gone,
    )
    bys = [of.by(at) for at in hours]
    return compose(
        here,
        Words(
            saying.headline(of, found.here, found.drawn, bys),
            words.subtitle(
                of,
                f"share {of.fate.gone} by time{saying.where(platform)}, {saying.rule(found.here)}, and what was published",
            ),
            saying.alt(of, found.here, found.drawn, len(found.left)),
            saying.told(of, found.here, found.drawn, bys),
            (
                *claims.caveats(of, bys),
                *_late(of),
                *saying.caveats(of, found.drawn, repeated=has_requests(here) and not _once(here)),
                *alike.together(found.left),
            ),
            (*claims.counted(of), *filter(None, (summary(found.drawn),))),
        ),
        Drawn(lambda canvas: chart.beside(picture, canvas), _rows(found, steps, both), _COLUMNS),
        used(here),
        tuple(each for pair in both.values() for each in pair),
    )


def _late(of: Watched) -> tuple[str, ...]:
    """From when the curve holds, and of which items, where too few were watched from the start."""
    told = (
        f"Too few items were watched in the first {span(of.asked.gate.moment(of.since))}: the curve begins there, and holds for "
        f"those that were {of.fate.still_up} then."
    )
    return (told,) if of.since else ()


def _ends(each: Published) -> tuple[float | None, float | None]:
    """The interval of a share, in per cent; a median's would lie along the other axis."""
    return (each.low, each.high) if each.statistic == "share" else (None, None)


def _share(asked: Asked, told: dict[str, Any], hours: float, rule: str) -> Measurement:
    return asked.measured("within-deadline", **told, hours=f"{hours:.8g}", denominator=rule)


def _curve(of: Watched, told: dict[str, Any]) -> list[tuple[float, Estimate]]:
    """The share gone at each time at which anything ended, thinned to what can be seen."""
    gate, rule = of.asked.gate, of.asked.settings["denominator"]
    ends = {gate.moment(float(at)) for g in of.groups for at in (*g.low[g.gone], *g.high[g.gone])}
    every = np.array(sorted(at for at in ends if at > 0))
    if every.size > _STEPS:
        every = np.unique(np.quantile(every, np.linspace(0, 1, _STEPS), method="higher"))
    return [(float(at), _share(of.asked, told, float(at), rule).estimates[0]) for at in every]


def _steps(of: Watched, curve: Sequence[tuple[float, Estimate]]) -> tuple[Step, ...]:
    since = of.asked.gate.moment(of.since)
    found = [Step(since, 0.0, 0.0, 0.0)]
    for at, each in curve:
        if each.status == "NE_LEFT" or at <= since:
            continue
        if isinstance(each.low, int | float) and isinstance(each.high, int | float):
            value = 100 * float(each.value) if isinstance(each.value, int | float) else None
            found.append(Step(at, value, 100 * each.low, 100 * each.high))
        else:
            found.append(_counted(of, at))
    return tuple(found)


def _counted(of: Watched, at: float) -> Step:
    """The plain share, where items are too few for an estimate."""
    by = of.by(at)
    whole = max(of.gone if of.asked.settings["denominator"] == "acted" else of.items, 1)
    low, high = (100 * n / whole for n in (by.sure, by.sure + by.perhaps))
    return Step(at, low if low == high else None, low, high)


_COLUMNS = (
    Column(
        "what", "VARCHAR", "", "'here': this incident's items; 'published': somebody else's figure"
    ),
    Column("figure", "VARCHAR", "", "what it is, and whose"),
    Column(
        "at",
        "DOUBLE",
        "h",
        "time since the clock's start by which the share holds; empty where it has none",
    ),
    Column("share", "DOUBLE", "%", "share gone by then; empty where only bounds are known"),
    Column("low", "DOUBLE", "%", "lower end of its 95 % interval, or lower bound"),
    Column("high", "DOUBLE", "%", "upper end of its 95 % interval, or upper bound"),
    Column("of", "VARCHAR", "", "whose share: all requests, or those acted on only"),
    Column(
        "not_drawn",
        "VARCHAR",
        "",
        "why a published figure is not in the picture; empty where it is",
    ),
    Column("source", "VARCHAR", "", "who published it"),
)
_KINDS = (*(pa.string(),) * 2, *(pa.float64(),) * 4, *(pa.string(),) * 3)


def _rows(
    found: Set, steps: Sequence[Step], both: dict[float, tuple[Measurement, ...]]
) -> pa.Table:
    """The curve; both shares at the times of the published figures; and those, drawn or not."""
    rule = found.here.denominator
    cells: list[tuple[Any, ...]] = [
        ("here", "curve", s.at, s.value, s.low, s.high, rule, "", "") for s in steps
    ]
    for at, pair in both.items():
        for name, answer in zip(("all", "acted"), pair, strict=True):
            ours = [
                100 * float(each) if isinstance(each, int | float) else None
                for each in (
                    answer.estimates[0].value,
                    answer.estimates[0].low,
                    answer.estimates[0].high,
                )
            ]
            cells.append(("here", f"within {span(at)}", at, *ours, name, "", ""))
    for each, reason in (*((each, "") for each in found.drawn), *found.left):
        numbers = (*(each.point or (None, None)), *_ends(each))
        rule = each.denominator
        cells.append(("published", each.named, *numbers, rule, reason, each.source))
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(_COLUMNS, _KINDS, strict=True))
        }
    )


BESIDE_PUBLISHED = FigureKind(
    "beside-published",
    "Published figures beside ours",
    "The share of items gone by time on one platform, and what that platform or a study published, drawn only where the "
    "clock, the unit and the denominator are the same.",
    "moderation",
    ("within-deadline",),
    make,
    (*PARAMETERS, DENOMINATOR, NORM, PUBLISHED),
)
