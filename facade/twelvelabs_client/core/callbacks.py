"""What a caller's own function raises while a request is sent."""

from __future__ import annotations


class CallersError(Exception):
    """What the caller's own function raised, where it would pass for a failure of the network. Never leaves here.

    Attributes:
        error: What it raised.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error
