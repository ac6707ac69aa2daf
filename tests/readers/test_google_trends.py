"""Which files the Google Trends reader takes for its own, in every language, and which it names and leaves."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from reading import head, read, text_of
from trends_files import CASES, case, classic

from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.times import parse

CATEGORY_LINES = (
    ("Category: All categories", "Week", "Worldwide", "Worldwide"),
    ("Kategorie: Alle Kategorien", "Woche", "Weltweit", "Worldwide"),
    ("Categoría: Todas las categorías", "Semana", "Todo el mundo", "Worldwide"),
    ("Categoria: Todas as categorias", "Semana", "Brasil", "Brasil"),
    ("カテゴリ: すべてのカテゴリ", "週", "すべての国", "Worldwide"),
    ("類別：所有類別", "週", "台灣", "台灣"),
    ("类别：所有类别", "semaine", "全球", "Worldwide"),
    ("Kategori: Semua kategori", "Minggu", "Indonesia", "Indonesia"),
    ("카테고리: 게임", "주", "대한민국", "대한민국"),
    ("Catégorie : Toutes les catégories", "Semaine", "France", "France"),
    ("Categoria: Tutte le categorie", "Settimana", "Italia", "Italia"),
)


@pytest.mark.parametrize("path", sorted((CASES / "input").iterdir()), ids=lambda p: p.stem)
def test_golden_case(path: Path) -> None:
    expected = list(csv.DictReader(io.StringIO(text_of(CASES / "expected" / path.name))))
    rows = [{k: "" if v is None else str(v) for k, v in r.items()} for r in case(path.name).rows]
    assert rows == expected


@pytest.mark.parametrize("path", sorted((CASES / "input").iterdir()), ids=lambda p: p.stem)
def test_every_bin_is_a_time_that_ingest_can_read(path: Path) -> None:
    starts = [parse(r["bin_start"], "Europe/Berlin").lo for r in case(path.name).rows]
    assert starts == sorted(starts)


def test_every_golden_input_has_its_expectation() -> None:
    names = {side: {p.name for p in (CASES / side).iterdir()} for side in ("input", "expected")}
    assert names["input"] == names["expected"]


@pytest.mark.parametrize(("line", "word", "place", "region"), CATEGORY_LINES)
@pytest.mark.parametrize("blank", [[""], []], ids=["blank line", "blank line lost"])
def test_the_classic_file_is_known_in_every_language(
    line: str, word: str, place: str, region: str, blank: list[str]
) -> None:
    rows = ["2024-03-03,7", "2024-03-10,100", "2024-03-17,9"]
    text = "\n".join([line, *blank, f"{word},lantern: ({place})", *rows, ""])
    result = read(GoogleTrends, text)
    assert result.match.confidence > 0.9
    assert {r["region"] for r in result.rows} == {region}
    assert {r["bin_width"] for r in result.rows} == {"P7D"}
    assert [r["value"] for r in result.rows] == ["7", "100", "9"]


def test_a_spreadsheets_padding_of_the_category_line_does_not_hide_it() -> None:
    text = "Category: All categories,\n,\nWeek,lantern: (Japan)\n2024-03-03,1\n2024-03-10,100\n"
    assert read(GoogleTrends, text).match.confidence > 0.9


def test_fewer_marks_mean_less_confidence() -> None:
    names = (
        "three_terms_week_de.csv",
        "day_stripped.csv",
        "german_semicolon.csv",
        "damaged_dmy.csv",
    )
    sure = [case(name).match.confidence for name in names]
    assert sure == sorted(sure, reverse=True)
    assert sure[-1] == 0.5
    assert "edited-file" in case("damaged_dmy.csv").codes()


@pytest.mark.parametrize(
    "text",
    [
        "date,value\n2024-03-01,3\n2024-03-02,100\n",
        "Time,views\n2024-03-01,3\n2024-03-02,100\n",
        "Date,Lantern\n2024-03-01,3\n2024-03-02,100\n",
        "Time,lantern\n2024-03-01,3.5\n2024-03-02,100\n",
        "Time,lantern\n2024-03-01,3\n2024-03-02,1000\n",
        "date,lantern\n2024-03-01,<1\n2024-03-02,250\n",
        "date,posts\n2024-03-01,<1\n2024-03-02,25\n",
        "Source: somewhere\n\nDate,Value\n2024-03-01,3\n2024-03-02,100\n",
        "just one line\n",
        "",
    ],
)
def test_a_table_without_googles_marks_is_not_google_trends(text: str) -> None:
    assert GoogleTrends.recognise(head(text)) is None
    assert GoogleTrends.near_miss(head(text)) is None


MISSES = (
    (
        'Category: All categories\n"lantern: (6/5/14 - 6/5/19, Worldwide)"\n\nTOP\nlamp,100\n\nRISING\nlight,Breakout\n',
        "related queries",
    ),
    ("Category: All categories\n\nTOP\nlamp,100\n\nRISING\nlight,Breakout\n", "related queries"),
    ("Time,lantern\n2024-03-01,3\n2024-03-02,40\n", "under another name"),
    ("Time in ET,lantern\n7:40 PM ET,33.5\n", "News Lab"),
    (classic(), "no values"),
    (classic("2024-03-01,50%", "2024-03-02,10%"), "whole numbers"),
    (
        classic("2024-03-01", header="Day," + ",".join(f"t{i}: (Japan)" for i in range(26))),
        "26 terms",
    ),
)


@pytest.mark.parametrize(("text", "says"), MISSES)
def test_googles_other_files_are_not_read_and_are_named(text: str, says: str) -> None:
    assert GoogleTrends.recognise(head(text)) is None
    assert says in (GoogleTrends.near_miss(head(text)) or "")
