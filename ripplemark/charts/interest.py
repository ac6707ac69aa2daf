"""Search interest over the whole time observed: the peak, and when it was back at its usual level."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from ripplemark.charts import style
from ripplemark.charts.style import Chart, Curve, Look, Side
from ripplemark.result import Estimate


def interest(
    curve: Curve, peak: Estimate | None, back: Estimate | None, zone: ZoneInfo, look: Look
) -> Chart:
    """The whole series as an area, with the day on which it was back at its usual level and that day's interval.

    Args:
        curve: the bins; at least one.
        peak: an estimate whose value is a time.
        back: days from the peak until the usual level.
        zone: of the time axis.
    """
    figure = style.canvas(look)
    times = curve.centres(zone)
    figure.add_trace(
        go.Scatter(
            x=times,
            y=list(curve.values),
            mode="lines",
            line={"color": look.search, "width": 2},
            fill="tozeroy",
            fillcolor=style.tint(look.search, 0.12),
            connectgaps=False,
            name=curve.unit,
            hovertemplate="%{y:.4~g}<extra></extra>",
        )
    )
    style.time_axis(figure, times[0], times[-1])
    figure.update_yaxes(range=style.headroom(curve.values))
    said = [f"Area chart of {curve.unit} from {style.day(times[0])} to {style.day(times[-1])}."]
    if peak is not None and isinstance(peak.value, str):
        top = style.wall(style.instant(peak.value), zone)
        said.append(f"Peak on {style.day(top)}.")
        if back is not None and isinstance(back.value, float):
            said.append(_back(figure, top + timedelta(days=back.value), top, back, times, look))
    return Chart(figure, " ".join(said))


def _back(
    figure: go.Figure,
    at: datetime,
    top: datetime,
    back: Estimate,
    times: list[datetime],
    look: Look,
) -> str:
    style.rule(figure, at, look.search, "solid")
    if isinstance(back.low, float) and isinstance(back.high, float):
        low, high = (top + timedelta(days=end) for end in (back.low, back.high))
        style.band(figure, low, high, look.search)
    side: Side = "right" if at < times[0] + 0.68 * (times[-1] - times[0]) else "left"
    text = f"<b>usual level again</b><br>{style.day(at)}"
    style.label(figure, text, at, 0.9, look.search, side=side, yref="paper")
    return f"Back at its usual level on {style.day(at)}."
