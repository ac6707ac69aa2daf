"""The serving connection: the canonical views over the archive's visible Parquet files, read-only."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from ripplemark import catalogue
from ripplemark.engine.answers import answered
from ripplemark.engine.connection import Limits, harden, run
from ripplemark.engine.kept_items import kept_items, open_items, quick
from ripplemark.engine.views import DATASETS, Visible, define_views, empty
from ripplemark.result import Result

__all__ = ["DATASETS", "Serving", "Visible", "define_views", "empty"]


class Serving:
    """Answers queries of the catalogue from the visible files; one per archive fingerprint, shared by all threads."""

    def __init__(self, visible: Visible, limits: Limits | None = None) -> None:
        self.visible = visible
        self._limits = limits or Limits()
        self._temporary = Path(tempfile.mkdtemp(prefix="ripplemark-"))
        self._cleared = weakref.finalize(self, shutil.rmtree, self._temporary, True)
        self._con = harden(
            visible.folders,
            self._temporary,
            self._limits,
            lambda con: define_views(con, visible),
        )
        self._items: duckdb.DuckDBPyConnection | None = None
        self._looked = False
        self._opening = Lock()

    def run(self, name: str, /, **parameters: Any) -> Result:
        """Run one query by name, on a cursor of its own, or give its kept answer; see ``connection.run`` for errors."""
        return answered(self.visible.answers, name, parameters, lambda: self._ask(name, parameters))

    def keep_items(self) -> bool:
        """Keep the items of incidents in the form that is counted fastest; False where they are not of a kind to be kept."""
        made = kept_items(self.visible, self._limits, self._temporary / "keeping")
        with self._opening:
            self._looked = False
        return made

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor with the same views and the same limits, for one thread."""
        return self._con.cursor()

    def close(self) -> None:
        """Close the connection and remove its spill folder."""
        self._con.close()
        if self._items is not None:
            self._items.close()
        self._cleared()

    def _ask(self, name: str, parameters: Mapping[str, Any]) -> Result:
        """The answer from kept items where the query can be asked of them, and they can be read; else from the rows."""
        other = quick(name, parameters)
        items = self._open_items() if other else None
        if other is not None and items is not None:
            try:
                answer = run(items.cursor(), other, parameters)
            except (duckdb.IOException, duckdb.InvalidInputException):
                pass  # taken away since it was opened, or damaged: the rows themselves are there
            else:
                of = catalogue.query(name)
                return Result(of.name, of.title, of.columns, dict(parameters), answer.rows)
        return run(self._con.cursor(), name, parameters)

    def _open_items(self) -> duckdb.DuckDBPyConnection | None:
        with self._opening:
            if not self._looked:
                self._items = open_items(self.visible, self._limits, self._temporary / "items")
                self._looked = True
            return self._items
