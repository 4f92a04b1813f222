"""How aiohttp is made to send: once, with a body that may fail by itself, and not in silence for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from types import TracebackType

import aiohttp
from multidict import CIMultiDict, CIMultiDictProxy

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


class Content(AbstractContextManager[None]):
    """What a request brings, and how making it failed, which aiohttp passes off as a failure of the connection.

    Within it, waiting for the reply ends if the server takes no block for too long: aiohttp looks at the time only
    once all is sent.

    Args:
        blocks: The body.
        silence: Seconds in which a block has to be taken; None: no limit.
    """

    def __init__(self, blocks: AsyncIterator[bytes], silence: float | None) -> None:
        self._blocks = blocks
        self._silence = silence
        self._timer: asyncio.TimerHandle | None = None
        self._is_late = False
        self.failure: Exception | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for block in self._blocks:
                self._wait()
                yield block
                self._stop()
        except Exception as failure:
            self.failure = failure
            raise
        finally:
            self._stop()

    def __enter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._task, self._cancelled_before = task, task.cancelling()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        if self._is_late and self._task.uncancel() <= self._cancelled_before and kind is asyncio.CancelledError:
            late = TimedOutError("nothing could be sent in time", name="SocketTimeoutError")
            late.limit = "write"
            raise late from None

    def _wait(self) -> None:
        if self._silence is not None:
            self._timer = self._task.get_loop().call_later(self._silence, self._end)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        self._is_late = True
        self._task.cancel()
