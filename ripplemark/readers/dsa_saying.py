"""What a person should know about statements of reasons that were read: counts of what was set apart, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ripplemark.readers.base import Caution

BREAK = date(2025, 7, 1)
"""The first day of version 2 of the database's schema."""

ACTED_ON = Caution(
    "dsa-acted-on",
    "The EU database holds decisions only: nothing is known of what was reported and left up, so no share of content that "
    "was removed can be formed, and every lag is a lag of what was acted on.",
)
DAYS = Caution(
    "dsa-days",
    "Platforms give days, not times, and fill them in themselves: a difference of one day means anything from a moment to "
    "two days.",
)
BROKEN_SERIES = Caution(
    "dsa-two-versions",
    "The statements were written under both versions of the database's schema, before and since 1 July 2025. What version "
    "2 only renamed stands under one word; intimate images moved to another category that day, so no series of categories "
    "or keywords continues across it.",
)


def cautions(facts: Mapping[str, Any]) -> tuple[Caution, ...]:
    """The cautions that these counts call for."""
    return tuple(_cautions(facts))


def _cautions(facts: Mapping[str, Any]) -> Iterator[Caution]:
    if not facts["statements"]:
        said = "The dump has a header and no statement: on this day none was sent."
        yield Caution("dsa-none", said)
        return
    yield _rolled(facts)
    yield ACTED_ON
    yield DAYS
    both = bool(facts["v1"] and facts["v2"])
    if both or across_the_break(facts["first_day"], facts["last_day"]):
        yield BROKEN_SERIES
    for name, code, said in _COUNTED:
        if facts[name]:
            yield Caution(code, said.format(_of(facts, name), where=facts["unknown_in"]))


def _rolled(facts: Mapping[str, Any]) -> Caution:
    said = (
        f"{facts['statements']:,} statements are stored as rows with a count: those that agree in every stored column are "
        "one row. Their lines, the moments at which they were filed and all free texts cannot be got back from the archive; "
        "nor can single statements, unless they were kept apart with --keep item, nor where they apply, unless that was kept "
        "with --keep region."
    )
    return Caution("rolled-up", said)


def across_the_break(first: date | None, last: date | None) -> bool:
    """Whether these days lie on both sides of the schema's change."""
    return first is not None and last is not None and first < BREAK <= last


def _of(facts: Mapping[str, Any], name: str) -> str:
    return f"{facts[name]:,} of {facts['statements']:,} statements"


_COUNTED = (
    (
        "account",
        "dsa-accounts",
        (
            "{} about accounts: kept apart, with the outcome 'account' and no time of posting, because their content date may be "
            "the day on which the account was registered."
        ),
    ),
    (
        "other",
        "dsa-other-decisions",
        (
            "{} with another decision than removal or disabled access (labels, demotions, age limits, payments): stored without "
            "an end, so that they are part of no lag."
        ),
    ),
    ("undecided", "dsa-no-decision", "{} without a decision that is known: no outcome is stored."),
    (
        "sentinel",
        "dsa-content-date-unknown",
        (
            "{} with a content date up to 1 January 2000 or more than 20 years before the decision. Such dates stand for "
            "'unknown': the statements are stored and counted without a time of posting, and are part of no lag."
        ),
    ),
    (
        "early",
        "dsa-content-date-early",
        (
            "{} with content dated 1 or 2 January 2020, the earliest day that the database took until September 2023: some "
            "of these dates stand for 'unknown'. They are kept as they are."
        ),
    ),
    (
        "negative",
        "dsa-negative-lags",
        (
            "{} that remove content before its content date: an error in the data. They are stored as they are, and every "
            "measure leaves them out and counts them; nothing is set to zero."
        ),
    ),
    ("undated", "dsa-undated", "{} that remove content without a content date: part of no lag."),
    (
        "many",
        "dsa-several-keywords",
        "{} with more than one keyword. One is kept: those for intimate images first, then in the order of the manual.",
    ),
    (
        "unknown",
        "dsa-unknown-codes",
        "{} with a code that neither version of the schema knows, in {where}; the cell is stored as unknown.",
    ),
    (
        "respelt",
        "dsa-names",
        "{} of a platform whose name is stored without signs that a name does not need, or under its newer name.",
    ),
)
"""Count, code, sentence."""
