"""Why a database of what was acted on tells no share of what was reported: a model, computed, not data."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ripplemark.charts.conditional import Curve, Mark, Pair, pair
from ripplemark.figure import Figure
from ripplemark.figures import saying_conditional as saying
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, compose
from ripplemark.result import Column

EVER, MEAN = 0.4, 2.0
"""The model: so much is ever removed, after so many days on average, by an exponential law (SCIENCE.md, B.2)."""
LAST = 10.0
"""Days that are drawn."""
_COLUMNS = (
    Column("days", "DOUBLE", "days", "time since the posting"),
    Column(
        "acted_on",
        "DOUBLE",
        "%",
        "share gone by then, of what was ever acted on: what a database shows",
    ),
    Column("everything", "DOUBLE", "%", "share gone by then, of everything"),
)


@dataclass(frozen=True, slots=True)
class Model:
    """Content of which the share ``ever`` is removed, after an exponential time of ``mean`` days; the rest never."""

    ever: float = EVER
    mean: float = MEAN

    def in_database(self, days: float) -> float:
        """The share gone within so many days, of what was ever acted on."""
        return 1.0 - math.exp(-days / self.mean)

    def of_all(self, days: float) -> float:
        """The share gone within so many days, of everything."""
        return self.ever * self.in_database(days)

    @property
    def median_in_database(self) -> float:
        """Days by which half of what was acted on is gone."""
        return self.mean * math.log(2.0)

    @property
    def median_of_all(self) -> float | None:
        """Days by which half of everything is gone; None where that is never."""
        return None if self.ever <= 0.5 else -self.mean * math.log(1.0 - 0.5 / self.ever)


def make(asked: Asked) -> Figure:
    """The figure ``conditional-on-action``: the same with any archive."""
    model = Model()
    days = np.linspace(0.0, LAST, 201)
    seen = np.array([100 * model.in_database(float(day)) for day in days])
    true = np.array([100 * model.of_all(float(day)) for day in days])
    said = saying.Said(
        model.ever,
        model.mean,
        model.median_in_database,
        model.median_of_all,
        model.in_database(2.0),
        model.of_all(2.0),
    )
    drawn = Pair(
        days,
        (Curve(saying.SEEN, seen, True), Curve(saying.TRUE, true, False)),
        (
            Mark(model.median_in_database, 50.0, saying.half(model.median_in_database), True),
            Mark(2.0, 100 * model.in_database(2.0), saying.by_two_days(said.seen), True),
            Mark(2.0, 100 * model.of_all(2.0), saying.by_two_days(said.true), False),
            Mark(LAST, 100 * model.of_all(LAST), saying.half(model.median_of_all), False),
        ),
        saying.AXIS,
    )
    rows = pa.table({"days": days, "acted_on": seen, "everything": true})
    return compose(
        asked, saying.words(said), Drawn(lambda canvas: pair(drawn, canvas), rows, _COLUMNS), ()
    )


CONDITIONAL = FigureKind(
    "conditional-on-action",
    "What a database of decisions leaves out",
    "A model, not data: the lags that a database of what was acted on shows, beside those of everything.",
    "moderation",
    ("actioned-lag",),
    make,
    of_incident=False,
)
