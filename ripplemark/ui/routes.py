"""What the server answers besides the dashboard: its health, its icon, its typeface, and a word where there is no page."""

from __future__ import annotations

import threading

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

import ripplemark
from ripplemark import paths
from ripplemark.ui import index
from ripplemark.ui.sections import SECTIONS

_OWN = (
    "_stcore",
    "static",
    "media",
    "component",
    "app",
    "typeface",
    "healthz",
    "favicon.png",
    "favicon.ico",
    "manifest.json",
)
"""First parts of paths that the server itself answers."""

_NOWHERE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No such page - Ripplemark</title>
<style>body{font:1.1rem/1.5 "Source Sans",system-ui,sans-serif;max-width:36rem;margin:18vh auto;padding:0 1.25rem;
color:#1d1f24;background:#fff}a{color:#1f6fb2}@media(prefers-color-scheme:dark){body{color:#eceef1;background:#14171c}
a{color:#6cb2eb}}</style><h1>There is no such page</h1><p>Nothing is wrong with your archive. Go to the
<a href="/">overview of all incidents</a>.</p></html>"""


async def _healthy(_: Request) -> Response:
    return JSONResponse({"status": "ok", "version": ripplemark.__version__})


async def _icon(_: Request) -> Response:
    return FileResponse(paths.ASSETS / "favicon.svg", media_type="image/svg+xml")


async def _typeface(request: Request) -> Response:
    """One file of the typeface; the name is looked up among those that are shipped, never joined to a path."""
    shipped = {each.name: each for each in (paths.ASSETS / "typeface").glob("*.woff2")}
    file = shipped.get(request.path_params["name"])
    if file is None:
        return HTMLResponse(_NOWHERE, status_code=404)
    keep = {"Cache-Control": "public, max-age=604800"}
    return FileResponse(file, media_type="font/woff2", headers=keep)


visited = threading.Event()
"""Set once somebody has asked for a page: what the server does while nobody waits then gives way."""


async def _page(_: Request) -> Response:
    visited.set()
    return HTMLResponse(index.page(), headers={"Cache-Control": "no-cache"})


ROUTES: tuple[BaseRoute, ...] = (
    *(Route(f"/{each.path}", _page) for each in SECTIONS),
    Route("/healthz", _healthy),
    Route("/favicon.png", _icon),
    Route("/favicon.ico", _icon),
    Route("/typeface/{name}", _typeface),
)


class KnownPages:
    """ASGI middleware: a path that is no page gets 404 and a way back, instead of the dashboard under a wrong name."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known."""
        if scope["type"] == "http" and not known(scope["path"]):
            await HTMLResponse(_NOWHERE, status_code=404)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def known(path: str) -> bool:
    """True for the dashboard's pages and for what the server itself answers."""
    first, _, rest = path.strip("/").partition("/")
    return first in _OWN or (not rest and first in {each.path for each in SECTIONS})
