"""The words of exposure while up: how many views, of how many items, over what time, and what a view is not."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ripplemark.estimate.exposure import KNOWN
from ripplemark.figure import Unborne
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.watching import Watched
from ripplemark.measures.fate_words import FateWords
from ripplemark.result import Estimate
from ripplemark.wording import CLOCKS, count, said

if TYPE_CHECKING:
    from ripplemark.charts.exposure import Exposures


@dataclass(frozen=True, slots=True)
class Seen:
    """What the measure says of one group of items; ``of_`` is how all items were watched."""

    of_: Watched
    views: Estimate
    median: Estimate
    lag: Estimate
    coverage: Estimate
    so_far: Estimate

    @classmethod
    def of(cls, of: Watched, estimates: Sequence[Estimate]) -> Seen | None:
        """From the rows of a measure's answer; None where there are none."""
        found = {str(each.by.get("quantity")): each for each in estimates}
        names = ("views", "median-views", "view-weighted-lag", "coverage", "views-so-far")
        return cls(of, *(found[name] for name in names)) if "views" in found else None

    @property
    def fate(self) -> FateWords:
        """What it is called when an item's time is over."""
        return self.of_.fate

    @property
    def known(self) -> int:
        """Items that are gone and have a number of views."""
        return self.views.events or 0

    @property
    def clock(self) -> str:
        """Where the lag starts: 'post' or 'notice'."""
        return str(self.lag.by.get("clock", "post"))

    @property
    def any(self) -> bool:
        """True where a number of views is on record."""
        return bool(self.known) or self.so_far.value is not None

    @property
    def number(self) -> tuple[float | None, bool]:
        """Views of items that are gone, and True where there were as many or more."""
        if isinstance(self.views.value, int | float):
            return float(self.views.value), self.known < self.views.n
        return (None if self.views.low is None else float(self.views.low)), True

    @property
    def known_up(self) -> int:
        """Items that are not gone and have a number of views."""
        return self.so_far.events or 0

    @property
    def not_gone(self) -> str:
        """'9 of 12 items', those that are not gone and have a number of views."""
        up = self.views.censored or 0
        return f"{self.known_up:,} of {count(up, 'item')}"

    def amount(self, views: float) -> str:
        """'84,213 views'; 'about 84,000 views' where it is public."""
        about = "about " if self.of_.asked.gate.coarse and views >= 100 else ""
        return f"{about}{count(int(views), 'view')}"


def rounded(views: float) -> float:
    """To two digits: an exact number of views can be looked up."""
    return float(round(views, 1 - math.floor(math.log10(views)))) if views >= 100 else float(views)


def viewed(of: Seen) -> str:
    """What stands beside a dot: '84,213 views', 'at least 4,213 views', 'no views on record'."""
    number, hollow = of.number
    if number is None:
        return "no views on record"
    if of.views.value is None:
        return f"at least {of.amount(number)}; too few known to add up"
    return f"at least {of.amount(number)}" if hollow else of.amount(number)


def _subject(of: Seen) -> str:
    """'All 40 items that were gone on Chirp', '36 of 40 items that were gone on Chirp'."""
    n, fate, on = of.views.n, of.fate.gone, words.on(of.of_)
    if n == 1:
        return f"The one item that was {fate}{on}"
    if of.known < n:
        return f"{of.known:,} of {n:,} items that were {fate}{on}"
    return f"{words.every(n).capitalize()} items that were {fate}{on}" if n > 2 else f"Both items that were {fate}{on}"  # fmt: skip


def _end(of: Seen) -> str:
    return f"last look on {words.ended(of.of_)}"


def _added(of: Seen) -> str:
    """How many views which items had; the first half of a headline."""
    number, _ = of.number
    if not of.views.n:
        told = of.amount(float(of.so_far.value or 0))
        return f"No item{words.on(of.of_)} was {of.fate.gone} yet; {of.not_gone} had at least {told} so far"  # fmt: skip
    if number is None:
        return f"Views are on record for none of {count(of.views.n, 'item')} that were {of.fate.gone}{words.on(of.of_)}"  # fmt: skip
    before = (
        f"at the last look before {'it was' if of.views.n == 1 else 'they were'} {of.fate.gone}"
    )
    if of.views.value is None:
        share = f"{of.known / of.views.n:.0%}".replace("%", " %")
        return (
            f"Views are on record for {of.known:,} of {count(of.views.n, 'item')}{words.on(of.of_)} that were {of.fate.gone} "
            f"({share}), too few to add up: at least {of.amount(number)} {before}"
        )
    together = "had" if of.known == 1 else "together had"
    return f"{_subject(of)} {together} {of.amount(number)} {before}"


def _took(of: Seen) -> str:
    """The lag weighted by views, in words; '' where it is not known."""
    if of.lag.status not in ("ok", "bounds"):
        return ""
    told = said(of.lag, "h").value
    return (
        f"the average view was of an item that was {of.fate.gone} {told} after {CLOCKS[of.clock]}"
    )


def headline(of: Seen) -> str:
    """How many views, of how many items, over what time, by when."""
    return "; ".join(each for each in (_added(of), _took(of), _end(of)) if each)


def subtitle(of: Seen) -> str:
    """What is counted, what gone means, and until when anyone looked."""
    asked = of.of_.asked
    incident = f"{asked.incident}: v" if asked.incident else "V"
    return (
        f"{incident}iews at the last look before items were {of.fate.gone}, added up by platform, in order of name; hollow where "
        f"there were as many or more. {of.fate.Gone} means {words.gone_means(asked)}{words.cohort(asked)}; {_end(of)}."
    )


def alt(of: Seen, drawn: Exposures) -> str:
    """What is seen, for those who cannot see it."""
    rows = "; ".join(f"{row.name}, {row.items}: {row.words}" for row in drawn.rows[:8])
    more = f"; and {len(drawn.rows) - 8} more rows" if len(drawn.rows) > 8 else ""
    lag = f" {_took(of)[0].upper()}{_took(of)[1:]}." if _took(of) else ""
    return f"Views by platform on an axis of powers of ten, {count(len(drawn.rows), 'row')}, not ranked. {rows}{more}.{lag}"


def borne(of: Seen) -> tuple[str, ...]:
    """Up to three sentences that the data bear, each complete by itself."""
    until = f"as observed until {words.ended(of.of_)}"
    found = [f"{_added(of)}, {until}"]
    if _took(of):
        told = said(of.lag, "h")
        interval = f" ({told.interval})" if told.interval else ""
        found.append(
            f"Weighted by views, it took {told.value} from {CLOCKS[of.clock]} until items were {of.fate.gone}{interval}; "
            f"{count(of.known, 'item')} with views{words.on(of.of_)}, {until}"
        )
    if isinstance(of.median.value, int | float):
        low, high = (float(each or 0) for each in (of.median.low, of.median.high))
        found.append(
            f"Half of {of.known:,} items with views{words.on(of.of_)} had at most {of.amount(of.median.value)} each before they "
            f"were {of.fate.gone} (95 % interval: {low:,.0f} to {high:,.0f}), {until}"
        )
    if of.views.n and isinstance(of.so_far.value, int | float):
        told_up = of.amount(float(of.so_far.value))
        found.append(f"{of.not_gone} that were not {of.fate.gone} had at least {told_up}, {until}")
    return tuple(claims.claim(of.of_, each) for each in found)


def unborne(of: Seen, platforms: int) -> tuple[Unborne, ...]:
    """What such numbers do not allow to write."""
    act = "labelled" if of.fate.only_labels else "removed"
    found = [
        Unborne(
            "So many people saw it.",
            "A view is not a person: one can view an item many times, and platforms count a view after different lengths of time.",
            "The platform's own number of accounts that were shown the item.",
        ),
        Unborne(
            f"Had it been {act} sooner, so many views would not have happened.",
            "How views went on over time is not known from one number at the last look, and other items might have been viewed instead.",
            "Views of each item at several looks, and a comparison with items that were treated otherwise.",
        ),
    ]
    if platforms > 1:
        found.append(
            Unborne(
                "More people came across it on one platform than on another.",
                "Platforms count views in their own ways, and which items are on record differs between them.",
                "The same definition of a view, and all items or a random sample on each.",
            )
        )
    if of.known < of.views.n:
        missing = of.views.n - of.known
        found.append(
            Unborne(
                f"All items together had so many views before they were {of.fate.gone}.",
                f"Of {count(missing, 'item')} that {words.were(missing)} {of.fate.gone} no views are on record, which is not 0.",
                "Views of those items too.",
            )
        )
    return tuple(found)


def remarks(of: Seen, parts: Sequence[Seen], missing: int) -> tuple[str, ...]:
    """What a reader must know beside the picture."""
    told = [of.views.note, *([of.lag.note] if of.lag.note not in of.views.note else [])]
    few = sum(each.views.value is None for each in parts)
    if few and len(parts) > 1:
        told.append(
            f"On {count(few, 'platform')} fewer than {KNOWN:.0%} of items have views: nothing is added up there; what those on "
            "record had is drawn hollow, as a lower end.".replace("%", " %", 1)
        )
    if of.so_far.value is not None:
        told.append(of.so_far.note)
    if len(parts) > 1:
        told.append("Platforms stand in order of name, never of views.")
    if missing:
        told.append(f"{count(missing, 'platform')} with the fewest items are not drawn; the headline counts them.")  # fmt: skip
    return tuple(told)


def counted(of: Seen) -> tuple[str, ...]:
    """Parts of the source line."""
    up = of.views.censored or 0
    told = f"views of {of.known:,} of {count(of.views.n, 'item')} that {words.were(of.views.n)} {of.fate.gone}"
    return (told, f"{count(up, 'item')} not {of.fate.gone} when last looked at")
