"""What a reader is: how a source format is recognised, what it asks, and which SELECT turns it into canonical cells.

A reader never opens a file and never runs SQL. It sees the *head* of a file and says what each column is (a
*role*); the ingest connection then scans the whole file as a relation ``source(line BIGINT, <role> VARCHAR, ...)``
(roles that the file lacks are NULL), runs the reader's *facts* query over it, lets the reader ask its questions, and
runs its *reading*: a SELECT whose columns are ``line`` and canonical names, all still text. Conversion of times,
numbers and identities is the same for every format and happens afterwards, in ``ingest``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

import pyarrow as pa

from ripplemark.errors import InputError
from ripplemark.schema import Table

Scope = Literal["incident", "platform"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text was written: its original encoding, line ending, delimiter, and whether it came from a sheet."""

    encoding: str
    newline: str
    delimiter: str
    sheet: bool = False
    quoted: bool = True
    """False where a quotation mark is a letter like any other: no cell is quoted."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, decoded and split.

    ``rows`` are the first records (at most 200) with cells as text; ``lines`` the physical line at which each begins;
    blank lines are records without cells. ``name`` is the file's base name: a hint, never stored. ``raw`` is the text
    from which the first rows were split, up to 4,000 characters, for readers that know a format by its quotation marks;
    empty where the rows come from a sheet.
    """

    name: str
    dialect: Dialect
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a person should know about what was read: a code, a sentence, the file's lines it is about."""

    code: str
    message: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can answer. ``choices`` empty: free text (``hint`` says what); ``default`` may be None.

    A question without a default must be answered before anything is stored.
    """

    name: str
    question: str
    choices: tuple[str, ...] = ()
    default: str | None = None
    hint: str = ""
    private: bool = False
    """The answer is a name: it is stored as an alias, and appears in no report and no package."""


@dataclass(frozen=True, slots=True)
class Match:
    """A reader's claim on a file: how sure (0 to 1), why, where the header stands and what each column is.

    ``header`` is the index of the header among the head's records (None: no header; data begin at record 0).
    ``columns`` has one role per file column, None for a column that is not read. ``notes`` is the reader's own
    finding, handed back to its other methods.
    """

    confidence: float
    why: str
    header: int | None
    columns: tuple[str | None, ...]
    notes: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read the whole file: the canonical table, the query over ``source``, its parameters and small relations.

    ``relations`` are registered under their names next to ``source``. ``dates`` is the order of numeric dates where
    the reader knows it ('dmy', 'mdy'), else None: decided from the cells, or asked. ``midnight`` says what a written
    00:00 means: 'no-time' or 'midnight'.
    """

    table: Table
    query: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    relations: Mapping[str, pa.Table] = field(default_factory=dict)
    warnings: tuple[Caution, ...] = ()
    dates: str | None = None
    midnight: str = "midnight"
    shown: Mapping[str, Any] = field(default_factory=dict)
    """What to show of the reading; fixed vocabulary only, safe to print.

    Under 'columns' stands a mapping from role to column, under 'outcomes' one from word to outcome and rows: the page
    makes tables of both. Other names are the reader's own.
    """


class NoMapping(InputError):
    """A mapping for a format whose columns are fixed."""

    title = "This format takes no mapping"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"The columns of {name} are fixed. Leave --mapping out. Nothing was stored."
        )


class Reader(ABC):
    """A source format. One module, one SELECT in ``queries/readers/``, one line in READERS, one golden case."""

    name: ClassVar[str]
    title: ClassVar[str]
    scope: ClassVar[Scope] = "incident"
    tables: ClassVar[tuple[Table, ...]]
    leaves_out: ClassVar[str]
    spec: ClassVar[str]
    source: ClassVar[str]
    """Name of the query whose ``-- reads: source(...)`` line declares the roles."""
    prepares: ClassVar[tuple[str, ...]] = ()
    """Queries run over ``source`` in this order before anything else; each becomes a table under its file's name."""
    zone: ClassVar[str | None] = None
    """The zone in which the source counts its days and hours, where it is always the same one; None where it is not."""
    caveats: ClassVar[tuple[str, ...]] = ()
    """Codes of the cautions that every figure of these rows repeats, because a number misleads without them."""
    filters_by: ClassVar[tuple[str, ...]] = ()
    """Roles that hold ids of items: a row passes a list of ids where one of them is on it. None: no list is taken."""
    texts: ClassVar[tuple[str, ...]] = ()
    """Roles that hold text: scanned only where rows are filtered by it, and never stored."""
    beside_by: ClassVar[str | None] = None
    """The role on which the rows of a second file are matched; None where the format takes no second file."""
    rolls: ClassVar[bool] = False
    """Records that agree in every cell that is read become one row with ``n`` while they are read; none has an item or
    a line. Its ``source`` declares ``n``, NULL where the file was read record by record."""
    keeps: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Canonical columns that are stored only where ``--keep`` asks for them, with the roles that they are made of."""
    daily: ClassVar[bool] = False
    """Files of the format hold what was filed on one day, which the times in their rows do not tell (`own_day`)."""
    watches: ClassVar[tuple[str, ...]] = ()
    """Outcomes that the source can tell at all: of others its silence says nothing, so its rows stay out of questions about
    them only. Empty: it tells any."""
    facts: ClassVar[str | None] = None
    """Query over ``source`` whose single row decides what is asked; None where nothing depends on the data."""

    @classmethod
    @abstractmethod
    def recognise(cls, head: Head) -> Match | None:
        """Decide from the content whether this is the format; None where it is not."""

    @classmethod
    def near_miss(cls, head: Head) -> str | None:  # noqa: ARG003
        """What keeps this reader from claiming a file that looks like its own, in one sentence; None where it does not."""
        return None

    @classmethod
    def beside(cls, head: Head) -> Match | None:  # noqa: ARG003
        """The columns of a second file that says more about the same rows; None where it is none of this format's."""
        return None

    @classmethod
    def own_day(cls, head: Head, match: Match) -> date | None:  # noqa: ARG003
        """The day, in the format's zone, whose filings the file holds; None where it does not say, or holds several."""
        return None

    @classmethod
    def apply_mapping(cls, match: Match | None, head: Head, mapping: Mapping[str, Any]) -> Match:  # noqa: ARG003
        """The match with columns and words as a person mapped them; None where the reader found no match by itself.

        A reader that knows no mapping refuses it.
        """
        raise NoMapping(cls.name)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """What must be asked of this file; nothing by default."""
        return ()

    @classmethod
    @abstractmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """How to read it, given the answers (defaults filled in)."""
