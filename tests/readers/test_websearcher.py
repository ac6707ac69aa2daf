"""Promises of the WebSearcher reader, and facts of ../shared/data/README.md about real pages."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from reading import head
from real_archive import SHARED, needs_shared
from through_ingest import through

from ripplemark.archive import Archive
from ripplemark.ingest import NotRecognised, NotStored, Options, add
from ripplemark.readers.websearcher import NoCaptureTimes, WebSearcher
from ripplemark.vault import Vault

CASES = Path(__file__).parent / "websearcher"
ANSWERS = {"captured-at": "2025-03-09T18:00Z", "query": "blue lantern"}


def result(rank: int, url: str | None, kind: str = "general", **more: Any) -> dict[str, Any]:
    """A parsed result as WebSearcher writes it."""
    told = {"section": "main", "cmpt_rank": rank, "sub_rank": 0, "serp_rank": rank}
    return told | {"type": kind, "title": f"Title {rank}", "url": url, "details": None} | more


def write(folder: Path, *documents: Any, name: str = "parsed.json") -> Path:
    """JSON lines."""
    path = folder / name
    path.write_text("".join(json.dumps(each) + "\n" for each in documents), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted((CASES / "input").iterdir()), ids=lambda p: p.stem)
def test_golden_case(path: Path, tmp_path: Path) -> None:
    answers = ANSWERS if path.stem == "no_time" else {}
    with (CASES / "expected" / f"{path.stem}.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    rows = through(path, tmp_path, Options(answers=answers)).rows
    assert [{k: "" if r[k] is None else str(r[k]) for k in wanted[0]} for r in rows] == wanted


def test_what_a_page_does_not_say_is_asked_and_nothing_is_stored_before(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    path = CASES / "input" / "no_time.json"
    with pytest.raises(NotStored) as refused:
        add(archive, vault, path, Options(incident="LANTERN"))
    asked = [each.question.name for each in refused.value.report.open_questions]
    assert asked == ["captured-at", "query"]
    assert archive.datasets() == ()


def test_the_query_is_an_alias_everywhere_but_in_the_vault(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    path = CASES / "input" / "no_time.json"
    report = add(archive, vault, path, Options(incident="LANTERN", answers=ANSWERS))
    assert "blue lantern" not in json.dumps(report.document())
    stored = b"".join(p.read_bytes() for p in archive.root.rglob("*") if p.is_file())
    rows = pq.read_table(archive.files("search_results")[0]).to_pylist()
    assert b"blue lantern" not in stored
    assert b"blue lantern" not in repr(rows).encode()
    [alias] = {row["query"] for row in rows}
    assert vault.name(alias) == "blue lantern"
    assert {len(row["url"]) for row in rows} == {32}
    assert b"youtube" not in repr(rows).encode()


def test_several_pages_without_a_time_are_refused_with_the_way_out(tmp_path: Path) -> None:
    pages = [{"serp_id": f"s{k}", "results": [result(0, "https://a.example.org/")]} for k in (1, 2)]
    with pytest.raises(NoCaptureTimes, match=r"searches\.json"):
        through(write(tmp_path, *pages), tmp_path / "work")


def test_searches_beside_the_results_say_query_and_time_by_page(tmp_path: Path) -> None:
    pages = [{"serp_id": f"s{k}", "results": [result(0, "https://a.example.org/")]} for k in (1, 2)]
    searches = write(
        tmp_path,
        *(
            {"serp_id": f"s{k}", "qry": f"lantern {k}", "timestamp": f"2025-03-0{k}T06:00:00"}
            for k in (1, 2)
        ),
        name="searches.json",
    )
    found = through(write(tmp_path, *pages), tmp_path / "work", Options(beside=searches))
    told = [(row["query"], row["captured_at"]) for row in found.rows]
    assert told == [("lantern 1", "2025-03-01T06:00:00Z"), ("lantern 2", "2025-03-02T06:00:00Z")]
    with pytest.raises(NotRecognised, match="without their results"):
        through(searches, tmp_path / "alone")


def test_only_results_of_the_list_or_with_the_words_pass(tmp_path: Path) -> None:
    page = {
        "qry": "lantern",
        "timestamp": "2025-03-01T06:00:00",
        "results": [result(k, f"https://a.example.org/{k}/") for k in range(5)],
    }
    path = write(tmp_path, page)
    exact = Options(only=("HTTP://www.A.example.org/3?utm_source=x", "https://a.example.org/9"))
    assert [r["url"] for r in through(path, tmp_path / "b", exact).rows] == [
        "https://a.example.org/3/"
    ]
    titled = Options(match="^Title [12]$")
    assert len(through(path, tmp_path / "c", titled).rows) == 2


@pytest.mark.parametrize(
    ("host", "of"),
    [
        ("www.bbc.co.uk", "news"),
        ("m.youtube.com", "video"),
        ("news.google.com", "news"),
        ("www.google.com", "search"),
        ("old.reddit.com", "forum"),
        ("de.wikipedia.org", "encyclopedia"),
        ("factcheck.afp.com", "fact_check"),
        ("notyoutube.com", None),
        ("youtube.com.example.org", None),
    ],
)
def test_a_site_is_classed_by_its_own_host_alone(host: str, of: str | None, tmp_path: Path) -> None:
    page = {
        "qry": "lantern",
        "timestamp": "2025-03-01T06:00:00",
        "results": [result(0, f"https://{host}/x?y=youtube.com")],
    }
    [row] = through(write(tmp_path, page), tmp_path / "work").rows
    assert row["domain"] == of


def test_other_tables_are_not_claimed() -> None:
    for text in ("", "url,type\nx,y\n", "cmpt_rank,type,url\n,,\n"):
        assert WebSearcher.recognise(head(text)) is None


@pytest.mark.shared
@needs_shared
def test_the_real_pages_share_as_many_links_as_they_do(tmp_path: Path) -> None:
    # a-b 16/30, a-c 15/31, b-c 24/26: distinct links, as stored.
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    files = sorted((SHARED / "serp" / "websearcher").iterdir())
    for day, path in enumerate(files, 1):
        answers = {"captured-at": f"2025-03-0{day}T18:00Z", "query": "sky"}
        add(archive, vault, path, Options(incident="LANTERN", answers=answers))
    pages: dict[Any, set[str]] = {}
    for file in archive.files("search_results"):
        for row in pq.read_table(file).to_pylist():
            pages.setdefault(row["captured_at_lo"], set()).add(row["url"])
    told = [(len(a & b), len(a | b)) for a, b in combinations((pages[k] for k in sorted(pages)), 2)]
    assert told == [(16, 30), (15, 31), (24, 26)]
