"""A dashboard that other machines can reach is nobody's own screen."""

from __future__ import annotations

import pytest

from ripplemark import paths
from ripplemark.ui.reading import seen_by


def test_where_others_can_reach_the_page_the_screen_shows_what_everyone_may_see(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [seen_by("owner"), seen_by("public"), seen_by("private")] == [
        "owner",
        "public",
        "private",
    ]
    monkeypatch.setenv(paths.WITHOUT_VAULT, "1")
    assert {seen_by("owner"), seen_by("public"), seen_by("private")} == {"public"}
