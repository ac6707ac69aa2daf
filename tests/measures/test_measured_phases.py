"""Phases from a file to the answer: estimated, set by a person, taken back; as everyone may read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from planted import TOY
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.errors import InputError, RipplemarkError
from ripplemark.figures.deciding_phases import set_boundary, take_back
from ripplemark.figures.series import offered
from ripplemark.gate import Gate
from ripplemark.measures import measure
from ripplemark.measures.phases import PHASES, boundary
from ripplemark.result import Estimate

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"


def rows(values: Iterable[float], channel: str = "social", series: str = "posts") -> list[str]:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        f"{series},{channel},Chirp,posts,{start + timedelta(days=k):%Y-%m-%d},P1D,{value}"
        for k, value in enumerate(values)
    ]


def of(found: list[Estimate], quantity: str) -> dict[str, Estimate]:
    return {str(e.by["phase"]): e for e in found if e.by["quantity"] == quantity}


@pytest.fixture
def toy(storing: Storing, tmp_path: Path) -> Iterator[tuple[Archive, Serving]]:
    storing(HEADER, *rows(TOY), zone="UTC")
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    yield archive, serving
    serving.close()


def test_the_toy_series_is_cut_where_half_life_and_time_to_a_tenth_say(
    storing: Storing, asking: Asking
) -> None:
    # SCIENCE.md, F.8: onset index 7, H_x 1.740 d and T10 5.825 d after the peak's centre at 8.5 d.
    storing(HEADER, *rows(TOY), zone="UTC")
    found = asking("phases")
    begun = of(found, "start")
    names = ["quiet-before", "growth", "peak", "decay", "tail", "resurgence"]
    assert list(begun) == names
    first = datetime(2025, 1, 1, tzinfo=UTC)
    at = {
        name: (datetime.fromisoformat(str(begun[name].value)) - first).total_seconds() / 86_400
        for name in names[1:]
    }
    assert at["growth"] == 7
    assert at["decay"] == pytest.approx(8.5 + 1.740, abs=1e-3)
    assert at["tail"] == pytest.approx(8.5 + 5.825, abs=1e-3)
    for name in names[1:]:
        low, value, high = (str(e) for e in (begun[name].low, begun[name].value, begun[name].high))
        assert low <= value <= high
    lasted = of(found, "duration")
    assert lasted["decay"].value == pytest.approx(24 * (5.825 - 1.740), abs=0.05)
    assert (lasted["quiet-before"].status, lasted["quiet-before"].low) == ("NE_LEFT", 168.0)
    assert lasted["resurgence"].status == "NE_RIGHT"
    assert sum(float(e.value or 0) for e in of(found, "share").values()) == pytest.approx(1)
    assert sum(float(e.value or 0) for e in of(found, "gross-share").values()) == pytest.approx(1)


def test_without_an_onset_there_is_one_row_that_says_why(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *rows([3] * 20), zone="UTC")
    (only,) = asking("phases")
    assert (only.status, only.value) == ("NE_FEW", None)
    assert "widen the period" in only.note
    (nothing,) = asking("phases", settings={"from": "2031-01-01"})
    assert "choose another period" in nothing.note


def test_shares_that_cut_no_phases_are_refused(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *rows(TOY), zone="UTC")
    with pytest.raises(InputError, match="'edge' below 'crest'"):
        asking("phases", settings={"crest": "0.1", "edge": "0.5"})


def test_a_judgement_moves_one_boundary_says_so_and_can_be_taken_back_and_undone(
    toy: tuple[Archive, Serving], asking: Asking
) -> None:
    archive, serving = toy
    (choice,) = offered(serving, "LANTERN")
    before = of(asking("phases"), "start")
    made = set_boundary(
        archive, "LANTERN", choice, "tail", "2025-01-13", "It was off every front page"
    )
    after = of(asking("phases"), "start")
    tail = after["tail"]
    assert (tail.value, tail.low, tail.high) == (
        "2025-01-13T00:00:00Z",
        "2025-01-13T00:00:00Z",
        "2025-01-14T00:00:00Z",
    )
    assert tail.by["boundary"] == "judged"
    assert "Set by judgement, not estimated: It was off every front page" in tail.note
    assert all(e.by["boundary"] != "judged" for name, e in after.items() if name != "tail")
    assert {n: e.value for n, e in after.items() if n != "tail"} == {
        n: e.value for n, e in before.items() if n != "tail"
    }
    alone = of(asking("phases", settings={"judgement": "left-out"}), "start")
    assert alone["tail"].value == before["tail"].value
    archive.undo(made.decision_id)
    assert of(asking("phases"), "start")["tail"].value == before["tail"].value
    set_boundary(archive, "LANTERN", choice, "tail", "2025-01-13", "Again")
    taken = take_back(archive, "LANTERN", choice.key, "tail")
    assert of(asking("phases"), "start")["tail"].value == before["tail"].value
    archive.undo(taken.decision_id)
    assert of(asking("phases"), "start")["tail"].by["boundary"] == "judged"


def test_a_judgement_belongs_to_one_series_whatever_is_selected(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    storing(HEADER, *rows(TOY), *rows(TOY, "niche"), zone="UTC")
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    niche = next(each for each in offered(serving, "LANTERN") if each.channel == "niche")
    serving.close()
    set_boundary(archive, "LANTERN", niche, "peak", "2025-01-08T12:00Z", "Seen by the desk")
    for where in ((), (("channel", "niche"),), (("channel", "social"),)):
        judged = {
            e.by["channel"] for e in asking("phases", where=where) if e.by["boundary"] == "judged"
        }
        expected = set() if where == (("channel", "social"),) else {"niche"}
        assert judged == expected


@pytest.mark.parametrize(
    ("name", "at", "note", "why"),
    [
        ("tail", "2025-01-13", " ", "needs a note"),
        ("tail", "2025-01-13", "see https://example.org/x", "a link"),
        ("tail", "2025-01-13", "as @someone said", "a handle"),
        ("tail", "2025-01-13", "x" * 201, "longer than 200"),
        ("tail", "2026-01-13", "too late", "outside of the series"),
        ("tail", "", "no day", "on which day"),
        ("tail", "soon", "no time", "Accepted"),
        ("summit", "2025-01-13", "no such phase", "summit"),
        ("peak-2", "2025-01-13", "one episode has one peak", "peak-2"),
    ],
)
def test_a_judgement_without_a_note_a_time_or_a_place_is_refused_and_nothing_is_stored(
    toy: tuple[Archive, Serving], name: str, at: str, note: str, why: str
) -> None:
    archive, serving = toy
    (choice,) = offered(serving, "LANTERN")
    made = len(archive.decisions())
    with pytest.raises(RipplemarkError, match=why):
        set_boundary(archive, "LANTERN", choice, name, at, note)
    assert len(archive.decisions()) == made


def test_judgements_out_of_order_are_refused(toy: tuple[Archive, Serving]) -> None:
    archive, serving = toy
    (choice,) = offered(serving, "LANTERN")
    set_boundary(archive, "LANTERN", choice, "decay", "2025-01-12", "First")
    with pytest.raises(InputError, match="out of order"):
        set_boundary(archive, "LANTERN", choice, "peak", "2025-01-14", "After the decay")
    set_boundary(archive, "LANTERN", choice, "decay", "2025-01-13", "The same one, moved")


def test_in_public_durations_are_no_finer_than_words_and_times_than_hours(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(TOY), zone="UTC")
    serving = serve(Archive(tmp_path / "archive"))
    answer = measure(serving, "phases", incident="LANTERN")
    serving.close()
    gate = Gate.of("public")
    seen = gate.estimates(answer.estimates, PHASES.unit, in_hours=PHASES.in_hours)
    begun, lasted = of(list(seen), "start"), of(list(seen), "duration")
    assert str(begun["decay"].value).endswith(":00:00Z")
    assert not str(of(list(answer.estimates), "start")["decay"].value).endswith(":00:00Z")
    hours = float(lasted["decay"].value or 0)
    assert hours == pytest.approx(round(hours / 2.4) * 2.4) or hours == round(hours)


def test_the_names_of_boundaries_are_those_of_phases() -> None:
    assert boundary("peak") == ("peak", 1)
    assert boundary("resurgence-2") == ("resurgence", 2)
    assert [boundary(each) for each in ("peak-2", "quiet-1", "quiet-before", "Peak")] == [None] * 4
