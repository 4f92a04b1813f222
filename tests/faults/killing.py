"""A sandbox that kills whoever uploads to it, at a chosen request: when it comes, in its middle, or once it is done."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from attrs import define, field, frozen
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twelvelabs_client import AsyncTwelveLabsV1_3, TwelveLabsV1_3
from twelvelabs_client.uploads.resuming import Journal, decode
from twelvelabs_sandbox import Sandbox

if TYPE_CHECKING:
    from tests.colours import Colour

When: TypeAlias = Literal["arrives", "is half there", "is done"]
PATIENCE = 10.0
CHUNK = 1000
CHUNKS = 26
CONTENT = random.Random(1).randbytes(CHUNK * CHUNKS - 300)
UPLOADER = Path(__file__).with_name("uploader.py")
SESSIONS = "/v1.3/assets/multipart-uploads"


@define
class Offset:
    """A clock that can be put forward."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.seconds


@frozen
class Asked:
    """A request as it arrived."""

    method: str
    path: str

    @property
    def chunk(self) -> int | None:
        """The number of the chunk that it brings to the storage."""
        return int(self.path.split("/")[-2]) if self.method == "PUT" and "/storage/uploads/" in self.path else None

    @property
    def opens(self) -> bool:
        return self.method == "POST" and self.path == SESSIONS

    @property
    def reports(self) -> bool:
        return self.method == "POST" and self.path.rpartition("/")[0] == SESSIONS

    @property
    def asks_for_addresses(self) -> bool:
        return self.method == "POST" and self.path.endswith("/presigned-urls")

    @property
    def looks(self) -> bool:
        return self.method == "GET" and self.path.rpartition("/")[0] == SESSIONS

    @property
    def reads_the_asset(self) -> bool:
        return self.method == "GET" and self.path.startswith("/v1.3/assets/") and not self.looks


@define
class Death:
    """The request at which to kill, counted among those that match, and the process that dies."""

    matches: Callable[[Asked], bool]
    when: When = "arrives"
    number: int = 1
    victim: subprocess.Popen[str] | None = None
    happened: bool = field(default=False, init=False)

    def comes(self, asked: Asked) -> bool:
        if self.happened or not self.matches(asked):
            return False
        self.number -= 1
        return self.number == 0

    def happens(self) -> None:
        """Kill, and go on only when nothing of the process is left."""
        assert self.victim is not None
        self.happened = True
        self.victim.kill()
        self.victim.wait()


class KillingSandbox(Sandbox):
    """Remembers every request, and kills at one of them if told to."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._inner: ASGIApp = self._app
        cast(Any, self)._app = self
        self.asked: list[Asked] = []
        self.death: Death | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Asked(scope["method"], scope["path"])
        self.asked.append(asked)
        death = self.death
        if death is None or not death.comes(asked):
            await self._inner(scope, receive, send)
        elif death.when == "arrives" or (death.when == "is half there" and asked.method == "GET"):
            # What has no body is there at once.
            death.happens()
        elif death.when == "is half there":
            await self._inner(scope, _halved(receive, death), send)
        else:
            await self._inner(scope, receive, _too_late(send, death))

    def stored(self, asset_id: str) -> bytes:
        """What is stored of an asset."""
        return (self._platform.files / asset_id).read_bytes()

    @property
    def open_connections(self) -> int:
        return len(self._server.server_state.connections)

    @property
    def chunks(self) -> list[int]:
        """The numbers of the chunks that were brought to the storage, in their order."""
        return [asked.chunk for asked in self.asked if asked.chunk is not None]

    def settle(self) -> None:
        """Wait until nothing is left of clients that are gone: what they had sent is read even after their death."""
        server = self._server.server_state
        for _ in range(2):
            end = time.monotonic() + PATIENCE
            while server.connections or server.tasks:
                assert time.monotonic() < end, "connections are still open"
                time.sleep(0.005)
            # Whoever had connected and was not let in yet is let in now.
            socket.create_connection(self._socket.getsockname()).close()

    def upload(self, path: Path, state: Path, colour: Colour, **options: Any) -> str:
        """Upload a file in this process; the asset's id."""
        client: dict[str, Any] = {"api_key": self.api_key, "base_url": self.url, "state_dir": state}
        if colour == "sync":
            with TwelveLabsV1_3(**client) as tl:
                return tl.assets.upload(path, multipart=True, **options).id

        async def upload() -> str:
            async with AsyncTwelveLabsV1_3(**client) as tl:
                return (await tl.assets.upload(path, multipart=True, **options)).id

        return asyncio.run(upload())

    def run(self, path: Path, state: Path, death: Death | None = None, **options: Any) -> str | None:
        """Upload a file in a process of its own; the asset's id, or None if the process was killed."""
        environment = {
            "TWELVELABS_API_KEY": self.api_key,
            "TWELVELABS_BASE_URL": self.url,
            "TWELVELABS_STATE_DIR": str(state),
        }
        command = [sys.executable, str(UPLOADER), json.dumps({"path": str(path), **options})]
        self.death = death
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if death is not None:
            death.victim = process
        printed, complaints = process.communicate(timeout=60)
        self.death = None
        self.settle()
        if process.returncode == 0:
            return printed.strip()
        assert process.returncode == -9, complaints
        return None


def journals_in(state: Path) -> list[Journal | None]:
    """What is noted of uploads under way; None for what cannot be read."""
    return [decode(path.read_bytes()) for path in sorted(state.glob("uploads/*.json"))]


def _halved(receive: Receive, death: Death) -> Receive:
    async def halved() -> Message:
        if death.happened:
            return {"type": "http.disconnect"}
        message = await receive()
        death.happens()
        body = message.get("body", b"")
        return {**message, "body": body[: len(body) // 2], "more_body": True}

    return halved


def _too_late(send: Send, death: Death) -> Send:
    async def too_late(message: Message) -> None:
        if not death.happened:
            death.happens()
        await send(message)

    return too_late
