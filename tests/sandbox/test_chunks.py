"""Chunk URLs: what the storage takes, and what it refuses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Callable
from datetime import datetime

import httpx
import pytest

from tests.sandbox.harness import Api, Clock
from tests.sandbox.uploading import Upload
from twelvelabs_sandbox.faults import ConnectionCut

CONTENT = b"harbor" * 400


@pytest.fixture
def api(start: Callable[..., Api]) -> Api:
    return start(chunk_size=1000)


@pytest.fixture
def upload(api: Api) -> Upload:
    return Upload(api, CONTENT)


def refused(reply: httpx.Response) -> tuple[int, str]:
    assert reply.headers["content-type"] == "application/xml"
    found = re.match(r"<Error><Code>(\w+)</Code><Message>", reply.text)
    assert found, reply.text
    return reply.status_code, found[1]


def test_taken_bytes_are_answered_with_their_quoted_md5(upload: Upload) -> None:
    reply = upload.put(1)

    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["etag"] == f'"{hashlib.md5(CONTENT[:1000]).hexdigest()}"'


def test_a_url_works_once(upload: Upload) -> None:
    upload.put(1)

    assert refused(upload.put(1)) == (403, "AccessDenied")
    assert upload.more_urls(1).status_code == 200
    assert upload.put(1).status_code == 200


def test_a_url_works_once_even_at_the_same_time(api: Api, upload: Upload) -> None:
    url, headers = upload.urls[1], {**upload.headers, "x-api-key": ""}
    quicker: list[httpx.Response] = []

    async def pieces() -> AsyncIterator[bytes]:
        yield CONTENT[:500]
        quicker.append(await api.client.put(url, content=CONTENT[:1000], headers=headers))
        yield CONTENT[500:1000]

    slower = api.put(url, pieces(), **headers, **{"Content-Length": "1000"})

    assert (quicker[0].status_code, refused(slower)) == (200, (403, "AccessDenied"))


def test_a_url_says_what_was_signed(upload: Upload) -> None:
    assert "SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-meta-upload-id" in upload.urls[1]


def test_a_url_works_until_it_expires(clock: Clock, upload: Upload) -> None:
    expiry = datetime.fromisoformat(upload.opened["upload_urls"][0]["expires_at"]).timestamp()
    assert 3600 <= expiry - clock.now <= 3601
    clock.now = expiry - 1
    before = upload.put(1).status_code
    clock.now = expiry

    assert (before, refused(upload.put(2))) == (200, (403, "AccessDenied"))


@pytest.mark.parametrize(
    ("found", "forged"), [("X-Amz-Expires=", "X-Amz-Expires=9"), ("/1/", "/2/"), ("Signature=", "Signature=0")]
)
def test_a_url_cannot_be_made_up(upload: Upload, found: str, forged: str) -> None:
    upload.urls[1] = upload.urls[1].replace(found, forged)

    assert refused(upload.put(1)) == (403, "AccessDenied")


def test_a_url_for_reading_takes_no_bytes(api: Api, upload: Upload) -> None:
    url = upload.finish()["url"]

    assert refused(api.put(url, b"other bytes")) == (403, "AccessDenied")
    assert api.fetch(url).content == CONTENT


def test_a_chunk_cannot_be_read(api: Api, upload: Upload) -> None:
    upload.put(1)

    assert refused(api.fetch(upload.urls[1])) == (404, "NoSuchKey")


@pytest.mark.parametrize("name", ["Content-Type", "x-amz-meta-upload-id"])
def test_the_headers_of_the_upload_must_come_along(upload: Upload, name: str) -> None:
    headers = upload.headers
    without = {other: value for other, value in headers.items() if other != name}

    upload.headers = without
    missing = upload.put(1)
    upload.headers = {**without, name: "other"}
    wrong = upload.put(1)
    upload.headers = headers

    assert [refused(missing), refused(wrong)] == [(403, "SignatureDoesNotMatch")] * 2
    assert upload.put(1).status_code == 200


@pytest.mark.parametrize("content", [CONTENT[:999], CONTENT[:1001], b""])
def test_a_chunk_of_another_declared_length_is_refused(upload: Upload, content: bytes) -> None:
    assert refused(upload.put(1, content)) == (403, "SignatureDoesNotMatch")


@pytest.mark.parametrize(("size", "code"), [(999, "IncompleteBody"), (1001, "EntityTooLarge")])
def test_a_chunk_of_another_length_than_declared_is_refused(upload: Upload, size: int, code: str) -> None:
    reply = upload.put(1, CONTENT[:size], **{"Content-Length": "1000"})

    assert refused(reply) == (400, code)
    assert upload.put(1).status_code == 200


def test_a_length_must_be_declared(api: Api, upload: Upload) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield CONTENT[:1000]

    assert refused(api.put(upload.urls[1], pieces(), **upload.headers)) == (411, "MissingContentLength")


def test_a_refused_chunk_leaves_nothing_behind(api: Api, upload: Upload) -> None:
    upload.put(1, CONTENT[:999], **{"Content-Length": "1000"})

    assert list(api.platform.files.glob("upload-*/*")) == []


def test_a_sender_that_goes_away_may_come_back(api: Api, upload: Upload) -> None:
    api.abandon(upload.urls[1], CONTENT[:500], **upload.headers, **{"Content-Length": "1000"})

    assert list(api.platform.files.glob("upload-*/*")) == []
    assert upload.put(1).status_code == 200


def test_the_last_chunk_may_be_shorter_and_no_longer(upload: Upload) -> None:
    assert len(upload.chunks[3]) == 400
    assert refused(upload.put(3, CONTENT[:1000])) == (403, "SignatureDoesNotMatch")
    assert upload.put(3).status_code == 200


def test_a_complete_chunk_is_not_changed_any_more(upload: Upload) -> None:
    upload.report(upload.proof(1))
    upload.more_urls(1)

    assert refused(upload.put(1)) == (403, "AccessDenied")


def test_the_urls_of_an_upload_end_with_it(clock: Clock, upload: Upload) -> None:
    clock.advance(24 * 3600 - 60)
    upload.more_urls(1)
    clock.advance(60)

    assert refused(upload.put(1)) == (403, "AccessDenied")


def test_a_fault_answers_instead_of_the_storage(api: Api, upload: Upload) -> None:
    api.platform.faults.add(method="PUT", path="/storage/uploads/*/1/*", status=503)

    assert [upload.put(index).status_code for index in (2, 1, 1)] == [200, 503, 200]


def test_a_lost_reply_leaves_the_bytes_and_a_used_url(api: Api, upload: Upload) -> None:
    api.platform.faults.add(method="PUT", path="/storage/uploads/*", cut_after=0)

    with pytest.raises(ConnectionCut):
        upload.put(1)

    assert refused(upload.put(1)) == (403, "AccessDenied")
    assert upload.report(upload.proof(1)).json()["total_completed"] == 1


def test_storage_is_not_rate_limited(start: Callable[..., Api]) -> None:
    api = start(chunk_size=1000, rate_limit=1)
    upload = Upload(api, CONTENT)

    assert [upload.put(index).status_code for index in upload.chunks] == [200, 200, 200]
    assert api.get("/assets/multipart-uploads").status_code == 429


def test_chunks_may_live_on_another_host(start: Callable[..., Api]) -> None:
    upload = Upload(start(storage_url="https://storage.example.com"), CONTENT)

    assert upload.urls[1].startswith("https://storage.example.com/storage/uploads/")
    assert upload.put(1).status_code == 200
