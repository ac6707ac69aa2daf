"""The words of every figure of one platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ripplemark.figure import Claims
from ripplemark.figures.composing import Words
from ripplemark.figures.defects import Defect
from ripplemark.figures.platform_words import (
    DATABASE,
    THICK,
    UNBORNE,
    Told,
    always_at_once,
    before_and_after,
    caveats,
    days_in_words,
    large,
    number,
    per_cent,
    told_number,
)
from ripplemark.figures.reported_days import Shown
from ripplemark.measures.reported import Reported
from ripplemark.result import Estimate
from ripplemark.wording import count

_KEYWORDS = (("intimate", "images", "image sharing"), ("deepfakes", "deepfakes", "deepfakes"))
_WEIGHS = 0.1
"""From which share of decisions about accounts on a mean lag is told with it."""
_SHARES = (
    ("detection", "about content that machines found"),
    ("decision", "taken by machines alone"),
    ("accounts", "about accounts"),
)


def one_words(
    told: Told,
    numbers: Mapping[str, Estimate],
    figures: Sequence[Shown],
    defects: Sequence[Defect],
    changed: Sequence[str],
) -> Words:
    """Headline, subtitle, claims, caveats and alt of several figures of one platform; ``numbers`` by the figure's name."""
    (of,) = told.reported
    headline = _headline(told, of, number(numbers.get("lag")), number(numbers.get("accounts")))
    panels = "; ".join(
        f"{each.title[0].lower()}, {told_number(each, numbers.get(each.name))}" for each in figures
    )
    unborne = [each for figure in figures for each in UNBORNE[figure.name]]
    return Words(
        headline,
        f"As {of.platform} reported to {DATABASE}; {THICK}; each panel has its own scale",
        f"{headline}. {count(len(figures), 'panel')}, {told.period}, from the top: {panels}.",
        Claims((f"{headline}.", *_borne(told, of, numbers)), tuple(dict.fromkeys(unborne))),
        caveats(defects, changed),
        told.counted,
    )


def _headline(told: Told, of: Reported, lag: float | None, accounts: float | None) -> str:
    """What was reported and how late; with the share that is about accounts where it weighs on the lag."""
    said = f"{of.platform} reported {told.all} decisions {told.period}"
    if lag is None:
        return said
    if always_at_once(of):
        return f"{said}, every one of them dated on the day of its content"
    late = f"{said}, on average {days_in_words(lag)} after the content's date"
    if accounts is None or accounts < _WEIGHS:
        return late
    return f"{late}; {per_cent(accounts)} are about accounts"


def _borne(told: Told, of: Reported, numbers: Mapping[str, Estimate]) -> list[str]:
    """Further sentences that the data bear."""
    reported = f"the {told.all} decisions that {of.platform} reported {told.period}"
    own = f"the {told.all} decisions that it reported {told.period}"
    found = []
    for name, part, keyword in _KEYWORDS:
        value = number(numbers.get(name))
        if value:
            marked = f"{large(value)} of {reported} carry the keyword for non-consensual {keyword}"
            found.append(f"{marked}{_split(of, part)}.")
    for name, what in _SHARES:
        share = number(numbers.get(name))
        if share is not None:
            part = _in_part(of) if name == "decision" else ""
            found.append(f"{of.platform} says that {per_cent(share)} of {own} were {what}{part}.")
    if negative := of.total("negative"):
        dated = "is dated before its" if negative == 1 else "are dated before their"
        found.append(
            f"{large(negative)} of {reported} {dated} content and left out of the mean lag."
        )
    return found


def _in_part(of: Reported) -> str:
    """Which share machines decided in part, where the platform says it."""
    part, whole = of.total("partly"), of.total("decisions")
    return f", and {per_cent(part / whole)} in part" if part is not None and whole else ""


def _split(of: Reported, part: str) -> str:
    """How many before and after the schema changed."""
    two = before_and_after(of, part)
    if two is None:
        return ""
    return (
        f": {large(two[0])} before the database changed its schema on 1 July 2025, and {large(two[1])} from "
        "that day on"
    )
