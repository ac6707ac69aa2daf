"""What a report shows of how a file was understood has one shape in every format, so that the page can make tables of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.ingest import Options, check
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader

GOLDEN = Path(__file__).parents[1] / "readers"


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_columns_go_from_roles_and_outcomes_from_words(
    reader: type[Reader], tmp_path: Path
) -> None:
    code = "LANTERN" if reader.scope == "incident" else None
    for path in sorted((GOLDEN / reader.name / "input").iterdir()):
        archive = Archive(tmp_path / "archive")
        shown = check(archive, path, Options(incident=code), name=path.name).shown
        columns, outcomes = shown.get("columns", {}), shown.get("outcomes", {})
        assert isinstance(columns, Mapping)
        assert all(isinstance(role, str) for role in columns)
        assert all(isinstance(column, (int, str)) for column in columns.values())
        assert isinstance(outcomes, Mapping)
        assert all({"outcome", "rows"} <= told.keys() for told in outcomes.values())
