"""The bundled result pages: shares of the first ten are those that were drawn, of every engine in every week."""

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
        (each.by["engine"], each.by["captured"][:10]): round(10 * float(each.value or 0))
        for each in told
    }
    assert found == {(row["engine"], row["captured_at"][:10]): row[stance] for row in PLANTED[code]}


def test_some_pages_were_planted() -> None:
    assert sum(len(each) for each in PLANTED.values()) > 50
