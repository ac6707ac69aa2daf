"""The figures of moderation lag: their numbers are the measures', every item is in one place, and public words name nothing small."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moderation_rows import ROWS
from planted import HEADER

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.engine import Serving
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.moderation import MODERATION
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.vault import Vault

NAMES = tuple(kind.name for kind in MODERATION)
WITHOUT = ("requests", "deadlines", "before-and-after", "exposure", "copies")
"""Figures without anything to draw of these items; the last two are asked for small platforms in tests of their own."""
OF_ALL = ("backlog",)
"""Figures that are not split by platform and take no selection, like the timeline."""
UNTIL = ("observed until", "last looked at", "still up on", "at the last look")
"""How a sentence says until when anybody looked."""
Told = Callable[..., Figure]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("figures")
    found = Archive(folder / "archive")
    path = folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([f"{HEADER},incident", *lines]) + "\n", "utf-8")
    add(found, Vault(folder / "vault"), path, Options())
    requests = folder / "requests.csv"
    requests.write_text(
        "item,platform,outcome,sent_at,outcome_at,up_again_at,last_checked,incident\n"
        + "".join(
            f"r{k},Platform A,removed,2025-01-01T12:00Z,2025-01-02T{k:02d}:00Z,,2025-02-01T12:00Z,ASKED\n"
            f"r{k},Platform A,,2025-01-01T20:00Z,,,2025-02-01T12:00Z,ASKED\n"
            for k in range(12)
        )
        + "back,Platform A,removed,2025-01-01T12:00Z,2025-01-02T12:00Z,2025-01-05T12:00Z,2025-02-01T12:00Z,ASKED\n",
        "utf-8",
    )
    add(found, Vault(folder / "vault"), requests, Options())
    for code in (*ROWS, "ASKED"):
        found.decide(code, "deadlines.au-osa-77", "on")
    return found


@pytest.fixture(scope="module")
def serving(archive: Archive) -> Iterator[Serving]:
    found = serve(archive)
    yield found
    found.close()


@pytest.fixture(scope="module")
def told(archive: Archive, serving: Serving) -> Told:
    def make(name: str, incident: str, audience: Any = "owner", **asked: Any) -> Figure:
        return figure(archive, serving, Gate.of(audience), name, incident=incident, **asked)

    return make


def _words(of: Figure) -> str:
    unborne = [(u.sentence, u.why, u.needed) for u in of.claims.unborne]
    said = (of.headline, of.subtitle, of.alt, of.claims.borne, unborne, of.caveats, of.source)
    picture = "" if of.empty else of.draw(Canvas(800)).to_json()
    return (
        f"{said} {of.documents} {of.shown.to_pylist()} {of.parameters} {dict(of.lines)} {picture}"
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("audience", ["owner", "public", "private"])
@pytest.mark.parametrize("incident", [*ROWS, "ASKED"])
def test_every_case_says_something_and_can_be_drawn(
    told: Told, name: str, audience: str, incident: str
) -> None:
    found = told(name, incident, audience)
    assert found.headline
    assert found.subtitle
    assert found.alt
    for look in (Canvas(800), Canvas(390)):
        assert found.draw(look).layout.height > 0
    if not found.empty:
        assert {column.name for column in found.columns} == set(found.shown.column_names)
        assert all(any(until in each for until in UNTIL) for each in found.claims.borne)
        assert found.claims.unborne
        assert "last look on" in found.subtitle


def test_the_headline_tells_what_the_measure_counts(told: Told, serving: Serving) -> None:
    settings = {"hours": "48"}
    (share,) = measure(serving, "within-deadline", incident="FORTY", settings=settings).estimates
    hits = round(float(share.value or 0) * share.n)
    found = told("squares", "FORTY")
    assert found.headline.startswith(
        f"Of 40 reported items on YouTube, {hits} were gone within 48 h of the notice; 8 were still up when last looked at"
    )
    assert len(found.lines["gone within 48 h"]) == hits
    assert len(found.lines["still up"]) == 8


@pytest.mark.parametrize(
    "incident", ["FORTY", "SMALL", "ONE", "UP", "AT-ONCE", "DAYS", "OTHERWISE", "MANY"]
)
@pytest.mark.parametrize("at", ["24,48,168", "1", "3,30,31,32,5000"])
def test_squares_add_up_to_all_items(told: Told, serving: Serving, incident: str, at: str) -> None:
    estimates = measure(serving, "median-lag", incident=incident).estimates
    found = told("squares", incident, settings={"at": at})
    assert sum(found.shown.column("items").to_pylist()) == sum(each.n for each in estimates)


def test_a_time_that_is_too_coarse_stands_where_it_is_certain_and_is_given_as_two_numbers(
    told: Told,
) -> None:
    found = told("squares", "DAYS")
    rows = [
        (each["fate"], each["items"], each["by_then"], each["by_then_at_most"])
        for each in found.shown.to_pylist()
    ]
    # Ten items each of 0, 1, 2 and 5 days apart: [0, 24], [0, 48], [24, 72], [96, 144] hours.
    assert rows == [
        ("gone within 24 h", 10, 10, 20),
        ("gone within 48 h", 10, 20, 30),
        ("gone within 7 days", 20, 40, 40),
        ("gone later", 0, None, None),
        ("ended otherwise", 0, None, None),
        ("still up", 5, None, None),
    ]
    assert "between 20 and 30 were gone within 48 h of posting" in found.headline
    assert "20 of them hatched" in found.alt
    assert any("Exactly 20" in each.sentence for each in found.claims.unborne)


def test_exactly_is_refused_only_where_a_time_is_too_coarse(told: Told) -> None:
    unborne = told("squares", "FORTY").claims.unborne
    assert not any("Exactly" in each.sentence for each in unborne)


def test_an_item_that_something_else_ended_is_neither_gone_nor_up(told: Told) -> None:
    rows = {r["fate"]: r["items"] for r in told("squares", "OTHERWISE").shown.to_pylist()}
    assert (rows["gone within 24 h"], rows["ended otherwise"], rows["still up"]) == (20, 6, 4)
    found = told("squares", "OTHERWISE")
    # Four were last seen up after ten hours: some may have been gone by 48; what the uploader took down was not removed.
    assert "at least 20 were gone within 48 h" in found.headline
    assert any("4 before 24 h, 4 before 48 h and 4 before 7 days" in c for c in found.caveats)


def test_where_the_share_is_an_estimate_the_plain_count_is_told_beside_it(told: Told) -> None:
    found = told("share-gone", "LOST")
    (why,) = [each for each in found.caveats if "plain count" in each]
    # By hand: 20 of 30 are 67 %; of the 15 still watched at 30 hours 10 were gone then: 1 - 20/30 * 5/15 = 78 %.
    assert "78 % by 48 h (67 %)" in why
    assert "24 h" not in why
    assert "48 h: 78 %" in found.alt
    assert any("at least 20 (67 %) were gone" in each for each in found.claims.borne)
    assert not any("plain count" in each for each in told("share-gone", "FORTY").caveats)


@pytest.mark.parametrize("incident", ["FORTY", "SMALL", "ASKED"])
def test_reported_is_said_only_where_a_notice_starts_the_clock(told: Told, incident: str) -> None:
    assert "reported item" in told("squares", incident).headline
    assert "reported" not in told("squares", "DAYS").headline


def test_a_platform_that_is_not_shown_by_itself_is_said_to_be_with_others(told: Told) -> None:
    for name in (each for each in NAMES if each not in OF_ALL):
        found = told(name, "SMALL", "public", where=(("platform", "Chirp"),))
        assert found.empty
        assert "not shown by itself" in found.headline
        assert "2 smaller platforms" in found.subtitle
        assert "Chirp" not in _words(found)


def test_groups_that_are_not_drawn_are_counted_in_words(told: Told) -> None:
    found = told("lag-by-group", "GROUPS")
    rows = found.shown.to_pylist()
    assert len(rows) == 30
    assert min(each["items"] for each in rows) == 2
    # 35 platforms: thirty with two items, five with one.
    assert "5 of 35 groups are not shown: those with the fewest items" in found.subtitle
    assert any("5 of 65 in all" in each for each in found.caveats)
    assert "Of 65 reported items" in found.headline


def test_requests_are_counted_by_hand(told: Told) -> None:
    found = told("requests", "ASKED")
    # Twelve were asked about twice and gone after the second, one once; that one came back and is up.
    assert found.headline.startswith(
        "Of 13 items asked about in 25 requests, 1 was first gone after one request and 12 after more than one; "
        "1 came back, and 1 was up when last looked at"
    )
    assert [(each["requests"], each["gone"]) for each in found.shown.to_pylist()] == [
        (1, 1),
        (2, 12),
    ]
    for words in ("the first request", "the last request", "each request"):
        assert any(words in each for each in found.claims.borne)
    assert len(found.lines["gone after more than one"]) == 24


def test_without_requests_the_figure_says_what_to_add(told: Told) -> None:
    found = told("requests", "FORTY")
    assert found.empty
    assert "takedown log" in found.subtitle


def test_what_is_still_up_is_never_drawn_as_gone(told: Told) -> None:
    for incident, up in (("FORTY", 8), ("UP", 12), ("AT-ONCE", 0), ("ASKED", 1)):
        rows = told("swimmer", incident).shown.to_pylist()
        assert sum(each["fate"] == "up" for each in rows) == up
    assert "all 12 were still up" in told("squares", "UP").headline
    assert "all 15 were gone when last looked at" in told("squares", "AT-ONCE").headline


def test_an_item_that_came_back_has_a_second_bar_in_its_row(told: Told) -> None:
    found = told("swimmer", "ASKED")
    times = [each for each in found.shown.to_pylist() if each["bar"] == 13]
    assert [(each["time_up"], each["begins"], each["fate"]) for each in times] == [
        (1, 0.0, "gone"),
        (2, 96.0, "up"),
    ]
    assert found.lines["came back"]
    assert any("came back" in each for each in found.caveats)


def test_with_requests_all_three_clocks_are_told(told: Told) -> None:
    (clocks,) = [each for each in told("squares", "ASKED").caveats if "three clocks" in each]
    assert "from the first request" in clocks
    assert "from the last request" in clocks
    assert "after 25 of 25 requests" in clocks


def test_what_is_left_out_is_told_once_for_all_groups(told: Told) -> None:
    caveats = told("lag-by-group", "OTHERWISE-TWO").caveats
    told_ = [each for each in caveats if "does not count as gone" in each]
    assert len(told_) == 1
    assert told_[0].startswith("5 items ended")


def test_many_items_share_squares_and_bars_and_the_numbers_stay_exact(told: Told) -> None:
    found = told("squares", "MANY")
    assert "50 to a square" in found.subtitle
    assert "Of 20,000 reported items" in found.headline
    bars = told("swimmer", "MANY").shown.to_pylist()
    assert sum(each["items"] for each in bars) == 20_000
    assert sum(each["items"] for each in bars if each["fate"] == "up") == 4000
    assert len(bars) <= 41


def test_items_that_cannot_be_timed_are_named_and_not_drawn(told: Told) -> None:
    found = told("squares", "BACKWARDS")
    assert found.empty
    assert "None of 1 item of BACKWARDS can be timed from the notice" in found.headline
    assert "ended before the clock started" in found.subtitle


@pytest.mark.parametrize("name", [each for each in NAMES if each not in (*WITHOUT, *OF_ALL)])
def test_small_platforms_lines_and_hashes_are_in_no_public_word_or_picture(
    told: Told, name: str
) -> None:
    owner, public = _words(told(name, "SMALL")), _words(told(name, "SMALL", "public"))
    for small in ("Chirp", "Murmur"):
        assert small in owner
        assert small not in public
    assert "2 smaller platforms" in public
    assert re.search(r"\bline \d", public) is None
    assert re.search(r"[0-9a-f]{32}", public) is None
    assert not told(name, "SMALL", "public").lines
    assert told(name, "SMALL").lines


def test_merged_platforms_are_one_row_estimated_from_their_items(told: Told) -> None:
    rows = {
        each["group"]: each for each in told("lag-by-group", "SMALL", "public").shown.to_pylist()
    }
    assert set(rows) == {"YouTube", "2 smaller platforms"}
    merged = rows["2 smaller platforms"]
    assert (merged["items"], merged["still_up"]) == (11, 2)
    # By hand, eleven items: 10, 20, five at 30: the sixth of eleven is 30; by 48 h 8 of 11 were gone.
    assert merged["median"] == 30.0
    assert merged["share"] == pytest.approx(8 / 11)


def test_the_risk_table_of_a_public_curve_prints_small_numbers_as_such(told: Told) -> None:
    drawn = str(told("share-gone", "SMALL", "public").draw(Canvas(800)).to_plotly_json())
    assert "&lt; 5" in drawn
    assert "&lt; 5" not in str(told("share-gone", "SMALL").draw(Canvas(800)).to_plotly_json())


def test_groups_stand_in_order_of_name_or_number_and_never_of_lag(told: Told) -> None:
    rows = told("lag-by-group", "SMALL").shown.column("group").to_pylist()
    assert rows == ["Chirp", "Murmur", "YouTube"]
    by_items = told("lag-by-group", "SMALL", settings={"order": "items"})
    assert by_items.shown.column("group").to_pylist() == ["YouTube", "Murmur", "Chirp"]
    assert any("faster" in each.sentence for each in by_items.claims.unborne)


def test_a_cohort_is_told_and_counts_only_its_own(told: Told) -> None:
    found = told("squares", "FORTY", settings={"from": "2025-01-01", "to": "2025-01-02"})
    assert "clocks that started from 2025-01-01 and before 2025-01-02" in found.subtitle
    none = told("squares", "FORTY", settings={"from": "2025-02-01"})
    assert none.empty


def test_the_curve_and_its_complement_are_one(told: Told) -> None:
    gone, up = (
        told(name, "FORTY").shown.to_pylist() for name in ("share-gone", "removal-survival")
    )
    assert [each["share"] for each in gone] == pytest.approx([100 - each["share"] for each in up])


def test_bounds_end_where_the_last_time_is_known_for_certain(told: Told) -> None:
    # 40 of 45 items were gone for certain by 144 hours, and 5 are still up.
    for audience in ("owner", "public"):
        last = told("share-gone", "DAYS", audience).shown.to_pylist()[-1]
        assert (last["at"], last["share"]) == (144.0, pytest.approx(100 * 40 / 45))
        assert "89 % gone after 20 days, estimated" in told("share-gone", "DAYS", audience).alt


def test_each_figure_of_the_same_items_has_a_headline_of_its_own(told: Told) -> None:
    for incident in ("FORTY", "DAYS", "OTHERWISE-TWO", "MANY"):
        heads = [
            told(name, incident).headline
            for name in ("squares", "swimmer", "share-gone", "backlog")
        ]
        assert len(set(heads)) == len(heads)


def test_the_swimmer_tells_its_first_and_its_last_end_and_neither_too_soon(told: Told) -> None:
    head = told("swimmer", "DAYS").headline
    # The first ten were posted and gone on one day, the last ten five days apart: at most six days.
    assert head.startswith(
        "Of 45 items on Platform A, the first was gone within 24 hours of posting, the last of 40 within 6 days;"
    )
    assert "all 15 were gone within 1 hour of the notice" in told("swimmer", "AT-ONCE").headline
    up = told("swimmer", "UP").headline
    assert up.startswith("None of 12 reported items on Platform A was gone;")


def test_groups_are_told_of_those_with_the_most_items_and_how_many_there_are(told: Told) -> None:
    found = told("lag-by-group", "SMALL", settings={"hours": "24"})
    assert "on Murmur and " in found.headline
    assert "on YouTube (two of 3 platforms) were gone within 24 h" in found.headline
    assert "on Chirp" not in found.headline


@pytest.mark.parametrize("name", ["share-gone", "removal-survival"])
def test_a_curve_of_items_watched_from_the_start_does_not_say_that_it_begins_late(
    told: Told, name: str
) -> None:
    # Ends known as lying between two looks are read at their earliest as well, where nothing is gone for certain.
    for incident in ("DAYS", "FORTY"):
        found = told(name, incident)
        assert not any("Too few items were watched" in each for each in found.caveats)
        assert found.shown.to_pylist()[0]["at"] == 0


def test_the_last_look_at_a_day_is_that_day(told: Told) -> None:
    assert "last look on 20 March 2025" in told("squares", "DAYS").subtitle
    assert "still up on 20 March 2025" in told("backlog", "DAYS").headline
