"""before-and-after: the numbers are those of lag-difference, in words that claim a difference and never a cause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from planted import HEADER, NOON, item, items, row

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.engine import Serving
from ripplemark.errors import InputError
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.vault import Vault

SPLIT = "2025-01-11"  # ten days after the first clock


def _at(day: int, lag: float, *, up: bool = False, **cells: Any) -> str:
    """An item reported on this day after the first, and gone so many hours later, or still up then."""
    start = 24.0 * day
    end = {"observed_until": start + lag} if up else {"down_at": start + lag}
    outcome = "up" if up else "removed"
    return row(**{"notice_at": start, "outcome": outcome, **end, **cells})


SLOWER = [_at(k % 10, 40.0 + 3 * k) for k in range(30)]
FASTER = [_at(12 + k % 10, 5.0 + k) for k in range(30)]
ROWS = {
    "TURNED": [*SLOWER, *FASTER, *(_at(k, 300.0, up=True) for k in (1, 14))],
    "ALIKE": [_at(k % 20, 10.0 + 7 * (k % 13)) for k in range(60)],
    "FEW": [*(_at(2, 10.0) for _ in range(3)), *(_at(14, 8.0) for _ in range(30))],
    "QUIET": items([str(k) for k in range(1, 20)]),
    "LOST": [*SLOWER, *FASTER, row(posted_at=0, outcome="up", observed_until=50)],
    "LATE": [
        *(
            row(
                posted_at=24.0 * day,
                entered_at=24.0 * day + 30,
                down_at=24.0 * day + 31 + k,
                outcome="removed",
            )
            for day in (1, 13)
            for k in range(20)
        )
    ],
    "SMALL": [
        *(_at(k % 20, 10.0 + 7 * (k % 13)) for k in range(60)),
        *(_at(k, 30.0 + k, platform="Murmur") for k in (3, 14)),
    ],
    "ONE": [item("5")],
}
EVENTS = {
    "TURNED": [
        ("policy_change", "2025-01-11"),
        ("court", "2025-01-16"),
        ("fact_check", "2025-01-02"),
    ]
}


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Serving]]:
    folder: Path = tmp_path_factory.mktemp("before-after")
    archive = Archive(folder / "archive")
    for code in ROWS:
        archive.ensure_incident(code, "intimate_image", "UTC")
    path = folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([f"{HEADER},incident", *lines]) + "\n", "utf-8")
    add(archive, Vault(folder / "vault"), path, Options())
    for code, events in EVENTS.items():
        happened = folder / f"{code}.csv"
        rows = [f"{day},{kind},Words of the owner" for kind, day in events]
        happened.write_text("\n".join(["time,kind,label", *rows]) + "\n", "utf-8")
        add(archive, Vault(folder / "vault"), happened, Options(incident=code))
    found = serve(archive)
    yield archive, found
    found.close()


@pytest.fixture(scope="module")
def told(serving: tuple[Archive, Serving]) -> Any:
    def make(code: str, audience: Any = "owner", **settings: str) -> Figure:
        archive, open_ = serving
        return figure(
            archive, open_, Gate.of(audience), "before-and-after", incident=code, settings=settings
        )

    return make


def test_the_first_policy_or_legal_event_splits_where_nothing_was_chosen(told: Any) -> None:
    made = told("TURNED")
    assert "after the change of policy of 11 January 2025" in made.headline
    assert told("TURNED", event="court").headline != made.headline
    assert "court decision of 16 January 2025" in told("TURNED", event="court").subtitle
    assert "10 January 2025" in told("TURNED", split="2025-01-10").subtitle


def test_the_numbers_are_those_of_the_measure(told: Any, serving: tuple[Archive, Serving]) -> None:
    made = told("TURNED", split=SPLIT)
    mean, share = measure(
        serving[1], "lag-difference", incident="TURNED", settings={"split": SPLIT, "hours": "48"}
    ).estimates[:2]
    assert mean.value is not None
    assert mean.high is not None
    assert mean.high < 0  # planted: faster after
    assert f"{abs(mean.value):.0f} hours less on average" in made.headline
    # By hand: 3 of 30 and the one still up before; after, all thirty but the one still up.
    assert share.value == pytest.approx(30 / 31 - 3 / 31, abs=1e-9)
    text = " ".join(made.claims.borne)
    assert "3 of 31 reported items from before" in text
    assert "30 of 31 reported items from after were gone within 48 h of the notice" in text
    assert "87 percentage points higher" in text
    assert "95 % interval" in text


@pytest.mark.parametrize("code", ["TURNED", "ALIKE", "FEW"])
@pytest.mark.parametrize("audience", ["owner", "public"])
def test_that_it_is_no_cause_comes_first(told: Any, code: str, audience: str) -> None:
    made = told(code, audience, split=SPLIT)
    assert "a difference, not a cause" in made.claims.unborne[0].why
    said = " ".join((made.headline, made.subtitle, *made.claims.borne)).lower()
    for word in ("because", "caused", "effect", "led to", "worked", "thanks to"):
        assert word not in said


def test_a_difference_that_may_be_none_is_not_told_as_one(told: Any) -> None:
    made = told("ALIKE", split=SPLIT)
    assert made.headline.startswith(
        "No clear difference in how long reported items on Platform A were up"
    )
    assert "There was no difference" in made.claims.unborne[1].sentence


def test_too_few_items_on_a_side_give_counts_and_no_difference(told: Any) -> None:
    made = told("FEW", split=SPLIT)
    assert made.headline.startswith("Too few items to compare")
    assert "3 reported items before, 30 reported items after" in made.headline
    assert "on average" not in " ".join(made.claims.borne)
    before = [each for each in made.shown.to_pylist() if each["period"] == "before"]
    assert before[-1]["share"] == 100


def test_without_an_event_it_says_what_to_add(told: Any) -> None:
    made = told("QUIET")
    assert made.empty
    assert "no policy or legal event" in made.headline
    alone = told("QUIET", split="2030-01-01")
    assert alone.empty
    assert "lie on one side of 1 January 2030" in alone.headline


def test_two_splits_are_refused(told: Any) -> None:
    with pytest.raises(InputError):
        told("TURNED", split=SPLIT, event="court")


def test_an_item_without_a_clock_is_left_out_once(
    told: Any, serving: tuple[Archive, Serving]
) -> None:
    made = told("LOST", split=SPLIT, clock="notice")
    assert "1 item without a time at which this clock starts: left out." in made.caveats
    (mean, *_) = measure(
        serving[1], "lag-difference", incident="LOST", settings={"split": SPLIT, "clock": "notice"}
    ).estimates
    assert "1 item without a time" in mean.note


def test_the_curves_begin_where_late_items_were_watched(told: Any) -> None:
    rows = told("LATE", split=SPLIT, clock="post").shown.to_pylist()
    first = {each["period"]: each for each in reversed(rows)}
    assert first
    assert all(30 <= each["at"] <= 31 for each in first.values())
    assert "still up after 30 h" in " ".join(told("LATE", split=SPLIT, clock="post").caveats)


def test_both_curves_are_drawn_and_the_earlier_is_dashed(told: Any) -> None:
    drawn = told("TURNED", split=SPLIT).draw(Canvas(700))
    dashes = [each.line.dash for each in drawn.data if each.line.width == 2.4]
    assert sorted(dashes) == ["dash", "solid"]
    rows = told("TURNED", split=SPLIT).shown.to_pylist()
    assert {each["period"] for each in rows} == {"before", "after"}


def test_the_public_sees_no_words_of_the_owner_and_no_lines(told: Any) -> None:
    made = told("TURNED", "public")
    assert "Words of the owner" not in str((made.headline, made.subtitle, made.alt, made.caveats))
    assert not made.lines
    assert "change of policy of 11 January 2025" in made.headline


def test_the_moment_of_the_split_is_later_and_not_before(told: Any) -> None:
    moment = (NOON + timedelta(days=12)).strftime("%Y-%m-%dT%H:%MZ")
    made = told("TURNED", split=moment)
    assert "of 31 reported items from after" in " ".join(made.claims.borne)


def test_small_platforms_are_in_no_public_word_or_picture(told: Any) -> None:
    def words(audience: str) -> str:
        made = told("SMALL", audience, split=SPLIT)
        picture = made.draw(Canvas(700)).to_json()
        return f"{made.headline} {made.subtitle} {made.claims} {made.caveats} {made.documents} {picture}"

    assert "Murmur" in words("owner")
    assert "Murmur" not in words("public")


def test_one_item_has_only_one_side(told: Any) -> None:
    made = told("ONE", split=SPLIT)
    assert made.empty
    assert "lie on one side" in made.headline


def test_labels_are_not_said_to_be_gone(told: Any) -> None:
    made = told("TURNED", split=SPLIT, gone="label")
    assert "gone" not in f"{made.headline} {made.subtitle} {made.alt} {made.claims} {made.caveats}"
