"""The script that makes data/platforms: from statistics small enough to check by hand, and from nothing else."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ripplemark.archive import Archive
from ripplemark.paths import BUNDLED

SCRIPT = Path(__file__).resolve().parents[1] / "data" / "derive_platforms.py"
OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
KEYWORD = "category_specification"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("derive_platforms", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # data/ goes into the wheel as it is
        spec.loader.exec_module(module)
    return module


def _row(platform: str, day: date, column: str, count: int, **more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("tag", "category", "entity", "variant", "text", "min", "mean", "max"))
    dated = {"start_date": day, "end_date": day}
    return {**dated, "platform": platform, **empty, "column": column, "count": count, **more}


def _statistics(*rows: dict[str, Any]) -> bytes:
    written = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(rows)), written)
    return written.getvalue().to_pybytes()


def _day(platform: str, day: date, keyword: str) -> list[dict[str, Any]]:
    """10 statements, 8 of them with a lag (mean 1.5 days), 2 negative; 6 found, 4 decided by machines; 3 deepfakes; 5 accounts."""
    seconds = {"min": 0, "mean": 129_600, "max": 864_000}
    return [
        _row(platform, day, "rows", 10),
        _row(platform, day, "moderation_delay", 8, **seconds),
        _row(platform, day, "moderation_delay", 2, entity="null_bc_negative"),
        _row(platform, day, KEYWORD, 3, variant=keyword),
        _row(platform, day, KEYWORD, 9, variant="KEYWORD_NUDITY"),
        _row(platform, day, "automated_detection", 6, variant="Yes"),
        _row(platform, day, "automated_detection", 4, variant="No"),
        _row(platform, day, "automated_decision", 4, variant="AUTOMATED_DECISION_FULLY"),
        _row(platform, day, "automated_decision", 6, variant="AUTOMATED_DECISION_NOT_AUTOMATED"),
        _row(platform, day, "decision_type", 5, entity="vis"),
        _row(platform, day, "decision_type", 2, entity="vis_acc"),
        _row(platform, day, "decision_type", 3, entity="acc"),
    ]


def test_a_day_becomes_its_figures_and_what_was_counted_as_none_is_0(script: ModuleType) -> None:
    given = _day("Chirp", OLD, "KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE")
    rows = list(script.totals(_statistics(*given), ["Chirp"]))
    told = {(row["metric"], row.get("keywords")): row for row in rows}
    assert {(row["period_start"], row["period_end"]) for row in rows} == {(OLD, NEW)}
    assert {key: row["value"] for key, row in told.items()} == {
        ("statements", None): 10,
        ("statements", "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING"): 0,
        ("statements", "KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE"): 3,
        ("actioned_lag_days", None): 1.5,
        ("automated_detection", None): 6,
        ("fully_automated", None): 4,
        ("partially_automated", None): 0,
        ("account_decisions", None): 5,
    }
    lag = told[("actioned_lag_days", None)]
    assert (lag["low"], lag["high"], lag["n"], lag["negative"]) == (0, 10, 8, 2)
    assert {row["n"] for row in rows if row is not lag} == {10}


def test_from_the_new_schema_on_the_keyword_has_its_new_name(script: ModuleType) -> None:
    given = _day("Chirp", NEW, "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE")
    words = {
        row.get("keywords"): row["value"] for row in script.totals(_statistics(*given), ["Chirp"])
    }
    assert words["KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE"] == 3
    assert "KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE" not in words


def test_platforms_that_were_not_chosen_and_days_without_a_statement_have_no_row(
    script: ModuleType,
) -> None:
    given = _statistics(*_day("Chirp", OLD, "KEYWORD_OTHER"), *_day("Burrow", NEW, "KEYWORD_OTHER"))
    rows = list(script.totals(given, ["Chirp"]))
    assert {(row["platform"], row["period_start"]) for row in rows} == {("Chirp", OLD)}


def test_the_archive_is_made_by_add_and_the_same_each_time(
    script: ModuleType, tmp_path: Path
) -> None:
    given = _statistics(*_day("Chirp", OLD, "KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE"))
    text = script.as_csv(script.totals(given, ["Chirp"]))
    for name in ("one", "two"):
        script.store(text, tmp_path / name)
    files = [path for path in sorted((tmp_path / "one").rglob("*")) if path.is_file()]
    assert len(files) == 2
    for path in files:
        again = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert again.read_bytes() == path.read_bytes()
    (package,) = Archive(tmp_path / "one").datasets()
    assert package.counts.rows_stored == 8
    assert package.scope == "platform"


def test_another_file_is_refused_and_nothing_is_written(
    script: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "builtin.parquet"
    other.write_bytes(_statistics(*_day("Chirp", OLD, "KEYWORD_OTHER")))
    to = tmp_path / "made"
    monkeypatch.setattr("sys.argv", [SCRIPT.name, str(other), "--to", str(to)])
    assert script.main() == 1
    assert script.SHA256 in capsys.readouterr().err
    assert not to.exists()


def test_a_folder_with_something_in_it_is_left_as_it_is(script: ModuleType, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    with pytest.raises(script.NotEmpty):
        script.derive(tmp_path / "any", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_the_bundled_archive_is_of_the_file_that_the_script_asks_for(script: ModuleType) -> None:
    (package,) = Archive(BUNDLED["platforms"]).datasets()
    assert package.provenance["derived_from_sha256"] == script.SHA256
    assert package.provenance["changed"] == script.CHANGED
    assert (package.source, package.licence) == (script.SOURCE, script.LICENCE)
    assert package.citation == script.CITATION
