"""How aiohttp is made to send: once, with a body that may fail by itself, and not in silence for ever."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
from multidict import CIMultiDict, CIMultiDictProxy

from twelvelabs_client._runtime.tasks import TimeLimit
from twelvelabs_client.core.backend_errors import TimedOutError


class LostError(aiohttp.ClientError):
    """The connection was lost after something had been sent."""


async def once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Let each request be sent once: what may be repeated is decided by this library, for each operation."""
    try:
        return await send(request)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as failure:
        # What aiohttp had read of a head stands in it as an object, which nobody can mask.
        failure.args = tuple(str(each) for each in failure.args)
        if isinstance(failure, aiohttp.ServerDisconnectedError):
            failure.message = str(failure.message)
        raise LostError(f"{type(failure).__name__}: {failure}") from failure


def without_request(failure: BaseException) -> None:
    """Take the headers out of what aiohttp raises: the key is among those of the request."""
    if not isinstance(failure, aiohttp.ClientResponseError):
        return
    asked = failure.request_info
    nothing: CIMultiDictProxy[str] = CIMultiDictProxy(CIMultiDict())
    failure.request_info = aiohttp.RequestInfo(asked.url, asked.method, nothing, asked.real_url)
    failure.headers = None
    failure.args = (failure.status, failure.message)


class Content:
    """What a request brings, and how making it failed, which aiohttp passes off as a failure of the connection.

    Attributes:
        limit: Within it, waiting for the response ends if the server takes no block for too long: aiohttp looks at the
            time only once all is sent.
        failure: What making it raised.

    Args:
        blocks: The body.
        silence: Seconds in which a block has to be taken; None: no limit.
    """

    def __init__(self, blocks: AsyncIterator[bytes], silence: float | None) -> None:
        self._blocks = blocks
        self.limit = TimeLimit(_not_taken, silence)
        self.failure: Exception | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for block in self._blocks:
                self.limit.restart()
                yield block
        except Exception as failure:
            self.failure = failure
            raise
        finally:
            self.limit.stop()


def _not_taken() -> TimedOutError:
    error = TimedOutError("nothing could be sent in time", name="SocketTimeoutError")
    error.limit = "write"
    return error
