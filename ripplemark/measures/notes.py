"""Community Notes: on how many posts a note was shown, by when, and from how many it was withdrawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from ripplemark import estimate
from ripplemark.estimate.outcome import Answer
from ripplemark.measures.base import Measure, Parameter, Request, positives
from ripplemark.measures.fate_words import LABELLED
from ripplemark.measures.lags import COHORT, LagGroup, groups, joined, selection
from ripplemark.measures.moderation import of_group
from ripplemark.result import Estimate

_QUERY = "moderation/notes_shown"
_COLUMNS = ("dataset", "platform", "content_type")
HOURS = (6.0, 12.0, 24.0, 48.0, 72.0, 168.0)
_NONE = (
    "No notes are on record. Add Community Notes' status history, with the file of notes beside it, so that the clock starts at "
    "the post."
)


def _shown(request: Request) -> list[Estimate]:
    keys = [*(["incident"] if request.scope == "incident" else []), *request.by]
    asked = {"incident": request.incident, "scope": request.scope, "keys": keys}
    rows = request.serving.run(_QUERY, **asked, **selection(request)).records()
    if not rows:
        by = {"incident": request.incident} if request.incident else {}
        lines = None if request.scope == "platform" else ()
        return [Estimate(by, None, None, None, 0, 0, 0, "NE_FEW", _NONE, lines=lines)]
    counted = [each for row in rows for each in _counts(row, keys)]
    return [*counted, *_by_hours(request)]


def _counts(row: dict[str, Any], keys: list[str]) -> list[Estimate]:
    by = dict(zip(keys, row["key"], strict=True))
    n, shown, timed, withdrawn = (row[name] for name in ("items", "shown", "timed", "withdrawn"))
    still = shown - withdrawn
    seen = f" up to {row['looked']:%d %B %Y}" if row["looked"] else ""

    def count(quantity: str, value: int, note: str, behind: str = "lines") -> Estimate:
        lines = None if row[behind] is None else tuple(row[behind])
        named = {**by, "quantity": quantity}
        return Estimate(named, value, None, None, n, shown, n - shown, note=note, lines=lines)

    def share(quantity: str, hits: int, whole: int, note: str, behind: str) -> Estimate:
        if not whole:
            none = f"None was shown{seen}: come back with a later snapshot."
            return replace(count(quantity, 0, none, behind), value=None, status="NE_FEW")
        low, high = estimate.binomial_interval(hits, whole)
        return replace(count(quantity, 0, note, behind), value=hits / whole, low=low, high=high)

    dated = f"{row['dated']:,} of them at a moment that is known."
    return [
        count(
            "items",
            n,
            "Posts that somebody wrote a note about, or notes where the posts are not known.",
        ),
        count("shown", shown, f"With a note shown at some time{seen}."),
        count(
            "shown-without-time",
            shown - timed,
            "Shown, and the moment is not known: shares by hours hold them in the upper number alone.",
        ),
        share(
            "share-shown",
            shown,
            n,
            f"Of all that were written about, shown at some time{seen}.",
            "lines",
        ),
        count(
            "withdrawn",
            withdrawn,
            f"Shown once and no longer so at the last look; {dated}",
            "withdrawn_lines",
        ),
        count("shown-at-last-look", still, "With a note still shown at the last look."),
        share(
            "share-withdrawn", withdrawn, shown, "Of those shown at some time.", "withdrawn_lines"
        ),
    ]


def _by_hours(request: Request) -> list[Estimate]:
    """The share with a note so many hours after the post: at least and at most, where moments are not known."""
    return [
        of_group(
            group,
            answer,
            request.scope,
            group.remarks(LABELLED),
            LABELLED,
            quantity="share-by",
            hours=hours,
        )
        for group in _of_notes(request)
        for curves in (
            estimate.lag_curves(group.low, group.high, group.gone, group.weight, group.entry),
        )
        for hours in request.settings["hours"] or HOURS
        for answer in (_within(curves, hours),)
    ]


def _of_notes(request: Request) -> list[LagGroup]:
    """The lags from the post to the label, of datasets of notes alone: others tell of labels too, and of much else."""
    labels = replace(request, settings={**request.settings, "gone": ("label",)})
    asked = {"incident": request.incident, "scope": request.scope, "keys": ["dataset"]}
    rows = request.serving.run(_QUERY, **asked, **selection(request)).records()
    datasets = {row["key"][0] for row in rows}
    split = request.by if "dataset" in request.by else (*request.by, "dataset")
    found = [
        group
        for group in groups(replace(labels, by=split), "post")
        if group.by["dataset"] in datasets
    ]
    if "dataset" in request.by:
        return found
    return [
        joined(dict(key), list(same))
        for key, same in groupby(
            found, lambda group: [pair for pair in group.by.items() if pair[0] != "dataset"]
        )
    ]


def _within(curves: estimate.LagCurves, hours: float) -> Answer:
    return estimate.share_gone(curves, hours).noting(
        "Of all that were written about, those never shown included."
    )


NOTES_SHOWN = Measure(
    "notes-shown",
    "Posts with a note shown",
    "P_note",
    "count; share",
    "On how many posts of those that somebody wrote a note about one was shown, how many hours after the post, and from how many "
    "it was withdrawn. Of notes shown without a known moment, a share by hours takes none into its lower and all that it may "
    "into its upper number.",
    "Wilson (1927); Clopper & Pearson (1934) below 40 items; Kaplan & Meier (1958) where posts were not watched throughout",
    _QUERY,
    _COLUMNS,
    _shown,
    (
        Parameter(
            "hours",
            "hours after the post, separated by commas; by default 6, 12, 24, 48, 72 and 168",
            None,
            positives,
        ),
        *COHORT,
    ),
    (
        "Posts that nobody wrote a note about are in no file, so this is no share of all posts.",
        "A withdrawn note was shown: it counts among those shown, and is told apart.",
        "Where the file does not say the posts, a row is a note and its clock starts when the note was written.",
    ),
    method_version=2,
)
