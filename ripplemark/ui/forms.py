"""Templates to download and fill in, for those who have no file yet."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from ripplemark.readers import READERS
from ripplemark.readers.takedown_template import takedown_template, takedown_template_xlsx
from ripplemark.readers.templates import TEMPLATES

_WHOSE = ", in ripplemark's template"
_Maker = Callable[[], str | bytes]
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _offered() -> dict[str, dict[str, _Maker]]:
    """Title of each template, then its endings and how it is made; the log of takedown requests first."""
    titles = {reader.name: reader.title for reader in READERS}
    logs: dict[str, dict[str, _Maker]] = {
        "Takedown log, one row per item": {
            "csv": lambda: takedown_template("items"),
            "xlsx": lambda: takedown_template_xlsx("items"),
        },
        "Takedown log, one row per request": {
            "csv": lambda: takedown_template("requests"),
            "xlsx": lambda: takedown_template_xlsx("requests"),
        },
    }
    return logs | {titles.get(name, name): {"csv": make} for name, make in TEMPLATES.items()}


def file_name(title: str) -> str:
    """A template's name as that of a file, without its ending: its title in small letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", title.lower().removesuffix(_WHOSE)).strip("-")


def templates() -> None:
    """A template of choice, as CSV and, where there is one, as an Excel sheet."""
    with st.expander("No file yet? Start from a template"):
        offered = _offered()
        title = st.selectbox("Template", list(offered), key="template")
        with st.container(horizontal=True):
            for ending, make in offered[title].items():
                st.download_button(
                    f"Download {ending.upper()}",
                    make(),
                    f"{file_name(title)}.{ending}",
                    _SHEET if ending == "xlsx" else "text/csv",
                    key=f"template-{ending}",
                )
