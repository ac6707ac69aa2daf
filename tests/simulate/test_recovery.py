"""The measures find in the bundled archive what was planted there, within their intervals, about as often as they say."""

from __future__ import annotations

from collections import Counter

import pytest
from recovery import Held

from ripplemark.measures import MEASURES

OVERALL, EACH = 0.92, 0.78
"""Least share covered: of all numbers, and of each metric's (which are few, and not independent of one another)."""
FEWEST = 20
LOOSE = 1.5
"""By no more than this factor may a truth lie outside of its range."""


def test_intervals_cover_what_was_planted_about_as_often_as_they_say(answers: list[Held]) -> None:
    ranged = [each for each in answers if each.verdict in ("covered", "missed")]
    covered = sum(each.verdict == "covered" for each in ranged)
    assert len(ranged) > 400
    assert OVERALL <= covered / len(ranged) < 0.995, _missed(answers)


def test_no_metric_misses_much_more_than_it_should(answers: list[Held]) -> None:
    counted = Counter((each.metric, each.verdict) for each in answers)
    ranged = {
        metric: (counted[metric, "covered"], counted[metric, "missed"])
        for metric in {each.metric for each in answers}
    }
    shares = {m: hit / (hit + off) for m, (hit, off) in ranged.items() if hit + off >= FEWEST}
    assert len(shares) > 5
    assert {metric: share for metric, share in shares.items() if share < EACH} == {}, _missed(
        answers
    )


def test_what_is_missed_is_not_missed_by_much(answers: list[Held]) -> None:
    far = [each for each in answers if each.verdict == "missed" and each.factor > LOOSE]
    assert far == [], _missed(far)


def test_a_share_within_a_deadline_allows_for_items_that_nobody_could_find(
    answers: list[Held],
) -> None:
    late = [
        each
        for each in answers
        if (each.key, each.metric) == ("found-by-machine", "within-deadline")
    ]
    assert len(late) == 3
    assert {each.verdict for each in late} == {"covered"}, _missed(late)


def test_there_is_a_number_where_the_truth_has_one_and_none_where_it_has_none(
    answers: list[Held],
) -> None:
    # A return that lies near the end of a series may be past it in the drawn one.
    wrong = [each for each in answers if each.verdict == "wrongly refused"]
    assert len(wrong) <= 0.01 * len(answers), [(each.key, each.name) for each in wrong]
    assert {each.metric for each in wrong} <= {"return-to-baseline"}
    refused = Counter(each.key for each in answers if each.verdict == "refused")
    assert {"hardly-anything", "all-still-up"} <= set(refused)


@pytest.mark.parametrize(
    ("metric", "least"),
    [("requests-needed", 12), ("exposure-before-removal", 25), ("reupload-ratio", 15)],
)
def test_counts_are_exactly_those_that_were_drawn(
    answers: list[Held], metric: str, least: int
) -> None:
    verdicts = [each.verdict for each in answers if each.metric == metric]
    assert len(verdicts) >= least
    assert set(verdicts) == {"counted"}


def test_shares_by_who_found_it_are_exactly_those_that_were_drawn(answers: list[Held]) -> None:
    found = [each for each in answers if each.metric == "detection-mix"]
    assert len(found) >= 10
    assert [each.estimate.value for each in found] == pytest.approx([each.truth for each in found])
    assert {each.verdict for each in found} == {"covered"}


@pytest.mark.parametrize(
    ("key", "order"),
    [
        ("niche-first", ("niche", "messaging", "social", "news")),
        ("mainstream-first", ("news", "social", "video", "niche")),
    ],
)
def test_channels_begin_in_the_order_in_which_they_were_planted(
    answers: list[Held], key: str, order: tuple[str, ...]
) -> None:
    onsets = {
        each.channel: str(each.estimate.value)
        for each in answers
        if each.key == key and each.metric == "onset"
    }
    assert [onsets[channel] for channel in order] == sorted(onsets[channel] for channel in order)
    assert len({onsets[channel] for channel in order}) == len(order)


SOURCES_OWN = {"reported-decisions", "reported-lag", "reported-automation", "reported-accounts"}
"""Sums of figures that platforms reported: nothing is estimated. test_platform_archive.py holds them against their source."""

OF_DATABASES = {"actioned-lag", "notes-shown"}
"""Of databases of decisions and of notes, not of an incident's log: planted in test_actioned.py, test_notes_shown.py and
benchmarks/coverage.py."""

OF_A_MODEL = {"harm-averted"}
"""Reads nothing from an archive: its inputs are settings. Held against the published model in test_harm.py."""

OF_THE_LABORATORY = {
    "concentration",
    "relaxation-class",
    "collective-memory",
    "branching-ratio",
    "decay-laws",
}
"""Of processes that the bundled archive does not hold: planted in test_laboratory_measures.py and benchmarks/coverage.py."""

OF_FADES = {"doubling-time", "fitted-half-life", "engagement-half-life", "resurgences", "phases"}
"""Planted with a law of their own, without the daily and weekly cycle of the bundled archive: benchmarks/coverage_fades.py and
benchmarks/coverage_phases.py."""


OF_PAGES = {
    "serp-incident-share",
    "serp-correction-share",
    "time-to-correction",
    "url-survival",
    "rank-overlap",
    "serp-first-place",
    "delisting-lag",
    "coder-agreement",
}
"""Of pages of results: shares held against what was drawn in test_result_pages_truth.py, the others in
test_delisting_and_coders.py and benchmarks/coverage_pages.py."""

OF_LATE_INTEREST = {
    "interest-now",
    "new-baseline",
    "tail-mass",
    "tail-exponent",
    "anniversaries",
    "time-since-return",
}
"""Of series longer than the bundled archive's: planted in test_late_levels.py and benchmarks/coverage_tails.py."""

OF_DOWNLOADS = {"stitched-series", "anchored-terms"}
"""Of overlapping downloads of one term: planted in test_joined_windows.py and benchmarks/coverage_windows.py."""


def test_every_metric_that_exists_is_held_against_a_planted_number(answers: list[Held]) -> None:
    elsewhere = SOURCES_OWN | OF_DATABASES | OF_A_MODEL | OF_THE_LABORATORY | OF_FADES | OF_PAGES
    elsewhere |= OF_LATE_INTEREST | OF_DOWNLOADS
    assert {each.metric for each in answers} == {each.name for each in MEASURES} - elsewhere


def _missed(answers: list[Held]) -> str:
    return "\n".join(
        f"{each.key} {each.channel} {each.name} {each.settings}: planted {each.truth}, "
        f"found {each.estimate.value} [{each.estimate.low}, {each.estimate.high}]"
        for each in answers
        if each.verdict == "missed"
    )
