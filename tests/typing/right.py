"""A user's program: every line is meant to type-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import assert_type

import aiohttp
import httpx
import httpx2

from twelvelabs_client import (
    APIError,
    AsyncTwelveLabs,
    AsyncTwelveLabsV1_2,
    AsyncTwelveLabsV1_3,
    NotFoundError,
    TwelveLabs,
    TwelveLabsError,
    TwelveLabsV1_1,
    TwelveLabsV1_2,
    TwelveLabsV1_3,
    UnsupportedInVersionError,
    Webhooks,
)
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.intents import (
    And,
    ImageInput,
    Not,
    SegmentDefinition,
    SegmentField,
    Segments,
    TextQuery,
    Then,
    TransferObject,
)
from twelvelabs_client.models import (
    Analysis,
    AnalyzeBatchResult,
    AnalyzeTask,
    AnalyzeTaskEvent,
    Asset,
    ClassifiedVideo,
    Clip,
    Embeddings,
    EmbeddingsByKind,
    EmbeddingSegment,
    Entity,
    Gist,
    Import,
    Index,
    IndexedAsset,
    ItemMatch,
    KnowledgeStoreItem,
    Response,
    SeenText,
    SpokenText,
    Summary,
    Task,
    TaskCounts,
    UploadOutcome,
    VideoMatch,
)
from twelvelabs_client.models import Engine as FacadeEngine
from twelvelabs_generated.v1_1.api.engines import retrieve_engine
from twelvelabs_generated.v1_1.models.engine import Engine
from twelvelabs_generated.v1_2.api.generate import generate_gist
from twelvelabs_generated.v1_2.models.gist_request import GistRequest
from twelvelabs_generated.v1_3.api.indexes import delete_index, retrieve_index


def nouns(tl: TwelveLabsV1_3) -> None:
    index = tl.indexes.create("nature")
    assert_type(index, Index)
    assert_type(index.name, str | None)
    assert_type(index.created_at, datetime | None)
    asset = tl.assets.upload("harbor.mp4", user_metadata={"series": "harbor", "episode": 3})
    assert_type(asset, Asset)
    for outcome in tl.assets.upload_many([Path("harbor.mp4"), "meadow.jpg"], checksum="md5"):
        assert_type(outcome, UploadOutcome)
        assert_type(outcome.asset, Asset | None)
    indexed = tl.upload("harbor.mp4", index=index)
    assert_type(indexed, IndexedAsset)
    for each in tl.indexes.list(page_limit=50):
        assert_type(each, Index)
    for clip in tl.search.query(index, "a red boat"):
        assert_type(clip, Clip)
    assert_type(tl.tasks.create(index, "harbor.mp4"), Task)


def answers(tl: TwelveLabsV1_3, asset: Asset) -> None:
    answer = tl.analyze.run(asset, "What happens?")
    assert_type(answer, Analysis)
    with tl.analyze.stream(asset, "What happens?") as stream:
        for text in stream.texts():
            assert_type(text, str)


def background(tl: TwelveLabsV1_3, asset: Asset, index: Index) -> None:
    cars = Segments([SegmentDefinition("car", "A car is seen", fields=[SegmentField.string("colour", "Its colour")])])
    assert_type(tl.analyze.tasks.create(asset, cars, wait=True), AnalyzeTask)
    for result in tl.analyze.batches.results("65f0c0ffee65f0c0ffee65f0"):
        assert_type(result, AnalyzeBatchResult)
    vectors = tl.embed.create(ImageInput(asset), model="marengo3.0")
    assert_type(vectors, Embeddings)
    for segment in vectors.segments:
        assert_type(segment, EmbeddingSegment)


def collections(tl: TwelveLabsV1_3, asset: Asset) -> None:
    crew = tl.entity_collections.create("crew")
    assert_type(tl.entities.create(crew, "Ada", assets=[asset, "65f0c0ffee65f0c0ffee65f0"]), Entity)
    store = tl.knowledge_stores.create("harbor")
    assert_type(tl.knowledge_stores.items.create(store, asset), KnowledgeStoreItem)
    for match in tl.knowledge_stores.search(store, "a boat"):
        assert_type(match, ItemMatch)
    assert_type(tl.responses.create(store, "What is seen?"), Response)
    for connection in tl.connections.list():
        assert_type(tl.connections.imports.create(connection, ["1AbC"]), Import)


def events(body: bytes, signature: str) -> str:
    event = Webhooks("whs_madeup").parse(body, signature)
    return event.task_id or "" if isinstance(event, AnalyzeTaskEvent) else event.type or ""


def failures(tl: TwelveLabsV1_3) -> str:
    try:
        tl.indexes.get("65f0c0ffee65f0c0ffee65f0")
    except NotFoundError as error:
        assert_type(error.status, int)
        return error.message or ""
    except APIError as error:
        return error.code or ""
    except TwelveLabsError as error:
        return str(error)
    return ""


def open_ends(index: Index) -> None:
    for name, value in index.raw.items():
        assert_type(name, str)
        assert value is None or isinstance(value, str | int | float | Sequence | Mapping)


def past_the_facade(tl: TwelveLabsV1_3) -> None:
    reply = tl.low_level.call(retrieve_index, "65f0c0ffee65f0c0ffee65f0")
    name = reply.index_name
    if name:
        assert_type(name, str)
    tl.low_level.call(delete_index, index_id="65f0c0ffee65f0c0ffee65f0")


async def asynchronously(metadata: Mapping[str, str], names: Sequence[str]) -> None:
    async with AsyncTwelveLabs(api_key=lambda: "tlk_MADEUPKEY") as tl:
        index = await tl.indexes.create(names[0])
        assert_type(index, Index)
        await tl.assets.upload("harbor.mp4", user_metadata=metadata)
        async for clip in tl.search.query(index, "a red boat"):
            assert_type(clip, Clip)


def versions(name: str) -> None:
    assert_type(TwelveLabs(), TwelveLabsV1_3)
    assert_type(TwelveLabs(api_key="tlk_MADEUPKEY", timeout=None), TwelveLabsV1_3)
    assert_type(TwelveLabs(api_version="v1.3"), TwelveLabsV1_3)
    assert_type(TwelveLabs(api_version="1.2", max_retries=5), TwelveLabsV1_2)
    assert_type(TwelveLabs(api_version=name), TwelveLabs)
    assert_type(TwelveLabsV1_2(api_key="tlk_MADEUPKEY"), TwelveLabsV1_2)
    with TwelveLabsV1_2() as tl:
        assert_type(tl, TwelveLabsV1_2)
        assert_type(tl.with_options(timeout=5), TwelveLabsV1_2)


def what_is_v1_1(tl: TwelveLabsV1_1) -> None:
    common(tl)
    assert_type(TwelveLabs(api_version="v1.1"), TwelveLabsV1_1)
    assert_type(tl.low_level.call(retrieve_engine, "marengo2.5"), Engine)


def common(tl: TwelveLabs) -> None:
    index = tl.indexes.create("nature")
    assert_type(tl.upload("harbor.mp4", index=index), IndexedAsset)
    assert_type(tl.tasks.create(index, "harbor.mp4", wait=True), Task)
    for clip in tl.search.query(index, "a red boat"):
        assert_type(clip, Clip)
    for video in tl.videos.list(index):
        assert_type(video, IndexedAsset)
    assert_type(tl.api_version, ApiVersion)


def older(tl: TwelveLabsV1_2) -> str | None:
    common(tl)
    try:
        tl.low_level.call(generate_gist, body=GistRequest(video_id="65f0c0ffee65f0c0ffee65f0", types=["title"]))
    except UnsupportedInVersionError as error:
        return error.replacement
    return None


def what_only_older_versions_have(tl: TwelveLabsV1_1 | TwelveLabsV1_2, index: Index) -> None:
    assert_type(tl.engines.list(), Sequence[FacadeEngine])
    boats = And("a boat", Not(Then("dawn", TextQuery("ahoy", options=["audio"])), without="rain"))
    for clip in tl.search.combined(index, boats, proximity=3, threshold="low"):
        assert_type(clip, Clip)
    for match in tl.search.query(index, "a boat", group_by="video", sort_by="clip_count"):
        assert_type(match, VideoMatch)
    for video in tl.classify.index(index, {"Boats": ["a ferry", "a sail"]}, include_clips=True):
        assert_type(video, ClassifiedVideo)
    assert_type(tl.videos.transcription(index, "65f0c0ffee65f0c0ffee65f0", end=9.5), list[SpokenText])
    assert_type(tl.videos.logos(index, "65f0c0ffee65f0c0ffee65f0"), list[SeenText])
    assert_type(tl.videos.thumbnail(index, "65f0c0ffee65f0c0ffee65f0"), str)
    assert_type(tl.tasks.counts(index), TaskCounts)
    tl.transfers.create([TransferObject(index, "s3://films/01.mp4")])


def what_only_v1_2_has(index: Index, video: IndexedAsset) -> None:
    tl = TwelveLabs(api_version="v1.2")
    assert_type(tl.gist(video, ["title"]), Gist)
    assert_type(tl.summarize(video, "chapter"), Summary)
    assert_type(tl.generate.run(video, "What happens?"), Analysis)
    assert_type(tl.embed.v1.create("a boat"), EmbeddingsByKind)
    assert_type(tl.videos.get(index, video, embed=True), IndexedAsset)


async def versions_asynchronously() -> None:
    assert_type(AsyncTwelveLabs(), AsyncTwelveLabsV1_3)
    async with AsyncTwelveLabs(api_version="v1.2") as tl:
        assert_type(tl, AsyncTwelveLabsV1_2)
        assert_type(await tl.indexes.get("65f0c0ffee65f0c0ffee65f0"), Index)
    async with AsyncTwelveLabsV1_2() as first:
        assert_type(first, AsyncTwelveLabsV1_2)
        async for clip in first.search.combined("65f0c0ffee65f0c0ffee65f0", Then("dawn", "a boat")):
            assert_type(clip, Clip)


def http_libraries() -> None:
    assert_type(TwelveLabs(http="httpx2"), TwelveLabsV1_3)
    assert_type(TwelveLabs(api_version="v1.2", http="httpx"), TwelveLabsV1_2)
    with httpx2.Client(proxy="http://proxy.example:3128") as client:
        assert_type(TwelveLabs(http_client=client), TwelveLabsV1_3)
    TwelveLabs(http_client=httpx.Client(), http=None)
    TwelveLabs(transport=httpx.HTTPTransport(retries=0))
    TwelveLabs(transport=httpx2.HTTPTransport(retries=0))
    TwelveLabs(transport=httpx2.MockTransport(lambda request: httpx2.Response(200)))


async def http_libraries_asynchronously() -> None:
    assert_type(AsyncTwelveLabs(http="aiohttp"), AsyncTwelveLabsV1_3)
    assert_type(AsyncTwelveLabsV1_2(http="httpx2"), AsyncTwelveLabsV1_2)
    async with aiohttp.ClientSession() as session, AsyncTwelveLabs(http_client=session) as tl:
        assert_type(tl, AsyncTwelveLabsV1_3)
    async with httpx2.AsyncClient() as client:
        AsyncTwelveLabs(http_client=client)
    AsyncTwelveLabs(http_client=httpx.AsyncClient())
    AsyncTwelveLabs(transport=aiohttp.TCPConnector(limit=10))
    AsyncTwelveLabs(transport=httpx2.AsyncHTTPTransport())
