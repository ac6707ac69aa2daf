"""The serving connection shows the archive and nothing else of the machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from ripplemark import schema
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Limits, Serving, Visible
from ripplemark.errors import QueryError


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "secret.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    return path


@pytest.fixture
def served(archive: Archive) -> Iterator[Serving]:
    serving = serve(archive)
    yield serving
    serving.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('{path}')",
        "SELECT * FROM read_blob('{path}')",
        "SELECT * FROM read_csv('{path}')",
        "SELECT * FROM '{path}'",
        "SELECT * FROM read_text('{folder}/datasets/../../../../../../../../..{path}')",
        "SELECT * FROM read_text('{folder}/datasets/link/secret.csv')",
        "SELECT * FROM glob('{folder}/../*')",
        "COPY (SELECT 1) TO '{elsewhere}/written.csv'",
        "ATTACH '{elsewhere}/new.db'",
        "EXPORT DATABASE '{elsewhere}'",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_nothing_outside_the_archive_can_be_read_or_written(
    served: Serving, outside: Path, archive: Archive, statement: str
) -> None:
    link = archive.root / "datasets" / "link"
    link.symlink_to(outside.parent)
    before = sorted(outside.parent.iterdir())
    with pytest.raises(duckdb.Error):
        served.cursor().execute(
            statement.format(path=outside, folder=archive.root, elsewhere=outside.parent)
        ).fetchall()
    link.unlink()
    assert sorted(outside.parent.iterdir()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "SET enable_external_access = true",
        "SET threads = 1",
        "SET lock_configuration = false",
        "RESET memory_limit",
        "SET TimeZone = 'Europe/Berlin'",
        "PRAGMA memory_limit = '1TB'",
        "SET allowed_directories = ['/']",
    ],
)
def test_the_configuration_is_locked(served: Serving, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        served.cursor().execute(statement)


def test_a_local_variable_of_python_is_not_a_table(served: Serving) -> None:
    secret = duckdb.from_query("SELECT 1 AS a")  # noqa: F841
    with pytest.raises(duckdb.CatalogException):
        served.cursor().execute("SELECT * FROM secret")


def test_times_come_in_utc_and_the_limits_hold() -> None:
    serving = Serving(Visible(), Limits(1, "123MB"))
    told = serving.cursor().execute(
        "SELECT current_setting('TimeZone'), current_setting('threads'),"
        " current_setting('memory_limit'), CAST(TIMESTAMPTZ '2025-07-01 00:00:00Z' AS VARCHAR)"
    )
    zone, threads, memory, text = told.fetchone() or ()
    assert (zone, threads, text) == ("Etc/UTC", 1, "2025-07-01 00:00:00+00")
    assert memory == "117.3 MiB"
    serving.close()


def test_closing_removes_the_folder_for_what_does_not_fit_into_memory() -> None:
    serving = Serving(Visible())
    told = serving.cursor().execute("SELECT current_setting('temp_directory')").fetchone()
    folder = Path((told or ("",))[0])
    assert folder.is_dir()
    serving.close()
    assert not folder.exists()


def test_an_empty_archive_has_every_view_with_its_columns() -> None:
    serving = Serving(Visible())
    for table in schema.TABLES:
        described = serving.cursor().execute(f"DESCRIBE {table.name}").fetchall()
        assert [(row[0], row[1]) for row in described] == [("dataset", "VARCHAR"), *table.stored]
    serving.close()


def test_many_threads_get_the_same_answer_from_one_connection(served: Serving) -> None:
    def ask(_: int) -> list[float]:
        result = served.run(
            "lifecycle/bins_by_series", incident="LANTERN", scope="incident", selected=[]
        )
        return [row["value"] for row in result.records()]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(48)))
    assert all(answer == [float(day) for day in range(1, 29)] for answer in answers)


def test_a_missing_or_unknown_parameter_is_named(served: Serving) -> None:
    with pytest.raises(QueryError, match="incident"):
        served.run("lifecycle/bins_by_series", incident="LANTERN")


def test_a_value_cannot_become_sql(served: Serving) -> None:
    attack = "x' OR 1=1; DROP VIEW attention --"
    result = served.run(
        "lifecycle/bins_by_series", incident=attack, scope="incident", selected=[f"series={attack}"]
    )
    assert len(result) == 0
    assert (served.cursor().execute("SELECT count(*) FROM attention").fetchone() or (0,))[0] == 28
