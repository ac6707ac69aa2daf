"""The server as a user starts it, over a folder of the test's own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 180
"""Seconds until a server must answer, or be gone: on a busy machine both take long."""
OWN = (sys.executable, "-m", "ripplemark")
"""The command line of this checkout."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, the folder that holds its archive, its vault and its log, and the command it runs."""

    address: str
    folder: Path
    program: tuple[str, ...] = OWN

    @classmethod
    @contextmanager
    def started(
        cls, folder: Path, program: tuple[str, ...] = OWN, **environment: str
    ) -> Iterator[Server]:
        """A server over ``folder``, ended with the block; ``environment`` goes over that of the tests.

        ``program`` is how the command line is called there; it runs in ``folder``, or in the checkout where it is OWN.
        """
        port = _free_port()
        running = cls(f"http://127.0.0.1:{port}", folder, program)
        command = [*program, "serve", "--port", str(port)]
        with (folder / "serve.log").open("ab") as log:
            told = running.environment() | environment
            process = subprocess.Popen(
                command, env=told, stdout=log, stderr=log, cwd=None if program == OWN else folder
            )
            try:
                running._wait(process)
                yield running
            finally:
                process.terminate()
                process.wait(timeout=PATIENCE)

    def environment(self) -> dict[str, str]:
        """What points a program to this server's archive and vault."""
        return os.environ | {
            "RIPPLEMARK_ARCHIVE": str(self.folder / "archive"),
            "RIPPLEMARK_VAULT": str(self.folder / "vault"),
        }

    def log(self) -> str:
        """What the server has written so far."""
        return (self.folder / "serve.log").read_text(encoding="utf-8")

    def run(self, *arguments: str) -> str:
        """What the command line says of the same archive; CalledProcessError where it refuses."""
        command = [*self.program, *arguments]
        done = subprocess.run(command, env=self.environment(), capture_output=True, check=True)
        return done.stdout.decode()

    def measured(self, metric: str, code: str) -> list[dict[str, Any]]:
        """The estimates of a metric of an incident, as ``measure --json`` has them."""
        told = json.loads(self.run("measure", metric, "--incident", code, "--json"))
        return list(told["estimates"])

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert process.poll() is None, "the server ended before it answered"
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        pytest.fail(f"the server did not answer within {PATIENCE} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
