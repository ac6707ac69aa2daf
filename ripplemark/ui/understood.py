"""How a file was understood: its format and why, what would be stored, what cannot be, what to know about it."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from ripplemark.figures.telling import date_words
from ripplemark.ingest import Report
from ripplemark.readers import READERS
from ripplemark.ui.frame import plain
from ripplemark.ui.spanning import days
from ripplemark.ui.speaking import for_the_page
from ripplemark.wording import count

_REASONS = {
    "missing": "empty, but needed",
    "unreadable": "not a date or time that can be read",
    "impossible": "no such date or time",
    "gap": "a time that the clocks skipped",
    "negative": "a negative count",
    "not-a-number": "not a number",
    "not-a-count": "not a whole number",
    "not-yes-or-no": "neither yes nor no",
    "not-a-code": "not a code word",
    "not-a-word": "not a short word",
    "not-accepted": "not one of the accepted words",
    "no-clock": "no time at which a clock starts",
    "too-few-cells": "fewer cells than the header",
    "too-many-cells": "more cells than the header",
    "broken-quotes": "a quote that is not closed",
    "unreadable-record": "cannot be split into cells",
}


_FILTERS = {"only": "the list", "match": "the search in their text"}


def explain(report: Report) -> None:
    """The report in words, then its rejected cells; their values are for the owner's screen only."""
    titles = {reader.name: reader.title for reader in READERS}
    format_ = titles.get(report.format or "", report.format or "")
    st.markdown(f"**{plain(format_)}**. Recognised by its content: {plain(report.why)}.")
    st.markdown(" ".join(_sentences(report)))
    _understood(report)
    _rejects(report)
    if report.warnings:
        st.markdown("\n".join(f"- {plain(for_the_page(told))}" for told in _notes(report)))


def passing(report: Report) -> str | None:
    """How many rows passed which filters; None where there was none. What they were filtered by is not said."""
    if report.rows_passed is None:
        return None
    what = " and ".join(_FILTERS[each] for each in report.filters)
    return f"{report.rows_passed:,} of {count(report.rows_read, 'row')} passed {what}."


def _sentences(report: Report) -> list[str]:
    told = [f"{count(report.rows_read, 'row')} read"]
    if report.rows_stored:
        told.append(f"{count(report.rows_stored, 'row')} would be stored")
    if report.series and report.table == "attention":
        told.append(count(report.series, "series", "series"))
    sentences = [f"{', '.join(told)}."]
    if passed := passing(report):
        sentences.append(passed)
    if report.first_time and report.last_time:
        begun, ended = map(datetime.fromisoformat, (report.first_time, report.last_time))
        first, last = days(report.table, begun, ended, report.zone)
        one, other = date_words(first), date_words(last)
        sentences.append(f"From {one} to {other}." if one != other else f"On {one}.")
    return sentences


def _notes(report: Report) -> list[str]:
    found = []
    for each in report.warnings:
        lines = (
            f" ({'lines' if len(each.lines) > 1 else 'line'} {', '.join(map(str, each.lines[:12]))}"
            if each.lines
            else ""
        )
        more = ", ..." if len(each.lines) > 12 else ""
        found.append(each.message + (f"{lines}{more})" if lines else ""))
    return found


def _understood(report: Report) -> None:
    """Which column was read as what, and which word as which outcome, where the reader says so."""
    columns = report.shown.get("columns", {})
    outcomes = report.shown.get("outcomes", {})
    if not columns and not outcomes:
        return
    with st.expander("How columns and words were understood"):
        if columns:
            rows = sorted((number, role.replace("_", " ")) for role, number in columns.items())
            st.dataframe(pd.DataFrame(rows, columns=["Column", "Read as"]), hide_index=True)
        if outcomes:
            told = [(entry, each["outcome"], each["rows"]) for entry, each in outcomes.items()]
            st.dataframe(
                pd.DataFrame(told, columns=["Said in the file", "Outcome", "Rows"]), hide_index=True
            )


def _rejects(report: Report) -> None:
    if not report.rejected:
        return
    st.markdown(
        f"**{count(report.rejected, 'row')} cannot be stored.** Correct the file and give it again, or store it without them; "
        "they stay counted with the dataset."
    )
    rows = [
        (
            each.line or None,
            each.column,
            _REASONS.get(each.reason, each.reason),
            each.value,
            each.fix,
        )
        for each in report.rejects
    ]
    columns = ["Line", "Column", "What is wrong", "Cell", "What to do"]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True)
