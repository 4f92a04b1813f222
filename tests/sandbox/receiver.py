"""A server on loopback that is told of events, and answers as the test says."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from attrs import field, frozen

PATIENCE = 10.0


@frozen
class Notice:
    """A request as it came."""

    body: bytes
    signature: str


@frozen
class Receiver:
    """Its address, what it has got, and what it answers next; 204 when nothing is said."""

    url: str
    answers: queue.SimpleQueue[int] = field(factory=queue.SimpleQueue)
    received: queue.SimpleQueue[Notice] = field(factory=queue.SimpleQueue)

    def answer(self, *statuses: int) -> None:
        for status in statuses:
            self.answers.put(status)

    def next(self) -> Notice:
        """What came next, or comes within a while."""
        return self.received.get(timeout=PATIENCE)

    def all(self) -> list[Notice]:
        """What has come and was not asked for yet."""
        return [self.received.get_nowait() for _ in range(self.received.qsize())]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver, for the time of a `with` block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            assert self.headers["content-type"] == "application/json"
            receiver.received.put(Notice(body, self.headers["TL-Signature"]))
            status = 204 if receiver.answers.empty() else receiver.answers.get()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", receiver.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(f"http://127.0.0.1:{server.server_port}/events")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield receiver
        server.shutdown()
