"""Times that have not come yet: a mistyped year, mostly, that would be read as the end of observation."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
from duckdb import ColumnExpression as Cell
from duckdb import ConstantExpression, FunctionExpression

from ripplemark.ingest.clocks import clocked
from ripplemark.ingest.examination import Examination

ROOM = timedelta(days=1)
"""How far a time may lie ahead without a word: a day that is today in one zone is tomorrow in another."""

_ENDS = ("period_end",)
"""Columns that may rightly lie ahead: a period that is not over yet."""


def tell_ahead(exam: Examination, now: datetime) -> None:
    """Say how many rows have times that begin more than ROOM after ``now``, which the furthest is, and on which lines.

    The rows are stored as they are: a plan may lie ahead, and only a person knows. Nothing is said where there are none.
    """
    columns = tuple(each for each in clocked(exam.table, exam.present) if each not in _ENDS)
    limit = now + ROOM
    if not columns or not _any_after(exam.intake.con, limit):
        return
    rows = exam.intake.con.table("accepted")
    every = FunctionExpression("list_value", *(Cell(f"{each}_lo") for each in columns))
    rows.select(Cell("line"), FunctionExpression("unnest", every).alias("begins")).create_view(
        "begun_times"
    )
    facts = exam.intake.run("ingest/times_ahead", limit=limit).records()[0]
    if facts["ahead"]:
        exam.caution(
            "time-ahead", _told(exam, facts["ahead"], facts["furthest"]), tuple(facts["lines"])
        )


def _any_after(con: duckdb.DuckDBPyConnection, limit: datetime) -> bool:
    """Whether any of the different times lies ahead: far fewer than there are rows."""
    texts = con.table("clocks").filter(Cell("lo") > ConstantExpression(limit)).select(Cell("text"))
    return bool(texts.limit(1).fetchall())


def _told(exam: Examination, rows: int, furthest: datetime) -> str:
    local = furthest.astimezone(ZoneInfo(exam.zone.name))
    have = "1 row has a time that has" if rows == 1 else f"{rows} rows have times that have"
    return (
        f"{have} not come yet, the furthest on {local.day} {local:%B %Y}: is the year right? A last look or an end that "
        "lies ahead would be told as observed."
    )
