"""The one place through which anything leaves. It acts on rows and estimates, before any word or picture is made of them.

Two rules (DESIGN 7). *Never anywhere*: names, links, raw hashes, paths; no audience lifts it, and names are seen by the
owner alone, on their own screen. *Coarsened and suppressed* in everything that is public: small platforms, small
numbers of persons, fine times, hashes of items, source lines, the verdict. The owner's own use ("private") lifts the
second rule but for source lines, and marks what it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ripplemark.gate import coarse, leaks, merging, persons, platforms, tables, words
from ripplemark.gate.leaks import Leak
from ripplemark.gate.persons import K, Persons
from ripplemark.gate.platforms import PlatformCount, merged_label, platform_counts
from ripplemark.result import Column, Estimate

if TYPE_CHECKING:  # the command line starts without Plotly
    from ripplemark.figure import Audience

__all__ = [
    "PRIVATE_MARK",
    "Gate",
    "K",
    "Leak",
    "Persons",
    "PlatformCount",
    "merged_label",
    "platform_counts",
]

PRIVATE_MARK = "Private: not for publication."
"""What stands on a file that the owner exported for their own use."""


def _unnamed(alias: str) -> str:
    return alias


@dataclass(frozen=True, slots=True)
class Gate:
    """What one audience may see. ``name`` turns an alias into the owner's own name, on their screen only.

    ``counts`` are the platforms of the incident that it is about, ``knowing`` gives them; without them, only platforms
    that are large by themselves are named in public. ``verdict_asked`` lets the verdict be told in public. ``norms`` is
    True for figures about platforms rather than an incident: there is nothing to be found there, and all are named.
    """

    audience: Audience
    now: datetime
    name: Callable[[str], str] = _unnamed
    counts: tuple[PlatformCount, ...] = ()
    verdict_asked: bool = False
    norms: bool = False

    @classmethod
    def of(
        cls,
        audience: Audience,
        name: Callable[[str], str] = _unnamed,
        now: datetime | None = None,
        *,
        verdict: bool = False,
    ) -> Gate:
        """The gate of an audience; names are seen by the owner alone, the verdict in public only where ``verdict`` asks."""
        named = name if audience == "owner" else _unnamed
        return cls(audience, now or datetime.now(UTC), named, (), verdict)

    def knowing(self, counts: Sequence[PlatformCount]) -> Gate:
        """The same gate, for an incident whose items lie on these platforms (``platform_counts``)."""
        return replace(self, counts=tuple(counts))

    def of_norms(self) -> Gate:
        """The same gate, for data of platform scope."""
        return replace(self, norms=True)

    @property
    def coarse(self) -> bool:
        """True where the second rule holds: coarsened and suppressed."""
        return self.audience == "public"

    @property
    def leaves(self) -> bool:
        """True for what is made to leave the owner's screen."""
        return self.audience != "owner"

    # Platforms

    def merged(self, counts: Sequence[PlatformCount]) -> tuple[str, ...]:
        """The platforms that are shown together as 'N smaller platforms'; empty where each may stand by itself.

        ``counts`` are those of the whole incident, never of a selection.
        """
        return platforms.merged(counts, self.now) if self.coarse else ()

    def platform(self, platform: str) -> str:
        """What a platform is called: its name, or 'N smaller platforms' where this audience may not read it.

        N are those that hold items of the incident and are merged; one that holds none is '1 smaller platform'.
        """
        if not self._hidden(platform):
            return platform
        together = self.merged(self.counts)
        return merged_label(len(together) if platform in together else 1)

    def _hidden(self, platform: str) -> bool:
        """True where a platform may not be named; one that holds none of the known items is small."""
        if not self.coarse or self.norms or _is_merged(platform):
            return False
        known = {each.platform: each for each in self.counts}
        return not platforms.may_be_named(known.get(platform, PlatformCount(platform, 0)), self.now)

    # Estimates and documents

    def estimates(
        self,
        estimates: Sequence[Estimate],
        unit: str = "",
        *,
        steps: bool = False,
        in_hours: Sequence[str] = (),
    ) -> tuple[Estimate, ...]:
        """The estimates as this audience may see them; source lines are the owner's.

        In public small platforms are merged, times are told to the hour, and lags no finer than in words: all of ``unit`` 'h',
        of other units the quantities ``in_hours``, and the horizon ``by.tau``, which may be one item's; with ``steps`` the moments ``by.at`` at which a curve steps are those of single items, and move up to the
        same grid.
        """
        if not self.leaves:
            return tuple(estimates)
        bare = tuple(replace(each, lines=None) for each in estimates)
        if not self.coarse:
            return bare
        together = merging.merge(bare, self._hidden)
        return tuple(
            _coarse_estimate(each, "h" if each.by.get("quantity") in in_hours else unit, steps)
            for each in together
        )

    def document(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A measure's answer (``measure --json``) as it may leave, made of estimates that passed this gate.

        Without lines; selections name no platform that is not named. Raises Leak where anything in it may not leave.
        """
        if not self.leaves:
            return dict(document)
        cleaned = dict(document)
        cleaned["parameters"] = self.parameters(document.get("parameters", {}))
        cleaned["estimates"] = [
            {**each, "by": self._by(each.get("by", {})), "lines": None}
            for each in document.get("estimates", ())
        ]
        self.check(cleaned, str(document.get("metric", "document")))
        return cleaned

    def _by(self, by: Mapping[str, Any]) -> dict[str, Any]:
        return merging.unnamed(by, self._hidden)

    def parameters(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """What was asked, as it may leave: a selected platform by what it is called."""
        cleaned = dict(parameters)
        where = cleaned.get("where")
        if isinstance(where, Mapping) and "platform" in where:
            cleaned["where"] = {**where, "platform": self.platform(str(where["platform"]))}
        return cleaned

    # Numbers

    def at_risk(self, number: int) -> str:
        """A number in a risk table: '< 5' where it is small and leaves."""
        return f"< {K}" if self.coarse and 0 < number < K else f"{number:,}"

    def risk_row(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """One row of a risk table, in order of time: once it is '< 5' it stays so, nought included.

        A nought after it would tell at which moment the last ones ended.
        """
        told, small = [], False
        for number in numbers:
            small = small or (self.coarse and 0 < number < K)
            told.append(f"< {K}" if small and number < K else f"{number:,}")
        return tuple(told)

    def persons(self, counts: Mapping[str, int]) -> dict[str, int | None]:
        """Counts of persons by group: None where suppressed, complements included (see ``persons_with_total``)."""
        return self.persons_with_total(counts).groups

    def persons_with_total(self, counts: Mapping[str, int]) -> Persons:
        """Counts of persons by group and in all; None where suppressed. No hidden one can be worked out from the rest."""
        if self.coarse:
            return persons.suppressed(counts)
        return Persons(dict(counts), sum(counts.values()))

    def lag(self, hours: float) -> float:
        """A lag, no finer than it is told in words where it is public."""
        return coarse.coarse_lag(hours) if self.coarse else hours

    def moment(self, hours: float) -> float:
        """When something ended after so many hours, moved up to the same grid in public: what is within a deadline stays within."""
        return coarse.coarse_moment(hours) if self.coarse else hours

    def time(self, at: datetime, span: timedelta, zone: str = "UTC") -> datetime:
        """The time of something that happened to an item, in public the start of its bin in a picture that spans so long."""
        return coarse.coarse_time(at, span, zone) if self.coarse else at

    def time_bin(self, span: timedelta) -> int | None:
        """How wide those bins are in hours; None where times are told as they are."""
        return coarse.bin_hours(span) if self.coarse else None

    # Words

    def verdict(self, verdict: str | None) -> str | None:
        """The verdict where it may be said, else None; 'not_stated' is no verdict."""
        if verdict in (None, "not_stated") or (self.coarse and not self.verdict_asked):
            return None
        return verdict

    def event(
        self, kind: str, verdict: str | None = None, label: str | None = None, *, first: bool = True
    ) -> str:
        """What an event is called: the owner's own label on their screen, else its kind in words that follow the verdict.

        'first published check' (without 'first' where it is not), 'debunk' only where something was found false and
        that may be said.
        """
        own = self.name(label) if label and not self.leaves else None
        if own and own != label:
            return own
        return words.event(kind, self.verdict(verdict), first=first)

    def incident(self, code: str, kind: str = "other", verdict: str | None = None) -> str:
        """What an incident is called in a sentence: 'LANTERN, a rumour'; with what was found where it may be said."""
        return words.incident(code, kind, self.verdict(verdict))

    def source(self, named: str | None, otherwise: str) -> str:
        """Where data are from, as the user named it; ``otherwise`` (the format) where that may not leave."""
        if not named or (self.leaves and leaks.looks_like(named)):
            return otherwise
        return named

    # Rows, lines, and the net under all of it

    def rows(
        self, table: pa.Table, columns: Sequence[Column] = (), zone: str = "UTC"
    ) -> tuple[pa.Table, tuple[Column, ...]]:
        """The rows that are shown, and their columns' meaning, as they may leave.

        Without source lines; in public without identities, with platforms by what they are called and item times in
        bins of the home ``zone``. Raises Leak where a cell still holds something that may not leave.
        """
        if not self.leaves:
            return table, tuple(columns)
        table, kept = tables.without(table, columns, tables.LINES)
        if self.coarse:
            table, kept = tables.without(table, kept, tables.IDENTITIES)
            table = tables.in_bins(tables.called(table, self._hidden, self.platform), zone)
        tables.check_cells(table, hashes=self.coarse)
        return table, kept

    def lines(self, lines: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        """Source lines behind counts: the owner's own."""
        return {} if self.leaves else dict(lines)

    def check(self, value: Any, where: str) -> None:
        """Raise Leak where a text in ``value`` (a text, a mapping, a sequence) may not leave; the owner's screen may show all."""
        if self.leaves:
            leaks.check(value, where, hashes=self.coarse)

    def drawing(self, draw: Callable[[Any], Any], where: str) -> Callable[[Any], Any]:
        """The same drawing, whose picture is searched before anybody has it: hover texts and customdata leave as well.

        ``draw`` takes a canvas and gives a Plotly figure. The picture raises Leak where a text in it may not leave.
        """
        if not self.leaves:
            return draw

        def searched(canvas: Any) -> Any:
            picture = draw(canvas)
            self.check(picture.to_plotly_json(), where)
            return picture

        return searched


def _is_merged(platform: str) -> bool:
    return platform.endswith((" smaller platform", " smaller platforms"))


def _coarse_estimate(each: Estimate, unit: str, steps: bool) -> Estimate:
    by = each.by
    if steps and isinstance(by.get("at"), float):
        by = {**by, "at": coarse.coarse_moment(by["at"])}
    if isinstance(by.get("tau"), float):
        by = {**by, "tau": coarse.coarse_lag(by["tau"])}
    return replace(
        each,
        by=by,
        value=_coarse_value(each.value, unit),
        low=_coarse_value(each.low, unit),
        high=_coarse_value(each.high, unit, up=True),
    )


def _coarse_value(value: float | str | None, unit: str, *, up: bool = False) -> float | str | None:
    if isinstance(value, str):
        return coarse.coarse_instant(value, up=up)
    return coarse.coarse_lag(float(value)) if value is not None and unit == "h" else value
