"""The words of the timeline: every number from a measure, nothing that the data do not bear."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from planted import TOY
from real_path import Asking, Storing
from timeline_told import FIRST, ITEMS, SERIES, ZONE, Drawing, full, item, log, moment, series

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Figure
from ripplemark.figures.check_share import share_before
from ripplemark.figures.series import offered
from ripplemark.wording import said


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
    assert len(made.claims.borne) == 3
    (half,) = asking("half-life", where=(("channel", "social"),))
    told = [each.text for each in made.draw(Canvas(1400)).layout.annotations]
    assert f"half after {said(half, 'h').value}" in told
    documents = [each for each in made.documents if each["metric"] == "half-life"]
    assert half.value in [row["value"] for each in documents for row in each["estimates"]]


def test_the_share_before_a_check_is_the_published_one(storing: Storing, tmp_path: Path) -> None:
    # SCIENCE.md, A.12 and F.8: the toy series, a check at bin 10.25, gives 0.507.
    rows = [
        f"word,social,posts,{FIRST + timedelta(days=k):%Y-%m-%d},P1D,{v}" for k, v in enumerate(TOY)
    ]
    storing(SERIES, *rows, zone="UTC")
    serving = serve(Archive(tmp_path / "archive"))
    (choice,) = offered(serving, "LANTERN")
    serving.close()
    # It counts from the onset at bin 7 on; from the first bin on it is another number.
    at = FIRST + timedelta(days=10.25)
    assert share_before(choice, FIRST + timedelta(days=7), at) == pytest.approx(0.507, abs=0.0005)
    assert share_before(choice, None, at) == pytest.approx((sum(TOY[:10]) + TOY[10] / 4) / sum(TOY))


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
