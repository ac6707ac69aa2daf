"""Lags of what was acted on, notes shown, and the model beside them: bounds stay bounds, and what is not known is said first."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import label_boxes
import numpy as np
import pytest
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.bands import Band, Bands, bands
from ripplemark.charts.canvas import DARK, MONO, SIZES, Canvas
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.conditional import Model
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
DUMPS = Path(__file__).parents[1] / "readers" / "dsa_statements" / "input"
HEADER = "platform,posted_at,down_at,outcome,time_precision,keywords,n"
FIRST = date(2025, 5, 1)
LAGS = {0: 40, 1: 30, 2: 10, 5: 20}
"""Per day of decisions: mean 0.3 + 0.2 + 1.0 = 1.5 days."""
CANVASES = {
    **{size.name: size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(240),
    "dark": Canvas(800, look=DARK),
    "mono": Canvas(800, look=MONO),
}
Made = Callable[..., Figure]


def _planted(lags: dict[int, int], platform: str = "Chirp", keyword: str = "") -> list[str]:
    """The same lags (days, how many) decided on each of twenty days."""
    rows = []
    for day in range(20):
        decided = FIRST + timedelta(days=day)
        for lag, n in lags.items():
            posted = decided - timedelta(days=lag)
            rows.append(f"{platform},{posted},{decided},removed,day,{keyword},{n}")
    return rows


def _norms(storing: Storing, *rows: str) -> None:
    storing(HEADER, *rows, incident=None, scope="platform")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """``made(name, audience, **settings)``: of what is stored now."""

    def make(name: str = "actioned-lag", audience: Any = "public", **settings: str) -> Figure:
        archive = Archive(tmp_path / "archive")
        serving = serve(archive)
        try:
            return figure(archive, serving, Gate.of(audience), name, settings=settings)
        finally:
            serving.close()

    return make


def _stored(path: Path, tmp_path: Path, **options: Any) -> None:
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    report = add(archive, vault, path, Options(scope="platform", **options))
    assert report.error is None


def _texts(of: Figure) -> str:
    picture = of.draw(Canvas(800))
    return "\n".join(label_boxes.words(each.text) for each in picture.layout.annotations)


def test_a_share_within_days_is_told_as_two_numbers(storing: Storing, made: Made) -> None:
    # SCIENCE.md, B.4: P(d <= m - 1) <= P(L <= 24 m h) <= P(d <= m).
    _norms(storing, *_planted(LAGS))
    found = made()
    rows = {row["days"]: row for row in found.shown.to_pylist()}
    assert rows[None]["value"] == pytest.approx(1.5)
    assert [(rows[m]["value"], rows[m]["low"], rows[m]["high"]) for m in (1, 2)] == [
        (None, pytest.approx(40), pytest.approx(70)),
        (None, pytest.approx(70), pytest.approx(80)),
    ]
    assert rows[3]["value"] == pytest.approx(80)
    assert "1.5 days on average" in _texts(found)
    assert "40 to 70 % within 1 day" in found.alt
    assert found.headline == (
        "Of 2,000 items that Chirp acted on, 100 % were gone within 7 days of their posting"
    )


def test_that_nothing_is_known_of_the_rest_is_the_first_caveat(
    storing: Storing, made: Made
) -> None:
    _norms(storing, *_planted(LAGS))
    found = made()
    assert found.caveats[0].startswith("Of what was acted on only.")
    assert "never" in found.caveats[0]
    assert "never acted on" in found.subtitle
    assert any("Half of such content" in each.sentence for each in found.claims.unborne)


def test_platforms_have_a_panel_each_and_few_items_none(storing: Storing, made: Made) -> None:
    _norms(storing, *_planted(LAGS), *_planted({3: 80}, "Burrow"), *_planted({1: 2}, "Murmur"))
    found = made()
    told = _texts(found)
    assert "40 items: too few, a distribution needs 1,000" in told
    assert "3 days on average" in told
    assert {row["platform"] for row in found.shown.to_pylist()} == {"Burrow", "Chirp", "Murmur"}
    assert "1 platform more beside it, not pooled" in found.headline
    assert not any("2,000 items and" in each for each in found.claims.borne)


def test_a_platform_that_dates_all_on_the_day_of_posting_tells_no_lag(
    storing: Storing, made: Made
) -> None:
    _norms(storing, *_planted({0: 100}))
    found = made()
    assert found.headline == (
        "Chirp dated all 2,000 items that it acted on to the day of their posting, which tells no lag"
    )
    assert not any("on average" in each for each in found.claims.borne)
    assert all(trace.fill != "toself" for trace in found.draw(Canvas(800)).data)


def test_too_few_items_everywhere_are_no_figure(storing: Storing, made: Made) -> None:
    assert made().empty
    _norms(storing, *_planted({1: 20}))
    found = made()
    assert found.empty
    assert "Chirp 400 items" in found.subtitle


def test_an_incidents_items_are_no_norm(storing: Storing, made: Made) -> None:
    storing(HEADER, *_planted(LAGS))
    assert made().empty


def test_the_selection_of_intimate_images_says_what_it_misses(storing: Storing, made: Made) -> None:
    _norms(storing, *_planted(LAGS), *_planted({2: 100}, keyword="image_based_sexual_abuse"))
    found = made(content="intimate")
    assert found.headline.startswith("Of 2,000 items with intimate images that Chirp acted on")
    assert any("2,000 of 4,000 items have a keyword" in each for each in found.caveats)


def test_known_defects_stand_on_the_panel_and_in_the_caveats(
    storing: Storing, made: Made, tmp_path: Path
) -> None:
    _norms(storing, *_planted(LAGS, "X"), *_planted(LAGS, "Burrow"))
    assert "known defect" not in _texts(made())  # these rows are not of the EU's database
    dump = next(each for each in DUMPS.iterdir() if "full" in each.name)
    _stored(dump, tmp_path)
    found = made()
    assert "lag always 0" in _texts(found)
    (said,) = [each for each in found.caveats if each.startswith("X, 3 October 2023")]
    assert "not how fast it acts" in said
    assert any(each.startswith("Every platform: A content date may be") for each in found.caveats)


def _sections(found: Figure) -> list[tuple[float, float]]:
    """Top and bottom of each step of the band, in the order of time."""
    (area,) = [trace for trace in found.draw(Canvas(800)).data if trace.fill == "toself"]
    x, y = np.array(area.x, dtype=float), np.array(area.y, dtype=float)
    parts = np.split(np.arange(x.size), np.flatnonzero(np.isnan(x)))
    known = [(y[part][~np.isnan(y[part])]) for part in parts]
    return [(part.min(), part.max()) for part in known]


def test_the_band_is_as_wide_as_what_is_not_known(storing: Storing, made: Made) -> None:
    _norms(storing, *_planted(LAGS))
    high = [bottom - top for top, bottom in _sections(made())]
    # From 1 to 2 days: 40 % at least, 80 % at most; 2 to 3: 70 to 80; then 80 to 80, and 80 to 100 from day 4 to 5.
    assert len(high) >= 3
    assert high[0] / high[1] == pytest.approx(4)


def test_the_model_has_the_numbers_of_its_source() -> None:
    # SCIENCE.md, B.2: 40 % ever removed, exponential with a mean of 2 days.
    model = Model()
    assert model.median_in_database == pytest.approx(1.39, abs=0.005)
    assert model.in_database(2) == pytest.approx(0.63, abs=0.005)
    assert model.of_all(2) == pytest.approx(0.25, abs=0.005)
    assert model.median_of_all is None
    assert Model(0.8, 1.0).median_of_all == pytest.approx(-math.log(1 - 0.5 / 0.8))
    assert Model(1.0).median_of_all == pytest.approx(Model(1.0).median_in_database)


def test_a_simulation_of_the_model_agrees_with_it() -> None:
    drawn = np.random.default_rng(5)
    lag = np.where(drawn.random(200_000) < 0.4, drawn.exponential(2.0, 200_000), np.inf)
    acted = lag[np.isfinite(lag)]
    assert float(np.median(acted)) == pytest.approx(Model().median_in_database, abs=0.03)
    assert float((acted <= 2).mean()) == pytest.approx(Model().in_database(2), abs=0.01)
    assert float((lag <= 2).mean()) == pytest.approx(Model().of_all(2), abs=0.01)
    assert np.median(lag) == np.inf


def test_the_explanation_says_that_it_is_a_model(made: Made) -> None:
    found = made("conditional-on-action")
    assert found.headline.startswith("A model: where 40 % is ever removed")
    assert "63 % gone within 48 h" in found.headline
    assert found.headline.endswith("the truth is 25 %")
    assert "half never gone" in _texts(found)
    assert "from no data" in found.source
    lines = [trace for trace in found.draw(Canvas(800)).data if trace.mode == "lines"]
    assert {trace.line.dash for trace in lines} == {"dash"}


COLUMNS = (
    "noteId",
    "tweetId",
    "createdAtMillis",
    "timestampMillisOfFirstNonNMRStatus",
    "firstNonNMRStatus",
    "timestampMillisOfCurrentStatus",
    "currentStatus",
)
POSTED, HOUR = 1_700_000_000_000, 3_600_000
HELPFUL, NEEDS = "CURRENTLY_RATED_HELPFUL", "NEEDS_MORE_RATINGS"


def _note(number: int, shown: int | None, current: str, *, told: bool = True) -> str:
    """A note an hour after its post, shown so many hours after it; not told: the file gives no moment of it."""
    known = shown is not None and told
    at = str(POSTED + (shown or 0) * HOUR) if known else "-1"
    ids = [((moment - 1288834974657) << 22) + number for moment in (POSTED + HOUR, POSTED)]
    last = POSTED + 2000 * HOUR
    return "\t".join(map(str, (*ids, 0, at, HELPFUL if known else "", last, current)))


def _notes(tmp_path: Path) -> None:
    rows = [
        *(_note(k, 5, HELPFUL) for k in range(10)),
        *(_note(10 + k, 30, HELPFUL) for k in range(20)),
        *(_note(30 + k, 20, NEEDS) for k in range(6)),
        *(_note(40 + k, 1, HELPFUL, told=False) for k in range(4)),
        *(_note(50 + k, None, NEEDS) for k in range(60)),
    ]
    path = tmp_path / "notes.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    _stored(path, tmp_path)


def test_notes_shown_at_no_known_moment_are_in_the_upper_number_alone(
    made: Made, tmp_path: Path
) -> None:
    _notes(tmp_path)
    found = made("notes-shown")
    assert found.headline.startswith(
        "Of 100 posts that somebody wrote a note about, one was shown on 40 (40 %)"
    )
    by = {row["hours"]: row for row in found.shown.to_pylist() if row["what"] == "share-by"}
    # By 24 h: 10 after 5 h and 6 after 20 h for certain, 4 more perhaps.
    assert (by[24.0]["low"], by[24.0]["high"]) == (pytest.approx(0.16), pytest.approx(0.20))
    assert "shown on 40, 4 at no known moment; withdrawn from 6" in _texts(found)
    assert "Of 40 posts with a note shown at some time, 6 had it withdrawn again." in (
        found.claims.borne
    )


def test_decisions_beside_the_notes_are_no_posts(
    made: Made, tmp_path: Path, storing: Storing
) -> None:
    _notes(tmp_path)
    alone = made("notes-shown")
    _norms(storing, *_planted(LAGS, "X"))
    both = made("notes-shown")
    assert alone.shown.to_pylist() == both.shown.to_pylist()
    assert alone.headline == both.headline


def test_without_notes_there_is_no_figure(made: Made, storing: Storing) -> None:
    _norms(storing, *_planted(LAGS))
    assert made("notes-shown").empty


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not here")
def test_the_real_status_history_has_65_posts_with_a_note_at_no_known_moment(
    made: Made, tmp_path: Path
) -> None:
    folder = SHARED / "community_notes"
    beside = folder / "notes-00000.tsv"
    _stored(folder / "noteStatusHistory-00000.tsv", tmp_path, beside=beside)
    found = made("notes-shown")
    assert found.headline == (
        "Of 3,611 posts that somebody wrote a note about, one was shown on 65 (2 %) up to 8 August 2022"
    )
    by = [row for row in found.shown.to_pylist() if row["what"] == "share-by"]
    assert {row["low"] for row in by} == {0.0}
    assert max(row["high"] for row in by) <= 65 / 3611


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize("number", [1, 2, 5])
def test_no_words_of_a_band_meet_others_or_leave_the_picture(name: str, number: int) -> None:
    hours = (24.0, 48.0, 168.0, 2160.0)
    words = ("1,234,567 items; 6.1 days on average (95 % interval 5.7 to 6.5 days)", "known defect")
    one = Band("A" * 60, words, hours, (0.1, 0.3, 0.5, 0.9), (0.3, 0.5, 0.8, 1.0))
    few = Band("Murmur", ("3 items: too few, a distribution needs 1,000",))
    of = Bands((*[one] * number, few), 24.0, 2160.0, "Time since the posting", "within", 5.0)
    picture = bands(of, CANVASES[name])
    assert "Murmur" in label_boxes.boxes(picture)
    assert label_boxes.clashes(picture) == []
    assert label_boxes.outside(picture) == []


@pytest.mark.parametrize("name", CANVASES)
def test_no_words_of_the_model_meet_others_or_leave_the_picture(made: Made, name: str) -> None:
    picture = made("conditional-on-action").draw(CANVASES[name])
    assert label_boxes.clashes(picture) == []
    assert label_boxes.outside(picture) == []
