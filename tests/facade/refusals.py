"""What the tests of refusals share: a client that sends nothing, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import httpx
import pytest

from tests.colours import Colour
from twelvelabs_client import AsyncTwelveLabsV1_3, TwelveLabsV1_3

Ask: TypeAlias = Callable[[Any], Any]

ID = "0123456789abcdef01234567"
NAN = float("nan")


def send_nothing(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url} was sent")


def silent_client(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    """A client that fails the test when it sends anything."""
    kind: Any = AsyncTwelveLabsV1_3 if colour == "async" else TwelveLabsV1_3
    client: AsyncTwelveLabsV1_3 | TwelveLabsV1_3 = kind(api_key="made-up", transport=httpx.MockTransport(send_nothing))
    return client


def is_one_clear_line(error: Exception) -> bool:
    text = str(error)
    return text.isprintable() and 10 < len(text) < 250


def refused(says: str, ask: Ask) -> Any:
    """A row of a table: a call, and how its refusal begins."""
    return pytest.param(ask, says, id=says)
