"""Which column plays which role: the headers of one row judged together, with a look at the cells below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ripplemark.readers.takedown_words.headers import CLOCKS, ROLES, UNREAD
from ripplemark.readers.takedown_words.naming import Named, down_kind, named, yes_means

_DIGIT = re.compile(r"\d")
_LINK = re.compile(r"^\s*(h(tt|xx)ps?://|www\.)", re.IGNORECASE)
NEEDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the item or the platform", ("item", "platform")),
    ("when it was posted or reported", ("posted", "sent")),
    ("what became of it, or when it ended", ("outcome", "down")),
)
"""What a takedown sheet must say, and the roles that say it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Roles by column; what the end's header promises; what yes and no mean; what was assumed or left unread."""

    roles: tuple[str | None, ...]
    down: str = "removed"
    yes: tuple[str, str] = ("unknown", "unknown")
    assumed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    named: int = 0

    @property
    def share(self) -> float:
        """Known columns among those that have a header, in [0, 1]; 0 where none has."""
        known = sum(role is not None for role in self.roles) + len(self.unread)
        return min(1.0, known / self.named) if self.named else 0.0

    @property
    def missing(self) -> tuple[str, ...]:
        """What a takedown sheet must say and this one does not."""
        return tuple(what for what, roles in NEEDS if not set(roles) & set(self.roles))


def columns(header: Sequence[str], below: Sequence[Sequence[str]]) -> Columns:
    """Judge a row of headers; ``below`` are the records under it (they may be few, short or absent)."""
    cells = [
        [row[at] for row in below if at < len(row) and row[at].strip()] for at in range(len(header))
    ]
    found = [_judged(named(text), cells[at]) for at, text in enumerate(header)]
    roles = _chosen(_with_times(found))
    roles, assumed = _assumed(roles, found)
    return Columns(
        tuple(role if role in ROLES else None for role in roles),
        _down(roles, header),
        next(
            (yes_means(header[at]) for at, role in enumerate(roles) if role == "outcome"),
            ("unknown",) * 2,
        ),
        assumed,
        tuple(sorted({each.role for each in found if each.role in UNREAD})),
        sum(bool(text.strip()) for text in header),
    )


def _judged(name: Named, cells: Sequence[str]) -> Named:
    """A header with its cells in view: links make an item, words under 'removed' an outcome."""
    links = sum(bool(_LINK.match(each)) for each in cells)
    if links * 2 > len(cells) and name.role in (None, "item", "platform", "posted"):
        return replace(name, role="item", strength=name.strength + 5, time=False)
    if name.role == "down" and cells and not any(map(_DIGIT.search, cells)):
        return replace(name, role="outcome", strength=1)
    return name


def _with_times(found: Sequence[Named]) -> list[Named]:
    """Times of day beside their dates: by name, or a bare 'time' by its neighbour on the left."""
    dated = {each.role for each in found if each.role in CLOCKS and not each.time}
    whole: list[Named] = []
    for each in found:
        before = whole[-1].role if whole else None
        if each.role == "time":
            each = replace(
                each, role=f"{before}_time" if before in CLOCKS or before == "date" else None
            )
        elif each.time and each.role in dated:
            each = replace(each, role=f"{each.role}_time")
        whole.append(each)
    return whole


def _chosen(found: Sequence[Named]) -> list[str | None]:
    """One column for each role: the one whose header says so most plainly, then the leftmost."""
    best: dict[str, int] = {}
    for at, each in enumerate(found):
        if each.role and (each.role not in best or each.strength > found[best[each.role]].strength):
            best[each.role] = at
    return [
        each.role if each.role and best[each.role] == at else None for at, each in enumerate(found)
    ]


def _assumed(
    roles: list[str | None], found: Sequence[Named]
) -> tuple[list[str | None], tuple[str, ...]]:
    """Columns that stand in for a missing one, and what was assumed."""
    assumed = []
    if "date" in roles and not {"sent", "posted"} & set(roles):
        swap = {"date": "sent", "date_time": "sent_time"}
        roles, assumed = [swap.get(role or "", role) for role in roles], ["date"]
    if "answer" in roles and not {"outcome", "down"} & set(roles):
        roles = ["outcome" if role == "answer" else role for role in roles]
    if "last_checked" in roles and "outcome" in roles and "down" not in roles:
        swap = {"last_checked": "down", "last_checked_time": "down_time"}
        roles = [swap.get(role or "", role) for role in roles]
    if sum(each.role == "sent" and not each.time for each in found) > 1:
        assumed.append("sent")
    return roles, tuple(assumed)


def _down(roles: Sequence[str | None], header: Sequence[str]) -> str:
    at = roles.index("down") if "down" in roles else None
    if at is None:
        return "removed"
    return "status" if named(header[at]).role == "last_checked" else down_kind(header[at])
