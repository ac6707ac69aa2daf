"""The bins of a series as rows: what is drawn is what is exported."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ripplemark.charts.curve import Curve
from ripplemark.estimate.series import Floats
from ripplemark.result import Column

COLUMNS = (
    Column("bin_start", "TIMESTAMP WITH TIME ZONE", "", "when the bin begins, UTC"),
    Column("bin_hours", "DOUBLE", "h", "length of the bin"),
    Column(
        "value",
        "DOUBLE",
        "",
        "attention in the bin, in the unit of the subtitle; empty where nothing is known",
    ),
    Column("bound", "VARCHAR", "", "'<' the value is an upper bound, '~' the bin is partial"),
    Column(
        "usual",
        "DOUBLE",
        "",
        "usual level of the bin, from the time before the onset; empty without one",
    ),
)


def rows(curve: Curve, usual: Floats | None, low: float, high: float) -> pa.Table:
    """The bins that are drawn."""
    shown = np.flatnonzero((curve.start < high) & (curve.start + curve.width > low))
    bound = ["<" if curve.below[k] else "~" if curve.part[k] else None for k in shown]
    base = np.full(shown.size, np.nan) if usual is None else usual[shown]
    micro = (curve.start[shown] * 1e6).astype("int64")
    return pa.table(
        {
            "bin_start": pa.array(micro).cast(pa.timestamp("us", tz="UTC")),
            "bin_hours": pa.array(curve.width[shown] / 3600),
            "value": pa.array(curve.value[shown], from_pandas=True),
            "bound": pa.array(bound, pa.string()),
            "usual": pa.array(base, pa.float64(), from_pandas=True),
        }
    )
