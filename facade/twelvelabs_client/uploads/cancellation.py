"""Cancel what cannot be cancelled from outside: a thread looks here between two steps."""

from __future__ import annotations

from attrs import define, field

from twelvelabs_client.core.errors import TwelveLabsError


class UploadCancelled(TwelveLabsError):
    """An upload was cancelled. It never leaves the library: who cancelled it has an error of their own."""


@define
class CancellationToken:
    """Whether to stop."""

    cancelled: bool = field(default=False, init=False)

    def cancel(self) -> None:
        """Stop everything that checks this token."""
        self.cancelled = True

    def check(self) -> None:
        """Raise `UploadCancelled` once `cancel` was called."""
        if self.cancelled:
            raise UploadCancelled("the upload was cancelled")
