"""The page's frame: its title, its icon, its style, one readable column, how wide that is, and which appearance is on."""

from __future__ import annotations

import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ripplemark import paths
from ripplemark.charts.canvas import DARK, LIGHT, Look

WIDTH = 960
"""Width of the column in pixels; narrower screens use what they have."""
_KEY = "width"
_UNIT = re.compile(r"(\d) (h|%)(?!\w)")
_PROBE = """
const told = new WeakMap();
export default function ({ parentElement, data, setStateValue }) {
  const column = document.querySelector(".st-key-column");
  if (!column) return;
  const before = told.get(parentElement);
  if (before) before.disconnect();
  let waiting;
  const tell = () => {
    const width = Math.floor(column.getBoundingClientRect().width);
    if (width > 0 && width !== data.width) setStateValue("width", width);
  };
  const observer = new ResizeObserver(() => { clearTimeout(waiting); waiting = setTimeout(tell, 150); });
  observer.observe(column);
  if (!data.width) tell();
  told.set(parentElement, observer);
  return () => { clearTimeout(waiting); observer.disconnect(); };
}
"""


def begin() -> None:
    """Title and icon of the browser's tab; before anything else."""
    st.set_page_config(
        page_title="Ripplemark", page_icon=str(paths.ASSETS / "favicon.svg"), layout="wide"
    )


def column() -> DeltaGenerator:
    """The one column that everything stands in, centred."""
    middle = st.container(horizontal_alignment="center")
    return middle.container(width=WIDTH, gap="small", key="column")


def measured() -> None:
    """The browser tells how wide the column is where that is not what was thought; drawn once, at the end of the page."""
    probe = st.components.v2.component("column_width", html="<span></span>", js=_PROBE)
    with st.container(key="probe"):
        probe(
            key=_KEY,
            data={"width": width() if settled() else 0},
            on_width_change=_nothing,
            height="content",
        )


def _nothing() -> None:
    """The value is read from the session's state."""


def _told() -> int | None:
    """The column's width as the browser said; None before that."""
    told = st.session_state.get(_KEY)
    return told.get("width") if told else None


def settled() -> bool:
    """True where pictures can be drawn: the browser said how wide the column is, or it is no telephone, whose widths differ."""
    return bool(_told()) or "Mobi" not in str(st.context.headers.get("User-Agent", ""))


def width() -> int:
    """The column's width in pixels: as the browser said, until then its greatest."""
    return max(280, min(WIDTH, int(_told() or WIDTH)))


def look() -> Look:
    """The charts' colours for the appearance that the browser shows; light until it says otherwise."""
    return DARK if st.context.theme.type == "dark" else LIGHT


_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=\S)(?=@)", re.IGNORECASE)
"""Where a word joiner, which nobody sees, keeps an address from being made a link."""


def plain(text: str) -> str:
    """Text that is shown as it stands: Markdown's own signs in a user's words mean nothing, an address is no link."""
    shown = _LINKED.sub("\u2060", text)
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|~$:<>@&" else sign for sign in shown)


_LIKE = str.maketrans(
    {
        "\\": "\N{BIG REVERSE SOLIDUS}",
        "*": "\N{ASTERISK OPERATOR}",
        "`": "'",
        "[": "(",
        "]": ")",
        "~": "\N{TILDE OPERATOR}",
        "$": "\N{FULLWIDTH DOLLAR SIGN}",
        "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
        "|": "\N{DIVIDES}",
    }
)
"""Signs that mean nothing in Markdown and look like those that do."""
_MARKING = re.compile(r"(?<=:)(?=[a-z])|^(?=[#>+-]|\d+[.)])|(?<=&)(?=[#\w])", re.IGNORECASE)
"""Where a word joiner keeps a name between colons, a list, a heading, an entity from being one."""
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")


def spoken(text: str) -> str:
    """Text for the label of a control: as ``plain`` shown as it stands, but nothing in it is escaped.

    A label is also what a screen reader speaks, as it was written: signs of Markdown are replaced by signs like them.
    """
    shown = _EDGE.sub("\N{FULLWIDTH LOW LINE}", text).translate(_LIKE)
    return _MARKING.sub("\u2060", _LINKED.sub("\u2060", shown))


def tied(text: str) -> str:
    """``plain``, and no line ends between a number and its sign: '48 h', '12 %'."""
    return together(plain(text))


def together(text: str) -> str:
    """The text, and no line ends between a number and its sign."""
    return _UNIT.sub("\\1\N{NO-BREAK SPACE}\\2", text)
