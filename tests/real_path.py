"""What the fixtures ``storing`` and ``asking`` are: rows in by ``add``, numbers out by ``measure``."""

from __future__ import annotations

from collections.abc import Callable

from ripplemark.ingest import Report
from ripplemark.result import Estimate

Storing = Callable[..., Report]
Asking = Callable[..., list[Estimate]]
