"""The bundled result pages: shares of the first ten are those that were drawn, of every engine in every week; and what two
coders and the engines that were asked made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.measures import measure

DEMO = paths.BUNDLED["demo"]
TRUTH = json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))["incidents"]
PLANTED = {
    code: told["result_pages"]["counted"] for code, told in TRUTH.items() if "result_pages" in told
}


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    opened = serve(Archive(DEMO))
    yield opened
    opened.close()


@pytest.mark.parametrize("stance", ["incident", "correction"])
@pytest.mark.parametrize("code", PLANTED)
def test_each_share_is_what_was_drawn(serving: Serving, code: str, stance: str) -> None:
    told = measure(
        serving,
        f"serp-{stance}-share",
        incident=code,
        settings={"at": "each", "weighting": "uniform"},
    ).estimates
    found = {
        (each.by["engine"], each.by["device"], each.by["captured"][:13]): round(
            10 * float(each.value or 0)
        )
        for each in told
    }
    # Of the pages of one look the last one counts.
    assert found == {
        (row["engine"], row["device"], row["captured_at"][:13]): row[stance]
        for row in PLANTED[code]
    }


def test_some_pages_were_planted() -> None:
    assert sum(len(each) for each in PLANTED.values()) > 50


def _first(name: str) -> tuple[str, dict[str, int]]:
    (found,) = [(code, told[name]) for code, told in TRUTH.items() if name in told]
    return found


def test_coders_differ_on_as_many_links_as_were_drawn(serving: Serving) -> None:
    code, planted = _first("coders")
    told = measure(serving, "coder-agreement", incident=code).estimates
    found = {each.by["quantity"]: each.value for each in told}
    assert found["coded-by-both"] == planted["links"]
    assert found["disagreements"] == planted["differ"] > 2
    assert 0.6 < float(found["kappa"] or 0) < 1


def test_requests_to_the_engines_end_as_they_were_drawn(serving: Serving) -> None:
    code, planted = _first("delistings")
    told = measure(
        serving, "delisting-lag", incident=code, where=(("device", "desktop"),)
    ).estimates
    found = {
        name: sum(int(each.value or 0) for each in told if each.by["quantity"] == name)
        for name in ("asked", "delisted", "refused", "still-there")
    }
    assert found == {
        "asked": planted["sent"],
        "delisted": planted["delisted"],
        "refused": planted["refused"],
        "still-there": planted["up"],
    }
    assert all(found.values())


def test_two_pages_of_one_look_differ_by_little(serving: Serving) -> None:
    code, _ = _first("coders")
    told = measure(serving, "rank-overlap", incident=code).estimates
    (noise,) = (each for each in told if each.by.get("quantity") == "noise-floor")
    assert noise.n == sum(row["device"] == "desktop" for row in PLANTED[code]) / 2
    assert 0.8 < float(noise.value or 0) < 1
