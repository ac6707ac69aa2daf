"""Result pages, from CSV to answer: shares, overlap, stays, and when a correction came."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data" / "serp" / "websearcher"
HEADER = "engine,query,locale,device,captured_at,rank,url,stance"
WORDS = {"D": "correction", "I": "incident", "N": "neutral", "-": ""}


def _page(
    at: str, links: str, stances: str = "", query: str = "the rumour", device: str = "desktop"
) -> list[str]:
    """A page, a letter a link; what each does with the story in a second text."""
    told = stances or "-" * len(links)
    return [
        f"Seek,{query},en,{device},{at},{k + 1},https://site.example/{link},{WORDS[stance]}"
        for k, (link, stance) in enumerate(zip(links, told, strict=True))
    ]


def _one(found: Iterable[Estimate], **by: object) -> Estimate:
    (each,) = [
        each for each in found if all(each.by.get(name) == value for name, value in by.items())
    ]
    return each


def test_the_published_page_has_its_shares(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_page("2025-03-02T10:00Z", "abcdefghij", "DNIIDNINNI"))
    every = {"weighting": "uniform,patience,logarithmic,reciprocal"}
    found = asking("serp-correction-share", settings=every)
    # SCIENCE.md, C.8
    shares = {each.by["quantity"]: round(float(each.value or 0), 3) for each in found}
    assert shares == {"uniform": 0.2, "patience": 0.254, "logarithmic": 0.305, "reciprocal": 0.41}
    assert {each.low for each in found} == {None}
    told = _one(asking("serp-incident-share"), quantity="uniform")
    assert (told.value, told.events, told.lines) == (0.4, 4, (4, 5, 8, 11))


def test_the_last_page_of_each_search_counts_once_and_old_ones_do_not(
    storing: Storing, asking: Asking
) -> None:
    rows = [
        *_page("2025-03-01T10:00Z", "ab", "II", "one"),
        *_page("2025-03-05T10:00Z", "ab", "IN", "one"),
        *_page("2025-03-05T11:00Z", "ab", "NN", "two"),
        *_page("2025-03-05T12:00Z", "ab", "II", "three"),
        *_page("2025-02-01T12:00Z", "ab", "II", "four"),
    ]
    storing(HEADER, *rows)
    last = _one(asking("serp-incident-share"), quantity="uniform")
    assert (last.value, last.n) == (0.5, 3)
    assert last.low is not None
    first = _one(asking("serp-incident-share", settings={"at": "first"}), quantity="uniform")
    assert (first.value, first.n, first.by["captured"]) == (1.0, 1, "2025-02-01T12:00:00Z")
    each = asking("serp-incident-share", settings={"at": "each", "weighting": "uniform"})
    assert [(one.by["captured"][:10], one.n) for one in each] == [
        ("2025-02-01", 1),
        ("2025-03-01", 1),
        ("2025-03-05", 3),
    ]


def test_results_that_nobody_coded_make_bounds_or_no_answer(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *_page("2025-03-02T10:00Z", "abcd", "D-N-"))
    found = _one(asking("serp-correction-share"), quantity="uniform")
    assert (found.status, found.low, found.high) == ("bounds", 0.25, 0.75)
    storing(HEADER, *_page("2025-03-02T10:00Z", "ab"), incident="HARBOUR")
    none = asking("serp-correction-share", incident="HARBOUR")
    assert [each.status for each in none] == ["NE_FEW"]
    assert "code them" in none[0].note


def test_devices_are_told_apart(storing: Storing, asking: Asking) -> None:
    storing(
        HEADER,
        *_page("2025-03-02T10:00Z", "ab", "II"),
        *_page("2025-03-02T10:00Z", "ab", "NI", device="phone"),
    )
    found = asking("serp-incident-share", settings={"weighting": "uniform"})
    assert {each.by["device"]: each.value for each in found} == {"desktop": 1.0, "phone": 0.5}


def test_a_reversed_page_has_the_published_overlap(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_page("2025-03-01T10:00Z", "abcde"), *_page("2025-03-02T10:00Z", "edcba"))
    found = asking("rank-overlap")
    overlap = _one(found, quantity="with-first")
    # SCIENCE.md, F.9
    assert overlap.value == pytest.approx(0.737775, abs=1e-6)
    assert overlap.low == pytest.approx(0.409764, abs=1e-6)
    common = _one(found, quantity="with-first-in-common")
    assert (common.value, common.n, common.events) == (1.0, 5, 5)
    assert _one(found, quantity="noise-floor").status == "NE_FEW"


def test_pairs_within_an_hour_give_the_noise_floor(storing: Storing, asking: Asking) -> None:
    rows = []
    for day in range(1, 25):
        other = "abdc" if day == 7 else "abcd"
        rows += _page(f"2025-03-{day:02d}T10:00Z", "abcd")
        rows += _page(f"2025-03-{day:02d}T10:30Z", other)
    storing(HEADER, *rows)
    floor = _one(asking("rank-overlap"), quantity="noise-floor")
    assert floor.n == 24
    assert floor.value is not None
    assert 0.9 < float(floor.value) <= 1.0


def _days(pattern: str) -> list[str]:
    """A page a day that always has link z, and link a on days with an x."""
    return [
        row
        for k, each in enumerate(pattern)
        for row in _page(f"2025-03-{k + 1:02d}T10:00Z", "za" if each == "x" else "z")
    ]


def test_a_stay_ends_at_the_first_of_three_absences(storing: Storing, asking: Asking) -> None:
    rows = [row for k in range(12) for row in _many(k)]
    storing(HEADER, *rows)
    found = asking("url-survival", settings={"days": "1,9"})
    seen = [each for each in found if each.by["entry"] == "seen"]
    still = {each.by["days"]: each for each in seen if each.by["quantity"] == "still-there"}
    assert {each.n for each in seen} == {12}
    assert still[1.0].events == 12
    assert float(still[1.0].value or still[1.0].low or 0) > 0.9
    assert float(still[9.0].high if still[9.0].high is not None else 1) < 0.5
    before = [each for each in found if each.by["entry"] == "before"]
    assert {each.n for each in before} == {12}
    assert all("nobody saw" in each.note for each in before)


def _many(search: int) -> list[str]:
    """Twelve searches of 16 days: link z stays, link a comes on day 3 and stays six looks."""
    return [
        row
        for k in range(16)
        for row in _page(
            f"2025-03-{k + 1:02d}T10:00Z", "za" if 2 <= k < 8 else "z", query=f"search {search}"
        )
    ]


def test_a_gap_of_two_looks_is_no_end(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_days("-xx--xx---"))
    found = asking("url-survival", settings={"days": "1"})
    seen = _one(found, entry="seen", quantity="still-there")
    assert (seen.n, seen.events) == (1, 1)


def test_a_correction_comes_between_two_looks_after_the_check(
    storing: Storing, asking: Asking
) -> None:
    storing("time,kind", "2025-03-01T12:00Z,official_denial", "2025-03-02T12:00Z,fact_check")
    storing(
        HEADER,
        *_page("2025-03-01T10:00Z", "ab", "IN"),
        *_page("2025-03-04T12:00Z", "ab", "IN"),
        *_page("2025-03-06T12:00Z", "ca", "DI"),
    )
    (found,) = asking("time-to-correction")
    assert (found.status, found.value) == ("bounds", None)
    assert (round(float(found.low or 0), 2), round(float(found.high or 0), 2)) == (2.0, 4.0)
    assert "rank 1" in found.note
    (look,) = asking("time-to-correction", settings={"from": "look"})
    assert float(look.high or 0) > 5


def test_searches_without_a_correction_are_counted_for_as_long_as_they_were_watched(
    storing: Storing, asking: Asking
) -> None:
    storing("time,kind", "2025-03-01T00:00Z,fact_check")
    rows = []
    for k in range(12):
        told = "DI" if k < 8 else "NI"
        rows += _page("2025-03-03T00:00Z", "ab", "NI", f"search {k}")
        rows += _page("2025-03-04T00:00Z", "ab", told, f"search {k}")
    storing(HEADER, *rows)
    found = asking("time-to-correction")
    median = _one(found, quantity="median")
    assert (median.n, median.events, median.censored) == (12, 8, 4)
    never = [each for each in found if each.status == "NE_RIGHT"]
    assert len(never) == 4
    assert [float(each.low or 0) for each in never] == pytest.approx([3.0] * 4, abs=1e-3)


def test_without_a_check_the_measure_says_what_to_add(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_page("2025-03-01T10:00Z", "ab", "IN"))
    (found,) = asking("time-to-correction")
    assert (found.status, "add it as an event" in found.note) == ("NE_LEFT", True)


@pytest.mark.parametrize(
    "metric",
    [
        "serp-incident-share",
        "serp-correction-share",
        "rank-overlap",
        "url-survival",
        "time-to-correction",
    ],
)
def test_without_pages_each_says_what_to_add(storing: Storing, asking: Asking, metric: str) -> None:
    storing("time,kind", "2025-03-01T12:00Z,fact_check")
    (found,) = asking(metric)
    assert (found.status, found.n) == ("NE_FEW", 0)
    assert "Add captured result pages" in found.note


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_real_snapshots_have_the_listed_overlaps(tmp_path: Path) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    for day, path in enumerate(sorted(SHARED.glob("sky_blue_*.json")), start=1):
        told = {"captured-at": f"2025-03-{day:02d}T10:00Z", "query": "a question"}
        add(archive, vault, path, Options(incident="LANTERN", answers=told))
    serving = serve(archive)
    try:
        found = measure(
            serving, "rank-overlap", incident="LANTERN", settings={"k": "1000"}
        ).estimates
    finally:
        serving.close()
    # shared/data/README.md: a-b 16 of 30, a-c 15 of 31, b-c 24 of 26
    common = [
        (each.by["quantity"], each.events, each.n)
        for each in found
        if str(each.by["quantity"]).endswith("-in-common")
    ]
    assert {pair[1:] for pair in common} == {(16, 30), (15, 31), (24, 26)}
