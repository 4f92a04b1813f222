"""What arrives on a connection, asked for or not."""

from __future__ import annotations

import re
import select

HEAD_END = b"\r\n\r\n"
INFORMATIONAL = re.compile(rb"HTTP/1\.\d 1\d\d")


class Received:
    """Counts the bytes of one response, so that a second one is noticed (RFC 9112, 9.2: it belongs to no request)."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin to count for the next request."""
        self.size = 0
        self._head: bytes | None = b""
        self._body_at = 0
        self._tail = b""

    def add(self, block: bytes) -> None:
        """Count a block as it came from the network."""
        self.size += len(block)
        if self._head is not None:
            self._find_body(self._head + block)
        self._tail = (self._tail + block[-4:])[-4:]

    def _find_body(self, head: bytes) -> None:
        """Note where the body begins, once the head is whole; informational responses come before it."""
        while (end := head.find(HEAD_END)) >= 0:
            self._body_at += end + len(HEAD_END)
            if not INFORMATIONAL.match(head):
                self._head = None
                return
            head = head[end + len(HEAD_END) :]
        self._head = head

    def exceeds(self, length: int | None) -> bool:
        """Whether more arrived than the response that was read.

        Args:
            length: Bytes of its body; None where it came in chunks, which end as a head does.
        """
        if length is None:
            return self._tail != HEAD_END
        return self._head is not None or self.size > self._body_at + length


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
