"""The columns of Google's four tables of government requests: which figure each is, and who had asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KEYS = {
    "period ending": "ending",
    "country/region": "country",
    "cldr territory code": "territory",
    "requester": "requester",
    "product": "product",
    "reason": "reason",
}
"""Columns that say what a row is about, by their titles in small letters."""

REQUESTS = "requests"
ITEMS = "items_requested"
COURTS = "court orders"
OTHERS = "other requests"


@dataclass(frozen=True, slots=True)
class Figure:
    """A column with a figure: its metric, who asked where the column says so, and whether it is a percentage of items."""

    metric: str
    detection: str | None = None
    of_items: bool = False


FIGURES = {
    "number of requests": Figure(REQUESTS),
    "items requested to be removed": Figure(ITEMS),
    "% removed-legal": Figure("percent_removed_legal", of_items=True),
    "% removed-policy": Figure("percent_removed_policy", of_items=True),
    "% content not found": Figure("percent_content_not_found", of_items=True),
    "% not enough information": Figure("percent_not_enough_information", of_items=True),
    "% no action taken": Figure("percent_no_action_taken", of_items=True),
    "% content already removed": Figure("percent_content_already_removed", of_items=True),
    "total": Figure(REQUESTS),
    "court orders": Figure(REQUESTS, COURTS),
    "executive, police, etc.": Figure(REQUESTS, OTHERS),
    **{
        f"{who}: {title}": Figure(metric, detection)
        for who, detection in (
            ("all requests", None),
            ("court orders", COURTS),
            ("other requests (executive, police, etc.)", OTHERS),
        )
        for title, metric in (
            ("number of requests", REQUESTS),
            ("% fully or partially complied with", "percent_of_requests_complied_with"),
            ("items requested to be removed", ITEMS),
        )
    },
}
"""Columns with figures, by their titles in small letters; a trailing space in the file does not count."""

FORMS = {
    "summary": ("ending", "country", "territory", "requester"),
    "detailed": ("ending", "country", "territory", "product", "reason"),
    "historical": ("ending", "country", "territory"),
}
"""The tables by the columns that a row of theirs is about; the strictest first. Detailed has an old and a new form."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which table it is, a role for each column, and the figures in the order of their roles (figure_1, figure_2 ...)."""

    form: str
    roles: tuple[str | None, ...]
    figures: tuple[Figure, ...]


def columns(titles: Sequence[str]) -> Columns | None:
    """The table with these titles; None where it is none of Google's four. Unknown columns are not read."""
    low = [" ".join(title.casefold().split()) for title in titles]
    keys = {KEYS[title] for title in low if title in KEYS}
    form = next((name for name, needed in FORMS.items() if set(needed) == keys), None)
    if form is None:
        return None
    roles: list[str | None] = []
    figures: list[Figure] = []
    for i, title in enumerate(low):
        if title in low[:i]:
            roles.append(None)
        elif title in FIGURES:
            figures.append(FIGURES[title])
            roles.append(f"figure_{len(figures)}")
        else:
            roles.append(KEYS.get(title))
    metrics = {each.metric for each in figures}
    return Columns(form, tuple(roles), tuple(figures)) if REQUESTS in metrics else None
