"""A server of bytes on loopback: it plays one act per request, and what it sends is whatever the act says."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from attrs import Factory, define, frozen


@frozen
class Act:
    """What happens to one request.

    Attributes:
        answer: The bytes that are sent back.
        reads: Whether the request is read to its end first.
        ending: How it ends: `keep` the connection for the next request, `close` it, `reset` it, fall `silent`, or
            `linger`: close it as well-behaved servers do that answer early, once the client has stopped sending.
        pause: Seconds before each byte of the answer; 0 sends it at once.
        at_once: How many bytes of it come without a pause.
        then: What comes after one more pause, at once.
    """

    answer: bytes = b""
    reads: bool = True
    ending: str = "keep"
    pause: float = 0.0
    at_once: int = 0
    then: bytes = b""


@define
class WireServer:
    """Plays its acts one after the other, over as many connections as the client makes.

    Attributes:
        acts: What happens to the next requests.
        always: What happens to all further ones.
        finished: How many answers were sent to their end.
    """

    acts: list[Act]
    always: Act | None = None
    finished: int = 0
    port: int = 0
    requests: list[bytes] = Factory(list)
    connections: int = 0
    open_connections: int = 0
    _sockets: list[socket.socket] = Factory(list)
    _lock: threading.Lock = Factory(threading.Lock)
    _stopping: threading.Event = Factory(threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, listener: socket.socket) -> None:
        workers: list[threading.Thread] = []
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                break
            with self._lock:
                self.connections += 1
                self.open_connections += 1
                self._sockets.append(connection)
            workers.append(threading.Thread(target=self._attend, args=(connection,), daemon=True))
            workers[-1].start()
        for worker in workers:
            worker.join(5)

    def stop(self) -> None:
        self._stopping.set()
        for connection in self._sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _attend(self, connection: socket.socket) -> None:
        try:
            with connection:
                connection.settimeout(10)
                while self._play(connection):
                    pass
        except OSError:
            pass
        finally:
            with self._lock:
                self.open_connections -= 1

    def _play(self, connection: socket.socket) -> bool:
        """Play the next act; answers whether the connection goes on."""
        head = _read_head(connection)
        if not head:
            return False
        with self._lock:
            self.requests.append(head)
            if not self.acts and self.always is None:
                connection.sendall(json_reply({"message": "there was no act left"}, status=418))
                return False
            act = self.acts.pop(0) if self.acts else self.always
        assert act is not None
        if act.reads:
            _read_body(connection, head)
        self._answer(connection, act)
        if act.ending == "silent":
            # Until the client leaves, or for good where nothing is read.
            _ = connection.recv(1) if act.reads else self._stopping.wait(10)
        if act.ending == "linger":
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
        if act.ending == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return act.ending == "keep"

    def _answer(self, connection: socket.socket, act: Act) -> None:
        at_once = act.at_once if act.pause else len(act.answer)
        connection.sendall(act.answer[:at_once])
        for number in range(at_once, len(act.answer)):
            if self._stopping.wait(act.pause):
                return
            connection.sendall(act.answer[number : number + 1])
        if act.then and not self._stopping.wait(act.pause):
            connection.sendall(act.then)
        with self._lock:
            self.finished += 1


@contextmanager
def wire(*acts: Act, always: Act | None = None) -> Iterator[WireServer]:
    """Serve the acts for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        server = WireServer(list(acts), always=always, port=listener.getsockname()[1])
        thread = threading.Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop()
            listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def json_reply(body: Any, *, status: int = 200, headers: str = "") -> bytes:
    """A whole reply of JSON."""
    return raw_reply(json.dumps(body).encode(), status=status, headers=f"content-type: application/json\r\n{headers}")


def raw_reply(body: bytes, *, status: int = 200, headers: str = "", length: int | None = None) -> bytes:
    """A reply whose content-length may be a lie."""
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status} Told\r\n{headers}content-length: {size}\r\n\r\n".encode() + body


def chunked(*blocks: bytes, headers: str = "", ended: bool = True) -> bytes:
    """A reply in chunks, as streams are sent."""
    head = f"HTTP/1.1 200 OK\r\n{headers}transfer-encoding: chunked\r\n\r\n".encode()
    body = b"".join(f"{len(block):x}\r\n".encode() + block + b"\r\n" for block in blocks)
    return head + body + (b"0\r\n\r\n" if ended else b"")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def acts_of(build: Callable[[], Act], count: int) -> list[Act]:
    return [build() for _ in range(count)]


def _read_head(connection: socket.socket) -> bytes:
    """The head of a request, and not a byte of what follows it."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        waiting = connection.recv(65536, socket.MSG_PEEK)
        end = (head + waiting).find(b"\r\n\r\n") + 4
        block = connection.recv(end - len(head) if end >= 4 else len(waiting)) if waiting else b""
        if not block:
            return b""
        head += block
    return head


def _read_body(connection: socket.socket, head: bytes) -> None:
    lines = head.decode("latin-1").lower().split("\r\n")
    if "transfer-encoding: chunked" in lines:
        tail = b""
        while not tail.endswith(b"0\r\n\r\n"):
            tail = (tail + connection.recv(65536))[-5:]
        return
    left = next((int(line.partition(":")[2]) for line in lines if line.startswith("content-length:")), 0)
    while left:
        left -= len(connection.recv(min(left, 65536)))
