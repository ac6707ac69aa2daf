"""Who found it and who decided: shares by platform, with intervals by whole days, and the selection of intimate images."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from real_path import Asking, Storing

from ripplemark import catalogue
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.measures.intimate import CATEGORIES, KEYWORDS
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
HEADER = (
    "platform,posted_at,down_at,outcome,time_precision,detection,automated_detection,"
    "automated_decision,category,keywords,n"
)
FIRST = date(2025, 5, 1)


def _row(day: int, n: int, said: str, platform: str = "A", about: str = ",") -> str:
    """``said`` is detection, found by a machine, decided by a machine."""
    at = FIRST + timedelta(days=day)
    return f"{platform},{at},{at},removed,day,{said},{about},{n}"


def _ask(asking: Asking, **settings: str) -> list[Estimate]:
    return asking("detection-mix", incident=None, scope="platform", settings=settings)


def _platform(storing: Storing, *rows: str) -> None:
    storing(HEADER, *rows, incident=None, scope="platform")


def _by(told: list[Estimate], *keys: str) -> dict[tuple[str, ...], Estimate]:
    return {tuple(str(each.by[key]) for key in keys): each for each in told}


def test_shares_of_each_way_and_of_each_combination_add_up_to_one(
    storing: Storing, asking: Asking
) -> None:
    for_days = [
        _row(day, n, said)
        for day in range(20)
        for n, said in (
            (60, "own_initiative,true,fully"),
            (25, "notice,false,not"),
            (10, "own_initiative,true,partially"),
            (5, ",,"),
        )
    ]
    _platform(storing, *for_days)
    told = _ask(asking)
    found = _by([each for each in told if each.by["quantity"] == "detection"], "detection")
    assert {name: each.value for (name,), each in found.items()} == {
        "notice": 0.25,
        "trusted_flagger": 0.0,
        "authority": 0.0,
        "own_initiative": 0.7,
        "other": 0.0,
        "not said": 0.05,
    }
    machines = [each for each in told if each.by["quantity"] == "automation"]
    shares = {
        words: each.value
        for words, each in _by(machines, "automated_detection", "automated_decision").items()
    }
    assert shares == {
        ("yes", "fully"): 0.6,
        ("no", "not"): 0.25,
        ("yes", "partially"): 0.1,
        ("not said", "not said"): 0.05,
    }
    assert {each.n for each in told} == {2000}
    assert found["notice",].events == 500
    assert {each.by["platform"] for each in told} == {"A"}
    assert {each.by["quantity"] for each in _ask(asking, of="automation")} == {"automation"}


def test_what_never_occurs_has_an_upper_end_all_the_same(storing: Storing, asking: Asking) -> None:
    _platform(storing, *(_row(day, 10, "notice,false,not") for day in range(20)))
    told = _by(_ask(asking, of="detection"), "detection")
    never, always = told["trusted_flagger",], told["notice",]
    assert (never.value, never.low) == (0.0, 0.0)
    assert 0 < float(never.high or 0) < 0.05
    assert (always.value, always.high) == (1.0, 1.0)
    assert 0.95 < float(always.low or 0) < 1
    assert "never occurs" in never.note
    assert "all there is" in always.note


def test_platforms_are_never_pooled_and_a_hundred_items_are_needed(
    storing: Storing, asking: Asking
) -> None:
    _platform(
        storing,
        *(_row(day, 1000, "own_initiative,true,fully", "Large") for day in range(20)),
        *(_row(day, 6, "notice,false,not", "Small") for day in range(20)),
        _row(1, 60, "notice,false,not", "Tiny"),
        _row(1, 39, ",,", "Tiny"),
    )
    told = _ask(asking, of="detection")
    shares = _by([each for each in told if each.status == "ok"], "platform", "detection")
    assert shares["Large", "notice"].value == 0.0
    assert shares["Small", "notice"].value == 1.0
    tiny = [each for each in told if each.by["platform"] == "Tiny"]
    assert [(each.by["detection"], each.events, each.n) for each in tiny] == [
        ("notice", 60, 99),
        ("not said", 39, 99),
    ]
    assert {(each.status, each.value) for each in tiny} == {("NE_FEW", None)}
    assert all("a share needs 100" in each.note for each in tiny)


def test_an_item_that_came_back_counts_once_for_each_appearance_and_that_is_said(
    storing: Storing, asking: Asking
) -> None:
    header = "platform,item,spell,notice_at,down_at,outcome,detection"
    rows = [f"A,i{k},1,2025-05-01,2025-05-02,removed,notice" for k in range(100)]
    again = [f"A,i{k},2,2025-05-05,2025-05-06,removed,own_initiative" for k in range(25)]
    storing(header, *rows, *again, *(row.replace("A,", "B,", 1) for row in rows))
    told = _by(
        [e for e in asking("detection-mix", by=("platform",)) if e.by["quantity"] == "detection"],
        "platform",
        "detection",
    )
    assert (told["A", "own_initiative"].value, told["A", "notice"].n) == (0.2, 125)
    assert told["A", "notice"].by["counted"] == "appearances"
    assert "25 of these are later appearances of items that came back" in told["A", "notice"].note
    assert "counted" not in told["B", "notice"].by


def test_intervals_by_days_hold_the_truth_where_days_differ(
    storing: Storing, asking: Asking
) -> None:
    # Sixty platforms, thirty days each; every day has a share of its own around 0.4.
    random = np.random.default_rng(12)
    rows = []
    for number in range(60):
        share = random.beta(4, 6, 30)
        for day in range(30):
            hits = int(random.binomial(200, share[day]))
            name = f"P{number:02d}"
            rows.append(_row(day, hits, "notice,,", name))
            rows.append(_row(day, 200 - hits, "own_initiative,,", name))
    _platform(storing, *rows)
    told = _by(_ask(asking, of="detection"), "platform", "detection")
    notices = [each for (_, way), each in told.items() if way == "notice"]
    assert len(notices) == 60
    held = sum(float(each.low or 0) <= 0.4 <= float(each.high or 0) for each in notices)
    assert held >= 0.85 * 60
    binomial = 2 * 1.96 * np.sqrt(0.4 * 0.6 / 6000)
    widths = [float(each.high or 0) - float(each.low or 0) for each in notices]
    assert np.median(widths) > 2 * binomial


def test_few_days_have_no_interval(storing: Storing, asking: Asking) -> None:
    _platform(storing, _row(0, 80, "notice,,"), _row(1, 40, "other,,"))
    told = _by(_ask(asking, of="detection"), "detection")
    assert (told["notice",].value, told["notice",].low) == (pytest.approx(2 / 3), None)
    assert "Decisions of 2 days only: an interval needs 10" in told["notice",].note


def test_a_dataset_that_never_says_who_found_anything_is_left_out_and_told(
    storing: Storing, asking: Asking
) -> None:
    _platform(storing, *(_row(day, 10, "notice,,") for day in range(20)))
    storing(
        "platform,posted_at,down_at,outcome,n",
        "A,2025-05-01T00:00Z,2025-05-02T00:00Z,removed,500",
        incident=None,
        scope="platform",
    )
    told = _by(_ask(asking, of="detection"), "detection")
    assert (told["notice",].value, told["notice",].n) == (1.0, 200)
    assert (
        "500 items of datasets that never say who found anything: left out." in told["notice",].note
    )


def test_where_nothing_says_who_found_it_there_is_a_next_step(
    storing: Storing, asking: Asking
) -> None:
    storing(
        "platform,item,posted_at,down_at,outcome", "A,x,2025-05-01T00:00Z,2025-05-02T00:00Z,removed"
    )
    (nothing,) = asking("detection-mix")
    assert (nothing.status, nothing.by, nothing.lines) == ("NE_FEW", {"incident": "LANTERN"}, ())
    assert "Add data with the columns detection" in nothing.note


def test_an_incident_answers_with_the_lines_behind_each_share(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, _row(0, 70, "notice,false,not"), _row(1, 50, "other,false,not"))
    told = _by([e for e in asking("detection-mix") if e.by["quantity"] == "detection"], "detection")
    assert told["notice",].lines == (2,)
    assert told["other",].lines == (3,)
    assert told["authority",].lines == ()
    assert told["notice",].by["incident"] == "LANTERN"


def test_decisions_of_a_period_alone(storing: Storing, asking: Asking) -> None:
    _platform(storing, *(_row(day, 10, "notice,,") for day in range(40)))
    told = _ask(asking, of="detection", **{"from": "2025-05-11", "to": "2025-05-21"})
    assert {each.n for each in told} == {100}


def test_intimate_images_are_selected_and_what_the_selection_misses_is_told(
    storing: Storing, asking: Asking
) -> None:
    about = {
        "notice": "cyber_violence,non_consensual_image_sharing",
        "own_initiative": "cyber_violence_against_women,",
        "other": "violence,",
    }
    _platform(
        storing,
        *(
            _row(day, 10, f"{way},,", about=said)
            for day in range(20)
            for way, said in about.items()
        ),
    )
    every, narrow, wide = (
        _by(_ask(asking, of="detection", content=content), "detection")
        for content in ("all", "intimate", "intimate-wide")
    )
    assert every["notice",].value == pytest.approx(1 / 3)
    assert (narrow["notice",].value, narrow["notice",].n) == (1.0, 200)
    assert (wide["notice",].value, wide["notice",].n) == (0.5, 400)
    assert "200 of 600 items have a keyword for intimate images." in narrow["notice",].note
    assert "Not counted: 200 without a keyword in categories" in narrow["notice",].note
    assert "400 of all have no keyword at all." in narrow["notice",].note


def test_the_words_of_the_selection_are_those_under_which_the_database_is_stored() -> None:
    with duckdb.connect() as con:
        codes = con.sql(catalogue.query("readers/dsa_codes").sql).fetchall()
    stored = {
        (kind, word): {era for k, _, word_, era, _ in codes if (k, word_) == (kind, word)}
        for kind, _, word, _, _ in codes
    }
    for word in KEYWORDS:
        assert ("keyword", word) in stored
    eras = [stored["category", word] for word in CATEGORIES]
    assert eras == [{"v1"}, {"v2"}, {"v2"}]
    # Every keyword about images without consent or made-up ones is among them; abuse of children is a matter of its own.
    told = re.compile("non_consensual|image_based")
    assert {word for kind, word in stored if kind == "keyword" and told.search(word)} == set(
        KEYWORDS
    )


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_real_export_has_the_shares_that_the_file_itself_gives(tmp_path: Path) -> None:
    path = SHARED / "dsa_sor/search_export_2023-09-27/statements-of-reason.csv"
    with duckdb.connect() as con:
        facts = con.execute(
            """
            SELECT lower(automated_detection), replace(lower(automated_decision), 'automated_decision_', ''), count(*)
            FROM read_csv($path, all_varchar = true) WHERE platform_name = 'TikTok' GROUP BY ALL
            """,
            {"path": str(path)},
        ).fetchall()
    archive = Archive(tmp_path / "archive")
    add(archive, Vault(tmp_path / "vault"), path, Options())
    serving = serve(archive)
    settings = {"of": "automation"}
    told = measure(serving, "detection-mix", scope="platform", settings=settings).estimates
    serving.close()
    shares = {
        (
            each.by["automated_detection"],
            each.by["automated_decision"].replace("not", "not_automated"),
        ): each.events
        for each in told
        if each.by["platform"] == "TikTok"
    }
    assert shares == {(found, decided): number for found, decided, number in facts}
    assert sum(shares.values()) == 931
    few = {each.by["platform"]: each.n for each in told if each.status == "NE_FEW"}
    assert few == {"Pinterest": 61, "Snapchat": 8}
