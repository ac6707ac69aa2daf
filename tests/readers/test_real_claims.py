"""Every real file of Google's and Media Cloud's belongs to one format, and no other one wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import head, text_of
from real_archive import SHARED, needs_shared

from ripplemark.readers import READERS

pytestmark = [pytest.mark.shared, needs_shared]

UNREAD = ("mediacloud_top_online_news.csv", "relatedQueries.csv")
FOLDERS = {
    "google_trends": "google_trends",
    "google_removals": "google_government_removals",
    "mediacloud/fivethirtyeight": "mediacloud_counts",
    "mediacloud/hantavirus_2026": "mediacloud_stories",
}


def _owner(path: Path) -> str | None:
    """The format that a real file has; None for those that are only named."""
    if path.name in UNREAD:
        return None
    if path.name == "geoMap.csv":
        return "google_trends_regions"
    below = path.relative_to(SHARED).as_posix()
    return next(name for folder, name in FOLDERS.items() if below.startswith(folder))


def _claims(path: Path, name: str) -> list[str]:
    seen = head(text_of(path), name)
    return [reader.name for reader in READERS if reader.recognise(seen) is not None]


FILES = [p for folder in FOLDERS for p in sorted((SHARED / folder).rglob("*.csv"))]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SHARED)))
def test_a_real_file_is_claimed_by_its_format_and_by_no_other(path: Path) -> None:
    owner = _owner(path)
    assert _claims(path, path.name) == ([] if owner is None else [owner])


def test_all_of_them_were_looked_at() -> None:
    assert len(FILES) == 29 + 4 + 5 + 1


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SHARED)))
def test_another_name_makes_no_file_anothers(path: Path) -> None:
    owner = _owner(path)
    assert set(_claims(path, "download.csv")) <= {owner}
