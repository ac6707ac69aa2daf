"""backlog: every number is counted again by hand from the rows, and the words claim no more than the rows bear."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from real_path import Storing
from timeline_told import FIRST, ITEMS, ZONE, item, log, moment

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import figure, pace
from ripplemark.figures.pace import MOST, coarser
from ripplemark.figures.standing import Bin, Standing
from ripplemark.gate import Gate

Made = Callable[..., Figure]
Span = tuple[float, float | None]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """``made(audience, **settings)``: the backlog of LANTERN as it is stored now."""

    def make(audience: Any = "owner", where: Any = (), **settings: str) -> Figure:
        archive = Archive(tmp_path / "archive")
        archive.ensure_incident("LANTERN", "rumour", ZONE)
        serving = serve(archive)
        try:
            return figure(
                archive,
                serving,
                Gate.of(audience),
                "backlog",
                incident="LANTERN",
                where=where,
                settings=settings,
            )
        finally:
            serving.close()

    return make


def _rows(of: Figure, lane: str, what: str) -> list[dict[str, Any]]:
    return [r for r in of.shown.to_pylist() if (r["lane"], r["what"]) == (lane, what)]


def _total(of: Figure, what: str) -> float:
    return float(sum(r["value"] for r in _rows(of, "changes", what)))


def _bars(of: Figure) -> set[datetime]:
    return {r["from"] for r in of.shown.to_pylist() if r["lane"] == "changes"}


def _spans(seed: int, size: int, longest: int) -> list[Span]:
    rnd = random.Random(seed)
    begun = [rnd.randrange(0, longest) + rnd.randrange(60) / 60 for _ in range(size)]
    return [(at, None if rnd.random() < 0.2 else at + rnd.uniform(0.5, 60)) for at in begun]


def _minutes(hours: float) -> float:
    """As a file in minutes tells it."""
    return int(hours * 60) / 60


@pytest.mark.parametrize(("size", "longest"), [(60, 200), (1000, 300)])
def test_items_up_and_bars_are_what_the_rows_give_by_hand(
    storing: Storing, made: Made, size: int, longest: int
) -> None:
    spans = _spans(5, size, longest)
    storing(ITEMS, *(item(k, a, b) for k, (a, b) in enumerate(spans)), zone=ZONE)
    found = made()
    whole = [(_minutes(a), None if b is None else _minutes(b)) for a, b in spans]
    for row in _rows(found, "items", "up"):
        hour = (row["until"] - FIRST) / timedelta(hours=1)
        # Times are known to the minute: each stands in its middle.
        up = sum(a + 1 / 120 < hour and (b is None or b + 1 / 120 >= hour) for a, b in whole)
        assert row["value"] == up, row
    for what, k in (("new on record", 0), ("removed", 1)):
        rows = _rows(found, "changes", what)
        assert len(rows) <= MOST
        for row in rows:
            low, high = ((row[edge] - FIRST) / timedelta(hours=1) for edge in ("from", "until"))
            at = [each[k] for each in whole if each[k] is not None]
            assert row["value"] == sum(low <= each < high for each in at)
    up = sum(b is None for _, b in spans)
    assert _total(found, "new on record") == size
    assert _total(found, "new on record") - _total(found, "removed") == up
    assert f"{up} were still up on 17 March 2025" in found.headline


@pytest.mark.parametrize("longest", [300, 24 * 200])
def test_wider_bins_that_are_added_up_are_those_that_would_be_counted_anew(
    storing: Storing, made: Made, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    again = item(0, 50, None, spell="2", entered_at=moment(80), notice_at="")
    spans = enumerate(_spans(7, 200, longest), 1)
    storing(
        ITEMS, item(0, 1, 30, spell="1"), again, *(item(k, *each) for k, each in spans), zone=ZONE
    )
    added_up: list[bool] = []

    def noted(fine: Standing, unit: Bin) -> Standing | None:
        added_up.append((found := coarser(fine, unit)) is not None)
        return found

    monkeypatch.setattr(pace, "coarser", noted)
    first = made()
    assert added_up == [True]
    monkeypatch.setattr(pace, "coarser", lambda *_: None)
    assert first.shown.equals(made().shown)


def test_ends_known_to_a_day_are_counted_anew_by_the_day(storing: Storing, made: Made) -> None:
    rows = [item(k, 2 * k, 2 * k + 90) for k in range(40)]
    storing(
        ITEMS,
        *(row.replace(moment(2 * k + 90), moment(2 * k + 90)[:10]) for k, row in enumerate(rows)),
        zone=ZONE,
    )
    found = made()
    assert _rows(found, "items", "gone or not: not known")  # by the hour
    assert _total(found, "removed") == 40  # by the day


@pytest.mark.parametrize("audience", ["owner", "public"])
def test_after_each_bar_as_many_are_left_as_came_and_did_not_go(
    storing: Storing, made: Made, audience: Any
) -> None:
    again = item(0, 50, None, spell="2", entered_at=moment(80), notice_at="")
    rows = [item(0, 1, 30, spell="1"), again, *(item(k, 3 * k, 3 * k + 40) for k in range(1, 30))]
    rows += [item(k, 2 * k, 2 * k + 9, "uploader") for k in range(30, 40)]
    storing(ITEMS, *rows, zone=ZONE)
    found = made(audience)
    up = {r["until"]: r["value"] for r in _rows(found, "items", "up")}
    parts = {
        what: {r["until"]: r["value"] for r in _rows(found, "changes", what)}
        for what in ("new on record", "came back", "removed", "gone otherwise")
    }
    assert [sum(each.values()) for each in parts.values()] == [40, 1, 30, 10]
    left = 0.0
    for until in sorted(parts["removed"]):
        left += parts["new on record"][until] + parts["came back"][until]
        left -= parts["removed"][until] + parts["gone otherwise"][until]
        before = [at for at in up if at <= until]
        assert up[max(before)] == left
    assert left == 1
    assert any("1 item came back" in each for each in found.caveats)


def test_the_words_count_days_on_which_more_came_than_went(storing: Storing, made: Made) -> None:
    # In Berlin the day begins at 23:00 of the day before.
    day = [(1, 25), (2, 26), (3, 27), (26, 50), (50, 74), (75, None), (76, None)]
    storing(ITEMS, *(item(k, a, b) for k, (a, b) in enumerate(day)), zone=ZONE)
    found = made()
    # 1 March: 3 came; 2 March: 1 came, 3 went; 3 March: 1 and 1; 4 March: 2 came, 1 went.
    said = (
        "Incident LANTERN: on 2 of the 4 days on which items came on record or were gone, more came than were gone; on 1, "
        "fewer; as observed until 17 March 2025."
    )
    assert said in found.claims.borne
    assert found.headline == (
        "At most 3 of 7 items were up at once, on 1 March 2025; 2 were still up on 17 March 2025"
    )


def test_nobody_is_said_not_to_have_kept_up(storing: Storing, made: Made) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    found = made()
    first = found.claims.unborne[0]
    assert first.sentence == "The platform could not keep up."
    assert "items that nobody recorded are not in it" in first.why
    assert not any("keep up" in each for each in (found.headline, *found.claims.borne))


def test_all_still_up_is_a_finding(storing: Storing, made: Made) -> None:
    storing(ITEMS, *log(12, 12), zone=ZONE)
    found = made()
    assert found.headline == (
        "None of 12 items on record was gone: all were still up on 17 March 2025"
    )
    assert _rows(found, "changes", "removed") == []
    assert _rows(found, "items", "up")[-1]["value"] == 12
    assert "12 still up" in found.draw(Canvas(800)).to_json()


@pytest.mark.parametrize(
    ("down", "outcome", "told"),
    [
        (30.0, "removed", "was removed on 2 March 2025"),
        (30.0, "private", "was gone otherwise on 2 March 2025"),
        (None, "up", "was still up on 17 March 2025"),
    ],
)
def test_one_item_is_told_as_one(
    storing: Storing, made: Made, down: float | None, outcome: str, told: str
) -> None:
    storing(ITEMS, item(1, 10, down, outcome), zone=ZONE)
    found = made()
    assert found.headline == f"The one item came on record on 1 March 2025 and {told}"
    assert found.draw(Canvas(390)).layout.height > 0


def test_an_end_known_to_the_day_is_in_the_bar_of_its_day(storing: Storing, made: Made) -> None:
    days = [item(k, 3 + k, 9, down_at=f"2025-03-0{2 + k % 3}", posted_at="") for k in range(9)]
    storing(ITEMS, *days, zone=ZONE, answers={"down": "seen"})
    found = made()
    gone = {
        r["from"].astimezone(ZoneInfo(ZONE)).strftime("%d.%m."): r["value"]
        for r in _rows(found, "changes", "removed")
        if r["value"]
    }
    assert gone == {"02.03.": 3, "03.03.": 3, "04.03.": 3}
    unsure = _rows(found, "items", "gone or not: not known")
    assert max(r["value"] for r in unsure) == 3
    assert any("only bounds of an end are known" in each for each in found.caveats)
    assert found.headline.startswith("At most 9 of 9 items")


def test_the_most_up_is_two_numbers_where_ends_are_not_known(storing: Storing, made: Made) -> None:
    rows = [item(1, 0, 100, last_up_at=moment(10)), item(2, 30, 90), item(3, 31, 95)]
    storing(ITEMS, *rows, zone=ZONE)
    found = made()
    assert found.headline.startswith("At most 2 to 3 of 3 items were up at once, on 2 March 2025;")


def test_what_ended_nobody_knows_when_may_have_been_up(storing: Storing, made: Made) -> None:
    ended = [item(k, 5, None) for k in range(3)]
    storing(ITEMS, *(each.replace(",up,", ",unknown,") for each in ended), zone=ZONE)
    found = made()
    assert found.headline == (
        "Up to 3 of 3 items may have been up at once; none was still up at the last look, on 17 March 2025"
    )
    assert _rows(found, "items", "gone or not: not known")[0]["value"] == 3
    assert _total(found, "gone otherwise") == 3


def test_from_when_an_item_counts_is_said(storing: Storing, made: Made) -> None:
    storing(ITEMS, item(1, 30, None, posted_at=moment(10)), item(2, 30, 40), zone=ZONE)
    found = made()
    assert "posting where that is on record (1 of 2), else from the notice" in found.subtitle
    assert any(each.sentence.startswith("The platform left") for each in found.claims.unborne)


def test_no_posting_on_record_is_said(storing: Storing, made: Made) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    found = made()
    assert "Items count from the notice, as no posting is on record" in found.subtitle
    assert not any(each.sentence.startswith("The platform left") for each in found.claims.unborne)


def test_within_a_coarse_bin_more_may_have_been_up_and_the_words_say_so(
    storing: Storing, made: Made
) -> None:
    storing(ITEMS, *(item(k, 200, 203) for k in range(5)), item(9, 0, None), zone=ZONE)
    owner, public = made(), made("public")
    assert owner.headline.startswith("At most 6 of 6 items were up at once, on 9 March 2025")
    assert public.headline.startswith("At most 1 of 6 items was up at the end of any day")
    assert any("more may have been up at once in between" in each for each in public.caveats)


def test_nothing_public_is_finer_than_the_gate_lets_it(storing: Storing, made: Made) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    found = made("public")
    edges = {r[edge] for r in found.shown.to_pylist() for edge in ("from", "until")}
    assert {at.astimezone(ZoneInfo(ZONE)).hour for at in edges} == {0}
    assert found.lines == {}
    assert "in bins of 1 day" in found.source
    picture = found.draw(Canvas(800)).to_json()
    assert ":00:" not in picture
    assert " up, at the end of each day" in picture


def test_the_bars_are_no_more_than_sixty_however_long_it_lasts(
    storing: Storing, made: Made
) -> None:
    for k, hours in enumerate((1, 59, 70, 1500, 4400, 12_000, 40_000)):
        until = moment(hours + 1)
        storing(ITEMS, item(2 * k, hours - 1, hours, observed_until=until), zone=ZONE)
        storing(ITEMS, item(2 * k + 1, 0, hours, observed_until=until), zone=ZONE)
        for audience in ("owner", "public"):
            found = made(audience)
            assert 1 <= len(_bars(found)) <= MOST
            assert _total(found, "new on record") == 2 * (k + 1)


@pytest.mark.parametrize("gone", ["label", "removed,label"])
def test_labels_are_told_as_labels(storing: Storing, made: Made, gone: str) -> None:
    rows = [item(k, k, k + 20, "label") for k in range(12)] + [item(20, 3, None)]
    storing(ITEMS, *rows, zone=ZONE)
    found = made(gone=gone)
    words = " ".join((found.headline, found.subtitle, found.alt, *found.claims.borne))
    assert "without a label" in found.headline
    assert "labelled" in words
    if gone == "label":
        assert "gone" not in words
        assert "removed" not in words
    assert _total(found, "labelled" if gone == "label" else "removed or labelled") == 12


def test_nothing_on_record_says_what_to_add(storing: Storing, made: Made) -> None:
    storing("time,kind,label", "2025-03-01,court,hearing", zone=ZONE)
    found = made()
    assert found.empty
    assert "takedown log" in found.subtitle


def test_it_is_of_the_whole_incident(storing: Storing, made: Made) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    with pytest.raises(UnknownName):
        made(where=(("platform", "Platform A"),))
