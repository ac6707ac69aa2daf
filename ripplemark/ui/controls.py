"""Controls: each reads the address and writes to it, so that what is chosen comes back exactly from a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import streamlit as st

from ripplemark.ui import address
from ripplemark.ui.frame import plain

Form = Literal["one", "many", "day", "number", "decimal", "numbers"]


@dataclass(frozen=True, slots=True)
class Control:
    """One thing to choose: its name in the address, its label, what may be chosen (value, then words), its default.

    Values are texts as they stand in the address and after --set; None where nothing is chosen and the data decide.
    ``settled`` is the value where another control has a say in it, whatever the address says of this one; ``drops`` are
    those that leave the address when this one is chosen. ``read`` refuses, by ValueError, a text that cannot be meant where
    the form alone does not say so; ``step`` is how far a press of its buttons moves a decimal.
    """

    name: str
    label: str
    form: Form = "one"
    options: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    nothing: str = "as the data allow"
    help: str | None = None
    settled: str | None = None
    drops: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    step: float = 1.0

    @property
    def asked(self) -> str | None:
        """What the address says where that can be meant; None where it says nothing, or nothing that can."""
        text = address.text(self.name)
        return text if text is not None and self.takes(text) else None

    @property
    def value(self) -> str | None:
        """What is chosen now: what is settled, else what the address says where that can be meant, else the default."""
        return self.settled or self.asked or self.default

    @property
    def refused(self) -> str | None:
        """What the address says and cannot be meant; None where all is well."""
        text = address.text(self.name)
        return text if text is not None and not self.takes(text) else None

    @property
    def overruled(self) -> bool:
        """True where the address says what can be meant, and what another control says goes before it."""
        return self.asked is not None and self.settled not in (None, self.asked.replace(" ", ""))

    def takes(self, text: str) -> bool:
        """True where this text can be a value."""
        if self.form == "day":
            return _day(text) is not None
        if self.form in ("number", "decimal"):
            return _number(text) is not None if self.form == "number" else self._reads(text)
        if self.form == "numbers":
            return _numbers(text) is not None
        words = text.split(",") if self.form == "many" else [text]
        return all(word in self.options for word in words)

    def _reads(self, text: str) -> bool:
        try:
            self.read(text)
        except ValueError:
            return False
        return True

    def draw(self) -> None:
        """The widget; a choice goes into the address before the page is made again."""
        key = f"control-{self.name}"
        st.session_state[key] = self._shown(self.value)
        options: dict[str, Any] = {
            "key": key,
            "help": self.help,
            "on_change": self._take,
            "args": (key,),
        }
        if self.form == "day":
            st.date_input(self.label, format="DD/MM/YYYY", **options)
        elif self.form == "number":
            st.number_input(self.label, min_value=1, step=1, placeholder=self.nothing, **options)
        elif self.form == "decimal":
            st.number_input(self.label, min_value=0.0, step=self.step, format="%g", **options)
        elif self.form == "numbers":
            st.text_input(self.label, placeholder=self.nothing, **options)
        elif self.form == "many":
            st.multiselect(
                self.label,
                list(self.options),
                format_func=self._words,
                placeholder=self.nothing,
                **options,
            )
        else:
            st.selectbox(
                self.label,
                list(self.options),
                format_func=self._words,
                placeholder=self.nothing,
                **options,
            )

    def _words(self, value: str) -> str:
        return self.options.get(value, value)

    def _shown(self, text: str | None) -> Any:
        if self.form == "day":
            return _day(text or "")
        if self.form == "number":
            return _number(text or "")
        if self.form == "decimal":
            return float(text) if text else None
        if self.form == "many":
            return text.split(",") if text else []
        if self.form == "numbers":
            return (text or "").replace(",", ", ")
        return text

    def _take(self, key: str) -> None:
        chosen = st.session_state[key]
        text = ",".join(chosen) if isinstance(chosen, list) else str(chosen or "")
        text = text.replace(" ", "") if self.form == "numbers" else text
        text = f"{chosen:g}" if self.form == "decimal" and chosen is not None else text
        left = dict.fromkeys(self.drops)
        address.put({**left, self.name: None if text in ("", self.default) else text})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < int(text) < 1_000_000 else None


def _numbers(text: str) -> tuple[int, ...] | None:
    """Up to six whole numbers above 0 with commas between them; None for anything else."""
    found = [_number(each.strip()) for each in text.split(",")]
    return tuple(each for each in found if each) if all(found) and len(found) <= 6 else None


_FORMS = {
    "day": "a date such as 2025-03-01",
    "number": "a whole number above 0",
    "decimal": "a number in its range, such as its default",
    "numbers": "up to six whole numbers above 0, such as 24,48",
}


def complain(controls: Iterable[Control], elsewhere: Iterable[str]) -> None:
    """Say in words what the address asks for and nobody can give; it is left out.

    ``elsewhere`` are names that mean something on another page: an address that is carried along is no mistake.
    """
    drawn = list(controls)
    told = [_refusal(each) for each in drawn if each.refused is not None]
    strange = address.strange({*elsewhere, *(each.name for each in drawn)})
    told += [
        f"'{each.name}' does not go with '{each.drops[0]}'" for each in drawn if each.overruled
    ]
    told += ["something that has no meaning here"] if strange else []
    if told:
        st.warning(
            f"The address asks for something that cannot be shown: {plain('; '.join(told))}. That is left out."
        )


def _refusal(control: Control) -> str:
    accepted = ", ".join(control.options) or _FORMS.get(control.form, "nothing to choose from")
    return f"'{control.name}' takes {accepted}"


def row(controls: Iterable[Control], key: str = "controls") -> None:
    """The controls beside one another; below one another on a phone."""
    with st.container(key=key):
        for each in controls:
            with st.container():
                each.draw()
