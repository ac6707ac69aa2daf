"""A right-of-reply sheet: what is on record about one platform, as it will be written, and questions to its press office.

It holds counts, dates, and numbers of lines in the sender's own file, by which both sides can speak of the same item. It
holds no link, no name and no hash: which item stands on a line is said by the sender, if at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ripplemark.archive import Archive
from ripplemark.engine import Serving
from ripplemark.errors import InputError, UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures import named as kind_named
from ripplemark.figures.telling import date_words, sentence
from ripplemark.figures.watching import USED
from ripplemark.gate import Gate
from ripplemark.wording import count

FIGURES = ("squares", "requests")
"""What the sheet rests on: what became of the items, and what was asked and answered."""
_LINES = 60
"""So many lines are listed behind each count; of more the number is told."""
_KEPT = 200
"""A figure keeps no more lines than these behind a count; where it has as many, how many there are is not known here."""
_ROWS = (
    "A line is a row of our own file, whose header is line 1.{} An item that was asked about more than once can have a row for "
    "each request, so there may be more lines than items. Tell us if you need to know which item stands on a line."
)


class NothingToReply(InputError):
    """Nothing about this platform is on record for the incident."""

    title = "There is nothing to ask about"

    def __init__(self) -> None:
        super().__init__(
            "No item on this platform is on record for this incident. Add a takedown log, or choose another platform."
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet for one platform: what we found, line numbers behind each count, what we do not write, questions; as text."""

    incident: str
    platform: str
    found: tuple[str, ...]
    lines: Mapping[str, tuple[int, ...]]
    caveats: tuple[str, ...]
    not_written: tuple[str, ...]
    questions: tuple[str, ...]
    source: str
    made: datetime
    simulated: bool = False
    files: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sheet as plain text, to be pasted into a letter."""
        parts = (
            ("What we have on record", _list(self.found)),
            ("Lines of our record behind these counts", self._behind()),
            ("What we keep in mind", _list(self.caveats)),
            ("What we do not write, as our record does not show it", _list(self.not_written)),
            ("Our questions", _numbered(self.questions)),
            ("Source", self.source.removeprefix("Source: ")),
        )
        told = "\n\n".join(f"{title}\n\n{text}" for title, text in parts if text)
        return f"{self._head()}\n\n{told}\n"

    def _head(self) -> str:
        invented = "Simulated: this incident never happened. " if self.simulated else ""
        return (
            f"To {self.platform}: before we publish\n\n"
            f"{invented}{self.incident} is our code word for the incident. This sheet is for {self.platform} alone and not for "
            f"publication; it was made on {date_words(self.made)}. Please answer by ________ ."
        )

    def _behind(self) -> str:
        """The lines behind each count, and what a line is; '' where there are none."""
        told = _list([f"{sentence(name)}: {_some(lines)}" for name, lines in self.lines.items()])
        which = (
            f" Our file is stored as {self.files[0]}."
            if len(self.files) == 1
            else " The same number stands in several files of ours: each count names the one that its lines are of."
        )
        return f"{_ROWS.format(which)}\n\n{told}" if told else ""

    def document(self) -> dict[str, object]:
        """As ``reply --json`` gives it."""
        return {
            "incident": self.incident,
            "platform": self.platform,
            "found": list(self.found),
            "lines": {name: list(lines) for name, lines in self.lines.items()},
            "caveats": list(self.caveats),
            "not_written": list(self.not_written),
            "files": list(self.files),
            "questions": list(self.questions),
            "source": self.source,
            "text": self.text,
        }


def platforms(serving: Serving, incident: str) -> list[str]:
    """The platforms on which the incident has items, in alphabetical order."""
    rows = serving.run("moderation/platforms_of_incident", incident=incident).records()
    return sorted({str(row["platform"]) for row in rows})


def sheet(
    archive: Archive,
    serving: Serving,
    incident: str,
    platform: str,
    settings: Mapping[str, str],
    now: datetime | None = None,
) -> Sheet:
    """The sheet for one platform; ``settings`` are those of the figures: clock, gone, at, hours.

    Raises:
        UnknownName: the incident, the platform or a setting is not here.
        NothingToReply: there is nothing to ask about.
        Leak: something in it may not leave.
    """
    if incident not in archive.incidents():
        raise UnknownName("incident", incident, archive.incidents())
    known = platforms(serving, incident)
    if not known:
        raise NothingToReply
    if platform not in known:
        raise UnknownName("platform", platform, known)
    made = [
        _made(archive, serving, name, incident, (("platform", platform),), _of(name, settings))
        for name in FIGURES
    ]
    whole = [each for each in made if not each.empty]
    if not whole:
        raise NothingToReply
    drafted = Sheet(
        incident,
        platform,
        tuple(_bare(each, incident) for of in whole for each in of.claims.borne),
        _lines(archive, serving, incident, platform, settings),
        tuple(dict.fromkeys((*_meaning(whole[0]), *(each for of in whole for each in of.caveats)))),
        tuple(f"“{each.sentence}” {each.why}" for of in whole for each in of.claims.unborne),
        tuple(_questions(whole)),
        whole[0].source,
        now or datetime.now(UTC),
        any(each.simulated for each in whole),
        _files(archive, incident),
    )
    Gate.of("private").check(drafted.text, "right-of-reply")
    return drafted


def _made(
    archive: Archive,
    serving: Serving,
    name: str,
    incident: str,
    where: tuple[tuple[str, str], ...],
    settings: Mapping[str, str],
) -> Figure:
    """The figure of the items that are chosen alone, with source lines and without names."""
    return figure(
        archive,
        serving,
        Gate.of("owner"),
        name,
        incident=incident,
        settings=settings,
        where=where,
    )


def _lines(
    archive: Archive,
    serving: Serving,
    incident: str,
    platform: str,
    settings: Mapping[str, str],
) -> dict[str, tuple[int, ...]]:
    """The lines behind each count; where there are several files, under the dataset whose lines they are."""
    files = _files(archive, incident)
    found: dict[str, tuple[int, ...]] = {}
    for each in files:
        own = (("dataset", each),) if len(files) > 1 else ()
        for name in FIGURES:
            made = _made(
                archive,
                serving,
                name,
                incident,
                (("platform", platform), *own),
                _of(name, settings),
            )
            known = {what: lines for what, lines in made.lines.items() if lines}
            found |= {f"{what}, in {each}" if own else what: known[what] for what in known}
    return found


def _files(archive: Archive, incident: str) -> tuple[str, ...]:
    """The datasets of items and requests of an incident: each was one file of the sender."""
    held = archive.datasets()
    return tuple(
        each.dataset_id for each in held if each.incident == incident and each.table in USED
    )


def _of(name: str, settings: Mapping[str, str]) -> dict[str, str]:
    """Those of the settings that this figure has; every setting belongs to one of them."""
    known = {each.name for each in kind_named(name).parameters}
    for each in settings:
        if not any(each == p.name for other in FIGURES for p in kind_named(other).parameters):
            valid = sorted({p.name for other in FIGURES for p in kind_named(other).parameters})
            raise UnknownName("setting of a right-of-reply sheet", each, valid)
    return {each: text for each, text in settings.items() if each in known}


def _bare(claim: str, incident: str) -> str:
    """A claim without the incident's name before it, which stands at the head of the sheet."""
    return sentence(claim.removeprefix(f"Incident {incident}: "))


def _meaning(of: Figure) -> tuple[str, ...]:
    """From when times count, what counts as gone and when anybody looked last, as the figure says below its headline."""
    _, start, rest = of.subtitle.partition("The clock starts at ")
    return (f"{start}{rest}",) if rest else ()


def _questions(made: Sequence[Figure]) -> Iterator[str]:
    """What only the platform can say, as far as the record raises it."""
    lines = {name: found for of in made for name, found in of.lines.items()}
    yield (
        "Are these counts right as far as you know? Where they are not: by how many items do they differ, and what times do "
        "you have for them?"
    )
    if any("notice" in of.subtitle or "request" in of.subtitle for of in made):
        yield "When did you receive each report, and which of them did you not receive, or not take as valid?"
    left = [name for name in lines if name.startswith("still") or " up" in name]
    if left:
        still = left[0] if left[0].startswith("still") else "still up"
        yield f"Are the items that were {still} when we last looked {still}? What was decided about them, and when?"
    if "ended otherwise" in lines:
        yield "What became of the items that ended otherwise, as far as you know, and who ended them?"
    if "came back" in lines:
        yield "Why did items come back after they were gone, and what keeps them from coming back again?"
    if len(made) > 1:
        yield "Which of the requests were answered, by a person or by a machine, and under which rule or law?"
    yield (
        "If you publish how fast you act: from which moment do you count, and do you leave out reports on which you did not act?"
    )
    yield "Is there anything else that our readers should know?"


def _some(lines: Sequence[int]) -> str:
    """'2, 3, 17'; after so many how many more, or only that there are more where they were cut off."""
    told, more = ", ".join(map(str, lines[:_LINES])), len(lines) - _LINES
    if more <= 0:
        return told
    return f"{told}, and more" if len(lines) >= _KEPT else f"{told}, and {more:,} more"


def _list(texts: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {each}" for each in texts)


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{k}. {each}" for k, each in enumerate(texts, 1))


def said(of: Sheet) -> str:
    """What was made, in one sentence."""
    return f"{count(len(of.found), 'finding')} and {count(len(of.questions), 'question')} for {of.platform}."
