"""Invented files as people have them: a search-interest download and a German takedown log."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

FIRST, PEAK = date(2025, 8, 20), 62


def trends(first: date = FIRST, others: tuple[str, ...] = ()) -> bytes:
    """120 daily bins in Google Trends' layout: flat near 7, a peak of 100 on day 62, then a decay.

    By default the peak is on 21 October 2025; ``others`` are further terms of the same file, hardly searched for.
    """
    terms = ("invented rumour", *others)
    head = ",".join(f"{each}: (Germany)" for each in terms)
    rows = ["Category: All categories", "", f"Day,{head}"]
    for k in range(120):
        after = k - PEAK
        excess = 93 * math.exp(-after / 3.2) if after >= 0 else (40 if after == -1 else 0)
        value = round(7 + excess) + (k % 3 - 1) * (after != 0)
        rest = "".join(f",{(k + n) % 3}" for n in range(len(others)))
        rows.append(f"{first + timedelta(days=k)},{value}{rest}")
    return ("\n".join(rows) + "\n").encode()


BEGIN = datetime(2025, 10, 25, 20, 5)  # noqa: DTZ001 - wall time


def takedown_log(
    rows: int = 40, begin: datetime = BEGIN, platforms: tuple[str, ...] = ("Plattform A",)
) -> bytes:
    """A log in Berlin wall time across the end of summer time; row 5 falls into the hour that occurs twice.

    Every fifth item is still up at the last look, 16 days less two hours after ``begin``: by default on 10 November
    2025. Items lie on ``platforms`` by turns.
    """
    lines = ["Link;Plattform;Gemeldet am;Entfernt am;Ergebnis;Zuletzt geprüft"]
    look = begin + timedelta(days=16, hours=-2)
    for k in range(rows):
        sent = begin + timedelta(minutes=97 * k)
        if sent.date() == date(2025, 10, 26) and sent.hour == 2:
            sent = sent.replace(minute=30)
        ended = sent + timedelta(minutes=155 + 173 * k)
        if ended.date() == date(2025, 10, 26) and ended.hour == 2:
            ended += timedelta(hours=1)
        up = k % 5 == 4
        gone = "" if up else f"{ended:%d.%m.%Y %H:%M}"
        word = "noch online" if up else "entfernt"
        lines.append(
            f"https://example.org/{k};{platforms[k % len(platforms)]};{sent:%d.%m.%Y %H:%M};{gone};{word};{look:%d.%m.%Y %H:%M}"
        )
    return ("\n".join(lines) + "\n").encode("cp1252")
