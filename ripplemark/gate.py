"""The one place through which anything leaves. It acts on rows and estimates, before any word or picture is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ripplemark.figure import Audience
from ripplemark.result import Estimate

K = 5
"""Counts of persons below this are suppressed; risk tables print '< 5'."""


def _unnamed(alias: str) -> str:
    return alias


@dataclass(frozen=True, slots=True)
class PlatformCount:
    """One platform of an incident: its items, how many are still up, and the last look at one of those."""

    platform: str
    items: int
    up: int = 0
    last_look: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What one audience may see. ``name`` turns an alias into the owner's own name, on their screen only."""

    audience: Audience
    now: datetime
    name: Callable[[str], str] = _unnamed

    @classmethod
    def of(
        cls, audience: Audience, name: Callable[[str], str] = _unnamed, now: datetime | None = None
    ) -> Gate:
        """The gate of an audience; names are seen by the owner alone."""
        return cls(audience, now or datetime.now(UTC), name if audience == "owner" else _unnamed)

    @property
    def coarse(self) -> bool:
        """True where the second rule holds: coarsened and suppressed."""
        return self.audience == "public"

    def merged(self, counts: Sequence[PlatformCount]) -> tuple[str, ...]:
        """The platforms that are shown together as 'N smaller platforms'; empty where each may stand by itself."""
        raise NotImplementedError

    def estimates(self, estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
        """The estimates as this audience may see them; source lines are the owner's."""
        return (
            tuple(estimates)
            if self.audience == "owner"
            else tuple(replace(each, lines=None) for each in estimates)
        )

    def at_risk(self, number: int) -> str:
        """A number in a risk table: '< 5' where it is small and leaves."""
        return f"< {K}" if self.coarse and 0 < number < K else f"{number:,}"

    def persons(self, counts: Mapping[str, int]) -> dict[str, int | None]:
        """Counts of persons by group: None where suppressed, complements included."""
        raise NotImplementedError

    def lines(self, lines: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        """Source lines behind counts: the owner's own."""
        return dict(lines) if self.audience == "owner" else {}
