"""What can be set on a page, in the page's words: labels, help, choices. A test walks every registered figure against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ripplemark.figures.comparing import comparable, durations
from ripplemark.figures.norms import with_norms
from ripplemark.figures.published import TOPIC, known
from ripplemark.figures.search_sensitivity import METRICS as OF_SEARCHES
from ripplemark.figures.sensitivity import METRICS
from ripplemark.figures.thresholds import RULES, value_words
from ripplemark.gate.words import EVENTS
from ripplemark.measures import named as measure_named
from ripplemark.measures.checking import CHECKS
from ripplemark.measures.phases import PHASE_RULE
from ripplemark.measures.thresholds import FALL_RULE, LATE_RULE
from ripplemark.wording import CHANNELS, CLOCKS

BY = "by"
"""The name of the split in the address."""

OUTCOMES = {
    "removed": "removed by the platform",
    "uploader": "taken down by the uploader",
    "account": "account gone",
    "geo": "blocked in some countries",
    "partial": "partly removed",
    "label": "labelled",
    "demotion": "shown less",
    "private": "made private",
    "delisted": "delisted",
    "refused": "refused",
    "up": "still up",
    "unknown": "gone, nobody knows why",
}
"""Outcomes in words."""


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting on a page: its label, what it does, its choices in words, and what stands there while nothing is chosen."""

    label: str
    help: str
    choices: Mapping[str, str] = field(default_factory=dict)
    nothing: str = "as the data allow"


_DAYS = "A day in the incident's home zone. Leave it empty for all that is stored."

SETTINGS: Mapping[str, SettingWords] = {
    "from": SettingWords("From", _DAYS),
    "to": SettingWords("Up to (not included)", _DAYS),
    "view": SettingWords(
        "Show",
        "The episode reaches from shortly before it began until it is mostly over. A period that you choose goes first.",
        {"episode": "the episode around the peak", "all": "all that is stored"},
    ),
    "clock": SettingWords(
        "Time is counted from",
        "The moment at which a lag starts. While nothing is chosen: the notice where it is known, else the first request, "
        "else posting.",
        CLOCKS,
    ),
    "gone": SettingWords(
        "Counts as gone",
        "Which outcomes count as gone. Any other outcome ends the watch without counting.",
        OUTCOMES,
        "choose at least one",
    ),
    "at": SettingWords(
        "Steps, in hours",
        "Up to six numbers with commas between them, such as 24, 48, 168: the steps of the squares and of the curve. The "
        "headlines tell the middle one.",
    ),
    "hours": SettingWords(
        "Within so many hours",
        "Every share on this page is of items that were gone within so many hours: in the headlines, the squares, the curve "
        "and the groups. Steps are put around it.",
    ),
    "horizon": SettingWords(
        "Copies within so many hours",
        "A new copy counts where it went up within so many hours of a removal of the same original.",
    ),
    "within": SettingWords(
        "Attention is counted for",
        "From the onset on. The engagement half-life grows with it, and the share before a check falls. A length of your own: type "
        "days, or hours as '36 h'.",
        nothing="each figure's own time",
    ),
    "checks": SettingWords(
        "Counts as a check",
        "Which kinds of event count as a check; the first of them on record is taken. A denial, or what a court decides, never does.",
        {each: EVENTS[each] for each in CHECKS},
        "choose at least one",
    ),
    "of": SettingWords(
        "Attention",
        "All of it, or only what lies above the usual level before the onset.",
        {"all": "all", "excess": "above the usual level"},
    ),
    "rule": SettingWords(
        "The onset is told",
        "Which rule tells the onset that is marked. Peak, half-lives and every other number rest on the onset by the threshold.",
        RULES,
    ),
    "event": SettingWords(
        "Before and after",
        "The first event of this kind on record splits the items: those whose clock started before it, and after it.",
        EVENTS,
        "the first policy or legal event",
    ),
    "split": SettingWords(
        "Or a day of your own",
        "Items whose clock started on this day or later are compared with those before.",
    ),
    "order": SettingWords(
        "Order of the groups",
        "Groups are never put in the order of their lags: their clocks and their items may differ.",
        {"name": "by name", "items": "most items first"},
    ),
    "series": SettingWords(
        "Series",
        "Which series is shown. The main series is chosen further down.",
        {},
        "main series",
    ),
    "since": SettingWords(
        "The stretch begins on",
        "A day in the incident's home zone. Or select the stretch in the picture of attention.",
        nothing="the onset",
    ),
    "until": SettingWords(
        "The stretch ends before", "The day after its last one.", nothing="after the peak"
    ),
    "metric": SettingWords(
        "Number",
        "Whose thresholds are varied, each alone, over its plausible range.",
        {each: measure_named(each).title for each in (*METRICS, *OF_SEARCHES)},
    ),
    **{
        each.name: SettingWords(
            f"{each.plausible.called}{f', in {each.plausible.unit}s' if each.plausible.unit else ''}",
            f"{each.about[:1].upper()}{each.about[1:]}. Default: {value_words(each, each.default)}.",
            nothing=each.plausible.unset,
        )
        for each in (*FALL_RULE, *LATE_RULE, *PHASE_RULE)
        if each.plausible is not None
    },
    "channel": SettingWords(
        "Channel", "Only series of this kind of place.", CHANNELS, "every channel"
    ),
    "scale": SettingWords(
        "Heights",
        "How series of different size are compared. Heights of different units never add up.",
        {
            "own": "each from 0 to its own highest value",
            "peak": "each as a share of its peak",
        },
    ),
    "judgement": SettingWords(
        "Boundaries of phases",
        "Where somebody set by judgement when a phase begins, that time counts in place of the estimated one, and is marked.",
        {"used": "as set by judgement, where they are", "left-out": "estimated ones only"},
    ),
    "incidents": SettingWords(
        "Incidents",
        "Which incidents are compared. While none is chosen: all of them, or of very many those to which data were added last.",
        {},
        "all incidents",
    ),
    "align": SettingWords(
        "Common moment",
        "What stands at 0 in each incident. One without that moment is left out, and the page says so.",
        {
            "peak": "the peak",
            "onset": "the onset",
            "check": "the first published check",
            "calendar": "none: by the calendar",
        },
    ),
    "heights": SettingWords(
        "Heights of curves",
        "Heights of different units stand each on a scale of their own and never add up.",
        {
            "peak": "as a share of each one's own peak",
            "absolute": "as they were counted",
            "excess": "above the usual level",
        },
    ),
    "axis": SettingWords(
        "Scale",
        "On a logarithmic scale equal steps are equal ratios; nought has no place on it.",
        {"linear": "linear", "log": "logarithmic"},
    ),
    "days": SettingWords(
        "Days after it",
        "How many days after the common moment are drawn.",
        {},
        "until most is over",
    ),
    "measures": SettingWords(
        "Measures",
        "Which measures stand beside one another. Rows are in the order of the first one, those without it last.",
        {each.name: each.title for each in comparable()},
        "choose at least one",
    ),
    "sort": SettingWords(
        "Order of rows",
        "Rows are in the order of this measure, those without it last. A measure of items puts none before another: their "
        "clocks and items differ.",
        {"incident": "by code word", **{each.name: each.title for each in comparable()}},
        "by the first measure",
    ),
    "duration": SettingWords(
        "Which time",
        "Whose share of incidents is drawn over time; of the time to the first check, those never checked count as watched so long.",
        {each.name: each.title for each in durations()},
    ),
    "stayed": SettingWords(
        "How long it stayed",
        "What stands upward against the height of the peak: a time, or what was left of the peak.",
        {
            "return-to-baseline": "days until back in the usual range",
            "residual-interest": "what was left around day 90",
        },
    ),
    "measure": SettingWords(
        "Figure",
        "Which figure of each day is shown for every platform.",
        {
            "decisions": "decisions",
            "intimate": "decisions about intimate images",
            "deepfakes": "decisions about intimate deepfakes",
            "lag": "mean lag from content to decision",
            "detection": "share found by machines",
            "decision": "share decided by machines alone",
            "accounts": "share about accounts",
        },
    ),
    "platform": SettingWords(
        "Platform",
        "Whose figures are shown one below another; while none is chosen, those of the platform with the most decisions.",
        {},
        "most decisions",
    ),
    "dataset": SettingWords(
        "Dataset",
        "Figures of different datasets are never added up.",
        {"bundled": "comes with Ripplemark"},
        "comes with Ripplemark",
    ),
    "content": SettingWords(
        "Content",
        "Which content the figures of your own norms are of. Keywords are optional in the EU's database, so a selection misses "
        "what has none; the figures say how much.",
        {
            "all": "all",
            "intimate": "intimate images, by keyword",
            "intimate-wide": "intimate images, by keyword or category",
        },
    ),
    "denominator": SettingWords(
        "Shares are",
        "Whose share. Many platforms leave out notices on which they did not act; such a figure stands beside an incident's "
        "share of those acted on only. Both numbers are told whichever is chosen.",
        {"all": "of all requests", "acted": "of those acted on only"},
    ),
    "norm": SettingWords(
        "Platform",
        "Whose published figures, and which of this incident's items: those on that platform.",
        {each: each for each in with_norms()},
        "most items",
    ),
    "engine": SettingWords("Search engine", "Only result pages of this one.", {}, "every engine"),
    "query": SettingWords(
        "Search",
        "Only result pages of this search. What was searched for is stored as an alias; its words are on your own screen alone.",
        {},
        "every search",
    ),
    "locale": SettingWords(
        "Language and country", "Only result pages of searches made so.", {}, "all"
    ),
    "device": SettingWords("Device", "Only result pages as this device was shown them.", {}, "all"),
    "k": SettingWords("Places", "How many results of a page are looked at, from the first on."),
    "coders": SettingWords(
        "Whose word counts",
        "What a result does with the story is a person's judgement. Where two people coded, their agreement is told below.",
        {
            "decided": "the deciding column, else what coders agree on",
            "first": "the first coder's",
            "second": "the second coder's",
            "agreed": "only what both agree on",
        },
    ),
    "weighting": SettingWords(
        "Places count",
        "How much each place of a page counts in a share. The choice can change a share several-fold; it stands in the words.",
        {
            "uniform": "all alike",
            "patience": "the first more: p to the power of place - 1",
            "logarithmic": "the first more: 1 / log2(place + 1)",
            "reciprocal": "the first most: 1 / place",
        },
        "choose at least one",
    ),
    "p": SettingWords(
        "Patience p",
        "How likely somebody goes on from one place to the next, above 0 and below 1.",
    ),
    "sent": SettingWords(
        "Requests",
        "Which requests count. One to a platform takes away the content, not the result.",
        {"engine": "to the search engine itself", "any": "to anybody, platforms included"},
    ),
    "stance": SettingWords(
        "Results",
        "Whose stay on the first page is counted.",
        {
            "incident": "that tell the story",
            "correction": "that correct it",
            "neutral": "that speak of it and do neither",
            "other": "about something else",
        },
        "all results",
    ),
    "published": SettingWords(
        "Published figures",
        "Those that you choose are taken to be about the same kind of content as this incident. A figure is drawn only where "
        "its clock, its unit and its denominator are those of the picture; the others are listed with the reason.",
        {each.id: each.named for each in known() if each.topic == TOPIC},
        "the latest of each",
    ),
}
"""Every setting of every figure, by its name in the address."""

SPOKEN = SettingWords(
    "Words in",
    "Headlines and subtitles that somebody wrote in this language stand in place of the computed ones; all others stay in "
    "English.",
)
"""The language of edited words."""

SPLIT = SettingWords(
    "Split by",
    "One line for each group. Items that say nothing about it are a group of their own.",
    {
        "dataset": "dataset",
        "platform": "platform",
        "outcome": "what became of it",
        "spell": "first time up, second, ...",
        "notice_kind": "who reported it",
        "detection": "how it was found",
        "automated_detection": "found by a machine or not",
        "automated_decision": "decided by a machine or not",
        "ground": "ground that was given",
        "category": "category",
        "keywords": "keywords",
        "content_type": "kind of content",
        "language": "language",
        "region": "region",
    },
    "platform",
)
"""The columns that may split a figure."""
