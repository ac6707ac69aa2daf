"""One warm Chromium for all static images: one picture at a time, replaced when it dies or hangs, closed at exit.

The libraries' own server is not safe to share: under several threads it hands one caller another caller's picture, and
a dead browser blocks it for ever. Here one event loop in one thread holds the browser; callers wait in order.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
import weakref
from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from ripplemark.export.refusals import BrowserFailed, NoBrowser

if TYPE_CHECKING:
    from ripplemark.export.chromium import Chromium

Work = Callable[["Chromium"], Awaitable[bytes]]
"""What is done with the browser: it gives the bytes of one picture."""

SECONDS_FOR_A_PICTURE = 30.0
SECONDS_TO_OPEN = 30.0
SECONDS_TO_CLOSE = 5.0
SECONDS_OF_REST = 600.0
"""After so long without a picture the browser is closed; its memory is worth more than its next second and a half."""
ATTEMPTS = 2
"""A picture is tried again in a new browser once: a browser that was killed or hung is no reason to refuse."""


class WarmBrowser:
    """A browser that is opened by its first picture and stays.

    ``patience`` is how many seconds a picture may take before the browser counts as hung, ``rest`` how many it stays
    open without any.
    """

    def __init__(
        self, patience: float = SECONDS_FOR_A_PICTURE, rest: float = SECONDS_OF_REST
    ) -> None:
        self.patience, self.rest = patience, rest
        self._timer: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._turn = asyncio.Lock()
        self._chromium: Chromium | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True)
        self._thread.start()

    def do(self, work: Work) -> bytes:
        """Run ``work`` when it is its turn; from any thread.

        Raises:
            NoBrowser: there is no Chromium on this machine.
            BrowserFailed: two browsers in a row did not finish it.
        """
        return asyncio.run_coroutine_threadsafe(self._in_turn(work), self._loop).result()

    def close(self) -> None:
        """End the browser and its thread; a closed one cannot be used again."""
        if self._loop.is_running():
            asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(SECONDS_TO_CLOSE)

    @property
    def process(self) -> int | None:
        """The id of the browser's process group, None where none is open."""
        return self._chromium.process if self._chromium else None

    async def _in_turn(self, work: Work) -> bytes:
        async with self._turn:
            why = ""
            for _ in range(ATTEMPTS):
                done, why, problem = await self._attempt(work)
                if done is not None:
                    self._rest_later()
                    return done
                await self._discard()
            raise BrowserFailed(why) from problem

    async def _attempt(self, work: Work) -> tuple[bytes | None, str, BaseException | None]:
        """One try: the picture, or in which words and with which exception it failed."""
        if self._chromium is None:
            from ripplemark.export.chromium import Chromium, executable

            if executable() is None:
                raise NoBrowser
            self._chromium = Chromium()
            _, why, problem = await _settled(self._chromium.open(), SECONDS_TO_OPEN)
            if why:
                return None, f"did not start ({why})", problem
        return await _settled(work(self._chromium), self.patience)

    def _rest_later(self) -> None:
        """Close the browser if nobody wants a picture for a while."""

        def close() -> None:
            self._ending = self._loop.create_task(self._end())

        if self._timer:
            self._timer.cancel()
        self._timer = self._loop.call_later(self.rest, close)

    async def _end(self) -> None:
        """Ask the browser to end, which is quicker than to kill it and clear up; kill it where it does not."""
        async with self._turn:
            if self._chromium is not None:
                await _settled(self._chromium.close(), SECONDS_TO_CLOSE)
                self._chromium.kill()
                self._chromium = None

    async def _discard(self) -> None:
        """Kill the browser, hung or not, and clear away what it left."""
        chromium, self._chromium = self._chromium, None
        if chromium is not None:
            chromium.kill()
            await _settled(chromium.close(), SECONDS_TO_CLOSE)


async def _settled(work: Awaitable[Any], seconds: float) -> tuple[Any, str, BaseException | None]:
    """The result of ``work``, why there is none ('' where there is one), and its exception; nothing is raised.

    The libraries below fail with whatever their dead pipe makes of it, cancellation included: any of it means the same.
    """
    task = asyncio.ensure_future(work)
    finished, _ = await asyncio.wait({task}, timeout=seconds)
    if not finished:
        task.cancel()
        return None, "did not answer in time", None
    if task.cancelled():
        return None, "ended while it drew", None
    problem = task.exception()
    return (None, "could not draw it", problem) if problem else (task.result(), "", None)


_opening = threading.Lock()


def browser() -> WarmBrowser:
    """The process's one browser; closed at exit."""
    with _opening:
        return _only()


@cache
def _only() -> WarmBrowser:
    one = WarmBrowser()
    # What libraries clear away at exit is done when the first such finalizer was made; the last one registered comes first, and
    # the browser has to end before its folders go.
    weakref.finalize(one, int)
    atexit.register(one.close)
    return one
