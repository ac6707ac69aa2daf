"""Where data are from, and under which licence, as a person typed it: a publisher's name, never a link or a person."""

from __future__ import annotations

import re

from ripplemark.errors import InputError
from ripplemark.gate.leaks import looks_like

LINK = "a link"
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\S*", re.I)


class NotAPublisher(InputError):
    """A source or a licence that looks like a handle, an address or a path."""

    title = "This does not name a publisher"

    def __init__(self, option: str, what: str) -> None:
        self.option, self.what = option, what
        super().__init__(
            f"--{option} looks like {what}. It is stored and printed under every figure, so it may name a publisher or "
            "a licence (for example 'Media Cloud', 'CC BY 4.0'), never a person or a file; nothing was stored."
        )


def publisher(option: str, text: str | None) -> str | None:
    """The text as it may be stored: of a link its host alone, because a link can lead to content and hold a search.

    None and texts of white space give None.

    Raises:
        NotAPublisher: it looks like a handle, an e-mail address, a path or a hash.
    """
    if text is None or not (kept := text.strip()):
        return None
    if holds_link(kept):
        kept = _HOST.sub(lambda link: link.group(1).lower().removeprefix("www."), kept)
    if what := looks_like(kept):
        raise NotAPublisher(option, what)
    return kept


def holds_link(text: str | None) -> bool:
    """True where a link was typed, of which only the host will be kept."""
    return bool(text) and looks_like(text or "") == LINK
