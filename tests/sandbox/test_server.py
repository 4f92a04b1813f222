"""The sandbox as a server: real sockets, its own thread, its own process."""

from __future__ import annotations

import hashlib
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from twelvelabs_sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(speed=200, api_key="tlk_MADEUP") as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"{sandbox.url}/v1.3", headers={"x-api-key": sandbox.api_key}, trust_env=False
    ) as client:
        yield client


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        return


def upload(client: httpx.Client, **fields: str) -> str:
    reply = client.post("/assets", files={name: (None, value) for name, value in fields.items()})
    assert reply.status_code == 201, reply.text
    return str(reply.json()["_id"])


def ready(client: httpx.Client, path: str) -> dict[str, object]:
    """Polls until the state is final; the server's time is compressed two hundred times."""
    for _ in range(1000):
        found: dict[str, object] = client.get(path).json()
        if found["status"] in ("ready", "failed"):
            return found
    raise AssertionError(f"{path} never came to an end")


def test_it_answers_on_loopback_under_the_given_key(sandbox: Sandbox, client: httpx.Client) -> None:
    assert sandbox.url.startswith("http://127.0.0.1:")
    assert client.get("/indexes").json()["data"] == []
    assert client.get("/indexes", headers={"x-api-key": "other"}).status_code == 401
    assert sandbox.requests == (("GET", "/indexes"), ("GET", "/indexes"))


def test_a_video_goes_all_the_way(sandbox: Sandbox, client: httpx.Client, video: Path) -> None:
    sandbox.add_transcript("harbor", "WEBVTT\n\n00:00.000 --> 00:02.000\nThe ferry leaves.")
    models = [{"model_name": "marengo3.0", "model_options": ["visual", "audio"]}]
    index = client.post("/indexes", json={"index_name": "harbor", "models": models}).json()["_id"]
    parts = [("method", (None, b"direct")), ("file", ("harbor.mp4", video.read_bytes()))]
    asset = client.post("/assets", files=parts).json()["_id"]
    ready(client, f"/assets/{asset}")
    indexed = client.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset}).json()["_id"]
    ready(client, f"/indexes/{index}/indexed-assets/{indexed}")

    fields = {"index_id": index, "search_options": "transcription", "query_text": "ferry"}
    found = client.post("/search", files={name: (None, value) for name, value in fields.items()}).json()

    assert [(clip["start"], clip["transcription"]) for clip in found["data"]] == [(0, "The ferry leaves.")]


def test_an_asset_by_url_is_fetched_from_loopback(client: httpx.Client, video: Path) -> None:
    handler = partial(Quiet, directory=str(video.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"

        copied = ready(client, f"/assets/{upload(client, method='url', url=f'{origin}/{video.name}')}")
        missing = ready(client, f"/assets/{upload(client, method='url', url=f'{origin}/nothing.mp4')}")
        server.shutdown()

    assert (copied["status"], copied["filename"], copied["size"]) == ("ready", video.name, video.stat().st_size)
    assert missing["status"] == "failed"


def test_a_cut_breaks_the_connection(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.faults.add(path="/indexes", cut_after=10)

    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/indexes")
    assert client.get("/indexes").status_code == 200


def test_a_reply_without_a_body_can_be_lost(sandbox: Sandbox, client: httpx.Client) -> None:
    models = [{"model_name": "marengo3.0", "model_options": ["visual"]}]
    index = client.post("/indexes", json={"index_name": "harbor", "models": models}).json()["_id"]
    sandbox.faults.add(method="DELETE", cut_after=0)

    with pytest.raises(httpx.RemoteProtocolError):
        client.delete(f"/indexes/{index}")
    assert client.get(f"/indexes/{index}").status_code == 404


def test_a_file_goes_in_chunks_past_a_fault(video: Path) -> None:
    content = video.read_bytes()
    body = {"filename": video.name, "type": "video", "total_size": len(content)}
    size = 4096
    with Sandbox(speed=200, chunk_size=size, first_urls=50) as sandbox, httpx.Client(trust_env=False) as storage:
        base, key = f"{sandbox.url}/v1.3", {"x-api-key": sandbox.api_key}
        opened = storage.post(f"{base}/assets/multipart-uploads", json=body, headers=key).json()
        sandbox.faults.add(method="PUT", path="/storage/uploads/*", status=503)

        def put(index: int) -> httpx.Response:
            chunk = content[(index - 1) * size : index * size]
            url = opened["upload_urls"][index - 1]["url"]
            return storage.put(url, content=chunk, headers=opened["upload_headers"])

        statuses = [put(1).status_code]
        proofs = []
        for index in range(1, opened["total_chunks"] + 1):
            sent = put(index)
            statuses.append(sent.status_code)
            length = len(content[(index - 1) * size : index * size])
            proof = {"chunk_index": index, "proof": sent.headers["etag"], "proof_type": "etag", "chunk_size": length}
            proofs.append(proof)
        place = f"{base}/assets/multipart-uploads/{opened['upload_id']}"
        done = storage.post(place, json={"completed_chunks": proofs}, headers=key).json()
        stored = storage.get(done["url"]).content

    assert statuses == [503] + [200] * opened["total_chunks"]
    assert stored == content


def test_leaving_frees_the_port_and_the_files(video: Path) -> None:
    with Sandbox() as sandbox:
        headers = {"x-api-key": sandbox.api_key}
        parts = [("method", (None, b"direct")), ("file", ("a.mp4", video.read_bytes()))]
        httpx.post(f"{sandbox.url}/v1.3/assets", files=parts, headers=headers, trust_env=False)
        port = urlsplit(sandbox.url).port
        folder = sandbox._platform.files
        assert any(folder.iterdir())

    assert not folder.exists()
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.1", port or 0)) != 0


def test_two_sandboxes_know_nothing_of_each_other() -> None:
    with Sandbox() as one, Sandbox() as other:
        assert one.url != other.url


def test_the_command_prints_one_line_and_ends_on_interrupt() -> None:
    command = [sys.executable, "-m", "twelvelabs_sandbox", "--port", "0", "--api-key", "tlk_MADEUP"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        url = line.split()[0]
        status = httpx.get(f"{url}/v1.3/indexes", headers={"x-api-key": "tlk_MADEUP"}, trust_env=False).status_code
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=10)

    assert (line, status) == (f"{url} api-key tlk_MADEUP\n", 200)
    assert (rest, errors, process.returncode) == ("", "", 0)


def test_the_command_stays_on_this_machine_unless_told() -> None:
    command = [sys.executable, "-m", "twelvelabs_sandbox", "--host", "0.0.0.0"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--allow-remote" in done.stderr


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "av"])
def test_a_missing_extra_is_named_in_one_line(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None\nfrom twelvelabs_sandbox import Sandbox"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stderr.splitlines()[-1].endswith("pip install 'twelvelabs-client[sandbox]'")


def test_importing_the_room_loads_nothing_of_the_extra() -> None:
    code = "import sys, twelvelabs_sandbox; print({'starlette', 'uvicorn', 'av'} & sys.modules.keys())"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


def test_a_test_can_compare_what_is_stored(sandbox: Sandbox, client: httpx.Client) -> None:
    file = {"file": ("harbor.mp4", b"made-up bytes")}
    asset = client.post("/assets", data={"method": "direct"}, files=file).json()["_id"]
    session = {"filename": "harbor.mp4", "type": "video", "total_size": 7}
    opened = client.post("/assets/multipart-uploads", json=session).json()

    assert sandbox.stored_hash(asset) == hashlib.sha256(b"made-up bytes").hexdigest()
    assert [upload.id for upload in sandbox.uploads] == [opened["upload_id"]]
