"""A session that cannot be trusted, and a storage that cannot be reached: nothing is sent, or nothing twice in vain."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import KEY, Clock, Reply, Server, reply, serve
from twelvelabs_client import APIConnectionError, AsyncTwelveLabs, InvalidInputError, StorageError, TaskFailedError

STORAGE = "https://storage.example/1?X-Amz-Signature=made-up-signature"
CONTENT: Any = b"0123456"


@pytest.fixture(autouse=True)
def no_sleep(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twelvelabs_client._async.uploads.multipart.sleep", clock.sleep_async)
    monkeypatch.setattr("twelvelabs_client._sync.uploads.multipart.sleep", clock.sleep)


def opened(*urls: str, **other: Any) -> httpx.Response:
    """A session for two chunks of four and three bytes."""
    addresses = [{"chunk_index": index, "url": url} for index, url in enumerate(urls, 1)]
    session = {"upload_id": "u1", "asset_id": "a1", "chunk_size": 4, "total_chunks": 2, "upload_urls": addresses}
    return reply(201, {**session, **other})


async def failure(server: Server, kind: type[Exception], **options: Any) -> str:
    """How an upload in chunks ends, in one line that gives nothing away."""
    async with AsyncTwelveLabs(**server.options, **options) as tl:
        with pytest.raises(kind) as caught:
            await tl.assets.upload(CONTENT, filename="clip.mp4", multipart=True, max_concurrency=1)
    said = str(caught.value)
    assert said.isprintable()
    assert not [secret for secret in (KEY, "made-up-signature") if secret in said]
    return said


MISTRUSTED = [
    ("http://storage.example/1", "storage.example"),
    ("http://127.0.0.1:9/1", "127.0.0.1"),
    ("https://localhost/1", "localhost"),
    ("https://user@storage.example/1", "storage.example"),
    ("ftp://storage.example/1", "storage.example"),
    ("storage.example/1", "no host"),
]


@pytest.mark.parametrize(("url", "host"), MISTRUSTED)
@in_both_colours
async def test_bytes_are_not_sent_to_an_address_that_is_not_to_be_trusted(url: str, host: str) -> None:
    server = serve(opened(url, STORAGE))
    says = f"the API named a storage address at {host} that is not to be trusted"
    assert await failure(server, APIConnectionError) == says
    assert [request.method for request in server.requests] == ["POST"]


@pytest.mark.parametrize("allowed", [["other.example"], ["*.storage.example"], []])
@in_both_colours
async def test_bytes_are_not_sent_to_a_host_that_is_not_allowed(allowed: list[str]) -> None:
    server = serve(opened(STORAGE, STORAGE))
    said = await failure(server, APIConnectionError, allowed_hosts=allowed)
    assert said.startswith(
        "upload: the API named a storage address at storage.example, which is not among allowed_hosts="
    )
    assert [request.method for request in server.requests] == ["POST"]


@in_both_colours
async def test_bytes_are_sent_to_a_host_that_is_allowed() -> None:
    whole = opened(STORAGE, chunk_size=7, total_chunks=1)
    taken = reply(200, {"processed_chunks": 1})
    done = reply(200, {"upload_id": "u1", "status": "completed"})
    server = serve(whole, reply(200, None, etag='"e1"'), taken, done, reply(200, {"_id": "a1", "status": "processing"}))
    async with AsyncTwelveLabs(**server.options) as client:
        tl = client.with_options(allowed_hosts=["storage.example"])
        asset = await tl.assets.upload(CONTENT, filename="clip.mp4", multipart=True)
    assert asset.id == "a1"


UNUSABLE: list[tuple[str, dict[str, str]]] = [
    ("https://[storage.example/1", {}),
    ("https://storage.example:made-up-signature/1", {}),
    ("https://storage.example/made-up-signature\x00", {}),
    ("https://xn--/1", {}),
    (STORAGE, {"Möwe": "x"}),
]


@pytest.mark.parametrize(("url", "headers"), UNUSABLE)
@in_both_colours
async def test_an_address_that_is_none_is_told_as_a_failure_of_the_api(url: str, headers: dict[str, str]) -> None:
    server = serve(opened(url, upload_headers=headers))
    assert "the API named a storage address" in await failure(server, APIConnectionError, max_retries=0)
    assert [request.method for request in server.requests] == ["POST"]


UNFIT = [
    ({"total_chunks": 3}, "upload: the API expects 3 chunks, the file has 2"),
    ({"total_chunks": 1}, "upload: the API expects 1 chunks, the file has 2"),
    ({"chunk_size": 7, "total_chunks": 2}, "upload: the API expects 2 chunks, the file has 1"),
    ({"chunk_size": 0}, "upload: the API did not say how large a chunk is"),
    ({"chunk_size": None}, "upload: the API did not say how large a chunk is"),
]


@pytest.mark.parametrize(("other", "says"), UNFIT)
@in_both_colours
async def test_a_session_that_does_not_fit_the_file_gets_no_byte(other: dict[str, Any], says: str) -> None:
    server = serve(opened(STORAGE, STORAGE, **other))
    assert await failure(server, APIConnectionError) == says
    assert [request.method for request in server.requests] == ["POST"]


@in_both_colours
async def test_a_chunk_without_an_address_ends_the_upload() -> None:
    server = serve(opened(), reply(200, {"upload_urls": [{"chunk_index": 2, "url": STORAGE}]}))
    assert await failure(server, APIConnectionError) == "upload u1: the API gave no address for chunk 1"


def addresses() -> httpx.Response:
    return reply(200, {"upload_urls": [{"chunk_index": 1, "url": STORAGE}]})


BROKEN: list[tuple[BaseException, str]] = [
    (httpx.ConnectError("refused"), "upload: ConnectError at the storage storage.example"),
    (httpx.ReadTimeout("silence"), "upload: ReadTimeout at the storage storage.example"),
    (httpx.RemoteProtocolError("cut"), "upload: RemoteProtocolError at the storage storage.example"),
    (ConnectionResetError("reset"), "upload: ConnectionResetError at the storage storage.example"),
]


@pytest.mark.parametrize(("broken", "says"), BROKEN, ids=repr)
@in_both_colours
async def test_a_storage_that_cannot_be_reached_is_tried_again_a_few_times(
    broken: Reply, says: str, clock: Clock
) -> None:
    server = serve(opened(STORAGE), broken, addresses(), broken, addresses(), broken, addresses(), broken)
    assert await failure(server, APIConnectionError, max_retries=1) == says
    assert [request.method for request in server.requests] == ["POST", "PUT"] * 4
    assert len(clock.waits) == 3


def refusal(status: int, code: str = "Made-up", **headers: str) -> httpx.Response:
    return reply(status, f"<Error><Code>{code}</Code><Message>made-up-signature</Message></Error>", **headers)


# (what a storage says that is to be asked again, how long the client waits)
PASSING: list[tuple[int, str, dict[str, str], list[float]]] = [
    (403, "AccessDenied", {}, []),
    (503, "SlowDown", {"retry_after": "7"}, [7.0]),
    (429, "SlowDown", {"retry_after": "100000"}, [60.0]),
    (400, "ExpiredToken", {}, [0.25]),
    (400, "RequestTimeout", {}, [0.25]),
    (400, "IncompleteBody", {}, [0.25]),
    (400, "BadDigest", {}, [0.25]),
]


@pytest.mark.parametrize(("status", "code", "headers", "waits"), PASSING)
@in_both_colours
async def test_a_storage_is_asked_again_when_and_where_it_says_that_helps(
    status: int,
    code: str,
    headers: dict[str, str],
    waits: list[float],
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("random.random", lambda: 0.0)
    server = serve(
        opened(STORAGE, chunk_size=7, total_chunks=1),
        refusal(status, code, **headers),
        addresses(),
        reply(200, None, etag='"e1"'),
        reply(200, {"processed_chunks": 2}),
        reply(200, {"upload_id": "u1", "status": "completed"}),
        reply(200, {"_id": "a1", "status": "processing"}),
    )
    async with AsyncTwelveLabs(**server.options) as tl:
        asset = await tl.assets.upload(CONTENT, filename="clip.mp4", multipart=True)
    assert (asset.id, clock.waits) == ("a1", waits)


@in_both_colours
async def test_what_the_storage_calls_it_is_told() -> None:
    server = serve(opened(STORAGE), refusal(400, "EntityTooLarge"))
    said = await failure(server, StorageError)
    assert said == "upload: the storage storage.example refused a chunk with 400 (EntityTooLarge)"


@in_both_colours
async def test_a_redirect_of_the_storage_is_not_followed() -> None:
    server = serve(opened(STORAGE), reply(307, None, location="https://elsewhere.example/"))
    assert await failure(server, StorageError) == "upload: the storage storage.example refused a chunk with 307"


@pytest.mark.parametrize("state", ["failed", "expired"])
@in_both_colours
async def test_a_session_that_fails_after_all_is_told(state: str) -> None:
    stored = [reply(200, None, etag='"e1"') for _ in range(2)]
    server = serve(
        opened(STORAGE, STORAGE),
        *stored,
        reply(200, {"processed_chunks": 2}),
        reply(200, {"upload_id": "u1", "status": state}),
    )
    assert await failure(server, TaskFailedError) == f"upload u1 is {state}"


@in_both_colours
async def test_the_interval_that_was_asked_for_holds_for_the_session_too(clock: Clock) -> None:
    states = [reply(200, {"upload_id": "u1", "status": state}) for state in ("active", "active", "completed")]
    server = serve(
        opened(STORAGE, chunk_size=7, total_chunks=1),
        reply(200, None, etag='"e1"'),
        reply(200, {"processed_chunks": 1}),
        *states,
        reply(200, {"_id": "a1", "status": "processing"}),
    )
    async with AsyncTwelveLabs(**server.options) as tl:
        asset = await tl.assets.upload(CONTENT, filename="clip.mp4", multipart=True, poll_interval=0.25)
    assert asset.id == "a1"
    assert clock.waits == [0.25, 0.25]


@in_both_colours
async def test_a_closed_client_sends_no_chunk() -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        pass
    with pytest.raises(InvalidInputError, match=r"^upload: the client is closed; make a new one$"):
        await tl._transport.put(STORAGE, lambda: [b"x"], 1, {}, 5.0)
