"""A server on this machine that publishes a description, or fails to."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Mood = Literal["up", "unavailable", "html", "half", "half of the text", "slow", "large", "down"]
LARGE = 40_000_000
PAGE = b"<!DOCTYPE html><html><body>Down for maintenance</body></html>"


class Publisher:
    """What is published, and how well.

    Attributes:
        url: Where.
        mood: What is wrong with the server.
        statuses: Of the responses, in order.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/openapi.json"
        self.mood: Mood = "up"
        self.body = b""
        self.statuses: list[int] = []
        self.over = threading.Event()

    def publish(self, document: dict[str, Any] | bytes) -> None:
        self.body = document if isinstance(document, bytes) else json.dumps(document).encode()

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:8]}"'


class _Handler(BaseHTTPRequestHandler):
    publisher: Publisher

    def do_GET(self) -> None:
        mood, body = self.publisher.mood, self.publisher.body
        if mood == "down":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif mood == "unavailable":
            self._begin(503)
        elif mood == "html":
            self._begin(200, PAGE)
        elif mood == "half":
            self._begin(200, body[: len(body) // 2], length=len(body))
        elif mood == "half of the text":
            self._begin(200, body[: len(body) // 2])
        elif mood == "large":
            self._begin(200, b" " * LARGE)
        elif mood == "slow":
            self._begin(200, length=len(body))
            self._trickle()
        elif self.headers.get("If-None-Match") == self.publisher.etag:
            self._begin(304)
        else:
            self._begin(200, body)

    def _begin(self, status: int, body: bytes = b"", *, length: int | None = None) -> None:
        self.publisher.statuses.append(status)
        self.send_response(status)
        self.send_header("ETag", self.publisher.etag)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self._write(body)

    def _trickle(self) -> None:
        while self._write(b" ") and not self.publisher.over.wait(0.02):
            pass

    def _write(self, body: bytes) -> bool:
        try:
            self.wfile.write(body)
        except OSError:
            return False
        return True

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Run the server."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.publisher = publisher = Publisher(server.server_port)  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield publisher
        finally:
            publisher.over.set()
            server.shutdown()
            thread.join()
