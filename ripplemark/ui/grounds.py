"""What a number rests on: its series, its chart, its interval and counts, its sources, its definition."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ripplemark.charts import Chart
from ripplemark.measures import Measurement
from ripplemark.readers import READERS
from ripplemark.result import Estimate
from ripplemark.ui import reading
from ripplemark.ui.choosing import home_zone
from ripplemark.ui.frame import plain
from ripplemark.ui.series import Choice
from ripplemark.wording import Said, bins, count, said


def one(name: str, code: str, choice: Choice) -> Measurement:
    """A metric's answer for one series."""
    return reading.measured(name, code, (), choice.where)


def time_of(peak: Measurement) -> Estimate | None:
    """The peak's time among the peak's three answers."""
    return next((each for each in peak.estimates if each.by.get("quantity") == "time"), None)


def bins_seen(choice: Choice) -> str:
    """How many bins were observed, and how many are missing."""
    seen, every = choice.binned.series.observed.size, choice.binned.series.value.size
    word = bins(choice.binned.by.get("bin_width"))
    missing = f", {every - seen} missing" if every > seen else ""
    return f"{count(seen, word)} observed{missing}."


def each_series(name: str, code: str, offered: list[Choice]) -> None:
    """What a metric says of every series: a table, because none is picked for the reader."""
    answers = [one(name, code, each) for each in offered]
    told = [said(each.estimates[0], each.measure.unit) for each in answers]
    rows = [
        (plain(choice.named), words.value, words.interval)
        for choice, words in zip(offered, told, strict=True)
    ]
    title = answers[0].measure.title
    table = pd.DataFrame(rows, columns=["Series", title, "Known to"])
    st.table(
        table, hide_index=True, border="horizontal"
    )  # wraps on a phone; a grid would hide the numbers


def draw(chart: Chart, key: str) -> None:
    """The chart, with its words for those who cannot see it."""
    st.plotly_chart(
        chart.figure, theme=None, key=key, config={"displayModeBar": False}, alt=chart.alt
    )


def facts(words: Said, counts: str, of: Measurement) -> None:
    """The number once more with all that belongs to it: interval, counts, remarks, caveats."""
    interval = f"{words.interval[0].upper()}{words.interval[1:]}. " if words.interval else ""
    st.markdown(f"**{of.measure.title}: {words.value}.** {interval}{counts}")
    if words.note:
        st.markdown(plain(words.note))
    if of.measure.caveats:
        st.caption(plain(" ".join(of.measure.caveats)))


def source(code: str, dataset: str | None, of: Measurement) -> None:
    """Where the number is from: formats, day of adding, zone, state of the archive."""
    tables = {"moderation", "requests"} if dataset is None else {"attention"}
    used = [
        each
        for each in reading.archive().datasets()
        if each.incident == code and each.table in tables and dataset in (None, each.dataset_id)
    ]
    titles = {reader.name: reader.title for reader in READERS}
    formats = ", ".join(dict.fromkeys(titles.get(each.format, each.format) for each in used))
    added = max((each.added_at for each in used if each.added_at), default=None)
    when = f", added {added.day} {added:%B %Y}" if added else ""
    read = ", ".join(dict.fromkeys(each.zone for each in used if each.zone)) or "UTC"
    home = home_zone(code)
    times = f"times in {home}" if read == home else f"times read in {read}, shown in {home}"
    st.caption(f"Source: {plain(formats)}{when}; {plain(times)}; archive {of.archive}.")


def definition(*of: Measurement) -> None:
    """The definitions, one click away."""
    with st.expander("How this is defined"):
        for each in of:
            measure = each.measure
            st.markdown(
                f"**{measure.title}** ({plain(measure.symbol)}). {plain(measure.definition)}"
            )
            st.caption(
                f"{plain(measure.source)}; method version {measure.method_version}; query {measure.query}"
            )
