"""The thresholds of lifecycle measures: each with its default and the range of values that can be defended as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ripplemark.estimate.baseline import STANDARD, WINDOW_DAYS, Threshold
from ripplemark.estimate.crossing import STAY
from ripplemark.estimate.persistence import STANDARD_QUIET, Quiet
from ripplemark.estimate.tail_exponent import FIRST
from ripplemark.measures.base import Parameter, Plausible, number_from_0, positive, share, whole

BASELINE = Parameter(
    "baseline",
    "the length of the baseline window in days",
    WINDOW_DAYS,
    positive,
    plausible=Plausible("Length of the baseline", (14.0, 21.0, 28.0, 42.0, 56.0), "day"),
)
RUN = Parameter(
    "run",
    "how many bins in a row must lie above the threshold",
    None,
    whole,
    plausible=Plausible("Bins in a row above the threshold", (1, 2, 3, 4), "bin"),
)
SIGMAS = Parameter(
    "sigmas",
    "how many robust standard deviations above the usual level the threshold lies at least",
    STANDARD.sigmas,
    positive,
    plausible=Plausible("Height of the threshold", (2.0, 2.5, 3.0, 4.0, 5.0), "standard deviation"),
)
ALPHA = Parameter(
    "alpha",
    "how often chance alone may lead above the threshold in a whole series",
    STANDARD.alpha,
    share,
    plausible=Plausible("Chance of a false alarm in the series", (0.01, 0.05, 0.1)),
)
LEAST = Parameter(
    "least",
    "the value that a bin must exceed, whatever is usual, in the units of the series",
    STANDARD.least,
    number_from_0,
    plausible=Plausible("Least value of a bin", (2.0, 5.0, 10.0, 20.0)),
)
HOLD = Parameter(
    "hold",
    "how many bins in a row must lie below half (or a tenth) of the peak",
    STAY,
    whole,
    plausible=Plausible("Bins in a row below half or a tenth", (1, 2, 3, 4), "bin"),
)
SETTLED = Parameter(
    "settled",
    "how many robust standard deviations above the usual level attention may lie at most to be back",
    STANDARD_QUIET.sigmas,
    positive,
    plausible=Plausible(
        "Height of the usual range", (1.0, 1.5, 2.0, 2.5, 3.0), "standard deviation"
    ),
)
QUIET = Parameter(
    "quiet",
    "how many days in a row attention must be back; weekly bins, two in a row",
    STANDARD_QUIET.days,
    whole,
    plausible=Plausible("Days in a row in the usual range", (3, 5, 7, 10, 14), "day"),
)
AROUND = Parameter(
    "around",
    "how many days either side of the day after the peak are averaged",
    None,
    positive,
    plausible=Plausible(
        "Days averaged either side", (1.0, 3.0, 7.0, 14.0), "day", "by the day asked for"
    ),
)
TAIL_START = Parameter(
    "day",
    "days after the peak from which on attention is late, and the tail is fitted",
    FIRST,
    positive,
    plausible=Plausible("Start of the tail after the peak", (3.0, 5.0, 7.0, 10.0, 14.0), "day"),
)
ONSET_RULE = (BASELINE, RUN, SIGMAS, ALPHA, LEAST)
"""What decides where an episode begins; whatever is counted from the onset, or from the usual level before it, has them."""
FALL_RULE = (*ONSET_RULE, HOLD)
"""What decides when attention has fallen to a fraction of its peak."""
RETURN_RULE = (*ONSET_RULE, SETTLED, QUIET)
"""What decides when attention is back in its usual range."""
ACROSS_RULE = (*FALL_RULE, SETTLED, QUIET, AROUND)
"""What the numbers of several incidents rest on that are compared."""
LATE_RULE = (*RETURN_RULE, AROUND, TAIL_START)
"""What the numbers of late interest rest on."""


def calm(settings: Mapping[str, Any]) -> Quiet:
    """What is quiet by a request's settings."""
    return Quiet(
        settings.get("settled", STANDARD_QUIET.sigmas), settings.get("quiet", STANDARD_QUIET.days)
    )


def threshold(settings: Mapping[str, Any]) -> Threshold:
    """The limits of a request's settings; the standard ones where it has none."""
    return Threshold(
        settings.get("sigmas", STANDARD.sigmas),
        settings.get("least", STANDARD.least),
        settings.get("alpha", STANDARD.alpha),
    )
