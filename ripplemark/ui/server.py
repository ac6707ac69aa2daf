"""The dashboard as an ASGI app: what ``ripplemark serve`` runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from ripplemark import paths
from ripplemark.ui.failing import show
from ripplemark.ui.headers import SecurityHeaders
from ripplemark.ui.reading import warm
from ripplemark.ui.routes import ROUTES, KnownPages

_WARMING = "warming"


@asynccontextmanager
async def prepared(_: st.App) -> AsyncIterator[None]:
    """What must hold before the first visitor comes, and what is made ready for them meanwhile.

    A deep link that comes before app.py has ever run would open its page without app.py: that is kept out.
    """
    PagesManager.uses_pages_directory = False
    threading.Thread(target=_warm, name=_WARMING, daemon=True).start()
    yield


def _warm() -> None:
    """Read the overview; whatever fails here fails again on its page, and is told there, so a log gets none of it."""
    spinner = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    spinner.addFilter(lambda _: threading.current_thread().name != _WARMING)  # nobody to show it to
    with suppress(Exception):
        warm()


app = st.App(
    paths.HOUSE / "app.py",
    lifespan=prepared,
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders), Middleware(KnownPages)],
    on_script_error=show,
)
