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
from ripplemark.gate import Gate
from ripplemark.wording import count

FIGURES = ("squares", "requests")
"""What the sheet rests on: what became of the items, and what was asked and answered."""
_LINES = 60
"""So many lines are listed behind each count; of more the number is told."""


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

    @property
    def text(self) -> str:
        """The sheet as plain text, to be pasted into a letter."""
        parts = (
            ("What we have on record", _list(self.found)),
            ("Lines of our record behind these counts", _list(self._behind())),
            ("What we keep in mind", _list(self.caveats)),
            ("What we do not write, as our record does not show it", _list(self.not_written)),
            ("Our questions", _numbered(self.questions)),
            ("Source", self.source.removeprefix("Source: ")),
        )
        told = "\n\n".join(f"{title}\n\n{text}" for title, text in parts if text)
        return f"{self._head()}\n\n{told}\n"

    def _head(self) -> str:
        return (
            f"To {self.platform}: before we publish\n\n"
            f"{self.incident} is our code word for the incident. This sheet is for {self.platform} alone and not for "
            f"publication; it was made on {date_words(self.made)}. Please answer by ________ ."
        )

    def _behind(self) -> Iterator[str]:
        for name, lines in self.lines.items():
            more = len(lines) - _LINES
            told = ", ".join(map(str, lines[:_LINES]))
            yield f"{sentence(name)}: {told}{f', and {more:,} more' if more > 0 else ''}"

    def document(self) -> dict[str, object]:
        """As ``reply --json`` gives it."""
        return {
            "incident": self.incident,
            "platform": self.platform,
            "found": list(self.found),
            "lines": {name: list(lines) for name, lines in self.lines.items()},
            "caveats": list(self.caveats),
            "not_written": list(self.not_written),
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
        _made(archive, serving, name, incident, platform, _of(name, settings)) for name in FIGURES
    ]
    whole = [each for each in made if not each.empty]
    if not whole:
        raise NothingToReply
    drafted = Sheet(
        incident,
        platform,
        tuple(_bare(each, incident) for of in whole for each in of.claims.borne),
        {name: lines for of in whole for name, lines in of.lines.items() if lines},
        tuple(dict.fromkeys(each for of in whole for each in of.caveats)),
        tuple(f"“{each.sentence}” {each.why}" for of in whole for each in of.claims.unborne),
        tuple(_questions(whole)),
        whole[0].source,
        now or datetime.now(UTC),
    )
    Gate.of("private").check(drafted.text, "right-of-reply")
    return drafted


def _made(
    archive: Archive,
    serving: Serving,
    name: str,
    incident: str,
    platform: str,
    settings: Mapping[str, str],
) -> Figure:
    """The figure of this platform's items alone, with source lines and without names."""
    return figure(
        archive,
        serving,
        Gate.of("owner"),
        name,
        incident=incident,
        settings=settings,
        where=(("platform", platform),),
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


def _questions(made: Sequence[Figure]) -> Iterator[str]:
    """What only the platform can say, as far as the record raises it."""
    lines = {name: found for of in made for name, found in of.lines.items()}
    yield (
        "Are these counts right as far as you know? Where they are not: which of the lines above differ, and what times do "
        "you have for them?"
    )
    if any("notice" in of.subtitle or "request" in of.subtitle for of in made):
        yield "When did you receive each report, and which of them did you not receive, or not take as valid?"
    if any(name.startswith("still") or " up" in name for name in lines):
        yield "Are the items that were still up when we last looked still up? What was decided about them, and when?"
    if "ended otherwise" in lines:
        yield "What ended the items that were not removed by you, as far as you know?"
    if "came back" in lines:
        yield "Why did items come back after they were gone, and what keeps them from coming back again?"
    if len(made) > 1:
        yield "Which of the requests were answered, by a person or by a machine, and under which rule or law?"
    yield (
        "If you publish how fast you act: from which moment do you count, and do you leave out reports on which you did not act?"
    )
    yield "Is there anything else that our readers should know?"


def _list(texts: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(f"- {each}" for each in texts)


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{k}. {each}" for k, each in enumerate(texts, 1))


def said(of: Sheet) -> str:
    """What was made, in one sentence."""
    return f"{count(len(of.found), 'finding')} and {count(len(of.questions), 'question')} for {of.platform}."
