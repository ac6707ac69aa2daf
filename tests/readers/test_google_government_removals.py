"""Promises of the reader of Google's government requests to remove content."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import case, expected, inputs, rows
from reading import Read, head, read, text_of
from real_archive import SHARED, RealArchive, codes, needs_shared

from ripplemark.ingest import NotRecognised, PlatformFile
from ripplemark.ingest.recognise import recognise
from ripplemark.readers import READERS
from ripplemark.readers.google_government_removals import GoogleGovernmentRemovals

GOLDEN = inputs("google_government_removals")
FOLDER = SHARED / "google_removals"
SUMMARY = "google-government-removal-requests.csv"
DETAILED = "google-government-detailed-removal-requests.csv"
HISTORICAL = "google-government-removal-requests-historical.csv"
OLD_DETAILED = "google-government-detailed-removal-requests-historical.csv"

HEADER = (
    "Period Ending,Country/Region,CLDR Territory Code,Requester,Number of Requests,"
    "Items Requested To Be Removed,% Not Enough Information "
)


def _read(*lines: str, header: str = HEADER) -> Read:
    return read(GoogleGovernmentRemovals, "\n".join((header, *lines, "")))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_table_of_government_requests_reads_as_expected(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_table_of_government_requests_is_claimed_by_its_reader_alone(path: Path) -> None:
    seen = head(text_of(path), "file.csv")
    assert [r.name for r in READERS if r.recognise(seen)] == ["google_government_removals"]


def test_namibia_is_a_territory_and_not_a_missing_value() -> None:
    [row, _] = _read("2022-06-30,Namibia,NA,Police,3,44,").rows
    assert row["keywords"] == "NA"


def test_a_body_without_a_code_keeps_its_name() -> None:
    result = _read("2022-06-30,Europol,,Police,3,44,")
    assert {row["keywords"] for row in result.rows} == {"Europol"}
    assert "no-territory-code" in result.codes()


@pytest.mark.parametrize(
    ("ending", "start", "end"),
    [
        ("2022-06-30", "2022-01-01", "2022-07-01"),
        ("2022-12-31", "2022-07-01", "2023-01-01"),
    ],
)
def test_a_half_year_begins_six_months_before_the_day_after_its_last(
    ending: str, start: str, end: str
) -> None:
    [row, _] = _read(f"{ending},Chile,CL,Police,3,44,").rows
    assert (row["period_start"], row["period_end"]) == (start, end)


def test_a_trailing_space_in_a_title_does_not_hide_its_column() -> None:
    for header in (HEADER, HEADER.strip()):
        metrics = [
            row["metric"] for row in _read("2022-06-30,Chile,CL,Police,3,44,11", header=header).rows
        ]
        assert metrics == ["requests", "items_requested", "percent_not_enough_information"]


def test_a_percentage_is_of_the_items_and_an_empty_one_is_not_stored() -> None:
    full = _read("2022-06-30,Chile,CL,Police,3,44,11").rows
    assert [row["n"] for row in full] == [None, None, "44"]
    assert len(_read("2022-06-30,Chile,CL,Police,3,44,").rows) == 2


def test_fewer_than_ten_is_two_bounds_and_a_question_mark_nothing() -> None:
    header = (
        "Period Ending,Country/Region,CLDR Territory Code,All Requests: Number of Requests,"
        "All Requests: Items Requested To Be Removed"
    )
    result = _read("2010-06-30,Armenia,AM,<10,7", "2010-06-30,China,CN,?,", header=header)
    found = [(row["value"], row["low"], row["high"]) for row in result.rows]
    assert found == [(None, "0", "9"), ("7", None, None), (None, None, None)]
    assert {"below-ten", "not-said"} <= result.codes()


def test_a_product_of_googles_is_the_platform() -> None:
    header = "Period Ending,Country/Region,CLDR Territory Code,Product,Reason,Total"
    result = _read(
        "2022-06-30,Chile,CL,YouTube,Fraud,3",
        "2022-06-30,Chile,CL,Web Search: Autocomplete,Bullying/Harassment,3",
        header=header,
    )
    found = [(row["platform"], row["category"]) for row in result.rows]
    assert found == [
        ("YouTube", "Fraud"),
        ("Google Web Search Autocomplete", "Bullying Harassment"),
    ]
    assert "names-plain" in result.codes()


def test_a_period_that_is_no_half_year_is_left_for_the_checks_to_refuse(tmp_path: Path) -> None:
    lines = [f"2022-06-30,Chile,CL,Police,{k},4," for k in range(1, 20)]
    path = tmp_path / "removals.csv"
    text = "\n".join(
        (HEADER, *lines, "2022-03-31,Chile,CL,Police,3,4,", "soon,Chile,CL,Other,3,4,")
    )
    path.write_text(text, encoding="utf-8")
    report = RealArchive(tmp_path).add(path, answers={"rejects": "skip"})
    assert (report.rows_stored, report.rejected) == (38, 4)
    assert {(each.line, each.column) for each in report.rejects} == {
        (21, "period_start"),
        (22, "period_start"),
        (22, "period_end"),
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Request ID,Date,Lumen URL,URLs removed\n1,2022-01-01T00:00:00Z,,4\n",
            "copyright removals",
        ),
        ("Period Ending,Country/Region,CLDR Territory Code,Total\n2022-06-30,Chile,CL,x\n", None),
        (
            "Period Ending,CLDR Territory Code,Requests\n2022-06-30,CL,4\n",
            "half-years are not those",
        ),
        (f"{HEADER}\n30.06.2022,Chile,CL,Police,3,44,\n", "half-years are not those"),
    ],
)
def test_other_tables_of_removals_are_named(text: str, says: str | None) -> None:
    if says is None:
        assert recognise(head(text), None, {}).match.confidence == 0.98
        return
    with pytest.raises(NotRecognised, match=says):
        recognise(head(text), None, {})


def test_a_report_about_google_is_never_an_incidents(tmp_path: Path) -> None:
    path = tmp_path / "removals.csv"
    path.write_text(f"{HEADER}\n2022-06-30,Chile,CL,Police,3,44,\n", encoding="utf-8")
    with pytest.raises(PlatformFile):
        RealArchive(tmp_path).add(path, incident="LANTERN")


@pytest.fixture
def real(tmp_path: Path) -> RealArchive:
    return RealArchive(tmp_path)


@pytest.mark.shared
@needs_shared
def test_the_real_summary_keeps_namibia_europol_and_its_totals(real: RealArchive) -> None:
    # data/README.md: (1, 2, 1776) and ('2021-06-30', 547016, 1265435)
    report = real.add(FOLDER / SUMMARY)
    assert (report.scope, report.table, report.rows_read, report.rejected) == (
        "platform",
        "platform_totals",
        1776,
        0,
    )
    assert codes(report)["no-territory-code"].startswith("2 rows have no territory code")
    requests = real.query(
        "SELECT count(*), count(*) FILTER (WHERE keywords = 'NA'), count(*) FILTER (WHERE keywords = 'Europol'), "
        "count(*) FILTER (WHERE keywords IS NULL) FROM platform_totals WHERE metric = 'requests'"
    )
    assert requests == [(1776, 1, 2, 0)]
    top = real.query(
        "SELECT strftime(period_end, '%Y-%m-%d'), sum(value)::BIGINT AS items FROM platform_totals "
        "WHERE metric = 'items_requested' GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    assert top == [("2021-07-01", 547016)]
    russia = real.query(
        "SELECT sum(value)::BIGINT FROM platform_totals WHERE metric = 'items_requested' AND keywords = 'RU'"
    )
    assert russia == [(1265435,)]


@pytest.mark.shared
@needs_shared
def test_every_real_percentage_of_a_small_row_is_a_whole_number_of_its_items(
    real: RealArchive,
) -> None:
    real.add(FOLDER / SUMMARY)
    found = real.query(
        "SELECT value, n FROM platform_totals WHERE metric LIKE 'percent%' AND n BETWEEN 1 AND 50"
    )
    assert len(found) > 2000
    for percent, items in found:
        assert any(abs(100 * k / items - percent) <= 0.51 for k in range(items + 1))


@pytest.mark.shared
@needs_shared
def test_the_real_detailed_table_counts_requests_by_reason(real: RealArchive) -> None:
    # data/README.md: (5685, '2013-06-30', 1201). Total is court orders plus other requests of the older table.
    report = real.add(FOLDER / DETAILED)
    assert (report.rows_read, report.rows_stored, report.rejected) == (14468, 14468, 0)
    assert "requests-by-reason" in codes(report)
    halves = real.query(
        "SELECT strftime(period_end, '%Y-%m-%d'), sum(value)::BIGINT FROM platform_totals "
        "WHERE category = 'Obscenity Nudity' GROUP BY 1 ORDER BY 2 DESC"
    )
    assert sum(total for _, total in halves) == 5685
    assert halves[0] == ("2013-07-01", 1201)
    real.add(FOLDER / OLD_DETAILED)
    shared = real.query(
        "WITH figures AS (SELECT d.format, t.* FROM platform_totals t JOIN datasets d USING (dataset)), "
        "sums AS (SELECT platform, period_start, category, keywords, "
        "sum(value) FILTER (WHERE detection IS NULL) AS total, sum(value) FILTER (WHERE detection IS NOT NULL) AS parts "
        "FROM figures WHERE metric = 'requests' AND category IS NOT NULL GROUP BY ALL) "
        "SELECT count(*), count(*) FILTER (WHERE total = parts) FROM sums WHERE total IS NOT NULL AND parts IS NOT NULL"
    )
    both, same = shared[0]
    assert both > 8000
    assert same / both > 0.99


@pytest.mark.shared
@needs_shared
def test_the_real_historical_table_keeps_its_small_cells_as_bounds(real: RealArchive) -> None:
    # data/README.md: (48, 17, 1204)
    report = real.add(FOLDER / HISTORICAL)
    assert (report.rows_read, report.rejected) == (1204, 0)
    small = real.query(
        "SELECT metric, count(*), min(low), max(high), count(value) FROM platform_totals "
        "WHERE high IS NOT NULL AND detection IS NULL GROUP BY 1 ORDER BY 1"
    )
    assert small == [("items_requested", 17, 0.0, 9.0, 0), ("requests", 48, 0.0, 9.0, 0)]
    unknown = real.query(
        "SELECT count(*) FROM platform_totals WHERE value IS NULL AND high IS NULL AND keywords = 'CN'"
    )
    assert unknown == [(5,)]


@pytest.mark.shared
@needs_shared
def test_the_four_real_tables_are_stored_without_a_reject(real: RealArchive) -> None:
    reports = [real.add(FOLDER / name) for name in (SUMMARY, DETAILED, HISTORICAL, OLD_DETAILED)]
    assert [each.rows_read for each in reports] == [1776, 14468, 1204, 9645]
    assert [each.rejected for each in reports] == [0, 0, 0, 0]
    assert {each.format for each in reports} == {"google_government_removals"}
