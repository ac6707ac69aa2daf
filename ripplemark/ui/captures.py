"""Which of the captured result pages are shown: an engine, a search, a language and country, a device."""

from __future__ import annotations

from ripplemark.measures.base import Request
from ripplemark.measures.pages import pages_of
from ripplemark.ui import address, reading
from ripplemark.ui.controls import Control
from ripplemark.ui.page_words import SettingWords


def control(name: str, told: SettingWords, incident: str) -> Control | None:
    """Which engine, search, language or device, of those that were captured; None where there is one."""
    request = Request(reading.serving(), incident, "incident", (), (), {"k": 1})
    found = sorted({text for page in pages_of(request) if (text := page.of[name])})
    if len(found) < 2 and address.text(name) is None:
        return None
    options = {each: reading.name_of(each) if name == "query" else each for each in found}
    return Control(name, told.label, options=options, nothing=told.nothing, help=told.help)
