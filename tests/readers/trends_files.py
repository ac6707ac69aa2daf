"""Google Trends files for these tests: the golden cases, and classic files of given rows."""

from __future__ import annotations

from pathlib import Path

from reading import Read, read, text_of

from ripplemark.readers.google_trends import GoogleTrends

CASES = Path(__file__).parent / "google_trends"


def case(name: str) -> Read:
    """A golden input as it is read; its name tells its delimiter."""
    delimiter = ";" if "semicolon" in name else ","
    return read(GoogleTrends, text_of(CASES / "input" / name), name=name, delimiter=delimiter)


def classic(*rows: str, header: str = "Week,blue lantern: (Worldwide)") -> str:
    """A file with these rows from its fourth line on."""
    return "\n".join(("Category: All categories", "", header, *rows, ""))
