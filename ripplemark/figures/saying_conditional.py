"""What is said of a database that holds only what was acted on: what it shows, what is true, and that this is a model."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.composing import Words

SEEN = "What a database of decisions shows"
TRUE = "What is true of everything"
AXIS = "Days since the posting; share gone by then"


@dataclass(frozen=True, slots=True)
class Said:
    """The model's numbers: shares from 0 to 1, times in days; ``median_true`` None where half is never gone."""

    ever: float
    mean: float
    median_seen: float
    median_true: float | None
    seen: float
    true: float


def half(days: float | None) -> str:
    """'half gone after 1.39 days'; 'half never gone'."""
    return "half never gone" if days is None else f"half gone after {days:.2f} days"


def by_two_days(share: float) -> str:
    """'63 % gone within 48 h'."""
    return f"{100 * share:.0f} % gone within 48 h"


def words(of: Said) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    part = f"{100 * of.ever:.0f} %"
    headline = (
        f"A model: where {part} is ever removed, a database of decisions shows {100 * of.seen:.0f} % gone within 48 h, and the "
        f"truth is {100 * of.true:.0f} %"
    )
    subtitle = (
        f"Modelled, not observed: {part} of all content is removed, after {of.mean:g} days on average (exponential), the rest "
        "never. The database holds the removed part alone."
    )
    medians = (
        f"In a model in which {part} is ever removed, after {of.mean:g} days on average, the database's median lag is "
        f"{of.median_seen:.2f} days, and {'half of everything is never gone' if of.median_true is None else half(of.median_true)}."
    )
    return Words(
        headline,
        subtitle,
        f"Two dashed curves over days. {SEEN}: {half(of.median_seen)}, {by_two_days(of.seen)}. {TRUE}: {half(of.median_true)}, "
        f"{by_two_days(of.true)}; it stays below {part} for good.",
        Claims((f"{headline}.", medians), UNBORNE),
        (
            "A model with round numbers, to show what such a database cannot tell; no platform's own share is known from it.",
            "How much a real database leaves out cannot be read from it: only a count of all reports tells that.",
        ),
        ("Computed from a model, from no data",),
    )


UNBORNE = (
    Unborne(
        "Platforms remove that share of what is reported.",
        "The share is the model's own assumption.",
        "All reports, those without any action among them, with what became of each.",
    ),
)
"""What the model does not bear."""
