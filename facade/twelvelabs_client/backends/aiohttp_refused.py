"""What the synchronous client finds in the place of aiohttp, which has no synchronous form: an error that says so."""

from __future__ import annotations

import sys
from typing import Never, TypeAlias

from twelvelabs_client.core.errors import InvalidInputError

AiohttpSession: TypeAlias = Never
AiohttpConnector: TypeAlias = Never


class AiohttpBackend:
    """Refuses to be made."""

    def __init__(self, client: object = None, transport: object = None) -> None:
        what = "http or TWELVELABS_HTTP: aiohttp"
        if client is not None:
            what = f"http_client: {type(client).__name__} of aiohttp"
        elif transport is not None:
            what = f"transport: {type(transport).__name__} of aiohttp"
        raise InvalidInputError(f"{what} sends from event loops only; use AsyncTwelveLabs, or httpx or httpx2")

    @staticmethod
    def takes(client: object, transport: object) -> bool:
        """Whether what was given is of aiohttp; who gives that has imported it."""
        aiohttp = sys.modules.get("aiohttp")
        kinds = () if aiohttp is None else (aiohttp.ClientSession, aiohttp.BaseConnector)
        return isinstance(client, kinds) or isinstance(transport, kinds)
