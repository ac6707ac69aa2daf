"""The words of copies and generations: how many came after removals, how soon, how deep, and what that does not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ripplemark.charts.lapse import span
from ripplemark.figure import Unborne
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.watching import Watched
from ripplemark.measures.fate_words import FateWords
from ripplemark.measures.reuploads import Recurrence
from ripplemark.result import Estimate
from ripplemark.wording import amount, count, duration, said

if TYPE_CHECKING:
    from ripplemark.charts.copies import Copies, Step

_LABELLED = (
    ("or a copy of it, was removed", "or a copy of it, was labelled"),
    ("or any copy of it, was removed", "or any copy of it, was labelled"),
    ("different originals were removed", "different originals were labelled"),
    ("a removed item itself", "a labelled item itself"),
    ("removals were followed", "labels were followed"),
    ("that came back", "that were up again"),
    ("after its removal", "after its label"),
    ("after a removal", "after a label"),
    ("that the removal was", "that the label was"),
)


def retold(sentence: str, fate: FateWords) -> str:
    """A sentence of the measure in the words of the outcomes that count."""
    for usual, word in _LABELLED if fate.only_labels else ():
        sentence = sentence.replace(usual, word)
    return sentence


class Told:
    """What is told: how items were watched, the contents, the measure's rows by quantity, whether any copy is on record."""

    def __init__(
        self, of: Watched, group: Recurrence, rows: Sequence[Estimate], named: bool
    ) -> None:
        self.of, self.group, self.named = of, group, named
        self.estimates: Mapping[str, Estimate] = {str(each.by.get("quantity")): each for each in rows}  # fmt: skip
        self.removals = group.total("removals")
        self.contents = sum(row["contents"] for row in group.fell)
        moments = [at for row in group.rows for at in row["copies" if named else "returns"]]
        self.after = len(moments)
        self.again = sum(row["contents"] for row in group.fell if row["copies"] or row["returns"])
        self.came_back = sum(len(row["returns"]) for row in group.rows)
        self.noun = "label" if of.fate.only_labels else "removal"

    @property
    def What(self) -> str:  # noqa: N802 - the words as they begin a sentence
        """What the curve counts."""
        return "New copies" if self.named else "Times that an item was up again"

    @property
    def until(self) -> str:
        """The end of observation, for a sentence that stands by itself."""
        return f"as observed until {words.ended(self.of)}"


def _number(of: Estimate) -> float | None:
    return float(of.value) if isinstance(of.value, int | float) else None


def _mean(number: float) -> str:
    """A mean number of copies: two digits below 1, one decimal above."""
    return amount(round(number, 1) if number >= 1 else float(f"{number:.2g}"))


def _after(told: Told) -> str:
    """'After 40 removals on Chirp, 18 new copies were noted'."""
    place = words.on(told.of)
    start = f"After {count(told.removals, told.noun)}{place}"
    if not told.removals:
        return f"No {told.noun}{place} is on record with its moment"
    if told.named:
        copies = count(told.after, "new copy", "new copies") if told.after else "no copy"
        return f"{start}, {copies} {words.were(told.after or 1)} noted"
    return f"{start}, items were up again {count(told.after, 'time')}"


def _per_removal(told: Told) -> str:
    """The ratio with its horizon, in words; '' where it is not known."""
    ratio = told.estimates.get("ratio")
    if ratio is None or (value := _number(ratio)) is None:
        return ""
    return f"{_mean(value)} per {told.noun} within {span(told.group.horizon)}"


def _back(told: Told) -> str:
    """How soon half were up again; '' where that is not known."""
    back = told.estimates["time-to-reappear"]
    if back.status == "ok":
        how = ", themselves or as a copy," if told.named else ""
        return f"half of the originals were up again{how} within {said(back, 'h').value}"
    return ""


def back_again(told: Told) -> str:
    """The heading of the row of the time until half were up again, which says it."""
    back = told.estimates["time-to-reappear"]
    what = "Half were up again, as a copy or the same item," if told.named else "Half were up again"
    if back.status == "ok":
        words_ = said(back, "h")
        open_ = "; arrow: its upper end was not reached" if back.high is None else ""
        return f"{what} after {words_.value} ({words_.interval}{open_})"
    up = told.again
    if back.status == "NE_RIGHT":
        return f"{up:,} of {count(told.contents, 'original')} {words.were(up)} up again so far: fewer than half"
    return f"{up:,} of {count(told.contents, 'original')} {words.were(up)} up again: too few for a median"  # fmt: skip


def _deepest(told: Told) -> str:
    """How deep copies go; '' for none."""
    deep = told.estimates.get("generations")
    value = int(_number(deep) or 0) if deep else 0
    return f"copies of copies reach generation {value}" if value > 1 else ""


def headline(told: Told) -> str:
    """How many came after how many removals, how soon, how deep, by when."""
    first = ", ".join(each for each in (_after(told), _per_removal(told)) if each)
    second = " and ".join(each for each in (_back(told), _deepest(told)) if each)
    return "; ".join(each for each in (first, second, f"last look on {words.ended(told.of)}") if each)  # fmt: skip


def subtitle(told: Told, steps: Sequence[Step]) -> str:
    """What is counted, what a content is, what gone means, and until when anyone looked."""
    asked, fate = told.of.asked, told.of.fate
    incident = f"{asked.incident}: " if asked.incident else ""
    what = f"{told.What[0].lower()}{told.What[1:]} per original after its first {told.noun}, on average"
    band = "a plain mean" if _plain(steps) else "with its 95 % interval"
    text = f"{incident}{what}, {band}. An original is an item with all that was copied from it."
    return (
        f"{text[0].upper()}{text[1:]} {fate.Gone} means {words.gone_means(asked)}{words.cohort(asked)}; "
        f"last look on {words.ended(told.of)}."
    )


def _plain(steps: Sequence[Step]) -> bool:
    """True where there are too few contents for an interval."""
    return len(steps) > 1 and all(step.low is None for step in steps)


def end_words(told: Told, steps: Sequence[Step]) -> str:
    """The mean number at the end of the curve."""
    thing = "copies" if told.named else "times"
    return f"{_mean(steps[-1].value)} {thing} per original in the end"


def alt(told: Told, drawn: Copies) -> str:
    """What is seen, for those who cannot see it."""
    bars = ", ".join(f"{each.copies:,} {each.name}" for each in drawn.bars)
    below = f" Bars below, copies by generation: {bars}." if bars else ""
    return (
        f"Step curve of {told.What[0].lower()}{told.What[1:]} per original over {duration(max(drawn.until, 1 / 60))} from "
        f"{drawn.clock}, {count(told.contents, 'original')}: {drawn.end}. {drawn.back_head}.{below}"
    )


def borne(told: Told, steps: Sequence[Step]) -> tuple[str, ...]:
    """Up to four sentences that the data bear, each complete by itself."""
    found = [f"{_after(told)}, {told.until}"]
    ratio = told.estimates.get("ratio")
    if ratio is not None and _number(ratio) is not None:
        low, high = (float(each or 0) for each in (ratio.low, ratio.high))
        found.append(
            f"After {count(ratio.n, told.noun)} that were followed for {span(told.group.horizon)} there were, within that time, {_mean(_number(ratio) or 0)} "
            f"new copies per {told.noun} (95 % interval: {_mean(low)} to {_mean(high)}), {told.until}"
        )
    last = steps[-1]
    if last.low is not None and last.high is not None and last.value:
        mean = _mean(last.value)
        had = f"had {mean} new copies" if told.named else f"was up again {mean} times"
        found.append(
            f"By {duration(last.at)} after its first {told.noun} an original {had} on average "
            f"(95 % interval: {_mean(last.low)} to {_mean(last.high)}; {count(told.contents, 'original')}), {told.until}"
        )
    found.append(f"{back_again(told)}, {told.until}")
    return tuple(claims.claim(told.of, each) for each in found)


def unborne(told: Told) -> tuple[Unborne, ...]:
    """What such numbers do not allow to write."""
    fate = told.of.fate
    act = "Labelling" if fate.only_labels else "Removing"
    found = [
        Unborne(
            f"{act} it made people upload it again.",
            "What came after is known, not why: copies go up without that as well.",
            "Originals that were treated otherwise, to compare with.",
        ),
        Unborne(
            "There were only so many copies.",
            "Only copies that somebody found and noted are on record; who searches harder finds more.",
            "A search for copies that is the same at every time, and says how many it misses.",
        ),
    ]
    if told.named:
        found.append(
            Unborne(
                "The platform let so many copies through.",
                "How many it stopped while they were being uploaded is in no log of items.",
                "The platform's own number of uploads that it blocked.",
            )
        )
    return tuple(found)


def remarks(told: Told, steps: Sequence[Step], *, by_powers: bool) -> tuple[str, ...]:
    """What a reader must know beside the picture."""
    found = [
        each.note
        for name in ("ratio", "time-to-reappear", "generations")
        if (each := told.estimates.get(name)) is not None and each.note
    ]
    if _plain(steps):
        found.append("Too few originals for an interval: the curve is the plain mean.")
    if by_powers:
        found.append(
            "The axis of time is drawn by powers: equal steps are equal ratios of time, so the pace must not be read from the "
            "curve's slope."
        )
    if told.named and told.came_back:
        found.append(
            f"The same items were up again {count(told.came_back, 'time')}: not in the curve, but in the time until half were."
        )
    return tuple(found)


def counted(told: Told) -> tuple[str, ...]:
    """Parts of the source line."""
    return (f"{count(told.contents, 'original')} of which anything was {told.of.fate.gone}", count(told.removals, told.noun))  # fmt: skip
