"""The table of coverage: a row for each measure and scenario, kept as recorded until it is measured again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ripplemark import estimate

Floats = npt.NDArray[np.float64]
Case = tuple[estimate.Answer, float]
"""An answer, and the truth that it should hold."""
EXPLAINED = Path(__file__).with_name("coverage-explained.md")
LEAST, MOST = 0.90, 0.99
RANGED = ("ok", "bounds", "NE_GRANULARITY")
WHOLE_BINS = {
    "onset",
    "peak time",
    "time to peak",
    "return to baseline",
    "start of growth",
    "start of the peak",
    "lag of a resurgence",
    "order of onsets",
    "time to the check",
    "lag of changes",
}
"""Times that are known to whole bins, or no closer than half a bin either way: their intervals cannot be narrower."""
_HEADING = "| measure | scenario | draws | covered | truth below | truth above | no interval | median width | method | measured |"
_RULE = "|---|---|--:|--:|--:|--:|--:|--:|--:|---|"
_BY_MEASURE = "| measure | scenarios | draws | covered | least | most |"
_BY_MEASURE_RULE = "|---|--:|--:|--:|--:|--:|"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        measure, scenario: what was asked of which draws.
        draws: how many draws there were.
        covered: of the answers with a range, the share whose range holds the truth; NaN where none has a range.
        missing: share of answers without a range.
        width: median width of the ranges, in the measure's unit.
        below, above: shares of ranges that lie above, and below, the truth.
        metric, method: the measure's name on the command line, and the version of its method.
        measured: the day on which this row was measured, as ``YYYY-MM-DD``.
    """

    measure: str
    scenario: str
    draws: int
    covered: float
    missing: float
    width: float
    below: float
    above: float
    metric: str = ""
    method: int = 0
    measured: str = ""


def rows(scenario: str, cases: Iterator[Mapping[str, Case]]) -> list[Row]:
    """Coverage per measure: among the answers that give a range, how many hold the truth."""
    gathered: dict[str, list[Case]] = {}
    for case in cases:
        for measure, pair in case.items():
            gathered.setdefault(measure, []).append(pair)
    return [_row(measure, scenario, pairs) for measure, pairs in gathered.items()]


def _row(measure: str, scenario: str, pairs: Sequence[Case]) -> Row:
    ranges = [
        (answer.low, np.inf if answer.high is None else answer.high, truth)
        for answer, truth in pairs
        if answer.low is not None and answer.status in RANGED
    ]
    if not ranges:
        nothing = float("nan")
        return Row(measure, scenario, len(pairs), nothing, 1.0, nothing, nothing, nothing)
    low, high, truth = (np.array(column) for column in zip(*ranges, strict=True))
    slack = 1e-9 * (1 + np.abs(truth))
    return Row(
        measure,
        scenario,
        len(pairs),
        float(np.mean((low <= truth + slack) & (truth - slack <= high))),
        1 - len(ranges) / len(pairs),
        float(np.median(high - low)),
        float(np.mean(truth + slack < low)),
        float(np.mean(truth - slack > high)),
    )


def recorded(path: Path) -> list[Row]:
    """The rows of an earlier run; none where there is no file."""
    if not path.exists():
        return []
    found = json.loads(path.read_text(encoding="utf-8"))
    return [Row(**{k: float("nan") if v is None else v for k, v in row.items()}) for row in found]


def record(path: Path, table: Sequence[Row]) -> None:
    """Write the rows, one a line."""
    told = [
        json.dumps({name: None if value != value else value for name, value in asdict(row).items()})
        for row in table
    ]
    path.write_text("[\n" + ",\n".join(told) + "\n]\n", encoding="utf-8")


def updated(before: Sequence[Row], now: Sequence[Row], order: Sequence[str]) -> list[Row]:
    """The new rows in place of those of the same scenarios, in the order of scenarios; of others the earlier ones stay."""
    again = {row.scenario for row in now}
    place = {name: at for at, name in enumerate(order)}
    kept = [row for row in before if row.scenario not in again and row.scenario in place]
    return sorted([*now, *kept], key=lambda row: place[row.scenario])


def page(table: Sequence[Row], methods: Mapping[str, int], scenarios: Sequence[str] = ()) -> str:
    """The Markdown that stands in COVERAGE.md.

    ``methods`` are the versions that the metrics' methods have now, ``scenarios`` the names of all that there are.
    """
    measured = {row.scenario for row in table}
    order = {name: at for at, name in enumerate(dict.fromkeys(row.measure for row in table))}
    drawn = [row for row in table if "bounds" not in row.measure]
    whole = [row for row in drawn if row.measure in WHOLE_BINS]
    finer = [row for row in drawn if row.measure not in WHOLE_BINS]
    stale = [row for row in table if methods.get(row.metric, row.method) != row.method]
    lines = [
        *("# Do the intervals cover?", ""),
        "Written by `make coverage`; `make coverage ONLY=NAME` measures some rows again and keeps the others as they were.",
        "Fixed seeds: a row comes out the same on the same versions of the libraries. `method` is the version of the measure's",
        "method with which the row was measured, as in docs/metrics.md.",
        *("", EXPLAINED.read_text(encoding="utf-8").rstrip()),
        *("", "## By measure", "", "Over all scenarios, and the lowest and the highest of them."),
        *("", _BY_MEASURE, _BY_MEASURE_RULE),
        *(_summed([row for row in table if row.measure == measure]) for measure in order),
        *("", "## By measure and scenario", "", _HEADING, _RULE),
        *(_line(row) for row in sorted(table, key=lambda row: order[row.measure])),
        *("", f"## Below {100 * LEAST:.0f} %: too narrow", "", *_listed(drawn, -1.0, LEAST)),
        *("", f"## Above {100 * MOST:.0f} %: wider than need be", "", *_listed(finer, MOST, 1.1)),
        *("", f"## Above {100 * MOST:.0f} %: whole bins, so that they hold by definition", ""),
        *_counted(whole, MOST),
        *("", "## Measured before the method changed", "", *_stale(stale, methods)),
        *("", "## Not measured yet", ""),
        *([f"- {name}" for name in scenarios if name not in measured] or ["None."]),
    ]
    return "\n".join(lines) + "\n"


def _summed(rows_: Sequence[Row]) -> str:
    """All scenarios of one measure, each counted by its answers with a range."""
    told = [row for row in rows_ if row.covered == row.covered]
    answers = [row.draws * (1 - row.missing) for row in told]
    held = sum(each * row.covered for each, row in zip(answers, told, strict=True))
    measure, drawn = rows_[0].measure, sum(row.draws for row in rows_)
    if not told:
        return f"| {measure} | {len(rows_)} | {drawn} | | | |"
    least, most = min(row.covered for row in told), max(row.covered for row in told)
    return f"| {measure} | {len(rows_)} | {drawn} | {held / sum(answers):.1%} | {least:.1%} | {most:.1%} |"


def _line(row: Row) -> str:
    return (
        f"| {row.measure} | {row.scenario} | {row.draws} | {row.covered:.1%} | {row.below:.1%} | {row.above:.1%} | "
        f"{row.missing:.1%} | {row.width:.3g} | {row.method} | {row.measured} |"
    )


def _listed(table: Sequence[Row], above: float, below: float) -> list[str]:
    """A line for each row whose coverage lies between the two; 'None.' without one."""
    found = [row for row in table if above < row.covered < below]
    return [f"- {row.measure}, {row.scenario}: {row.covered:.1%}" for row in found] or ["None."]


def _counted(table: Sequence[Row], above: float) -> list[str]:
    """A line for each measure with rows above; 'None.' without one."""
    lines = []
    for measure in dict.fromkeys(row.measure for row in table):
        own = [row.covered for row in table if row.measure == measure]
        over = [each for each in own if each > above]
        if over:
            lines.append(
                f"- {measure}: {len(over)} of {len(own)} scenarios, {min(over):.1%} or more"
            )
    return lines or ["None."]


def _stale(table: Sequence[Row], methods: Mapping[str, int]) -> list[str]:
    return [
        f"- {row.measure}, {row.scenario}: with version {row.method} of {row.metric}, which is at {methods[row.metric]}"
        for row in table
    ] or ["None."]
