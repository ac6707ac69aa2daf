"""Attention before the first check: two numbers where its time is two, its own bin split, units apart, words by the verdict."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from real_path import Storing
from series_told import CANVASES, EPISODE, HEADER, START, collisions, make, rows, searches

from ripplemark.archive import Archive
from ripplemark.figure import Figure

NAME = "before-the-check"
ONSET = next(k for k in range(150, 400) if EPISODE[k] > 20)


def _at(hour: float) -> str:
    return f"{START + timedelta(hours=hour):%Y-%m-%dT%H:%MZ}"


def _share(until: float) -> float:
    """Of the planted episode from its onset on, the bin that holds the moment in proportion."""
    whole = int(until)
    return (sum(EPISODE[ONSET:whole]) + EPISODE[whole] * (until - whole)) / sum(EPISODE[ONSET:])


def _said(figure: Figure) -> str:
    claims = figure.claims
    parts = [u for each in claims.unborne for u in (each.sentence, each.why, each.needed)]
    return " ".join((figure.headline, figure.subtitle, figure.alt, *claims.borne, *parts))


def _verdict(folder: Path, verdict: str) -> None:
    Archive(folder / "archive").decide("LANTERN", "verdict", verdict)


def test_the_share_is_that_of_the_sum_with_the_checks_own_bin_split(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(210.25)},fact_check")
    figure = make(tmp_path, NAME)
    (row,) = figure.shown.to_pylist()
    # A minute is the shortest that a file says: the share is that of the middle of it.
    assert row["share"] == pytest.approx(_share(210.25 + 0.5 / 60), abs=0.005)
    assert row["low"] < row["share"] < row["high"]
    assert f"{row['share']:.0%}".replace("%", " %") in figure.headline
    assert "first published check of 9 March 2025" in figure.headline


def test_a_check_known_to_the_day_gives_the_shares_at_both_its_ends(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", "2025-03-09T08:00Z/2025-03-10T08:00Z,fact_check")
    figure = make(tmp_path, NAME)
    (row,) = figure.shown.to_pylist()
    assert (row["share"], row["status"]) == (None, "bounds")
    assert row["low"] == pytest.approx(_share(200), abs=0.005)
    assert row["high"] == pytest.approx(_share(224), abs=0.005)
    told = f"{100 * row['low']:.0f} to {100 * row['high']:.0f} %"
    assert told in figure.headline
    assert "known only to within 24 h" in figure.claims.borne[0]


def test_units_are_never_pooled_and_an_index_has_no_share(storing: Storing, tmp_path: Path) -> None:
    storing(
        HEADER,
        *rows(EPISODE),
        *rows(EPISODE[30:], channel="news", series="stories", metric="stories", platform="Wire"),
        *searches([5, 6, 5, 7, 5, 6, 8, 20, 90, 100, 60, 40, 20, 10, 8]),
    )
    storing("time,kind", f"{_at(205)},fact_check")
    figure = make(tmp_path, NAME)
    shares = {row["unit"]: row["share"] for row in figure.shown.to_pylist()}
    assert shares["posts"] == pytest.approx(_share(205), abs=0.01)
    # The same course begins 30 hours earlier in the news: more of it came before.
    assert shares["stories"] == pytest.approx(_share(235), abs=0.01)
    assert sum(share is None for share in shares.values()) == 1
    assert "by series" in figure.headline
    assert "nothing that could be added up" in " ".join(figure.caveats)
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


@pytest.mark.parametrize("verdict", ["not_stated", "authentic", "unverified"])
def test_nothing_is_debunked_that_nobody_found_false(
    storing: Storing, tmp_path: Path, verdict: str
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(210)},fact_check")
    _verdict(tmp_path, verdict)
    assert "debunk" not in _said(make(tmp_path, NAME)).lower()


def test_what_was_found_false_was_debunked_on_the_owners_screen_and_not_in_public(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(210)},fact_check")
    _verdict(tmp_path, "fabricated")
    assert "first debunk" in make(tmp_path, NAME).headline
    assert "debunk" not in _said(make(tmp_path, NAME, "public")).lower()


def test_a_denial_is_no_check_and_the_page_says_what_to_add(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(210)},official_denial")
    figure = make(tmp_path, NAME)
    assert figure.empty
    assert figure.headline == "No published check of LANTERN is on record"
    assert "fact_check" in figure.subtitle
    assert "no check" in figure.subtitle


def test_without_any_event_it_is_not_known_whether_there_was_a_check(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, NAME)
    assert figure.empty
    assert "not known" in figure.headline


def test_a_denial_beside_a_check_is_told_to_be_none(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(190)},official_denial", f"{_at(210)},fact_check")
    figure = make(tmp_path, NAME)
    (row,) = figure.shown.to_pylist()
    assert row["share"] == pytest.approx(_share(210), abs=0.005)
    assert "It was checked when it was denied." in [u.sentence for u in figure.claims.unborne]


def test_a_correction_counts_where_it_is_chosen(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(206)},correction", f"{_at(230)},fact_check")
    early = make(tmp_path, NAME, checks="fact_check,correction")
    assert "first correction of 9 March 2025" in early.headline
    assert "counts as a check: published check, correction" in early.source
    excess = make(tmp_path, NAME, of="excess")
    assert "above their usual level" in excess.headline
    assert "only attention above the usual level" in excess.source
    (row,) = early.shown.to_pylist()
    assert row["share"] == pytest.approx(_share(206), abs=0.005)


def test_a_check_before_the_rise_and_one_after_the_end_are_told_as_such(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(100)},fact_check")
    assert "came before posts on Chirp rose" in make(tmp_path, NAME).headline


def test_a_horizon_that_is_over_before_the_check_makes_no_share_of_everything(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    storing("time,kind", f"{_at(ONSET + 40)},fact_check")
    figure = make(tmp_path, NAME, within="24")
    assert "came more than 24 hours after the onset" in figure.headline
    assert "attention counted for 24 hours" in figure.source
    longer = make(tmp_path, NAME, within="72")
    (row,) = longer.shown.to_pylist()
    assert 0 < row["share"] < 1
    assert "in the 72 hours from the onset on" in longer.headline
