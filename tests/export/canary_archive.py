"""An archive whose files were full of canaries, stored by the command line on a machine whose names are canaries too."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
from canary import WORDS

from ripplemark.archive import Archive
from ripplemark.ingest.incidents import decide_value
from ripplemark.measures.deciding_rules import decide_rule

ROOT = Path(__file__).parents[2]
INCIDENT = "LANTERN"
SMALL = ("kleinplatz9eins", "kleinplatz9zwei", "kleinplatz9nische")
"""Platforms that hold two and three items, and one that holds none but has a series: never named in public."""

MACHINE = {"USER": WORDS[0], "LOGNAME": WORDS[1], "USERNAME": WORDS[2]}
_DAYS = [date(2025, 8, 20) + timedelta(days=k) for k in range(120)]
_PEAK = 62


@dataclass(frozen=True, slots=True)
class Planted:
    """Where the archive and the vault are, what the commands said, and the files that were read."""

    archive: Path
    vault: Path
    home: Path
    done: list[subprocess.CompletedProcess[bytes]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """One command on that machine."""
        places = {
            "HOME": str(self.home),
            "RIPPLEMARK_ARCHIVE": str(self.archive),
            "RIPPLEMARK_VAULT": str(self.vault),
        }
        path = {"PATH": "/usr/bin:/bin:/usr/local/bin", "LANG": "C.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-m", "ripplemark", *words],
            cwd=ROOT,
            env={**path, **MACHINE, **places},
            capture_output=True,
            timeout=300,
            check=False,
        )
        self.done.append(done)
        return done

    def add(self, texts: dict[str, str], *options: str) -> None:
        """Store files under this incident, in one command; the test stops where one is not stored."""
        for name, text in texts.items():
            self.files.append(self.home / name)
            self.files[-1].write_text(text, encoding="utf-8")
        said = self.run("add", *map(str, self.files), "--incident", INCIDENT, *options)
        assert said.returncode == 0, said.stderr.decode()

    def add_norms(self, texts: dict[str, str]) -> None:
        """Store files of platform scope, of no incident; the test stops where one is not stored."""
        for name, text in texts.items():
            self.files.append(self.home / name)
            self.files[-1].write_text(text, encoding="utf-8")
            done = self.run("add", str(self.files[-1]), "--scope", "platform", "--title", WORDS[2])
            assert done.returncode == 0, done.stderr.decode()

    def decide(self, key: str, value: str) -> None:
        """One decision about the incident."""
        archive = Archive(self.archive)
        archive.decide(INCIDENT, key, decide_value(archive, INCIDENT, key, value))

    def choose_main_series(self) -> None:
        """One series of each channel, by its alias, as a person would."""
        asked = "SELECT channel, min(series) AS series FROM attention GROUP BY channel"
        for row in json.loads(self.run("query", asked, "--json").stdout):
            self.decide(f"main.{row['channel']}", row["series"])

    def digests(self) -> list[bytes]:
        """The raw hash of every file that was read."""
        return [hashlib.sha256(path.read_bytes()).digest() for path in self.files]

    def identities(self) -> set[str]:
        """Every keyed hash that is stored: of items, copies, uploaders, links."""
        found: set[str] = set()
        for path in self.archive.rglob("*.parquet"):
            table = pq.read_table(path)
            for name in {"item", "copy_of", "uploader", "url"} & set(table.column_names):
                found |= {value for value in table.column(name).to_pylist() if value}
        return found


def plant(top: Path) -> Planted:
    """Make the incident and store every kind of file; each was full of canaries."""
    home = top / WORDS[4] / WORDS[1]
    home.mkdir(parents=True)
    made = Planted(top / "archive", top / "vault", home)
    made.add(
        {
            f"{WORDS[0]}.csv": trends(),
            f"{WORDS[2]} later.csv": trends(40),
            f"{WORDS[1]} attention.csv": attention(),
            f"{WORDS[2]}.csv": moderation(),
            f"{WORDS[3]}.csv": requests(),
            f"{WORDS[4]} events.csv": events(),
            f"{WORDS[0]} incidents.csv": incidents(),
            f"{WORDS[1]} results.csv": results(),
        },
        *("--tz", "Europe/Berlin", "--title", WORDS[2], "--keep", "uploader"),
        *("--answer", "rejects=skip", "--answer", "last-look=2025-11-10"),
        *("--source", f"https://data.example.org/{WORDS[0]}?q={WORDS[1]}"),
    )
    made.add_norms({f"{WORDS[3]} norms.csv": decisions(), f"{WORDS[4]} notes.tsv": notes()})
    made.choose_main_series()
    for key, value in (
        ("home_zone", "Europe/Berlin"),
        ("verdict", "fabricated"),
        ("kind", "alleged_leak"),
    ):
        made.decide(key, value)
    decide_rule(Archive(made.archive), INCIDENT, "deadlines.us-take-it-down", "on")
    return made


def _csv(rows: list[list[object]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _level(k: int) -> int:
    after = k - _PEAK
    return round(
        7 + (93 * math.exp(-after / 3.2) if after >= 0 else 0) + (k % 3 - 1) * (after != 0)
    )


def trends(later: int = 0) -> str:
    """Searches for what nobody may read, from a later day on where one is given, so that two downloads overlap."""
    days = [_DAYS[0] + timedelta(days=later + k) for k in range(len(_DAYS))]
    head = ["Category: All categories", "", f"Day,{WORDS[0]}: (Germany),{WORDS[2]}: (Germany)"]
    return (
        "\n".join(
            head
            + [f"{day},{_level(k)},{_level(k) // 2}" for k, day in enumerate(days, start=later)]
        )
        + "\n"
    )


def attention() -> str:
    """Four channels, one of them on a small platform, under names that nobody may read."""
    rows: list[list[object]] = [
        ["bin_start", "bin_width", "value", "series", "channel", "platform", "metric", WORDS[4]]
    ]
    for channel, platform, metric, shift, word in (
        ("niche", SMALL[2], "posts", 2, WORDS[1]),
        ("social", "TikTok", "posts", 1, WORDS[3]),
        ("news", "Media Cloud", "stories", 0, WORDS[4]),
        ("encyclopedia", "Wikipedia", "views", 1, WORDS[2]),
    ):
        for k, day in enumerate(_DAYS):
            level = 3 * _level(min(k + shift, len(_DAYS) - 1))
            rows.append([day, "P1D", level, word, channel, platform, metric, word])
    rows.append([WORDS[2], "P1D", 4, WORDS[0], "news", "Media Cloud", "stories", WORDS[0]])
    return _csv(rows)


def _platform(k: int) -> str:
    return (
        ("YouTube", "TikTok", "TikTok", "YouTube", "Platform A")[k % 5] if k > 4 else SMALL[k % 2]
    )


def moderation() -> str:
    """Forty items on five platforms; every fifth still up; links, handles, notes and a rejected row full of canaries."""
    rows: list[list[object]] = [
        [
            "platform",
            "item",
            "copy_of",
            "uploader",
            "posted_at",
            "notice_at",
            "notice_kind",
            "outcome",
            "down_at",
            "observed_until",
            "views",
            "detection",
            "automated_detection",
            "category",
            WORDS[1],
        ]
    ]
    for k in range(40):
        word = WORDS[k % 5]
        told = datetime(2025, 10, 22, 8, 5) + timedelta(hours=3 * k)  # noqa: DTZ001 - wall time
        up = k % 5 == 4
        gone = "" if up else (told + timedelta(hours=2 + 1.7 * k)).isoformat(timespec="minutes")
        rows.append(
            [
                _platform(k),
                f"https://{word}.example.org/p/{k}",
                f"https://{word}.example.org/p/0" if k % 9 == 1 else "",
                f"@{word}{k % 7}",
                (told - timedelta(hours=20)).isoformat(),
                told.isoformat(),
                ("user", "lawyer")[k % 2],
                "up" if up else "removed",
                gone,
                "2025-11-10T18:05",
                100 * k,
                ("notice", "own_initiative")[k % 2],
                ("no", "yes")[k % 2],
                "defamation",
                word,
            ]
        )
    rows.append(
        [
            "Platform A",
            f"https://{WORDS[0]}.example.org/x",
            "",
            "",
            WORDS[3],
            "",
            "",
            WORDS[2],
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
    )
    return _csv(rows)


def decisions() -> str:
    """Decisions of one large platform, item by item and day by day, beside a column full of canaries."""
    rows: list[list[object]] = [
        [
            "platform",
            "posted_at",
            "down_at",
            "outcome",
            "time_precision",
            "detection",
            "n",
            WORDS[0],
        ]
    ]
    for day, lag in ((day, lag) for day in _DAYS[20:34] for lag in (0, 1, 3)):
        posted = day - timedelta(days=lag)
        rows.append(["YouTube", posted, day, "removed", "day", "notice", 40, WORDS[1]])
    return _csv(rows)


def notes() -> str:
    """The status history of twenty notes, by authors whom nobody may name; half were shown."""
    head = "noteId noteAuthorParticipantId createdAtMillis timestampMillisOfFirstNonNMRStatus firstNonNMRStatus"
    last = "timestampMillisOfCurrentStatus currentStatus"
    rows = [f"{head} {last}".split()]
    begun, hour = 1_700_000_000_000, 3_600_000
    for k in range(20):
        shown = k % 2 == 0
        at, words = (begun + (5 + k) * hour, "CURRENTLY_RATED_HELPFUL") if shown else (-1, "")
        now = words or "NEEDS_MORE_RATINGS"
        cells = ((begun - 1288834974657 << 22) + k, WORDS[k % 5], begun, at, words)
        rows.append([str(each) for each in (*cells, begun + 900 * hour, now)])
    return "\n".join("\t".join(row) for row in rows) + "\n"


def requests() -> str:
    """Requests in up to three rounds."""
    rows: list[list[object]] = [
        [
            "platform",
            "item",
            "round",
            "sent_at",
            "by",
            "answer",
            "outcome",
            "outcome_at",
            "last_checked",
            WORDS[0],
        ]
    ]
    for k in range(16):
        for turn in range(1, 2 + k % 3):
            sent = datetime(2025, 10, 24, 9) + timedelta(hours=5 * k + 30 * turn)  # noqa: DTZ001 - wall time
            last = turn == 1 + k % 3 and k % 4 != 3
            rows.append(
                [
                    _platform(k),
                    f"https://{WORDS[k % 5]}.example.org/r/{k}",
                    turn,
                    sent.isoformat(),
                    "lawyer",
                    "accepted" if last else "none",
                    "removed" if last else "up",
                    (sent + timedelta(hours=7)).isoformat() if last else "",
                    "2025-11-10T18:00",
                    WORDS[k % 5],
                ]
            )
    to_engine = [f"https://{WORDS[1]}.example.org/1", 1, "2025-10-21T09:00:00", "lawyer"]
    rows.append(
        ["Google", *to_engine, "accepted", "delisted", "2025-10-23T09:00:00", "2025-11-10", ""]
    )
    return _csv(rows)


def events() -> str:
    """Every kind of event, with labels and sources that nobody may read."""
    kinds = (
        "first_seen",
        "official_denial",
        "fact_check",
        "platform_label",
        "note_shown",
        "correction",
        "court",
        "policy_change",
        "other",
    )
    rows: list[list[object]] = [["time", "kind", "label", "source", WORDS[3]]]
    rows += [
        [f"2025-10-{18 + k}T10:00", kind, f"{WORDS[k % 5]} label", f"{WORDS[k % 5]} source", ""]
        for k, kind in enumerate(kinds)
    ]
    return _csv(rows)


def incidents() -> str:
    """The incident by the owner's own name for it."""
    return _csv(
        [
            ["incident", "label", "kind", "notes", "started_at"],
            [INCIDENT, WORDS[0], "alleged_leak", WORDS[4], "2025-10-18"],
        ]
    )


def results() -> str:
    """Weekly result pages of ten links, on which the correction arrives."""
    rows: list[list[object]] = [
        [
            *("engine", "query", "captured_at", "rank", "url", "domain"),
            *("stance", "stance_1", "stance_2"),
        ]
    ]
    for week in range(10):
        for rank in range(1, 11):
            stance = "correction" if rank <= week else "incident"
            rows.append(
                [
                    "Google",
                    WORDS[week % 2],
                    f"2025-10-{20 + week}T06:00Z",
                    rank,
                    f"https://{WORDS[rank % 5]}.example.org/{rank + week // 3}",
                    "news",
                    stance,
                    stance,
                    "neutral" if rank == 10 else stance,
                ]
            )
    return _csv(rows)


def names_in(vault: Path) -> set[str]:
    """Every name that the vault holds: proof that the canaries were really given."""
    held = json.loads((vault / "names.json").read_text(encoding="utf-8"))
    return {name for entry in held.values() for name in entry["aliases"]}
