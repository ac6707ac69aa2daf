"""One incident through the real code path: its files, added and decided on; what was planted and what should be found."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.simulate import attention, delistings, item_rows, items, pages, rounds
from ripplemark.simulate.channels_truth import channels_truth
from ripplemark.simulate.fate_truth import fate_truth
from ripplemark.simulate.files import EVENTS, LICENCE, SOURCE, Folder, event_rows
from ripplemark.simulate.grid import Hours, hours, written
from ripplemark.simulate.items import FOLLOWED
from ripplemark.simulate.lag_truth import lag_truth
from ripplemark.simulate.log_counts import counted, found_by
from ripplemark.simulate.plan import Incident, Items, Pages, Rounds
from ripplemark.simulate.rounds_truth import rounds_truth
from ripplemark.simulate.series_truth import series_truth
from ripplemark.vault import Vault

Told = dict[str, Any]
ANSWERS = {"midnight": "midnight", "down": "seen", "clock": "first"}


def term(code: str) -> str:
    """The invented search term of an incident."""
    return f"{code.lower()} story"


class Making:
    """Makes one incident under its code word; ``truth`` collects what a measure should find."""

    def __init__(
        self,
        archive: Archive,
        vault: Vault,
        folder: Folder,
        incident: Incident,
        code: str,
        seed: int,
    ) -> None:
        self.archive, self.vault, self.folder = archive, vault, folder
        self.incident, self.code, self.seed = incident, code, seed
        self.truth: list[Told] = []
        self.planted: Told = {"key": incident.key, "about": incident.about}

    def make(self) -> Told:
        """Store everything; the incident's part of truth.json."""
        plan = self.incident
        values = {"verdict": plan.verdict, "sensitivity": plan.sensitivity}
        self.archive.ensure_incident(self.code, plan.kind, plan.zone, **values)
        self.planted["process"] = asdict(plan)
        self._attention(hours(plan.zone, plan.later))
        if plan.items:
            self._items(plan.items)
        if plan.rounds:
            self._rounds(plan.rounds)
        if plan.events:
            self._add(self.folder.table(EVENTS, event_rows(plan)))
        if plan.pages:
            self._pages(plan.pages)
        return {**self.planted, "truth": self.truth}

    def _random(self, of: str) -> np.random.Generator:
        """The draws of one part, whatever else is simulated."""
        names = (self.incident.key, of)
        return np.random.default_rng([self.seed, *(zlib.crc32(name.encode()) for name in names)])

    def _add(self, path: Path, answers: dict[str, str] | None = None) -> str:
        options = Options(
            incident=self.code,
            answers=answers or {},
            source=SOURCE,
            licence=LICENCE,
            simulated=True,
        )
        return str(add(self.archive, self.vault, path, options).dataset_id)

    def _tell(self, told: Iterable[Told], where: dict[str, str] | None = None) -> None:
        self.truth += [{"by": {}, "settings": {}, "where": where or {}, **each} for each in told]

    def _attention(self, grid: Hours) -> None:
        order: list[Told] = []
        series: list[tuple[str, attention.Drawn]] = []
        for plan in self.incident.channels:
            drawn = attention.draw(
                self.incident, plan, grid, self._random(f"{plan.channel} {plan.bins}")
            )
            if plan.form == "trends":
                path = self.folder.text(attention.trends(drawn, term(self.code)))
            else:
                path = self.folder.table(attention.HEADER, attention.rows(drawn, term(self.code)))
            dataset = self._add(path)
            if self.archive.decision(self.code, f"main.{plan.channel}") is None:
                self.archive.decide(self.code, f"main.{plan.channel}", dataset)
            order.append(
                {"channel": plan.channel, "dataset": dataset, "onset": written(drawn.onset)}
            )
            series.append((dataset, drawn))
            self._tell(series_truth(drawn), {"dataset": dataset})
        self._tell(channels_truth(self.incident, series))
        self.planted["onsets"] = sorted(order, key=lambda each: str(each["onset"]))

    def _items(self, plan: Items) -> None:
        random = self._random("items")
        drawn = items.Log(self.incident, plan, random).items()
        if plan.form == "log":
            path = self.folder.table(
                item_rows.LOG_HEADER, item_rows.log_rows(drawn, plan, self.incident.zone)
            )
            dataset = self._add(path, ANSWERS)
        else:
            told = item_rows.rows(drawn, plan, self.incident.zone, random)
            dataset = self._add(self.folder.table(item_rows.HEADER, told))
            self._tell(found_by(drawn))
        self.planted["items"] = {"dataset": dataset, **_counted(drawn)}
        self._tell(lag_truth(drawn, plan.clock, float(FOLLOWED)))
        self._tell(fate_truth(drawn, plan))
        self._tell(counted(drawn))

    def _rounds(self, plan: Rounds) -> None:
        drawn = rounds.draw(self.incident, plan, self._random("rounds"))
        if plan.form == "log":
            path = self.folder.table(rounds.LOG_HEADER, rounds.log_rows(drawn, self.incident, plan))
            dataset = self._add(path, ANSWERS)
        else:
            told = rounds.rows(drawn, self.incident, plan)
            dataset = self._add(self.folder.table(rounds.HEADER, told))
        self.planted["requests"] = {"dataset": dataset, "rows": len(drawn)}
        self._tell(rounds_truth(drawn, plan))

    def _pages(self, plan: Pages) -> None:
        streams = self._random("pages"), self._random("pages seen again")
        drawn = pages.draw(self.incident, plan, term(self.code), *streams)
        dataset = self._add(self.folder.table(pages.header(plan), drawn.rows))
        self.planted["result_pages"] = {"dataset": dataset, "counted": drawn.counted}
        if plan.doubt:
            self.planted["coders"] = pages.coded(drawn.rows)
        if plan.delistings:
            sent = delistings.rows(drawn.asked, drawn.until)
            dataset = self._add(self.folder.table(rounds.HEADER, sent))
            self.planted["delistings"] = {"dataset": dataset, **delistings.ended(drawn.asked)}


def _counted(drawn: list[items.Item]) -> Told:
    """Facts of the log as drawn."""

    return {
        "rows": len(drawn),
        "removed": sum(each.outcome == "removed" for each in drawn),
        "by_machine": sum(each.machine for each in drawn),
        "copies": sum(bool(each.copy_of) for each in drawn),
        "came_back": sum(each.spell > 1 for each in drawn),
        "end_before_notice": sum(each.wrong for each in drawn),
    }
