"""While the engine reads: a thread that takes the input's hash, and one that feeds what must be unpacked into a pipe."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ripplemark.readers.opening import defects
from ripplemark.readers.opening.streaming import Stream


@dataclass(slots=True)
class Flow:
    """One reading of a stream; ``sha256`` of the input's own bytes is empty until the reading has ended well."""

    sha256: str = ""


@contextmanager
def flowing(stream: Stream, pipe: Path) -> Iterator[Flow]:
    """Let the stream flow while the block reads: from ``stream.path`` where it is direct, else from ``pipe``.

    Raises:
        DamagedArchive, ZipBomb, OtherHeader: the feeder could not go to the end; what the block read is not to be used.
        FileChanged: the input was written to meanwhile.
    """
    flow, before = Flow(), _state(stream.path)
    with ThreadPoolExecutor(max_workers=2) as threads:
        hashed = threads.submit(_sha256, stream.path)
        fed = None if stream.direct else threads.submit(_feed, stream, pipe)
        try:
            yield flow
        finally:
            if fed is not None:
                _release(pipe, fed)
        if fed is not None:
            fed.result()
        flow.sha256 = hashed.result()
    if _state(stream.path) != before:
        raise defects.FileChanged


def _sha256(path: Path) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def _state(path: Path) -> tuple[int, int]:
    seen = os.stat(path)
    return seen.st_size, seen.st_mtime_ns


def _feed(stream: Stream, pipe: Path) -> None:
    """Write the stream's data; a reader that closes early has its own reason, which it tells itself."""
    with suppress(BrokenPipeError), pipe.open("wb") as out:
        for _, piece in stream.pieces():
            out.write(piece)


def _release(pipe: Path, fed: Future[None]) -> None:
    """Free a feeder whose pipe nobody opened."""
    while not fed.done():
        os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
        with suppress(TimeoutError):
            fed.exception(timeout=0.05)
