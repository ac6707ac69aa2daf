"""What changed thresholds move of incidents on one clock: common moments, half-lives, and where the middle one stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ripplemark.charts.aligned import Band
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.saying_aligned import Placed, Said, middle_told
from ripplemark.figures.saying_moved import Moved, beside, differs, sentence, unmoved
from ripplemark.wording import said

_NONE = "no number"


def also_by_default(
    asked: Asked,
    of: Said,
    told: Words,
    placed: Sequence[Placed],
    usual: Sequence[Placed],
    window: tuple[float, float],
    middle: Band | None,
) -> Words:
    """The words with those of the default thresholds: ``usual`` and its ``middle`` below the headline, who moved in the caveats."""
    now = told.headline
    then = middle_told(asked, of, usual, window, middle) if usual else ""
    return replace(
        told,
        subtitle=f"{told.subtitle}{beside(now, then)}",
        caveats=(*_moved(of, placed, usual), *told.caveats),
    )


def _moved(of: Said, placed: Sequence[Placed], usual: Sequence[Placed]) -> tuple[str, ...]:
    """Whose common moment and whose half-life is another one."""
    halves = sentence("Half-life of intensity", _differing(placed, usual, _half, _half_differs))
    moments = ""
    if of.align in ("peak", "onset"):
        name = of.align.capitalize()
        moments = sentence(name, _differing(placed, usual, _when(of.align), _moment_differs))
    found = tuple(each for each in (moments, halves) if each)
    return found or (unmoved(),)


def _differing(
    placed: Sequence[Placed],
    usual: Sequence[Placed],
    told: Callable[[Placed | None], str],
    other: Callable[[Placed | None, Placed | None], bool],
) -> list[Moved]:
    now, then = ({each.code: each for each in of} for of in (placed, usual))
    return [
        Moved(code, told(now.get(code)), told(then.get(code)))
        for code in sorted({*now, *then})
        if other(now.get(code), then.get(code))
    ]


def _half(of: Placed | None) -> str:
    if of is None:
        return "not in the picture"
    value = said(of.episode.documents[0].estimates[0], "h").value
    return _NONE if value == "not known" else value


def _half_differs(one: Placed | None, other: Placed | None) -> bool:
    if one is None or other is None:
        return False
    return differs(one.episode.documents[0].estimates[0], other.episode.documents[0].estimates[0])


def _when(align: str) -> Callable[[Placed | None], str]:
    """The common moment in words."""

    def told(of: Placed | None) -> str:
        if of is None:
            return "not in the picture"
        known = of.episode.top if align == "peak" else of.episode.began
        return of.episode.clock.moment(known.at) if known is not None else _NONE

    return told


def _moment_differs(one: Placed | None, other: Placed | None) -> bool:
    if one is None or other is None:
        return one is not other
    return one.at != other.at
