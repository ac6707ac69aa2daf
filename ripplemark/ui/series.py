"""Which attention series a number is read from: chosen in the address, never picked in silence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from ripplemark.charts import Curve
from ripplemark.measures.bins import BinnedSeries
from ripplemark.ui import reading
from ripplemark.ui.frame import plain
from ripplemark.wording import CHANNELS, METRICS, bins


@dataclass(frozen=True, slots=True)
class Choice:
    """One series to choose: its key, its label by alias (it stands in the address), itself."""

    key: str
    label: str
    binned: BinnedSeries

    @property
    def named(self) -> str:
        """The label with the owner's own name in it, for their screen only."""
        alias = str(self.binned.by.get("series", ""))
        return self.label.replace(alias, reading.name_of(alias), 1) if alias else self.label

    @property
    def where(self) -> reading.Pairs:
        """The selections that a metric needs to answer for this series alone."""
        return tuple(
            (name, str(value)) for name, value in self.binned.by.items() if name != "incident"
        )

    @property
    def unit(self) -> str:
        """What a value is, per bin."""
        by = self.binned.by
        metric = str(by.get("metric", "attention"))
        return f"{METRICS.get(metric, metric)}, per {bins(by.get('bin_width'))}"

    def curve(self) -> Curve:
        """The series as charts draw it."""
        series, first = self.binned.series, self.binned.first
        starts = [first + np.timedelta64(round(h * 3600), "s").item() for h in series.start]
        values = [None if np.isnan(value) else float(value) for value in series.value]
        return Curve(starts, [float(width) for width in series.width], values, self.unit)


def choices(code: str, channel: str | None = None) -> list[Choice]:
    """The incident's series, or those of one channel."""
    found: list[Choice] = []
    counted: dict[str, int] = {}
    for binned in reading.series_of(code):
        dataset = str(binned.by["dataset"])
        counted[dataset] = counted.get(dataset, 0) + 1
        if channel in (None, binned.by.get("channel")):
            found.append(Choice(f"{dataset}.{counted[dataset]}", _label(binned), binned))
    return _apart(found)


def _label(binned: BinnedSeries) -> str:
    by = binned.by
    name = str(by.get("series", ""))
    place = " ".join(str(by[key]) for key in ("platform", "region", "language") if key in by)
    channel = CHANNELS.get(str(by.get("channel")), "")
    return ", ".join(part for part in (name, channel, place) if part) or "series"


def _apart(found: list[Choice]) -> list[Choice]:
    """Labels that are the same get their dataset's id."""
    labels = [each.label for each in found]
    return [
        Choice(each.key, f"{each.label} ({each.key})", each.binned)
        if labels.count(each.label) > 1
        else each
        for each in found
    ]


def chosen(code: str, offered: list[Choice], key: str, channel: str | None = None) -> Choice | None:
    """The series to read: the only one, else the one in the address or decided on; None where nobody said.

    ``key`` is the name in the address; ``channel`` that of the decision ``main.<channel>``.
    """
    if len(offered) < 2:
        return offered[0] if offered else None
    main = reading.archive().decision(code, f"main.{channel}") if channel else None
    decided = next((k for k, each in enumerate(offered) if _named(each, main)), None)
    labels = {each.key: each.label for each in offered}
    _legend(offered)
    picked = st.selectbox(
        f"{len(offered)} series: which one?",
        list(labels),
        index=decided,
        format_func=lambda each: labels[each],
        key=key,
        bind="query-params",
        placeholder="Choose a series",
    )
    return next((each for each in offered if each.key == picked), None)


def _legend(offered: list[Choice]) -> None:
    """Which name stands behind which alias: beside the control, because what it lists goes into the address."""
    aliases = dict.fromkeys(str(each.binned.by.get("series", "")) for each in offered)
    pairs = [(alias, reading.name_of(alias)) for alias in aliases if alias]
    told = [plain(f"{alias} is {name}") for alias, name in pairs if name != alias]
    if told:
        st.caption("; ".join(told))


def _named(choice: Choice, main: object) -> bool:
    return main is not None and main in (
        choice.binned.by.get("series"),
        choice.binned.by["dataset"],
    )
