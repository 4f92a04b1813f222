"""What one HTTP library recorded by vcrpy, every other plays: uploads, a stream, errors and packed responses."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from vcr import VCR

from tests.colours import synchronous_form
from tests.facade.recording import MEDIA
from tests.faults.wire import Act, raw_reply, wire
from tests.transport.contract.libraries import ID, LIBRARIES, Library
from twelvelabs_client import AsyncTwelveLabsV1_3, NotFoundError
from twelvelabs_sandbox import Sandbox

# As a user would have it: responses unpacked, since a recording of aiohttp has them so, and the key in no file.
CHOICES: dict[str, Any] = {"decode_compressed_response": True, "filter_headers": ["x-api-key"]}
PAIRS = [
    pytest.param(player, recorder, id=f"{player.name} plays {recorder.name}")
    for player, recorder in product(LIBRARIES, LIBRARIES)
]
PACKED = raw_reply(
    gzip.compress(json.dumps({"_id": ID, "index_name": "harbor"}).encode()),
    headers="content-type: application/json\r\ncontent-encoding: gzip\r\n",
)


async def conversation(settings: dict[str, Any]) -> list[Any]:
    """What a program got that sends a form, chunks and JSON, reads a stream, and asks for what there is not."""
    async with AsyncTwelveLabsV1_3(**settings) as tl:
        index = await tl.indexes.create("harbor")
        whole = await tl.assets.upload(MEDIA / "harbor.mp4", wait=True)
        in_chunks = await tl.assets.upload(MEDIA / "harbor.mp4", multipart=True, max_concurrency=1)
        fragments = [event.raw async for event in tl.analyze.stream(whole, "What is it about?")]
        listed = await tl.indexes.list().to_list()
        await tl.indexes.delete(index)
        try:
            await tl.indexes.get(index)
        except NotFoundError as error:
            return [index, whole, in_chunks, fragments, listed, str(error)]
    raise AssertionError("the index is still there")


async def name_of_index(settings: dict[str, Any]) -> str | None:
    async with AsyncTwelveLabsV1_3(**settings) as tl:
        return (await tl.indexes.get(ID)).name


def over(library: Library, program: Callable[[dict[str, Any]], Any], **settings: Any) -> Any:
    """Run a program over a library, by the client of its form."""
    chosen = {**library.settings(settings.pop("url")), **settings}
    if library.sync:
        return getattr(synchronous_form(__name__), program.__name__)(chosen)
    return asyncio.run(program(chosen))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(speed=1000, seed=1, sidecars=MEDIA, chunk_size=4096) as running:
        yield running


@pytest.fixture(scope="module")
def recordings() -> dict[str, tuple[Path, list[Any]]]:
    """What was recorded over each library, and what the program got; made when it is first asked for."""
    return {}


@pytest.fixture
def recorded(
    recorder: Library,
    sandbox: Sandbox,
    recordings: dict[str, tuple[Path, list[Any]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Path, list[Any]]:
    monkeypatch.setattr("twelvelabs_client.core.waiting.FIRST_INTERVAL", 0.005)
    if recorder.name not in recordings:
        cassette = tmp_path / "recorded.yaml"
        with VCR(record_mode="all", **CHOICES).use_cassette(cassette):
            recordings[recorder.name] = cassette, over(recorder, conversation, url=sandbox.url, api_key=sandbox.api_key)
    return recordings[recorder.name]


@pytest.mark.parametrize(("player", "recorder"), PAIRS)
def test_a_recording_of_one_library_plays_on_each(
    player: Library, recorder: Library, recorded: tuple[Path, list[Any]], sandbox: Sandbox
) -> None:
    cassette, result = recorded
    before = len(sandbox.requests)

    with VCR(record_mode="none", **CHOICES).use_cassette(cassette) as played:
        assert over(player, conversation, url=sandbox.url) == result

    assert played.all_played
    assert len(sandbox.requests) == before


@pytest.mark.parametrize(("player", "recorder"), PAIRS)
def test_so_does_a_recording_of_packed_responses(player: Library, recorder: Library, tmp_path: Path) -> None:
    with wire(Act(PACKED)) as server:
        with VCR(record_mode="all", **CHOICES).use_cassette(tmp_path / "packed.yaml"):
            assert over(recorder, name_of_index, url=server.url) == "harbor"
        with VCR(record_mode="none", **CHOICES).use_cassette(tmp_path / "packed.yaml"):
            assert over(player, name_of_index, url=server.url) == "harbor"
        assert len(server.requests) == 1
