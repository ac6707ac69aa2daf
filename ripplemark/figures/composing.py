"""What every figure shares: its source line, its caveats, its empty form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

import ripplemark
from ripplemark.archive import Package
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Claims, Figure
from ripplemark.figures.base import Asked
from ripplemark.gate import PRIVATE_MARK
from ripplemark.measures import Measurement
from ripplemark.readers import READERS
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
    caveats = _once((*words.caveats, *(each for of in measured for each in of.measure.caveats)))
    source = source_line(asked, used, words.counted)
    claims = (words.claims.borne, [(u.sentence, u.why, u.needed) for u in words.claims.unborne])
    said = (words.headline, words.subtitle, words.alt, claims, caveats, source)
    parameters = gate.parameters(
        {
            "incident": asked.incident,
            "scope": asked.scope,
            "by": list(asked.by),
            "where": dict(asked.where),
            **asked.texts,
        }
    )
    gate.check((said, parameters), asked.kind.name)
    return Figure(
        asked.kind.name,
        asked.kind.title,
        asked.kind.question,
        gate.audience,
        asked.incident,
        words.headline,
        words.subtitle,
        words.claims,
        caveats,
        source,
        words.alt,
        gate.drawing(drawn.draw, asked.kind.name),
        shown,
        columns,
        tuple(gate.document(of.document()) for of in measured),
        _once((*queries, *(of.measure.query for of in measured))),
        parameters,
        asked.serving.visible.fingerprint,
        simulated(used),
        gate.lines(lines or {}),
    )


def empty(asked: Asked, headline: str, what_to_add: str, used: Collection[Package] = ()) -> Figure:
    """A figure without anything to draw: it says why, and what to add."""
    words = Words(headline, what_to_add, f"{headline}. {what_to_add}")
    figure = compose(asked, words, Drawn(_blank, pa.table({}), ()), used)
    return Figure(
        **{name: getattr(figure, name) for name in figure.__dataclass_fields__ if name != "empty"},
        empty=True,
    )


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


def simulated(used: Iterable[Package]) -> bool:
    """True where any of the datasets was simulated."""
    return any(each.provenance.get("simulated") is True for each in used)


def source_line(asked: Asked, used: Collection[Package], counted: Sequence[str]) -> str:
    """Where it is from, what it counts, whether it is simulated, zone, archive, versions."""
    told = []
    if used:
        told.append(f"Source: {'; '.join(_once(_source(asked, each) for each in used))}.")
    if counted:
        told.append(f"{'; '.join(counted)}.")
    if simulated(used):
        told.append("Simulated.")
    if asked.gate.audience == "private":
        told.append(PRIVATE_MARK)
    told.append(f"Times in {asked.zone}.")
    told.append(
        f"Archive {asked.serving.visible.fingerprint}, Ripplemark {ripplemark.__version__}, method {asked.kind.method_version}."
    )
    return " ".join(told)


def _source(asked: Asked, package: Package) -> str:
    titles = {reader.name: reader.title for reader in READERS}
    name = asked.gate.source(package.source, titles.get(package.format, package.format))
    if package.retrieved_at:
        return f"{name}, retrieved {day(package.retrieved_at, asked.zone)}"
    return f"{name}, added {day(package.added_at, asked.zone)}" if package.added_at else name


def day(at: datetime, zone: str) -> str:
    """A date as people write it, in a zone: 5 March 2025."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
