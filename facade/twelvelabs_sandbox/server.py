"""The sandbox as a server in a thread."""

from __future__ import annotations

import hashlib
import socket
import threading
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from twelvelabs_sandbox.app import create_app
from twelvelabs_sandbox.faults import Faults
from twelvelabs_sandbox.settings import Settings
from twelvelabs_sandbox.store.connecting import ACCOUNT, connect, decide, set_status, state_in
from twelvelabs_sandbox.store.platform import Platform, ScriptedResponse
from twelvelabs_sandbox.store.remote_files import RemoteFile
from twelvelabs_sandbox.store.upload_sessions import SessionView, views
from twelvelabs_sandbox.store.webhooks import SECRET, Delivery


class Sandbox:
    """A server that speaks the API, on a free port of this machine, for the time of a ``with`` block.

    Args:
        host: a loopback address.
        port: 0 takes a free one.
        **settings: any attribute of `Settings`, such as ``speed``, ``sidecars`` or ``api_key``.
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, **settings: Any) -> None:
        known = {name: value for name, value in settings.items() if value is not None}
        for name in {"sidecars", "description"} & known.keys():
            known[name] = Path(known[name])
        self._app = create_app(Settings(**known))
        self._platform: Platform = self._app.state.platform
        self._address = (host, port)
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server; requests are taken from now on, even before its thread is up."""
        self._socket = _listen(self._address)
        config = uvicorn.Config(self._app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        run = partial(self._server.run, sockets=[self._socket])
        self._thread = threading.Thread(target=run, name="twelvelabs-sandbox", daemon=True)
        self._thread.start()
        self._platform.outbox.start()

    def stop(self) -> None:
        """Stop the server and its deliveries, free the port, remove every file. Safe to repeat."""
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
            self._thread = None
            self._socket.close()
        self._platform.close()

    @property
    def url(self) -> str:
        """Where it listens, without the API's version."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def api_key(self) -> str:
        """The key that is let in."""
        return self._platform.settings.api_key

    @property
    def faults(self) -> Faults:
        """Faults for the next requests."""
        return self._platform.faults

    @property
    def requests(self) -> tuple[tuple[str, str], ...]:
        """Method and path, below the version, of every request so far."""
        return tuple(self._platform.requests)

    @property
    def uploads(self) -> list[SessionView]:
        """Every multipart upload so far, with what its storage took."""
        return views(self._platform)

    def stored_hash(self, asset_id: str) -> str:
        """The SHA-256 of the bytes that are stored of an asset, in hex."""
        with (self._platform.files / asset_id).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def add_transcript(self, filename: str, text: str) -> None:
        """Say what is spoken in uploads of that file name or stem: WebVTT or SubRip text."""
        self._platform.transcripts[filename] = text

    def add_shown_text(self, filename: str, text: str) -> None:
        """Say what is written in the picture of uploads of that file name or stem: WebVTT or SubRip text."""
        self._platform.shown_texts[filename] = text

    def add_logos(self, filename: str, text: str) -> None:
        """Say which brands are seen in uploads of that file name or stem: WebVTT or SubRip text."""
        self._platform.shown_logos[filename] = text

    def add_foreign(self, identifier: str) -> None:
        """Say that another account owns what has this id: whoever asks for it is refused."""
        self._platform.foreign.add(identifier)

    def script_analysis(self, asset_id: str | None, text: str) -> None:
        """Set the text that analyses of an asset answer; None means every asset without one of its own."""
        self._platform.scripted_analyses[asset_id] = text

    def script_response(self, knowledge_store_id: str | None, text: str, *, failed: bool = False) -> None:
        """Set the text that responses about a knowledge store answer; None means every store without one of its own.

        A number in brackets, such as ``[1]``, cites the item of that place. With ``failed`` a stream breaks off within
        the text and tells that the response failed, and a whole reply has that status.
        """
        self._platform.scripted_responses[knowledge_store_id] = ScriptedResponse(text, failed)

    def consent(self, authorize_url: str, *, account: str = ACCOUNT, granted: bool = True) -> str:
        """Decide as the user who was sent there would; the address to which the browser is sent back."""
        return decide(self._platform, state_in(authorize_url), account, granted)

    def connect(self, account: str = ACCOUNT, *, custom_id: str | None = None) -> str:
        """Connect an account without asking anybody; the id of the connection."""
        return str(connect(self._platform, account, custom_id)["id"])

    def set_connection_status(self, connection_id: str, status: str) -> None:
        """Let a connection be ``expired``, ``revoked`` or ``active`` again."""
        set_status(self._platform, connection_id, status)

    def add_remote_file(
        self,
        source_id: str,
        path: str | Path,
        *,
        name: str | None = None,
        size: int | None = None,
        readable: bool = True,
    ) -> None:
        """Offer a file to be imported by every connection, or replace one.

        Args:
            source_id: its id at the provider.
            path: where its bytes are; they are read when it is imported.
            name: its name there; None takes that of the path.
            size: how large the provider says it is; None takes the size of the file.
            readable: whether the user's consent covers it.
        """
        path = Path(path)
        size = path.stat().st_size if size is None else size
        file = RemoteFile(path=path, name=name or path.name, size=size, readable=readable)
        self._platform.remote_files[source_id] = file

    def add_webhook(self, url: str, secret: str = SECRET) -> None:
        """Tell an address on this machine of every task that ends from now on, signed with the secret."""
        self._platform.outbox.add(url, secret)
        if self._thread is not None:
            self._platform.outbox.start()

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Every event so far, for every webhook: how often it was sent, and whether it was taken."""
        return self._platform.outbox.deliveries


def _listen(address: tuple[str, int]) -> socket.socket:
    """A socket that takes connections already, so that no other process can get the port in between."""
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    # asyncio switches Nagle's delay off only where the protocol is named: 40 ms a reply otherwise.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(address)
    listening.listen()
    return listening
