"""The words of the fitted decay: which law fits better, by how much, and that a law that fits need not be the true one."""

from __future__ import annotations

from ripplemark.estimate.fitted import APART, Fit, FittedDecay
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.saying_series import (
    because,
    bins_counted,
    hours,
    measured_as,
    next_step,
    sentences,
    subject,
)
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.result import Estimate
from ripplemark.wording import duration, said


def _better(found: FittedDecay) -> float:
    """By how much the AICc of the second law is higher."""
    return found.fits[1].criterion - found.fits[0].criterion if len(found.fits) > 1 else 0.0


def _points(number: float) -> str:
    return (
        "more than 1,000"
        if number >= 1000
        else f"{number:.0f}"
        if number >= 10
        else f"{number:.1f}"
    )


def law_words(found: FittedDecay, fit: Fit) -> tuple[str, ...]:
    """What a law's line is called, from the longest wording to the shortest."""
    name = fit.law.title.partition(" ")[2]
    half = f"half-life {duration(fit.half)}"
    if fit is found.best:
        how = "fits best" if found.told_apart else "fits as well as the other"
        return f"{name}: {half}, {how} (AICc lowest)", f"{name}: {half}, {how}", f"{name}: {half}"
    behind = _points(_better(found))
    return (
        f"{name}: {half}, AICc higher by {behind}",
        f"{name}: {half}, +{behind}",
        f"{name}: {half}",
    )


def words(asked: Asked, choice: Choice, found: FittedDecay, estimate: Estimate) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    laws = ". ".join(law_words(found, fit)[0] for fit in found.fits)
    return Words(
        _headline(asked, choice, found),
        "Modelled: two laws of decay fitted to the bins after the peak bin, by maximum likelihood. AICc weighs how well a law "
        f"fits against its parameters; a difference of {APART:.0f} or more tells two apart. {measured_as(asked, choice)}",
        f"Bins after the peak on a logarithmic scale, with two fitted curves. {laws}.",
        Claims((_claim(asked, choice, found, estimate),), _unborne(asked, choice, found)),
        sentences(estimate.note),
        (bins_counted(choice),),
    )


def _headline(asked: Asked, choice: Choice, found: FittedDecay) -> str:
    what = subject(asked, choice).mid
    best, other = found.fits[0], found.fits[1]
    if found.told_apart:
        return (
            f"{best.law.title[:1].upper()}{best.law.title[1:]} fits the fading of {what} better than {other.law.title}: its "
            f"half-life is {duration(best.half)}"
        )
    halves = sorted((best.half, other.half))
    told = [duration(each) for each in halves]
    both = told[0] if told[0] == told[1] else f"{told[0]} by the one, {told[1]} by the other"
    return f"Two laws fit the fading of {what} alike: a half-life of {both}"


def _claim(asked: Asked, choice: Choice, found: FittedDecay, estimate: Estimate) -> str:
    what, until = subject(asked, choice), f"observed to {Clock.of(asked, choice).end()}"
    told, best = said(estimate, "h"), found.fits[0]
    interval = (
        f", {hours(estimate)}" if estimate.value is not None and estimate.low is not None else ""
    )
    law = f"By {best.law.title}" if found.told_apart else "By either of two laws that fit alike"
    return f"{law}, {what.mid} halved in {told.value} at first (fitted half-life from the end of the peak bin{interval}; {until})."


def _unborne(asked: Asked, choice: Choice, found: FittedDecay) -> tuple[Unborne, ...]:
    best, what = found.fits[0], subject(asked, choice)
    rows = [
        Unborne(
            f"{what} {'fade' if what.plural else 'fades'} by {best.law.title.removeprefix('a ').removeprefix('an ')}: that is the mechanism.",
            "The better of two laws need not be a good one, and different mechanisms leave the same curve.",
            "Other incidents of the kind, and what spread it from one person to the next.",
        )
    ]
    if found.told_apart and best.law.name == "power":
        rows.append(
            Unborne(
                "It halves again in the same time.",
                "Under a power law each halving takes longer than the one before; only an exponential has one half-life "
                "throughout.",
                "The half-life by the exponential, where that fits as well.",
            )
        )
    return tuple(rows)


def nothing(asked: Asked, choice: Choice, estimate: Estimate) -> tuple[str, str]:
    """Headline and next step where no law was fitted."""
    what = subject(asked, choice).mid
    return f"No law of decay was fitted to {what}: {because(estimate)}", next_step(estimate)
