"""The dashboard as an ASGI app: what ``ripplemark serve`` runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from ripplemark import paths
from ripplemark.ui.failing import show


@asynccontextmanager
async def _router_only(_: st.App) -> AsyncIterator[None]:
    """A deep link that comes before app.py has ever run would open its page without app.py: this keeps it out."""
    PagesManager.uses_pages_directory = False
    yield


app = st.App(paths.HOUSE / "app.py", lifespan=_router_only, on_script_error=show)
