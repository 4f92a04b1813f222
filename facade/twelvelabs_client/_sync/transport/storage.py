# Derived from _async/transport/storage.py by `make unasync`; never edited.
"""How bytes get to a storage: to an address that the API named, and without the key."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from twelvelabs_client._runtime.logs import signed_url_sent
from twelvelabs_client._runtime.threads import ends_in
from twelvelabs_client.core.backend_errors import BackendError, ClosedError, TimedOutError, UnsendableError
from twelvelabs_client.core.backend_sync import Backend, Blocks, PreparedRequest, Reply
from twelvelabs_client.core.deadline import Deadline, latest
from twelvelabs_client.core.errors import (
    APIConnectionError,
    APITimeoutError,
    InvalidInputError,
    StorageError,
    without_frames,
)
from twelvelabs_client.core.headers import retry_after

OPERATION = "put_chunk"
LARGEST_REPLY = 4096
CODE = re.compile(rb"<Code>([A-Za-z0-9_.-]{1,64})</Code>")


def put(
    backend: Backend,
    url: str,
    body: Callable[[], Iterator[bytes]],
    size: int,
    headers: Mapping[str, str],
    *,
    timeout: float,
    connect_timeout: float | None,
) -> str:
    """Send bytes once; answers the ETag, without quotes.

    Args:
        backend: Whose connections to use.
        url: The address.
        body: Makes the bytes, block by block.
        size: How many there are.
        headers: What they must be sent with.
        timeout: Seconds of silence after which they count as lost.
        connect_timeout: Seconds to connect.

    Raises:
        StorageError: The storage refused them, or did not confirm them.
        APIConnectionError: It could not be reached.
    """
    # A signature holds for each header once, however the API writes its name.
    own = {"content-type": "application/octet-stream", **{name.lower(): value for name, value in headers.items()}}
    own.pop("content-length", None)
    deadline = Deadline(latest())
    content = Blocks(body, size)
    request = PreparedRequest("PUT", url, own, content, connect_timeout, timeout, timeout, deadline.at)
    ran_out = partial(TimedOutError, "the upload did not end in time")
    host = urlsplit(url).hostname
    try:
        with ends_in(deadline.remaining(time.monotonic()), ran_out):
            with signed_url_sent():
                reply = backend.send(request)
            try:
                said = _beginning(reply, time.monotonic() + timeout)
            finally:
                reply.close()
    except ClosedError as failure:
        raise InvalidInputError("upload: the client is closed; make a new one") from failure.__cause__
    except UnsendableError as failure:
        what = f"the API named a storage address or a header that cannot be used ({failure.name})"
        raise APIConnectionError(f"upload: {what}", operation=OPERATION) from failure.__cause__
    except BackendError as failure:
        late = deadline.passed(time.monotonic())
        what = f"{TimedOutError.__name__ if late else failure.name} at the storage {host}"
        kind = APITimeoutError if late or isinstance(failure, TimedOutError) else APIConnectionError
        cause = without_frames(failure.__cause__ or failure)
        raise kind(f"upload: {what}", operation=OPERATION) from cause
    etag = reply.headers.get("etag", "").strip('"')
    if not 200 <= reply.status < 300 or not etag:
        raise _refusal(reply, said, host)
    return etag


def _beginning(reply: Reply, until: float) -> bytes:
    """As much of a reply as says something; of an endless one no more, and of a refusal what there is."""
    said = b""
    try:
        for block in reply.blocks():
            said += block[:LARGEST_REPLY]
            if len(said) >= LARGEST_REPLY or time.monotonic() > until:
                break
    except BackendError:
        if 200 <= reply.status < 300:
            raise
    return said


def _refusal(reply: Reply, said: bytes, host: str | None) -> StorageError:
    """What a storage has against a chunk; object stores name it in XML."""
    if 200 <= reply.status < 300:
        return StorageError(f"upload: the storage {host} sent no ETag", status=reply.status)
    found = CODE.search(said)
    code = found[1].decode() if found else None
    what = f"refused a chunk with {reply.status}{f' ({code})' if code else ''}"
    wait = retry_after(reply.headers, now=time.time())
    return StorageError(f"upload: the storage {host} {what}", status=reply.status, code=code, retry_after=wait)
