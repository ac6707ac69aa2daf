"""Sheets for coding result pages: one row per result, with a column for what it does with the story, or one for each of two coders."""

from __future__ import annotations

from typing import Literal

from ripplemark.readers.blank_workbook import blank_workbook
from ripplemark.schema import SEARCH_RESULTS, Field

Coders = Literal["one", "two"]
_OWN = ("stance_1", "stance_2")
_NOT_TYPED = ("incident", "source_line")
"""Columns that reading the sheet fills in."""


def coding_header(coders: Coders) -> tuple[str, ...]:
    """The columns of the sheet, in the schema's order; with two coders their own ones before the deciding one."""
    every = [name for name in SEARCH_RESULTS.names if name not in _NOT_TYPED]
    return tuple(name for name in every if coders == "two" or name not in _OWN)


def coding_csv(coders: Coders) -> str:
    """The header as CSV text."""
    return ",".join(coding_header(coders)) + "\n"


def coding_xlsx(coders: Coders) -> bytes:
    """The sheet as an Excel workbook, with a list to choose from wherever a column takes one of a few words."""
    header = coding_header(coders)
    choices = {
        field.name: field.choices
        for field in SEARCH_RESULTS.fields
        if field.choices and field.name in header
    }
    return blank_workbook("results", header, choices, guide(coders))


HOW = (
    "One row for each result of each page: the search engine, what was searched for, when the page was captured, the rank, the link.",
    "{who}",
    "The words: incident tells the story; correction corrects it; neutral is about the matter and does neither; other is all else.",
    "Code a link once; copy the word to its other rows.{differ}",
)
_WHO = {
    "one": "You write one word into the column stance, having read the page behind the link.",
    "two": "Each coder writes one word into a column of their own (stance_1, stance_2), without seeing the other's.",
}
_DIFFER = {
    "one": "",
    "two": " The column stance is for what you decide together where you differ.",
}


def how(coders: Coders) -> tuple[str, ...]:
    """How result pages are coded, in sentences."""
    return tuple(each.format(who=_WHO[coders], differ=_DIFFER[coders]) for each in HOW)


def guide(coders: Coders) -> tuple[str, ...]:
    """How the sheet is filled in, then what each column holds; one line each."""
    header = coding_header(coders)
    columns = [_column(field) for field in SEARCH_RESULTS.fields if field.name in header]
    return (*how(coders), "", "The columns:", *columns)


def _column(field: Field) -> str:
    """'rank (needed): 1 is the first result'."""
    needed = " (needed)" if field.required else ""
    clock = ", for example 2025-03-03 10:15" if field.kind == "clock" else ""
    words = f"; one of {', '.join(field.choices)}" if field.choices else ""
    return f"{field.name}{needed}: {field.about}{clock}{words}"
