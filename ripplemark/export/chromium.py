"""The Chromium that draws: how it is found, started without a network, asked for SVG, PNG and PDF, and killed."""

from __future__ import annotations

import base64
import json
import logging
import os
import shutil
import signal
import tempfile
import time
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import choreographer.browsers
import kaleido

from ripplemark.export import typeface
from ripplemark.export.page import LETTERS, PRINT, RASTER, Page

ARGUMENTS = (
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
"""No request leaves the machine; colours and letters do not depend on its screen."""

for _name in ("choreographer", "kaleido", "browser_proc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
"""What goes wrong below is told by this package, in its own words: theirs hold paths."""

INCH = 96.0
"""CSS pixels in an inch."""

SWEEPS = 50
"""How often the profile of an ended browser is deleted before it is left to the system."""

MARGIN = 8
"""CSS pixels by which a printed page is larger than its picture; cut off afterwards."""


class _Started(choreographer.browsers.Chromium):
    """Kaleido's Chromium with the house typeface, for its own process only, and without a network."""

    def get_env(self) -> MutableMapping[str, str]:
        return {**super().get_env(), **typeface.environment()}

    def get_cli(self) -> Sequence[str]:
        return [*super().get_cli(), *ARGUMENTS]


def executable() -> str | None:
    """Where a Chromium or Chrome lies: BROWSER_PATH, else as installed; None where there is none."""
    found = _Started.find_browser(skip_local=False)
    return found if found and Path(found).is_file() else None


class Chromium:
    """One browser process with one page; not safe for two pictures at once (``WarmBrowser`` sees to that)."""

    def __init__(self) -> None:
        # A browser that was installed as a snap sees no other temporary folder than one at home.
        home = Path.home() if "snap" in str(executable()) else None
        self._folder = Path(tempfile.mkdtemp(prefix=".ripplemark-chromium-", dir=home))
        self._kaleido = kaleido.Kaleido(
            n=1,
            timeout=None,
            page_generator=Page(),
            browser_cls=_Started,
            tmp_dir=str(self._folder),
        )

    async def open(self) -> None:
        """Start the process and load the page."""
        await self._kaleido.open()

    async def close(self) -> None:
        """Close what is left of it, with its temporary folders."""
        await self._kaleido.close()

    @property
    def process(self) -> int | None:
        """The id of its process group; None before it was started."""
        started = getattr(self._kaleido, "subprocess", None)
        return started.pid if started else None

    def kill(self) -> None:
        """End the whole process group at once, stopped processes included; none left is no error."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process, signal.SIGKILL)
            self._kaleido.subprocess.wait()
        self._sweep()

    def _sweep(self) -> None:
        """Delete the browser's profile; its last processes may still be writing there for a moment."""
        for _ in range(SWEEPS):
            shutil.rmtree(self._folder, ignore_errors=True)
            if not self._folder.exists():
                return
            time.sleep(0.02)

    async def svg(self, picture: dict[str, Any], width: float, height: float) -> bytes:
        """Plotly's SVG of a picture, as it stands."""
        await self._told(LETTERS)
        options = {"format": "svg", "width": width, "height": height, "scale": 1}
        drawn: bytes = await self._kaleido.calc_fig(picture, opts=options)
        return drawn

    async def png(self, svg: str, width: float, height: float, scale: float) -> bytes:
        """An SVG as PNG of ``scale`` pixels for each pixel."""
        return base64.b64decode(await self._told(RASTER, svg, width, height, scale))

    async def pdf(self, svg: str, width: int, height: int, title: str, alt: str) -> bytes:
        """An SVG at the top left of one page that is a little larger; ``pdf.finished`` cuts it to size.

        Chromium rounds a page to whole pixels, each way differently: a page of its own making is never of exact size.
        """
        await self._told(PRINT, svg, width, height, title, alt)
        printed = await self._asked(
            "Page.printToPDF",
            printBackground=True,
            paperWidth=(width + MARGIN) / INCH,
            paperHeight=(height + MARGIN) / INCH,
            marginTop=0,
            marginBottom=0,
            marginLeft=0,
            marginRight=0,
            pageRanges="1",
            generateTaggedPDF=True,
        )
        return base64.b64decode(printed["data"])

    async def _told(self, function: str, *arguments: Any) -> str:
        """The text that a function of the page answers."""
        said = await self._asked(
            "Runtime.evaluate",
            expression=f"({function})({', '.join(map(json.dumps, arguments))})",
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in said:
            raise RuntimeError(str(said["exceptionDetails"].get("text")))
        return str(said["result"]["value"])

    async def _asked(self, command: str, **parameters: Any) -> dict[str, Any]:
        tab = next(iter(self._kaleido.tabs.values()))
        answer = await tab.send_command(command, parameters)
        if "error" in answer:
            raise RuntimeError(f"{command}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result
