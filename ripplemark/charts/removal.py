"""Share gone by: how many items were gone so long after their clock started, with its interval. Never a promise of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ripplemark.charts import style
from ripplemark.charts.style import Chart, Look
from ripplemark.result import Estimate


@dataclass(frozen=True, slots=True)
class Removal:
    """What is drawn: the steps of the share still up, the median, the share within a deadline, the end of watching.

    ``steps`` are estimates with ``by.at`` in hours and the probability still up; ``until`` the longest time that any
    item was watched, hours; ``clock`` names the clock's start in words ("the notice").
    """

    steps: Sequence[Estimate]
    median: Estimate | None
    within: Estimate | None
    deadline: float
    until: float
    clock: str


def removal(drawn: Removal, look: Look) -> Chart:
    """A step curve of the share gone with its band; where only bounds are known, the band alone."""
    figure = style.canvas(look)
    per, unit = (24.0, "days") if drawn.until > 96 else (1.0, "hours")
    end = max(drawn.until, drawn.deadline) / per
    at, value, low, high = _steps(drawn.steps, per, end)
    _bands(figure, at, value, low, high, look)
    _curve(figure, at, value, unit, look)
    if value[-1] is None:
        middle = (low[-1] + high[-1]) / 2
        words = f"between {low[-1]:.0f} and {high[-1]:.0f} %"
        style.label(figure, words, end, middle, look.moderation, side="left")
    said = [f"Step chart of the share of items gone, over {end:.3g} {unit} from {drawn.clock}."]
    if (last := value[-1]) is not None:
        said.append(f"It ends at {last:.0f} %.")
        words = f"<b>{last:.0f} % gone</b><br>after {end:.0f} {unit}"
        style.label(figure, words, end, last, look.moderation, side="left", rise=24)
    _deadline(figure, drawn, per, look)
    _median(figure, drawn.median, per, look)
    quarters = [0, 25, 50, 75, 100]
    figure.update_yaxes(
        range=[0, 108], tickvals=quarters, ticktext=[f"{each} %" for each in quarters]
    )
    title = {"text": f"{unit} since {drawn.clock}", "standoff": 10, "font": {"size": 13}}
    figure.update_xaxes(range=[0, end * 1.01], title=title)
    return Chart(figure, " ".join(said))


_Ends = tuple[list[float], list[float | None], list[float], list[float]]


def _steps(steps: Sequence[Estimate], per: float, end: float) -> _Ends:
    """Positions, share gone and its two ends in per cent, from 0 at the start to the end of watching."""
    at: list[float] = [0.0]
    value: list[float | None] = [0.0]
    low, high = [0.0], [0.0]
    for step in steps:
        if not isinstance(step.low, float) or not isinstance(step.high, float):
            continue
        at.append(float(step.by["at"]) / per)
        value.append(100 * (1 - step.value) if isinstance(step.value, float) else None)
        low.append(100 * (1 - step.high))
        high.append(100 * (1 - step.low))
    return [*at, end], [*value, value[-1]], [*low, low[-1]], [*high, high[-1]]


def _bands(
    figure: go.Figure,
    at: list[float],
    value: list[float | None],
    low: list[float],
    high: list[float],
    look: Look,
) -> None:
    """The 95 % band where there is a value; a darker one where only two bounds are known."""
    for known, opacity in ((True, 0.14), (False, 0.34)):
        x: list[float | None] = []
        y: list[float | None] = []
        for k in range(len(at) - 1):
            if (value[k] is not None) is known:
                x += [at[k], at[k + 1], at[k + 1], at[k], None]
                y += [low[k], low[k], high[k], high[k], None]
        fill = style.tint(look.moderation, opacity)
        shared = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
        figure.add_trace(go.Scatter(x=x, y=y, fill="toself", fillcolor=fill, **shared))


def _curve(
    figure: go.Figure, at: list[float], value: list[float | None], unit: str, look: Look
) -> None:
    figure.add_trace(
        go.Scatter(
            x=at,
            y=value,
            mode="lines",
            line={"color": look.moderation, "width": 2.4, "shape": "hv"},
            connectgaps=False,
            hovertemplate="%{y:.0f} % gone<extra></extra>",
            name=unit,
        )
    )
    figure.update_xaxes(hoverformat=".3~g")


def _deadline(figure: go.Figure, drawn: Removal, per: float, look: Look) -> None:
    at = drawn.deadline / per
    style.rule(figure, at, look.quiet)
    text = f"{drawn.deadline:g} h"
    if drawn.within is not None and isinstance(drawn.within.value, float):
        text += f": {100 * drawn.within.value:.0f} %"
    style.label(figure, text, at, 1.0, look.quiet, yref="paper")


def _median(figure: go.Figure, median: Estimate | None, per: float, look: Look) -> None:
    if median is None or median.status not in ("ok", "bounds"):
        return
    ends = [end / per for end in (median.low, median.high) if isinstance(end, float)]
    middle = [median.value / per] if isinstance(median.value, float) else []
    shared = {"y": [50, 50], "hoverinfo": "skip"}
    line = {"color": look.moderation, "width": 7}
    figure.add_trace(go.Scatter(x=ends, mode="lines", line=line, opacity=0.35, **shared))
    marker = {"size": 9, "color": look.moderation}
    figure.add_trace(go.Scatter(x=middle, mode="markers", marker=marker, **shared))
    right = max([*ends, *middle])
    style.label(figure, "<b>half of the items</b>", right, 50, look.moderation, rise=-12)
