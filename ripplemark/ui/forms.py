"""Templates to download and fill in, for those who have no file yet."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from ripplemark.readers import READERS
from ripplemark.readers.coding_sheet import Coders, coding_csv, coding_xlsx, how
from ripplemark.readers.takedown_template import takedown_template, takedown_template_xlsx
from ripplemark.readers.templates import TEMPLATES
from ripplemark.ui.frame import plain

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
    coding = {title: _coding(coders) for title, coders in _CODERS.items()}
    others: dict[str, dict[str, _Maker]] = {
        titles.get(name, name): {"csv": make} for name, make in TEMPLATES.items()
    }
    return logs | coding | others


_CODERS: dict[str, Coders] = {"Result pages, one coder": "one", "Result pages, two coders": "two"}


def _coding(coders: Coders) -> dict[str, _Maker]:
    return {"csv": lambda: coding_csv(coders), "xlsx": lambda: coding_xlsx(coders)}


def file_name(title: str) -> str:
    """A template's name as that of a file, without its ending: its title in small letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", title.lower().removesuffix(_WHOSE)).strip("-")


def templates() -> None:
    """A template of choice, as CSV and, where there is one, as an Excel sheet."""
    with st.expander("No file yet? Start from a template"):
        offered = _offered()
        title = st.selectbox("Template", list(offered), key="template")
        _downloads(title, offered[title])


def coding_sheets() -> None:
    """Sheets for one or two people who code result pages, with how it is done."""
    with st.expander("Code result pages: a sheet for one or two coders"):
        title = st.selectbox("Coders", list(_CODERS), key="coding-sheet", index=1)
        told = (*how(_CODERS[title]), *_KEPT)
        st.markdown("\n".join(f"- {plain(each)}" for each in told))
        _downloads(title, _coding(_CODERS[title]))


_KEPT = (
    "Keep your file. Of links only keyed hashes are stored here, and nobody can code from a hash.",
    "Where the second coder comes later, add their column to the file and upload it in place of the first.",
    "Where the file is lost, stored pages still tell which results are the same link, and no more: capture the pages again to code them.",
    "Where two coders differ is told by line of your file.",
)


def _downloads(title: str, offered: dict[str, _Maker]) -> None:
    with st.container(horizontal=True):
        for ending, make in offered.items():
            st.download_button(
                f"Download {ending.upper()}",
                make(),
                f"{file_name(title)}.{ending}",
                _SHEET if ending == "xlsx" else "text/csv",
                key=f"template-{file_name(title)}-{ending}",
            )
