"""The timeline of an incident: three lanes on one clock, every number from a measure, nothing that the data do not bear."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from label_boxes import clashes, outside, struck
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas, Look
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.base import Asked
from ripplemark.figures.check_share import share_before
from ripplemark.figures.knowing import Known, known
from ripplemark.figures.series import offered
from ripplemark.figures.standing import bin_of
from ripplemark.figures.timeline import TIMELINE
from ripplemark.figures.walltime import walls
from ripplemark.gate import Gate
from ripplemark.vault import Vault
from ripplemark.wording import said

SERIES = "series,channel,metric,bin_start,bin_width,value"
ITEMS = (
    "platform,item,posted_at,notice_at,last_up_at,down_at,observed_until,outcome,spell,entered_at"
)
EVENTS = "time,time_end,kind,label"
FIRST = datetime(2025, 3, 1, tzinfo=UTC)
ZONE = "Europe/Berlin"

Drawing = Callable[..., Figure]


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    """``drawing(audience, **settings)``: the timeline of LANTERN as it is stored now."""

    def draw(audience: Any = "owner", **settings: str) -> Figure:
        archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
        archive.ensure_incident("LANTERN", "rumour", ZONE)
        serving = serve(archive)
        gate = Gate.of(audience, lambda alias: vault.name(alias) or alias)
        try:
            return figure(
                archive, serving, gate, "incident-timeline", incident="LANTERN", settings=settings
            )
        finally:
            serving.close()

    return draw


@pytest.fixture
def knowing(tmp_path: Path) -> Iterator[Callable[[], Known]]:
    """``knowing()``: what is known of LANTERN, for its owner."""
    opened = []

    def know() -> Known:
        archive = Archive(tmp_path / "archive")
        archive.ensure_incident("LANTERN", "rumour", ZONE)
        serving = serve(archive)
        opened.append(serving)
        gate = Gate.of("owner")
        settings = TIMELINE.settings({})
        return known(
            Asked(TIMELINE, archive, serving, gate, "LANTERN", "incident", (), (), {}, settings)
        )

    yield know
    for serving in opened:
        serving.close()


def moment(hours: float) -> str:
    return (FIRST + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%MZ")


def series(
    channel: str, metric: str, peak_at: int, height: float, *, width: str = "PT1H", size: int = 480
) -> list[str]:
    """A quiet beginning, a peak, a slow decay; the hour of day moves it a little."""
    rnd, step = random.Random(channel), 24 if width == "P1D" else 1
    rows = []
    for hour in range(0, size, step):
        after = hour - peak_at
        shape = 0.5 ** (after / 30) if after >= 0 else 0.5 ** (-after / 6)
        value = 3 + height * shape + rnd.random() * 2
        rows.append(f"zebrafish,{channel},{metric},{moment(hour)},{width},{round(value)}")
    return rows


def item(
    number: int, notice: float, down: float | None, outcome: str = "removed", **cells: str
) -> str:
    told = {
        "platform": "Platform A",
        "item": f"item {number}",
        "notice_at": moment(notice),
        "down_at": "" if down is None else moment(down),
        "outcome": "up" if down is None else outcome,
        "observed_until": moment(400),
        **cells,
    }
    return ",".join(told.get(name, "") for name in ITEMS.split(","))


def log(size: int = 40, up: int = 8) -> list[str]:
    """Items told from hour 150 on; the first ``up`` of them never gone."""
    return [item(k, 150 + 2 * k, None if k < up else 150 + 2 * k + 5 + 3 * k) for k in range(size)]


def full(storing: Storing) -> None:
    """Three channels in one unit, searches, forty items, three events."""
    rows = series("social", "posts", 140, 600) + series("niche", "posts", 120, 150)
    storing(SERIES, *rows, *series("news", "posts", 160, 200), zone=ZONE)
    storing(SERIES, *series("search", "search_index", 150, 90), zone=ZONE)
    storing(ITEMS, *log(), zone=ZONE)
    storing(
        EVENTS,
        f"{moment(156)},,fact_check,Check by the Invented Post",
        "2025-03-09,,platform_label,Label of Platform A",
        f"{moment(230)},{moment(260)},court,The invented case",
        zone=ZONE,
    )


def traces(drawn: Any, axis: str) -> list[Any]:
    return [each for each in drawn.data if (each.yaxis or "y") == axis and each.mode == "lines"]


# Items


def test_the_area_of_what_is_still_up_holds_every_item_from_its_start_to_its_end(
    storing: Storing, knowing: Callable[[], Known]
) -> None:
    rnd = random.Random(11)
    spans = [
        (
            start := rnd.randrange(0, 90),
            None if rnd.random() < 0.3 else start + rnd.randrange(1, 60),
        )
        for _ in range(60)
    ]
    storing(ITEMS, *(item(k, begun, ended) for k, (begun, ended) in enumerate(spans)), zone=ZONE)
    stood = knowing().standing
    assert stood is not None
    zero = walls(np.array([FIRST.timestamp()]), ZoneInfo(ZONE))[0]
    for at, up, total in zip(stood.at, stood.counts["up"], stood.total, strict=True):
        hour = (at - zero) / 3600
        begun = [ended for begun, ended in spans if begun < hour]
        assert total == len(begun)
        assert up == sum(1 for ended in begun if ended is None or ended >= hour)
        assert up >= sum(1 for ended in begun if ended is None)


def test_what_is_still_up_never_comes_back_down_to_zero(storing: Storing, drawing: Drawing) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    (up, *_) = traces(drawing().draw(Canvas(900)), "y2")
    known_ = np.asarray(up.y, dtype=float)
    assert known_[-1] == 8
    assert known_[np.argmax(known_) :].min() == 8


def test_everything_still_up_is_a_finding_and_not_an_error(
    storing: Storing, drawing: Drawing
) -> None:
    storing(ITEMS, *log(12, 12), zone=ZONE)
    made = drawing()
    assert made.headline == "All 12 reported items were still up on 17 March 2025"
    assert "12 still up at the last look" in made.alt


def test_items_that_were_last_looked_at_on_several_days_are_not_said_to_be_up_on_the_last(
    storing: Storing, drawing: Drawing
) -> None:
    early = item(1, 10, None, observed_until="2025-03-05")
    storing(ITEMS, early, item(2, 10, None), item(3, 10, None), zone=ZONE)
    said_ = "All 3 reported items were still up when last looked at, 5 to 17 March 2025"
    assert drawing().headline == said_


def test_an_item_that_came_back_is_up_again_and_is_not_a_further_item(
    storing: Storing, knowing: Callable[[], Known]
) -> None:
    again = item(1, 50, None, spell="2", entered_at=moment(60), notice_at="")
    storing(ITEMS, item(1, 10, 20, spell="1"), again, item(2, 10, 30), zone=ZONE)
    stood = knowing().standing
    assert stood is not None
    assert (stood.items, stood.again) == (2, 1)
    assert stood.last == {"up": 1, "unsure": 0, "removed": 1, "otherwise": 0}


def test_an_end_between_two_looks_is_neither_up_nor_gone_until_it_is_known(
    storing: Storing, knowing: Callable[[], Known]
) -> None:
    storing(ITEMS, item(1, 0, 48, last_up_at=moment(10)), item(2, 0, None), zone=ZONE)
    stood = knowing().standing
    assert stood is not None
    zero = walls(np.array([FIRST.timestamp()]), ZoneInfo(ZONE))[0]
    between = (stood.at > zero + 11 * 3600) & (stood.at < zero + 47 * 3600)
    assert set(stood.counts["unsure"][between]) <= {1.0}
    assert stood.counts["unsure"].max() == 1
    assert stood.last == {"up": 1, "unsure": 0, "removed": 1, "otherwise": 0}


def test_an_item_is_drawn_from_its_posting_where_that_is_known_and_the_figure_says_so(
    storing: Storing, drawing: Drawing
) -> None:
    storing(ITEMS, item(1, 30, None, posted_at=moment(10)), item(2, 30, None), zone=ZONE)
    assert (
        "An item is drawn from its posting on, where that is on record (1 of 2), else from the notice."
        in drawing().caveats
    )


@pytest.mark.parametrize(
    ("hours", "public"), [(10, "hour"), (90, "day"), (2400, "day"), (9000, "week")]
)
def test_items_leave_in_bins_no_finer_than_an_hour_and_a_day_beyond_four_days(
    hours: int, public: str
) -> None:
    span = timedelta(hours=hours)
    assert bin_of(span, Gate.of("public").time_bin(span)) == public
    assert bin_of(span, Gate.of("owner").time_bin(span)) in ("minute", "hour", "day")


def test_no_period_makes_the_bins_of_items_finer_in_public(
    storing: Storing, drawing: Drawing
) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    zoomed = drawing("public", **{"from": "2025-03-07", "to": "2025-03-09"})
    edges = zoomed.shown.filter(pa_equal(zoomed.shown, "lane", "moderation")).column("until")
    local = {at.astimezone(ZoneInfo(ZONE)).hour for at in edges.to_pylist()}
    assert local == {0}
    assert "in bins of 1 day" in zoomed.source


def pa_equal(table: Any, column: str, value: str) -> Any:
    import pyarrow.compute as pc

    return pc.equal(table.column(column), value)


# Words


def test_the_headline_s_numbers_are_those_of_the_measures(
    storing: Storing, drawing: Drawing, asking: Asking
) -> None:
    storing(SERIES, *series("search", "search_index", 150, 90, width="P1D", size=2400), zone=ZONE)
    storing(ITEMS, *log(), zone=ZONE)
    median = asking("median-lag")[0]
    back = asking("return-to-baseline")[0]
    assert drawing().headline == (
        f"Half of the {median.n} reported items were gone after {said(median, 'h').value}; "
        f"searches were back to usual {said(back, 'days').value} after their peak"
    )


def test_every_claim_about_a_median_quotes_the_measure(
    storing: Storing, drawing: Drawing, asking: Asking
) -> None:
    full(storing)
    made = drawing()
    words = said(asking("median-lag")[0], "h")
    quoted = f"half of them had been removed {words.value} after the notice ({words.interval})"
    assert any(quoted in each for each in made.claims.borne)
    assert any("8 were still up on 17 March 2025" in each for each in made.claims.borne)
    half = said(asking("half-life", where=(("channel", "social"),))[0], "h")
    assert len(made.claims.borne) == 3
    assert half.value in json.dumps(made.documents) or made.documents


def test_the_share_before_a_check_is_the_published_one(storing: Storing, tmp_path: Path) -> None:
    # SCIENCE.md, A.12 and F.8: the toy series, a check at bin 10.25, gives 0.507.
    toy = (
        2,
        3,
        2,
        4,
        3,
        2,
        3,
        40,
        100,
        70,
        45,
        30,
        22,
        16,
        12,
        9,
        7,
        6,
        30,
        18,
        9,
        5,
        4,
        3,
        3,
        2,
        3,
        2,
    )
    rows = [
        f"word,social,posts,{FIRST + timedelta(days=k):%Y-%m-%d},P1D,{v}" for k, v in enumerate(toy)
    ]
    storing(SERIES, *rows, zone="UTC")
    serving = serve(Archive(tmp_path / "archive"))
    (choice,) = offered(serving, "LANTERN")
    serving.close()
    # It counts from the onset at bin 7 on; from the first bin on it is another number.
    at = FIRST + timedelta(days=10.25)
    assert share_before(choice, FIRST + timedelta(days=7), at) == pytest.approx(0.507, abs=0.0005)
    assert share_before(choice, None, at) == pytest.approx((sum(toy[:10]) + 45 / 4) / sum(toy))


def test_a_check_is_no_debunk_unless_something_was_found_false(
    storing: Storing, drawing: Drawing, tmp_path: Path
) -> None:
    full(storing)
    assert drawing().headline.startswith("The first published check came after ")
    Archive(tmp_path / "archive").decide("LANTERN", "verdict", "fabricated")
    assert drawing().headline.startswith("The debunk came after ")
    assert "debunk" not in drawing("public").headline


def test_order_in_time_is_never_told_as_cause(storing: Storing, drawing: Drawing) -> None:
    full(storing)
    made = drawing()
    unborne = {each.sentence for each in made.claims.unborne}
    assert "The platform ignored the requests." in unborne
    assert any("made attention fall" in each for each in unborne)
    assert all(each.why and each.needed for each in made.claims.unborne)


def test_a_headline_names_the_channel_and_the_words_below_it_the_unit_and_the_end(
    storing: Storing, drawing: Drawing
) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    made = drawing()
    assert "on social media" in made.headline
    assert "posts per hour" in made.subtitle
    assert "observed to 21 March 2025" in made.subtitle


def sentences(made: Figure) -> list[str]:
    return [made.headline, *made.claims.borne]


def test_items_that_were_up_again_are_told_apart_from_items_in_each_sentence_that_counts_both(
    storing: Storing, drawing: Drawing
) -> None:
    again = [
        item(k, 150, 400 + k, spell="2", entered_at=moment(300 + k), notice_at=moment(310))
        for k in range(2)
    ]
    storing(ITEMS, *(item(k, 150, 155 + 3 * k, spell="1") for k in range(12)), *again, zone=ZONE)
    made = drawing()
    told = [each for each in sentences(made) if "14" in each]
    assert told
    assert all("up 14 times" in each and "12 reported items" in each for each in told)
    assert "Of 12 items" in made.subtitle


def test_items_without_a_notice_are_never_called_reported(
    storing: Storing, drawing: Drawing
) -> None:
    posted = [item(k, 0, None, notice_at="", posted_at=moment(100)) for k in range(50, 60)]
    storing(ITEMS, *log(40, 8), *posted, zone=ZONE)
    made = drawing()
    assert "50 reported" not in " ".join((made.subtitle, *sentences(made)))
    assert any(
        "Of 50 items on record" in each and "of 40 reported items" in each
        for each in sentences(made)
    )
    assert "Of 50 items, 40 with a time that can be counted from the notice" in made.subtitle


def test_a_claim_s_ends_add_up_to_its_items(storing: Storing, drawing: Drawing) -> None:
    gone = [item(k, 150, 160 + k, outcome="uploader" if k < 5 else "removed") for k in range(30)]
    storing(ITEMS, *gone, item(40, 150, None), zone=ZONE)
    assert any(
        "25 had been removed, 5 were gone otherwise and 1 was still up" in each
        for each in drawing().claims.borne
    )


def test_a_peak_in_a_week_is_not_said_to_lie_on_a_day(storing: Storing, drawing: Drawing) -> None:
    rows = [
        f"w,search,search_index,{FIRST + timedelta(days=7 * k):%Y-%m-%d},P7D,{100 if k == 20 else 5 + k % 2}"
        for k in range(60)
    ]
    storing(SERIES, *rows, zone="UTC")
    told = " ".join((*sentences(drawing()), drawing().alt))
    assert "peaks in the week from 19 July 2025" in told
    assert "on 22 July" not in told


@pytest.mark.parametrize("audience", ["owner", "public"])
@pytest.mark.parametrize("minutes", [0, 30])
def test_the_peak_s_mark_stands_in_the_hour_that_its_words_name(
    storing: Storing, drawing: Drawing, audience: str, minutes: int
) -> None:
    rows = [
        f"w,social,posts,{FIRST + timedelta(hours=k, minutes=minutes):%Y-%m-%dT%H:%MZ},PT1H,{v}"
        for k, v in enumerate([3, 4] * 60 + [50, 90, 300, 120, 60, 30] + [4, 3] * 60)
    ]
    storing(SERIES, *rows, zone=ZONE)
    drawn = drawing(audience).draw(Canvas(900))
    told = next(each.text for each in drawn.layout.annotations if each.text.startswith("peak "))
    assert told == f"peak 6 Mar, 03:{minutes:02d} to 04:{minutes:02d}"
    (tall,) = traces(drawn, "y")
    top = tall.x[int(np.nanargmax(np.asarray(tall.y, dtype=float)))]
    dot = next(
        e for e in drawn.layout.shapes if e.type == "circle" and e.fillcolor == tall.line.color
    )
    low, high = (np.datetime64(str(each)) for each in drawn.layout.xaxis.range)
    across = drawn.layout.xaxis.domain
    share = ((dot.x0 + dot.x1) / 2 - across[0]) / (across[1] - across[0])
    assert abs(low + share * (high - low) - np.datetime64(str(top))) < np.timedelta64(60, "s")


# Series


def test_units_are_never_pooled(storing: Storing, drawing: Drawing) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    storing(SERIES, *series("news", "stories", 160, 200, width="P1D"), zone=ZONE)
    made = drawing()
    tops = [
        np.nanmax(np.asarray(each.y, dtype=float)) for each in traces(made.draw(Canvas(900)), "y")
    ]
    assert tops == pytest.approx([100.0, 100.0])
    assert any(
        "share of its own peak" in each.text for each in made.draw(Canvas(900)).layout.annotations
    )


def test_one_unit_and_one_bin_are_drawn_as_they_are(storing: Storing, drawing: Drawing) -> None:
    full(storing)
    drawn = drawing().draw(Canvas(900))
    top = max(np.nanmax(np.asarray(each.y, dtype=float)) for each in traces(drawn, "y"))
    assert top == pytest.approx(604, abs=2)


def test_forty_series_without_a_main_one_are_not_drawn_and_the_figure_says_what_to_choose(
    storing: Storing, drawing: Drawing, tmp_path: Path
) -> None:
    rows = [
        each.replace("zebrafish", f"zebrafish {k}")
        for k in range(40)
        for each in series("social", "posts", 40, 100 + k, size=100)
    ]
    storing(SERIES, *rows, zone=ZONE)
    assert drawing().headline == "LANTERN has 40 series and none is chosen"
    assert drawing().empty
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    archive.decide("LANTERN", "main.social", offered(serving, "LANTERN")[7].alias)
    serving.close()
    assert "on social media" in drawing().headline


def test_a_channel_that_waits_for_its_main_series_is_named_in_the_lane(
    storing: Storing, drawing: Drawing
) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    storing(SERIES, *series("news", "posts", 150, 100), zone=ZONE)
    storing(
        SERIES,
        *(r.replace("zebrafish", "other") for r in series("news", "posts", 150, 90)),
        zone=ZONE,
    )
    made = drawing()
    assert (
        "News has 2 series and no main one: it is not drawn. Choose a main series." in made.caveats
    )
    assert set(made.shown.column("what").to_pylist()) == {"social"}


# Time


def test_a_period_cuts_what_is_shown_and_leaves_the_numbers(
    storing: Storing, drawing: Drawing
) -> None:
    full(storing)
    cut = drawing(**{"from": "2025-03-06", "to": "2025-03-10"})
    assert cut.headline == drawing().headline
    low, high = (
        datetime.fromisoformat(str(each)) for each in cut.draw(Canvas(900)).layout.xaxis.range
    )
    assert (low, high) == (datetime(2025, 3, 6), datetime(2025, 3, 10))  # noqa: DTZ001 - wall time
    bins = cut.shown.filter(pa_equal(cut.shown, "lane", "attention"))
    assert min(bins.column("until").to_pylist()) > datetime(2025, 3, 5, 23, tzinfo=UTC)
    assert max(bins.column("from").to_pylist()) < datetime(2025, 3, 9, 23, tzinfo=UTC)


def long_series(storing: Storing) -> None:
    """Two years by days with one episode of two weeks, and an event a year after it."""
    values = [3 + k % 3 + (300 * 0.7 ** (k - 400) if k >= 400 else 0) for k in range(730)]
    rows = [
        f"w,social,posts,{FIRST + timedelta(days=k):%Y-%m-%d},P1D,{v:.0f}"
        for k, v in enumerate(values)
    ]
    storing(SERIES, *rows, zone=ZONE)
    storing(EVENTS, f"{moment(24 * 399)},,fact_check,x", f"{moment(24 * 700)},,court,y", zone=ZONE)


def span_of(made: Figure) -> tuple[datetime, datetime]:
    low, high = (
        datetime.fromisoformat(str(each)) for each in made.draw(Canvas(900)).layout.xaxis.range
    )
    return low, high


def test_a_short_episode_in_long_data_is_what_is_shown_and_the_figure_says_so(
    storing: Storing, drawing: Drawing
) -> None:
    long_series(storing)
    made = drawing()
    low, high = span_of(made)
    assert high - low < timedelta(days=60)
    assert low < datetime(2026, 4, 4) < high  # noqa: DTZ001 - wall time
    assert ": the episode, " in made.subtitle
    assert any(
        each.startswith("The picture shows the episode; the data reach from 1 March 2025")
        for each in made.caveats
    )
    assert any("Outside of the picture" in each and "January 2027" in each for each in made.caveats)
    assert any(
        "3 Apr" in e.text or "4 Apr" in e.text for e in made.draw(Canvas(900)).layout.annotations
    )


def test_all_of_the_data_are_shown_to_who_asks_and_no_number_changes(
    storing: Storing, drawing: Drawing
) -> None:
    long_series(storing)
    whole = drawing(view="all")
    low, high = span_of(whole)
    assert high - low > timedelta(days=725)
    assert "the episode" not in whole.subtitle
    assert whole.headline == drawing().headline
    assert whole.claims == drawing().claims


def test_a_clock_change_in_the_picture_is_told(storing: Storing, drawing: Drawing) -> None:
    storing(SERIES, *series("social", "posts", 700, 600, size=900), zone=ZONE)
    told = [each for each in drawing(view="all").caveats if "wall clock" in each]
    assert len(told) == 1
    assert "of Europe/Berlin" in told[0]
    assert "clocks went forward on 30 March 2025" in told[0]
    cut = drawing(**{"from": "2025-03-02", "to": "2025-03-20"})
    assert not any("wall clock" in each for each in cut.caveats)


def test_a_period_without_anything_says_so(storing: Storing, drawing: Drawing) -> None:
    storing(EVENTS, f"{moment(10)},,court,x", zone=ZONE)
    made = drawing(**{"from": "2031-01-01", "to": "2031-02-01"})
    assert made.empty
    assert "period" in made.headline


@pytest.mark.parametrize(
    "day", [datetime(2025, 3, 30, tzinfo=UTC), datetime(2025, 10, 26, tzinfo=UTC)]
)
def test_on_a_day_with_23_or_25_hours_wall_time_is_the_zone_s_own_and_never_runs_backwards(
    day: datetime,
) -> None:
    zone = ZoneInfo(ZONE)
    for minutes in (60, 15):
        instants = np.array(
            [(day + timedelta(minutes=minutes * k)).timestamp() for k in range(-200, 200)]
        )
        found = walls(instants, zone)
        assert (np.diff(found) >= 0).all()
        own = [datetime.fromtimestamp(at, zone).replace(tzinfo=UTC).timestamp() for at in instants]
        apart = np.abs(found - np.array(own))
        assert apart.max() <= (0 if minutes == 60 else 3600)
        assert (apart > 0).sum() <= (0 if minutes == 60 else 4)


# Little


def test_nothing_on_record_says_what_to_add(drawing: Drawing) -> None:
    made = drawing()
    assert made.empty
    assert made.headline == "Nothing is on record for LANTERN yet"
    assert made.draw(Canvas(400)).layout.width == 400


def test_one_row_makes_a_picture(storing: Storing, drawing: Drawing) -> None:
    storing(SERIES, f"word,social,posts,{moment(0)},PT1H,7", zone=ZONE)
    drawn = drawing().draw(Canvas(900))
    dots = [each for each in drawn.data if each.mode == "markers"]
    assert [list(each.y) for each in dots] == [[7.0]]


def test_an_empty_lane_says_what_to_add_and_takes_little_room(
    storing: Storing, drawing: Drawing
) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    alone = drawing().draw(Canvas(900))
    told = " ".join(each.text for each in alone.layout.annotations)
    assert "Add a log of takedown requests" in told
    assert "Add a Google Trends download" in told
    storing(ITEMS, *log(), zone=ZONE)
    assert drawing().draw(Canvas(900)).layout.height > alone.layout.height + 100


def test_events_alone_are_drawn_and_counted(storing: Storing, drawing: Drawing) -> None:
    storing(EVENTS, f"{moment(10)},,court,x", f"{moment(100)},,correction,y", zone=ZONE)
    made = drawing()
    assert made.headline == "2 events on record, 1 to 5 March 2025"
    assert made.draw(Canvas(900)).layout.height > 0


def test_a_selection_is_refused_as_it_would_change_one_lane_and_not_the_others(
    storing: Storing, tmp_path: Path
) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    with pytest.raises(UnknownName, match="platform"):
        figure(
            archive,
            serving,
            Gate.of("owner"),
            "incident-timeline",
            incident="LANTERN",
            where=(("platform", "Platform A"),),
        )
    serving.close()


# Labels


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO], ids=["light", "dark", "mono"])
def test_no_label_stands_on_another_or_on_an_event_s_line_at_any_size(
    storing: Storing, drawing: Drawing, look: Look
) -> None:
    full(storing)
    made = drawing()
    sizes = [each.canvas for each in SIZES] + [
        Canvas(358),
        Canvas(320),
        Canvas(1400),
        Canvas(540, 340),
    ]
    for size in sizes:
        drawn = made.draw(Canvas(size.width, size.height, size.letters, look))
        assert clashes(drawn) == [], size
        assert outside(drawn) == [], size
        assert struck(drawn, "dot") == [], size


def test_a_fixed_height_is_kept(storing: Storing, drawing: Drawing) -> None:
    full(storing)
    made = drawing()
    for each in SIZES:
        drawn = made.draw(each.canvas)
        assert drawn.layout.width == each.canvas.width
        assert each.canvas.height in (None, drawn.layout.height)


# Who may see what


def everything(made: Figure) -> str:
    """All words of a figure, its rows, its documents and its picture."""
    parts = [
        made.headline,
        made.subtitle,
        made.alt,
        made.source,
        repr(made.claims),
        repr(made.caveats),
    ]
    parts += [json.dumps(each, default=str) for each in made.documents]
    parts += [repr(made.shown.to_pylist()), made.draw(Canvas(900)).to_json(), repr(made.lines)]
    return " ".join(parts)


def test_what_is_public_holds_no_label_no_name_no_line_and_no_hash(
    storing: Storing, drawing: Drawing, tmp_path: Path
) -> None:
    full(storing)
    told = everything(drawing("public"))
    hashes = serve(Archive(tmp_path / "archive"))
    items = hashes.cursor().execute("SELECT DISTINCT item FROM moderation").fetchall()
    hashes.close()
    for secret in (
        "Invented Post",
        "invented case",
        "Label of",
        "label A",
        "zebrafish",
        *(row[0] for row in items),
    ):
        assert secret not in told
    made = drawing("public")
    assert made.lines == {}
    assert all(each["lines"] is None for of in made.documents for each in of["estimates"])
    assert "First published check" in told


def test_the_owner_sees_their_own_words_and_the_lines_behind_each_count(
    storing: Storing, drawing: Drawing
) -> None:
    full(storing)
    made = drawing()
    assert "Check by the Invented Post" in everything(made)
    assert len(made.lines["still up"]) == 8
    assert len(made.lines["removed"]) == 32
