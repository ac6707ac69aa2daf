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
from ripplemark.readers.google_trends import GoogleTrends
from ripplemark.readers.takedown_log import TakedownLog

READERS: tuple[type[Reader], ...] = (
    CanonicalAttention,
    CanonicalModeration,
    CanonicalRequests,
    CanonicalEvents,
    CanonicalIncidents,
    CanonicalSearchResults,
    CanonicalPlatformTotals,
    GoogleTrends,
    TakedownLog,
)
"""Every source format, the strictest first."""
