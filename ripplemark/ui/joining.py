"""How downloads of Google Trends were joined, and which ones to fetch: settings and dates, before somebody has the wrong ones."""

from __future__ import annotations

import streamlit as st

from ripplemark.figures.recipe import recipe, young
from ripplemark.figures.series import Choice
from ripplemark.ui import block, reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.frame import plain
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings


def joined(code: str, asked: Settings) -> None:
    """With several downloads, how they were joined; then which ones to fetch, open where they do not join, are missing or end early."""
    found = [each for each in series_of(code) if not each.binned.whole_range]
    searches = [each for each in found if each.channel == "search"]
    several = len({name for each in searches for name in each.datasets}) > 1
    if several and on_request(
        "joined", "Show how the downloads were joined, and what was left out"
    ):
        block.figure(asked.wanted("joined-windows", code))
    if _share_a_term(searches) and on_request(
        "anchored", "Show terms of several downloads on one scale, by the term that they share"
    ):
        block.figure(asked.wanted("anchored-terms", code))
    made = any(each.binned.parts for each in searches)
    which_downloads(code, found, opened=not searches or (several and not made) or young(searches))


def _share_a_term(searches: list[Choice]) -> bool:
    """True where a term stands in two downloads, at least one of which has another term too."""
    terms: dict[str, set[str]] = {}
    for each in searches:
        for name in each.datasets:
            terms.setdefault(name, set()).add(str(each.binned.by.get("series")))
    held = list(terms.values())
    return any(
        one & other and len(one | other) > 1
        for k, one in enumerate(held)
        for other in held[k + 1 :]
    )


def downloads_to_fetch(code: str) -> None:
    """The recipe on the page of files, closed, before anybody has fetched anything."""
    found = [each for each in series_of(code) if not each.binned.whole_range]
    which_downloads(code, found, opened=False)


def second_witness(code: str, asked: Settings) -> None:
    """Page views beside searches, on request; where nobody added any, nothing."""
    if any(each.channel == "encyclopedia" for each in series_of(code)) and on_request(
        "witness", "Show page views as a second witness, and whether they agree"
    ):
        block.figure(asked.wanted("second-witness", code))


def which_downloads(code: str, found: list[Choice], *, opened: bool) -> None:
    """The recipe, with the dates that the incident's own onset and peak give."""
    zone = str(reading.archive().decision(code, "home_zone") or "UTC")
    with st.expander("Which Google Trends downloads to fetch, with dates", expanded=opened):
        st.markdown("\n".join(f"- {plain(each)}" for each in recipe(found, zone)))
