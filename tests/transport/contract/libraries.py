"""The HTTP libraries that calls can be made with. What is promised holds over each of them."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from attrs import frozen

from tests.colours import synchronous_form
from tests.faults.wire import Act, json_reply
from twelvelabs_client.core.settings import AsyncHttpLibrary

KEY = "tlk_MADEUPKEY0123456789"
ID = "6298d673f1090f1100476d4c"
INDEX = json_reply({"_id": ID, "index_name": "harbor", "models": []})
FINE = Act(INDEX)
# No test waits for so long: a server that pauses before each byte is never done in the time that a call has here.
TRICKLE = Act(INDEX, pause=0.05)


@frozen
class Library:
    """One way to make calls.

    Attributes:
        name: For the test's id.
        sync: Whether it is that of the sync client.
        http: The name of the HTTP library.
    """

    name: str
    sync: bool = False
    http: AsyncHttpLibrary = "httpx"

    def settings(self, url: str, **further: Any) -> dict[str, Any]:
        """The arguments of a client of a server."""
        return {"api_key": KEY, "base_url": url, "http": self.http, "max_retries": 0, **further}


LIBRARIES = (
    Library("httpx"),
    Library("httpx, sync", sync=True),
    Library("httpx2", http="httpx2"),
    Library("httpx2, sync", sync=True, http="httpx2"),
    Library("aiohttp", http="aiohttp"),
)
# Those whose clients call functions of the user's with each response.
HOOKED = tuple(each for each in LIBRARIES if each.http != "aiohttp")
ASYNC_LIBRARIES = tuple(each for each in LIBRARIES if not each.sync)


def on_every_library(test: Callable[..., Any]) -> Callable[..., Any]:
    """Make a pytest test of an `async def` that takes a `library`; the sync client runs its derived form."""
    return on(LIBRARIES)(test)


def on(libraries: Sequence[Library]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same over some of them."""

    def made(test: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(test)
        def run(*, library: Library, **fixtures: Any) -> None:
            if library.sync:
                getattr(synchronous_form(test.__module__), test.__name__).scenario(library=library, **fixtures)
            else:
                asyncio.run(test(library=library, **fixtures))

        run.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
        run.scenario = test  # type: ignore[attr-defined]
        each: Callable[..., Any] = pytest.mark.parametrize("library", libraries, ids=lambda library: library.name)(run)
        return each

    return made
