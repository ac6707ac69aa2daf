"""The figures of moderation lag, in the order of the page: squares and swimmer first."""

from __future__ import annotations

from ripplemark.figures import (
    before_after,
    copies,
    exposure,
    gone,
    lag_groups,
    outcomes,
    pace,
    requests,
    rules,
    squares,
    swimmer,
)
from ripplemark.figures.base import FigureKind
from ripplemark.figures.watching import AT, PARAMETERS
from ripplemark.measures.base import Parameter, positive
from ripplemark.measures.differences import LAG_DIFFERENCE
from ripplemark.measures.lags import CLOCK, COHORT, GONE, LAG_COLUMNS

HOURS = Parameter("hours", "the deadline in hours", 48.0, positive)
HORIZON = Parameter("horizon", "hours after a removal within which a copy counts", 168.0, positive)
ORDER = Parameter("order", "how groups are ordered; never by lag", "name", str, ("name", "items"))

SQUARES = FigureKind(
    "squares",
    "How many were gone by when",
    "One square per item: how many were gone within each of some deadlines, and how many were still up.",
    "moderation",
    ("within-deadline", "median-lag"),
    squares.make,
    (*PARAMETERS, AT),
)
SWIMMER = FigureKind(
    "swimmer",
    "Item by item",
    "One bar per item from the clock's start to its end, a tick per request, a second bar where it came back.",
    "moderation",
    ("median-lag",),
    swimmer.make,
    (*PARAMETERS, AT),
)
SHARE_GONE = FigureKind(
    "share-gone",
    "Share gone by time",
    "The share of items gone by each time after the clock's start, items still up included.",
    "moderation",
    ("removal-survival", "median-lag", "within-deadline"),
    gone.gone,
    (*PARAMETERS, AT),
)
REMOVAL_SURVIVAL = FigureKind(
    "removal-survival",
    "Share still up by time",
    "The survival curve: the share of items still up at each time after the clock's start.",
    "moderation",
    ("removal-survival", "median-lag", "within-deadline"),
    gone.still_up,
    (*PARAMETERS, AT),
)
OUTCOMES_OVER_TIME = FigureKind(
    "outcomes-over-time",
    "What became of it, over time",
    "The share of items that each outcome had ended by each time after the clock's start, those still up on top.",
    "moderation",
    ("cause-incidence",),
    outcomes.make,
    PARAMETERS,
)
LAG_BY_GROUP = FigureKind(
    "lag-by-group",
    "Lags by group",
    "For each platform or other group the time to half gone, the share gone by a deadline, and how many items these rest on.",
    "moderation",
    ("median-lag", "within-deadline"),
    lag_groups.make,
    (*PARAMETERS, HOURS, ORDER),
    LAG_COLUMNS,
)
REQUESTS = FigureKind(
    "requests",
    "Requests needed",
    "How many requests were sent before an item was first gone, what came back, and how long it took by three clocks.",
    "moderation",
    ("requests-needed", "median-lag", "within-deadline"),
    requests.make,
    (GONE, *COHORT, HOURS),
)
DEADLINES = FigureKind(
    "deadlines",
    "Deadlines that laws set",
    "Which of the deadlines that are switched on applied when, and how many items were gone within each: reference lines, "
    "not findings.",
    "moderation",
    ("within-deadline",),
    rules.make,
    (GONE, *COHORT),
)
DEADLINE_LINES = FigureKind(
    "deadline-lines",
    "Share gone, with deadlines",
    "The share of items gone by each time after the notice or the first request, with the deadlines that are switched on as "
    "reference lines.",
    "moderation",
    ("removal-survival", "median-lag"),
    rules.lines,
    (GONE, *COHORT),
)
BACKLOG = FigureKind(
    "backlog",
    "Is moderation keeping pace?",
    "How many items were up at each hour, and in bars how many came on record against how many were gone.",
    "moderation",
    ("median-lag",),
    pace.make,
    (CLOCK, GONE),
)
EXPOSURE = FigureKind(
    "exposure",
    "Exposure while up",
    "How often items were viewed before they were gone, by platform; hollow where there were as many or more.",
    "moderation",
    ("exposure-before-removal",),
    exposure.make,
    (GONE, *COHORT),
)
COPIES = FigureKind(
    "copies",
    "Copies and generations",
    "How many new copies an original had after its first removal, how soon it was up again, and how deep copies of copies go.",
    "moderation",
    ("reupload-ratio",),
    copies.make,
    (GONE, *COHORT, HORIZON),
)
BEFORE_AND_AFTER = FigureKind(
    "before-and-after",
    "Before and after",
    "The share of items gone by time, before and after a policy or legal event or a chosen moment: a difference with its "
    "interval, not a cause.",
    "moderation",
    ("lag-difference", "removal-survival"),
    before_after.make,
    (
        *PARAMETERS,
        HOURS,
        *(each for each in LAG_DIFFERENCE.parameters if each.name in ("event", "split")),
    ),
)
MODERATION = (
    SQUARES,
    SWIMMER,
    SHARE_GONE,
    OUTCOMES_OVER_TIME,
    BACKLOG,
    LAG_BY_GROUP,
    REQUESTS,
    EXPOSURE,
    COPIES,
    BEFORE_AND_AFTER,
    REMOVAL_SURVIVAL,
    DEADLINES,
    DEADLINE_LINES,
)
"""Every figure of moderation lag."""
