"""A list of ids: what ``--only`` is given."""

from __future__ import annotations

from pathlib import Path

from ripplemark.errors import InputError
from ripplemark.readers.opening import defects

_LONGEST_LIST = 64 << 20


class UnreadableList(InputError):
    """A list of ids that cannot be read or is empty."""

    title = "The list of ids cannot be read"

    def __init__(self) -> None:
        super().__init__(
            "Write a text file (UTF-8) with one id or link on each line, and at least one. Nothing was stored."
        )


def ids_of(path: Path) -> tuple[str, ...]:
    """The ids or links of a list, one on each line, each once; blank lines are none.

    Raises:
        UnreadableList: it is no text, too long, or empty.
        MissingFile, NoPermission: it is not there.
    """
    try:
        if not path.is_file():
            raise defects.MissingFile
        if path.stat().st_size > _LONGEST_LIST:
            raise UnreadableList
        text = path.read_text(encoding="utf-8-sig")
    except PermissionError:
        raise defects.NoPermission from None
    except (OSError, UnicodeDecodeError):
        raise UnreadableList from None
    found = dict.fromkeys(line.strip().strip('"').strip() for line in text.splitlines())
    if not any(found) or "\0" in text:
        raise UnreadableList
    return tuple(each for each in found if each)
