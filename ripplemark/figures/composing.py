"""What every figure shares: how it is put together and gated, and its empty form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Claims, Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.planning import registered
from ripplemark.figures.rewording import LANGUAGE, reworded
from ripplemark.figures.sourcing import ahead, once, simulated, source_line, warned
from ripplemark.figures.thresholds import listed
from ripplemark.measures import Measurement
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.result import Column


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a figure: a finding, what is measured, what can be written, what it looks like."""

    headline: str
    subtitle: str
    alt: str
    claims: Claims = Claims()  # noqa: RUF009 - immutable
    caveats: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    """Parts of the source line that count what was used: '40 items, 20 % still up', '312 bins of 1 hour, 2 % missing'."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: a function from a canvas to a Plotly figure, and the rows that it shows, with their meaning."""

    draw: Any
    rows: pa.Table
    columns: tuple[Column, ...]


def compose(
    asked: Asked,
    words: Words,
    drawn: Drawn,
    used: Collection[Package],
    measured: Sequence[Measurement] = (),
    queries: Sequence[str] = (),
    lines: dict[str, tuple[int, ...]] | None = None,
) -> Figure:
    """The whole figure from its words, its picture and what both rest on; what may not leave is stopped here."""
    gate = asked.gate
    shown, columns = gate.rows(drawn.rows, drawn.columns, asked.zone)
    rests = (_words(of).told(each) for of in measured for each in of.measure.caveats)
    edits = reworded(asked, {"headline": words.headline, "subtitle": words.subtitle})
    headline, subtitle = edits.told["headline"], edits.told["subtitle"]
    caveats = once((*edits.caveats, *ahead(asked, used), *words.caveats, *rests, *warned(used)))
    counted = tuple(each for each in (*words.counted, listed(asked)) if each)
    plan = registered(asked, measured, used)
    notes = " ".join(each for each in (edits.note, plan.note) if each)
    source = source_line(asked, used, counted, notes)
    claims = (words.claims.borne, [(u.sentence, u.why, u.needed) for u in words.claims.unborne])
    said = (headline, subtitle, words.alt, claims, caveats, source, edits.computed)
    parameters = gate.parameters(
        {
            "incident": asked.incident,
            "scope": asked.scope,
            "by": list(asked.by),
            "where": dict(asked.where),
            **asked.texts,
            **({LANGUAGE: asked.language} if asked.language else {}),
        }
    )
    gate.check((said, parameters), asked.kind.name)
    return Figure(
        asked.kind.name,
        fate_words(asked.settings.get("gone")).told(asked.kind.title),
        asked.kind.question,
        gate.audience,
        asked.incident,
        headline,
        subtitle,
        words.claims,
        caveats,
        source,
        words.alt,
        gate.drawing(drawn.draw, asked.kind.name),
        shown,
        columns,
        tuple(gate.document(of.document()) for of in measured),
        once((*queries, *(of.measure.query for of in measured))),
        parameters,
        asked.serving.visible.fingerprint,
        simulated(used),
        gate.lines(lines or {}),
        computed=edits.computed,
        language=edits.language,
        registered=plan.document,
    )


def _words(of: Measurement) -> FateWords:
    """The words in which a measure's general sentences are told: those of the outcomes that it counted."""
    return fate_words(of.parameters.get("gone"))


def empty(asked: Asked, headline: str, what_to_add: str, used: Collection[Package] = ()) -> Figure:
    """A figure without anything to draw: it says why, and what to add."""
    words = Words(headline, what_to_add, f"{headline}. {what_to_add}")
    return replace(compose(asked, words, Drawn(_blank, pa.table({}), ()), used), empty=True)


def _blank(canvas: Canvas) -> Any:
    """A picture without anything in it, low."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.update_layout(
        width=canvas.width,
        height=canvas.height or 80,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure
