"""Why a file is not stored, beyond what its opening finds."""

from __future__ import annotations

from collections.abc import Iterable

from ripplemark.errors import InputError
from ripplemark.ingest.report import Report
from ripplemark.readers.base import Question


class NotRecognised(InputError):
    """No reader claims the file; near misses say what it is, and what is missing."""

    title = "The file's format is not known"

    def __init__(self, near: Iterable[str], formats: Iterable[str]) -> None:
        self.near, self.formats = tuple(near), tuple(formats)
        hint = " ".join(self.near)
        if hint:
            self.title = "The file cannot be read as it is"
        else:
            hint = (
                "None of its first lines looks like a header that is known. "
                f"{len(self.formats)} formats are read; 'formats' lists them."
            )
        super().__init__(
            f"{hint} Start from a template (on the page, or with 'formats --template NAME'), or name the format with --format. "
            "Nothing was stored."
        )


class Undecided(InputError):
    """Two formats fit equally well."""

    title = "Two formats fit equally well"

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            f"The file could be {' or '.join(self.names)}. Say which with --format NAME. Nothing was stored."
        )


class NotThatFormat(InputError):
    """The named format does not fit the file."""

    title = "The file is not in the named format"

    def __init__(self, name: str, near: str | None) -> None:
        self.name = name
        super().__init__(
            f"The file does not look like {name}. {near or ''} Leave --format out to have it recognised.".replace(
                "  ", " "
            )
        )


class PlatformFile(InputError):
    """A file about a whole platform, offered as an incident's."""

    title = "This file is about a platform, not about an incident"

    def __init__(self, name: str | None = None) -> None:
        self.name = name
        super().__init__(
            "It covers a platform or a whole database, so its rows are no incident's and are never counted with one. Add it "
            "without --incident: it is then kept as a norm beside your incidents, and daily figures of platforms stand on "
            "the Platforms page. Nothing was stored."
        )


class NoIncident(InputError):
    """Rows of an incident without saying which."""

    title = "Which incident is it?"

    def __init__(self) -> None:
        super().__init__(
            "The file does not say which incident it belongs to. Name one with --incident CODE (the command 'new' "
            "draws a code word), or fill in a column 'incident'. Nothing was stored."
        )


class MixedDates(InputError):
    """Dates that read only day-first next to dates that read only month-first."""

    title = "Dates are written in two orders"

    def __init__(self, day_first: int, month_first: int) -> None:
        self.day_first, self.month_first = day_first, month_first
        super().__init__(
            f"{day_first} different dates can only be read day-first and {month_first} only month-first. Write all of "
            "them in one order, best as 2025-10-24. Nothing was stored."
        )


class NotStored(InputError):
    """A file that was read but has open questions or rows that cannot be stored; ``report`` has all of it."""

    title = "Nothing was stored yet"

    def __init__(self, report: Report) -> None:
        self.report = report
        open_ = report.open_questions
        parts = [
            f"{asked.question.question} Answer with --answer {asked.question.name}="
            f"{'|'.join(asked.question.choices) or asked.question.hint or 'VALUE'}."
            for asked in open_
        ]
        super().__init__(" ".join(parts))


class BadAnswer(InputError):
    """An answer that is none of the choices."""

    title = "An answer cannot be taken"

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(
            f"{question.question} Answer {question.name} with one of: {', '.join(question.choices)}. "
            "Nothing was stored."
        )


class NotAMoment(InputError):
    """An answered time that cannot be read, or reads two ways."""

    title = "An answered time cannot be taken"

    def __init__(self) -> None:
        super().__init__(
            "Write the last look as a day or a moment with the year first, for example 2025-11-03, "
            "2025-11-03T18:00 or 2025-11-03T18:00+01:00. Nothing was stored."
        )


class ManyMalformed(InputError):
    """So many records without the header's shape that the header, or the delimiter, is not what it seems."""

    title = "The rows do not fit the header"

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            f"More than {count:,} defects: rows with more or fewer cells than the header, or broken quotes. Look at "
            "the header and the delimiter, or export the file again. Nothing was stored."
        )


class LinesUnclear(InputError):
    """Broken quotes that leave open where records begin."""

    title = "Rows cannot be told apart"

    def __init__(self) -> None:
        super().__init__(
            "Quotation marks are broken so that it is not clear where rows begin and end. Double every mark inside a "
            "quoted cell, or export the file again. Nothing was stored."
        )
