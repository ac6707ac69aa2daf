"""How often do the 95 % intervals hold the truth? Episodes, logs and databases with a planted truth, many times over.

    python benchmarks/coverage.py [--draws 200] [--copies 1000] [--only NAME]...

`make coverage` runs this file, and `make coverage ONLY=NAME` only the scenarios whose name, measure or metric holds NAME;
the other rows of COVERAGE.md stay as recorded in COVERAGE.json, each with its day and the version of its method. The tests
run the same scenarios smaller. A scenario is one entry of SCENARIOS; its draws are in a coverage_*.py beside this file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import coverage_channels as channels
from benchmarks import coverage_databases as databases
from benchmarks import coverage_fades as fades
from benchmarks import coverage_logs as logs
from benchmarks import coverage_pages as captured
from benchmarks import coverage_phases as phased
from benchmarks import coverage_tails as tails
from benchmarks import coverage_windows as downloaded
from benchmarks.coverage_episodes import OF_EPISODES, WAVES, series_cases
from benchmarks.coverage_table import Case, Row, page, record, recorded, rows, updated
from ripplemark.measures import MEASURES

HERE = Path(__file__).parent
KEPT, TARGET = HERE / "COVERAGE.json", HERE / "COVERAGE.md"
LEAST = 0.85
METHODS = {each.name: each.method_version for each in MEASURES}


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is drawn and asked.

    ``of`` each measure's metric; ``cases`` from a number of draws and of bootstrap copies; ``least``: the share of few draws
    that must be covered, lower where an interval is known to be too narrow and the product's words say so.
    """

    name: str
    of: Mapping[str, str]
    cases: Callable[[int, int], Iterator[Mapping[str, Case]]]
    least: float = LEAST

    def rows(self, draws: int, copies: int) -> list[Row]:
        """Its rows, measured now."""
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        return [
            replace(row, metric=metric, method=METHODS[metric], measured=today)
            for row in rows(self.name, self.cases(draws, copies))
            for metric in (self.of[row.measure],)
        ]

    def about(self, words: Sequence[str]) -> bool:
        """Whether any of the words stands in its name, its measures or their metrics; always without words."""
        said = "\n".join((self.name, *self.of, *self.of.values())).lower()
        return not words or any(word.lower() in said for word in words)


def _plainly(
    name: str,
    of: Mapping[str, str],
    function: Callable[..., Iterator[Mapping[str, Case]]],
    *about: object,
    least: float = LEAST,
) -> Scenario:
    """A scenario whose answers need no number of copies."""

    def cases(draws: int, _: int) -> Iterator[Mapping[str, Case]]:
        return function(*about, draws)

    return Scenario(name, of, cases, least)


SCENARIOS = (
    *(Scenario(wave.name, OF_EPISODES, partial(series_cases, wave)) for wave in WAVES),
    *(
        Scenario(f"phases: {wave.name}", phased.OF_PHASES, partial(phased.phase_cases, wave))
        for wave in phased.PHASED
    ),
    *(_plainly(desk.name, logs.OF_LOGS, logs.desk_cases, desk) for desk in logs.DESKS),
    *(
        _plainly(f"{desk.name}; uploaders too", logs.OF_CAUSES, logs.rival_cases, desk)
        for desk in logs.DESKS
    ),
    *(
        _plainly(f"{one.name}; {other.name}", logs.OF_GROUPS, logs.difference_cases, one, other)
        for one, other in logs.COMPARED
    ),
    _plainly(logs.POLLED.name, logs.OF_LOOKS, logs.look_cases, logs.POLLED),
    *(
        _plainly(
            f"{2 * each} uploaders in two groups", logs.OF_UPLOADERS, logs.uploader_cases, each
        )
        for each in logs.UPLOADERS
    ),
    *(
        _plainly(
            f"{items} items with views, skew {skew:g}",
            databases.OF_VIEWS,
            databases.view_cases,
            items,
            skew,
        )
        for items, skew in databases.VIEWED
    ),
    *(
        _plainly(f"{n} contents with copies", databases.OF_COPIES, databases.copy_cases, n)
        for n in databases.CONTENTS
    ),
    *(
        _plainly(f"{days} days of decisions", databases.OF_DECISIONS, cases, days, after)
        for days, after in databases.ARCHIVES
        for cases in (databases.decision_cases,)
    ),
    *(
        _plainly(
            f"{days} days of decisions, to the minute", databases.OF_MINUTES, cases, days, after
        )
        for days, after in databases.ARCHIVES
        for cases in (databases.minute_cases,)
    ),
    *(
        _plainly(f"{days} days of finds", databases.OF_MIX, databases.mix_cases, days)
        for days, _ in databases.ARCHIVES
    ),
    _plainly("300 posts with notes", databases.OF_NOTES, databases.note_cases, 300, 0.0),
    _plainly(
        "300 posts with notes, one moment in twenty unknown",
        databases.OF_LOST,
        databases.note_cases,
        300,
        0.05,
    ),
    _plainly(logs.DAYS.name, logs.OF_DAYS, logs.day_cases, logs.DAYS),
    *(
        _plainly(f"pages of {each} searches", captured.OF_PAGES, captured.page_cases, each)
        for each in captured.SEARCHES
    ),
    *(
        _plainly(f"stays of {each} results", captured.OF_STAYS, captured.stay_cases, each)
        for each in captured.RESULTS
    ),
    _plainly("a correction in 30 searches", captured.OF_ARRIVALS, captured.arrival_cases, 30),
    _plainly("60 requests to an engine", captured.OF_DELISTINGS, captured.delisting_cases, 60),
    _plainly("80 results coded twice", captured.OF_CODERS, captured.coder_cases, 80),
    *(
        Scenario(f"a fade: {fade.name}", fades.OF_FADES, partial(fades.fade_cases, fade))
        for fade in fades.FADES
    ),
    *(
        _plainly(f"growth: {growth.name}", fades.OF_GROWTH, fades.growth_cases, growth)
        for growth in fades.GROWTHS
    ),
    *(
        Scenario(each.name, downloaded.OF_WINDOWS, partial(downloaded.window_cases, each))
        for each in downloaded.DOWNLOADS
    ),
    _plainly(downloaded.APART.name, downloaded.OF_LONG, downloaded.long_cases),
    _plainly("a shared term", downloaded.OF_ANCHORS, downloaded.anchor_cases),
    *(
        Scenario(f"a late part: {fade.name}", tails.OF_TAILS, partial(tails.tail_cases, fade))
        for fade in tails.TAILS
    ),
    *(
        _plainly(
            f"a tail per {nominal}, exponent {exponent:g}",
            tails.OF_EXPONENTS,
            tails.exponent_cases,
            exponent,
            nominal,
        )
        for exponent, nominal in tails.EXPONENTS
    ),
    _plainly(
        "a search index mostly below 1, exponent 1.2", tails.OF_EXPONENTS, tails.bounded_cases, 1.2
    ),
    *(
        _plainly(f"a level that {shift.name}", tails.OF_LEVELS, tails.level_cases, shift)
        for shift in tails.SHIFTS
    ),
    *(
        Scenario(f"a last return: {fade.name}", tails.OF_RETURNS, partial(tails.since_cases, fade))
        for fade in tails.RETURNING
    ),
    *(
        _plainly(f"an anniversary, {times:g} times", tails.OF_YEARS, tails.year_cases, times)
        for times in (1.0, 1.5)
    ),
    *(
        Scenario(f"two waves: {fade.name}", fades.OF_RETURNS, partial(fades.return_cases, fade))
        for fade in fades.AGAIN
    ),
    *(
        Scenario(
            f"two channels; {wave.name}",
            channels.OF_CHANNELS,
            partial(channels.channel_cases, wave),
        )
        for wave in channels.CHANNELS
    ),
    *(
        Scenario(
            f"{bins} {nominal}s of two channels that follow the same shocks",
            channels.OF_CHANGES,
            partial(channels.change_cases, nominal, bins, lag),
        )
        for nominal, bins, lag in channels.CHANGED
    ),
    *(
        _plainly(f"{n} incidents, some checked", channels.OF_CHECKED, channels.checked_cases, n)
        for n in channels.WATCHED
    ),
    *(
        Scenario(
            f"{bins} bins of uneven amounts",
            channels.OF_UNEVEN,
            partial(channels.uneven_cases, bins),
        )
        for bins in channels.UNEVEN
    ),
    *(
        _plainly(
            f"a daily power law, exponent {exponent:g}" + (", after a slow rise" if rise else ""),
            channels.OF_RELAXED,
            channels.relaxed_cases,
            exponent,
            height,
            rise,
        )
        for exponent, height, rise in channels.RELAXED
    ),
    Scenario("two memories", channels.OF_MEMORIES, channels.memory_cases, least=0.75),
    *(
        _plainly(
            f"hourly counts, each drawing {ratio:g}",
            channels.OF_BRED,
            channels.bred_cases,
            rate,
            ratio,
            bins,
            least=0.8,  # like any autoregression, it is read somewhat low
        )
        for rate, ratio, bins in channels.BRED
    ),
    _plainly(
        "a daily stretched exponential",
        channels.OF_STRETCHED,
        channels.stretched_cases,
        channels.STRETCHED_DAYS,
    ),
)


def main() -> None:
    """Run what was asked for, and write COVERAGE.json and COVERAGE.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=200)
    options.add_argument("--copies", type=int, default=1000)
    options.add_argument("--only", action="append", default=[], metavar="NAME")
    chosen = options.parse_args()
    began, order = time.monotonic(), [each.name for each in SCENARIOS]
    for each in SCENARIOS:
        if each.about(chosen.only):
            now = each.rows(chosen.draws, chosen.copies)
            record(KEPT, updated(recorded(KEPT), now, order))
            sys.stderr.write(f"{time.monotonic() - began:6.0f} s  {each.name}\n")
    TARGET.write_text(page(recorded(KEPT), METHODS, order), encoding="utf-8")


if __name__ == "__main__":
    main()
