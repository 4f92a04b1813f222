"""How a file is to be uploaded, as the caller asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.uploads.plan import LARGEST_MULTIPART, MOST_WORKERS, WORKERS


@frozen(kw_only=True)
class Choices:
    """How a file is to be uploaded, as asked for.

    Attributes:
        fields: What the API is told of it: `enable_hls`, `enable_thumbnail`, `user_metadata`.
        filename: The name to keep.
        size: How many bytes a file has that cannot be rewound.
        multipart: Whether in chunks.
        max_concurrency: How many chunks are under way at once.
        checksum: How stored chunks are proved: `md5`, or not.
        resume: Whether to go on with an upload that was interrupted.
        wait: Whether to wait until the asset is ready.
        max_wait: For how long, in seconds.
        poll_interval: Seconds between looks.
        timeout: The whole upload in seconds, without the wait for the asset.
    """

    fields: Mapping[str, Any]
    filename: str | None = None
    size: int | None = None
    multipart: bool | None = None
    max_concurrency: int = WORKERS
    checksum: str | None = None
    resume: bool = True
    wait: bool = False
    max_wait: float = 1800.0
    poll_interval: float | None = None
    timeout: float | None = None

    def __attrs_post_init__(self) -> None:
        checks.whole_number(self.max_concurrency, "max_concurrency", 1, MOST_WORKERS)
        checks.seconds_above_0(self.timeout, "timeout")
        checks.one_of(self.checksum, "checksum", ("md5",))
        if self.checksum and self.multipart is False:
            raise InvalidInputError("checksum: only chunks can be proved; leave out multipart=False")
        if self.size is not None:
            checks.whole_number(self.size, "size", 1, LARGEST_MULTIPART)

    @property
    def in_chunks(self) -> bool | None:
        """Whether chunks were asked for: what is to be proved has to be sent in them."""
        return self.multipart if self.multipart is not None else (True if self.checksum else None)

    def check_address(self) -> None:
        """Whether the choices fit an address that the API fetches.

        Raises:
            InvalidInputError: One of them is about sending bytes.
        """
        for name in ("multipart", "size", "checksum"):
            if getattr(self, name) is not None:
                raise InvalidInputError(f"{name}: only for a file; the API fetches an address by itself, leave it out")
