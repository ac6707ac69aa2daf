"""Copies and generations: the curve, the bars and the words are as counted by hand; nothing where nobody noted a copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from planted import at

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

HEADER = "platform,item,spell,copy_of,posted_at,entered_at,down_at,outcome,observed_until,incident"
END = 1000.0
Told = Callable[..., Figure]


def _gone(
    item: str, down: float = 100, posted: float = 0, of: str = "", how: str = "removed"
) -> str:
    return f"YouTube,{item},,{of},{at(posted)},,{at(down)},{how},"


def _up(item: str, posted: float, of: str = "") -> str:
    return f"YouTube,{item},,{of},{at(posted)},,,up,{at(END)}"


def _back(item: str, entered: float) -> str:
    return f"YouTube,{item},2,,,{at(entered)},,up,{at(END)}"


TEN = [_gone(f"first {k}") for k in range(10)]
CHAIN = [
    _up("last", 0),
    _up("a", 110, "first 0"),
    _up("b", 130, "a"),
    _up("c", 400, "b"),
    _up("d", 150, "first 1"),
    _up("e", 50, "first 1"),
]
ROWS = {
    # Ten contents followed from 100 to 1000: copies after 10, 30 and 300 hours and, of another, after 50; one came before.
    "CHAIN": [*TEN, *CHAIN],
    "BACK": [*TEN, *(_back(f"first {k}", 120 + k + 0.37) for k in range(7))],
    "BARE": [*TEN, _up("last", 0)],
    "FEW": [*TEN[:3], _up("a", 110, "first 0"), _up("last", 0)],
    "SMALL": [*TEN, _up("last", 0), _up("a", 110, "first 0").replace("YouTube", "Murmur")],
    "NEVER": [*(_up(f"up {k}", 0) for k in range(12)), _up("a", 5, "up 0")],
    "LABELS": [*(_gone(f"l{k}", how="label") for k in range(10)), _up("a", 110.37, "l0"), _up("b", 0)],
    "DEEP": [*TEN, *(_up(f"d{k}", 110 + k, f"d{k - 1}" if k else "first 0") for k in range(9)), _up("x", 0)],
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("copies")
    archive, path = Archive(folder / "archive"), folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    add(archive, Vault(folder / "vault"), path, Options())
    serving = serve(archive)

    def make(incident: str, audience: Any = "owner", **settings: str) -> Figure:
        gate = Gate.of(audience)
        return figure(archive, serving, gate, "copies", incident=incident, settings=settings)

    yield make
    serving.close()


def _curve(of: Figure) -> dict[float, float]:
    return {row["at"]: row["mean"] for row in of.shown.to_pylist() if row["row"] == "curve"}


def _bars(of: Figure) -> dict[int, int]:
    rows = [row for row in of.shown.to_pylist() if row["row"] == "generation"]
    return {row["generation"]: row["copies"] for row in rows}


def test_the_curve_rises_by_each_copy_per_content_followed(told: Told) -> None:
    found = told("CHAIN")
    curve = _curve(found)
    assert list(curve) == pytest.approx([0, 10, 30, 50, 300], abs=0.01)  # read to the minute
    assert list(curve.values()) == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])
    last = found.shown.to_pylist()[4]
    assert last["low"] < 0.4 < last["high"]
    assert found.headline.startswith(
        "After 10 removals on YouTube, 4 new copies were noted, 0.3 per removal within 7 days; "
        "copies of copies reach generation 3; last look on"
    )


def test_the_horizon_of_the_ratio_can_be_chosen(told: Told) -> None:
    assert "0.2 per removal within 48 h" in told("CHAIN", horizon="48").headline


def test_a_bar_holds_every_copy_of_its_generation_and_the_last_the_deeper_ones(told: Told) -> None:
    assert _bars(told("CHAIN")) == {1: 3, 2: 1, 3: 1}
    assert _bars(told("DEEP")) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 4}
    assert "4 of generation 6 or deeper" in told("DEEP").alt


def test_without_copies_the_same_items_that_were_up_again_are_what_is_drawn(told: Told) -> None:
    found = told("BACK")
    assert "10 removals on YouTube, items were up again 7 times" in found.headline
    # The fifth of ten contents was up again after 24.37 hours.
    assert "half of the originals were up again within 24 hours" in found.headline
    assert _bars(found) == {}
    assert max(_curve(found).values()) == pytest.approx(0.7)


def test_where_nobody_noted_copies_or_returns_there_is_no_box(told: Told) -> None:
    found = told("BARE")
    assert found.empty
    assert "copy_of" in found.subtitle


def test_copies_of_what_was_never_removed_are_counted_and_followed_by_none(told: Told) -> None:
    found = told("NEVER")
    assert found.headline.startswith("No removal on YouTube is on record with its moment")
    assert _bars(found) == {1: 1}
    assert found.draw(Canvas(390)).layout.height > 0


def test_few_contents_have_a_plain_mean_and_no_interval(told: Told) -> None:
    found = told("FEW")
    rows = [row for row in found.shown.to_pylist() if row["row"] == "curve"]
    assert [row["low"] for row in rows] == [None, None]
    assert rows[-1]["mean"] == pytest.approx(1 / 3)
    assert any("too few for a median" in each for each in found.claims.borne)
    assert "a plain mean" in found.subtitle
    assert "per removal" not in found.headline


def test_of_labels_nothing_is_said_to_be_removed(told: Told) -> None:
    found = told("LABELS", gone="label")
    unborne = [(each.sentence, each.why, each.needed) for each in found.claims.unborne]
    notes = [each["note"] for of in found.documents for each in of["estimates"]]
    picture = found.draw(Canvas(800)).to_json()
    words = json.dumps([found.headline, found.subtitle, found.alt, found.claims.borne, unborne])
    said = f"{words} {found.caveats} {notes} {picture}"
    assert found.headline.startswith("After 10 labels on YouTube, 1 new copy was noted")
    for word in (" gone", "removed", "removal", "came back"):
        assert word not in said


def test_in_public_no_small_platform_is_named(told: Told) -> None:
    public, owner = (told("SMALL", audience) for audience in ("public", "owner"))
    assert "Murmur" in owner.headline
    assert "Murmur" not in f"{public.headline}{public.alt}{public.claims}{public.documents}"
    assert "1 smaller platform" in public.headline


def test_in_public_the_moments_of_single_copies_are_no_finer_than_in_words(told: Told) -> None:
    public, owner = (told("BACK", audience) for audience in ("public", "owner"))
    moments = [at for at in _curve(public) if at]
    assert all(at == pytest.approx(round(at)) for at in moments)
    assert min(at for at in _curve(owner) if at) == pytest.approx(20.37, abs=0.01)
    times = [
        each["value"]
        for of in public.documents
        for each in of["estimates"]
        if each["by"].get("quantity") == "time-to-reappear"
    ]
    assert times == [24.0]
    assert not public.lines
    assert owner.lines
