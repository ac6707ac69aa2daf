"""Figures made from what a test stored, and invented series of which the truth is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts import lettering
from ripplemark.charts.labels import Box
from ripplemark.figure import Audience, Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.vault import Vault

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
START = datetime(2025, 3, 1, tzinfo=UTC)


def rows(
    values: Iterable[float | str | None],
    *,
    series: str = "posts",
    channel: str = "social",
    platform: str = "Chirp",
    metric: str = "posts",
    start: datetime = START,
    width: str = "PT1H",
) -> list[str]:
    """One row per bin; '' is a bin without a value, None no row, '<1' an upper bound, '5~' a partial bin."""
    hours = {"PT15M": 0.25, "PT1H": 1, "P1D": 24, "P7D": 168}[width]
    found = []
    for k, value in enumerate(values):
        if value is None:
            continue
        text = str(value)
        bound = "<" if text.startswith("<") else "~" if text.endswith("~") else ""
        at = start + timedelta(hours=hours * k)
        found.append(
            f"{series},{channel},{platform},{metric},{at:%Y-%m-%dT%H:%MZ},{width},{text.strip('<~')},{bound}"
        )
    return found


def searches(values: Iterable[float | str | None], **more: Any) -> list[str]:
    """Daily bins of a search index."""
    told = {
        "series": "rumoured thing",
        "channel": "search",
        "platform": "",
        "metric": "search_index",
        "width": "P1D",
    }
    return rows(values, **{**told, **more})


def episode(
    size: int,
    at: int,
    *,
    top: float = 600.0,
    base: float = 10.0,
    fade: float = 30.0,
    rise: float = 3.0,
) -> list[float]:
    """An exponential rise to ``top`` above a level that wavers by one, and an exponential fall: half after 0.69 ``fade``."""
    values = []
    for k in range(size):
        excess = top * math.exp((k - at) / rise) if k < at else top * math.exp(-(k - at) / fade)
        values.append(float(round(base + k % 3 - 1 + excess)))
    return values


Making = Callable[..., Figure]


def make(folder: Path, name: str, audience: Audience = "owner", **settings: str) -> Figure:
    """A figure of LANTERN over what is stored in a folder; 'from_' is the setting 'from'."""
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    serving = serve(archive)
    gate = Gate.of(audience, lambda alias: vault.name(alias) or alias)
    texts = {key.rstrip("_"): text for key, text in settings.items()}
    try:
        return figure(archive, serving, gate, name, incident="LANTERN", settings=texts)
    finally:
        serving.close()


def words(picture: Any) -> list[str]:
    """The words on a picture, without markup."""
    return [each.text.replace("<b>", "").replace("</b>", "") for each in picture.layout.annotations]


def boxes(picture: Any) -> list[tuple[str, Box]]:
    """The rectangle of each word on a picture that is drawn in pixels."""
    found = []
    for each in picture.layout.annotations:
        bold = each.text.startswith("<b>")
        text = each.text.replace("<b>", "").replace("</b>", "")
        wide = lettering.width(text, each.font.size, bold=bold)
        left = each.x - {"left": 0.0, "center": wide / 2, "right": wide}[each.xanchor]
        high = each.font.size
        found.append((text, Box(left, each.y - high / 2, left + wide, each.y + high / 2)))
    return found


def collisions(picture: Any) -> list[tuple[str, str]]:
    """Pairs of words that touch, and words that stand out of the picture."""
    placed = boxes(picture)
    whole = Box(-1.5, -1.5, picture.layout.width + 1.5, picture.layout.height + 1.5)
    found = [(text, "the edge") for text, box in placed if not box.within(whole)]
    for k, (one, box) in enumerate(placed):
        found += [(one, other) for other, next_ in placed[k + 1 :] if box.meets(next_)]
    return found
