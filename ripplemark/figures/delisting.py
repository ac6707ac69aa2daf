"""Before and after a request to a search engine: when the result was no longer on the first page, or that it was refused."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyarrow as pa

from ripplemark.charts import delisted as chart
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import PAGES, Captured, Search, captured, nothing, used, where_of
from ripplemark.figures.captured import settings_of as texts_of
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.published import Published, known
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import in_brackets
from ripplemark.measures.base import Request
from ripplemark.measures.delisting import (
    GONE,
    NO_REQUEST,
    REFUSED,
    REQUESTS,
    SENT,
    Wait,
    requests_about,
    sent_to,
    waits,
)
from ripplemark.measures.pages import SEARCHED
from ripplemark.result import Column, Estimate
from ripplemark.wording import count, said

MOST_ROWS = 40
_ENDED = {0: "still there", GONE: "gone", REFUSED: "refused"}
_OPEN = "missing, too early to say"
COLUMNS = (
    Column("search", "VARCHAR", "", "engine, search, language and device, as far as they differ"),
    Column("request", "BIGINT", "", "number of the request in this picture"),
    Column("day", "BIGINT", "days", "whole days from the request to the look; negative before it"),
    Column("there", "BOOLEAN", "", "whether the result stood among the first places"),
    Column(
        "ended",
        "VARCHAR",
        "",
        "what ended the wait: gone, refused, still there, or missing at too few of the last looks to say",
    ),
)


def make(asked: Asked) -> Figure:
    """The looks before and after each request; what to add where none is on record."""
    found = captured(asked)
    if not found.searches:
        return nothing(asked)
    request = Request(asked.serving, asked.incident, asked.scope, (), (), {})
    every = requests_about(request)
    told = [(each, _waits(asked, each, every)) for each in found.searches]
    texts = texts_of(asked, "k", "sent")
    answer = measured(asked, "delisting-lag", where_of(asked), texts)
    if not any(several for _, several in told):
        head = (
            f"When results about {asked.incident} left the first page after a request is not known"
        )
        note = next((each.note for each in answer.estimates if each.note), NO_REQUEST)
        return empty(asked, head, note, used(asked))
    rows = [(search, k, each) for search, several in told for k, each in several]
    drawn = [_row(search, k, each, found) for search, k, each in rows][:MOST_ROWS]
    packages = [*used(asked), *(p for p in asked.packages if p.table in ("requests", "moderation"))]
    return compose(
        asked,
        _words(asked, found, told, answer.estimates, len(rows) - len(drawn)),
        Drawn(lambda canvas: chart.delisted(drawn, canvas), _table(rows), COLUMNS),
        packages,
        (answer,),
        (REQUESTS,),
        {"requests about these results": tuple(n for _, _, each in rows for n in each.lines)[:200]},
    )


Numbered = list[tuple[int, Wait]]


def _waits(asked: Asked, of: Search, every: Sequence[dict[str, object]]) -> Numbered:
    to = sent_to(list(every), of.of["engine"], asked.settings["sent"])
    return list(enumerate(waits(of.pages, to), start=1))


def _row(search: Search, k: int, of: Wait, found: Captured) -> chart.Asked:
    days = tuple((float(math.floor(hours / 24)), there) for hours, there in of.looks)
    refused = float(math.ceil(of.high / 24)) if of.ended == REFUSED else None
    on = f"{search.named} " if len(found.searches) > 1 else ""
    return chart.Asked(f"{on}request {k}: {_end(of)}", days, refused)


def _end(of: Wait) -> str:
    return _OPEN if of.missing else _ENDED[of.ended]


def _table(rows: Sequence[tuple[Search, int, Wait]]) -> pa.Table:
    listed = [
        {
            "search": search.named,
            "request": k,
            "day": math.floor(hours / 24),
            "there": there,
            "ended": _end(each),
        }
        for search, k, each in rows
        for hours, there in each.looks
    ]
    types = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, types[each.type]) for each in COLUMNS])
    )


def _words(
    asked: Asked,
    found: Captured,
    told: Sequence[tuple[Search, Numbered]],
    estimates: Sequence[Estimate],
    left: int,
) -> Words:
    counts = [_counted(search, several) for search, several in told if several]
    medians = [_median(search, estimates) for search, several in told if several]
    head = counts[0].removesuffix(".")
    more = (f"{count(left, 'further request')} are not drawn.",) if left > 0 else ()
    return Words(
        head,
        f"Of results that stood among the first {asked.settings['k']} when they were first asked about; a mark is a look. Gone is "
        "missing at three looks in a row; a result left before the first of them.",
        f"{head}. Rows of marks, one row for each request, days before and after it. {' '.join(counts[1:])}",
        Claims(
            (*counts, *(each for each in medians if each)),
            (
                Unborne(
                    "The search engine took them off its index.",
                    "A result that is no longer among the first places may stand further down, or in other countries.",
                    "The engine's own answer, and a search for the link itself.",
                ),
                Unborne(
                    "They left because of the request.",
                    "Results come and go by themselves as well.",
                    "How long results stay that nobody asked about, above.",
                ),
            ),
        ),
        (*found.left_out, *more, *(_beside(each) for each in _published())),
    )


def _counted(of: Search, several: Numbered) -> str:
    n = len(several)
    ends = [_end(each) for _, each in several]
    gone, refused, still, missing = (
        ends.count(each) for each in ("gone", "refused", "still there", _OPEN)
    )
    of_missing = "was" if missing == 1 else "were"
    told = [f"{gone or 'none'} had left it afterwards"]
    told += [f"{refused} had been refused"] * bool(refused)
    told += [f"{still} still stood there at the last look"] * bool(still)
    told += [
        f"{missing} {of_missing} missing at the last looks, too few to say that it had left"
    ] * bool(missing)
    stood = f"Of {count(n, 'result')}{of.on} that stood on the first page when a request was sent"
    if len(told) < 3:
        return f"{stood}, {' and '.join(told)}."
    return f"{stood}, {', '.join(told[:-1])}, and {told[-1]}."


def _median(of: Search, estimates: Sequence[Estimate]) -> str:
    """By when half of them had left; '' where that cannot be said."""
    for each in estimates:
        here = all(each.by.get(name) == of.of[name] for name in SEARCHED)
        if here and each.by.get("quantity") == "median" and each.value is not None:
            told = said(each, "days")
            return (
                f"Half of the results asked about{of.on} had left the first page within {told.value} of the request, refused ones counted as "
                f"never ({in_brackets(told)})."
            )
    return ""


def _published() -> list[Published]:
    return [each for each in known() if each.topic == "search" and each.id.startswith("delisting")]


def _beside(of: Published) -> str:
    """A published figure with its source; never a comparison, for its time ends with a decision."""
    return f"Published, of other requests and to the decision, not to the page: {of.said}"


DELISTING = FigureKind(
    "delisting",
    "Before and after a request for delisting",
    "Looks at the first page before and after each request about a result: when it was no longer there, or that it was refused.",
    "search",
    ("delisting-lag",),
    make,
    (*PAGES[:5], SENT),
)
"""See ``make``."""
