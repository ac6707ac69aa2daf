"""Recognise, ask, read, check: from a file to rows ready to be stored, without touching the archive."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, FunctionExpression

from ripplemark import catalogue, schema, times
from ripplemark.engine import Intake
from ripplemark.errors import InputError
from ripplemark.ingest import shape
from ripplemark.ingest.options import Options
from ripplemark.ingest.recognise import Recognised, recognise
from ripplemark.ingest.refusals import MixedDates, NoIncident, PlatformFile
from ripplemark.ingest.report import Asked, Reject, Report, reject
from ripplemark.readers.base import Caution, Question, Reading, Scope
from ripplemark.readers.opening import Opened, open_input, ragged, record_lines
from ripplemark.readers.opening.defects import HeaderOnly

log = logging.getLogger(__name__)

_NO_LINES = pa.table({"record": pa.array([], pa.int64()), "line": pa.array([], pa.int64())})


@dataclass(slots=True)
class Examination:
    """One file, open on an intake connection: what was found so far, and the relations to store it from.

    After ``examine`` the connection has ``cells``, ``clocks`` and, where nothing was refused, ``accepted``: text cells
    of the rows without defects, joined with their clocks.
    """

    opened: Opened
    found: Recognised
    intake: Intake
    options: Options
    scope: Scope
    zone: str
    zone_why: str
    asked: list[Asked] = field(default_factory=list)
    reading: Reading | None = None
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0
    rows_read: int = 0
    cautions: list[Caution] = field(default_factory=list)

    @property
    def answers(self) -> dict[str, str]:
        """The answers that hold, given or by default."""
        return {
            asked.question.name: asked.answer for asked in self.asked if asked.answer is not None
        }

    def ask(self, question: Question) -> str | None:
        """Put a question; the given answer or the default, None where it stays open."""
        answer = checked(question, self.options.answers.get(question.name), self.zone)
        self.asked.append(Asked(question, answer))
        return answer

    @property
    def open(self) -> bool:
        """True where a question without a default is not answered."""
        return any(asked.open for asked in self.asked)


def checked(question: Question, given: str | None, zone: str) -> str | None:
    """A given answer where it is one of the choices, or can be read as a time where a time is asked; else InputError."""
    if given is None:
        return question.default
    if question.choices and given not in question.choices:
        raise BadAnswer(question)
    if not question.choices and question.name == "last-look":
        times.parse(given, zone)
    return given


class BadAnswer(InputError):
    """An answer that is none of the choices."""

    title = "An answer cannot be taken"

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(f"{question.question} Answer with one of: {', '.join(question.choices)}.")


def examine(
    path: Path,
    work: Path,
    options: Options,
    zone: str | None,
    name: str | None = None,
    staging: Path | None = None,
) -> Examination:
    """Open, recognise, ask, read and check one file.

    ``work`` is a private folder for what must be unpacked or rewritten, ``staging`` the folder that may be written to
    store it (by default ``work``), ``zone`` the incident's home zone, ``name`` the file's own name where it differs.

    Raises:
        InputError: the file, or an option, cannot be read; every class says what, where and what next.
    """
    opened = open_input(path, work)
    if name is not None:
        opened = replace(opened, head=replace(opened.head, name=name))
    found = recognise(opened.head, options)
    scope = options.scope or found.reader.scope
    if scope == "platform" and options.incident:
        raise PlatformFile
    chosen, why = _zone(options, zone)
    intake = Intake(opened.text, staging or work, work / "spill")
    try:
        exam = Examination(opened, found, intake, options, scope, chosen, why)
        exam.cautions += [*opened.cautions, *found.match.warnings]
        _scan(exam)
        _read(exam)
        if exam.reading is not None and not exam.open:
            _convert(exam)
        return exam
    except BaseException:
        intake.close()
        raise


def _zone(options: Options, home: str | None) -> tuple[str, str]:
    if options.zone:
        return times.check_zone(options.zone), "as said"
    if home:
        return times.check_zone(home), "the incident's home zone"
    return "UTC", "because no zone was given and the incident has no home zone"


def _scan(exam: Examination) -> None:
    match, opened, intake = exam.found.match, exam.opened, exam.intake
    width = len(match.columns)
    offset, lines = record_lines(opened, match.header, width)
    intake.scan(width, 0 if match.header is None else match.header + 1, opened.delimiter)
    malformed = intake.malformed()
    if malformed:
        exam.rejects += _ragged(exam)
        exam.rejected += len(malformed)
        lines = _without(lines, offset, exam, intake)
        offset = 0
    intake.register({"line_of": lines if lines is not None else _NO_LINES})
    intake.relation("ingest/numbered", shift=offset).create("numbered")
    declared = catalogue.query(exam.found.reader.source).input("source").columns
    intake.source(match.columns, declared)
    exam.rows_read = intake.con.table("source").shape[0] + len(malformed)
    if exam.rows_read == 0:
        raise HeaderOnly(opened.head.lines[match.header] if match.header is not None else 1)


def _ragged(exam: Examination) -> list[Reject]:
    table = exam.found.reader.tables[0]
    found = []
    for line, cells, expected in ragged(exam.opened, exam.found.match.header):
        reason = "too-few-cells" if cells < expected else "too-many-cells"
        found.append(reject(table, line, "", reason))
    return found


def _without(lines: pa.Table | None, offset: int, exam: Examination, intake: Intake) -> pa.Table:
    """The record-to-line table of the records that were kept: the malformed ones' lines taken out."""
    bad = {line for line, _, _ in ragged(exam.opened, exam.found.match.header, limit=10_000_000)}
    kept = int(intake.con.table("scanned").shape[0])
    if lines is None:
        every = range(offset + 1, offset + 1 + kept + len(bad))
    else:
        every = lines.column("line").to_pylist()
    good = [line for line in every if line not in bad][:kept]
    return pa.table(
        {
            "record": pa.array(range(1, len(good) + 1), pa.int64()),
            "line": pa.array(good, pa.int64()),
        }
    )


def _read(exam: Examination) -> None:
    reader, match, intake = exam.found.reader, exam.found.match, exam.intake
    facts: Mapping[str, Any] = {}
    if reader.facts:
        facts = intake.run(reader.facts).records()[0]
    for question in reader.questions(match, facts):
        exam.ask(question)
    if exam.open:
        return
    reading = reader.reading(match, facts, exam.answers)
    exam.reading = reading
    exam.cautions += reading.warnings
    intake.register(reading.relations)
    cells = _as_text(intake.relation(reading.query, **reading.parameters))
    if exam.options.incident or "incident" not in cells.columns:
        cells = _of_incident(exam, cells)
    if exam.options.channel and "channel" in reading.table.names:
        cells = _replaced(cells, "channel", exam.options.channel)
    cells.create("cells")


def _as_text(cells: Any) -> Any:
    """The reading's cells as text, whatever their type; only ``line`` stays a number."""
    text = [ColumnExpression(n).cast("VARCHAR").alias(n) for n in cells.columns if n != "line"]
    return cells.select(ColumnExpression("line"), *text)


def _of_incident(exam: Examination, cells: Any) -> Any:
    if (
        exam.scope == "platform"
        or exam.reading is None
        or "incident" not in exam.reading.table.names
    ):
        return cells
    if exam.options.incident is None:
        raise NoIncident
    return _replaced(cells, "incident", exam.options.incident)


def _replaced(cells: Any, name: str, value: str) -> Any:
    kept = [ColumnExpression(each) for each in cells.columns if each != name]
    return cells.select(*kept, ConstantExpression(value).alias(name))


def _convert(exam: Examination) -> None:
    """Clocks, checks: makes ``clocks``, ``accepted`` and the rejects."""
    intake, reading = exam.intake, exam.reading
    if reading is None:
        return
    con, table = intake.con, reading.table
    clocks = shape.clocks(table, con.table("cells").columns)
    shape.clock_texts(con, clocks).create("clock_texts")
    dates = _dates(exam, reading)
    if dates is None:
        return
    con.from_arrow(times.zone_segments(exam.zone)).create("zone_segments")
    intake.relation("times/clock_intervals", dates=dates, midnight=reading.midnight).create(
        "clocks"
    )
    con.from_arrow(
        pa.table({"name": pa.array([], pa.string()), "alias": pa.array([], pa.string())})
    ).create("aliases")
    _tell_zone(exam, clocks)
    _reject(exam, table)


def _dates(exam: Examination, reading: Reading) -> str | None:
    if reading.dates:
        return reading.dates
    counts = exam.intake.run("times/date_order").records()[0]
    order = counts["date_order"]
    if order == "mixed":
        raise MixedDates(counts["day_first"], counts["month_first"])
    if order == "ambiguous":
        return exam.ask(
            Question(
                "dates",
                "Does the day or the month come first in dates such as 3/4/2025?",
                ("dmy", "mdy"),
            )
        )
    return "dmy" if order == "none" else str(order)


def _tell_zone(exam: Examination, clocks: tuple[str, ...]) -> None:
    facts = exam.intake.run("ingest/clock_facts").records()[0]
    if facts["unzoned"]:
        exam.cautions.append(
            Caution(
                "zone",
                f"{facts['unzoned']} different times without an offset were read in {exam.zone}, {exam.zone_why}; "
                "in another zone every lag and every day may differ.",
            )
        )
    if facts["folded"]:
        joined = shape.joined(exam.intake.con, exam.reading.table) if exam.reading else None
        if joined is not None:
            twice = shape.any_of(ColumnExpression(f"{name}_fold") for name in clocks)
            joined.filter(twice).select(ColumnExpression("line")).create("folded")
            lines = tuple(row["line"] for row in exam.intake.run("ingest/folded_lines").records())
            exam.cautions.append(
                Caution(
                    "clock-twice",
                    f"{facts['folded']} different times occur twice in {exam.zone}, because clocks were set back; each "
                    "is kept as the interval of both. Add an offset (+02:00 or +01:00) where you know which.",
                    lines,
                )
            )


def _reject(exam: Examination, table: schema.Table) -> None:
    con = exam.intake.con
    rows = shape.joined(con, table)
    checks = shape.problems(table, con.table("cells").columns)
    bad = shape.any_of(condition for _, _, condition in checks)
    present = set(con.table("cells").columns)
    defects = [
        CaseExpression(
            condition,
            FunctionExpression(
                "list_value",
                ConstantExpression(column),
                ConstantExpression(reason),
                ColumnExpression(column)
                if column in present
                else ConstantExpression("").cast("VARCHAR"),
            ),
        )
        for column, reason, condition in checks
    ]
    rows.filter(bad).select(
        ColumnExpression("line"), FunctionExpression("list_value", *defects).alias("defects")
    ).create("rejected")
    rejected = int(con.table("rejected").shape[0])
    if rejected:
        exam.rejected += rejected
        exam.rejects += [
            reject(table, row["line"], row["column"], row["reason"], row["value"])
            for row in exam.intake.run("ingest/rejected_cells").records()
        ]
    rows.filter(~bad).create_view("accepted")
    if exam.rejected:
        exam.ask(
            Question(
                "rejects",
                f"{exam.rejected} of {exam.rows_read} rows cannot be stored as they are. Correct the file, or store it "
                "without them; they stay counted with the dataset.",
                ("skip",),
            )
        )
    log.debug("checked %d rows, %d rejected", exam.rows_read, exam.rejected)


def report_of(exam: Examination, position: int) -> Report:
    """The report of an examination; what was stored is filled in by ``store``."""
    reading = exam.reading
    table = reading.table if reading else exam.found.reader.tables[0]
    return Report(
        file=f"file {position}",
        format=exam.found.reader.name,
        confidence=exam.found.match.confidence,
        why=exam.found.match.why,
        scope=exam.scope,
        table=table.name if reading or len(exam.found.reader.tables) == 1 else None,
        rows_read=exam.rows_read,
        questions=tuple(exam.asked),
        rejects=tuple(sorted(exam.rejects, key=lambda each: each.line)),
        rejected=exam.rejected,
        warnings=tuple(exam.cautions),
        zone=exam.zone,
        shown=reading.shown if reading else {},
    )
