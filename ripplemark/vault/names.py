"""Names behind aliases: "term A" in the archive, the search term itself in the vault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ripplemark.vault.folder import PrivateFolder, damaged

FILE = "names.json"
"""Per prefix: ``aliases`` (name -> alias) and ``given``, how many were ever given."""


def letters(number: int) -> str:
    """1 -> A ... 26 -> Z, 27 -> AA: bijective base 26; the number is at least 1."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def alias_all(folder: PrivateFolder, names: Iterable[str], prefix: str) -> dict[str, str]:
    """An alias for each name, in the order given; a known name keeps its own."""
    wanted = tuple(dict.fromkeys(names))
    known = _aliases(folder.load(FILE), prefix)
    if any(name not in known for name in wanted):
        known = _give(folder, wanted, prefix)
    return {name: known[name] for name in wanted}


def name_of(folder: PrivateFolder, alias: str) -> str | None:
    """The name behind an alias; None where it is not known, or was forgotten."""
    every = folder.load(FILE)
    pairs = (pair for prefix in every for pair in _aliases(every, prefix).items())
    return next((name for name, known in pairs if known == alias), None)


def forget(folder: PrivateFolder, aliases: Iterable[str]) -> None:
    """Delete the names behind these aliases; the count goes on, so that no alias is given twice."""
    gone = set(aliases)
    with folder.changing():
        every = folder.load(FILE)
        for prefix, entry in every.items():
            kept = _aliases(every, prefix).items()
            entry["aliases"] = {name: alias for name, alias in kept if alias not in gone}
        folder.save(FILE, every)


def _give(folder: PrivateFolder, names: Iterable[str], prefix: str) -> dict[str, str]:
    with folder.changing():
        every = folder.load(FILE)
        known = _aliases(every, prefix)
        given = int(every.get(prefix, {}).get("given", 0))
        for name in names:
            if name not in known:
                given += 1
                known[name] = f"{prefix} {letters(given)}"
        every[prefix] = {"aliases": known, "given": given}
        folder.save(FILE, every)
    return known


def _aliases(every: dict[str, Any], prefix: str) -> dict[str, str]:
    try:
        return dict(every.get(prefix, {"aliases": {}})["aliases"])
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(FILE) from error
