"""The page of norms: what can be chosen on it, what a file of platform scope is, and which of them are one's own."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ripplemark import figures
from ripplemark.figures.norms import bundled, offered
from ripplemark.figures.reported_days import MEASURE
from ripplemark.measures.intimate import CONTENT
from ripplemark.ui import address, reading
from ripplemark.ui.controls import Control, complain
from ripplemark.ui.frame import plain
from ripplemark.ui.page_words import BY, SETTINGS
from ripplemark.ui.settings import Settings

_DAYS = "A day in UTC, as the database counts them. Leave it empty for all that is stored."
NEVER = (
    "A file about a platform or a whole database is never an incident: given to one it is refused; kept without one it is "
    "a norm, and daily figures of platforms stand on the Platforms page."
)
"""The one sentence about files of platform scope."""


def about_norms() -> None:
    """Where these figures are from, and what a file of platform scope is."""
    st.markdown(
        "Platforms' own daily figures from the EU's DSA Transparency Database come with Ripplemark. They are real, and the "
        f"norm beside an incident. {NEVER}"
    )


def would_add(asked: Settings, drawn: Mapping[str, bool]) -> None:
    """For each figure that has nothing to draw: its name, and the file of one's own that it would be drawn from."""
    names = [name for name, here in drawn.items() if not here]
    if not names:
        return
    st.subheader("What files of your own would add", anchor=False)
    told = [
        f"- **{plain(figures.named(name).title)}.** {plain(reading.figure(asked.wanted(name, None)).subtitle)}"
        for name in names
    ]
    st.markdown("\n".join(told))


def norms_state() -> str | None:
    """The state of the archive of platforms that comes with Ripplemark: links to its figures carry it; None without one."""
    found = bundled()
    return found[0].fingerprint() if found else None


def never_an_incident() -> None:
    """That a file of platform scope is no incident, where files are given."""
    st.caption(NEVER)


def platform_settings() -> Settings:
    """The controls of the figures of platforms; says at once what the address asks for in vain."""
    found = offered(reading.asked("platform-reports"))
    dataset = _dataset(list(found))
    name, several = dataset.value or next(iter(found), ""), len(found) > 1
    controls = (
        _one("measure", {each: SETTINGS["measure"].choices[each] for each in MEASURE.choices}),
        _one("platform", {each: each for each in found.get(name, ())}),
        *([dataset] if several else []),
        *(Control(end, SETTINGS[end].label, "day", help=_DAYS) for end in ("from", "to")),
        *_content(),
    )
    known = {BY, *(each.name for kind in figures.FIGURES for each in kind.parameters)}
    complain((*controls, *([] if several else [dataset])), known)
    return Settings(controls)


def _content() -> tuple[Control, ...]:
    """Which content of one's own datasets of decisions; no control where there is none, and the address asks for nothing."""
    told = SETTINGS["content"]
    own = any(
        each.scope == "platform" and each.table == "moderation"
        for each in reading.archive().datasets()
    )
    if not own and address.text("content") is None:
        return ()
    return (
        Control("content", told.label, "one", dict(told.choices), CONTENT.default, "", told.help),
    )


def _one(name: str, options: dict[str, str]) -> Control:
    told = SETTINGS[name]
    default = MEASURE.default if name == "measure" else None
    return Control(name, told.label, "one", options, default, told.nothing, told.help)


def _dataset(names: list[str]) -> Control:
    """Which dataset: that which comes with Ripplemark, or one of the archive that is shown."""
    told = SETTINGS["dataset"]
    own = {each.dataset_id for each in reading.archive().datasets()}
    options = {each: f"yours: {each}" if each in own else told.choices["bundled"] for each in names}
    return Control(
        "dataset", told.label, "one", options, None, told.nothing, told.help, drops=("platform",)
    )
