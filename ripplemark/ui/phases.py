"""The phases on a page: the figure, its table, what to fetch next, and the boundaries that a person sets by judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from ripplemark import figures
from ripplemark.figures.deciding_phases import LONGEST, set_boundary, set_by_hand
from ripplemark.figures.phase_table import Row, Told, told
from ripplemark.figures.recipe import recipe
from ripplemark.figures.saying_phases import KINDS
from ripplemark.figures.saying_series import mid
from ripplemark.figures.series import Choice
from ripplemark.readers import READERS
from ripplemark.ui import block, clicking, dragging, reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.failing import errors_shown
from ripplemark.ui.frame import plain
from ripplemark.ui.heading import home_zone
from ripplemark.ui.reading import Wanted
from ripplemark.ui.spanning import between

NAME = "phases"
_HEADS = ("Began", "Lasted", "Share of attention", "Led by")
_MANY = 3
"""So many tables stand open; those of more series are opened one by one."""
_SHARE = (
    "Share of attention: of all above the usual level since the first clear rise, in the series' own unit; quiet can come out "
    "below 0."
)
_ABOUT = f"{_SHARE} Led by: the channel that spent the largest share of its own attention in the phase; units are never pooled."
_WHAT = (
    "Where you know better than the data, say when a phase began. It then stands in place of the estimated start, marked as "
    "judgement in the figure, in the table and in every export, with your note. It can be taken back. On a wide screen you can "
    "also draw a stretch over the picture of the phases: its start, or its end, is filled in here."
)
_TRENDS = ("google_trends", "pytrends")
_ADDS = (
    ("search", "Google Trends (interest over time)"),
    ("encyclopedia", "Wikipedia page views"),
    ("news", "a Media Cloud count of stories"),
)
"""A channel, and the download that would add it."""
_BOUNDARIES = (*list(KINDS)[1:-1], "quiet", "resurgence", "quiet-2", "resurgence-2")


def phases(wanted: Wanted) -> None:
    """The figure with its table and the form; nothing where no series is stored (the page says so already)."""
    code = wanted.incident
    if code is None:
        return
    with errors_shown(st.container()):
        tables = told(_asked(wanted))
        if not tables:
            return
        st.header("Phases", anchor=False)
        block.figure(wanted)
        _tables(tables)
        _next(code, tables)
        _judgement(code, tables)


def _asked(wanted: Wanted) -> Any:
    """What the figure is made from, for the owner's screen, with the page's settings."""
    kind = figures.named(NAME)
    texts = {key: text for key, text in wanted.settings if key != "language"}
    asked = reading.asked(NAME, wanted.incident)
    return replace(asked, texts=texts, settings=kind.settings(texts))


def _tables(tables: tuple[Told, ...]) -> None:
    shown = [each for each in tables if each.rows]
    if not shown:
        return
    for each in shown[:_MANY] if len(shown) <= _MANY else []:
        _table(each, named=len(shown) > 1)
    if len(shown) > _MANY:
        names = {each.choice.key: each.choice.named for each in shown}
        key = st.selectbox(
            f"Table of the phases of one of {len(shown)} series",
            list(names),
            format_func=lambda one: names[one],
            key="phase-table",
        )
        _table(next((each for each in shown if each.choice.key == key), shown[0]), named=False)


def _table(of: Told, *, named: bool) -> None:
    names = _HEADS if any(each.leads for each in of.rows) else _HEADS[:-1]
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("Phase", *names))
    rows = "".join(_row(each, names) for each in of.rows)
    title = f"{of.choice.named}. " if named else ""
    st.html(
        f'<table class="incidents"><caption>{escape(title + (_ABOUT if names == _HEADS else _SHARE))}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(of: Row, names: tuple[str, ...]) -> str:
    mark = f"<small><b>Judgement.</b> {escape(of.why)}</small>" if of.why else ""
    small = f"<small>{escape(of.known)}</small>" if of.known else ""
    length = f"<small>{escape(of.interval)}</small>" if of.interval else ""
    more = (small + mark, length, "", "")
    texts = (of.begins, of.lasted, of.share, of.leads)
    told_ = "".join(
        f'<td data-head="{head}"><div>{escape(text)}</div>{under}</td>' if text else "<td></td>"
        for head, text, under in zip(names, texts, more, strict=False)
    )
    return f'<tr><th scope="row"><strong>{escape(of.phase.capitalize())}</strong></th>{told_}</tr>'


def _next(code: str, tables: tuple[Told, ...]) -> None:
    """What to download next: the file that would end the phase that is open, and, of one channel, a second one."""
    open_ = next((each for each in tables if each.fetch), None)
    lines = []
    if open_ is not None:
        dataset = reading.archive().dataset(str(open_.choice.binned.by["dataset"]))
        title = next((each.title for each in READERS if each.name == dataset.format), "")
        named = f", for {open_.choice.named}" if len(tables) > 1 else ""
        short = dataset.format in _TRENDS and open_.choice.binned.series.bin_hours < 22
        more = f" {' '.join(recipe([open_.choice], home_zone(code))[:2])}" if short else ""
        lines.append(
            f"**Next file{plain(named)}** ({plain(title)}): {plain(mid(open_.fetch) + more)}"
        )
    channels = {each.channel for each in series_of(code)}
    if len(channels) == 1:
        others = [name for channel, name in _ADDS if channel not in channels]
        lines.append(
            "**A second channel.** One kind of place is on record, so what reached which first cannot be told. "
            f"{', '.join(others[:-1])} or {others[-1]} would add one."
        )
    if lines:
        st.markdown("\n\n".join(lines))


def _judgement(code: str, tables: tuple[Told, ...]) -> None:
    """What is set by judgement, each with a button that takes it back; and the form, closed until it is asked for."""
    for each in tables:
        _set(code, each.choice, named=len(tables) > 1)
    choices = [each.choice for each in tables]
    with st.expander("Set a boundary by judgement", expanded=dragging.drawn(code)):
        st.markdown(_WHAT)
        if reading.may_change():
            dragging.offer(code, min(each.binned.series.bin_hours for each in choices))
            _form(code, choices)
        else:
            st.caption("This archive cannot be changed: in one of your own, a boundary can be set.")


def _set(code: str, of: Choice, *, named: bool) -> None:
    archive, zone = reading.archive(), ZoneInfo(home_zone(code))
    for name, (note, decision) in set_by_hand(archive, code, of.key).items():
        low, high = (datetime.fromtimestamp(each, zone) for each in (note.low, note.high))
        series = f" of {of.named}" if named else ""
        when = between(low, max(high, low + timedelta(minutes=1)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**Judgement:** {plain(f'{name}{series} begins {when}. {note.text}')}",
                width="stretch",
            )
            if reading.may_change():
                what = f"the boundary of {name}{series}"
                key = f"undo-{decision.decision_id}"
                clicking.button("Undo", key, archive.undo, decision.decision_id, what=what)


def _form(code: str, choices: list[Choice]) -> None:
    key = f"phase-{code}"
    names = {each.key: each.named for each in choices}
    with st.form(key, border=False):
        if len(choices) > 1:
            st.selectbox("Series", list(names), format_func=lambda one: names[one], key=f"{key}-of")
        first, last = _span(choices, code)
        with st.container(horizontal=True):
            st.selectbox("Phase that begins", _BOUNDARIES, key=f"{key}-name", width=190)
            st.date_input(
                "Day", None, min_value=first, max_value=last, format="DD/MM/YYYY", key=f"{key}-day"
            )
            st.time_input("Time, if known", None, key=f"{key}-time", step=900)
        st.text_input(
            "Why there",
            key=f"{key}-note",
            max_chars=LONGEST,
            placeholder="one sentence; it is published with the figure, so it names nobody",
        )
        clicking.submit(
            "Set this boundary", f"{key}-set", _store, code, {c.key: c for c in choices}
        )


def _span(choices: list[Choice], code: str) -> tuple[date, date]:
    zone = ZoneInfo(home_zone(code))
    first = min(each.binned.known_from for each in choices).astimezone(zone).date()
    last = max(each.binned.known_to for each in choices).astimezone(zone).date()
    return first, last


def _store(code: str, choices: dict[str, Choice]) -> None:
    """Store what the form holds; a refusal is told below it."""
    key, state = f"phase-{code}", st.session_state
    of = choices[str(state.get(f"{key}-of") or next(iter(choices)))]
    day: date | None = state.get(f"{key}-day")
    at: time | None = state.get(f"{key}-time")
    text = "" if day is None else f"{day:%Y-%m-%d}" if at is None else f"{day:%Y-%m-%d}T{at:%H:%M}"
    name, note = str(state[f"{key}-name"]), str(state.get(f"{key}-note") or "")
    set_boundary(reading.archive(), code, of, name, text, note)
    dragging.forget(code)
    for part in ("day", "time", "note"):
        state[f"{key}-{part}"] = "" if part == "note" else None
