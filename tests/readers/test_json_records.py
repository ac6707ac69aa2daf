"""Hostile JSON is named for what it is; what is read comes back exactly."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ripplemark.readers.opening import Limits, defects, json_records, open_input
from ripplemark.readers.opening.json_records import JsonDamaged, as_csv

ROW = '{"cmpt_rank": 1, "type": "general", "url": "https://a.example.org/", "title": "%s"}'


def _open(folder: Path, text: str | bytes, name: str = "parsed.json") -> list[dict[str, str]]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    into = folder / "into"
    into.mkdir()
    opened = open_input(path, into)
    with opened.text.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_numbers_stay_the_text_that_they_are(tmp_path: Path) -> None:
    huge = "9" * 5000
    text = f'{{"cmpt_rank": {huge}, "serp_rank": 12345678901234567891, "type": "a", "url": "u"}}\n'
    [row] = _open(tmp_path, text)
    assert row["cmpt_rank"] == huge
    assert row["serp_rank"] == "12345678901234567891"


def test_one_document_over_several_lines_or_a_list_is_read_as_well(tmp_path: Path) -> None:
    document = {"results": [json.loads(ROW % "a"), json.loads(ROW % "b")]}
    assert len(_open(tmp_path, json.dumps(document, indent=1))) == 2
    (tmp_path / "list").mkdir()
    assert len(_open(tmp_path / "list", json.dumps([document, document]))) == 4


def test_line_breaks_nul_and_half_characters_in_a_cell_keep_the_row_on_one_line(
    tmp_path: Path,
) -> None:
    rows = _open(tmp_path, ROW % r"a\nb\u0000c\ud800d\u2028e" + "\n" + ROW % "after" + "\n")
    assert [row["title"] for row in rows] == ["a b c d e", "after"]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ((ROW % "a").replace("1,", "1, " + '"x": ' + "[" * 200_000 + ","), 1, "nested deeper"),
        (ROW % "a" + "\n" + '{"cmpt_rank": 1, "cmpt_rank": 2}', 2, "a key twice"),
        ((ROW % "a").encode() + b"\n" + (ROW % "\xe4").encode("latin-1"), 2, "not UTF-8"),
        (ROW % "a" + "\n" + (ROW % "b")[:-5], 2, "ends early"),
        (ROW % "a" + "\n" + (ROW % "b").replace("1,", "NaN,"), 2, "not JSON"),
        ('{"results": [1, 2], "serp_id": "s"}', 1, "no object"),
    ],
)
def test_damage_is_named_with_its_line(
    text: str | bytes, line: int, what: str, tmp_path: Path
) -> None:
    with pytest.raises(JsonDamaged, match=what) as refused:
        _open(tmp_path, text)
    assert refused.value.line == line
    assert "example" not in str(refused.value)


def test_a_giant_line_is_refused_and_a_page_of_megabytes_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"serp_id": "s", "qry": "q", "html": "x" * 3_000_000, "results": [json.loads(ROW % "a")]}
    assert len(_open(tmp_path, json.dumps(page) + "\n")) == 1
    monkeypatch.setattr(json_records, "_DOCUMENT", 1_000_000)
    with pytest.raises(defects.TooLarge):
        as_csv(tmp_path / "parsed.json", tmp_path, Limits())


@pytest.mark.parametrize("text", ['{"a": 1}', '[{"serp_id": 1}]', '{"items": [{"views": 3}]}'])
def test_other_json_is_still_refused_as_json(text: str, tmp_path: Path) -> None:
    with pytest.raises(defects.JsonText):
        _open(tmp_path, text)


def test_pages_without_any_result_are_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(defects.EmptyFile):
        _open(tmp_path, '{"serp_id": "s", "results": []}')


def test_it_is_read_out_of_a_zip_or_gz_too(tmp_path: Path) -> None:
    import gzip

    assert len(_open(tmp_path, gzip.compress((ROW % "a" + "\n").encode()), "parsed.json.gz")) == 1
