"""What every measure promises alike: its document, its refusals, its settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from planted import HEADER, SIX_MP, items
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving, Visible
from ripplemark.errors import UnknownName
from ripplemark.measures import MEASURES, measure, named
from ripplemark.measures.base import UnreadableSetting

# DESIGN.md, 5.
DOCUMENT = {
    "metric",
    "symbol",
    "unit",
    "method_version",
    "archive",
    "parameters",
    "query",
    "estimates",
}
ESTIMATE = {
    "by",
    "value",
    "low",
    "high",
    "n",
    "events",
    "censored",
    "status",
    "note",
    "resolution",
    "lines",
}
# SCIENCE.md, 0.5 and DESIGN.md, 5.
STATUS = {
    "ok",
    "bounds",
    "NE_FEW",
    "NE_LEFT",
    "NE_RIGHT",
    "NE_NOBASE",
    "NE_PLATEAU",
    "NE_GRANULARITY",
}


def test_every_document_has_exactly_the_contracts_keys(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *items(SIX_MP))
    storing(
        "series,channel,metric,bin_start,bin_width,value",
        *(f"posts,social,posts,2025-01-{day:02d},P1D,{day}" for day in range(1, 29)),
    )
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    for each in MEASURES:
        settings = {"hours": "48"} if each.name == "within-deadline" else {}
        answer = measure(serving, each.name, incident="LANTERN", settings=settings)
        document = json.loads(json.dumps(answer.document()))
        assert set(document) == DOCUMENT
        assert document["archive"] == archive.fingerprint()
        assert document["estimates"]
        for estimate in document["estimates"]:
            assert set(estimate) == ESTIMATE
            assert estimate["status"] in STATUS
            assert (estimate["value"] is None) == (estimate["status"] != "ok")
            assert estimate["note"] or estimate["status"] == "ok"
            assert estimate["by"]["incident"] == "LANTERN"
    serving.close()


@pytest.fixture
def nothing() -> Serving:
    return Serving(Visible())


def test_an_unknown_name_lists_the_valid_ones(nothing: Serving) -> None:
    with pytest.raises(UnknownName, match="half-life"):
        named("halflife")
    with pytest.raises(UnknownName, match="LANTERN"):
        measure(nothing, "onset", incident="LANTERNE", known=("LANTERN",))
    with pytest.raises(UnknownName, match="channel"):
        measure(nothing, "onset", by=("colour",))
    with pytest.raises(UnknownName, match="platform"):
        measure(nothing, "median-lag", where=(("item", "x"),))
    with pytest.raises(UnknownName, match="hours"):
        measure(nothing, "within-deadline", settings={"hour": "48"})
    with pytest.raises(UnknownName, match="incident, platform"):
        measure(nothing, "median-lag", scope="world")


@pytest.mark.parametrize(
    ("metric", "setting", "value"),
    [
        ("within-deadline", "hours", "two days"),
        ("within-deadline", "hours", "-1"),
        ("within-deadline", "hours", "nan"),
        ("within-deadline", "denominator", "some"),
        ("median-lag", "clock", "noon"),
        ("median-lag", "gone", "removed,vanished"),
        ("removal-survival", "at", "6,x"),
        ("removal-survival", "at", ""),
        ("onset", "run", "0"),
        ("onset", "baseline", "inf"),
        ("residual-interest", "day", "1e99"),
    ],
)
def test_a_setting_that_cannot_be_read_says_what_it_is(
    nothing: Serving, metric: str, setting: str, value: str
) -> None:
    with pytest.raises(UnreadableSetting, match=f"--set {setting}="):
        measure(nothing, metric, settings={setting: value})


def test_defaults_stand_in_the_document(nothing: Serving) -> None:
    told = measure(nothing, "median-lag").document()["parameters"]
    assert told == {
        "incident": None,
        "scope": "incident",
        "by": [],
        "where": {},
        "clock": None,
        "gone": ["removed"],
        "from": None,
        "to": None,
    }
