"""Logs of items by incident: each is one case that figures of moderation must tell right."""

from __future__ import annotations

import random

from planted import item, items, row

_DRAWN = random.Random(4)


def _day(apart: int) -> str:
    return row(
        posted_at="2025-03-01",
        down_at=f"2025-03-0{1 + apart}",
        outcome="removed",
        time_precision="day",
    )


ROWS = {
    "FORTY": [
        *(item(f"{_DRAWN.expovariate(1 / 35) + 0.5:.2f}", "YouTube") for _ in range(32)),
        *(item(f"{300 + k}+", "YouTube") for k in range(8)),
    ],
    "SMALL": [
        *items([f"{5 + k}" for k in range(20)], "YouTube"),
        *items(["40", "50", "90+"], "Chirp"),
        *items(["10", "20", *["30"] * 5, "95+"], "Murmur"),
    ],
    "ONE": [item("5")],
    "UP": items([f"{100 + k}+" for k in range(12)]),
    "AT-ONCE": items(["1"] * 15),
    "DAYS": [
        *(_day(apart) for apart in (0, 1, 2, 5) for _ in range(10)),
        *[row(posted_at="2025-03-01", outcome="up", observed_until="2025-03-20")] * 5,
    ],
    "BACKWARDS": [row(notice_at=10, down_at=2, outcome="removed")],
    "OTHERWISE": [
        *items(["5"] * 20),
        *(row(notice_at=0, down_at=30, outcome="uploader", observed_until=90) for _ in range(6)),
        *items(["10+"] * 4),
    ],
    "LOST": items(["5"] * 10 + ["10+"] * 5 + ["30"] * 10 + ["200+"] * 5),
    "OTHERWISE-TWO": [
        *items(["5"] * 10, "YouTube"),
        *items(["5"] * 10, "Chirp"),
        *(
            row(platform=p, notice_at=0, down_at=30, outcome="uploader")
            for p in ("YouTube", "Chirp") * 2
        ),
        row(platform="Chirp", notice_at=0, down_at=31, outcome="uploader"),
    ],
    "GROUPS": [item("5", f"Platform {k}") for k in range(35) for _ in range(2 if k < 30 else 1)],
    "MANY": [item(str(1 + k), n=500) for k in range(32)] + [item("900+", n=4000)],
}
