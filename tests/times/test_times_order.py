"""Which part of a date comes first is decided from the whole column, or not at all."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ripplemark import paths
from ripplemark.times import date_order, order_counts

CASES = {
    "dmy": ["24/10/2025 10:15", "3/4/2025", "2025-10-24"],
    "mdy": ["10-24-25", "3-4-25", "x"],
    "mixed": ["24/10/2025", "10/24/2025"],
    "ambiguous": ["3/4/2025", "03-04-2025 10:15@minute"],
    "none": ["2025-10-24", "24.10.2025", "24 Oct 2025", "", "31/31/2025", "24/10-2025"],
}


def asked_of_sql(con: duckdb.DuckDBPyConnection, texts: list[str]) -> tuple[int, int, int, str]:
    con.register("clock_texts", pa.table({"text": pa.array(texts, pa.string())}))
    sql = (paths.QUERIES / "times" / "date_order.sql").read_text(encoding="utf-8")
    (row,) = con.execute(sql).fetchall()
    return row


@pytest.mark.parametrize("order", CASES)
def test_a_column_of_dates_reads_one_way_both_ways_or_neither(
    engine: duckdb.DuckDBPyConnection, order: str
) -> None:
    assert date_order(CASES[order]) == order
    assert asked_of_sql(engine, CASES[order])[3] == order


def test_the_counts_say_how_many_dates_decide(engine: duckdb.DuckDBPyConnection) -> None:
    texts = ["24/10/2025", "25-10-25 -- 26-10-25", "3/4/2025", "10/24/2025", "2025-10-24"]
    counts = order_counts(texts)
    assert (counts.day_first, counts.month_first, counts.either) == (3, 1, 1)
    assert asked_of_sql(engine, texts) == (3, 1, 1, "mixed")
    assert asked_of_sql(engine, []) == (0, 0, 0, "none")


PART = st.integers(0, 33).map(str)
DATE = st.tuples(
    PART,
    st.sampled_from("-/."),
    PART,
    st.sampled_from("-/"),
    st.sampled_from(["25", "2025", "202"]),
).map("".join)


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.one_of(DATE, DATE.map(lambda date: f"{date} 10:15")), max_size=8))
def test_sql_and_python_count_alike(engine: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    counts = order_counts(texts)
    found = asked_of_sql(engine, texts)
    assert found == (counts.day_first, counts.month_first, counts.either, counts.order)
