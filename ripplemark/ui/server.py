"""The dashboard as an ASGI app: what ``ripplemark serve`` runs."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from ripplemark import paths
from ripplemark.errors import RipplemarkError
from ripplemark.ui.failing import show
from ripplemark.ui.headers import SecurityHeaders
from ripplemark.ui.reading import warm
from ripplemark.ui.routes import ROUTES, KnownPages


@asynccontextmanager
async def prepared(_: st.App) -> AsyncIterator[None]:
    """What must hold before the first visitor comes, and what is made ready for them meanwhile.

    A deep link that comes before app.py has ever run would open its page without app.py: that is kept out.
    """
    PagesManager.uses_pages_directory = False
    threading.Thread(target=_warm, name="warming", daemon=True).start()
    yield


def _warm() -> None:
    """Import what is heavy and read the overview; whatever fails here is told to the visitor who meets it."""
    with suppress(RipplemarkError):
        warm()


app = st.App(
    paths.HOUSE / "app.py",
    lifespan=prepared,
    routes=ROUTES,
    middleware=[Middleware(SecurityHeaders), Middleware(KnownPages)],
    on_script_error=show,
)
