"""What every command shares: which archive and vault, whether JSON is wanted, and where words go."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import typer

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.errors import RipplemarkError
from ripplemark.vault import Vault


class Refused(Exception):
    """A command that has said all and leaves with exit code 1."""


class Usage(typer.TyperException):
    """A command line that cannot be understood; exit code 2."""


@dataclass(slots=True)
class Session:
    """The options that may stand anywhere on the line."""

    archive_named: str | None = None
    json: bool = False

    def take(self, arguments: list[str]) -> list[str]:
        """Take ``--archive DIR`` and ``--json`` out of the line; the rest is for the command."""
        self.archive_named, self.json = None, False
        left: list[str] = []
        words = iter(arguments)
        for word in words:
            if word == "--json":
                self.json = True
            elif word == "--archive":
                self.archive_named = next(words, None)
                if self.archive_named is None:
                    raise Usage("--archive needs a folder.")
            elif word.startswith("--archive="):
                self.archive_named = word.partition("=")[2]
            else:
                left.append(word)
        return left

    def archive(self) -> Archive:
        """The archive that the line, or RIPPLEMARK_ARCHIVE, names, else the user's own."""
        return Archive(paths.archive_root(self.archive_named))

    def vault(self) -> Vault:
        """The vault; made on first use."""
        return Vault(paths.vault_root())


session = Session()


def tell(text: str) -> None:
    """Narration, to stderr."""
    sys.stderr.write(text + "\n")


def in_words(error: RipplemarkError) -> str:
    """An error's title and message as sentences."""
    return f"{error.title}{'' if error.title.endswith('?') else '.'} {error}"


def give(document: Any) -> None:
    """One JSON document, to stdout; a number that JSON does not have (NaN, infinity) is null."""
    text = json.dumps(_valid(document), ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write(text + "\n")


def rows(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """A plain table, to stdout; cells that hold None are empty."""
    texts = [[cell(record.get(name)) for name in columns] for record in records]
    widths = [max([len(name), *(len(row[k]) for row in texts)]) for k, name in enumerate(columns)]
    for row in [list(columns), *texts]:
        line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def pairs(words: Iterable[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` words as a dictionary; Usage where there is no '='."""
    found = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise Usage(f"{option} takes NAME=VALUE.")
        found[name] = value
    return found


def cell(value: Any) -> str:
    """A value as a table has it: numbers to six figures, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(_plain(value)) if isinstance(value, datetime) else str(value)


def _valid(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _valid(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_valid(each) for each in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return str(value)
