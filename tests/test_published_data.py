"""Published figures on record: every row can be read, says where it is from, and holds what the sources say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from scipy.stats import beta

from ripplemark.figures.norms import known_as, reported_norms, with_norms
from ripplemark.figures.published import FILE, Published, WrongRow, known, newest, of, read
from ripplemark.gate.leaks import looks_like
from ripplemark.gate.platforms import is_large
from ripplemark.paths import DATA, REFERENCE


def _rows() -> list[dict[str, str]]:
    with (REFERENCE / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = {row["id"]: row for row in _rows()}
FIGURES = {each.id: each for each in known()}


def test_every_column_is_explained() -> None:
    told = (
        (DATA / "README.md").read_text(encoding="utf-8").partition("## reference/published.csv")[2]
    )
    for column in _rows()[0]:
        assert f"`{column}`" in told, column


def test_a_row_is_stored_as_it_was_written() -> None:
    for row in _rows():
        figure = FIGURES[row["id"]]
        for column in ("value", "low", "high", "hours", "n"):
            number = getattr(figure, column)
            assert (number is None) == (row[column] == ""), (row["id"], column)
            assert number is None or number == float(row[column])
        assert figure.checked_on.isoformat() == row["checked_on"]


def test_no_row_holds_what_may_not_leave() -> None:
    said = [text for each in known() for text in (each.said, each.short, each.named)]
    assert [text for text in said if looks_like(text)] == []


def test_every_figure_about_removal_is_of_a_platform_that_may_be_named() -> None:
    assert [name for name in with_norms() if not is_large(name)] == []


def test_nothing_that_nobody_saw_in_a_source_is_on_record() -> None:
    # SCIENCE.md, E: tagged [M], from memory: the dwell of hashtags, and half of removed posts gone within 6 days.
    assert {each.tag for each in known()} == {"S", "C", "S+C"}
    sources = " ".join(each.source for each in known())
    assert "Lorenz" not in sources
    assert "Pew" not in sources


# SCIENCE.md, E.2: service, period, notices, median of all, median of trusted flaggers; whether no-action notices are in.
REPORTS = (
    ("TikTok", "h2-2025", 714523, 5.83, 0.98, "not_stated"),
    ("TikTok", "h1-2026", 1081646, 5.6, 12.3, "not_stated"),
    ("X", "h2-2025", 402010, 3, 1, "acted"),
    ("X", "h1-2026", 492493, 2.3167, 0.9667, "acted"),
    ("Facebook", "h2-2025", 788745, 14.8, 11.7, "acted"),
    ("Facebook", "h1-2026", 942504, 3.2, 19.2, "acted"),
    ("Instagram", "h2-2025", 353997, 48.18, 10.71, "acted"),
    ("Snapchat", "h2-2025", 6564, 72, 5, "all"),
)


@pytest.mark.parametrize(("name", "period", "n", "median", "flagger", "rule"), REPORTS)
def test_the_medians_of_the_harmonised_reports_stand_as_published(
    name: str, period: str, n: int, median: float, flagger: float, rule: str
) -> None:
    every = FIGURES[f"dsa-{name.lower()}-{period}"]
    trusted = FIGURES[f"dsa-{name.lower()}-{period}-trusted"]
    assert (every.n, every.value, trusted.value) == (n, median, flagger)
    for each in (every, trusted):
        assert (each.unit, each.clock, each.denominator) == ("h", "notice", rule)
    assert (every.reporter, trusted.reporter) == ("", "trusted_flagger")


# SCIENCE.md, E.2, the column "NCII rows".
@pytest.mark.parametrize(
    ("name", "n", "median"),
    [
        ("dsa-tiktok-h2-2025-intimate-images", 51453, 12.67),
        ("dsa-tiktok-h1-2026-intimate-images", 63059, 12.6),
        ("dsa-x-h2-2025-intimate-images", 1944, 5),
        ("dsa-x-h2-2025-intimate-deepfakes", 1544, 4),
        ("dsa-x-h2-2025-intimate-images-of-women", 757, 4),
        ("dsa-x-h1-2026-intimate-images", 2926, 7.03),
        ("dsa-x-h1-2026-intimate-deepfakes", 2732, 5.27),
        ("dsa-x-h1-2026-intimate-deepfakes-of-women", 1860, 6.88),
        ("dsa-snapchat-h2-2025-intimate-images", 278, 23),
        ("dsa-snapchat-h2-2025-intimate-deepfakes", 5, 91),
    ],
)
def test_the_medians_for_intimate_images_stand_as_published(
    name: str, n: int, median: float
) -> None:
    assert (FIGURES[name].n, FIGURES[name].value) == (n, median)


def test_the_counts_of_one_quarter_add_up_to_their_sum() -> None:
    # SCIENCE.md, E.1: six platforms, October to December 2024; the sum and the weighted mean were computed.
    six = [FIGURES[f"mean-lag-q4-2024-{name}"] for name in ("tiktok", "facebook", "instagram")]
    six += [FIGURES[f"mean-lag-q4-2024-{name}"] for name in ("youtube", "x", "linkedin")]
    total = sum(each.n or 0 for each in six)
    assert total == FIGURES["statements-q4-2024-all"].value == 513_825_587
    mean = sum((each.n or 0) * (each.value or 0) for each in six) / total
    assert mean == pytest.approx(FIGURES["mean-lag-q4-2024-all"].value, abs=5e-4)


def test_intervals_that_were_computed_are_those_of_their_counts() -> None:
    # SCIENCE.md, E.5: Wilson 86.7-100 % and 0-13.3 %; n = 25, z = 1.959964.
    z = 1.959963984540054
    edge = 100 * z * z / (25 + z * z)
    every, none = FIGURES["audit-copyright"], FIGURES["audit-nonconsent"]
    assert every.low == pytest.approx(100 - edge, abs=0.05)
    assert none.high == pytest.approx(edge, abs=0.05)
    assert (none.low, every.high) == (0, 100)
    assert beta.ppf(0.975, 1, 25) * 100 == pytest.approx(13.7, abs=0.05)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"id": "Not Small"}, "id"),
        ({"clock": "sunrise"}, "clock"),
        ({"denominator": ""}, "denominator"),
        ({"ends": "vanished"}, "ends"),
        ({"tag": "M"}, "tag"),
        ({"topic": "other"}, "topic"),
        ({"unit": ""}, "unit"),
        ({"source": " "}, "source"),
        ({"value": "three"}, "value"),
        ({"value": ""}, "value"),
        ({"low": "9"}, "low"),
        ({"statistic": "share", "unit": "%", "value": "101"}, "value"),
        ({"hours": "0"}, "hours"),
        ({"checked_on": "yesterday"}, "checked_on"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(
    change: dict[str, str], column: str
) -> None:
    row = ROWS["dsa-x-h2-2025"]
    assert of(row).value == 3
    with pytest.raises(WrongRow, match=f"column '{column}'") as caught:
        of(row | change)
    assert caught.value.column == column


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = tmp_path / FILE
    lines = (REFERENCE / FILE).read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join((*lines[:2], lines[1])), encoding="utf-8")
    with pytest.raises(WrongRow, match="an id of its own"):
        read(path)


def _figure(**change: str) -> Published:
    return of(ROWS["dsa-x-h2-2025"] | change)


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({}, (3.0, 50.0)),
        ({"unit": "days"}, (72.0, 50.0)),
        ({"unit": "min", "value": "30"}, (0.5, 50.0)),
        ({"unit": "years"}, None),
        ({"statistic": "mean"}, None),
        ({"statistic": "share", "unit": "%", "hours": "48"}, (48.0, 3.0)),
        ({"statistic": "share-up", "unit": "%", "hours": "48"}, (48.0, 97.0)),
        ({"statistic": "share", "unit": "%"}, None),
        ({"statistic": "share", "unit": "%", "hours": "48", "value": "", "low": "3"}, None),
    ],
)
def test_only_a_median_and_a_share_by_a_time_have_a_place_on_a_curve_of_shares(
    change: dict[str, str], point: tuple[float, float] | None
) -> None:
    assert _figure(**change).point == point


@pytest.mark.parametrize(
    ("change", "amount"),
    [
        ({}, "3 h"),
        ({"low": "2", "high": "4"}, "3 h (95 % interval: 2 to 4 h)"),
        ({"value": "", "low": "2", "high": "4"}, "2 to 4 h"),
        ({"value": "", "low": "90", "unit": "%"}, "at least 90 %"),
        ({"value": "", "high": "90", "unit": "%"}, "at most 90 %"),
        ({"value": "353120000", "unit": "statements"}, "353,120,000 statements"),
    ],
)
def test_an_amount_is_told_as_it_was_published(change: dict[str, str], amount: str) -> None:
    assert _figure(**change).amount == amount


def test_norms_are_found_under_every_spelling_of_a_platform() -> None:
    assert known_as("twitter") == known_as("X (formerly Twitter)") == "X"
    assert known_as("Chirp") == "Chirp"
    assert reported_norms("Twitter") == reported_norms("X") != ()
    assert reported_norms("Chirp") == ()
    for each in reported_norms("X"):
        assert (each.platform, each.clock, each.statistic) == ("X", "notice", "median")


def test_of_a_figure_for_several_periods_the_last_one_stands() -> None:
    found = {each.id for each in newest(reported_norms("X"))}
    assert "dsa-x-h1-2026" in found
    assert "dsa-x-h2-2025" not in found
    assert "dsa-x-h2-2025-intimate-images-of-women" in found
