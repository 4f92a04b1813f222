"""A client that talks to a server on 127.0.0.1, which answers as scripted and keeps each request as it arrived."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from attrs import frozen

from twelvelabs_client import TwelveLabs

KEY = "tlk_MADEUPKEY0123456789"


@frozen
class Asked:
    """One request as it stood on the wire."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def target(self) -> str:
        """What stands between the method and the version of HTTP, below the root of the API."""
        return self.line.split(" ")[1].removeprefix("/v1.3")

    @property
    def json(self) -> Any:
        """The body as JSON; what is declared as something else is none."""
        assert self.headers["content-type"].endswith("json")
        return json.loads(self.body)


@frozen
class Answer:
    """One response; a body in blocks is sent block by block, without saying how long it is.

    Attributes:
        status: Its status.
        body: What it carries.
        media_type: What it says of its body.
        declared: The length that it says it has, if not its own.
    """

    status: int = 200
    body: bytes | list[bytes] = b""
    media_type: str = "application/json"
    declared: int | None = None


class Server:
    """Answers with one response after the other; without any left, with 500."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[Asked] = []
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one packet: without it, each response waits for an acknowledgement.
            wbufsize = -1

            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline(65537)
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                headers = {name.lower(): value for name, value in self.headers.items()}
                script.asked.append(Asked(self.requestline, headers, b"".join(_body(self.rfile, headers))))
                script.send(self, script.answers.pop(0) if script.answers else Answer(500))
                self.wfile.flush()

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it is found."""
        return f"http://127.0.0.1:{self._http.server_port}"

    @staticmethod
    def send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        """Send a response."""
        handler.send_response_only(answer.status)
        if answer.body:
            handler.send_header("content-type", answer.media_type)
        if isinstance(answer.body, list) or answer.declared is not None:
            handler.send_header("connection", "close")
            handler.close_connection = True
        if not isinstance(answer.body, list) and answer.status != 204:
            handler.send_header("content-length", str(answer.declared or len(answer.body)))
        handler.end_headers()
        for block in answer.body if isinstance(answer.body, list) else [answer.body]:
            handler.wfile.write(block)

    def close(self) -> None:
        """Stop answering."""
        self._http.shutdown()
        self._http.server_close()


def _body(file: Any, headers: dict[str, str]) -> Iterator[bytes]:
    if headers.get("transfer-encoding") == "chunked":
        while size := int(file.readline(), 16):
            yield file.read(size)
            file.readline()
        file.readline()
    else:
        yield file.read(int(headers.get("content-length", "0")))


class Talk:
    """Calls operations of a generated package with the client itself."""

    def __init__(self) -> None:
        self.server = Server()
        self.client = TwelveLabs(api_key=KEY, base_url=self.server.url, max_retries=0)

    def call(self, operation: Any, *args: Any, answer: Answer | None = None, **kwargs: Any) -> Any:
        """Call an operation, which the server answers like this; 204 unless something else is said."""
        self.server.answers.append(answer or Answer(204))
        return self.client.low_level.call(operation, *args, **kwargs)

    def sent(self, operation: Any, *args: Any, answer: Answer | None = None, **kwargs: Any) -> Asked:
        """The request that a call sends."""
        self.call(operation, *args, answer=answer, **kwargs)
        return self.server.asked[-1]

    def received(self, operation: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        """What a call reads of a response that holds this JSON."""
        return self.call(operation, *args, answer=Answer(body=json.dumps(value).encode()), **kwargs)

    def close(self) -> None:
        """Close both ends."""
        self.client.close()
        self.server.close()
