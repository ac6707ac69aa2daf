"""What changed since an export: the exported figure is given back, made again, and compared number by number."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from ripplemark.errors import RipplemarkError
from ripplemark.exchange import Change, Reproduced, exported, reproduce
from ripplemark.measures import named
from ripplemark.ui import reading
from ripplemark.ui.frame import plain
from ripplemark.wording import count

_PARTS = {
    "value": "value",
    "low": "low end",
    "high": "high end",
    "n": "how many were used",
    "events": "how many ended",
    "censored": "how many were still going on",
    "status": "status",
}
_OF_UNIT = ("value", "low", "high")
"""Parts that have the measure's own unit; the others are counts."""
_SHARES = ("share", "probability")
_OWN = (
    "This figure was exported for its owner's own use, and other machines can reach this page. Make it again with "
    "`reproduce` on the computer that has the archive."
)
_MOST = 200
"""Changes in the table; the command line gives all of them."""


def recheck() -> None:
    """Take an export and say what of it no longer holds."""
    st.header("What changed since your export?", anchor="exports")
    st.markdown(
        "Give back a figure that you exported as JSON or as an evidence bundle (ZIP), for example after a correction. It is "
        "made again from the archive as it is now, with the same settings and for the same audience, and compared number by "
        "number. The file is read and not kept. Where a number that you published has changed, correct the text. On the command "
        "line: `reproduce FILE`."
    )
    file = st.file_uploader("An exported figure", type=["json", "zip"], key="exported")
    if file is None:
        return
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        path = Path(folder) / "export"
        path.write_bytes(file.getbuffer())
        try:
            of = exported(path)
            if of.audience != "public" and reading.seen_by("private") != "private":
                st.error(_OWN)
                return
            found = reproduce(reading.archive(), reading.serving(), of)
        except RipplemarkError as error:
            st.error(plain(f"{error.title}. {error}"))
            return
    _show(found)


def _show(found: Reproduced) -> None:
    told = plain(" ".join(found.said))
    st.success(told) if found.same else st.warning(told)
    if found.exported.headline != found.now.headline:
        then, now = st.columns(2)
        then.markdown(f"**Then**  \n{plain(found.exported.headline)}")
        now.markdown(f"**Now**  \n{plain(found.now.headline)}")
    if found.changes:
        st.dataframe([_row(each) for each in found.changes[:_MOST]], hide_index=True)
    if len(found.changes) > _MOST:
        st.caption(f"The first {_MOST} of {count(len(found.changes), 'change')}.")


def _row(each: Change) -> dict[str, Any]:
    measure = named(each.metric)
    of = ", ".join(
        f"{name} {_told(value)}" for name, value in each.by.items() if name != "incident"
    )
    unit = measure.unit if each.part in _OF_UNIT else ""
    return {
        "Measure": measure.title,
        "Of": of,
        "What": _PARTS[each.part],
        "Then": _told(each.then, unit),
        "Now": _told(each.now, unit),
    }


def _told(value: Any, unit: str = "") -> str:
    """A number as people write it, a share in per cent, hours with their unit."""
    if value is None:
        return "none"
    if not isinstance(value, float):
        return str(value)
    if unit in _SHARES:
        return f"{100 * value:,.4g} %"
    return f"{value:,.4g} h" if unit == "h" else f"{value:,.4g}"
