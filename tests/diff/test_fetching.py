"""A published description is read from a file or a URL within limits, and errors name what the user named."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.canonical import read_specification
from pipeline.document import SpecError
from tracking.fetching import fetch, naming

JSON = b'\xef\xbb\xbf\n{"openapi": "3.1.0", "paths": {}}'
TAG = '"state-1"'
YAML = b"openapi: '3.1.0'\npaths: {}\n"
REDIRECTS = {"/moved": "/json", "/to-a-file": "file:///etc/hostname", "/to-ftp": "ftp://127.0.0.1/spec.json"}
BODIES = {"/json": JSON, "/yaml": YAML, "/broken": b'{"openapi": ', "/large": b"x" * 5_000}


class Handler(BaseHTTPRequestHandler):
    over: threading.Event

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in REDIRECTS:
            self.send_response(302)
            self.send_header("Location", REDIRECTS[path])
            self.end_headers()
        elif path in BODIES:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(BODIES[path])
        elif path == "/tagged":
            known = self.headers.get("If-None-Match") == TAG
            self.send_response(304 if known else 200)
            self.send_header("ETag", TAG)
            self.end_headers()
            self.wfile.write(b"" if known else JSON)
        elif self.path == "/trickled-body":
            self.send_response(200)
            self.end_headers()
            self._trickle(b" ")
        elif self.path == "/trickled-headers":
            self._trickle(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            self.send_error(404)

    def _trickle(self, begin: bytes) -> None:
        try:
            self.wfile.write(begin)
            while not self.over.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            return

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a server on this machine."""
    Handler.over = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        Handler.over.set()
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "name", "body"),
    [("/json", "fetched.json", JSON), ("/yaml", "fetched.yaml", YAML), ("/moved", "fetched.json", JSON)],
)
def test_a_url_is_downloaded_and_named_by_its_content(
    server: str, tmp_path: Path, path: str, name: str, body: bytes
) -> None:
    published = fetch(server + path, tmp_path, date="2026-07-30")

    assert published.file == tmp_path / name
    assert published.file.read_bytes() == body
    assert (published.source, published.date) == (server + path, "2026-07-30")
    assert published.sha256 == hashlib.sha256(body).hexdigest()


def test_what_has_not_changed_is_not_downloaded_again(server: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    known = dataclasses.replace(fetch(f"{server}/tagged", tmp_path, date="2026-07-30"), file=kept)
    kept.write_bytes(YAML)  # what only the copy has shows that the copy was used

    again = fetch(f"{server}/tagged", tmp_path, date="2026-07-31", known=known)

    assert (again.file.read_bytes(), again.date, again.etag) == (YAML, "2026-07-31", TAG)


@pytest.mark.parametrize("path", ["/json", "/tagged?key=other"])
def test_what_is_known_of_another_url_is_not_used(server: str, tmp_path: Path, path: str) -> None:
    known = fetch(f"{server}/tagged?key=one", tmp_path)
    kept = dataclasses.replace(known, file=tmp_path / "missing.json")

    assert fetch(server + path, tmp_path, known=kept).file.read_bytes() == JSON


def test_a_local_file_is_used_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "spec-july.json"
    file.write_bytes(JSON)

    published = fetch(str(file), tmp_path / "scratch")

    assert (published.source, published.file) == ("spec-july.json", file)
    assert published.sha256 == hashlib.sha256(JSON).hexdigest()
    assert len(published.date.split("-")) == 3


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/missing", "the server answered 404"),
        ("/large", "is larger than 1000 bytes"),
        ("/to-a-file", "redirects to a URL that does not begin with http"),
        ("/to-ftp", "redirects to a URL that does not begin with http"),
    ],
)
def test_a_url_that_cannot_be_used_is_named(server: str, tmp_path: Path, path: str, expected: str) -> None:
    with pytest.raises(SpecError) as raised:
        fetch(server + path, tmp_path, most=1_000)

    assert str(raised.value).startswith(f"{server}{path}: ")
    assert expected in str(raised.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/trickled-body", "/trickled-headers"])
def test_a_server_that_trickles_bytes_does_not_outlast_the_time_limit(server: str, tmp_path: Path, path: str) -> None:
    started = time.monotonic()

    with pytest.raises(SpecError, match=r"/trickled-\w+: not downloaded within 0\.3 s"):
        fetch(server + path, tmp_path, seconds=0.3)

    assert time.monotonic() - started < 5


def test_a_refused_connection_is_named(tmp_path: Path) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}/spec.json"

        with pytest.raises(SpecError) as raised:
            fetch(url, tmp_path)

    assert str(raised.value).startswith(f"{url}: cannot be downloaded: ")


def test_a_missing_certificate_file_is_reported_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))

    with pytest.raises(SpecError, match=r"^https://127\.0\.0\.1/: cannot be downloaded: .*No such file"):
        fetch("https://127.0.0.1/", tmp_path)


@pytest.mark.parametrize(
    "source",
    ["ftp://127.0.0.1/spec.json", "file:///etc/hostname", "http://", "http://[", "http://127.0.0.1:99999/"],
)
def test_what_is_not_an_http_url_is_refused(source: str, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="must be a file, or a URL that begins with http:// or https://") as raised:
        fetch(source, tmp_path)

    assert str(raised.value).startswith(f"{source}: ")


@pytest.mark.parametrize("path", ["/json", "/missing"])
def test_secrets_in_a_url_are_neither_kept_nor_shown(server: str, tmp_path: Path, path: str) -> None:
    host = server.removeprefix("http://")

    try:
        shown = fetch(f"http://user:secret-1@{host}{path}?token=secret-2", tmp_path).source
    except SpecError as error:
        shown = str(error).removesuffix(": cannot be downloaded: the server answered 404")

    assert shown == f"{server}{path}?..."


@pytest.mark.parametrize("kind", ["missing", "folder", "large"])
def test_a_local_file_that_cannot_be_read_is_named(tmp_path: Path, kind: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_bytes(b"x" * 5_000)

    with pytest.raises(SpecError) as raised:
        fetch(str(tmp_path / kind), tmp_path, most=4_999)

    assert str(raised.value).startswith(f"{tmp_path / kind}: ")


def test_a_device_is_not_read() -> None:
    with pytest.raises(SpecError, match=rf"^{re.escape(os.devnull)}: is not a regular file$"):
        fetch(os.devnull, Path())


def test_errors_of_later_steps_name_the_url(server: str, tmp_path: Path) -> None:
    published = fetch(f"{server}/broken", tmp_path)

    with pytest.raises(SpecError) as raised, naming(published):
        read_specification(published.file)

    assert str(raised.value).startswith(f"{server}/broken: not well-formed")
    assert str(tmp_path) not in str(raised.value)


def test_errors_of_later_steps_name_a_local_file_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text('{"openapi": ')
    published = fetch(str(file), tmp_path)

    with pytest.raises(SpecError, match=r"broken\.json: not well-formed") as raised, naming(published):
        read_specification(published.file)

    assert str(raised.value).startswith(str(file))
