"""One warm browser: queued, never swapped, replaced when it dies or hangs, and words where there is none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from invented_figure import drawing, invented

from ripplemark import export
from ripplemark.charts.canvas import Canvas
from ripplemark.export.browser import WarmBrowser
from ripplemark.export.refusals import BrowserFailed, NoBrowser

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


def _work(word: str) -> Callable[[Any], Awaitable[bytes]]:
    picture = drawing(Canvas(300, 200), word).to_dict()

    async def work(chromium: Any) -> bytes:
        drawn: bytes = await chromium.svg(picture, 300, 200)
        return drawn

    return work


def test_twenty_pictures_asked_for_at_once_each_go_to_the_one_who_asked(
    impatient: WarmBrowser,
) -> None:
    words = [f"Platform {k:03d}" for k in range(20)]
    with ThreadPoolExecutor(20) as at_once:
        drawn = list(at_once.map(lambda word: impatient.do(_work(word)), words))
    for word, picture in zip(words, drawn, strict=True):
        assert [other for other in words if other.encode() in picture] == [word]


def test_a_killed_browser_is_replaced_by_the_next_picture(impatient: WarmBrowser) -> None:
    impatient.do(_work("before"))
    first = impatient.process
    assert first is not None
    os.killpg(first, signal.SIGKILL)
    assert b"after" in impatient.do(_work("after"))
    assert impatient.process != first


def test_a_hung_browser_is_replaced_and_the_picture_is_drawn(impatient: WarmBrowser) -> None:
    impatient.do(_work("before"))
    first = impatient.process
    assert first is not None
    os.killpg(first, signal.SIGSTOP)
    assert b"after" in impatient.do(_work("after"))
    assert impatient.process != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_picture_that_fails_twice_is_refused_in_words_and_the_next_one_is_drawn(
    impatient: WarmBrowser,
) -> None:
    async def impossible(chromium: Any) -> bytes:
        return await chromium.png("<svg", 10, 10, 1)  # type: ignore[no-any-return]

    with pytest.raises(BrowserFailed, match="HTML, CSV"):
        impatient.do(impossible)
    assert b"next" in impatient.do(_work("next"))


def test_a_browser_that_nobody_needs_is_closed_and_opened_again_when_somebody_does() -> None:
    resting = WarmBrowser(rest=0.1)
    try:
        resting.do(_work("before"))
        until = time.monotonic() + 60
        while resting.process is not None and time.monotonic() < until:
            time.sleep(0.05)
        assert resting.process is None
        assert b"after" in resting.do(_work("after"))
    finally:
        resting.close()


def test_without_chromium_a_picture_says_what_still_works_and_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "no browser here"))
    without = WarmBrowser()
    try:
        with pytest.raises(NoBrowser, match=r"HTML, CSV.*apt-get install chromium.*Chrome"):
            without.do(_work("never"))
    finally:
        without.close()


@pytest.mark.parametrize("name", [each.name for each in export.FORMATS if not each.drawn])
def test_a_format_that_is_not_drawn_works_without_chromium(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "no browser here"))
    assert export.picture(invented(), name)


def test_a_process_that_has_drawn_ends_at_once_and_takes_its_browser_with_it() -> None:
    program = (
        "import sys, time; sys.path.insert(0, 'tests/export');"
        "from invented_figure import invented; from ripplemark import export;"
        "from ripplemark.export.browser import browser;"
        "export.picture(invented(), 'svg'); print(browser().process, time.monotonic())"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    process, drawn_at = told.stdout.split()
    assert told.stderr == ""
    assert time.monotonic() - float(drawn_at) < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)
