"""The canonical tables: what a row is, and each column's kind, unit, meaning and accepted values.

Templates, checks, the stored Parquet columns and the documentation are all read from here. A *kind* says how a cell is
read and stored:

========  ==========================================  ============================================
kind      in a file                                    stored as
========  ==========================================  ============================================
clock     a moment, day or interval (DESIGN 3)         two instants, ``<name>_lo`` and ``<name>_hi``
instant   a moment; a day is its start                 TIMESTAMPTZ
number    a decimal                                    DOUBLE
count     a whole number, never negative               BIGINT
flag      yes/no, true/false, 1/0                      BOOLEAN
choice    one of ``choices``                           VARCHAR
code      an incident code                             VARCHAR
word      a short machine word (platform, language)    VARCHAR
zone      a time zone, such as Europe/Berlin           VARCHAR
identity  a link, handle or id                         VARCHAR, a keyed hash
alias     a search term, title or label                VARCHAR, an alias whose name lies in the vault
========  ==========================================  ============================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "clock",
    "instant",
    "number",
    "count",
    "flag",
    "choice",
    "code",
    "word",
    "zone",
    "identity",
    "alias",
]

CODE_PATTERN = r"^[A-Z][A-Z0-9-]{0,15}$"
"""What an incident code looks like."""

WORD_PATTERN = r"^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._+()&'-]{0,39}$"
"""What a short word (a platform, a language, a region) may look like: no link, handle or sentence fits."""

ZONE_PATTERN = r"^[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z0-9_+-]{1,30}){0,2}$"
"""What a time zone's name looks like in the zone database."""

_STORED: dict[Kind, str] = {
    "clock": "TIMESTAMP WITH TIME ZONE",
    "instant": "TIMESTAMP WITH TIME ZONE",
    "number": "DOUBLE",
    "count": "BIGINT",
    "flag": "BOOLEAN",
    "choice": "VARCHAR",
    "code": "VARCHAR",
    "word": "VARCHAR",
    "zone": "VARCHAR",
    "identity": "VARCHAR",
    "alias": "VARCHAR",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical column as it stands in a file: its kind, unit, meaning and accepted values."""

    name: str
    kind: Kind
    about: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    signed: bool = False

    @property
    def stored(self) -> tuple[tuple[str, str], ...]:
        """The Parquet columns of this field, as (name, DuckDB type); a clock is two."""
        of = _STORED[self.kind]
        if self.kind == "clock":
            return ((f"{self.name}_lo", of), (f"{self.name}_hi", of))
        return ((self.name, of),)


@dataclass(frozen=True, slots=True)
class Table:
    """A canonical table: its name, what one row is, its fields in order, and how it is sorted for pruning."""

    name: str
    about: str
    fields: tuple[Field, ...]
    sort: tuple[str, ...]

    @property
    def stored(self) -> tuple[tuple[str, str], ...]:
        """Every Parquet column in order, as (name, DuckDB type)."""
        return tuple(column for field in self.fields for column in field.stored)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names of the canonical CSV, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file is not this table."""
        return tuple(field.name for field in self.fields if field.required)

    def field(self, name: str) -> Field:
        """The field of this name; KeyError where the table has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


CHANNELS = ("niche", "social", "video", "messaging", "search", "news", "encyclopedia", "fact_check")
COUNT_METRICS = ("posts", "mentions", "views", "stories", "engagements")
RELATIVE_METRICS = ("search_index", "coverage_share")
"""Per cent of a file's own maximum, or of all that the source watched: these count nothing and cannot be added up."""
METRICS = (*COUNT_METRICS, *RELATIVE_METRICS)
OUTCOMES = (
    "removed",
    "uploader",
    "account",
    "geo",
    "partial",
    "label",
    "demotion",
    "private",
    "delisted",
    "refused",
    "up",
    "unknown",
)
ENDS = ("removed", "uploader", "account", "private", "unknown")
"""Outcomes after which an item cannot be seen where it was; with the others it is still up."""
NOTICE_KINDS = ("user", "trusted_flagger", "authority", "rights_holder", "lawyer", "other")
INCIDENT_KINDS = (
    "rumour",
    "alleged_leak",
    "intimate_image",
    "deepfake",
    "viral_story",
    "other",
)
VERDICTS = ("authentic", "manipulated", "fabricated", "unverified", "not_stated")
SENSITIVITIES = ("ordinary", "sensitive", "highly_sensitive")

_INCIDENT = Field("incident", "code", "code word of the incident; never a name")
_PLATFORM = Field(
    "platform", "word", "where it was: the platform's name in the file's own spelling"
)
_LANGUAGE = Field("language", "word", "language of the content, ISO 639 where known")
_REGION = Field("region", "word", "place or territory, as the source names it")
_LINE = Field("source_line", "count", "line or sheet row in the user's own file")

ATTENTION = Table(
    "attention",
    "one bin of one series of attention",
    (
        _INCIDENT,
        Field(
            "series", "alias", "what was counted: a search term, a title, a query, or a schema word"
        ),
        Field("channel", "choice", "kind of place the attention was in", choices=CHANNELS),
        _PLATFORM,
        Field(
            "metric",
            "choice",
            "what one unit of the value is",
            choices=METRICS,
        ),
        _REGION,
        _LANGUAGE,
        Field("bin_start", "instant", "when the bin begins", required=True),
        Field("bin_width", "word", "length of the bin, ISO 8601 (PT1H, P1D, P7D, P1M)"),
        Field(
            "value",
            "number",
            "attention in the bin; empty where the collector has nothing, 0 where it looked and found none",
            required=True,
        ),
        Field(
            "bound",
            "choice",
            "'<' the value is an upper bound, '~' the bin is partial",
            choices=("<", "~"),
        ),
    ),
    ("incident", "series", "bin_start"),
)

MODERATION = Table(
    "moderation",
    "one item and spell: a piece of content and what became of it",
    (
        _INCIDENT,
        Field("platform", "word", "where the item was", required=True),
        Field("item", "identity", "link or id of the item"),
        Field("spell", "count", "1 for the first time up, 2, 3 ... after it came back"),
        Field("copy_of", "identity", "link or id of the item that this one copies"),
        Field("uploader", "identity", "who put it up"),
        Field("posted_at", "clock", "when the item went up"),
        Field("entered_at", "clock", "first moment at which it could have been observed"),
        Field("notice_at", "clock", "when the platform was told"),
        Field("notice_kind", "choice", "who told the platform", choices=NOTICE_KINDS),
        Field("label_at", "clock", "when a label or note was first shown"),
        Field("label_end_at", "clock", "when the label or note was withdrawn"),
        Field("last_up_at", "clock", "last moment at which it was seen up"),
        Field("down_at", "clock", "when it ended"),
        Field("outcome", "choice", "what became of it", choices=OUTCOMES),
        Field("observed_until", "clock", "last look at the item"),
        Field(
            "time_precision",
            "choice",
            "coarsens the row's clocks",
            choices=("second", "minute", "hour", "day"),
        ),
        Field(
            "detection",
            "choice",
            "what led the platform to it",
            choices=("notice", "trusted_flagger", "authority", "own_initiative", "other"),
        ),
        Field("automated_detection", "flag", "found by a machine"),
        Field("automated_decision", "word", "decided by a machine: fully, partially, not"),
        Field("ground", "word", "illegal or incompatible with the terms"),
        Field("category", "word", "category of the content or of the breach"),
        Field("keywords", "word", "the category's keywords"),
        Field("content_type", "word", "image, video, text ..."),
        _LANGUAGE,
        _REGION,
        Field("views", "count", "views at the last look", unit="views"),
        Field("n", "count", "how many items this row stands for; empty means 1", unit="items"),
        _LINE,
    ),
    ("incident", "platform", "notice_at_lo"),
)

REQUESTS = Table(
    "requests",
    "one request to a platform about one item",
    (
        _INCIDENT,
        _PLATFORM,
        Field("item", "identity", "link or id of the item"),
        Field("round", "count", "1 for the first request about the item, 2, 3 ..."),
        Field("sent_at", "clock", "when the request was sent", required=True),
        Field("received_at", "clock", "when the platform confirmed receipt"),
        Field("by", "choice", "who asked", choices=NOTICE_KINDS),
        Field("route", "word", "how: form, e-mail, letter ..."),
        Field("kind", "word", "on what ground"),
        Field(
            "answer",
            "choice",
            "what the platform answered",
            choices=("accepted", "partly", "refused", "received", "none", "other"),
        ),
        Field("answered_at", "clock", "when it answered"),
        Field("outcome", "choice", "what became of the item after this request", choices=OUTCOMES),
        Field("outcome_at", "clock", "when that happened"),
        Field("up_again_at", "clock", "when it was up again"),
        Field("last_checked", "clock", "last look at the item"),
        _LINE,
    ),
    ("incident", "platform", "sent_at_lo"),
)

EVENTS = Table(
    "events",
    "one dated event of an incident",
    (
        _INCIDENT,
        Field("time", "clock", "when it happened, or began", required=True),
        Field("time_end", "clock", "when it ended"),
        Field(
            "kind",
            "choice",
            "what kind of event",
            choices=(
                "first_seen",
                "official_denial",
                "fact_check",
                "platform_label",
                "note_shown",
                "correction",
                "court",
                "policy_change",
                "other",
            ),
            required=True,
        ),
        Field("label", "alias", "what to call it on a chart"),
        Field("source", "alias", "who says so"),
        Field("credibility", "word", "how sure: confirmed, likely, reported"),
    ),
    ("incident", "time_lo"),
)

INCIDENTS = Table(
    "incidents",
    "one incident, under its code word",
    (
        Field("incident", "code", "code word of the incident; never a name", required=True),
        Field("label", "alias", "the owner's own name for it"),
        Field("kind", "choice", "what kind of incident", choices=INCIDENT_KINDS),
        Field("verdict", "choice", "what was found; not stated unless said", choices=VERDICTS),
        Field("sensitivity", "choice", "how careful to be", choices=SENSITIVITIES),
        Field("home_zone", "zone", "time zone of axes, headlines, day bins and deadlines"),
        _REGION,
        Field("started_at", "clock", "when it is said to have begun"),
        Field("notes", "alias", "the owner's own notes"),
    ),
    ("incident",),
)

STANCES = ("incident", "correction", "neutral", "other")
"""What a search result does with the story: tells it, corrects it, speaks of it without either, is about something else."""

SEARCH_RESULTS = Table(
    "search_results",
    "one result at one rank of one captured result page",
    (
        _INCIDENT,
        Field("engine", "word", "search engine"),
        Field("query", "alias", "what was searched for"),
        Field("locale", "word", "language and country of the search"),
        Field("device", "word", "desktop, phone ..."),
        Field("captured_at", "clock", "when the page was captured", required=True),
        Field("rank", "count", "1 is the first result", required=True),
        Field("url", "identity", "link of the result", required=True),
        Field(
            "domain",
            "choice",
            "class of the site",
            choices=(
                "news",
                "social",
                "video",
                "forum",
                "encyclopedia",
                "fact_check",
                "search",
                "other",
            ),
        ),
        Field(
            "stance",
            "choice",
            "what the result does with the story",
            choices=STANCES,
        ),
        Field("stance_1", "choice", "what the first coder says it does", choices=STANCES),
        Field("stance_2", "choice", "what the second coder says it does", choices=STANCES),
        _LINE,
    ),
    ("incident", "engine", "captured_at_lo", "rank"),
)

PLATFORM_TOTALS = Table(
    "platform_totals",
    "one platform's own figure for one period",
    (
        Field("platform", "word", "whose figure", required=True),
        Field("period_start", "instant", "first moment of the period", required=True),
        Field("period_end", "instant", "first moment after the period"),
        Field("category", "word", "category of the content"),
        Field("keywords", "word", "the category's keywords"),
        Field("ground", "word", "illegal or incompatible with the terms"),
        Field("detection", "word", "what led the platform to it"),
        Field("metric", "word", "what was counted or averaged", required=True),
        Field("value", "number", "the figure", signed=True),
        Field("low", "number", "its lowest", signed=True),
        Field("high", "number", "its highest", signed=True),
        Field("negative", "count", "how many were negative and left out"),
        Field("n", "count", "how many cases the figure covers"),
    ),
    ("platform", "period_start"),
)

TABLES: tuple[Table, ...] = (
    ATTENTION,
    MODERATION,
    REQUESTS,
    EVENTS,
    INCIDENTS,
    SEARCH_RESULTS,
    PLATFORM_TOTALS,
)


def table(name: str) -> Table:
    """The canonical table of this name; KeyError where there is none."""
    for each in TABLES:
        if each.name == name:
            return each
    raise KeyError(name)
