"""What platforms reported, day by day: one figure of every platform, and every figure of one platform."""

from __future__ import annotations

import numpy as np

from ripplemark.charts.day_panels import DayPanel, DayPanels, Moment, Stretch, day_panels
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import platform_rows
from ripplemark.figures.actioned import ACTIONED
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.conditional import CONDITIONAL
from ripplemark.figures.defects import Defect, applying
from ripplemark.figures.found import WHO_FOUND_NORMS
from ripplemark.figures.norms import DATASET, Norms, norms
from ripplemark.figures.notes_shown import NOTES_SHOWN
from ripplemark.figures.platform_words import Told, day_of, told_number
from ripplemark.figures.reported_days import DAY, MEASURE, SHOWN, Days, Shown, shown
from ripplemark.figures.saying_platform import one_words
from ripplemark.figures.saying_platforms import all_words
from ripplemark.measures import Measurement
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import PERIOD, Period
from ripplemark.measures.reported import QUERY, Reported
from ripplemark.result import Estimate

PLATFORM = Parameter(
    "platform",
    "whose figures are shown: the platform with the most decisions unless another is named",
)
METRICS = ("reported-decisions", "reported-lag", "reported-automation", "reported-accounts")


def make_all(asked: Asked) -> Figure:
    """One figure of every platform; nothing stored gives an empty figure that says what to add."""
    found = norms(asked)
    if not found.reported:
        return _none(found)
    figure = shown(asked.settings["measure"])
    known = tuple(each for each in found.reported if np.isfinite(figure.values(each)).any())
    if not known:
        return _silent(found, figure)
    seen = tuple(each for each in known if _worth_showing(figure, each)) or known
    answer = _measured(found, figure)
    told = _told(known, answer)
    defects = applying(
        tuple(each.platform for each in known), frozenset({figure.name}), told.low, told.high
    )
    panels = tuple(
        _panel(each, figure, (each.platform,), told.of.get(each.platform), told, defects)
        for each in seen
    )
    drawn = DayPanels(panels, told.low, told.high, _moments(defects, told))
    return compose(
        found.asked,
        all_words(told, figure, len(known) - len(seen), defects, _changed(found)),
        Drawn(
            lambda canvas: day_panels(drawn, canvas),
            *platform_rows.of_all(known, figure, defects),
        ),
        found.used,
        (answer,),
        (QUERY,),
    )


def make_one(asked: Asked) -> Figure:
    """Every figure of one platform on one clock."""
    found = norms(asked)
    of = _chosen(found, asked.settings["platform"])
    if of is None:
        return _none(found)
    figures = tuple(each for each in SHOWN if _worth_showing(each, of))
    if not figures:
        return _silent(found, SHOWN[0])
    answers = {each.name: _measured(found, each, of.platform) for each in figures}
    told = _told((of,), next(iter(answers.values())))
    numbers = {name: answer.estimates[0] for name, answer in answers.items()}
    defects = applying((of.platform,), frozenset(answers), told.low, told.high)
    panels = tuple(
        _panel(of, each, each.title, numbers[each.name], told, defects) for each in figures
    )
    drawn = DayPanels(panels, told.low, told.high, _moments(defects, told))
    return compose(
        found.asked,
        one_words(told, numbers, figures, defects, _changed(found)),
        Drawn(
            lambda canvas: day_panels(drawn, canvas),
            *platform_rows.of_one(of, figures, defects),
        ),
        found.used,
        tuple(answers.values()),
        (QUERY,),
    )


def _chosen(found: Norms, wanted: str | None) -> Reported | None:
    """The platform asked for, else the one with the most decisions; None where it has no day in the period.

    Raises:
        UnknownName: the dataset has no such platform; those that it has are listed.
    """
    names = [each.platform for each in found.whole]
    if wanted is not None and wanted not in names:
        raise UnknownName("platform with daily figures", wanted, names)
    most = max(found.whole, key=lambda each: each.total("decisions") or 0.0, default=None)
    name = wanted or (most.platform if most else None)
    return next((each for each in found.reported if each.platform == name), None)


def _worth_showing(figure: Shown, of: Reported) -> bool:
    """True where the platform says it; a keyword that it never gave has no panel."""
    values = figure.values(of)
    seen = values[np.isfinite(values)]
    keyword = figure.name in ("intimate", "deepfakes")
    return bool(seen.size) and (not keyword or bool(seen.any()))


def _measured(found: Norms, figure: Shown, platform: str | None = None) -> Measurement:
    where = (*found.where, *((("platform", platform),) if platform else ()))
    settings = {**dict(figure.settings), **Period.of(found.asked.settings).settings()}
    return found.asked.measured(figure.metric, by=(), where=where, **settings)


def _told(known: tuple[Reported, ...], answer: Measurement) -> Told:
    of = {str(each.by["platform"]): each for each in answer.estimates if "platform" in each.by}
    kept = {each.platform: of[each.platform] for each in known if each.platform in of}
    low = min(float(each.start[0]) for each in known)
    high = max(float(each.start[-1]) for each in known) + DAY
    return Told(known, kept, low, high)


def _changed(found: Norms) -> tuple[str, ...]:
    """What was done to the source's own figures before they were stored, where the dataset says so."""
    told = (each.provenance.get("changed") for each in found.used)
    return tuple(f"Of the source's figures: {each}" for each in told if isinstance(each, str))


def _panel(
    of: Reported,
    figure: Shown,
    names: tuple[str, ...],
    number: Estimate | None,
    told: Told,
    defects: tuple[Defect, ...],
) -> DayPanel:
    days = Days.of(of, figure)
    stretches = tuple(
        Stretch(max(each.low, told.low), min(each.high, told.high), (each.short,))
        for each in defects
        if each.short
        and not each.changes_all
        and each.applies(of.platform, frozenset({figure.name}), told.low, told.high)
    )
    said, share = told_number(figure, number), figure.form == "share"
    return DayPanel(names, said, days.start, days.value, days.smooth, share, stretches)


def _moments(defects: tuple[Defect, ...], told: Told) -> tuple[Moment, ...]:
    """What changed for every platform: a line with its name and its day, its name alone where there is no room."""
    found = []
    for each in defects:
        if each.changes_all and each.since is not None and told.low < each.low < told.high:
            when = f"{each.since.day} {each.since:%b %Y}"
            words = (f"{each.short}, {when}", each.short)
            found.append(Moment(each.low, words, each.until is None))
    return tuple(found)


def _none(found: Norms) -> Figure:
    """Nothing is stored at all, or nothing in the period."""
    if found.whole:
        low = min(float(each.start[0]) for each in found.whole)
        high = max(float(each.start[-1]) for each in found.whole)
        return empty(
            found.asked,
            "No platform reported anything in this period",
            f"Choose another period: the figures reach from {day_of(low)} to {day_of(high)}.",
            found.used,
        )
    return empty(
        found.asked,
        "No daily figures of platforms are here",
        "This installation came without data/platforms. Add a file of daily platform totals without naming an incident.",
    )


def _silent(found: Norms, figure: Shown) -> Figure:
    return empty(
        found.asked,
        f"This dataset does not say: {figure.about}",
        "Choose another figure, or the dataset that comes with Ripplemark.",
        found.used,
    )


PLATFORM_REPORTS = FigureKind(
    "platform-reports",
    "What platforms reported",
    "One figure of every platform, day by day: decisions, intimate images, mean lag or automation, with known defects.",
    "moderation",
    METRICS,
    make_all,
    (MEASURE, DATASET, *PERIOD),
    of_incident=False,
)
PLATFORM_RECORD = FigureKind(
    "platform-record",
    "What one platform reported",
    "Every figure of one platform on one clock, day by day, with known defects.",
    "moderation",
    METRICS,
    make_one,
    (PLATFORM, DATASET, *PERIOD),
    of_incident=False,
)
PLATFORMS = (
    PLATFORM_REPORTS,
    PLATFORM_RECORD,
    WHO_FOUND_NORMS,
    ACTIONED,
    CONDITIONAL,
    NOTES_SHOWN,
)
"""The figures of norms: reported day by day, and of one's own datasets of platform scope."""
