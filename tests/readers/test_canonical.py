"""Promises of the canonical CSVs and their templates."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from reading import head, read, text_of

from ripplemark import catalogue, schema
from ripplemark.readers import READERS, templates
from ripplemark.readers.base import Reader
from ripplemark.readers.canonical import Canonical, CanonicalModeration, CanonicalRequests
from ripplemark.times import parse

CANONICAL = tuple(reader for reader in READERS if issubclass(reader, Canonical))
CASES = Path(__file__).parent


def _claims(text: str) -> list[type[Reader]]:
    claims = [(reader, reader.recognise(head(text))) for reader in CANONICAL]
    return [reader for reader, match in claims if match is not None]


def _csv(names: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([names, *rows])
    return out.getvalue()


def test_every_canonical_table_has_its_reader() -> None:
    assert tuple(reader.table for reader in CANONICAL) == schema.TABLES
    assert [reader.name for reader in CANONICAL] == [f"canonical_{t.name}" for t in schema.TABLES]
    for reader in CANONICAL:
        assert reader.tables == (reader.table,)
        assert reader.scope == (
            "platform" if reader.table.name == "platform_totals" else "incident"
        )


@pytest.mark.parametrize("reader", CANONICAL, ids=lambda r: r.name)
def test_a_source_query_declares_every_column_of_the_table_as_a_role(
    reader: type[Canonical],
) -> None:
    roles = [name for name, _ in catalogue.query(reader.source).input("source").columns]
    assert roles == ["line", *reader.table.names]
    assert [c.name for c in catalogue.query(reader.source).columns] == roles


@pytest.mark.parametrize("reader", CANONICAL, ids=lambda r: r.name)
def test_a_template_is_claimed_by_its_own_reader_alone(reader: type[Canonical]) -> None:
    text = templates.template(reader.table)
    assert _claims(text) == [reader]
    match = reader.recognise(head(text))
    assert match is not None
    assert match.confidence == pytest.approx(0.99)
    assert match.warnings == ()


@pytest.mark.parametrize("reader", CANONICAL, ids=lambda r: r.name)
def test_a_template_reads_back_as_it_was_written(reader: type[Canonical]) -> None:
    text = templates.template(reader.table)
    result = read(reader, text)
    assert result.questions == ()
    written = list(csv.DictReader(io.StringIO(text)))
    assert len(result.rows) == len(written) >= 1
    for row, example in zip(result.rows, written, strict=True):
        for name in reader.table.names:
            if name == "source_line":
                assert row[name] == str(row["line"])
            else:
                assert (row[name] or "").replace("@minute", "") == example[name]


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda t: t.name)
def test_a_template_holds_only_accepted_words_and_no_link(table: schema.Table) -> None:
    text = templates.template(table)
    assert "://" not in text
    assert "@" not in text
    for row in csv.DictReader(io.StringIO(text)):
        for field in table.fields:
            assert not field.required or row[field.name]
            if field.choices and row[field.name]:
                assert row[field.name] in field.choices


@pytest.mark.parametrize("reader", CANONICAL, ids=lambda r: r.name)
def test_every_time_of_a_template_is_readable(reader: type[Canonical]) -> None:
    times = [f.name for f in reader.table.fields if f.kind in ("clock", "instant")]
    for row in read(reader, templates.template(reader.table)).rows:
        for text in filter(None, (row[name] for name in times)):
            assert parse(text, "Europe/Berlin").lo.utcoffset() is not None


def test_columns_may_stand_in_any_order_and_most_may_be_missing() -> None:
    text = _csv(("value", "bin_start"), ("7", "2025-01-01"), ("", "2025-01-02"))
    [reader] = _claims(text)
    rows = read(reader, text).rows
    assert [(r["bin_start"], r["value"], r["series"]) for r in rows] == [
        ("2025-01-01", "7", None),
        ("2025-01-02", None, None),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("platform", "item", "outcome"),
        ("series", "value"),
        ("rank", "url"),
        ("incident_name", "time"),
        ("date", "value"),
    ],
)
def test_a_file_without_the_required_columns_is_no_canonical_table(names: tuple[str, ...]) -> None:
    assert _claims(_csv(names, tuple("x" for _ in names))) == []


def test_a_file_that_is_mostly_other_columns_is_no_canonical_table() -> None:
    assert _claims(_csv(("bin_start", "value", "x1", "x2", "x3"), ("1",) * 5)) == []


def test_names_shared_by_tables_are_settled_by_the_best_overlap() -> None:
    moderation = _csv(("incident", "platform", "item", "posted_at"), ("A", "B", "c", "2025-01-01"))
    requests = _csv(("incident", "platform", "item", "sent_at"), ("A", "B", "c", "2025-01-01"))
    assert _claims(moderation) == [CanonicalModeration]
    assert _claims(requests) == [CanonicalRequests]


def test_an_unknown_column_is_counted_and_a_slip_is_named_but_never_echoed() -> None:
    names = ("platform", "item", "posted_at", "Notice-at", "secret-canary")
    match = CanonicalModeration.recognise(head(_csv(names, ("A", "1", "2025-01-01", "", ""))))
    assert match is not None
    [caution] = match.warnings
    assert caution.code == "column-not-read"
    assert "2 columns" in caution.message
    assert "notice_at" in caution.message
    assert "canary" not in caution.message.casefold()
    assert "Notice-at" not in caution.message
    assert match.columns == ("platform", "item", "posted_at", None, None)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("platform", "item", "outcome", "down_at"), "'posted_at', 'entered_at', 'notice_at'"),
        (("item", "posted_at", "down_at"), "'platform'"),
        (("series", "value", "x"), "'bin_start'"),
        (("rank", "url", "query"), "'captured_at'"),
    ],
)
def test_a_file_that_lacks_a_required_column_is_told_which(
    names: tuple[str, ...], says: str
) -> None:
    near = [reader.near_miss(head(_csv(names, ("x",) * len(names)))) for reader in CANONICAL]
    [words] = filter(None, near)
    assert says in words


def test_a_file_of_another_kind_is_no_near_miss() -> None:
    for text in ("date,value,x\n", "url\n", "", "\n\n", "Category: All\n\nWeek,a: (b)\n"):
        assert [r.near_miss(head(text)) for r in CANONICAL] == [None] * len(CANONICAL)


def test_a_posted_time_is_never_finer_than_its_minute() -> None:
    names = ("platform", "posted_at", "down_at", "time_precision")
    posted = "2025-01-01T10:15:37.123"
    text = _csv(
        names,
        ("A", posted, "2025-01-01T11:00:05", ""),
        ("A", posted, "2025-01-01T11:00:05", "second"),
        ("A", posted, "2025-01-01T11:00:05", "Hour"),
        ("A", posted, "2025-01-01T11:00:05", "day"),
        ("A", f"{posted}@second", "", ""),
        ("A", f"{posted}@day", "", ""),
        ("A", "", "2025-01-01T11:00:05", "week"),
    )
    rows = read(CanonicalModeration, text).rows
    assert [(r["posted_at"], r["down_at"]) for r in rows] == [
        (f"{posted}@minute", "2025-01-01T11:00:05"),
        (f"{posted}@minute", "2025-01-01T11:00:05@second"),
        (f"{posted}@hour", "2025-01-01T11:00:05@hour"),
        (f"{posted}@day", "2025-01-01T11:00:05@day"),
        (f"{posted}@minute", None),
        (f"{posted}@day", None),
        (None, "2025-01-01T11:00:05"),
    ]


def test_open_items_without_a_last_look_are_asked_about_and_take_the_answer() -> None:
    names = ("platform", "notice_at", "last_up_at", "down_at", "outcome", "observed_until")
    text = _csv(
        names,
        ("A", "2025-01-01", "", "", "up", ""),
        ("A", "2025-01-01", "", "", "", "2025-01-04"),
        ("A", "2025-01-01", "2025-01-03", "", "refused", ""),
        ("A", "2025-01-01", "", "2025-01-02", "removed", ""),
        ("A", "2025-01-01", "", "", "removed", ""),
    )
    result = read(CanonicalModeration, text, {"last-look": "2025-01-09T12:00"})
    [question] = result.questions
    assert (question.name, question.default, question.choices) == ("last-look", None, ())
    assert result.facts == {"open": 1}
    assert [r["observed_until"] for r in result.rows] == [
        "2025-01-09T12:00",
        "2025-01-04",
        "2025-01-03",
        None,
        None,
    ]


def test_nothing_is_asked_where_every_open_row_says_when_it_was_looked_at() -> None:
    names = ("platform", "notice_at", "outcome", "observed_until")
    text = _csv(names, ("A", "2025-01-01", "up", "2025-01-04"))
    assert read(CanonicalModeration, text).questions == ()


def test_a_request_that_a_later_one_settled_is_not_open() -> None:
    names = ("item", "round", "sent_at", "outcome", "outcome_at", "up_again_at", "last_checked")
    text = _csv(
        names,
        ("a", "2", "2025-01-05", "removed", "2025-01-06", "", ""),
        ("a", "1", "2025-01-01", "refused", "", "", ""),
        ("b", "1", "2025-01-01", "removed", "2025-01-02", "2025-01-03", ""),
        ("c", "1", "2025-01-01", "", "", "", ""),
        ("", "1", "2025-01-01", "refused", "", "", ""),
        ("d", "1", "2025-01-01", "up", "", "", ""),
        ("d", "2", "2025-01-02", "up", "", "", "2025-01-08"),
    )
    result = read(CanonicalRequests, text, {"last-look": "2025-01-09"})
    assert result.facts == {"open": 3}
    found = [(r["item"], r["round"], r["last_checked"]) for r in result.rows]
    assert found == [
        ("a", "2", None),
        ("a", "1", None),
        ("b", "1", "2025-01-09"),
        ("c", "1", "2025-01-09"),
        (None, "1", "2025-01-09"),
        ("d", "1", None),
        ("d", "2", "2025-01-08"),
    ]


@pytest.mark.parametrize("reader", CANONICAL, ids=lambda r: r.name)
def test_golden_case(reader: type[Canonical]) -> None:
    case = CASES / reader.name
    answers = json.loads(text_of(case / "answers.json")) if (case / "answers.json").exists() else {}
    rows = read(reader, text_of(case / "input" / "plain.csv"), answers).rows
    expected = list(csv.DictReader(io.StringIO(text_of(case / "expected" / "plain.csv"))))
    assert [_filled(row) for row in rows] == [_filled(row) for row in expected]


def _filled(row: dict[str, object]) -> dict[str, str]:
    return {name: str(cell) for name, cell in row.items() if cell not in (None, "")}


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)
def test_the_headers_of_the_readers_queries_agree_with_duckdb(reader: type[Reader]) -> None:
    for name in filter(None, (reader.source, reader.facts)):
        query = catalogue.query(name)
        with duckdb.connect() as con:
            for relation in query.reads:
                columns = ", ".join(f'"{n}" {t}' for n, t in relation.columns)
                con.execute(f"CREATE TABLE {relation.name} ({columns})")
            values = {p.name: (False if p.type == "BOOLEAN" else None) for p in query.params}
            described = con.execute(query.sql, values).description or []
        assert [(d[0], str(d[1])) for d in described] == [(c.name, c.type) for c in query.columns]
