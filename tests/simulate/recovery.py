"""Ask the measures of a simulated archive, and hold each answer against what was planted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.simulate import TRUTH

Verdict = Literal["covered", "missed", "counted", "miscounted", "refused", "wrongly refused"]
RANGES = ("ok", "bounds", "NE_GRANULARITY")
"""Statuses that come with a range that should hold the truth."""
TOLD_APART = ("quantity", "outcome", "detection", "first", "second")
"""What a measure's rows differ in without being asked to."""
COARSE = 1e-4
"""Bounds come from clocks to the minute, what they should hold from exact ones: ends in one minute may change places."""


@dataclass(frozen=True, slots=True)
class Held:
    """One planted number beside its estimate. ``key`` names the incident's process, ``channel`` the series' channel."""

    key: str
    metric: str
    by: dict[str, Any]
    settings: dict[str, str]
    truth: float | str | None
    estimate: Estimate
    verdict: Verdict

    @property
    def channel(self) -> str:
        """The channel of the series; empty for what is not about a series."""
        return str(self.estimate.by.get("channel", ""))

    @property
    def name(self) -> str:
        """The metric, and what about it."""
        return " ".join([self.metric, *(str(each) for each in self.by.values())])

    @property
    def factor(self) -> float:
        """By how much the truth lies outside of the range: 1 is on its edge; of times, a quarter more for each bin."""
        low, high = _number(self.estimate.low, 0.0), _number(self.estimate.high, float("inf"))
        truth = _number(self.truth, 0.0)
        if isinstance(self.truth, str):
            return 1 + max(low - truth, truth - high, 0) / float(self.estimate.resolution or 1) / 4
        if self.metric == "residual-interest":  # a ratio around 0: percentage points
            return 1 + 10 * max(low - truth, truth - high, 0)
        if self.metric in ("lag-difference", "lead-lag"):  # hours around 0: widths of the range
            return 1 + max(low - truth, truth - high, 0) / (high - low)
        return max(low / max(truth, 1e-9), truth / max(high, 1e-9), 1.0)


def truth_of(root: Path) -> dict[str, Any]:
    """What was planted."""
    told: dict[str, Any] = json.loads((root / TRUTH).read_text(encoding="utf-8"))
    return told


def held(root: Path) -> list[Held]:
    """Every planted number of the archive beside its estimate."""
    serving = serve(Archive(root))
    try:
        return [
            each
            for code, told in truth_of(root)["incidents"].items()
            for each in _of_incident(serving, code, told)
        ]
    finally:
        serving.close()


def _of_incident(serving: Serving, code: str, told: dict[str, Any]) -> Iterator[Held]:
    asked: dict[str, tuple[Estimate, ...]] = {}
    for planted in told["truth"]:
        by = tuple(name for name in planted["by"] if name not in TOLD_APART)
        question = json.dumps([planted["metric"], planted["settings"], planted["where"], by])
        if question not in asked:
            asked[question] = measure(
                serving,
                planted["metric"],
                incident=code,
                by=by,
                settings=planted["settings"],
                where=tuple(planted["where"].items()),
            ).estimates
        (found,) = (each for each in asked[question] if _about(each, planted["by"]))
        yield Held(
            told["key"],
            planted["metric"],
            planted["by"],
            planted["settings"],
            planted["value"],
            found,
            _verdict(planted, found),
        )


def _about(estimate: Estimate, by: dict[str, Any]) -> bool:
    return all(str(estimate.by.get(name)) == str(value) for name, value in by.items())


def _verdict(planted: dict[str, Any], found: Estimate) -> Verdict:
    if planted["value"] is None:
        refused = found.value is None and found.status.startswith(planted["expect"])
        return "refused" if refused else "wrongly refused"
    if found.status not in RANGES:
        return "wrongly refused"
    if found.low is None and found.high is None:
        return "counted" if found.value == planted["value"] else "miscounted"
    truth = planted["drawn"] if found.status == "bounds" else planted["value"]
    low, high = _number(found.low, float("-inf")), _number(found.high, float("inf"))
    slack = COARSE if found.status == "bounds" else 0.0
    inside = low - slack <= _number(truth, float("nan")) <= high + slack
    return "covered" if inside else "missed"


def _number(value: Any, otherwise: float) -> float:
    """A number as it is, a time in hours; ``otherwise`` where there is none."""
    if value is None:
        return otherwise
    return (
        datetime.fromisoformat(value).timestamp() / 3600 if isinstance(value, str) else float(value)
    )
