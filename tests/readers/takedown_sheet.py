"""A takedown log read as the ingest reads it, and sheets of one row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import duckdb
from reading import head

from ripplemark.catalogue import Query, query
from ripplemark.readers.base import Match, Question, Reading
from ripplemark.readers.takedown_log import TakedownLog
from ripplemark.readers.takedown_words.headers import ROLES

ITEMS = "Link,Platform,Reported on,{},Status\nhttps://a.example.org/1,Platform A,2025-10-24T10:00,{},{}\n"


class Sheet:
    """One sheet read as the ingest reads it: source, facts, questions, reading, rows."""

    def __init__(
        self, text: str, delimiter: str = ",", mapping: Mapping[str, Any] | None = None, **said: str
    ) -> None:
        self.head = head(text, delimiter=delimiter)
        found = TakedownLog.recognise(self.head)
        if mapping is not None:
            found = TakedownLog.apply_mapping(found, self.head, mapping)
        assert found is not None
        self.match: Match = found
        self._connection = duckdb.connect()
        self._source(list(csv.reader(io.StringIO(text), delimiter=delimiter)))
        for each in TakedownLog.prepares:
            self._connection.sql(query(each).sql).create(each.rpartition("/")[2])
        self.facts = self._run(query("readers/takedown_facts"), {})[0]
        self.asked: dict[str, Question] = {
            each.name: each for each in TakedownLog.questions(self.match, self.facts)
        }
        answers = {name: each.default for name, each in self.asked.items() if each.default}
        answers |= {name.replace("_", "-"): each for name, each in said.items()}
        self.reading: Reading = TakedownLog.reading(self.match, self.facts, answers)
        for name, relation in self.reading.relations.items():
            self._connection.register(name, relation)
        self.rows = self._run(query(self.reading.query), self.reading.parameters)

    def _source(self, rows: list[list[str]]) -> None:
        roles = ", ".join(f'"{role}" VARCHAR' for role in ROLES)
        self._connection.execute(f"CREATE TABLE source (line BIGINT, {roles})")
        at = {role: place for place, role in enumerate(self.match.columns) if role}
        start = (self.match.header or 0) + 1
        cells = [
            [
                line,
                *(
                    row[at[r]].strip() or None if r in at and at[r] < len(row) else None
                    for r in ROLES
                ),
            ]
            for line, row in enumerate(rows[start:], start + 1)
        ]
        marks = ", ".join("?" * (len(ROLES) + 1))
        self._connection.executemany(f"INSERT INTO source VALUES ({marks})", cells)

    def _run(self, asked: Query, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = self._connection.execute(asked.sql, dict(parameters)).fetchall()
        return [dict(zip([c.name for c in asked.columns], row, strict=True)) for row in found]

    @property
    def codes(self) -> dict[str, tuple[int, ...]]:
        every = (*self.match.warnings, *self.reading.warnings)
        return {each.code: each.lines for each in every}

    def csv(self) -> str:
        names = [
            n for n in self.reading.table.names if any(row.get(n) is not None for row in self.rows)
        ]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([row.get(n) for n in names] for row in self.rows)
        return out.getvalue()
