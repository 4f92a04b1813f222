"""What arrived on a connection since a request was sent on it."""

from __future__ import annotations

HEAD_END = b"\r\n\r\n"


class Received:
    """Counts the bytes of one response, so that a second one is noticed (RFC 9112, 9.2: it belongs to no request)."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin to count for the next request."""
        self.size = 0
        self._body_at: int | None = None
        self._tail = b""

    def add(self, block: bytes) -> None:
        """Count a block as it came from the network."""
        if not self.size:
            end = block.find(HEAD_END)
            self._body_at = end + len(HEAD_END) if end >= 0 else None
        self.size += len(block)
        self._tail = (self._tail + block[-4:])[-4:]

    def exceeds(self, length: int | None) -> bool:
        """Whether more arrived than the response that was read.

        Args:
            length: Bytes of its body; None where it came in chunks, which end as a head does.
        """
        if length is None:
            return self._tail != HEAD_END
        return self._body_at is not None and self.size > self._body_at + length
