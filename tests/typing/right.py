"""A user's program: every line is meant to type-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import assert_type

from twelvelabs_client import APIError, AsyncTwelveLabs, NotFoundError, TwelveLabsError, TwelveLabsV1_3, Webhooks
from twelvelabs_client.inputs import ImageInput, SegmentDefinition, SegmentField, Segments
from twelvelabs_client.models import (
    Analysis,
    AnalyzeBatchResult,
    AnalyzeTask,
    AnalyzeTaskEvent,
    Asset,
    Clip,
    Embeddings,
    EmbeddingSegment,
    Entity,
    Import,
    Index,
    IndexedAsset,
    ItemMatch,
    KnowledgeStoreItem,
    Response,
    Task,
    UploadOutcome,
)
from twelvelabs_generated.v1_3.api.indexes import delete_index, retrieve_index


def nouns(tl: TwelveLabsV1_3) -> None:
    index = tl.indexes.create("nature")
    assert_type(index, Index)
    assert_type(index.name, str | None)
    assert_type(index.created_at, datetime | None)
    asset = tl.assets.upload("harbor.mp4", user_metadata={"series": "harbor", "episode": 3})
    assert_type(asset, Asset)
    for outcome in tl.assets.upload_many([Path("harbor.mp4"), "meadow.jpg"], verify="md5"):
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
    reply = tl.raw.call(retrieve_index, "65f0c0ffee65f0c0ffee65f0")
    name = reply.index_name
    if name:
        assert_type(name, str)
    tl.raw.call(delete_index, index_id="65f0c0ffee65f0c0ffee65f0")


async def asynchronously(metadata: Mapping[str, str], names: Sequence[str]) -> None:
    async with AsyncTwelveLabs(api_key=lambda: "tlk_MADEUPKEY") as tl:
        index = await tl.indexes.create(names[0])
        assert_type(index, Index)
        await tl.assets.upload("harbor.mp4", user_metadata=metadata)
        async for clip in tl.search.query(index, "a red boat"):
            assert_type(clip, Clip)
