"""Figures made from what a test stored, and invented series of which the truth is known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from label_boxes import clashes, outside

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import SIZES, Canvas
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


EPISODE = episode(400, 200)
PHONE = Canvas(350)
CANVASES = [*(each.canvas for each in SIZES), PHONE]


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


def collisions(picture: Any) -> list[object]:
    """Pairs of words that touch, and words that stand out of the picture."""
    return [*clashes(picture, 0.0, leading=1.0), *outside(picture, leading=1.0)]
