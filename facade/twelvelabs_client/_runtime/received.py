"""What arrives on a connection, asked for or not."""

from __future__ import annotations

import select

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


def is_readable(file: int) -> bool:
    """Whether something has arrived on a socket, or its end; a socket that cannot be asked counts as ended.

    Args:
        file: The number of the socket, -1 for one that is closed.
    """
    try:
        if not hasattr(select, "poll"):
            return bool(select.select([file], [], [], 0)[0])
        # Of more than 1,024 open files `select` takes none.
        poll = select.poll()
        poll.register(file, select.POLLIN)
        return bool(poll.poll(0))
    except (OSError, ValueError):
        return True
