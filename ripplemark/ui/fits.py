"""What else can be fitted to a series, on the Laboratory page: one measure at a time, with what it needs and how it misleads."""

from __future__ import annotations

import streamlit as st

from ripplemark.figures.series import Choice
from ripplemark.figures.sourcing import simulated
from ripplemark.measures import measure
from ripplemark.measures.base import Measure
from ripplemark.measures.laboratory import LABORATORY
from ripplemark.result import Estimate
from ripplemark.ui import reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.controls import Control, complain, row
from ripplemark.ui.frame import plain
from ripplemark.ui.laboratory import MODELLED
from ripplemark.wording import said

_CALLED = {
    "exponent": "Exponent",
    "peak-share": "The peak day's share of all",
    "p": "Loss of communicative memory p, per hour",
    "q": "Loss of cultural memory q, per hour",
    "r": "Transfer into cultural memory r, per hour",
    "equal-rates": "Crossing time 1: both terms fall equally fast",
    "equal-terms": "Crossing time 2: both terms are equally large",
    "equal-memories": "Crossing time 3: both memories hold as much",
    "half": "Half of both together",
    "half-life": "Half-life",
    "aicc-behind": "AICc above the best law's",
}
_HOURS = ("equal-rates", "equal-terms", "equal-memories", "half", "half-life")


def fits(code: str | None) -> None:
    """The section: a measure, a series, its answer, what it needs, how it misleads, how it is defined."""
    st.header("Fitted to a series", anchor=False)
    found = series_of(code) if code else []
    if not found:
        st.markdown(
            "No series of an incident is stored here. Add counts per hour or day, and choose the incident."
        )
        return
    controls = (
        Control(
            "fit",
            "What is fitted",
            options={each.name: each.title for each in LABORATORY},
            default=LABORATORY[0].name,
        ),
        Control(
            "series",
            "Series",
            options={each.key: each.named for each in found},
            default=found[0].key,
        ),
    )
    complain(controls, MODELLED)
    row(controls, "fit-controls")
    chosen = next(each for each in LABORATORY if each.name == controls[0].value)
    choice = next((each for each in found if each.key == controls[1].value), found[0])
    if simulated(
        [of for of in reading.archive().datasets() if of.dataset_id == choice.binned.by["dataset"]]
    ):
        st.markdown(":orange[**Simulated: this incident never happened**]")
    _answer(code, chosen, choice)
    st.subheader("What this needs, and how it misleads", anchor=False)
    st.markdown("\n".join(f"- {plain(each)}" for each in chosen.caveats))
    st.subheader("How this is defined", anchor=False)
    st.markdown(plain(chosen.definition))
    st.caption(plain(f"{chosen.source}. On the command line: measure {chosen.name}."))


def _answer(code: str | None, chosen: Measure, choice: Choice) -> None:
    answers = measure(reading.serving(), chosen.name, incident=code, where=choice.where).estimates
    lines: dict[str, list[str]] = {}
    for each in answers:
        lines.setdefault(each.note if each.value is None else "", []).append(line(chosen, each))
    for note, told in lines.items():
        st.markdown("\n".join(f"- {plain(each)}" for each in told))
        if note:
            st.caption(plain(note))


def line(chosen: Measure, each: Estimate) -> str:
    """One answer in words: what it is, its number with its interval, what it assumes."""
    by = each.by
    parts = [_CALLED.get(str(by.get("quantity")), chosen.title)]
    if "law" in by:
        parts.append(str(by["law"]))
    if "generation" in by:
        parts.append(f"generation of {by['generation']} h assumed")
    if "class" in by and by.get("quantity") == "exponent":
        parts.append(f"class: {by['class']}")
    note = f". {each.note}" if each.value is not None and each.note else ""
    return f"{', '.join(parts)}: {number(chosen, each)}{note}".rstrip(".") + "."


def number(chosen: Measure, each: Estimate) -> str:
    """The number with its interval; 'not known' where there is none."""
    quantity = str(each.by.get("quantity", ""))
    if chosen.unit == "h" or quantity in _HOURS:
        told = said(each, "h")
        return f"{told.value} ({told.interval})" if each.value is not None else told.value
    value, low, high = (
        None if at is None else float(at) for at in (each.value, each.low, each.high)
    )
    if value is None:
        return "not known"
    if low is None and high is None:
        return f"{value:.3g}"
    upper = "any higher" if high is None else f"{high:.3g}"
    return f"{value:.3g} (95 % interval: {low or 0:.3g} to {upper})"
