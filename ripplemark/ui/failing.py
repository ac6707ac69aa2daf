"""The one place where errors are shown: in words where the product refuses, as a reference where it is a bug."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from types import TracebackType

import duckdb
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ripplemark.errors import RipplemarkError
from ripplemark.ui import reading
from ripplemark.ui.frame import plain
from ripplemark.ui.speaking import for_the_page

log = logging.getLogger(__name__)


class errors_shown:  # noqa: N801 - reads as a phrase: with errors_shown(place)
    """A block whose errors are shown in ``place``; Streamlit's own signals (rerun, stop) pass through.

    Where a file of the archive was damaged while it was open, the page is made again without it, which it then says.
    """

    def __init__(self, place: DeltaGenerator) -> None:
        self._place = place

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        """Show the error; True where it was one."""
        if not isinstance(error, Exception):
            return False
        if isinstance(error, duckdb.Error) and reading.reopened():
            st.rerun()
        with self._place:
            show(error)
        return True


class refusals_shown:  # noqa: N801 - reads as a phrase: with refusals_shown()
    """A block whose refusals are shown where it stands, so that the rest of the page stays; bugs pass through."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        """Show what was refused; True where it was that."""
        if not isinstance(error, RipplemarkError):
            return False
        show(error)
        return True


def show(error: Exception) -> bool:
    """Say what happened; always True, so that Streamlit does not show it a second time."""
    if isinstance(error, RipplemarkError):
        say(error.title, str(error))
    else:
        reference = report(error)
        say(
            "Something went wrong that should not",
            "Your archive is as it was. Reload the page; if it happens again, report it with the reference "
            f"{reference}: the log of this program says under it where it happened, without any of your data.",
        )
    return True


def say(title: str, message: str) -> None:
    """An error in words: its title and what to do on this page."""
    st.error(f"**{plain(title)}.** {plain(for_the_page(message))}")


def report(error: Exception) -> str:
    """Log the kind of a bug and where it happened, without its message, which may hold data; the reference to it."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    where = " > ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames)

    log.error("reference %s: %s in %s", reference, type(error).__name__, where)
    return reference
