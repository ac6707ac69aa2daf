"""Like for like: whether a published figure may be drawn over an incident's items, and if not, why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ripplemark.figures.published import WORDS, Published
from ripplemark.wording import CLOCKS

_CONTENT = {
    "intimate_image": frozenset({"", "intimate_images"}),
    "deepfake": frozenset({"", "intimate_images", "intimate_deepfakes"}),
}
"""By kind of incident: the kinds of content whose figures stand beside it without having been chosen."""
_EVERYTHING = frozenset({"removed", "uploader", "account", "private"})
_NEEDED = {
    "removed": frozenset({"removed"}),
    "action": frozenset({"removed"}),
    "closed": frozenset({"removed", "refused"}),
    "unavailable": _EVERYTHING,
    "label": frozenset({"label"}),
    "delisted": frozenset({"delisted"}),
}
"""What must count as gone, so that what a published figure counts has ended here too."""
_REQUESTS = ("notice", "first-request", "last-request")


@dataclass(frozen=True, slots=True)
class Shown:
    """What published figures are set against: items of which platform ('' all), by which clock, what counts, of what.

    ``denominator`` is 'all' or 'acted', ``kind`` the incident's, ``reporter`` who reported the items ('' for anyone).
    ``once`` is True where no item was asked for twice: then each request is a notice. ``chosen`` is True where a person
    chose the figures, and so says that their content is of the incident's kind.
    """

    platform: str
    clock: str
    gone: frozenset[str]
    denominator: str
    kind: str
    reporter: str = ""
    once: bool = False
    chosen: bool = False


def why_not(each: Published, here: Shown) -> str | None:
    """Why a published figure is not drawn, in one sentence; None where it goes like for like."""
    reasons = (_platform, _ends, _unit, _clock, _denominator, _reporter, _content)
    return next((told for reason in reasons if (told := reason(each, here))), None)


def _platform(each: Published, here: Shown) -> str | None:
    if each.platform in ("", here.platform):
        return None
    return (
        f"Another platform's; shown are items on {here.platform}."
        if here.platform
        else ("One platform's; shown are the items of all.")
    )


def _ends(each: Published, here: Shown) -> str | None:
    if each.ends in _NEEDED and _NEEDED[each.ends] <= here.gone:
        return None
    if each.ends == "closed":
        return "It also counts notices that were closed without action; here these stay up, unless 'refused' counts as gone."
    told = WORDS["ends"][each.ends]
    return (
        f"It counts those that {told}; here something else counts as gone."
        if told
        else ("It is not about how long items stayed up.")
    )


def _unit(each: Published, _: Shown) -> str | None:
    if each.point is not None:
        return None
    if each.statistic in ("mean", "not_stated"):
        return f"It is {WORDS['statistic'][each.statistic]}; this is a curve of shares, on which only a share or a median has a place."
    if each.unit == "%" and each.value is not None:
        return "It is a share without a time by which it was reached."
    return "It has another unit."


def _clock(each: Published, here: Shown) -> str | None:
    same = each.clock == here.clock or (
        each.clock == "notice" and here.clock in _REQUESTS and here.once
    )
    if same:
        return None
    if each.clock == "not_stated":
        return "The source does not say where its clock starts."
    return (
        f"Its clock starts at {WORDS['clock'][each.clock]}; here it starts at {CLOCKS[here.clock]}."
    )


def _denominator(each: Published, here: Shown) -> str | None:
    if each.denominator == here.denominator:
        return None
    if each.denominator not in ("all", "acted"):
        return "The source does not say whether what was never acted on is included."
    return {
        "all": "It is of all requests; here of those acted on only.",
        "acted": "It is of what was acted on only; here of all requests.",
    }[each.denominator]


def _reporter(each: Published, here: Shown) -> str | None:
    if each.reporter == here.reporter or not each.reporter:
        return None
    return f"It is of notices from {WORDS['reporter'][each.reporter]}; the items here are not only theirs."


def _content(each: Published, here: Shown) -> str | None:
    if here.chosen or fits(each, here.kind):
        return None
    return "It is about one kind of content, which this incident is not known to be."


def fits(each: Published, kind: str) -> bool:
    """True where what a figure is about is of every kind, or of the incident's."""
    return each.content in _CONTENT.get(kind, frozenset({""}))


def together(figures: Sequence[tuple[Published, str]]) -> tuple[str, ...]:
    """Those that are not drawn, with the reason: one text for each reason, in the order in which reasons came first."""
    found: dict[str, list[str]] = {}
    for each, reason in figures:
        found.setdefault(reason, []).append(each.named)
    return tuple(
        f"Not drawn ({len(names)}): {'; '.join(names)}. {reason}" for reason, names in found.items()
    )


def about(figures: Collection[Published], topic: str, platform: str) -> tuple[Published, ...]:
    """The figures of a topic that are of a platform, or of none in particular; in order."""
    return tuple(
        each for each in figures if each.topic == topic and each.platform in ("", platform)
    )
