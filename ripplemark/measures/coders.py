"""How far two coders agree on what results do with the story, and on which they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark.estimate.agreement import cohens_kappa
from ripplemark.measures.base import Measure, Request
from ripplemark.measures.pages import PAGE_COLUMNS, told
from ripplemark.result import Estimate
from ripplemark.schema import STANCES

QUERY = "search/coded_results"
NO_CODER = (
    "No result has a word of a coder. In the template for search results, one person writes incident, correction, neutral or other "
    "into the column stance_1, and another, who does not see it, into stance_2; a word in the column stance decides."
)
ONE_CODER = "One coder alone wrote a word beside these results: let a second one code the same, without seeing it."


def _agreement(request: Request) -> list[Estimate]:
    rows = request.serving.run(
        QUERY, incident=request.incident, scope=request.scope, selected=request.selected
    ).records()
    if not rows:
        by = {"incident": request.incident} if request.incident else {}
        named = {**by, "quantity": "kappa"}
        return [Estimate(named, None, None, None, 0, status="NE_FEW", note=NO_CODER, lines=())]
    return [
        each
        for code, of in groupby(rows, key=lambda row: row["incident"])
        for each in _of_incident({"incident": code}, list(of))
    ]


def _of_incident(by: dict[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[Estimate]:
    both = [row for row in rows if row["first"] and row["second"]]
    coded, n = (sum(row["links"] for row in of) for of in (rows, both))
    apart = [row for row in both if row["first"] != row["second"]]
    if not n:
        named = {**by, "quantity": "kappa"}
        return [Estimate(named, None, None, None, 0, status="NE_FEW", note=ONE_CODER, lines=())]
    return [
        told({**by, "quantity": "kappa"}, cohens_kappa(table_of(both)), lines=_lines(apart)),
        _count(by, "coded-by-both", n, coded, _lines(both)),
        _count(by, "agreed", n - sum(row["links"] for row in apart), n, ()),
        _count(by, "disagreements", sum(row["links"] for row in apart), n, _lines(apart)),
        *(
            _count(
                {**by, "first": row["first"], "second": row["second"]},
                "pair",
                row["links"],
                n,
                tuple(row["lines"]),
            )
            for row in apart
        ),
    ]


def table_of(rows: Sequence[Mapping[str, Any]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Shape (4, 4): links that the first coder put into the row's class and the second into the column's."""
    table = np.zeros((len(STANCES), len(STANCES)))
    for row in rows:
        table[STANCES.index(row["first"]), STANCES.index(row["second"])] += row["links"]
    return table


def _count(
    by: dict[str, Any], quantity: str, value: int, of: int, lines: tuple[int, ...]
) -> Estimate:
    note = f"{value} of {of} different links."
    return Estimate({**by, "quantity": quantity}, value, None, None, of, note=note, lines=lines)


def _lines(rows: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted(line for row in rows for line in row["lines"]))[:200]


CODER_AGREEMENT = Measure(
    name="coder-agreement",
    title="Agreement of two coders",
    symbol="\N{GREEK SMALL LETTER KAPPA}",
    unit="kappa; links",
    definition=(
        "Cohen's kappa of two coders over the different links that both coded, 0 by chance and 1 in full agreement, with its "
        "large-sample interval; how many links both coded, on how many they agree, and where they do not: by the pair of words and the "
        "lines of the user's own file."
    ),
    source="Cohen (1960), Educational and Psychological Measurement 20:37-46; SCIENCE.md, G.28.",
    query=QUERY,
    columns=PAGE_COLUMNS,
    estimate=_agreement,
    caveats=(
        "Agreement is not truth: two coders with the same instructions can be wrong together.",
        "Below 0.7 a coding is held to be unreliable; what is used where coders differ is a choice.",
    ),
)
