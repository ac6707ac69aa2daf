"""Empty takedown logs to fill in: one row per item or one per request, as CSV and as an Excel sheet."""

from __future__ import annotations

from typing import Literal

from ripplemark.readers.blank_workbook import blank_workbook

Sheet = Literal["items", "requests"]

_HEADERS: dict[Sheet, tuple[str, ...]] = {
    "items": (
        "Link",
        "Platform",
        "Posted on",
        "Found on",
        "Reported on",
        "Reported by",
        "Last seen online",
        "Removed on",
        "Status",
        "Online again",
        "Last checked",
        "Views",
        "Language",
        "Region",
    ),
    "requests": (
        "Link",
        "Platform",
        "Round",
        "Sent on",
        "Sent by",
        "Route",
        "Received on",
        "Answer",
        "Answered on",
        "Status",
        "Last seen online",
        "Removed on",
        "Online again",
        "Last checked",
    ),
}


def takedown_template(sheet: Sheet = "items") -> str:
    """The header of a takedown log as CSV text, one row per item or per request; times go into one cell, for example 2025-10-24 10:15."""
    return ",".join(_HEADERS[sheet]) + "\n"


def takedown_template_xlsx(sheet: Sheet = "items") -> bytes:
    """The same as an Excel workbook with one sheet, its header frozen and its cells of type text."""
    return blank_workbook(sheet, _HEADERS[sheet])
