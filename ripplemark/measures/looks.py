"""The curves of a group of items, made once for all that is said of them, by how their ends are known: looks, or dates."""

from __future__ import annotations

import numpy as np

from ripplemark import estimate
from ripplemark.estimate.series import Bools
from ripplemark.measures.base import Request
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import LagGroup, asked_of

_MINUTES = 0.05
"""Hours; narrower intervals are nobody's looks."""
_FEW = 0.05
"""Up to this share of ends known by their date alone, ends count as known by looks."""


def curves_of(
    request: Request, clock: str, group: LagGroup, *, acted: bool = False
) -> estimate.LagCurves:
    """The curves of a group, from which its shares, its median and its means are read; those ``acted`` on alone, or all.

    ``request`` and ``clock`` are those that the group came from: the same have the same curves.
    """
    key = ("curves", repr(asked_of(request, clock)), repr(group.by), acted)
    return kept(request.serving, key, lambda: _curves(request, clock, group, acted))


def _curves(request: Request, clock: str, group: LagGroup, acted: bool) -> estimate.LagCurves:
    which: Bools = group.gone if acted else np.ones_like(group.gone)
    return estimate.lag_curves(
        group.low[which],
        group.high[which],
        group.gone[which],
        group.weight[which],
        group.entry[which],
        hours_of_starts(request, clock, group),
    )


def hours_of_starts(request: Request, clock: str, group: LagGroup) -> float | None:
    """Hours to within which starts are known where ends lie between two looks; None where they do not, or do not need to.

    That is asked of all items of the group's incident that ended by an outcome that counts.

    A database holds decisions and no looks. Dates are no looks either: with a date at both ends the interval of a lag
    overlaps its neighbours on whole days, and Turnbull's estimate of such is not unique (SCIENCE.md, B.4).
    """
    wide = (group.high - group.low)[group.gone].max(initial=0.0) > _MINUTES
    if request.scope != "incident" or not wide:
        return None
    asked = {
        "incident": group.by.get("incident", request.incident),
        "scope": request.scope,
        "clock": clock,
        "gone": list(request.settings["gone"]),
    }
    (row,) = kept(
        request.serving,
        ("ends", repr(asked)),
        lambda: request.serving.run("moderation/how_ends_are_known", **asked).records(),
    )
    dated = row["dated"] > _FEW * row["ends"]
    return None if dated or row["starts"] is None else float(row["starts"])
