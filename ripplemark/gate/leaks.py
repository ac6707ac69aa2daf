"""What must never leave, recognised by its look: links, addresses, handles, paths, hashes. The net under every other rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

_LOOKS = {
    "a link": re.compile(
        r"[a-z][a-z0-9+.-]{1,20}://|\bwww\.\w|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}/", re.I
    ),
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "a handle": re.compile(r"(?<![\w.])@\w"),
    "a path": re.compile(
        r"(?:^|[\s\"'(=])(?:~|/(?:home|Users|root|tmp|var|mnt|media|private|etc|opt|srv)|[A-Za-z]:)[/\\]\S|\\\\\w"
    ),
}
HASH = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{32,}(?![0-9A-Fa-f])")
"""What a keyed or a raw hash looks like: 32 hexadecimal digits or more. Fingerprints and dataset ids are shorter."""

_MAY_BE = re.compile(r"[/\\@]|www\.|[0-9a-f]{32}", re.I)
"""What is in every text that looks like any of these; most texts of a picture have none of it, and need no second look."""


NUMBERS = {"dtype", "bdata"}
"""How Plotly writes an array of numbers: packed, so that nought after nought looks like a hash."""

RAW = 40
"""A hash of so many digits or more was not made by the vault, which keeps half of a digest: it is a raw one."""


class Leak(Exception):
    """Something that may not leave was about to: an error of this program. It says what and where, never the value."""

    def __init__(self, what: str, where: str) -> None:
        self.what, self.where = what, where
        super().__init__(f"{what} was about to leave in '{where}'; nothing was written")


def looks_like(text: str) -> str | None:
    """What a text holds that may never leave ('a link', 'a handle' ...); None where it holds nothing of the kind."""
    if any(len(digits) >= RAW for digits in HASH.findall(text)):
        return "a hash"
    return next((what for what, look in _LOOKS.items() if look.search(text)), None)


def check(value: Any, where: str, *, hashes: bool = True) -> None:
    """Walk a text, a mapping or a sequence; raise Leak at the first thing that may not leave.

    ``hashes`` is False where keyed hashes may stay (the owner's own use); raw ones, of 40 digits or more, never may.
    """
    for place, text in _texts(value, where):
        if not _MAY_BE.search(text):
            continue
        what = looks_like(text)
        if what is None and hashes and HASH.search(text):
            what = "a hash"
        if what:
            raise Leak(what, place)


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text within, keys included, with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, bytes):
        yield where, value.hex()
    elif isinstance(value, Mapping) and set(value) >= NUMBERS:
        return
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield f"{where}, a key", str(key)
            yield from _texts(each, f"{where}.{key}")
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _texts(each, where)
    elif isinstance(value, np.ndarray) and value.dtype.kind not in "biufcmM":
        yield from _texts(value.tolist(), where)
