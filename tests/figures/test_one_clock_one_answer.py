"""What figures write beside a curve is what the curve says; a curve of items found late begins where enough were watched."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.survival import Mark, Shares, Step, axis_of, shares
from ripplemark.engine import Serving
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault

REQUESTS = "incident,item,platform,sent_at,last_checked,outcome,outcome_at"
ITEMS = "incident,platform,item,posted_at,entered_at,down_at,outcome,observed_until"


def _at(hours: float) -> str:
    day, rest = divmod(hours, 24)
    minutes = round(rest * 60)
    return f"2025-03-{1 + int(day):02d}T{minutes // 60:02d}:{minutes % 60:02d}Z"


def _asked() -> Iterator[str]:
    """Sixty items, each asked about at noon and found gone at one of two looks eight hours apart."""
    random = np.random.default_rng(5)
    for k in range(60):
        end = 12 + float(random.exponential(14)) + 8
        seen = f"{_at(end - 8)}/{_at(end)}"
        yield f"POLLED,i{k},Platform A,{_at(12)},2025-03-20T00:00Z,removed,{seen}"


def _late() -> Iterator[str]:
    """Two items watched from the start, forty found six hours after their post."""
    yield from (
        f"LATE,Platform A,e{k},{_at(0)},,{_at(1 + k)},removed,2025-03-20T00:00Z" for k in range(2)
    )
    yield from (
        f"LATE,Platform A,l{k},{_at(0)},{_at(6)},{_at(7 + k)},removed,2025-03-20T00:00Z"
        for k in range(40)
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("one-clock")
    found = Archive(folder / "archive")
    for name, header, rows in (("asked", REQUESTS, _asked()), ("late", ITEMS, _late())):
        path = folder / f"{name}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        add(found, Vault(folder / "vault"), path, Options())
    return found


@pytest.fixture(scope="module")
def serving(archive: Archive) -> Iterator[Serving]:
    found = serve(archive)
    yield found
    found.close()


def _made(archive: Archive, serving: Serving, name: str, incident: str, **settings: str) -> Figure:
    gate = Gate.of("owner")
    return figure(archive, serving, gate, name, incident=incident, settings=settings)


def _one(serving: Serving, name: str, **settings: str) -> Estimate:
    (answer,) = measure(serving, name, incident="POLLED", settings=settings).estimates
    return answer


def test_the_three_clocks_of_requests_tell_the_measures_own_numbers(
    archive: Archive, serving: Serving
) -> None:
    told = _made(archive, serving, "requests", "POLLED", hours="24").alt
    share = _one(serving, "within-deadline", clock="first-request", hours="24")
    assert "Turnbull" in share.note
    (first,) = re.findall(r"From the first request[^;]*", told)
    low, high = (float(each or 0) for each in (share.low, share.high))
    words = (
        f"{100 * float(share.value):.0f} %"
        if share.value is not None
        else f"{100 * low:.0f} to {100 * high:.0f} %"
    )
    assert words in first, (first, words)


def test_the_share_at_a_mark_is_that_of_the_curve(archive: Archive, serving: Serving) -> None:
    made = _made(archive, serving, "share-gone", "POLLED", clock="first-request", at="24,48")
    up = _one(serving, "removal-survival", clock="first-request", at="24")
    rows = [row for row in made.shown.to_pylist() if row["at"] <= 24]
    ends = [100 * float(each or 0) for each in (up.low, up.high)]
    assert rows[-1]["low"] == pytest.approx(100 - ends[1], abs=3)
    told = next(mark for mark in made.alt.split("; ") if "24 h" in mark)
    number = (100 - 100 * float(up.value)) if up.value is not None else 100 - ends[1]
    assert f"{number:.0f}" in told, (told, number)


@pytest.mark.parametrize("name", ["outcomes-over-time", "beside-published", "share-gone"])
def test_a_curve_begins_where_ten_items_are_under_observation(
    archive: Archive, serving: Serving, name: str
) -> None:
    made = _made(archive, serving, name, "LATE", clock="post")
    hours = [row["at"] for row in made.shown.to_pylist() if row.get("what") in (None, "here")]
    assert min(hours) >= 6
    assert any("Too few items were watched in the first 6 h" in each for each in made.caveats)


def test_a_mark_before_the_axis_begins_is_not_drawn_at_its_edge() -> None:
    steps = (Step(0.0, 0.0, 0.0, 0.0), *(Step(24.0 * 2**k, 8.0 * k, 0, 100) for k in range(12)))
    until = 24.0 * 2**12
    low = axis_of(steps, until, 0.0, 100.0).low
    assert low > 0
    marks = (Mark(low / 2, "too soon"), Mark(48.0, "on it"))
    words = str(
        shares(Shares(steps, until, "posting", "gone", marks), Canvas(800)).to_plotly_json()
    )
    assert "too soon" not in words
    assert "on it" in words
