"""A file that lies in a storage of the user's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError

LARGEST_SOURCE = 10 * 1024**3


class BinaryStream(Protocol):
    """What a `FileSource` opens: at least read and closed, better with `seek`, `seekable` and `tell` too."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end."""
        ...

    def close(self) -> None:
        """Close it."""
        ...


@frozen
class FileSource:
    """A file of any storage, given by how to open it, so that it is sent without a copy on this machine.

        FileSource(lambda: fs.open("bucket/harbor.mp4", "rb"), size=fs.size("bucket/harbor.mp4"), name="harbor.mp4")

    It is opened anew for every chunk and every attempt, also while other chunks of it are open, and every stream is
    closed again. A stream that can seek is sent to its chunk; of another one, what comes before is read and dropped.

    Attributes:
        open: Opens it: each call returns a new binary stream that stands at the first byte.
        size: How many bytes it has.
        name: The file name the API sees.
    """

    open: Callable[[], BinaryStream] = field(repr=False)
    size: int
    name: str

    def __attrs_post_init__(self) -> None:
        if not callable(self.open):
            said = f"expected a function that opens the file, got {type(self.open).__name__}"
            raise InvalidInputError(f"open: {said}; pass lambda: fs.open(path, 'rb')")
        checks.whole_number(self.size, "size", 1, LARGEST_SOURCE)
        checks.text(self.name, "name")
