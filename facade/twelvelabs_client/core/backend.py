"""What the client asks of an HTTP library: to send a prepared request, and to hand over what comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Protocol

from attrs import define, field


@define(eq=False)
class AsyncBlocks:
    """A body that is sent block by block.

    Attributes:
        make: Begins it, once.
        size: How many bytes it has; None sends it in chunks of HTTP.
    """

    make: Callable[[], AsyncIterator[bytes]]
    size: int | None


@define(eq=False)
class AsyncPreparedRequest:
    """One request, ready to be sent.

    Attributes:
        method: The HTTP method.
        url: The whole address, query included, escaped where it has to be.
        headers: By name in lower case. The length of a body is not among them. Its repr is hidden: the key is here.
        body: What is sent.
        connect: Seconds to connect; None: no limit. So of the others.
        read: Seconds without a byte before a reply counts as lost; for sending as well.
        pool: Seconds to wait for a free connection: what is left of the call.
        deadline: The moment of the monotonic clock at which the call ends. An event loop ends it by itself; what
            sends from threads has to keep to it, however slowly bytes arrive.
    """

    method: str
    url: str
    headers: dict[str, str] = field(repr=False)
    body: bytes | AsyncBlocks | None = field(default=None, repr=False)
    connect: float | None = None
    read: float | None = None
    pool: float | None = None
    deadline: float | None = None


class AsyncReply(Protocol):
    """What came back: status and headers are there, the body is read block by block."""

    @property
    def status(self) -> int:
        """The status of HTTP."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """By name in lower case; what came several times is joined by commas."""
        ...

    def blocks(self) -> AsyncIterator[bytes]:
        """The body, unpacked, as it arrives.

        Raises:
            BackendError: It broke off, or cannot be unpacked.
        """
        ...

    def allow_silence(self, seconds: float | None) -> None:
        """From here on, count the body as lost only after so many seconds without a byte, and not at the deadline."""
        ...

    async def aclose(self) -> None:
        """Give the connection back: for the next request, if all was read."""
        ...


class AsyncBackend(Protocol):
    """Sends requests over one HTTP library, from any event loop, process or thread that the client is used in."""

    @property
    def agent(self) -> str:
        """The library and its version, as they stand in `User-Agent`."""
        ...

    @property
    def closed(self) -> bool:
        """Whether nothing can be sent any more."""
        ...

    async def send(self, request: AsyncPreparedRequest) -> AsyncReply:
        """Send a request once, and wait for the headers of its reply. Redirects are not followed.

        Whatever ends it, also from outside, costs no other request its connection. What the body itself raises comes
        through as it is.

        Raises:
            BackendError: There is no reply, and the kind says why; an `UnreadableError` is of a body alone.
        """
        ...

    def proxy_of(self, url: str) -> str | None:
        """The proxy that is used for an address, without credentials, for people; None if there is none or unknown."""
        ...

    async def aclose(self) -> None:
        """Close the connections that were made here, and none that the user brought."""
        ...
