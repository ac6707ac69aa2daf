"""outcomes-over-time: the layers are the measure's numbers, nothing is lost between them, and the words count every item once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from planted import HEADER, items, row

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.engine import Serving
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.vault import Vault


def _ended(after: float, outcome: str, platform: str = "YouTube") -> str:
    return row(platform=platform, notice_at=0, down_at=after, outcome=outcome)


def _day(apart: int, outcome: str) -> str:
    return row(
        posted_at="2025-03-01",
        down_at=f"2025-03-0{1 + apart}",
        outcome=outcome,
        time_precision="day",
    )


ROWS = {
    "MIX": [
        *(_ended(k + 1, "removed") for k in range(20)),
        *(_ended(k + 1.5, "uploader") for k in range(8)),
        *(_ended(k + 1.7, "account") for k in range(4)),
        *items(["50+"] * 8, "YouTube"),
    ],
    "FEW": [_ended(1, "removed"), _ended(2, "uploader"), _ended(3, "removed"), *items(["9+"])],
    "ONE": [_ended(5, "removed")],
    "UP": items(["50+"] * 30),
    "DAYS": [
        _day(apart, outcome)
        for apart in (0, 1, 2, 5, 6)
        for outcome in ("removed", "removed", "uploader")
        for _ in range(4)
    ],
    "UNDATED": [
        *(_ended(k + 1, "removed") for k in range(20)),
        *(row(notice_at=0, outcome="unknown", last_up_at=30, observed_until=32) for _ in range(6)),
    ],
    "BACK": [row(notice_at=10, down_at=2, outcome="removed")],
    "LABELS": [
        *(_ended(k + 1, "removed") for k in range(12)),
        *(row(notice_at=0, down_at=k + 1, outcome="label", observed_until=50) for k in range(12)),
    ],
}
Told = Callable[..., Figure]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("outcomes")
    found = Archive(folder / "archive")
    path = folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([f"{HEADER},incident", *lines]) + "\n", "utf-8")
    add(found, Vault(folder / "vault"), path, Options())
    return found


@pytest.fixture(scope="module")
def serving(archive: Archive) -> Iterator[Serving]:
    found = serve(archive)
    yield found
    found.close()


@pytest.fixture(scope="module")
def told(archive: Archive, serving: Serving) -> Told:
    def make(incident: str, audience: Any = "owner", **settings: str) -> Figure:
        gate = Gate.of(audience)
        return figure(
            archive, serving, gate, "outcomes-over-time", incident=incident, settings=settings
        )

    return make


def test_the_headline_counts_every_item_once(told: Told) -> None:
    assert told("MIX").headline == (
        "Of 40 reported items on YouTube, 20 were removed by the platform, 8 taken down by the uploader and 4 gone with the "
        "account; 8 were still up when last looked at, by 3 January 2025"
    )
    undated = "20 were removed by the platform and 6 gone for unknown reasons; none was still up"
    assert undated in told("UNDATED").headline


def test_one_item_and_none_that_ended_are_told_as_they_are(told: Told) -> None:
    assert told("ONE").headline == (
        "The one reported item on YouTube was removed by the platform, as observed until 1 January 2025"
    )
    assert "all 30 were still up when last looked at" in told("UP").headline
    assert told("UP").alt.endswith("still up: 30 of 30.")


def test_the_rows_are_the_measures_numbers(told: Told, serving: Serving) -> None:
    estimates = measure(serving, "cause-incidence", incident="MIX").estimates
    known = {
        (each.by["at"], each.by["outcome"]): 100 * float(each.value)
        for each in estimates
        if isinstance(each.value, float)
    }
    rows = {(r["at"], r["outcome"]): r["share"] for r in told("MIX").shown.to_pylist()}
    assert rows == pytest.approx(known)
    assert rows[20.0, "removed"] == pytest.approx(50.0)


def test_an_outcome_with_too_few_ends_is_in_the_layer_of_the_rest(told: Told) -> None:
    found = told("MIX")
    # Four of forty ended with their account: too few for an estimate of their own.
    assert "other ends: 10 %" in found.alt
    assert any("layer without a colour" in each for each in found.caveats)
    assert "gone with the account" in found.headline
    assert len(found.lines["gone with the account"]) == 4


def test_why_the_curve_lies_higher_is_told_where_items_ended_in_other_ways(told: Told) -> None:
    other = "which are of all items"
    assert any(other in each.why for each in told("MIX").claims.unborne)
    assert not any(other in each.why for each in told("UP").claims.unborne)


def test_few_items_are_counted_plainly(told: Told) -> None:
    found = told("FEW")
    assert "as a plain count" in found.subtitle
    assert "removed by the platform: 2 of 4" in found.alt
    assert {r["outcome"]: r["share"] for r in found.shown.to_pylist() if r["at"] == 3.0} == {
        "removed": 50.0,
        "uploader": 25.0,
        "up": 25.0,
    }


def test_days_leave_a_layer_of_what_is_not_certain(told: Told) -> None:
    found = told("DAYS")
    assert "not certain" in found.alt
    unsure = [r for r in found.shown.to_pylist() if r["share"] is None]
    assert unsure
    assert all(0 <= r["low"] < r["high"] <= 100 for r in unsure)


def test_a_label_is_a_layer_where_it_counts(told: Told) -> None:
    assert "labelled" not in told("LABELS").headline
    chosen = told("LABELS", gone="removed,label")
    assert "12 were removed by the platform and 12 labelled" in chosen.headline
    assert "still up without a label" in chosen.headline


def test_where_only_labels_count_what_else_ended_items_has_no_name(told: Told) -> None:
    found = told("LABELS", gone="label")
    assert "12 were labelled and 12 ended in another way" in found.headline
    assert {r["outcome"] for r in found.shown.to_pylist()} == {"label", "up"}
    assert "other ends: 50 %" in found.alt


def test_what_cannot_be_timed_says_so(told: Told) -> None:
    found = told("BACK")
    assert found.empty
    assert "can be timed" in found.headline


@pytest.mark.parametrize("incident", [code for code in ROWS if code != "BACK"])
@pytest.mark.parametrize("audience", ["owner", "public"])
def test_the_layers_fill_the_picture_at_every_time(
    told: Told, incident: str, audience: str
) -> None:
    found = told(incident, audience)
    picture = found.draw(Canvas(800))
    areas = [trace for trace in picture.data if trace.fill == "toself"]
    assert areas
    upper = {
        round(float(y), 6) for y in areas[0].y
    }  # of the uppermost layer: the panel's two edges
    assert len(upper) == 2
    assert found.claims.borne
    assert all("observed until" in each or "last looked at" in each for each in found.claims.borne)
