"""What an export refuses, with what still works and the way out."""

from __future__ import annotations

from ripplemark.errors import RipplemarkError


class ExportError(RipplemarkError):
    """A file that cannot be made; nothing was written."""

    title = "The file was not made"


class NoBrowser(ExportError):
    """A picture is asked for, and no Chromium is here that could draw it."""

    title = "A picture needs Chromium"

    def __init__(self) -> None:
        super().__init__(
            "PNG, SVG, PDF and the evidence bundle are drawn by Chromium, and none was found. HTML, CSV, XLSX, "
            "Parquet and JSON work without it. On Debian or Ubuntu: apt-get install chromium. On macOS or Windows: "
            "install Chrome. One that lies elsewhere is named by the variable BROWSER_PATH."
        )


class BrowserFailed(ExportError):
    """Chromium was started twice for one picture and failed both times."""

    title = "The picture was not drawn"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            f"Chromium {why}, was replaced once, and failed again. HTML, CSV, XLSX, Parquet and JSON work without it."
        )


class UnreadableScale(ExportError):
    """A scale outside of what a PNG is made in."""

    title = "The scale cannot be used"

    def __init__(self, highest: int) -> None:
        super().__init__(f"A PNG has 1 to {highest} pixels for each pixel of its size: --scale 2.")
