"""Attention before the first published check, and how long that took: in one incident, and across incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.checking import Watched, check_lag, check_lags
from ripplemark.estimate.order import on_clock
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.unverified import unverified_share
from ripplemark.measures.base import Measure, Parameter, Request, positive, positives, words
from ripplemark.measures.lifecycle import (
    QUERY,
    SERIES_COLUMNS,
    One,
    nothing,
    of_series,
    outside,
)
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.measures.witnesses import WHO, Witness, answered, witnesses
from ripplemark.result import Estimate
from ripplemark.schema import RELATIVE_METRICS

CHECKS = ("fact_check", "correction", "platform_label", "note_shown")
"""Kinds of event that may count as a check. What an authority or the person concerned denies is a statement, not a check."""
KINDS = Parameter(
    "checks",
    "which kinds of event count as a check, separated by commas; a denial and a court's ruling never do",
    ("fact_check",),
    words,
    CHECKS,
)
OF = Parameter(
    "of",
    "'all' attention, or only the 'excess' over the usual level",
    "all",
    str,
    ("all", "excess"),
)
_NO_EVENTS = (
    "No dated event of this incident is on record, so whether a check was published is not known: add its events, the check "
    "among them if there was one."
)
_RELATIVE = (
    "Points of an index and shares of coverage count nothing and cannot be added up: add counts of this incident (views, "
    "posts, stories)."
)


@dataclass(frozen=True, slots=True)
class Checks:
    """What is on record of an incident's events: how many, and the first check in hours since 1970, None without one."""

    events: int
    first: tuple[float, float] | None


def checks_of(request: Request) -> dict[str, Checks]:
    """What is on record by incident; which kinds of event count is the setting ``checks``."""
    rows = request.serving.run(
        "lifecycle/first_checks",
        incident=request.incident,
        scope=request.scope,
        kinds=list(request.settings["checks"]),
    ).records()
    found = {}
    for row in rows:
        low, high = row["check_lo"], row["check_hi"]
        at = None if low is None else (low.timestamp() / 3600, high.timestamp() / 3600)
        found[str(row["incident"] or "")] = Checks(row["events"], at)
    return found


def _incident(of: Witness) -> str:
    return str(of.binned.by.get("incident", ""))


def _shares(request: Request) -> list[Estimate]:
    checks, found = checks_of(request), []
    for each in witnesses(request):
        if not each.binned.series.value.size:
            found.append(outside(each.binned, key=each.key))
            continue
        told = checks.get(_incident(each), Checks(0, None))
        found.append(of_series(each.binned, _share(request, each, told), key=each.key))
    return found or [nothing(request)]


def _share(request: Request, of: Witness, told: Checks) -> Answer:
    series, settings = of.binned.series, request.settings
    n, width = int(series.observed.size), series.bin_hours
    if not told.events:
        return refuse("NE_FEW", _NO_EVENTS, n, resolution=width)
    if of.binned.by.get("metric") in RELATIVE_METRICS:
        return refuse("NE_FEW", _RELATIVE, n, resolution=width)
    check = told.first and (told.first[0] - of.begins, told.first[1] - of.begins)
    if check is not None and check[0] > of.ends - of.begins:
        # Published after the last bin: nothing of what was counted came later.
        check = None
    return unverified_share(
        series,
        check,
        horizon=settings["horizon"],
        excess=settings["of"] == "excess",
        baseline_days=settings.get("baseline", WINDOW_DAYS),
        start=One(request, of.binned).start,
    )


def _watched(request: Request, of: Witness, told: Checks) -> Watched:
    onset = on_clock(One(request, of.binned).start.answer, of.begins)
    return Watched(onset, told.first, of.ends)


def _lags(request: Request) -> list[Estimate]:
    checks, found = checks_of(request), witnesses(request)
    full = [each for each in found if each.binned.series.value.size]
    if request.incident is None and found:
        return _across(request, full, checks)
    rows = [
        outside(each.binned, quantity="lag", key=each.key) for each in found if each not in full
    ]
    for each in full:
        told = checks.get(_incident(each), Checks(0, None))
        answer = _lag(_watched(request, each, told), told)
        rows.append(of_series(each.binned, answer, quantity="lag", key=each.key))
    return rows or [nothing(request)]


def _lag(watched: Watched, told: Checks) -> Answer:
    if not told.events:
        return refuse("NE_FEW", _NO_EVENTS, watched.onset.n, resolution=watched.onset.resolution)
    lag = check_lag(watched)
    if watched.onset.value is None:
        # What an onset's refusal knows is a time, and this is a duration.
        return replace(lag, low=None, high=None)
    return replace(lag, censored=1, events=0) if lag.status == "NE_RIGHT" else lag


def _across(
    request: Request, found: Sequence[Witness], checks: dict[str, Checks]
) -> list[Estimate]:
    """One row per incident, by its earliest onset; then the share checked by a time, and the median."""
    of_incident: dict[str, list[Witness]] = {}
    for each in found:
        of_incident.setdefault(_incident(each), []).append(each)
    rows, known, silent = [], [], 0
    for code, group in of_incident.items():
        told = checks.get(code, Checks(0, None))
        watched = _earliest([_watched(request, each, told) for each in group])
        answer = _lag(watched, told)
        rows.append(answered({"incident": code, "quantity": "lag"}, answer))
        silent += not told.events
        if told.events:
            known.append(watched)
    lags = check_lags(known)
    left_out = (
        f"{counted(silent, 'incident')} without any event on record left out." if silent else ""
    )
    for hours in request.settings["at"]:
        answer = lags.share_by(hours).noting(left_out)
        rows.append(answered({"quantity": "share", "hours": hours}, answer))
    rows.append(answered({"quantity": "median"}, lags.median().noting(left_out)))
    return rows


def _earliest(watched: Sequence[Watched]) -> Watched:
    """The incident by the earliest of its onsets, watched until the last of its series ends."""
    begun = [each for each in watched if each.onset.value is not None]
    first = min(begun, key=lambda each: each.onset.value or 0.0) if begun else watched[0]
    return replace(first, until=max(each.until for each in watched))


UNVERIFIED_SHARE = Measure(
    "unverified-share",
    "Attention before the first check",
    "UES",
    "share",
    "Share of the attention from the onset on, up to a horizon, that came before the first published check; the bin that holds "
    "the check is split in proportion, and a missing bin counts as the mean of its neighbours. Where the time of the check is an "
    "interval: the shares at both its ends. Without a check by the end of observation: 1, censored. One number for each "
    "series: views and posts are never added up.",
    "Ripplemark's own definition; lags until a check beside it: Zubiaga et al. (2016), PLoS ONE 11(3) e0150989; Shao et al. "
    "(2016), WWW Companion",
    QUERY,
    SERIES_COLUMNS,
    _shares,
    (
        KINDS,
        Parameter(
            "horizon",
            "hours from the onset up to which attention is counted; all that was observed where nothing is said",
            None,
            positive,
        ),
        OF,
        *WHO,
        *ONSET_RULE,
        *PERIOD,
    ),
    (
        "It is a share of what was counted in this series, in its own unit; posts that were deleted are missing, and most of those are early.",
        "A check that was published need not have been seen: what came after it is not attention to the check.",
        "It depends on the horizon: the longer attention is counted, the smaller is the share before the check.",
        "An official denial is a statement of a party and not a check.",
    ),
)
CHECK_LAG = Measure(
    "check-lag",
    "Time to the first check",
    "L_check",
    "h; share",
    "Time from the onset to the first published check ('lag'). For one incident: for each series, from that series' onset. "
    "Across incidents: from the earliest onset among the incident's series; then the share of incidents checked by a time "
    "('share') and the time by which half were ('median'), by Kaplan and Meier's estimator, in which an incident never "
    "checked counts as not checked yet for as long as it was watched.",
    "Ripplemark's own definition; Kaplan & Meier (1958), JASA 53:457-481",
    QUERY,
    SERIES_COLUMNS,
    _lags,
    (
        KINDS,
        Parameter(
            "at",
            "hours after the onset at which the share checked is read, separated by commas",
            (24.0, 48.0, 168.0),
            positives,
        ),
        *WHO,
        *ONSET_RULE,
        *PERIOD,
    ),
    (
        "The onset is that in these series, not the first trace anywhere; a check that came before it contradicts the clock and is left out and counted.",
        "Incidents that a fact-checker took up are not a sample of all: what was never checked often is in no archive.",
        "An official denial is a statement of a party and not a check.",
    ),
    in_hours=("lag", "median"),
)
