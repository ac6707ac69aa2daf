"""The query under test, run as the product runs it: texts and a zone in, one row per text out."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest
from clock_rows import ReadAll, Row

from ripplemark import paths
from ripplemark.times import zone_segments


@pytest.fixture(scope="session")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        yield con


@pytest.fixture(scope="session")
def read_all(engine: duckdb.DuckDBPyConnection) -> ReadAll:
    sql = (paths.QUERIES / "times" / "clock_intervals.sql").read_text(encoding="utf-8")

    def run(
        texts: list[str], zone: str = "UTC", dates: str = "dmy", midnight: str = "midnight"
    ) -> dict[str, Row]:
        distinct = pa.table({"text": pa.array(sorted(set(texts)), pa.string())})
        engine.register("clock_texts", distinct)
        engine.register("zone_segments", zone_segments(zone))
        asked = {"dates": dates, "midnight": midnight}
        rows = engine.sql(sql, params=asked).to_arrow_table().to_pylist()
        found = {row["text"]: Row(**row) for row in rows}
        assert len(rows) == len(found) == distinct.num_rows
        return found

    return run
