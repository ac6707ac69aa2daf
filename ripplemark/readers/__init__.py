"""Source formats: READERS says which there are, in the order in which equal claims on a file are settled."""

from __future__ import annotations

from ripplemark.readers.base import Reader
from ripplemark.readers.canonical import (
    CanonicalAttention,
    CanonicalEvents,
    CanonicalIncidents,
    CanonicalModeration,
    CanonicalPlatformTotals,
    CanonicalRequests,
    CanonicalSearchResults,
)
from ripplemark.readers.community_notes import CommunityNotes
from ripplemark.readers.dsa_daily_statistics import DsaDailyStatistics
from ripplemark.readers.dsa_statements import DsaStatements
from ripplemark.readers.gdelt_timeline import GdeltTimeline
from ripplemark.readers.gdelt_tv import GdeltTv
from ripplemark.readers.google_government_removals import GoogleGovernmentRemovals
from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.readers.google_trends_regions import GoogleTrendsRegions
from ripplemark.readers.mediacloud_counts import MediacloudCounts
from ripplemark.readers.mediacloud_sentences import MediacloudSentences
from ripplemark.readers.mediacloud_stories import MediacloudStories
from ripplemark.readers.pytrends import Pytrends
from ripplemark.readers.takedown_log import TakedownLog
from ripplemark.readers.websearcher import WebSearcher
from ripplemark.readers.wikimedia_pageviews import WikimediaPageviews

READERS: tuple[type[Reader], ...] = (
    CanonicalAttention,
    CanonicalModeration,
    CanonicalRequests,
    CanonicalEvents,
    CanonicalIncidents,
    CanonicalSearchResults,
    CanonicalPlatformTotals,
    DsaStatements,
    DsaDailyStatistics,
    CommunityNotes,
    WebSearcher,
    GdeltTimeline,
    GdeltTv,
    GoogleGovernmentRemovals,
    MediacloudStories,
    MediacloudSentences,
    MediacloudCounts,
    WikimediaPageviews,
    Pytrends,
    GoogleTrendsRegions,
    GoogleTrends,
    TakedownLog,
)
"""Every source format, the strictest first."""
