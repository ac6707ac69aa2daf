"""One file of every format, as a person has it, and what the Data page must say of it before it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, expect

from ripplemark.readers import READERS

SHARED = Path(__file__).parents[3] / "shared" / "data"
GOLDEN = Path(__file__).parents[1] / "readers"


@dataclass(frozen=True, slots=True)
class Case:
    """A file of a format: how many rows come of it, the sentences said of it, and the answers that it asks for.

    ``answers`` goes from words of a question to the answer: a text to write, or the beginning of a choice.
    """

    format: str
    path: Path
    rows: int
    says: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name under which it is given: a golden file's says its format."""
        real = self.path.is_relative_to(SHARED)
        return self.path.name if real else f"{self.format}{self.path.suffix}"

    @property
    def title(self) -> str:
        """What the page calls the format."""
        return next(each.title for each in READERS if each.name == self.format)

    def is_understood(self, frame: Locator) -> None:
        """The frame says what it is, and all that must be known of it, once its questions are answered."""
        expect(frame).to_contain_text(f"{self.title}. Recognised by its content: ")
        for question, answer in self.answers.items():
            _answer(frame, question, answer)
        expect(frame).to_contain_text(f"{self.rows:,} row{'s' if self.rows > 1 else ''} would be")
        for sentence in self.says:
            expect(frame).to_contain_text(sentence)


def _answer(frame: Locator, question: str, answer: str) -> None:
    """Write into the line of a question, or press one of its choices."""
    asked = re.compile(re.escape(question))
    line = frame.get_by_role("textbox", name=asked)
    choice = frame.get_by_role("radiogroup", name=asked).get_by_text(answer)
    expect(line.or_(choice)).to_be_visible()
    if line.count():
        line.fill(answer)
        line.press("Enter")
    else:
        choice.click()


HURRICANES = (
    Case(
        "google_trends",
        SHARED / "google_trends/maria_daily_en/multiTimeline.csv",
        399,
        (
            "133 rows read, 399 rows would be stored, 3 series.",
            "From 1 July 2017 to 10 November 2017.",
            "Each file is scaled to its own maximum of 100",
            "329 values are 0: below Google's privacy threshold, not a measured zero.",
        ),
    ),
    Case(
        "gdelt_tv",
        SHARED / "gdelt_tv/fivethirtyeight/tv_hurricanes.csv",
        148,
        (
            "37 rows read, 148 rows would be stored, 4 series.",
            "From 20 August 2017 to 25 September 2017.",
            "Nothing but the values, percentages to four decimals, says that this is television coverage.",
            "The Television Explorer counts by days and hours of UTC.",
        ),
    ),
    Case(
        "mediacloud_counts",
        SHARED / "mediacloud/fivethirtyeight/mediacloud_hurricanes.csv",
        152,
        (
            "38 rows read, 152 rows would be stored, 4 series.",
            "From 20 August 2017 to 26 September 2017.",
            "The file does not say which query was counted in which collection of outlets.",
            "A story that matches several queries is counted under each: do not add the columns up.",
        ),
    ),
)
"""Three sources of one event."""
READ_AND_WRITTEN = (
    Case(
        "wikimedia_pageviews",
        SHARED / "wikimedia/main_page/pageviews-20150701-20210906.csv",
        2260,
        (
            "From 1 July 2015 to 6 September 2021.",
            "does not say which project",
            "Page views are counted by days and months of UTC.",
        ),
    ),
    Case(
        "gdelt_timeline",
        SHARED / "transcribed/gdelt_timelinevol_yen_intervention_2024-04_2024-05.csv",
        61,
        (
            "From 1 April 2024 to 31 May 2024.",
            "Lines above the header are not GDELT's own: somebody added them to the file.",
            "not a number of articles",
            "GDELT's file does not say what was searched for",
        ),
        {"When was this file downloaded?": "2024-06-10"},
    ),
    Case(
        "mediacloud_stories",
        SHARED / "mediacloud/hantavirus_2026/mc-onlinenews-mediacloud-20260507155422-content.csv",
        34,
        (
            "2,093 rows read",
            "From 3 April 2026 to 6 May 2026.",
            "2,093 stories were counted by day of publication. No title, link or outlet is stored.",
            "418 stories repeat the title of another one",
            "31 stories were found before the day began",
        ),
    ),
    Case(
        "google_trends_regions",
        SHARED / "google_trends/steven_universe_en/geoMap.csv",
        250,
        (
            "250 rows read",
            "From 5 June 2014 to 5 June 2019.",
            "189 values are empty: too few searches for Google to show one.",
        ),
        {"Does the day or the month come first": "The month comes first"},
    ),
)
"""Views, articles and stories of three other things, and one by place."""
SMALL = (
    Case(
        "canonical_attention",
        GOLDEN / "canonical_attention/input/plain.csv",
        3,
        ("its header has the column names of the template", "On 1 March 2025."),
    ),
    Case(
        "pytrends",
        GOLDEN / "pytrends/input/weekly.csv",
        6,
        (
            "3 rows read, 6 rows would be stored, 2 series.",
            "From 3 March 2024 to 17 March 2024.",
            "pytrends does not write for which place the searches were asked: note it.",
            "They are marked '~'. (line 4)",
        ),
    ),
    Case(
        "mediacloud_sentences",
        GOLDEN / "mediacloud_sentences/input/mediacloud-sentence-counts-lantern.csv",
        3,
        (
            "From 17 September 2017 to 23 September 2017.",
            "Sentences were counted, not stories",
            "Each value is the sum of 3 days",
        ),
    ),
)
"""Formats of counts of which no real file is at hand, given at once."""
LOGS = (
    Case(
        "takedown_log",
        GOLDEN / "takedown_log/input/english_items.csv",
        8,
        (
            "7 rows read",
            "From 23 October 2025 to 10 November 2025.",
            "Without link or id, each an item of its own: 1 row.",
            "The answered last look was used for 1 row still up.",
        ),
        {"When was the last look?": "2025-11-10"},
    ),
    Case(
        "canonical_moderation",
        GOLDEN / "canonical_moderation/input/plain.csv",
        4,
        ("4 rows read", "From 1 March 2025 to 9 March 2025."),
        {"last looked at": "2025-03-09"},
    ),
    Case(
        "canonical_requests",
        GOLDEN / "canonical_requests/input/plain.csv",
        3,
        ("3 rows read", "From 1 March 2025 to 9 March 2025."),
        {"last looked at": "2025-03-09"},
    ),
)
"""What became of items, each log an incident of its own."""
BESIDE = (
    Case(
        "canonical_events",
        GOLDEN / "canonical_events/input/plain.csv",
        2,
        ("From 1 March 2025 to 3 March 2025.",),
    ),
    Case(
        "canonical_incidents",
        GOLDEN / "canonical_incidents/input/plain.csv",
        1,
        ("its header has the column names of the template",),
    ),
    Case(
        "canonical_search_results",
        GOLDEN / "canonical_search_results/input/plain.csv",
        2,
        ("On 1 March 2025.",),
    ),
)
"""What stands beside attention and items, given at once."""
RESULT_PAGE = Case(
    "websearcher",
    SHARED / "serp/websearcher/sky_blue_a_7049404a2dd6.json",
    21,
    (
        "24 rows read",
        "On 3 November 2025.",
        "A result page is what one visitor was shown at one place and moment",
        "Left out: 3 blocks without a link",
    ),
    {
        "The page does not say when it was captured.": "2025-11-03T18:00",
        "does not say what was searched for.": "why is the sky blue",
    },
)
NORMS = (
    Case(
        "dsa_statements",
        SHARED / "dsa_sor/search_export_2023-09-27/statements-of-reason.csv",
        83,
        (
            "1,000 rows read",
            "From 20 August 2022 to 27 September 2023.",
            "no share of content that was removed can be formed",
            "3 of 1,000 statements about accounts",
        ),
    ),
    Case(
        "community_notes",
        SHARED / "community_notes/noteStatusHistory-00000.tsv",
        36118,
        (
            "From 23 January 2021 to 8 August 2022.",
            "never whether a post stayed up",
            "Shown as helpful: 1,247 notes, 381 of them at a known moment.",
            "487 of them rated not helpful first, which is no label.",
            "Shown as helpful without any time of it: 866 notes.",
        ),
    ),
    Case(
        "google_government_removals",
        SHARED / "google_removals/google-government-removal-requests.csv",
        8327,
        (
            "1,776 rows read",
            "From 1 January 2019 to 1 January 2022.",
            "How long Google took to answer is not in it.",
            "(NA is Namibia)",
            "2 rows have no territory code",
        ),
    ),
    Case(
        "dsa_daily_statistics",
        SHARED / "dsa_sor/DERIVED_daily_12_platforms.csv",
        35488,
        (
            "8,872 rows read",
            "From 25 September 2023 to 10 January 2026.",
            "Mean lags are over decisions of every kind",
            "no series of categories or keywords continues across it",
        ),
    ),
)
"""Files about platforms: norms, never an incident's."""
OWN_TOTALS = Case(
    "canonical_platform_totals",
    GOLDEN / "canonical_platform_totals/input/plain.csv",
    2,
    ("its header has the column names of the template", "On 1 January 2025."),
)
CASES = (
    *HURRICANES,
    *READ_AND_WRITTEN,
    *SMALL,
    *LOGS,
    *BESIDE,
    RESULT_PAGE,
    *NORMS,
    OWN_TOTALS,
)
"""Every file that the tests give; one of each format."""
