"""``serve``: the dashboard."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from ripplemark import paths
from ripplemark.cli.output import session, tell
from ripplemark.errors import RipplemarkError

SERVER = Path(__file__).resolve().parent.parent / "ui" / "server.py"
"""The dashboard's ASGI app; run by its path, so that the command line never imports Streamlit."""


class PortTaken(RipplemarkError):
    """The port is in use by another program."""

    title = "The port is taken"

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"Something already listens on port {port}. Name another with --port {port + 1}."
        )


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; only this machine by default.")
    ] = "127.0.0.1",
    private: Annotated[
        bool, typer.Option("--private", help="Use the vault although other machines can connect.")
    ] = False,
) -> int:
    """Start the dashboard and print its address.

    Stop it with Ctrl-C. On an address that other machines can reach it starts without the vault: no names are shown,
    no files are taken.
    """
    _refuse_taken(address, port)
    environment = dict(os.environ)
    if session.archive_named:
        environment["RIPPLEMARK_ARCHIVE"] = str(paths.archive_root(session.archive_named))
    if not (_only_here(address) or private):
        environment[paths.WITHOUT_VAULT] = "1"
        tell(
            "Other machines can connect, so the vault stays closed: no names, no uploads. Or: --private"
        )
    tell(f"Ripplemark: http://{address}:{port}  (stop with Ctrl-C)")
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(SERVER)),
        *("--server.port", str(port), "--server.address", address),
    ]
    return _wait(subprocess.Popen(command, cwd=paths.HOUSE, env=environment))


def _only_here(address: str) -> bool:
    """True for an address that only this machine can reach."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _wait(server: subprocess.Popen[bytes]) -> int:
    """Until the dashboard ends; Ctrl-C and a request to terminate reach it as well, and are no failure."""
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        code = server.wait()
    except KeyboardInterrupt:
        code = server.wait()
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code


def _refuse_taken(address: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            raise PortTaken(port) from None
