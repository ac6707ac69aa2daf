"""Every incident in one table: three curves, three numbers with their intervals; and the three of one incident."""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from html import escape

import streamlit as st

from ripplemark.charts.overview import HEADS
from ripplemark.figures.overview import OverviewCell, OverviewRow
from ripplemark.ui import address, reading
from ripplemark.ui.block import belongings
from ripplemark.ui.frame import look
from ripplemark.ui.reading import Wanted

_PAGES = {"attention": "lifecycle", "moderation": "moderation", "search": "search"}
_WIDTH, _HEIGHT = 150, 34
"""Size of a sparkline in pixels."""
_AT_ONCE, _PATIENCE = 0.05, 0.5
"""Seconds after which the first row, then all that are read by then, are shown while others are still to come."""


def overview() -> None:
    """The table of all incidents, each row as soon as it is read; nothing for an empty archive."""
    codes = reading.archive().incidents()
    if not codes:
        return
    place, rows, shown = st.empty(), list[OverviewRow](), time.monotonic()
    for k, code in enumerate(codes):
        rows.append(reading.row(code))
        now = time.monotonic()
        if now - shown > (_PATIENCE if k else _AT_ONCE):
            place.html(table(rows, codes[k + 1 :]))
            shown = now
    place.html(table(rows))
    belongings(Wanted("overview"))


def numbers(code: str) -> None:
    """The three numbers of one incident, each leading to its page."""
    if code not in reading.archive().incidents():
        return
    row = reading.row(code)
    cells = "".join(
        f'<a class="number {cell.question}" href="{address.link(_PAGES[cell.question], incident=code)}" target="_self">'
        f"<b>{HEADS[cell.question][0]}</b>{_told(cell)}<small>{escape(HEADS[cell.question][1])}</small></a>"
        for cell in row.cells
    )
    with st.container(key="numbers"):
        st.html(f'<div class="numbers">{cells}</div>')


def table(rows: Sequence[OverviewRow], waiting: Sequence[str] = ()) -> str:
    """A real table: its head says what each number is, its first column names and opens the incident.

    Incidents that are ``waiting`` to be read stand in their places already, so that nothing moves when they come.
    """
    heads = "".join(
        f'<th scope="col"><span class="{name}">{head}</span><small>{escape(about)}</small></th>'
        for name, (head, about, *_) in HEADS.items()
    )
    body = "".join(map(_row, rows)) + "".join(map(_waiting, waiting))
    busy = ' aria-busy="true"' if waiting else ""
    return (
        f'<table class="incidents"{busy}><caption>Every incident, with three numbers from its main series. Under each number '
        "its 95 % interval; each line has its own scale.</caption>"
        f'<thead><tr><th scope="col">Incident</th>{heads}</tr></thead><tbody>{body}</tbody></table>'
    )


def _waiting(code: str) -> str:
    name = f'<a href="{address.link("incident", incident=code)}" target="_self">{escape(code)}</a>'
    cells = "".join(f'<td data-head="{head}"></td>' for head, *_ in HEADS.values())
    return (
        f'<tr class="waiting"><th scope="row">{name}<small>being read ...</small></th>{cells}</tr>'
    )


def _row(row: OverviewRow) -> str:
    marked = "<small class='simulated'>Simulated</small>" if row.simulated else ""
    name = f'<a href="{address.link("incident", incident=row.incident)}" target="_self">{escape(row.incident)}</a>'
    first = f'<th scope="row">{name}<small>{escape(row.kind)}</small>{marked}</th>'
    return f"<tr>{first}{''.join(_cell(each, row.incident) for each in row.cells)}</tr>"


def _cell(cell: OverviewCell, code: str) -> str:
    head = HEADS[cell.question][0]
    if cell.missing:
        return f'<td data-head="{head}"><small>{escape(cell.missing)}</small></td>'
    spark = _picture(cell)
    link = f'<a href="{address.link(_PAGES[cell.question], incident=code)}" target="_self">{_told(cell)}</a>'
    return f'<td data-head="{head}">{spark}{link}</td>'


def _picture(cell: OverviewCell) -> str:
    """The sparkline as a picture in the page: the browser takes no SVG among words, but one as data."""
    drawn = cell.svg(_WIDTH, _HEIGHT, colour=getattr(look(), cell.question))
    if not drawn or cell.spark is None:
        return ""
    data = base64.b64encode(drawn.encode()).decode()
    words = escape(cell.spark.words, quote=True)
    return f'<img src="data:image/svg+xml;base64,{data}" width="{_WIDTH}" height="{_HEIGHT}" alt="{words}">'


def _told(cell: OverviewCell) -> str:
    value = f"<strong>{escape(cell.value)}</strong>" if cell.value else ""
    return f"{value}<small>{escape(cell.under)}</small>"
