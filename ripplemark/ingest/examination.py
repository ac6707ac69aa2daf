"""One file on its way in: what was found so far, what was asked, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from ripplemark.engine import Intake
from ripplemark.ingest.options import Options, Zone, check_moment
from ripplemark.ingest.recognise import Recognised
from ripplemark.ingest.refusals import BadAnswer
from ripplemark.ingest.report import Asked, Reject, Report
from ripplemark.readers.base import Caution, Match, Question, Reading, Scope
from ripplemark.readers.opening import Digest, Opened
from ripplemark.schema import Table


@dataclass(slots=True)
class Examination:
    """One file, open on an intake connection.

    The relations appear in this order: ``scanned``, ``source`` (scanning, narrowing), ``cells`` (asking), ``clocks`` (clocks),
    ``joined`` and ``accepted`` (checking), ``stored`` (storing). ``reading`` is None while a question that decides it
    is open; ``present`` are the columns of ``cells`` that hold something; ``homeless`` says that no row names its incident and nobody else did; ``doubled`` that there is a relation
    ``doubled_hours``; ``swift`` that records may be, then whether they were, counted by the parser that forgives stray
    quotation marks.
    """

    opened: Opened
    found: Recognised
    intake: Intake
    options: Options
    scope: Scope
    zone: Zone
    asked: list[Asked] = field(default_factory=list)
    reading: Reading | None = None
    present: list[str] = field(default_factory=list)
    homeless: bool = False
    doubled: bool = False
    beside: Opened | None = None
    beside_match: Match | None = None
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0
    rows_read: int = 0
    rows_passed: int | None = None
    digest: Digest | None = None
    swift: bool = True
    cautions: list[Caution] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """Hash of the bytes that the user gave; waits for it where they flowed. FileChanged where they changed since."""
        return self.digest.result() if self.digest else self.opened.sha256

    @property
    def forgave(self) -> bool:
        """True where stray quotation marks may have been forgiven; waits until every byte was looked at."""
        return self.swift and self.digest is not None and self.digest.strays()

    @property
    def answers(self) -> dict[str, str]:
        """The answers that hold, given or by default."""
        return {each.question.name: each.answer for each in self.asked if each.answer is not None}

    @property
    def told_answers(self) -> dict[str, str]:
        """The answers that hold and may be stored and shown: a private one says only that it was given."""
        return {each.question.name: each.told for each in self.asked if each.told is not None}

    @property
    def open(self) -> bool:
        """True where a question without a default is not answered."""
        return any(asked.open for asked in self.asked)

    @property
    def only_rejects_open(self) -> bool:
        """True where nothing is open, or only whether to leave rejected rows out."""
        return all(each.question.name == "rejects" for each in self.asked if each.open)

    @property
    def table(self) -> Table:
        """The canonical table that the rows belong to; of a format with several, the first until it is decided."""
        return self.reading.table if self.reading else self.found.reader.tables[0]

    def ask(self, question: Question) -> str | None:
        """Put a question; the given answer or the default, None where it stays open."""
        given = self.options.answers.get(question.name)
        if question.private:
            given = (given or "").strip() or None
        if given is not None and question.choices and given not in question.choices:
            raise BadAnswer(question)
        if given is not None and not question.choices and not question.private:
            check_moment(given, self.zone.name)
        self.asked.append(Asked(question, question.default if given is None else given))
        return self.asked[-1].answer

    def caution(self, code: str, message: str, lines: tuple[int, ...] = ()) -> None:
        """Note what a person should know."""
        self.cautions.append(Caution(code, message, lines))

    def report(self, position: int) -> Report:
        """The report so far; what is or would be stored is filled in by ``storing.told``."""
        decided = self.reading is not None or len(self.found.reader.tables) == 1
        return Report(
            file=f"file {position}",
            format=self.found.reader.name,
            confidence=self.found.match.confidence,
            why=self.found.match.why,
            scope=self.scope,
            table=self.table.name if decided else None,
            rows_read=self.rows_read,
            filters=self.options.filters,
            rows_passed=self.rows_passed,
            questions=tuple(self.asked),
            rejects=tuple(sorted(self.rejects, key=lambda each: (each.line, each.column))),
            rejected=self.rejected,
            warnings=tuple(self.cautions),
            zone=self.zone.name,
            shown=self.reading.shown if self.reading else {},
        )
