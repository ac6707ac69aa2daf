"""The figures of moderation lag, in the order of the page: squares and swimmer first."""

from __future__ import annotations

from ripplemark.figures import gone, lag_groups, requests, squares, swimmer
from ripplemark.figures.base import FigureKind
from ripplemark.figures.watching import AT, PARAMETERS
from ripplemark.measures.base import Parameter, positive
from ripplemark.measures.lags import COHORT, GONE, LAG_COLUMNS

HOURS = Parameter("hours", "the deadline in hours", 48.0, positive)
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
MODERATION = (SQUARES, SWIMMER, SHARE_GONE, LAG_BY_GROUP, REQUESTS, REMOVAL_SURVIVAL)
"""Every figure of moderation lag."""
