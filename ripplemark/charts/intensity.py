"""Attention over time around one episode: where it began, where it peaked, when it had fallen to half."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from ripplemark.charts import style
from ripplemark.charts.style import Chart, Curve, Look, Side
from ripplemark.result import Estimate


def intensity(
    curve: Curve,
    onset: Estimate | None,
    peak: Estimate | None,
    half: Estimate | None,
    zone: ZoneInfo,
    look: Look,
) -> Chart:
    """One series with its onset, peak and half-life, each with its interval.

    Args:
        curve: the bins; at least one.
        onset, peak: estimates whose value is a time, None or without a value where there is none.
        half: hours from the peak.
        zone: of the time axis.

    Returns:
        The stretch from before the onset to well after the half-life, or the whole series where no peak is known.
    """
    figure = style.canvas(look)
    times = curve.centres(zone)
    top = _at(peak, zone)
    first, last = _window(times, _at(onset, zone), top, half)
    _line(figure, times, curve, look)
    said = [f"Line chart of {curve.unit} from {style.day(first)} to {style.day(last)}."]
    if onset is not None and (began := _at(onset, zone)):
        _onset(figure, onset, began, zone, look, first)
        said.append(f"Onset {style.moment(began, onset.resolution)}.")
    if peak is not None and top is not None:
        level = _value_at(times, curve.values, top)
        side: Side = "left" if top > first + 0.68 * (last - first) else "right"
        _peak(figure, top, level, peak, look, side)
        said.append(f"Peak of {level:.4g} on {style.moment(top, peak.resolution)}.")
        if half is not None and isinstance(half.value, float):
            _half(figure, times, curve.values, top, half.value, half, look, last)
            said.append(f"Half of the peak {half.value:.3g} hours later.")
    style.time_axis(figure, first, last)
    shown = [v for t, v in zip(times, curve.values, strict=True) if first <= t <= last]
    figure.update_yaxes(range=style.headroom(shown))
    return Chart(figure, " ".join(said))


def _at(estimate: Estimate | None, zone: ZoneInfo) -> datetime | None:
    if estimate is None or not isinstance(estimate.value, str):
        return None
    return style.wall(style.instant(estimate.value), zone)


def _window(
    times: Sequence[datetime],
    began: datetime | None,
    top: datetime | None,
    half: Estimate | None,
) -> tuple[datetime, datetime]:
    """The stretch that shows one episode; the whole series where no peak is known."""
    if top is None:
        return times[0], times[-1]
    step = times[1] - times[0] if len(times) > 1 else timedelta(days=1)
    known = [v for v in (half.value, half.high, half.low) if isinstance(v, float)] if half else []
    after = max([timedelta(hours=6 * max(known, default=0.0)), 14 * step])
    before = max(top - (began or top), after / 4, 4 * step)
    return max(times[0], (began or top) - before), min(times[-1], top + after)


def _line(figure: go.Figure, times: list[datetime], curve: Curve, look: Look) -> None:
    figure.add_trace(
        go.Scatter(
            x=times,
            y=list(curve.values),
            mode="lines",
            line={"color": look.attention, "width": 2.2},
            connectgaps=False,
            name=curve.unit,
            hovertemplate="%{y:.4~g}<extra></extra>",
        )
    )


def _onset(
    figure: go.Figure,
    onset: Estimate,
    began: datetime,
    zone: ZoneInfo,
    look: Look,
    first: datetime,
) -> None:
    style.rule(figure, began, look.quiet)
    if isinstance(onset.low, str) and isinstance(onset.high, str):
        low, high = (style.wall(style.instant(text), zone) for text in (onset.low, onset.high))
        style.band(figure, low, high, look.quiet)
    text = f"onset<br>{style.moment(began, onset.resolution)}"
    side: Side = "left" if began > first else "right"
    style.label(figure, text, began, 0.97, look.quiet, side=side, yref="paper", rise=-14)


def _peak(
    figure: go.Figure, top: datetime, level: float, peak: Estimate, look: Look, side: Side
) -> None:
    figure.add_trace(
        go.Scatter(
            x=[top],
            y=[level],
            mode="markers",
            marker={"color": look.attention, "size": 9},
            hoverinfo="skip",
        )
    )
    text = f"<b>peak</b> {style.moment(top, peak.resolution)}"
    style.label(figure, text, top, level, look.attention, side=side, rise=8)


def _half(
    figure: go.Figure,
    times: Sequence[datetime],
    values: Sequence[float | None],
    top: datetime,
    hours: float,
    half: Estimate,
    look: Look,
    last: datetime,
) -> None:
    at = top + timedelta(hours=hours)
    level = _value_at(times, values, at)
    low, high = (
        top + timedelta(hours=end) if isinstance(end, float) else at
        for end in (half.low, half.high)
    )
    figure.add_trace(
        go.Scatter(
            x=[low, high],
            y=[level, level],
            mode="lines",
            line={"color": look.attention, "width": 7},
            opacity=0.28,
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[top, at],
            y=[level, level],
            mode="lines+markers",
            line={"color": look.ink, "width": 1.4},
            marker={"size": [0, 8], "color": look.ink},
            hoverinfo="skip",
        )
    )
    side: Side = "right" if max(high, at) < top + 0.7 * (last - top) else "left"
    where = max(high, at) if side == "right" else min(low, top)
    style.label(figure, "half of the peak", where, level, look.ink, side=side)


def _value_at(times: Sequence[datetime], values: Sequence[float | None], at: datetime) -> float:
    """The height of the drawn line at a time; 0 where nothing is drawn."""
    drawn = [(t, v) for t, v in zip(times, values, strict=True) if v is not None]
    for (t0, v0), (t1, v1) in pairwise(drawn):
        if t0 <= at <= t1:
            return v0 + (v1 - v0) * ((at - t0) / (t1 - t0))
    return drawn[-1][1] if drawn else 0.0
