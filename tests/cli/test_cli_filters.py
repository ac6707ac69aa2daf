"""``--only``, ``--match`` and ``--with`` of ``add`` and ``check``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ripplemark.cli import run

TABLE = "platform,item,notice_at,outcome,down_at,memo\n" + "".join(
    f"Platform A,https://clips.example.org/{k},2025-10-2{k},removed,2025-10-2{k + 1},marmalade {k}\n"
    for k in range(4)
)


def call(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = run([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_filters_narrow_what_is_stored_and_are_repeated_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, ids = tmp_path / "log.csv", tmp_path / "ids.txt"
    table.write_text(TABLE)
    ids.write_text("https://clips.example.org/1\nhttps://clips.example.org/2/\n")
    words = ("add", table, "--incident", "LANTERN", "--only", ids, "--match", "memo=marmalade [23]")
    code, out, err = call(capsys, *words, "--json")
    [report] = json.loads(out)
    assert (code, report["rows_read"], report["rows_passed"], report["rows_stored"]) == (0, 4, 1, 1)
    assert report["filters"] == ["only", "match"]
    assert "1 passed the filter" in err
    assert "marmalade" not in out + err
    assert "clips" not in out + err


def test_a_private_answer_is_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "parsed.json"
    result = {"cmpt_rank": 0, "serp_rank": 0, "type": "general", "url": "https://a.example.org/"}
    page.write_text(json.dumps({"results": [result]}))
    words = ("add", page, "--incident", "LANTERN", "--answer", "captured-at=2025-03-01T06:00Z")
    code, out, err = call(capsys, *words, "--answer", "query=quince marmalade", "--json")
    assert code == 0
    assert "marmalade" not in out + err
    assert "answered: given" in err


def test_a_second_file_is_given_with_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, searches = tmp_path / "parsed.json", tmp_path / "searches.json"
    result = {"cmpt_rank": 0, "serp_rank": 0, "type": "general", "url": "https://a.example.org/"}
    page.write_text(json.dumps({"serp_id": "s", "results": [result]}))
    told = {"serp_id": "s", "qry": "lantern", "timestamp": "2025-03-01T06:00:00"}
    searches.write_text(json.dumps(told))
    code, out, _ = call(capsys, "add", page, "--incident", "LANTERN", "--with", searches, "--json")
    assert (code, json.loads(out)[0]["first_time"]) == (0, "2025-03-01T06:00:00Z")
    code, _, err = call(capsys, "check", page, "--only", tmp_path / "absent.txt")
    assert code == 1
    assert "absent" not in err
