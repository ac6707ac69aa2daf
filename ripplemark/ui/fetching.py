"""Which files answer which question, where they are to be had, and with which settings they should be downloaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from ripplemark.readers import READERS
from ripplemark.ui.frame import plain


@dataclass(frozen=True, slots=True)
class Source:
    """A file worth having: the format that reads it, the tables that it fills, what it answers, how to get it."""

    format: str
    tables: tuple[str, ...]
    answers: str
    how: str

    @property
    def title(self) -> str:
        """The format's own title."""
        return next(each.title for each in READERS if each.name == self.format)

    @property
    def leaves_out(self) -> str:
        """What the file does not tell, as its reader has it."""
        return next(each.leaves_out for each in READERS if each.name == self.format)


SOURCES: tuple[Source, ...] = (
    Source(
        "google_trends",
        ("attention",),
        "How interest in searches rose, peaked and faded, and how long it lasted.",
        "On trends.google.com, Explore: one search term; the country that the incident belongs to; a custom range from "
        "four weeks before it began until today. Download 'Interest over time' as CSV. For the first days take a second "
        "file of at most seven days: it comes by the hour. Each file keeps its own scale.",
    ),
    Source(
        "pytrends",
        ("attention",),
        "How interest in searches rose and faded, where a script fetched it.",
        "In Python, with the package pytrends: interest_over_time().to_csv(). Ask for one keyword at a time and note the "
        "place: the file does not say it.",
    ),
    Source(
        "google_trends_regions",
        (),  # attention, but by place: it answers no question about when or how long
        "Where a term had the largest share of searches. It says nothing about when.",
        "On trends.google.com, Explore: one search term and a custom range. Download 'Interest by region' as CSV "
        "(geoMap.csv).",
    ),
    Source(
        "wikimedia_pageviews",
        ("attention",),
        "How many views the article about it had, day by day, and how long people went on reading it up.",
        "On pageviews.wmcloud.org: the project (the Wikipedia of the language that matters), the article, daily dates from four "
        "weeks before it began until yesterday, and the agent 'User', which leaves out crawlers. Download as CSV. Note the "
        "project, the platform and the agent: the file does not keep them.",
    ),
    Source(
        "gdelt_timeline",
        ("attention",),
        "How much online news all over the world wrote about it, by day or by quarter of an hour, since 2017.",
        "GDELT's DOC 2.0 API, in the browser's address line: query=..., mode=timelinevolraw for numbers of articles or "
        "mode=timelinevol for their share, format=csv, and startdatetime and enddatetime. Wait five seconds between two "
        "requests, and note the query and the day of the download.",
    ),
    Source(
        "gdelt_tv",
        ("attention",),
        "How much of what was said on television news was about it, by network.",
        "On GDELT's Television Explorer: the words, the networks, and the dates; export the timeline of volume as CSV. Note "
        "the query and the networks.",
    ),
    Source(
        "dsa_statements",
        ("moderation",),
        "What platforms decided in the EU on a day, and how long after posting: the norm beside an incident.",
        "On transparency.dsa.ec.europa.eu, Explore data, Download: one platform and one day, the light version where you need "
        "no free texts. Add the zip as it is; it is never unpacked. Its search page gives the newest 1,000 statements of a "
        "search as CSV. Very large days can be added from the command line.",
    ),
    Source(
        "dsa_daily_statistics",
        ("platform_totals",),
        "How many decisions platforms reported to the EU day by day, with their mean lag and automation.",
        "The daily statistics of a dozen platforms come with Ripplemark. For others: the database's own aggregates of a day "
        "(aggregates-<day>.csv), or the statistics of the package shantay, written as CSV.",
    ),
    Source(
        "takedown_log",
        ("moderation", "requests"),
        "How long items stayed up after a request, how many were never acted on, how often somebody had to ask again.",
        "Your own log of requests, as a spreadsheet or CSV: one row for each item or for each request, with the "
        "platform, when it was asked, when it went down, what became of it, and the last look at it. Columns may have "
        "names in English, German, French or Spanish. Or fill in a template of the Data page.",
    ),
    Source(
        "mediacloud_counts",
        ("attention",),
        "How many news stories there were on each day, and how fast the press took it up and let it go.",
        "On search.mediacloud.org (free account): your query, the collection of outlets that fits the place, a range from "
        "four weeks before it began until today. Under Attention Over Time download the CSV (counts). Note the query and "
        "the collection: the file does not say them.",
    ),
    Source(
        "mediacloud_stories",
        ("attention",),
        "How many news stories each day had, from the list of all of them, and how many repeat a title.",
        "On search.mediacloud.org: the same search, and download all URLs (content). Stories are counted by their day and "
        "nothing else of them is stored.",
    ),
    Source(
        "mediacloud_sentences",
        ("attention",),
        "How often the press wrote about older incidents, in sentences for every few days.",
        "Only from your own files of 2017 and before (mediacloud-sentence-counts-....csv): Media Cloud no longer makes them.",
    ),
    Source(
        "canonical_attention",
        ("attention",),
        "How posts, views, mentions or stories rose and fell on any channel.",
        "For any other count by hour, day or week (page views, stories from a media database, posts from an analysis): "
        "fill in a template of the Data page, one row for each bin, with its channel and its unit.",
    ),
    Source(
        "canonical_events",
        ("events",),
        "What happened when: first seen, denial, first published check, label, court.",
        "Fill in a template of the Data page: one row for each event, with its time and its kind. Events cross every lane of the "
        "incident's picture, and say how much attention had been spent before the first published check.",
    ),
    Source(
        "websearcher",
        ("search_results",),
        "Which links a search engine showed for a query, in which order, and how long they stayed there.",
        "Parsed pages of the Python package WebSearcher: parsed.json, with searches.json as the second file, which says what "
        "was searched for and when. Capture the same query at the same place every day, from now on.",
    ),
    Source(
        "community_notes",
        ("moderation",),
        "On X: how long it took until a note was shown on posts that got one, and how many never got one.",
        "On x.com, Community Notes, Download data: noteStatusHistory, and the file of notes as the second file, which "
        "says which post each note is about. The whole of it is a norm for the platform; with a list of an incident's posts "
        "only their notes are read.",
    ),
    Source(
        "google_government_removals",
        ("platform_totals",),
        "How often governments asked Google to remove content, for what reason, and what it did: by country and half-year.",
        "On transparencyreport.google.com, Government requests to remove content: Download data. It is about Google as a "
        "whole and never part of an incident.",
    ),
)
"""Every file that answers a question, in the order in which they are worth fetching."""


def sources(tables: Iterable[str] | None = None) -> None:
    """The files that fill these tables; all of them by default."""
    wanted = None if tables is None else set(tables)
    for each in SOURCES:
        if wanted is not None and not wanted & set(each.tables):
            continue
        st.markdown(f"**{plain(each.title)}.** {plain(each.answers)}")
        st.markdown(plain(each.how))
        st.caption(f"It does not tell: {plain(each.leaves_out)}")
