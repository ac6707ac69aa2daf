"""What is asked of kept items has the answer that the rows themselves have, whatever is asked, and whatever the rows hold."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import drawn_items
import duckdb
import pyarrow.parquet as pq
import pytest

from ripplemark import catalogue, schema
from ripplemark.archive import (
    Archive,
    answers,
    single,
)
from ripplemark.archive.serving import serve
from ripplemark.engine import Limits, Serving
from ripplemark.engine import serving as engine
from ripplemark.engine.connection import run
from ripplemark.engine.kept_items import open_items, quick

GONE = (["removed"], ["label"], ["removed", "uploader", "account", "private", "unknown"], ["removed", "geo"], ["up"])  # fmt: skip
CLOCKS = ("post", "notice", "label")
KEYS: tuple[list[str], ...] = ([], ["platform"], ["outcome"], ["incident", "platform"], ["notice_kind", "spell", "dataset", "region"])  # fmt: skip
SELECTED: tuple[list[str], ...] = ([], [], ["platform=Platform B"], ["platform="], ["outcome=removed", "region=DE"], ["spell=2"])  # fmt: skip
QUERIES = (
    "moderation/lags_by_group",
    "moderation/items_over_time",
    "moderation/exposure_by_item",
    "moderation/copies_after_removals",
)
ASKED = 12
"""Questions put to each of the queries for every set of rows."""


@pytest.fixture(scope="module", params=[1, 2, 3, 4])
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    """Rows by lot, of three incidents and of a platform; their items kept. With requests or not, a dataset settled or not."""
    root = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as few:
        few.setattr(answers, "MANY", 1)
        few.setattr(single, "MANY", 1)
        _store_by_lot(root, request.param)
        serving = serve(Archive(root / "archive"))
        large = max(Archive(root / "archive").datasets(), key=lambda each: each.counts.rows_stored)
        assert large.single is (request.param > 2)
        assert serving.keep_items()
    yield serving
    serving.close()


def _store_by_lot(root: Path, seed: int) -> None:
    """Rows drawn with a seed: those of an even one without requests, those of one above 2 with a settled dataset."""
    draw = random.Random(seed)
    items = schema.MODERATION
    first = [drawn_items.row(draw, line) for line in range(250)]
    drawn_items.store(root, items, drawn_items.once(first) if seed > 2 else first, "LANTERN")
    for incident, rows in (("LANTERN", 60), ("HARBOR", 50)):
        drawn = [drawn_items.row(draw, line) for line in range(rows)]
        drawn_items.store(root, items, drawn, incident)
    alone = [{**drawn_items.row(draw, line), "item": None, "copy_of": None} for line in range(9)]
    drawn_items.store(root, items, alone, "SOLO")
    platform = [drawn_items.row(draw, line) for line in range(40)]
    drawn_items.store(root, items, platform, "", "platform")
    if seed % 2:
        requests = [drawn_items.request(draw, line) for line in range(60)]
        drawn_items.store(root, schema.REQUESTS, requests, "LANTERN")


def _question(draw: random.Random, name: str) -> dict[str, Any]:
    """Values for each parameter of a query, drawn from what can be chosen."""
    gone = draw.choice(GONE)
    span = (1735732800 + 3600 * draw.randint(-50, 300), 1735732800 + 3600 * draw.randint(100, 900))
    if name == "moderation/items_over_time":
        return {
            "incident": draw.choice(("LANTERN", "HARBOR", "SOLO")),
            "clock": draw.choice((*CLOCKS, "first-request", "last-request")),
            "gone": gone,
            "zone": draw.choice(("UTC", "Europe/Berlin", "Asia/Kathmandu")),
            "bin": draw.choice(("minute", "hour", "day", "week")),
            "upto": draw.choice((None, 40, 0)),
        }
    asked = {
        "incident": draw.choice(("LANTERN", "LANTERN", "HARBOR", "SOLO", "NONE", None)),
        "scope": "incident",
        "gone": gone,
        "keys": draw.choice(KEYS),
        "selected": draw.choice(SELECTED),
        "since": draw.choice((None, None, span[0])),
        "until": draw.choice((None, None, span[1])),
        "merged": draw.choice(([], [], ["Platform B", "Platform C"])),
        "merged_as": "2 smaller platforms",
    }
    more: dict[str, dict[str, Any]] = {
        "moderation/lags_by_group": {
            "clock": draw.choice(CLOCKS),
            "upto": draw.choice((None, 40, 0)),
        },
        "moderation/exposure_by_item": {"clock": draw.choice(CLOCKS[:2])},
        "moderation/copies_after_removals": {"horizon": draw.choice((24.0, 168.0, 1000.0))},
    }
    return {**asked, **more[name]}


def _told(rows: list[dict[str, Any]]) -> list[str]:
    """Rows as they compare: sums of fractions are added up in any order, so their last digits are not."""

    def plain(value: Any) -> Any:
        return float(f"{value:.9g}") if isinstance(value, float) and math.isfinite(value) else value

    return [repr({name: plain(value) for name, value in row.items()}) for row in rows]


@pytest.mark.parametrize("name", QUERIES)
def test_kept_items_answer_what_the_rows_answer_in_the_same_order(kept: Serving, name: str) -> None:
    draw = random.Random(name)
    items = open_items(kept.visible, Limits(), kept.visible.folders[0].parent / "spill")
    assert items is not None
    full = 0
    for _ in range(ASKED):
        question = _question(draw, name)
        other = quick(name, question)
        assert other is not None
        rows = run(kept.cursor(), name, question).rows
        found = run(items.cursor(), other, question).rows
        assert found.schema == rows.schema
        there, here = (_told(each.to_pylist()) for each in (found, rows))
        differing = [pair for pair in zip(there, here, strict=False) if pair[0] != pair[1]]
        assert (differing, len(there)) == ([], len(here)), question
        full += bool(rows.num_rows)
    items.close()
    assert full > ASKED / 2


def _few(root: Path, **more: Any) -> Serving:
    """A connection over six items of one incident, each up for a number of hours of its own; one stands twice."""
    rows = [
        {
            "platform": "Platform A", "item": f"{k % 5:064x}", "spell": k // 5 + 1, "posted_at_lo": drawn_items.NOON, "posted_at_hi": drawn_items.NOON,
            "uploader": "e" * 64, "down_at_lo": drawn_items.NOON + timedelta(hours=k), "down_at_hi": drawn_items.NOON + timedelta(hours=k),
            "outcome": "removed", "n": 1, "source_line": k, **more,
        }
        for k in range(6)
    ]  # fmt: skip
    drawn_items.store(root, schema.MODERATION, rows, "LANTERN")
    return serve(Archive(root / "archive"))


LAGS: dict[str, Any] = {
    "incident": "LANTERN", "scope": "incident", "clock": "post", "gone": ["removed"], "keys": ["platform"], "selected": [],
    "since": None, "until": None, "merged": [], "merged_as": "", "upto": None,
}  # fmt: skip


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six rows are many, and their answers are counted each time."""
    monkeypatch.setattr(answers, "MANY", 1)
    monkeypatch.setattr(engine, "answered", lambda *given: given[-1]())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the queries that the engine was asked, in order."""
    names: list[str] = []

    def told(con: Any, name: str, parameters: Any) -> Any:
        names.append(name)
        return run(con, name, parameters)

    monkeypatch.setattr(engine, "run", told)
    return names


def files(root: Path) -> list[Path]:
    """What is kept of items on the disk."""
    return sorted((root / "archive" / ".answers").glob("*/*.*s"))


@pytest.mark.usefixtures("many")
def test_an_answer_from_kept_items_is_called_as_it_is_asked_for(
    tmp_path: Path, asked: list[str]
) -> None:
    serving = _few(tmp_path)
    plain = serving.run("moderation/lags_by_group", **LAGS)
    assert serving.keep_items()
    found = serving.run("moderation/lags_by_group", **LAGS)
    serving.close()
    assert asked == ["moderation/lags_by_group", "kept/lags_by_group"]
    assert len(plain) == 6
    assert found.rows.equals(plain.rows)
    assert (found.query, found.title, found.columns) == (plain.query, plain.title, plain.columns)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("harm", ["gone", "cut", "rubbish", "no kinds"])
def test_items_that_cannot_be_read_are_not_missed(
    tmp_path: Path, asked: list[str], harm: str
) -> None:
    serving = _few(tmp_path)
    plain = serving.run("moderation/lags_by_group", **LAGS)
    assert serving.keep_items()
    if harm == "gone":  # after it was opened, as by another process that erases a dataset
        serving.run("moderation/lags_by_group", **LAGS)
    items, kinds = files(tmp_path)
    assert (items.suffix, kinds.suffix) == (".items", ".kinds")
    if harm == "no kinds":
        kinds.unlink()
    elif harm == "gone":
        items.unlink()
    else:
        items.write_bytes(items.read_bytes()[:40] if harm == "cut" else b"PAR1" * 40)
    found = serving.run("moderation/lags_by_group", **LAGS)
    serving.close()
    assert asked[-1] == "moderation/lags_by_group"
    assert found.rows.equals(plain.rows)


@pytest.mark.usefixtures("many")
def test_items_go_with_the_data_that_they_are_of_and_stay_with_a_decision(tmp_path: Path) -> None:
    serving = _few(tmp_path)
    assert serving.keep_items()
    serving.close()
    archive = Archive(tmp_path / "archive")
    archive.decide("LANTERN", "home_zone", "Europe/Berlin")
    assert len(files(tmp_path)) == 2
    archive.erase(archive.datasets()[0].dataset_id)
    assert not files(tmp_path)
    assert not serving.keep_items()  # its folder is gone
    assert not files(tmp_path)


@pytest.mark.usefixtures("many")
def test_another_engine_has_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serving = _few(tmp_path)
    assert serving.keep_items()
    monkeypatch.setattr(duckdb, "__version__", "other")
    assert open_items(serving.visible, Limits(), tmp_path / "spill") is None
    assert serving.keep_items()
    serving.close()
    assert len(files(tmp_path)) == 4


@pytest.mark.usefixtures("many")
def test_hashes_stand_only_where_two_rows_are_about_one_item(tmp_path: Path) -> None:
    serving = _few(tmp_path)
    assert serving.keep_items()
    serving.close()
    items, kinds = (pq.read_table(path) for path in files(tmp_path))
    twice = f"{0:064x}"
    assert items.column("item").to_pylist().count(twice) == 2
    assert set(items.column("item").to_pylist()) == {twice, None}
    assert "e" * 64 not in str(items.to_pylist()) + str(kinds.to_pylist())
    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o600}


@pytest.mark.usefixtures("many")
def test_a_writer_that_is_stopped_leaves_nothing_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = _few(tmp_path)
    with monkeypatch.context() as dying:
        dying.setattr("os.replace", lambda *_: os.kill(os.getpid(), 9))
        child = os.fork()
        if child == 0:
            serving.keep_items()
        assert os.waitpid(child, 0)[1] == 9
    parts = [*(tmp_path / "archive" / ".answers").glob("*/.*.part")]
    assert len(parts) == 1
    assert not files(tmp_path)
    assert len(serving.run("moderation/lags_by_group", **LAGS)) == 6
    assert serving.keep_items()
    serving.close()
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", "UTC")
    assert not parts[0].exists()
    assert len(files(tmp_path)) == 2


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("limit", "row"),
    [
        ("MOST_ROWS", {}),
        ("MOST_KINDS", {}),
        ("", {"down_at_hi": None}),
        ("", {"posted_at_hi": drawn_items.NOON - timedelta(hours=1)}),
    ],
)
def test_items_that_are_too_many_or_odd_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, row: drawn_items.Row
) -> None:
    if limit:
        monkeypatch.setattr(f"ripplemark.engine.kept_items.{limit}", 1)
    serving = _few(tmp_path, **row)
    assert not serving.keep_items()
    assert len(serving.run("moderation/lags_by_group", **LAGS)) > 0
    serving.close()
    assert not files(tmp_path)


def test_few_items_are_not_kept(tmp_path: Path) -> None:
    serving = _few(tmp_path)
    assert not serving.keep_items()
    serving.close()
    assert not files(tmp_path)


def test_platforms_and_clocks_of_requests_are_asked_of_the_rows() -> None:
    assert quick("moderation/lags_by_group", LAGS) == "kept/lags_by_group"
    assert quick("moderation/lags_by_group", {**LAGS, "scope": "platform"}) is None
    assert quick("moderation/lags_by_group", {**LAGS, "clock": "every-request"}) is None
    assert quick("moderation/lags_by_rule", LAGS) is None


@pytest.mark.parametrize("name", QUERIES)
def test_two_queries_of_one_name_declare_the_same(name: str) -> None:
    rows, items = catalogue.query(name), catalogue.query(name.replace("moderation/", "kept/"))
    assert (items.params, items.columns) == (rows.params, rows.columns)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("merged", [[], ["Platform B"]])
def test_of_more_than_2000_items_the_same_parts_are_drawn(
    tmp_path: Path, merged: list[str]
) -> None:
    draw = random.Random(5)
    drawn_items.store(
        tmp_path,
        schema.MODERATION,
        [drawn_items.row(draw, line) for line in range(2300)],
        "LANTERN",
    )
    serving = serve(Archive(tmp_path / "archive"))
    asked = {name: LAGS[name] for name in LAGS if name != "upto"} | {"merged": merged}
    plain = serving.run("moderation/exposure_by_item", **asked).records()
    assert serving.keep_items()
    found = serving.run("moderation/exposure_by_item", **asked).records()
    serving.close()
    assert len(plain) > 1000
    assert _told(found) == _told(plain)
