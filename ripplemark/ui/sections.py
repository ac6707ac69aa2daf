"""The pages of the dashboard, in the order in which an incident is told; each with the question it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One page: its path in the address ('' is the first page), its file, its name, and the accent it wears."""

    path: str
    file: str
    name: str
    accent: str = "ink"


SECTIONS: tuple[Section, ...] = (
    Section("", "pages/overview.py", "Overview"),
    Section("incident", "pages/incident.py", "Incident"),
    Section("lifecycle", "pages/lifecycle.py", "Viral lifecycle", "attention"),
    Section("moderation", "pages/moderation.py", "Moderation lag", "moderation"),
    Section("search", "pages/search.py", "Search persistence", "search"),
    Section("compare", "pages/compare.py", "Compare"),
    Section("platforms", "pages/platforms.py", "Platforms"),
    Section("data", "pages/data.py", "Data"),
    Section("laboratory", "pages/laboratory.py", "Laboratory"),
    Section("methods", "pages/methods.py", "Methods"),
)


def section(path: str) -> Section:
    """The page at this path; KeyError where there is none."""
    for each in SECTIONS:
        if each.path == path:
            return each
    raise KeyError(path)
