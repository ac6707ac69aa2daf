"""The fitted decay: the bins after the peak on a logarithmic scale, with both laws, so that one sees why one was taken."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ripplemark.charts.decay import Decay, Law, decay
from ripplemark.estimate.fitted import FittedDecay
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.tail import Tail, tail_after
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL, SERIES, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.one_series import of_one_series
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_decay import law_words, nothing, words
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import fades, named
from ripplemark.measures.base import Request
from ripplemark.measures.lifecycle import One
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Column

_METRIC = "fitted-half-life"


def make(asked: Asked) -> Figure:
    """The decay of one series; without one that can be fitted, what is needed."""
    return of_one_series(asked, _of_one)


def _of_one(asked: Asked, choice: Choice) -> Figure:
    given = settings_for(asked, _METRIC)
    settings = named(_METRIC).settings(given)
    one = One(
        Request(asked.serving, asked.incident, asked.scope, (), choice.where, settings),
        choice.binned,
    )
    found = fades.decay(one)
    answer = measured(asked, _METRIC, choice.where, given)
    tail = tail_after(one.series, one.start, one.days)
    if isinstance(tail, Answer) or not found.fits:
        return empty(asked, *nothing(asked, choice, answer.estimates[0]), used(asked, [choice]))
    drawn = _drawn(choice, found, tail)
    return compose(
        asked,
        words(asked, choice, found, answer.estimates[0]),
        Drawn(lambda canvas: decay(drawn, canvas), _rows(found, drawn), _columns(found, choice)),
        used(asked, [choice]),
        (answer,),
    )


def _drawn(choice: Choice, found: FittedDecay, tail: Tail) -> Decay:
    """Values per bin: far from the peak several neighbours count as one, which stand at their mean."""
    unit, bins = choice.binned.unit, tail.counts.bins
    return Decay(
        (tail.left + tail.right) / 2,
        np.asarray(tail.counts.value / bins * unit),
        np.asarray(tail.known / bins * unit),
        tuple(
            Law(law_words(found, fit), np.asarray(fit.mean / bins * unit), fit is found.best)
            for fit in found.fits
        ),
        choice.unit,
        choice.channel,
    )


def _columns(found: FittedDecay, choice: Choice) -> tuple[Column, ...]:
    told = [
        Column(fit.law.name, "DOUBLE", "", f"mean by {fit.law.title}, as fitted")
        for fit in found.fits
    ]
    return (
        Column("hours", "DOUBLE", "h", "middle of the bin, after the end of the peak bin"),
        Column("value", "DOUBLE", "", f"what was counted: {choice.unit}"),
        Column("usual", "DOUBLE", "", "the usual level before the onset"),
        *told,
    )


def _rows(found: FittedDecay, drawn: Decay) -> pa.Table:
    laws = {fit.law.name: law.mean for fit, law in zip(found.fits, drawn.laws, strict=True)}
    return pa.table({"hours": drawn.hours, "value": drawn.value, "usual": drawn.usual, **laws})


DECAY = FigureKind(
    "decay",
    "The fitted decay",
    "The bins after the peak on a logarithmic scale with both fitted laws and how well each fits, for one series.",
    "attention",
    (_METRIC,),
    make,
    (SERIES, CHANNEL, *ONSET_RULE, *PERIOD),
)
"""See ``make``."""
