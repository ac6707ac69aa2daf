"""Which incidents are compared: those chosen by code word, tag, subject or kind, else all; and who was left out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ripplemark.archive.groups import groups
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import empty
from ripplemark.figures.knowing import REFERENCE
from ripplemark.figures.remembering import remembered
from ripplemark.figures.series import Choice, decided, offered
from ripplemark.figures.thresholds import questioned
from ripplemark.figures.together import at_once
from ripplemark.measures.base import Parameter, words
from ripplemark.measures.bins import read_together
from ripplemark.measures.kept import kept
from ripplemark.wording import CHANNELS, count

AT_MOST = 60
"""Incidents that are compared at once: more cannot be told apart, and each is measured."""
_TOGETHER = 4
"""From so many incidents on their series are read with one question."""
_ROWS = 2_000_000
"""Unless the archive has more bins than these: then one incident after another, of which the oldest are dropped."""
INCIDENTS = Parameter(
    "incidents",
    "which incidents: code words with commas between them; a tag, a subject or a kind stands for all incidents that have "
    "it; all where none is given",
    (),
    words,
)


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One incident that is compared: the question as asked of it alone, with the thresholds, and its main series by channel.

    ``several`` are the channels in which series are offered and none was chosen, with how many.
    """

    code: str
    asked: Asked
    mains: dict[str, Choice]
    several: dict[str, int]

    def by_default(self) -> Member:
        """The same with every threshold at its default."""
        return replace(self, asked=replace(self.asked, texts={}))

    def without(self, channel: str) -> str:
        """Why there is no series of a channel to compare."""
        if channel in self.several:
            offers = count(self.several[channel], "series is", "series are")
            return f"no main series of {CHANNELS[channel]} is chosen: {offers} offered"
        return f"no series of {CHANNELS[channel]}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The incidents that are asked for, at most ``AT_MOST``, in order of their codes.

    ``asked_for`` is False where nobody chose and all are meant; ``beyond`` are those left out because there are too many.
    """

    codes: tuple[str, ...]
    asked_for: bool
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """Who is not in a picture, by reason, in order."""

    reasons: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, reason: str) -> None:
        """Leave one out."""
        self.reasons.setdefault(reason, []).append(code)

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each reason, with the code words: 'Left out: TIMBER (no series of news).'"""
        return tuple(
            f"Left out: {named(codes)} ({reason})." for reason, codes in self.reasons.items()
        )

    @property
    def number(self) -> int:
        """How many incidents are left out."""
        return len({code for codes in self.reasons.values() for code in codes})


def named(codes: Sequence[str], most: int = 12) -> str:
    """Code words in a sentence: 'BUCKLE, TEAPOT and TIMBER'; of very many the first ones."""
    if len(codes) > most:
        return f"{', '.join(codes[:most])} and {len(codes) - most} more"
    return " and ".join(part for part in (", ".join(codes[:-1]), codes[-1]) if part)


def chosen_codes(asked: Asked, wanted: Iterable[str]) -> tuple[str, ...]:
    """The codes that these words stand for, in order; a word is an incident's code first, then a group's.

    Raises:
        UnknownName: a word that is neither; those that are known are listed.
    """
    codes = asked.archive.incidents()
    sets = groups(asked.archive.snapshot())
    found: set[str] = set()
    for word in wanted:
        if word in codes:
            found.add(word)
        elif word in sets:
            found.update(sets[word])
        else:
            raise UnknownName("incident or group of incidents", word, (*codes, *sets))
    return tuple(sorted(found))


def selected(asked: Asked) -> Selection:
    """The incidents of the setting ``incidents``; of too many those to which data were added last."""
    wanted = asked.settings.get(INCIDENTS.name) or ()
    codes = chosen_codes(asked, wanted) if wanted else asked.archive.incidents()
    if len(codes) <= AT_MOST:
        return Selection(codes, bool(wanted))
    last = {each.incident: place for place, each in enumerate(asked.archive.datasets())}
    latest = sorted(codes, key=lambda code: (-last.get(code, -1), code))
    return Selection(tuple(sorted(latest[:AT_MOST])), bool(wanted), tuple(sorted(latest[AT_MOST:])))


def by_code(asked: Asked, selection: Selection) -> Asked:
    """The question with its incidents by code word: what is exported names no group, and stays what it was."""
    if not selection.asked_for:
        return asked
    codes = ",".join((*selection.codes, *selection.beyond))
    return replace(asked, texts={**asked.texts, INCIDENTS.name: codes})


def member(asked: Asked, code: str) -> Member:
    """One incident with its main series; read once while its data stay the same."""
    one = replace(asked, incident=code, by=(), where=(), texts=questioned(asked.texts), settings={})
    found = remembered(
        one,
        ("series", one.scope),
        lambda: offered(one.serving, one.incident, scope=one.scope),
    )
    mains: dict[str, Choice] = {}
    several: dict[str, int] = {}
    for channel in dict.fromkeys(each.channel for each in found if each.channel):
        of = [each for each in found if each.channel == channel]
        main = decided(of, one.archive.decision(code, f"main.{channel}"))
        if main is not None and main.binned.series.value.size:
            mains[channel] = main
        elif main is None:
            several[channel] = len(of)
    return Member(code, one, mains, several)


def read_at_once(asked: Asked, codes: Sequence[str]) -> None:
    """The series of all of them with one question, where they are most of the archive and not very long; once."""
    rows = [
        each.counts.rows_stored for each in asked.archive.datasets() if each.table == "attention"
    ]
    few = len(codes) < _TOGETHER or 2 * len(codes) < len(asked.archive.incidents())
    if few or sum(rows) > _ROWS:
        return
    kept(asked.serving, ("read-together", codes), lambda: read_together(asked.serving, codes))


def common_channel(members: Sequence[Member]) -> str | None:
    """The channel of which most incidents have a main series; searches only where there is nothing else."""
    counted = Counter(channel for each in members for channel in each.mains)
    order = (*REFERENCE, "search")
    found = sorted(
        counted,
        key=lambda channel: (channel == "search", -counted[channel], order.index(channel)),
    )
    return found[0] if found else None


def too_many(selection: Selection, left: LeftOut) -> None:
    """Say of those beyond the number that is compared at once why they are left out."""
    for code in selection.beyond:
        left.add(code, f"no more than {AT_MOST} are compared at once: choose which")


def of_incidents(asked: Asked, draw: Callable[[Asked, list[Member], LeftOut], Figure]) -> Figure:
    """The figure of the incidents that are asked for; those beyond the most that are compared are left out already."""
    selection = selected(asked)
    asked = by_code(asked, selection)
    if not selection.codes:
        return empty(
            asked, "No incident is on record yet", "Make a new incident and add a file to it."
        )
    left = LeftOut()
    too_many(selection, left)
    read_at_once(asked, selection.codes)
    at_once(lambda code: member(asked, code), selection.codes)
    return draw(asked, [member(asked, code) for code in selection.codes], left)
