"""Metrics of platforms' own reports: decisions, lag, automation; they answer at platform scope alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ripplemark.measures.base import Measure, Parameter, Request
from ripplemark.measures.period import PERIOD
from ripplemark.measures.reported import QUERY, Reported, asked_for
from ripplemark.result import Estimate

_COLUMNS = ("dataset", "platform")
_DAY = 24.0
_SOURCE = (
    "A count of what platforms sent under Regulation (EU) 2022/2065 (Digital Services Act), articles 17 and 24(5); fields as "
    "in the API documentation of the Commission's DSA Transparency Database"
)
_FEW = (
    "Daily figures of platforms belong to no incident and are never counted with one. Ask at platform scope, of the archive "
    "'platforms' or of your own."
)
_NONE = (
    "No daily figures of platforms are stored for this period. Choose another period, ask the archive 'platforms', or add a "
    "file of platform totals."
)
_EVERY = "Every statement of the period is counted, so there is no interval."
_SELF = (
    "Platforms fill in these statements themselves; nobody has checked them one by one.",
    "Only decisions are reported: nothing is known of what was reported and left up, or never seen.",
    "Platforms differ in size and in what they count as one decision, so they are never ranked.",
)
_MIXED = (
    "The mean is of decisions of every kind: removals, labels, demotions, and decisions about whole accounts, whose "
    "content date may be the day on which the account was registered."
)

Answer = Callable[[Reported], Estimate]


def _each(request: Request, answer: Answer) -> list[Estimate]:
    """One estimate per dataset and platform; one without a number where there is none."""
    found = [answer(each) for each in asked_for(request)]
    if found:
        return found
    by = {"incident": request.incident} if request.incident else {}
    note = _FEW if request.scope != "platform" or request.incident else _NONE
    return [Estimate(by, None, None, None, 0, status="NE_FEW", note=note, resolution=_DAY)]


def _estimate(of: Reported, value: float | None, n: float | None, note: str) -> Estimate:
    by = {"dataset": of.dataset, "platform": of.platform}
    if value is None:
        none = f"{of.platform}: the dataset does not say. Add one that does."
        return Estimate(
            by, None, None, None, round(n or 0), status="NE_FEW", note=none, resolution=_DAY
        )
    return Estimate(by, value, None, None, round(n or 0), note=note, resolution=_DAY)


def _decisions(request: Request) -> list[Estimate]:
    name = {"all": "decisions"}.get(request.settings["keyword"], request.settings["keyword"])

    def answer(of: Reported) -> Estimate:
        return _estimate(of, of.total(name), of.total("decisions"), _EVERY)

    return _each(request, answer)


def _lag(request: Request) -> list[Estimate]:
    def answer(of: Reported) -> Estimate:
        mean = of.mean_lag()
        if mean is None:
            return _estimate(of, None, of.total("decisions"), "")
        low, high = float(np.nanmin(of["shortest"])), float(np.nanmax(of["longest"]))
        left_out = round(of.total("negative") or 0)
        told = f"{_EVERY} From {low:,.0f} to {high:,.0f} days; {left_out:,} dated before their content are left out."
        return _estimate(of, mean[0], mean[1], told)

    return _each(request, answer)


def _automation(request: Request) -> list[Estimate]:
    return _shares(
        request, {"detection": "detected", "decision": "decided"}[request.settings["step"]]
    )


def _accounts(request: Request) -> list[Estimate]:
    return _shares(request, "accounts")


def _shares(request: Request, name: str) -> list[Estimate]:
    """The share that a figure is of all decisions, for each dataset and platform."""

    def answer(of: Reported) -> Estimate:
        part, whole = of.total(name), of.total("decisions")
        share = part / whole if part is not None and whole else None
        return _estimate(of, share, whole, _EVERY)

    return _each(request, answer)


KEYWORD = Parameter(
    "keyword",
    "which decisions are counted: all, those with the keyword for non-consensual image sharing, or for deepfakes",
    "all",
    str,
    ("all", "images", "deepfakes"),
)
STEP = Parameter(
    "step",
    "what a machine did: found the content (detection), or decided without any person (decision)",
    "detection",
    str,
    ("detection", "decision"),
)

REPORTED_DECISIONS = Measure(
    "reported-decisions",
    "Decisions that platforms reported",
    "N",
    "decisions",
    "How many statements of reasons a platform sent to the EU's DSA Transparency Database in the period, by the day on which "
    "they reached it; all of them, or those with a keyword.",
    _SOURCE,
    QUERY,
    _COLUMNS,
    _decisions,
    (KEYWORD, *PERIOD),
    (
        *_SELF,
        "Keywords are optional: a decision without one may still be about an intimate image.",
    ),
)
REPORTED_LAG = Measure(
    "reported-lag",
    "Mean lag that platforms reported",
    "L",
    "days",
    "Mean days from the content's date to the date of the decision, over all statements of the period whose lag is not "
    "negative; weighted by statements, both dates as the platform gave them, to the day.",
    _SOURCE,
    QUERY,
    _COLUMNS,
    _lag,
    PERIOD,
    (*_SELF, _MIXED),
)
REPORTED_AUTOMATION = Measure(
    "reported-automation",
    "Share that platforms put down to machines",
    "A",
    "share",
    "Of all statements of the period, the share about content that the platform says a machine found, or the share that it "
    "says were decided without any person.",
    _SOURCE,
    QUERY,
    _COLUMNS,
    _automation,
    (STEP, *PERIOD),
    _SELF,
)
REPORTED_ACCOUNTS = Measure(
    "reported-accounts",
    "Share of decisions about accounts",
    "C",
    "share",
    "Of all statements of the period, the share that suspends or ends an account, whatever else it does. Their content date "
    "may be the day on which the account was registered, so they weigh on the mean lag.",
    _SOURCE,
    QUERY,
    _COLUMNS,
    _accounts,
    PERIOD,
    _SELF,
)
