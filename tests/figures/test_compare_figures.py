"""Incidents compared: on one clock, with medians and never means, units never pooled, and everybody left out is named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from label_boxes import clashes, outside, words
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, MONO, SIZES, Canvas
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import comparing, figure, incident_set
from ripplemark.figures.comparing import comparable, durations
from ripplemark.gate import Gate
from ripplemark.measures import MEASURES

SERIES = "series,channel,metric,bin_start,bin_width,value"
FIRST = datetime(2025, 3, 1, tzinfo=UTC)
NAMES = ("aligned", "compared", "times-across")


def day(number: float) -> str:
    return (FIRST + timedelta(days=number)).strftime("%Y-%m-%dT%H:%MZ")


def bins(
    metric: str = "posts",
    keeps: float = 0.7,
    end: int = 120,
    channel: str = "social",
    name: str = "w",
) -> list[str]:
    """Quiet days, a peak of about 90 on day 40, and a decay that keeps so much from day to day."""
    values = [3 + k % 3 + (90 * keeps ** (k - 40) if k >= 40 else 0) for k in range(end)]
    return [f"{name},{channel},{metric},{day(k)},P1D,{v:.0f}" for k, v in enumerate(values)]


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Any]:
    """``making(name, audience, **settings)``: a figure of all that is stored now."""
    opened = []

    def make(name: str, audience: Any = "owner", **settings: str) -> Figure:
        archive = Archive(tmp_path / "archive")
        serving = serve(archive)
        opened.append(serving)
        return figure(archive, serving, Gate.of(audience), name, settings=settings)

    yield make
    for serving in opened:
        serving.close()


def seven(storing: Storing) -> None:
    """Six incidents that fade faster and faster, and one that was still near its peak when watching ended."""
    for code, keeps in zip("ABCDEF", (0.9, 0.85, 0.8, 0.7, 0.6, 0.5), strict=True):
        storing(SERIES, *bins(keeps=keeps), incident=f"ONE-{code}")
    storing(SERIES, *bins(keeps=0.97, end=46), incident="OPEN")


@pytest.mark.parametrize("name", NAMES)
def test_an_archive_without_incidents_says_how_to_begin(making: Any, name: str) -> None:
    made = making(name)
    assert made.empty
    assert made.headline == "No incident is on record yet"


@pytest.mark.parametrize("name", NAMES)
def test_an_incident_without_attention_is_left_out_by_name_with_the_reason(
    storing: Storing, making: Any, tmp_path: Path, name: str
) -> None:
    storing(SERIES, *bins())
    Archive(tmp_path / "archive").ensure_incident("EMBER")
    for other in ("one", "two"):
        storing(SERIES, *(row.replace("w,", f"{other},", 1) for row in bins()), incident="TWICE")
    told = making(name).caveats
    assert "Left out: EMBER (no series of social media)." in told
    assert (
        "Left out: TWICE (no main series of social media is chosen: 2 series are offered)." in told
    )


@pytest.mark.parametrize("name", NAMES)
def test_one_incident_alone_is_shown_and_nothing_is_said_of_a_middle(
    storing: Storing, making: Any, name: str
) -> None:
    storing(SERIES, *bins())
    made = making(name)
    assert not made.empty
    assert made.claims.borne
    assert "middle" not in made.headline


def test_heights_are_shares_of_each_ones_own_peak_from_the_peak_on(
    storing: Storing, making: Any
) -> None:
    seven(storing)
    made = making("aligned")
    rows = [row for row in made.shown.to_pylist() if row["incident"] == "ONE-D"]
    at_peak = next(row for row in rows if row["hours"] == 0)
    after = next(row for row in rows if row["hours"] == 24)
    assert at_peak["value"] == 100
    assert after["value"] == pytest.approx(100 * 68 / 94)  # day 41: 5 + 63 of 4 + 90
    assert (
        "the middle one of 6 incidents" in made.headline
    )  # a week later one is not watched any more


def test_a_half_life_with_an_upper_end_alone_is_written_as_within_it(
    storing: Storing, making: Any
) -> None:
    course = [
        *(3 + k % 3 for k in range(36)),
        15,
        40,
        90,
        200,
        90,
        10,
        *(3 + k % 3 for k in range(60)),
    ]
    storing(SERIES, *(f"w,social,posts,{day(k)},P1D,{value}" for k, value in enumerate(course)))
    borne = " ".join(making("aligned").claims.borne)
    assert "half of its peak on social media within " in borne
    assert "after under" not in borne


def test_an_onset_that_cannot_be_told_leaves_out_and_says_why(
    storing: Storing, making: Any
) -> None:
    seven(storing)
    storing(SERIES, *bins()[:30], incident="QUIET")
    made = making("aligned", align="onset")
    assert "QUIET" not in set(made.shown.column("incident").to_pylist())
    assert any(each.startswith("Left out: QUIET (no onset can be told: ") for each in made.caveats)


def test_those_that_were_never_checked_are_left_out_of_a_clock_that_begins_with_the_check(
    storing: Storing, making: Any
) -> None:
    seven(storing)
    storing("time,kind,credibility", f"{day(42)},official_denial,", incident="ONE-A")
    storing("time,kind,credibility", f"{day(43)},fact_check,", incident="ONE-B")
    made = making("aligned", align="check")
    assert set(made.shown.column("incident").to_pylist()) == {"ONE-B"}
    assert any("no published check on record" in each and "ONE-A" in each for each in made.caveats)


def test_units_stand_side_by_side_and_have_no_band_together(storing: Storing, making: Any) -> None:
    for code in "ABC":
        storing(SERIES, *bins(name=code), incident=f"ONE-{code}")
        storing(SERIES, *bins("views", name=code), incident=f"TWO-{code}")
    shares, counts = making("aligned"), making("aligned", heights="absolute")
    assert "grey" in shares.subtitle
    assert "grey" not in counts.subtitle
    assert "each in its own unit, each on a scale of its own" in counts.subtitle
    assert set(counts.shown.column("unit").to_pylist()) == {"posts per day", "views per day"}


def test_an_index_has_no_common_scale_though_its_unit_has_one_name(
    storing: Storing, making: Any
) -> None:
    for code in "ABCDE":
        storing(SERIES, *bins("search_index", channel="search", name=code), incident=f"ONE-{code}")
    made = making("aligned", heights="absolute")
    assert "each on a scale of its own" in made.subtitle
    assert "grey" not in made.subtitle


def test_every_number_is_its_measures_with_its_interval(
    storing: Storing, making: Any, asking: Asking
) -> None:
    seven(storing)
    made = making("compared")
    for row in made.shown.to_pylist():
        (each,) = asking(row["measure"], incident=row["incident"])
        assert (row["value"], row["low"], row["high"], row["status"]) == (
            each.value,
            each.low,
            each.high,
            each.status,
        )


def test_rows_are_in_the_order_of_the_first_measure_and_those_not_over_come_after(
    storing: Storing, making: Any
) -> None:
    seven(storing)
    made = making("compared", measures="half-life,time-to-peak")
    order = list(dict.fromkeys(made.shown.column("incident").to_pylist()))
    assert order == [*(f"ONE-{code}" for code in "FEDCBA"), "OPEN"]
    by_code = making("compared", sort="incident").shown.column("incident").to_pylist()
    assert list(dict.fromkeys(by_code)) == sorted(order)


def test_the_middle_counts_those_not_over_and_no_mean_is_told(
    storing: Storing, making: Any
) -> None:
    seven(storing)
    made = making("compared", measures="half-life")
    known = sorted(row["value"] for row in made.shown.to_pylist() if row["value"] is not None)
    assert len(known) == 6
    middle = known[
        3
    ]  # of seven the fourth, as the one not over is longer than all: not between the third and the fourth
    figure_ = making("times-across")
    step = next(row for row in figure_.shown.to_pylist() if row["share"] >= 0.5)
    assert step["hours"] == pytest.approx(middle)
    assert "Half of 7 incidents" in figure_.headline
    assert "1 not over when watching ended" in figure_.source
    assert not any("average" in claim or " mean " in claim for claim in made.claims.borne)


def test_no_middle_is_told_of_different_units(storing: Storing, making: Any) -> None:
    for code in "ABC":
        storing(SERIES, *bins(name=code), incident=f"ONE-{code}")
        storing(SERIES, *bins("views", name=code), incident=f"TWO-{code}")
    made = making("compared")
    assert "middle" not in made.headline
    assert any("nothing is pooled" in each for each in made.caveats)
    across = making("times-across")
    assert any("units are never pooled" in each for each in across.caveats)


def test_a_set_stands_in_the_figure_by_its_incidents_and_never_by_its_word(
    storing: Storing, making: Any, tmp_path: Path
) -> None:
    seven(storing)
    archive = Archive(tmp_path / "archive")
    for code in ("ONE-A", "ONE-F"):
        archive.decide(code, "tags", "HARBOUR")
    for name in NAMES:
        made = making(name, "public", incidents="HARBOUR")
        assert made.parameters["incidents"] == "ONE-A,ONE-F"
        told = (made.headline, made.subtitle, made.caveats, made.source, made.parameters)
        assert "HARBOUR" not in json.dumps(told)
    with pytest.raises(UnknownName, match="incident or group"):
        making("aligned", incidents="NOBODY")


def test_of_very_many_those_with_the_latest_data_are_compared_and_the_others_are_named(
    storing: Storing, making: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incident_set, "AT_MOST", 2)
    for code in ("LAST", "ALSO", "NEWS"):
        storing(SERIES, *bins(name=code), incident=code)
    made = making("compared")
    assert set(made.shown.column("incident").to_pylist()) == {"ALSO", "NEWS"}
    assert "Left out: LAST (no more than 2 are compared at once: choose which)." in made.caveats


def test_in_public_no_small_number_of_incidents_is_told(storing: Storing, making: Any) -> None:
    for code in "ABC":
        storing(SERIES, *bins(name=code), incident=f"ONE-{code}")
    for name in NAMES:
        owner, public = making(name), making(name, "public")
        assert "3 incidents" in owner.source
        assert "incidents." not in public.source.replace("Archive", "")
        assert "3 incidents" not in public.headline
        assert public.lines == {}
    picture = making("times-across", "public").draw(Canvas(800))
    assert "< 5" in {words(each.text) for each in picture.layout.annotations}


def test_measures_come_from_the_registry_and_none_of_the_laboratory() -> None:
    names = {each.name for each in comparable()}
    assert {"onset", "peak", "half-life", "median-lag", "residual-interest"} <= names
    assert not names & {each.name for each in comparing.LABORATORY}
    assert not names & {"harm-averted", "lead-lag", "phases"}
    assert {"half-life", "check-lag"} <= {each.name for each in durations()} <= names
    assert names <= {each.name for each in MEASURES}


@pytest.mark.parametrize("look", [DARK, MONO], ids=["dark", "mono"])
@pytest.mark.parametrize("name", NAMES)
def test_no_label_stands_on_another_at_any_size(
    storing: Storing, making: Any, name: str, look: Any
) -> None:
    seven(storing)
    settings = {"compared": {"measures": "time-to-peak,half-life,peak,return-to-baseline"}}
    made = making(name, **settings.get(name, {}))
    for size in (*(each.canvas for each in SIZES), Canvas(358), Canvas(1200), Canvas(358, 500)):
        drawn = made.draw(Canvas(size.width, size.height, size.letters, look))
        assert clashes(drawn) == [], size
        assert outside(drawn) == [], size
        assert size.height in (None, drawn.layout.height)


def test_the_axis_of_powers_has_no_place_for_nought(storing: Storing, making: Any) -> None:
    seven(storing)
    drawn = making("aligned", axis="log", heights="excess").draw(Canvas(800))
    assert clashes(drawn) == []
    heights = [y for trace in drawn.data for y in trace.y if y == y]
    assert max(heights) <= drawn.layout.height
    assert min(heights) >= 0


def test_an_incident_that_was_never_checked_is_censored_and_not_left_out(
    storing: Storing, making: Any
) -> None:
    seven(storing)
    for code, number in zip("ABCD", (41, 42, 43, 44), strict=True):
        storing("time,kind,credibility", f"{day(number)},fact_check,", incident=f"ONE-{code}")
    for code in ("ONE-E", "ONE-F", "OPEN"):
        storing("time,kind,credibility", f"{day(45)},official_denial,{code}", incident=code)
    made = making("times-across", duration="check-lag")
    assert max(made.shown.column("share").to_pylist()) == pytest.approx(4 / 7)
    assert "3 not over when watching ended" in made.source
    assert "Half of 7 incidents were checked within" in made.headline
