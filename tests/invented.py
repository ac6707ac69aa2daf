"""Invented files as people have them: a search-interest download and a German takedown log."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

FIRST, PEAK = date(2025, 8, 20), 62


def trends() -> bytes:
    """120 daily bins in Google Trends' layout: flat near 7, a peak of 100 on 21 October 2025, then a decay."""
    rows = ["Category: All categories", "", "Day,invented rumour: (Germany)"]
    for k in range(120):
        after = k - PEAK
        excess = 93 * math.exp(-after / 3.2) if after >= 0 else (40 if after == -1 else 0)
        rows.append(f"{FIRST + timedelta(days=k)},{round(7 + excess) + (k % 3 - 1) * (after != 0)}")
    return ("\n".join(rows) + "\n").encode()


def takedown_log(rows: int = 40) -> bytes:
    """A log in Berlin wall time across the end of summer time; row 5 falls into the hour that occurs twice.

    Every fifth item is still up at the last look on 10 November 2025.
    """
    lines = ["Link;Plattform;Gemeldet am;Entfernt am;Ergebnis;Zuletzt geprüft"]
    for k in range(rows):
        sent = datetime(2025, 10, 25, 20, 5) + timedelta(minutes=97 * k)  # noqa: DTZ001 - wall time
        if sent.date() == date(2025, 10, 26) and sent.hour == 2:
            sent = sent.replace(minute=30)
        ended = sent + timedelta(minutes=155 + 173 * k)
        if ended.date() == date(2025, 10, 26) and ended.hour == 2:
            ended += timedelta(hours=1)
        up = k % 5 == 4
        gone = "" if up else f"{ended:%d.%m.%Y %H:%M}"
        word = "noch online" if up else "entfernt"
        lines.append(
            f"https://example.org/{k};Plattform A;{sent:%d.%m.%Y %H:%M};{gone};{word};10.11.2025 18:05"
        )
    return ("\n".join(lines) + "\n").encode("cp1252")
