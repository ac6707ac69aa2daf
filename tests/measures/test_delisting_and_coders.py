"""From a request to the first page without the result, refusals competing; and two coders against Cohen's kappa."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.result import Estimate
from ripplemark.vault import Vault

HEADER = "engine,query,locale,device,captured_at,rank,url,stance"
REQUESTS = "platform,item,sent_at,answer,answered_at,outcome,last_checked"
START = datetime(2025, 3, 3, 10, tzinfo=UTC)


def _stored(tmp_path: Path, pages: list[str], requests: list[str]) -> None:
    for name, header, rows in (("pages", HEADER, pages), ("asked", REQUESTS, requests)):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        add(
            Archive(tmp_path / "archive"),
            Vault(tmp_path / "vault"),
            path,
            Options(incident="LANTERN"),
        )


def _page(day: float, links: list[int]) -> list[str]:
    at = START + timedelta(days=day)
    return [
        f"Seek,q,en,desktop,{at:%Y-%m-%dT%H:%MZ},{k},https://site.example/{link},"
        for k, link in enumerate(links, start=1)
    ]


def _asked(link: int, day: float, refused: float | None = None, to: str = "Seek Search") -> str:
    sent = START + timedelta(days=day)
    if refused is None:
        return f"{to},https://site.example/{link},{sent:%Y-%m-%dT%H:%MZ},,,,2025-12-01"
    at = START + timedelta(days=refused)
    return f"{to},https://site.example/{link},{sent:%Y-%m-%dT%H:%MZ},refused,{at:%Y-%m-%dT%H:%MZ},refused,2025-12-01"


def _of(found: tuple[Estimate, ...] | list[Estimate], quantity: str) -> list[Estimate]:
    return [each for each in found if each.by.get("quantity") == quantity]


def test_a_request_ends_between_two_looks_or_by_a_refusal(tmp_path: Path, asking: Asking) -> None:
    pages = [
        *_page(0, [1, 2, 3]),
        *_page(7, [1, 2, 3]),
        *_page(14, [2, 3]),
        *_page(21, [3]),
        *_page(28, [3]),
    ]
    asked = [_asked(1, 2), _asked(2, 2, 10), _asked(3, 2), _asked(9, 2)]
    _stored(tmp_path, pages, asked)
    found = asking("delisting-lag")
    counts = {
        name: _of(found, name)[0].value for name in ("asked", "delisted", "refused", "still-there")
    }
    assert counts == {"asked": 3, "delisted": 1, "refused": 1, "still-there": 1}
    gone, refused, still = _of(found, "request")
    # Link 1 was there 5 days after the request, and no longer 12 days after it; link 2 was refused after 8.
    assert (gone.low, gone.high, gone.status) == (5, 12, "bounds")
    assert (refused.low, refused.high, refused.events) == (8, 8, 0)
    assert (still.low, still.high, still.status) == (26, None, "NE_RIGHT")


def test_a_result_that_left_before_its_refusal_left(tmp_path: Path, asking: Asking) -> None:
    looks = [line for day in (3, 6, 9) for line in _page(day, [2])]
    _stored(tmp_path, [*_page(0, [1]), *looks], [_asked(1, 1, 5)])
    found = asking("delisting-lag")
    assert _of(found, "delisted")[0].value == 1
    assert _of(found, "refused")[0].value == 0


def test_a_result_that_was_gone_when_asked_about_is_not_counted(
    tmp_path: Path, asking: Asking
) -> None:
    _stored(tmp_path, [*_page(0, [1, 2]), *_page(3, [2]), *_page(6, [2])], [_asked(1, 4)])
    (none,) = asking("delisting-lag")
    assert none.status == "NE_FEW"
    assert "stood on this page" in none.note


def _days(*shown: list[int]) -> list[str]:
    return [line for day, links in enumerate(shown) for line in _page(day, links)]


def test_one_page_without_a_result_is_no_end_and_three_in_a_row_are(
    tmp_path: Path, asking: Asking
) -> None:
    pages = _days([1, 2], [2], [1, 2], [2], [2], [1, 2], [2], [2], [2])
    _stored(tmp_path, pages, [_asked(1, 0)])
    (gone,) = _of(asking("delisting-lag"), "request")
    assert (gone.low, gone.high, gone.status) == (5, 6, "bounds")
    for absences, high in (("1", 1), ("2", 3)):
        (asked,) = _of(asking("delisting-lag", settings={"absences": absences}), "request")
        assert asked.high == high


def test_missing_at_the_last_two_looks_is_open_from_when_it_was_last_seen(
    tmp_path: Path, asking: Asking
) -> None:
    _stored(tmp_path, _days([1, 2], [1, 2], [1, 2], [2], [2]), [_asked(1, 0)])
    found = asking("delisting-lag")
    (open_,) = _of(found, "request")
    assert (open_.low, open_.high, open_.status) == (2, None, "NE_RIGHT")
    assert "missing at the 2 looks since" in open_.note
    (still,) = _of(found, "still-there")
    assert still.value == 1
    assert "missing at the last looks" in still.note


def test_a_page_that_was_saved_twice_within_the_hour_is_one_look(
    tmp_path: Path, asking: Asking
) -> None:
    pages = _days([1, 2], [1, 2], [2], [2], [1, 2])
    again = [line.replace("T10:00Z", "T10:20Z") for line in pages]
    _stored(tmp_path, [*pages, *again], [_asked(1, 0)])
    (still,) = _of(asking("delisting-lag"), "request")
    assert (still.low, still.status) == (4, "NE_RIGHT")


@pytest.mark.parametrize(
    ("written", "matches"),
    [
        ("https://site.example/1", 1),
        ("http://site.example/1/", 1),
        ("www.Site.example/1", 1),
        ("https://site.example/1?utm_source=mail#:~:text=told", 1),
        ("https://site.example/1?page=2", 0),
        ("https://other.example/1", 0),
    ],
)
def test_a_link_is_one_in_both_tables_however_it_is_spelt(
    tmp_path: Path, asking: Asking, written: str, matches: int
) -> None:
    asked = _asked(1, 1).replace("https://site.example/1", written)
    looks = [line for day in (7, 14, 21) for line in _page(day, [2])]
    _stored(tmp_path, [*_page(0, [1]), *looks], [asked])
    assert len(_of(asking("delisting-lag"), "delisted")) == matches


def _planted(
    random: np.random.Generator, size: int, noise: float = 0.0
) -> tuple[list[str], list[str], int]:
    """Pages of ``size`` results every two days, each asked about at 3.5 days: gone after 4 to 40 days, refused, or never.

    With ``noise``, a page shows each result that is there with so much less than certainty.
    """
    never, refused = random.random(size) < 0.2, random.random(size) < 0.25
    leaves = np.where(never, 1e6, random.uniform(4, 40, size))
    rejects = np.where(refused, random.uniform(1, 30, size), np.inf)
    pages = [
        line
        for day in range(0, 70, 2)
        for line in _page(
            day,
            [
                k
                for k in range(size)
                if leaves[k] + 3.5 > day and (day in (2, 4) or random.random() >= noise)
            ],
        )
    ]
    asked = [
        _asked(k, 3.5, 3.5 + rejects[k] if np.isfinite(rejects[k]) else None) for k in range(size)
    ]
    return pages, asked, int(np.sum((leaves <= 20) & (leaves < rejects)))


def test_planted_delistings_are_within_the_interval_of_the_share(
    tmp_path: Path, asking: Asking
) -> None:
    random = np.random.default_rng(4)
    size = 60
    pages, asked, truth = _planted(random, size)
    _stored(tmp_path, pages, asked)
    settings = {"k": str(size), "days": "20"}
    (share,) = _of(asking("delisting-lag", settings=settings), "delisted-within")
    low, high = share.low, share.high
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low - 0.03 <= truth / size <= high + 0.03
    assert high - low < 0.35


def test_pages_that_miss_a_result_now_and_then_do_not_end_its_stay(
    tmp_path: Path, asking: Asking
) -> None:
    random = np.random.default_rng(11)
    size = 60
    pages, asked, truth = _planted(random, size, noise=0.1)
    _stored(tmp_path, pages, asked)
    settings = {"k": str(size), "days": "20"}
    (share,) = _of(asking("delisting-lag", settings=settings), "delisted-within")
    (first,) = _of(
        asking("delisting-lag", settings={**settings, "absences": "1"}), "delisted-within"
    )
    low, high, hasty = share.low, share.high, first.low
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert isinstance(hasty, float)
    assert low - 0.03 <= truth / size <= high + 0.03
    assert hasty > truth / size  # one noisy page ends it: too many, too early


def test_kappa_is_that_of_the_textbook(storing: Storing, asking: Asking) -> None:
    # Cohen's own example has the form of Sim & Wright (2005), Physical Therapy 85:257-268, table 2: 22, 2, 4, 11 of 39; kappa 0.67.
    pairs = [("incident", "incident")] * 22 + [("incident", "neutral")] * 2
    pairs += [("neutral", "incident")] * 4 + [("neutral", "neutral")] * 11
    lines = [
        f"Seek,q,en,desktop,2025-03-03T10:00Z,{k},https://site.example/{k},,{a},{b}"
        for k, (a, b) in enumerate(pairs, start=1)
    ]
    storing(f"{HEADER},stance_1,stance_2", *lines)
    found = asking("coder-agreement")
    kappa = _of(found, "kappa")[0]
    assert kappa.value == pytest.approx(0.67, abs=0.005)
    assert _of(found, "disagreements")[0].value == 6
    assert kappa.lines == (24, 25, 26, 27, 28, 29)
    told = {(each.by["first"], each.by["second"]): each.value for each in _of(found, "pair")}
    assert told == {("incident", "neutral"): 2, ("neutral", "incident"): 4}


def test_a_link_on_many_pages_is_coded_once(storing: Storing, asking: Asking) -> None:
    lines = [
        f"Seek,q,en,desktop,2025-03-0{day}T10:00Z,{k},https://site.example/{k},,incident,{'incident' if k < 9 else 'other'}"
        for day in range(1, 6)
        for k in range(1, 13)
    ]
    storing(f"{HEADER},stance_1,stance_2", *lines)
    assert _of(asking("coder-agreement"), "coded-by-both")[0].value == 12
