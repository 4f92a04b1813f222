"""How bytes get to a storage: to an address that the API named, and without the key."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial

import httpx

from twelvelabs_client._async.transport.http_clients import AsyncHttpClients
from twelvelabs_client._runtime.logs import signed_url_sent
from twelvelabs_client._runtime.tasks import ends_in
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


async def put(
    clients: AsyncHttpClients,
    url: str,
    body: Callable[[], AsyncIterator[bytes]],
    size: int,
    headers: Mapping[str, str],
    *,
    timeout: float,
    connect_timeout: float | None,
) -> str:
    """Send bytes once; answers the ETag, without quotes.

    Args:
        clients: Whose connections to use.
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
    if clients.closed:
        raise InvalidInputError("upload: the client is closed; make a new one")
    http = clients.http
    try:
        # A signature holds for each header once, however the API writes its name.
        own = httpx.Headers({"content-type": "application/octet-stream"})
        for name, value in (*headers.items(), ("content-length", str(size))):
            own[name] = value
        limits = httpx.Timeout(timeout, connect=connect_timeout)
        request = http.build_request("PUT", url, headers=own, content=body(), timeout=limits)
    except (ValueError, TypeError, httpx.InvalidURL) as error:
        what = f"the API named a storage address or a header that cannot be used ({type(error).__name__})"
        raise APIConnectionError(f"upload: {what}", operation=OPERATION) from error
    host = request.url.host
    deadline = Deadline(latest())
    if deadline.at is not None:
        request.extensions["deadline"] = deadline.at
    late = partial(httpx.ReadTimeout, "the upload did not end in time", request=request)
    try:
        async with ends_in(deadline.remaining(time.monotonic()), late):
            with signed_url_sent():
                response = await http.send(request, stream=True, follow_redirects=False)
            try:
                said = await _beginning(response, time.monotonic() + timeout)
            finally:
                await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as failure:
        kind = httpx.ReadTimeout if deadline.passed(time.monotonic()) else type(failure)
        what = f"{kind.__name__} at the storage {host}"
        error_kind = APITimeoutError if issubclass(kind, httpx.TimeoutException) else APIConnectionError
        raise error_kind(f"upload: {what}", operation=OPERATION) from without_frames(failure)
    etag: str = response.headers.get("etag", "").strip('"')
    if not response.is_success or not etag:
        raise _refusal(response, said, host)
    return etag


async def _beginning(response: httpx.Response, until: float) -> bytes:
    """As much of a reply as says something; of an endless one no more, and of a refusal what there is."""
    said = b""
    try:
        async for block in response.aiter_bytes():
            said += block[:LARGEST_REPLY]
            if len(said) >= LARGEST_REPLY or time.monotonic() > until:
                break
    except (httpx.HTTPError, OSError):
        if response.is_success:
            raise
    return said


def _refusal(response: httpx.Response, said: bytes, host: str) -> StorageError:
    """What a storage has against a chunk; object stores name it in XML."""
    if response.is_success:
        return StorageError(f"upload: the storage {host} sent no ETag", status=response.status_code)
    found = CODE.search(said)
    code = found[1].decode() if found else None
    what = f"refused a chunk with {response.status_code}{f' ({code})' if code else ''}"
    wait = retry_after(dict(response.headers.items()), now=time.time())
    return StorageError(f"upload: the storage {host} {what}", status=response.status_code, code=code, retry_after=wait)
