"""While the engine reads: a thread that takes the input's hash, and two that unpack and feed a pipe."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue

from ripplemark.readers.opening import defects
from ripplemark.readers.opening.streaming import Stream

_CHUNK = 1 << 20
_AHEAD = 64
"""So many pieces, of a megabyte each, are unpacked before the engine has taken the first."""
_PATIENT = 10
"""How far the hashing thread steps back; on Linux a thread has a priority of its own."""
_PIPE = 1 << 20
"""What the pipe holds: as much as Linux gives without privileges."""

_ESCAPED = re.compile(rb'\\(?:"|\Z)')

State = tuple[int, int]


class Digest:
    """The SHA-256 of a file, taken by a thread with what the engine leaves of the processors."""

    def __init__(self, path: Path) -> None:
        self._path, self._before = path, _state(path)
        self._strays = False
        self._ended = threading.Event()
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._taken = self._thread.submit(self._take)

    def result(self) -> str:
        """The hash, as soon as it is there.

        Raises:
            FileChanged: the file was written to since.
        """
        found = self._taken.result()
        if _state(self._path) != self._before:
            raise defects.FileChanged
        return found

    def strays(self) -> bool:
        r"""True where a quotation mark stands after a backslash, as PHP leaves it, anywhere; waits for the end.

        The engine's parser calls such a record malformed; others forgive it without a word.

        Raises:
            FileChanged: the file was written to since.
        """
        self.result()
        return self._strays

    def close(self) -> None:
        """End the thread, wherever it is."""
        self._ended.set()
        self._thread.shutdown()

    def _take(self) -> str:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _PATIENT)
        digest, piece = hashlib.sha256(), bytearray(_CHUNK)
        with self._path.open("rb", buffering=0) as raw, memoryview(piece) as whole:
            while (got := raw.readinto(piece)) and not self._ended.is_set():
                digest.update(whole[:got])
                self._strays = self._strays or _has_strays(piece, got)
        return digest.hexdigest()


def _has_strays(piece: bytearray, until: int) -> bool:
    """A backslash before a quotation mark, or at the piece's end; most texts have not one backslash."""
    return piece.find(b"\\", 0, until) >= 0 and _ESCAPED.search(piece, 0, until) is not None


@contextmanager
def flowing(stream: Stream, pipe: Path) -> Iterator[None]:
    """Let the stream flow while the block reads: from ``stream.path`` where it is direct, else from ``pipe``.

    Raises:
        DamagedArchive, ZipBomb, OtherHeader: the feeder could not go to the end; what the block read is not to be used.
        FileChanged: the input was written to meanwhile.
    """
    before = _state(stream.path)
    if stream.direct:
        yield
    else:
        with ThreadPoolExecutor(max_workers=1) as thread:
            fed = thread.submit(_feed, stream, pipe)
            try:
                yield
            finally:
                _release(pipe, fed)
            fed.result()
    if _state(stream.path) != before:
        raise defects.FileChanged


def _state(path: Path) -> State:
    seen = os.stat(path)
    return seen.st_size, seen.st_mtime_ns


def _feed(stream: Stream, pipe: Path) -> None:
    """Write the stream's data; a reader that closes early has its own reason, which it tells itself.

    The engine does not take from the pipe while it works through what it took: the next pieces are unpacked meanwhile.
    """
    with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as out:
        _widen(out.fileno())
        with _unpacked(stream) as pieces:
            for piece in pieces:
                _write(out.fileno(), piece)


@contextmanager
def _unpacked(stream: Stream) -> Iterator[Iterator[bytes]]:
    """The stream's pieces, unpacked by a thread up to ``_AHEAD`` in advance."""
    ready: Queue[bytes | None] = Queue(_AHEAD)
    ended = threading.Event()

    def unpack() -> None:
        try:
            for _, piece in stream.pieces():
                ready.put(piece)
                if ended.is_set():
                    return
        finally:
            ready.put(None)

    with ThreadPoolExecutor(max_workers=1) as thread:
        done = thread.submit(unpack)
        try:
            yield iter(ready.get, None)
        finally:
            ended.set()
            while not done.done():
                with suppress(Empty):
                    ready.get(timeout=0.05)
        done.result()


def _write(pipe: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _widen(pipe: int) -> None:
    """Let the pipe hold more at once, where the system has it."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _release(pipe: Path, fed: Future[None]) -> None:
    """Free a feeder whose pipe nobody opened."""
    while not fed.done():
        os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
        with suppress(TimeoutError):
            fed.exception(timeout=0.05)
