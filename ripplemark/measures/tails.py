"""Late interest: how much of it came late, by which law it fades, what is usual now, and since when it is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ripplemark.estimate.last_return import time_since_return
from ripplemark.estimate.new_level import LATELY, Level, level_lately, new_level
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.tail_exponent import FIRST, LAST, TailFit, tail_exponent
from ripplemark.estimate.tail_mass import tail_mass
from ripplemark.measures.base import Measure, Parameter, positive
from ripplemark.measures.fades import Row, found_once, in_rows
from ripplemark.measures.lifecycle import QUERY, SERIES_COLUMNS, One, in_days, per_series
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE, RETURN_RULE, TAIL_START, calm

LAST_DAYS = Parameter("lately", "how many of the last days observed are 'now'", LATELY, positive)
BEFORE = "What was usual before is read off a few weeks; it may have had a season of its own."


def _mass(one: One) -> Iterator[Row]:
    after = float(one.request.settings["day"])
    mass, half = found_once(
        one,
        "tail",
        lambda: tail_mass(one.series, after, baseline_days=one.days, start=one.start),
        after,
    )
    yield {"quantity": "mass"}, mass
    yield {"quantity": "half-life"}, half


def fitted_tail(one: One) -> TailFit:
    """The power law of one series' late interest."""
    first = float(one.request.settings.get("day", FIRST))
    found: TailFit = found_once(
        one,
        "exponent",
        lambda: tail_exponent(one.series, first, baseline_days=one.days, start=one.start),
        first,
    )
    return found


def _exponent(one: One) -> Answer:
    return fitted_tail(one).answer


def _levels(found: Level) -> Iterator[Row]:
    yield {"quantity": "ratio"}, found.ratio
    yield {"quantity": "difference"}, found.difference


def _new(one: One) -> Iterator[Row]:
    made: Any = found_once(
        one, "new-level", lambda: new_level(one.series, baseline_days=one.days, start=one.start)
    )
    yield from _levels(made)


def _now(one: One) -> Iterator[Row]:
    lately = float(one.request.settings["lately"])
    made: Any = found_once(
        one,
        "level-now",
        lambda: level_lately(one.series, lately, baseline_days=one.days, start=one.start),
        lately,
    )
    yield from _levels(made)


def _since(one: One) -> Answer:
    days, start = in_days(one)
    quiet = calm(one.request.settings)
    made: Answer = found_once(
        one,
        "since-return",
        lambda: time_since_return(days, baseline_days=one.days, start=start, calm=quiet),
        start.bin,
        quiet,
    )
    return made


TAIL_MASS = Measure(
    "tail-mass",
    "Late share of attention",
    "TM",
    "share; days",
    "Of all attention above the usual level from the onset to the end of what was observed, the share that came later than a "
    "number of days after the peak ('mass'; 'day', 7 by default), and the day after the peak by which half of that late part had come "
    "('half-life'). Added up with its sign; a missing bin counts as the mean of its neighbours. Both grow with the time observed, "
    "which the note tells.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_mass, {"quantity": "mass"}, {"quantity": "half-life"}),
    (TAIL_START, *ONSET_RULE, *PERIOD),
    (
        "A longer series has a larger late share: two of them are compared over one time after the peak only.",
        "A later wave, of the same or of an unrelated story, counts as late attention.",
    ),
)
TAIL_EXPONENT = Measure(
    "tail-exponent",
    "Exponent of the tail",
    "alpha_tail",
    "exponent",
    "Exponent of the power law (1 + t / 1 day)^-alpha, t from the end of the peak bin, fitted by maximum likelihood to the bins "
    f"from day 7 ('day') to day {LAST:.0f} after the peak, zeros kept (Poisson, or negative binomial where bins scatter more; "
    "'<1' and 0 of a search index are upper bounds, and its rounding adds to the scatter), over at "
    "least one and a half decades of time. A later peak ends the fit. Never a straight line through logarithms.",
    "Clauset, Shalizi & Newman (2009), SIAM Review 51:661-703, on fits by likelihood; interval by profile likelihood",
    QUERY,
    SERIES_COLUMNS,
    per_series(_exponent),
    (TAIL_START, *ONSET_RULE, *PERIOD),
    (
        "The larger the exponent, the faster late interest fades.",
        "A number here is no proof of a power law: the note says whether an exponential decay fits as well.",
    ),
    method_version=2,
)
NEW_BASELINE = Measure(
    "new-baseline",
    "New usual level",
    "b'/b",
    "ratio; level",
    "The median of days 180 to 365 after the peak against the median of the weeks before the onset: as so many times it ('ratio'), "
    "and as a difference in the unit of the series ('difference').",
    "Ripplemark's own definition; interval of the ratio after Fieller (1954), widened by how alike neighbouring bins are",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_new, {"quantity": "ratio"}, {"quantity": "difference"}),
    (*ONSET_RULE, *PERIOD),
    (
        BEFORE,
        "A name that has become known is looked up for other reasons too: a higher level does not say what people look for.",
    ),
)
INTEREST_NOW = Measure(
    "interest-now",
    "Interest now against before",
    "b_now/b",
    "ratio; level",
    "The median of the last 28 days that were observed ('lately'; at least 4 bins) against the median of the weeks before the onset: as "
    "so many times it ('ratio'), and as a difference in the unit of the series ('difference').",
    "Ripplemark's own definition; interval of the ratio after Fieller (1954), widened by how alike neighbouring bins are",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_now, {"quantity": "ratio"}, {"quantity": "difference"}),
    (LAST_DAYS, *ONSET_RULE, *PERIOD),
    (
        "'Now' is the end of what was observed, not today.",
        BEFORE,
    ),
)
TIME_SINCE_RETURN = Measure(
    "time-since-return",
    "Time since the last return to the usual range",
    "T_quiet",
    "days",
    "Days from the last return to the baseline to the end of what was observed. It left the usual range again where it was above it for "
    "as long as makes a return (seven days, or two weekly bins).",
    "Ripplemark's own definition",
    QUERY,
    SERIES_COLUMNS,
    per_series(_since),
    (*RETURN_RULE, *PERIOD),
    ("It counts to the end of what was observed, not to today.",),
)
TAILS = (TAIL_MASS, TAIL_EXPONENT, NEW_BASELINE, INTEREST_NOW, TIME_SINCE_RETURN)
"""In the order in which late interest is told."""
