"""How long attention is counted from the onset on: a day, a week, a month, or a length of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from ripplemark.ui import address
from ripplemark.ui.controls import Control
from ripplemark.ui.page_words import SettingWords
from ripplemark.wording import duration

NAME = "within"
OFFERED = ("24", "168", "720")
"""Hours."""
_TYPED = re.compile(r"(\d+(?:\.\d+)?) *(h|hours?|d|days?)?")
_MOST = 87_600.0
"""Hours; ten years."""


def hours_of(text: str) -> str | None:
    """What somebody typed, in hours as the address has them: days where nothing else is said; None for anything else."""
    match = _TYPED.fullmatch(text.strip().lower())
    if match is None:
        return None
    hours = float(match[1]) * (1 if (match[2] or "d").startswith("h") else 24)
    return f"{hours:g}" if 0 < hours <= _MOST else None


class _Horizon(Control):
    """A list that also takes what is typed; the address has hours."""

    def takes(self, text: str) -> bool:
        try:
            return 0 < float(text) <= _MOST
        except ValueError:
            return False

    def draw(self) -> None:
        key = f"control-{self.name}"
        named = {duration(float(each)): each for each in (*OFFERED, *filter(None, [self.value]))}
        now = self.value
        st.session_state[key] = duration(float(now)) if now else None
        st.selectbox(
            self.label,
            sorted(named, key=lambda each: float(named[each])),
            index=None,
            key=key,
            placeholder=self.nothing,
            help=self.help,
            accept_new_options=True,
            on_change=_take,
            args=(key, named),
        )


def _take(key: str, named: Mapping[str, str]) -> None:
    chosen = st.session_state[key]
    address.put({NAME: None if not chosen else named.get(chosen) or hours_of(str(chosen))})


def control(told: SettingWords) -> Control:
    """The list."""
    return _Horizon(NAME, told.label, nothing=told.nothing, help=told.help)
