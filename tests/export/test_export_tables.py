"""CSV, JSON, Parquet, XLSX and the bundle: what is shown, with its meaning, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_figure import HEADLINE, SOURCE, START, VALUES, invented
from python_calamine import CalamineWorkbook

from ripplemark import catalogue, export
from ripplemark.figure import Figure
from ripplemark.publication import Answers, Facts
from ripplemark.result import Column

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    'a "quote", and a comma',
    "fine",
    None,
]


def _hostile() -> Figure:
    return invented(shown=pa.table({"=text": HOSTILE}), columns=(Column("=text", "VARCHAR"),))


def _cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def test_a_csv_has_one_header_line_and_every_row_that_is_shown(figure: Figure) -> None:
    head, *rows = _cells(export.picture(figure, "csv"))
    assert head == ["at", "label", "value", "items", "mark"]
    assert len(rows) == 96
    assert rows[0] == ["2025-03-04T00:00:00Z", "'=1+1", repr(VALUES[0]), "", "Simulated"]


def test_rows_say_that_they_are_simulated_or_private_and_nothing_where_they_are_neither() -> None:
    plain = _cells(export.picture(invented(simulated=False), "csv"))
    assert plain[0] == ["at", "label", "value", "items"]
    private = _cells(export.picture(invented(simulated=False, audience="private"), "csv"))
    assert {row[-1] for row in private[1:]} == {"Private: not for publication"}


def test_a_text_that_a_spreadsheet_would_compute_is_made_a_text() -> None:
    head, *rows = _cells(export.picture(_hostile(), "csv"))
    assert head == ["'=text", "mark"]
    told = [row[0] for row in rows]
    assert told[:7] == [f"'{each}" for each in HOSTILE[:7]]
    assert told[7:] == [HOSTILE[7], "fine", ""]


def test_a_text_beside_a_csv_says_what_its_rows_are_and_leaves_the_csv_alone(
    figure: Figure, tmp_path: Path
) -> None:
    own = invented(headline="My own words", computed={"headline": HEADLINE})
    assert export.write(own, tmp_path / "rows.csv") == export.picture(figure, "csv")
    assert {each.name for each in tmp_path.iterdir()} == {"rows.csv", "rows.about.txt"}
    told = (tmp_path / "rows.about.txt").read_text(encoding="utf-8")
    assert told.startswith(
        f"My own words\n{own.subtitle}\n\nComputed headline: {HEADLINE}\n\nSimulated.\n"
    )
    for words in (
        SOURCE,
        "- Deleted posts are not counted.",
        "- value [posts]: posts in the bin",
        f"- {own.claims.borne[0]}",
        "Needed: View counts per hour.",
        "Nobody has answered",
    ):
        assert words in told


def test_no_other_format_has_a_text_beside_it(figure: Figure, tmp_path: Path) -> None:
    export.write(figure, tmp_path / "rows.json")
    assert [each.name for each in tmp_path.iterdir()] == ["rows.json"]


def test_a_negative_number_in_a_csv_stays_a_number(figure: Figure) -> None:
    rows = _cells(export.picture(figure, "csv"))
    assert rows[2][3] == "-1"


def test_a_number_that_does_not_exist_is_empty_and_null() -> None:
    shown = pa.table({"value": [math.nan, math.inf, 1.5]})
    figure = invented(shown=shown, columns=(Column("value", "DOUBLE", "h"),))
    assert _cells(export.picture(figure, "csv"))[1:] == [
        ["", "Simulated"],
        ["", "Simulated"],
        ["1.5", "Simulated"],
    ]
    assert [row["value"] for row in json.loads(export.picture(figure, "json"))["rows"]] == [
        None,
        None,
        1.5,
    ]


def test_a_json_says_everything_that_belongs_to_the_figure(figure: Figure) -> None:
    told = json.loads(export.picture(figure, "json"))
    assert told["headline"] == HEADLINE
    assert told["source"] == SOURCE
    assert told["claims"]["borne"] == list(figure.claims.borne)
    assert told["claims"]["unborne"][0]["needed"] == "View counts per hour."
    assert told["measures"][0]["estimates"][0]["low"] == 28.0
    assert told["queries"][0]["sql"] == catalogue.query("lifecycle/bins_by_series").sql
    assert told["columns"][2] == {
        "name": "value",
        "type": "DOUBLE",
        "unit": "posts",
        "about": "posts in the bin",
    }
    assert told["rows"][0]["at"] == "2025-03-04T00:00:00Z"
    assert len(told["rows"]) == 96
    assert told["simulated"] is True
    assert told["audience"] == "public"
    assert told["archive"] == figure.archive
    assert told["publication"]["statement"].startswith("Nobody has answered")


def test_answers_about_publication_go_with_the_export(figure: Figure) -> None:
    given = {"publication.decision": "publish", "publication.interest": "yes"}
    answers = Answers(Facts("LANTERN"), given, datetime(2025, 4, 2, tzinfo=UTC))
    told = json.loads(export.picture(figure, "json", publication=answers))
    assert told["publication"]["answers"] == given
    assert "decision: publish" in told["publication"]["statement"]
    assert "decision: publish" in export.picture(figure, "html", publication=answers).decode()


def test_source_lines_of_the_owners_file_are_in_no_export() -> None:
    figure = invented(lines={"gone within 48 h": (777123, 777124)})
    for name in ("json", "csv", "html"):
        assert b"777123" not in export.picture(figure, name)


def test_a_parquet_keeps_types_and_carries_its_meaning(figure: Figure) -> None:
    table = pq.read_table(pa.BufferReader(export.picture(figure, "parquet")))
    assert table.column("at").type == pa.timestamp("us", "UTC")
    assert table.column("value").to_pylist() == VALUES
    assert table.schema.field("value").metadata[b"unit"] == b"posts"
    assert json.loads(table.schema.metadata[b"ripplemark"])["headline"] == HEADLINE


def test_a_workbook_is_read_back_with_times_numbers_texts_and_empty_cells(figure: Figure) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(export.picture(figure, "xlsx")))
    assert book.sheet_names == ["Shown", "About"]
    head, first, second, *_ = book.get_sheet_by_name("Shown").to_python()
    assert head == ["at", "label", "value", "items"]
    assert first[1:] == ["=1+1", VALUES[0], ""]
    assert second == [START.replace(tzinfo=None) + timedelta(hours=1), "-2", VALUES[1], -1]


def test_a_workbook_says_on_its_second_sheet_what_it_is(figure: Figure) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(export.picture(figure, "xlsx")))
    about = [tuple(row[:2]) for row in book.get_sheet_by_name("About").to_python()]
    assert ("Simulated", "This holds for everything in this file.") in about
    assert ("Headline", HEADLINE) in about
    assert ("Column value", "posts in the bin [posts]") in about
    assert any(
        name == "Query lifecycle/bins_by_series" and "SELECT" in text for name, text in about
    )


def test_hostile_texts_survive_a_workbook_and_none_is_a_formula() -> None:
    data = export.picture(_hostile(), "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    told = [row[0] for row in book.get_sheet_by_name("Shown").to_python()]
    # A carriage return becomes a line feed when XML is read.
    wanted = [each.replace("\r", "\n") if each else "" for each in HOSTILE]
    assert told == ["=text", *wanted][: len(told)]
    assert len(told) >= len(HOSTILE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(
            b"<f" in package.read(name) for name in package.namelist() if "sheet" in name
        )


@pytest.mark.parametrize("name", ["csv", "json", "parquet", "xlsx", "html"])
def test_the_same_rows_give_the_same_bytes(figure: Figure, name: str) -> None:
    assert export.picture(figure, name) == export.picture(figure, name)


@pytest.mark.parametrize("name", ["csv", "json", "parquet", "xlsx", "html"])
def test_an_empty_figure_has_a_valid_export(name: str) -> None:
    shown = pa.table(
        {"at": pa.array([], pa.timestamp("us", "UTC")), "value": pa.array([], pa.float64())}
    )
    columns = (Column("at", "TIMESTAMPTZ"), Column("value", "DOUBLE"))
    for table, declared in ((shown, columns), (pa.table({}), ())):
        empty = invented(shown=table, columns=declared, documents=(), queries=(), empty=True)
        data = export.picture(empty, name)
        if name == "csv":
            assert _cells(data)[:1] == ([["at", "value", "mark"]] if declared else [["mark"]])
        if name == "xlsx":
            assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == [
                "Shown",
                "About",
            ]
        if name == "parquet":
            assert pq.read_table(pa.BufferReader(data)).num_rows == 0


def test_the_macros_that_a_query_calls_go_along_with_its_text() -> None:
    told = json.loads(export.picture(invented(queries=("moderation/lags_by_group",)), "json"))
    said = "\n\n".join(macro["sql"] for macro in told["macros"])
    assert "CREATE MACRO items_on_clock(" in said
    assert "CREATE MACRO about_content(" not in said  # no macro that is not called
    assert said.index("MACRO items_in_scope(") < said.index("MACRO items_and_ends(")
    assert json.loads(export.picture(invented(), "json"))["macros"] == []


@pytest.mark.browser
def test_the_evidence_bundle_has_the_macros_as_one_file_that_duckdb_reads() -> None:
    data = export.picture(invented(queries=("moderation/lags_by_group",)), "zip")
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        text = bundle.read("queries/macros.sql").decode()
    with duckdb.connect() as con:
        names = [macro.name for macro in catalogue.macros_of("FROM items_on_clock()")]
        assert len(con.extract_statements(text)) == len([*names, "key_in_order"])


@pytest.mark.browser
def test_the_evidence_bundle_holds_all_that_a_reader_needs(figure: Figure) -> None:
    with zipfile.ZipFile(io.BytesIO(export.picture(figure, "zip"))) as bundle:
        assert bundle.testzip() is None
        names = set(bundle.namelist())
        assert names == {
            "README.txt",
            "figure.svg",
            "figure.png",
            "data.csv",
            "figure.json",
            "queries/lifecycle/bins_by_series.sql",
        }
        readme = bundle.read("README.txt").decode()
        for name in names - {"README.txt", "queries/lifecycle/bins_by_series.sql"}:
            assert name in readme
        assert HEADLINE in readme
        assert "Cite as" in readme
        assert "- Deleted posts are not counted." in readme
        assert "Simulated." in readme
        assert bundle.read("data.csv") == export.picture(figure, "csv")
        assert bundle.read("figure.json") == export.picture(figure, "json")


def test_a_figure_of_the_owners_screen_never_leaves() -> None:
    with pytest.raises(ValueError, match="owner"):
        export.picture(invented(audience="owner"), "csv")


def test_a_file_is_named_after_incident_figure_and_archive() -> None:
    real = invented(simulated=False)
    assert export.file_name(real, "svg") == "ripplemark-LANTERN-attention-3f9a21c7.svg"
    made_up = export.file_name(invented(), "svg")
    assert made_up == "ripplemark-LANTERN-attention-3f9a21c7-simulated.svg"
    private = invented(simulated=False, audience="private", incident=None, name="overview")
    assert export.file_name(private, "csv") == "ripplemark-overview-3f9a21c7-private.csv"
