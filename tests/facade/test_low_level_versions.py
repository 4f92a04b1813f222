"""Generated operations of each version, and that none is called in the name of another."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError
from twelvelabs_client.core.settings import VERSIONS

OTHERS = [(spoken, other) for spoken in VERSIONS for other in VERSIONS if spoken != other]


def operation_of(version: str) -> Any:
    return import_module(f"twelvelabs_generated.{version.replace('.', '_')}.api.indexes.retrieve_index")


class Server(httpx.MockTransport):
    """Answers with an index, and remembers the paths it was asked for."""

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.paths: list[str] = []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path)
        return httpx.Response(200, json={"_id": "0123", "index_name": "harbor"})


@pytest.mark.parametrize("version", VERSIONS)
@in_both_colours
async def test_an_operation_of_the_clients_own_version_is_called(version: str) -> None:
    server = Server()
    async with AsyncTwelveLabs(api_key="made-up", api_version=version, transport=server) as tl:
        index = await tl.low_level.call(operation_of(version), "0123")

    assert index.index_name == "harbor"
    assert server.paths == [f"/{version}/indexes/0123"]


@pytest.mark.parametrize(("spoken", "other"), OTHERS)
@in_both_colours
async def test_an_operation_of_another_version_is_refused_and_nothing_is_sent(spoken: str, other: str) -> None:
    server = Server()
    async with AsyncTwelveLabs(api_key="made-up", api_version=spoken, transport=server) as tl:
        with pytest.raises(InvalidInputError) as refusal:
            await tl.low_level.call(operation_of(other), "0123")

    assert str(refusal.value) == (
        f"operation: this retrieve_index is of {other}, the client speaks {spoken}; import it from "
        f"twelvelabs_generated.{spoken.replace('.', '_')}, or make a client with api_version='{other}'"
    )
    assert server.paths == []


@in_both_colours
async def test_an_operation_of_ones_own_is_called_on_every_version() -> None:
    server, generated = Server(), operation_of("v1.3")
    mine: Any = SimpleNamespace(
        OPERATION="mine", RETRY="read", build_request=generated.build_request, parse=generated.parse
    )
    async with AsyncTwelveLabs(api_key="made-up", api_version="v1.2", transport=server) as tl:
        index = await tl.low_level.call(mine, "0123")

    assert index.index_name == "harbor"


@pytest.mark.parametrize("wrong", [None, 5, "retrieve_index", operation_of])
@in_both_colours
async def test_what_is_no_operation_is_refused_by_its_type(wrong: Any) -> None:
    server = Server()
    async with AsyncTwelveLabs(api_key="made-up", transport=server) as tl:
        with pytest.raises(InvalidInputError, match=f"must be a module .*, got {type(wrong).__name__}$"):
            await tl.low_level.call(wrong)

    assert server.paths == []
