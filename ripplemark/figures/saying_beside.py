"""Sentences about published figures beside an incident's: what both say, by which rule, and what does not follow."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.lapse import span
from ripplemark.figure import Claims, Unborne
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.alike import Shown
from ripplemark.figures.published import WORDS, Published
from ripplemark.figures.watching import By, Watched
from ripplemark.wording import count

RULES = {"all": "of all requests", "acted": "of those acted on only"}
"""The denominator, after 'share'."""


def rule(here: Shown) -> str:
    """'of all requests', 'of those acted on only'."""
    return RULES[here.denominator]


def where(platform: str) -> str:
    """' on X', '' for all platforms."""
    return f" on {platform}" if platform else ""


def both(of: Watched, here: Shown, by: By, published: str = "") -> str:
    """The same count by both rules, that of the figure first; ``published`` stands behind its time.

    'Of 24 reported items on X, 14 (58 %) were gone within 25 h of the notice; of the 14 acted on, 14 (100 %)'.
    """
    start = f"{span(by.hours)} of {words.clock(of)}{published}"
    verb = f"{words.were(by.sure + by.perhaps)} {of.fate.gone} within {start}"
    every, acted = _hits(by, of.items), _hits(by, of.gone)
    if here.denominator == "all" or not of.gone:
        other = f"of the {of.gone:,} acted on, {acted}" if of.gone else "none was acted on"
        return f"Of {words.things(of)}{words.on(of)}, {every} {verb}; {other}"
    some = f"{words.things(of, of.gone)}{words.on(of)} that {words.were(of.gone)} acted on"
    return f"Of {some}, {acted} {verb}; of all {of.items:,}, {every}"


def _hits(by: By, whole: int) -> str:
    """'14 (58 %)', 'at least 14'; without a share where it is not known exactly, or of fewer than ten."""
    share = whole >= 10 and not by.perhaps and not by.unwatched
    return f"{words.number(by)} ({100 * by.sure / whole:.0f} %)" if share else words.number(by)


def by_then(each: Published) -> str:
    """What a published figure says of its time, by its own name, for a share of copyright notices is not one of all notices.

    ' (X reports half)', ' (published, of 25 others: share removed within 25 hours of a copyright notice, 100 %)'.
    """
    point = each.point
    share = "half" if each.statistic == "median" or point is None else f"{point[1]:g} %"
    if each.id.startswith("dsa-"):
        return f" ({each.platform} reports {share})"
    others = f", of {each.n:,} others" if each.n is not None else ""
    return f" (published{others}: {each.figure}, {share})"


def headline(of: Watched, here: Shown, drawn: Sequence[Published], bys: Sequence[By]) -> str:
    """Our count at the time of the first published figure, by both rules; or that none goes like for like."""
    if not drawn:
        some = f" of {here.platform}" if here.platform else ""
        return (
            f"No published figure{some} kept here goes by the same clock and the same denominator as these {words.things(of)}; "
            f"{words.still_up(of)}"
        )
    return f"{both(of, here, bys[0], by_then(drawn[0]))}; {words.still_up(of)}"


def told(of: Watched, here: Shown, drawn: Sequence[Published], bys: Sequence[By]) -> Claims:
    """What can be written of both, and what cannot."""
    end = f"as observed until {words.ended(of)}"
    ours = tuple(claims.claim(of, f"{both(of, here, by)}, {end}") for by in bys[:2])
    theirs = tuple(
        f"Published by others ({each.source}): {each.told}. The items here were observed until {words.ended(of)}."
        for each in drawn[:1]
    )
    whose = here.platform or "A platform"
    return Claims(
        (*ours, *theirs),
        (
            Unborne(
                f"{whose} was slower, or faster, with this incident than it usually is.",
                "A published figure is of other items, of other people's notices, over half a year or in one study; and what a "
                "platform reports of itself nobody has checked.",
                "The platform's own figures for the same kind of item, the same reporters and the same weeks, item by item.",
            ),
            Unborne(
                "One platform is faster than another.",
                "Platforms count different things: some leave out what was never acted on, some do not, some do not say.",
                "Figures by the same clock, with the same denominator, of the same kind of items.",
            ),
            *claims.unborne(of, bys)[:2],
        ),
    )


def alt(of: Watched, here: Shown, drawn: Sequence[Published], left: int) -> str:
    """The picture in words."""
    marks = "; ".join(f"{k}, {each.short}" for k, each in enumerate(drawn, 1))
    told = (
        f"Hollow diamonds for {count(len(drawn), 'published figure')}: {marks}."
        if drawn
        else ("No published figure is drawn.")
    )
    more = f" {count(left, 'published figure')} not drawn, with the reason." if left else ""
    return (
        f"Step curve of the share {of.fate.gone} of {words.things(of)}{words.on(of)} by time since {words.clock(of)}, {rule(here)}. "
        f"{told}{more}"
    )


def caveats(of: Watched, drawn: Sequence[Published], *, repeated: bool) -> tuple[str, ...]:
    """What a reader of the diamonds must know, and every published figure that is drawn, in full.

    ``repeated`` is True where some item was asked for more than once.
    """
    found = [f"Drawn: {each.said}" for each in drawn]
    if any(each.ends == "action" for each in drawn):
        found.append(
            "A platform counts whatever it did after a notice, a block in one country among it; "
            f"here {of.fate.gone} means {words.gone_means(of.asked)}."
        )
    if drawn and repeated:
        found.append(
            "Some items here were asked for more than once, and count from one notice; a platform counts each notice by itself."
        )
    if any(not each.id.startswith("dsa-") and not each.reporter for each in drawn):
        found.append(
            "A study's figure is of the kind of report that its name says, copyright for example; in which way the items here "
            "were reported is not compared."
        )
    if any(not each.content for each in drawn):
        found.append("A figure of content of every kind is set beside items of one incident.")
    if any(each.tag == "S" and each.id.startswith("dsa-") for each in drawn):
        found.append(
            "What platforms report of themselves was not checked by anybody; platforms are never ranked by it."
        )
    if any(each.denominator == "acted" for each in drawn):
        found.append(
            f"{WORDS['denominator']['acted'].capitalize()}: what is never acted on is in neither number, so both look fast."
        )
    return tuple(found)
