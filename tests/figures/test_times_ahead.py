"""A figure never states an end of observation that has not come yet without saying so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Audience
from ripplemark.figures import figure
from ripplemark.gate import Gate

HEADER = "platform,item,notice_at,outcome,down_at,observed_until"
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
SAID = "times that have not come yet, up to"


def caveats(tmp_path: Path, name: str, audience: Audience = "owner") -> list[str]:
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    try:
        made = figure(archive, serving, Gate.of(audience, now=NOW), name, incident="LANTERN")
    finally:
        serving.close()
    return [each for each in made.caveats if SAID in each]


@pytest.mark.parametrize("audience", get_args(Audience))
@pytest.mark.parametrize("name", ["incident-timeline", "share-gone", "squares", "swimmer"])
def test_a_last_look_that_lies_ahead_is_a_caveat_for_every_audience(
    storing: Storing, tmp_path: Path, name: str, audience: Audience
) -> None:
    storing(
        HEADER,
        "Chirp,a,2026-05-01T10:00,removed,2026-05-02T10:00,",
        "Chirp,b,2026-05-01T10:00,up,,2028-05-20",
    )
    (said,) = caveats(tmp_path, name, audience)
    assert f"{SAID} 20 May 2028:" in said


@pytest.mark.parametrize("look", ["2026-05-20", "2026-05-21", "2026-05-19T10:00"])
def test_a_last_look_today_is_none(storing: Storing, tmp_path: Path, look: str) -> None:
    storing(HEADER, f"Chirp,a,2026-05-01T10:00,up,,{look}", zone="America/Los_Angeles")
    assert caveats(tmp_path, "squares") == []


def test_a_day_in_court_that_lies_ahead_ends_no_observation(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, "Chirp,a,2026-05-01T10:00,up,,2026-05-10")
    storing("time,kind,label", "2027-05-01,court,hearing")
    assert caveats(tmp_path, "incident-timeline") == []
