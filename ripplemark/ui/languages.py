"""In which language an incident's edited words are shown: as the address says, else as was decided, else in English."""

from __future__ import annotations

from ripplemark.figures.languages import ENGLISH, LANGUAGES, Language, language
from ripplemark.figures.rewording import LANGUAGE, PREFIX
from ripplemark.ui import address, reading
from ripplemark.ui.controls import Control
from ripplemark.ui.page_words import SPOKEN
from ripplemark.ui.reading import Wanted

NAMES = {each.tag: each.name for each in LANGUAGES}
"""Every language by its tag, in its own name."""


def own(incident: str | None) -> Language:
    """The language that was decided on for the incident's edited words; English where nobody decided."""
    tag = reading.archive().decision(incident, PREFIX + LANGUAGE)
    return language(str(tag)) if tag in NAMES else ENGLISH


def of(wanted: Wanted) -> Language:
    """The language in which the words of a figure are wanted."""
    tag = dict(wanted.settings).get(LANGUAGE)
    return language(tag) if tag else own(wanted.incident)


def written(incident: str) -> tuple[str, ...]:
    """The tags of the languages in which something was edited and counts, in the order of all languages."""
    archive = reading.archive()
    keys = {
        each.key
        for each in archive.decisions()
        if each.incident == incident and each.key.startswith(PREFIX)
    } - {PREFIX + LANGUAGE}
    counting = [key.split(".") for key in keys if archive.decision(incident, key)]
    tags = {key[3] if len(key) > 3 else ENGLISH.tag for key in counting}
    return tuple(tag for tag in NAMES if tag in tags)


def control(incident: str) -> Control | None:
    """Which language; None where nothing is written in another than English, and the address asks for none."""
    tags = {*written(incident), own(incident).tag, ENGLISH.tag}
    asked = address.text(LANGUAGE)
    if tags == {ENGLISH.tag} and asked is None:
        return None
    options = {tag: name for tag, name in NAMES.items() if tag in tags or tag == asked}
    return Control(
        LANGUAGE, SPOKEN.label, options=options, nothing=own(incident).name, help=SPOKEN.help
    )


def choose(incident: str, tag: str) -> None:
    """Write the language into the address; the one that was decided on needs no word there."""
    address.put({LANGUAGE: None if tag == own(incident).tag else tag})
