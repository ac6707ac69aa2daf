"""Ask an ASGI application one thing, without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers with names in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def get(app: ASGIApp, path: str) -> Answer:
    """What the application answers to GET."""
    told: list[Message] = []

    asked: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asked:
            await asyncio.Event().wait()  # the client stays, and says no more
        return asked.pop()

    async def send(message: Message) -> None:
        told.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 50000),
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    head = next(each for each in told if each["type"] == "http.response.start")
    body = b"".join(each.get("body", b"") for each in told if each["type"] == "http.response.body")
    headers = {name.decode().lower(): value.decode() for name, value in head["headers"]}
    return Answer(head["status"], headers, body)
