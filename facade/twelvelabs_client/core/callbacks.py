"""What a caller's own function raises while a request is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from twelvelabs_client.core.errors import InvalidInputError

T = TypeVar("T")


class CallersError(Exception):
    """What the caller's own function raised, where it would pass for a failure of the network. Never leaves here.

    Attributes:
        error: What it raised.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error


def called(function: Callable[..., T], parameter: str, /, *arguments: object) -> T:
    """Call a function of the caller's; what it raises comes through, but for what would end our own loops in silence.

    Args:
        function: The function.
        parameter: The name that it was passed by, for the error.
        *arguments: What it is called with.

    Raises:
        InvalidInputError: It raised `StopIteration` or `StopAsyncIteration`, which a generator takes for its own.
    """
    try:
        return function(*arguments)
    except (StopIteration, StopAsyncIteration) as error:
        raise InvalidInputError(f"{parameter}: the function raised {type(error).__name__}") from error
