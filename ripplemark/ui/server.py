"""The dashboard as an ASGI app: what ``ripplemark serve`` runs."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from ripplemark import paths
from ripplemark.ui.failing import show
from ripplemark.ui.headers import SecurityHeaders
from ripplemark.ui.reading import open_first, warm
from ripplemark.ui.routes import ROUTES, KnownPages, visited


@asynccontextmanager
async def prepared(_: st.App) -> AsyncIterator[None]:
    """What must hold before the first visitor comes, and what is made ready for them meanwhile.

    A deep link that comes before app.py has ever run would open its page without app.py: that is kept out. The archive
    is open before the server answers; what fails in that fails again on the page, and is told there.
    """
    PagesManager.uses_pages_directory = False
    with suppress(Exception):
        open_first()
    threading.Thread(target=_warm, name="warming", daemon=True).start()
    yield


def _warm() -> None:
    """Read the overview until somebody comes, whose own page goes first."""
    with suppress(Exception):
        warm(visited.is_set)


app = st.App(
    paths.HOUSE / "app.py",
    lifespan=prepared,
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders), Middleware(KnownPages)],
    on_script_error=show,
)
