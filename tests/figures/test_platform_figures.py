"""What platforms reported: always of the real archive unless another is named, with its defects, never an incident's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_path import Storing

from ripplemark import figures, paths
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import SIZES, Canvas
from ripplemark.engine import Serving
from ripplemark.errors import UnknownName
from ripplemark.figure import Audience, Figure
from ripplemark.figures.defects import known
from ripplemark.figures.reported_days import SHOWN
from ripplemark.gate import Gate

REAL = Archive(paths.BUNDLED["platforms"])
HEADER = "platform,period_start,period_end,keywords,metric,value,low,high,negative,n"
LATE = {"from": "2025-06-01", "to": "2025-08-01"}


@pytest.fixture
def own(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def serving(own: Archive) -> Iterator[Serving]:
    open_ = serve(own)
    yield open_
    open_.close()


def made(own: Archive, name: str, audience: Audience = "public", **settings: str) -> Figure:
    open_ = serve(own)
    try:
        return figures.figure(own, open_, Gate.of(audience), name, settings=settings)
    finally:
        open_.close()


def texts(figure: Figure, canvas: Canvas | None = None) -> str:
    picture = figure.draw(canvas or Canvas(960))
    return "\n".join(str(each.text) for each in picture.layout.annotations)


def test_the_real_figures_are_shown_whichever_archive_is_open(own: Archive) -> None:
    figure = made(own, "platform-reports")
    assert figure.headline == (
        "12 platforms reported 4.73 billion decisions from 25 September 2023 to 10 January 2026"
    )
    assert figure.archive == REAL.fingerprint()
    assert not figure.simulated
    assert "European Commission, DSA Transparency Database" in figure.source
    assert "shantay 0.6.0, retrieved 18 January 2026" in figure.source
    assert "Times in UTC." in figure.source
    assert figure.shown.num_rows == 8_872
    assert set(figure.shown["platform"].to_pylist()) >= {"X", "TikTok", "Discord"}


@pytest.mark.parametrize(
    ("measure", "headline"),
    [
        (
            "intimate",
            (
                "4 of 12 platforms marked any decision as non-consensual image sharing: 2.22 million of 4.73 billion decisions, "
                "up to 10 January 2026"
            ),
        ),
        (
            "lag",
            (
                "Among 4.73 billion decisions up to 10 January 2026, 12 platforms reported mean lags of 0 to 616 days: they date "
                "content in different ways"
            ),
        ),
        (
            "detection",
            (
                "Of 4.73 billion decisions that 12 platforms reported up to 10 January 2026, 3.94 billion (83 %) were about content "
                "that machines found, they say"
            ),
        ),
        (
            "decision",
            (
                "Of 4.73 billion decisions that 12 platforms reported up to 10 January 2026, 2.48 billion (52 %) were taken by "
                "machines alone, they say"
            ),
        ),
    ],
)
def test_each_figure_has_its_denominator_its_unit_and_its_end(
    own: Archive, measure: str, headline: str
) -> None:
    assert made(own, "platform-reports", measure=measure).headline == headline


def test_a_lag_does_not_bear_how_long_content_stays_up(own: Archive) -> None:
    for figure in (
        made(own, "platform-reports", measure="lag"),
        made(own, "platform-record", platform="TikTok"),
    ):
        (slow,) = [each for each in figure.claims.unborne if "stays up" in each.sentence]
        assert "Mean days from content date to decision among actioned items" in slow.why
        assert "never acted on" in slow.why
    assert any(
        "X dated all 2.19 million" in claim
        for claim in made(own, "platform-reports", measure="lag").claims.borne
    )


def test_the_new_schema_is_drawn_named_and_told_with_both_sides(own: Archive) -> None:
    figure = made(own, "platform-reports", measure="intimate")
    assert "new schema" in texts(figure)
    assert any("X 27,047 and 0" in claim for claim in figure.claims.borne)
    assert any("from 1 July 2025 on" in caveat for caveat in figure.caveats)
    assert any("labels" in each.why or "keywords" in each.why for each in figure.claims.unborne)


@pytest.mark.parametrize("measure", [each.name for each in SHOWN])
def test_every_defect_that_touches_what_is_shown_stands_in_its_caveats_and_rows(
    own: Archive, measure: str
) -> None:
    figure = made(own, "platform-reports", measure=measure)
    theirs = ("", *set(figure.shown["platform"].to_pylist()))
    wanted = [each for each in known() if measure in each.measures and each.platform in theirs]
    assert wanted
    assert {each.said for each in wanted} <= set(figure.caveats)
    marked = {
        word for cell in figure.shown["defects"].to_pylist() if cell for word in cell.split("; ")
    }
    assert marked == {each.short for each in wanted if each.short}


def test_a_defect_of_one_platform_is_drawn_with_its_words_in_its_panel(own: Archive) -> None:
    assert "lag always 0" in texts(made(own, "platform-reports", measure="lag"))
    assert "lag always 0" in texts(made(own, "platform-record", platform="X"))
    assert "lag always 0" not in texts(made(own, "platform-record", platform="TikTok"))


def test_a_period_is_kept_everywhere_it_is_told(own: Archive) -> None:
    figure = made(own, "platform-record", platform="X", **LATE)
    assert "from 1 June 2025 to " in figure.headline
    days = figure.shown["day"].to_pylist()
    assert days[0] == "2025-06-01"
    assert days[-1] < "2025-08-01"
    assert all(each["parameters"]["from"] == "2025-06-01" for each in figure.documents)
    empty = made(own, "platform-reports", **{"from": "2030-01-01"})
    assert empty.empty
    assert "from 25 September 2023 to 10 January 2026" in empty.subtitle


def test_the_platform_with_the_most_decisions_is_shown_while_none_is_named(own: Archive) -> None:
    assert made(own, "platform-record").headline.startswith(
        "TikTok reported 2.17 billion decisions"
    )
    x = made(own, "platform-record", platform="X")
    assert x.headline == (
        "X reported 2.19 million decisions from 3 October 2023 to 10 January 2026, every one of them dated on the day of its "
        "content"
    )


def test_a_mean_lag_of_which_much_is_the_age_of_accounts_says_so(own: Archive) -> None:
    record = made(own, "platform-record", platform="Facebook")
    assert record.headline.endswith("80 days after the content's date; 72 % are about accounts")
    assert "accounts" not in made(own, "platform-record", platform="TikTok").headline
    lags = made(own, "platform-reports", measure="lag")
    assert any("at Instagram it is 77 % of all" in claim for claim in lags.claims.borne)
    shares = made(own, "platform-reports", measure="accounts")
    assert "were about accounts, they say" in shares.headline


def test_an_unknown_platform_or_dataset_lists_those_that_there_are(own: Archive) -> None:
    with pytest.raises(UnknownName, match="TikTok"):
        made(own, "platform-record", platform="Chirp")
    with pytest.raises(UnknownName, match="canonical-platform-totals"):
        made(own, "platform-reports", dataset="mine")


def _stored(storing: Storing) -> str:
    rows = [
        f"Chirp,2025-06-{day:02d},2025-06-{day + 1:02d},,statements,{100 * day},,,,{100 * day}"
        for day in range(1, 11)
        if day != 5
    ]
    return str(storing(HEADER, *rows, incident=None).dataset_id)


def test_an_own_dataset_is_shown_when_it_is_named_and_never_added_to_the_real_one(
    storing: Storing, own: Archive
) -> None:
    name = _stored(storing)
    assert made(own, "platform-reports").shown.num_rows == 8_872
    figure = made(own, "platform-reports", dataset=name)
    assert figure.headline == "Chirp reported 5,000 decisions from 1 June 2025 to 10 June 2025"
    assert figure.archive == own.fingerprint()
    assert "shantay" not in figure.source
    assert set(figure.shown["platform"].to_pylist()) == {"Chirp"}


def test_a_day_on_which_nothing_was_sent_is_blank_and_counted_as_such(
    storing: Storing, own: Archive
) -> None:
    figure = made(own, "platform-reports", dataset=_stored(storing))
    assert "2025-06-05" not in figure.shown["day"].to_pylist()
    assert "9 bins of 1 day, 10 % more without a statement" in figure.source
    assert any("left blank" in caveat for caveat in figure.caveats)


def test_what_a_dataset_does_not_say_is_said_and_not_drawn(storing: Storing, own: Archive) -> None:
    figure = made(own, "platform-reports", dataset=_stored(storing), measure="lag")
    assert figure.empty
    assert "does not say" in figure.headline
    record = made(own, "platform-record", dataset=_stored_name(own))
    assert record.shown.column_names == ["platform", "day", "decisions", "defects"]


def test_a_dataset_of_lags_alone_counts_the_decisions_that_are_in_them(
    storing: Storing, own: Archive
) -> None:
    rows = ("Chirp,2025-06-01,2025-06-02,,actioned_lag_days,2.5,0,9,1,40",)
    name = str(storing(HEADER, *rows, incident=None).dataset_id)
    figure = made(own, "platform-reports", dataset=name, measure="lag")
    assert figure.headline == (
        "Among 40 decisions up to 1 June 2025, Chirp reported a mean lag of 2.5 days"
    )
    record = made(own, "platform-record", dataset=name)
    assert record.headline == (
        "Chirp reported 40 decisions on 1 June 2025, on average 2.5 days after the content's date"
    )


def test_a_dataset_that_counts_a_keyword_alone_and_none_of_it_says_so(
    storing: Storing, own: Archive
) -> None:
    keyword = "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING"
    rows = (f"Chirp,2025-06-01,2025-06-02,{keyword},statements,0,,,,40",)
    name = str(storing(HEADER, *rows, incident=None).dataset_id)
    assert made(own, "platform-record", dataset=name).empty
    figure = made(own, "platform-reports", dataset=name, measure="intimate")
    assert figure.headline.startswith("Chirp marked no decision as non-consensual image sharing: 0")


def test_a_period_in_which_nobody_gave_the_keyword_is_no_division_by_nought(own: Archive) -> None:
    first = {"from": "2023-09-25", "to": "2023-10-01"}
    figure = made(own, "platform-reports", measure="intimate", **first)
    assert figure.headline.startswith("None of 8 platforms marked any decision")
    assert figure.claims.borne
    assert figure.shown.num_rows
    for measure in ("decisions", "lag", "detection", "decision", "accounts", "deepfakes"):
        assert made(own, "platform-reports", measure=measure, **first).claims.borne
    one = {"from": "2025-07-01", "to": "2025-07-02"}
    for each in SHOWN:
        assert made(own, "platform-reports", measure=each.name, **one).draw(Canvas(390))


def _stored_name(own: Archive) -> str:
    return own.datasets()[0].dataset_id


def test_without_any_norms_it_says_what_to_add(
    own: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(paths.BUNDLED, "platforms", tmp_path / "none")
    for name in ("platform-reports", "platform-record"):
        figure = made(own, name)
        assert figure.empty
        assert figure.headline == "No daily figures of platforms are here"
        assert "without naming an incident" in figure.subtitle


def test_norms_enter_no_figure_of_an_incident(storing: Storing, own: Archive) -> None:
    storing(
        "platform,item,notice_at,down_at,outcome,observed_until",
        "Chirp,one,2025-06-01T10:00Z,2025-06-02T10:00Z,removed,2025-06-05T10:00Z",
    )
    before = _squares(own)
    _stored(storing)
    after = _squares(own)
    for part in ("headline", "subtitle", "claims", "caveats", "alt", "shown"):
        assert getattr(after, part) == getattr(before, part), part


def _squares(own: Archive) -> Figure:
    open_ = serve(own)
    try:
        return figures.figure(own, open_, Gate.of("public"), "squares", incident="LANTERN")
    finally:
        open_.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda each: each.name)
@pytest.mark.parametrize("measure", ["decisions", "lag"])
def test_every_platform_is_named_at_every_size(own: Archive, size: object, measure: str) -> None:
    canvas = next(each for each in SIZES if each is size).canvas
    said = texts(made(own, "platform-reports", measure=measure), canvas)
    for name in ("Discord", "Google Maps", "TikTok", "X", "YouTube"):
        assert f"<b>{name}</b>" in said
