"""The benchmark's server: a process of its own that answers from memory, so that what is measured is the client.

The first part of the path sets the scene: `http://127.0.0.1:PORT/pages=200,delay=20/v1.3/assets`.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import md5
from typing import Any
from urllib.parse import parse_qsl

import orjson
from attrs import asdict, define, frozen

from tests.bench import bodies

CHUNK = 1024 * 1024
STORAGE = "127.0.0.2"


@frozen
class Scene:
    """How the server is to answer.

    Attributes:
        pages: Pages of a list.
        delay: Milliseconds before a reply, or after the first event of a stream.
        events: Events of a stream.
        block: Bytes of each piece of a stream; 0: a piece for every event.
        segments: Vectors of an embedding task.
        chunk: Bytes of a part of an upload.
        md5: Whether the storage tells the MD5 of a part (1), which costs it time.
    """

    pages: int = 1
    delay: int = 0
    events: int = 100
    block: int = 0
    segments: int = bodies.SEGMENTS
    chunk: int = 10 * CHUNK
    md5: int = 0

    @property
    def path(self) -> str:
        """The part of the address that asks for this scene."""
        return ",".join(f"{name}={value}" for name, value in asdict(self).items())


@define
class Seen:
    """What reached the server since it was last asked.

    Attributes:
        requests: Requests that were answered.
        calling: Connections over which the API was called.
        storing: Connections over which bytes were stored.
        stored: Bytes that were stored.
    """

    requests: int = 0
    calling: int = 0
    storing: int = 0
    stored: int = 0


@frozen
class Head:
    """The beginning of a request."""

    method: str
    scene: Scene
    path: str
    query: dict[str, str]
    length: int


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that runs for as long as the block lasts."""
    command = [sys.executable, "-m", "tests.bench.server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


async def main() -> None:
    """Serve until the process that asked for it is gone."""
    loop = asyncio.get_running_loop()
    seen, over = Seen(), asyncio.Event()
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    server = await loop.create_server(lambda: Connection(seen), sock=listener, backlog=4096)
    # The storage is another host, as it is for the API: connections are not shared between the two.
    storage = await loop.create_server(lambda: Connection(seen), STORAGE, listener.getsockname()[1])
    await loop.connect_read_pipe(lambda: _Lifeline(over), sys.stdin)
    print(listener.getsockname()[1], flush=True)
    await over.wait()
    server.close()
    storage.close()


class _Lifeline(asyncio.Protocol):
    def __init__(self, over: asyncio.Event) -> None:
        self._over = over

    def connection_lost(self, error: Exception | None) -> None:
        self._over.set()


class Connection(asyncio.BufferedProtocol):
    """One connection: requests one after the other; bodies of uploads are counted and dropped."""

    # Read into by one connection at a time, and emptied before the next one reads.
    _buffer = bytearray(CHUNK)

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._stores = self._calls = False
        self._head: Head | None = None
        self._kept = bytearray()
        self._digest = md5(usedforsecurity=False)
        self._left = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get_buffer(self, sizehint: int) -> bytearray:
        return self._buffer

    def buffer_updated(self, count: int) -> None:
        if self._head is not None and self._left > count:
            self._left -= count
            self._keep(memoryview(self._buffer)[:count], self._head)
            return
        self._take(bytes(memoryview(self._buffer)[:count]))

    def _take(self, block: bytes) -> None:
        if self._head is None:
            self._kept += block
            first, found, rest = self._kept.partition(b"\r\n\r\n")
            if not found:
                return
            self._head = read_head(bytes(first))
            self._left, self._kept, block = self._head.length, bytearray(), bytes(rest)
        self._left -= len(block)
        self._keep(block, self._head)
        if self._left <= 0:
            head, body = self._head, bytes(self._kept)
            self._head, self._kept = None, bytearray()
            self._answer(head, body)

    def _keep(self, block: bytes | memoryview, head: Head) -> None:
        if not _drops(head):
            self._kept += block
        elif head.scene.md5:
            self._digest.update(block)

    def _answer(self, head: Head, body: bytes) -> None:
        self._seen.requests += 1
        if head.path.startswith("/storage/"):
            self._seen.storing += not self._stores
            self._stores = True
            self._seen.stored += head.length
            self._transport.write(stored(self._digest.hexdigest()) if head.scene.md5 else STORED)
            self._digest = md5(usedforsecurity=False)
        elif head.path == "/seen":
            self._transport.write(json_reply(orjson.dumps({each: getattr(self._seen, each) for each in FIGURES})))
            self._seen.requests = self._seen.calling = self._seen.storing = self._seen.stored = 0
        else:
            self._seen.calling += not self._calls
            self._calls = True
            self._send(reply_to(head, body, self._storage()), head)

    def _send(self, pieces: tuple[bytes, ...], head: Head) -> None:
        """The pieces of a reply: the first one at once, unless it is whole and is to come late."""
        loop, write = asyncio.get_running_loop(), self._transport.write
        if not head.scene.delay:
            write(b"".join(pieces))
            return
        if len(pieces) > 1:
            write(pieces[0])
        loop.call_later(head.scene.delay / 1000, write, b"".join(pieces[1:] or pieces))

    def _storage(self) -> str:
        return f"http://{STORAGE}:{self._transport.get_extra_info('sockname')[1]}"


FIGURES = ("requests", "calling", "storing", "stored")


def stored(etag: str) -> bytes:
    """What the storage answers to a part."""
    return f'HTTP/1.1 200 OK\r\netag: "{etag}"\r\ncontent-length: 0\r\n\r\n'.encode()


STORED = stored("5d41402abc4b2a76b9719d911017c592")


def _drops(head: Head) -> bool:
    return head.path == "/assets" or head.path.startswith("/storage/")


@lru_cache(maxsize=256)
def read_scene(text: str) -> Scene:
    """The scene that a part of a path asks for."""
    return Scene(**{name: int(value) for name, _, value in (each.partition("=") for each in text.split(","))})


def read_head(head: bytes) -> Head:
    """What a request's first lines say."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    length = next((int(line[15:]) for line in lines if line[:15].lower() == "content-length:"), 0)
    path, _, query = target.partition("?")
    scene, _, rest = path[1:].partition("/")
    return Head(method, read_scene(scene), "/" + rest.removeprefix("v1.3/"), dict(parse_qsl(query)), length)


def reply_to(head: Head, body: bytes, address: str) -> tuple[bytes, ...]:
    """The pieces of the reply to a request."""
    noun = head.path.split("/")[1]
    if head.method == "POST" and noun in STREAMS:
        return stream_reply(noun, head.scene.events, head.scene.block)
    if head.path.startswith("/assets/multipart-uploads"):
        return (json_reply(upload_reply(head, body, address)),)
    return (json_reply(READS[noun](head)),)


def _assets(head: Head) -> bytes:
    if head.path == "/assets" and head.method == "GET":
        return bodies.asset_page(int(head.query.get("page", "1")), head.scene.pages)
    return orjson.dumps(bodies.asset(1))


def _search(head: Head) -> bytes:
    token = head.path.removeprefix("/search").strip("/")
    return bodies.clip_page(int(token or 1), head.scene.pages)


READS: dict[str, Callable[[Head], bytes]] = {
    "assets": _assets,
    "search": _search,
    "embed-v2": lambda head: bodies.embeddings(head.scene.segments),
}
STREAMS = {
    "analyze": (bodies.answer_lines, b"application/x-ndjson"),
    "responses": (bodies.answer_events, b"text/event-stream"),
}


def upload_reply(head: Head, body: bytes, address: str) -> bytes:
    """What the session of an upload answers."""
    noun = head.path.removeprefix("/assets/multipart-uploads").rpartition("/")[2]
    sent = orjson.loads(body) if body else {}
    chunk = head.scene.chunk

    def addresses(start: int, count: int) -> list[dict[str, Any]]:
        root = f"{address}/{head.scene.path}/storage/"
        expiry = "2099-01-01T00:00:00Z"
        return [{"chunk_index": at, "url": f"{root}{at}", "expires_at": expiry} for at in range(start, start + count)]

    if noun == "":
        total = -(-sent["total_size"] // chunk)
        made = {"upload_id": "u1", "asset_id": "a1", "chunk_size": chunk, "total_chunks": total, "upload_headers": {}}
        return orjson.dumps({**made, "upload_urls": addresses(1, min(total, 50)), "expires_at": "2099-01-01T00:00:00Z"})
    if noun == "presigned-urls":
        return orjson.dumps({"upload_id": "u1", "start_index": sent["start"], "upload_urls": addresses(**sent)})
    if head.method == "POST":
        return orjson.dumps({"upload_id": "u1", "processed_chunks": len(sent["completed_chunks"])})
    return orjson.dumps({"upload_id": "u1", "status": "completed", "asset_id": "a1", "total_size": 1})


def json_reply(body: bytes) -> bytes:
    """A whole reply, with the headers that the API sends."""
    return (
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-trace-id: 4bf92f3577b34da6a3ce929d0e0e4736\r\n"
        b"x-ratelimit-request-limit: 3000\r\nx-ratelimit-request-remaining: 2999\r\n"
        b"x-ratelimit-request-reset: 1790000000\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
    )


@lru_cache(maxsize=16)
def stream_reply(noun: str, events: int, block: int) -> tuple[bytes, bytes]:
    """The head of a stream with its first event, and the rest of it."""
    make, media_type = STREAMS[noun]
    pieces = make(events)
    if block:
        whole = b"".join(pieces)
        pieces = [whole[at : at + block] for at in range(0, len(whole), block)]
    chunks = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]
    head = b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ntransfer-encoding: chunked\r\n\r\n" % media_type
    return head + chunks[0], b"".join(chunks[1:]) + b"0\r\n\r\n"


if __name__ == "__main__":
    asyncio.run(main())
