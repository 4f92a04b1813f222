"""A user's mistakes: every line marked `# wrong` is one that a type checker must find, and no other."""

from __future__ import annotations

import aiohttp
import httpx
import httpx2

from twelvelabs_client import (
    AsyncTwelveLabs,
    AsyncTwelveLabsV1_3,
    TwelveLabs,
    TwelveLabsV1_1,
    TwelveLabsV1_2,
    TwelveLabsV1_3,
)
from twelvelabs_client.intents import And, Not, SegmentDefinition
from twelvelabs_client.models import Index
from twelvelabs_generated.v1_2.api.engines import retrieve_engine
from twelvelabs_generated.v1_3.api.indexes import retrieve_index


def arguments(tl: TwelveLabsV1_3) -> None:
    tl.indexes.create(3)  # wrong
    tl.indexes.create("nature", model="marengo3.0")  # wrong
    tl.indexes.get(None)  # wrong
    tl.search.query("65f0c0ffee65f0c0ffee65f0", "a boat", page_limit="10")  # wrong
    tl.assets.upload("harbor.mp4", "other.mp4", "third.mp4")  # wrong
    TwelveLabs("tlk_MADEUPKEY")  # wrong


def results(tl: TwelveLabsV1_3, index: Index) -> None:
    tl.index.create("nature")  # wrong
    tl.indexes.retrieve(index.id)  # wrong
    tl.analyze(index.id, "What happens?")  # wrong
    index.name = "other"  # wrong
    index.video_count + 1  # wrong
    len(tl.search.query(index, "a boat"))  # wrong


def background(tl: TwelveLabsV1_3, index: Index) -> None:
    tl.analyze.tasks.create(index, "What happens?")  # wrong
    tl.embed.create(3, model="marengo3.0")  # wrong
    tl.embed.create("a boat")  # wrong
    SegmentDefinition(name="car")  # wrong
    tl.entities.create("65f0c0ffee65f0c0ffee65f0", "Ada")  # wrong
    tl.entities.list("65f0c0ffee65f0c0ffee65f0", status="failed")  # wrong
    tl.knowledge_stores.search("65f0c0ffee65f0c0ffee65f0")  # wrong


def past_the_facade(tl: TwelveLabsV1_3) -> None:
    tl.low_level.call(retrieve_index, 3)  # wrong
    tl.low_level.call(retrieve_index, index="65f0c0ffee65f0c0ffee65f0")  # wrong
    tl.low_level.call(retrieve_index, "65f0c0ffee65f0c0ffee65f0").duration_of_all  # wrong


async def colours(tl: AsyncTwelveLabsV1_3) -> None:
    tl.indexes.create("nature").name  # wrong
    for clip in tl.search.query("65f0c0ffee65f0c0ffee65f0", "a boat"):  # wrong
        print(clip)


def versions(tl: TwelveLabs, older: TwelveLabsV1_2, newest: TwelveLabsV1_3) -> None:
    TwelveLabs(api_version=1.3)  # wrong
    TwelveLabs(api_version="v1.2", time_out=5)  # wrong
    TwelveLabsV1_2(api_version="v1.3")  # wrong
    TwelveLabs().classify  # wrong
    TwelveLabs(api_version="v1.2").assets  # wrong
    tl.assets  # wrong
    tl.engines  # wrong
    older.analyze  # wrong
    older.embed.create("a boat", model="marengo2.6")  # wrong
    older.knowledge_stores  # wrong
    newest.transfers  # wrong
    newest.videos.logos("65f0c0ffee65f0c0ffee65f0", "65f0c0ffee65f0c0ffee65f1")  # wrong
    newest.search.combined  # wrong
    spoken: TwelveLabsV1_3 = older  # wrong
    spoken.low_level.call(retrieve_engine)  # wrong


def what_v1_1_lacks(tl: TwelveLabsV1_1, index: Index) -> None:
    TwelveLabs(api_version="v1.1").generate  # wrong
    tl.embed  # wrong
    tl.videos.get(index, "65f0c0ffee65f0c0ffee65f0", embed=True)  # wrong
    tl.tasks.create_external(index, "https://youtu.be/made-up")  # wrong
    tl.transfers.import_logs("65f0c0ffee65f0c0ffee65f0")  # wrong


def what_only_older_versions_have(tl: TwelveLabsV1_2, index: Index) -> None:
    tl.search.query(index, "a boat", threshold="highest")  # wrong
    tl.search.query(index, "a boat", sort_by="rank")  # wrong
    tl.search.combined(index, And("a boat", 3))  # wrong
    Not("a boat")  # wrong
    tl.classify.videos("65f0c0ffee65f0c0ffee65f0", ["Boats"])  # wrong
    tl.gist("65f0c0ffee65f0c0ffee65f0", ["titel"])  # wrong
    tl.summarize("65f0c0ffee65f0c0ffee65f0", "chapters")  # wrong
    TwelveLabs().search.query(index, "a boat", threshold="high")  # wrong
    TwelveLabs().videos.update(index, "65f0c0ffee65f0c0ffee65f0", title="Dawn")  # wrong


async def asynchronous_versions() -> None:
    async with AsyncTwelveLabs(api_version="1.2") as tl:
        await tl.responses.create("65f0c0ffee65f0c0ffee65f0", "What is seen?")  # wrong


async def http_libraries(session: aiohttp.ClientSession, connector: aiohttp.TCPConnector) -> None:
    TwelveLabs(http="aiohttp")  # wrong
    TwelveLabsV1_2(http="aiohttp")  # wrong
    TwelveLabs(http="requests")  # wrong
    AsyncTwelveLabs(http="requests")  # wrong
    TwelveLabs(http_client=session)  # wrong
    TwelveLabs(transport=connector)  # wrong
    TwelveLabs(http_client=httpx.AsyncClient())  # wrong
    TwelveLabs(http_client=httpx2.AsyncClient())  # wrong
    TwelveLabs(transport=httpx2.AsyncHTTPTransport())  # wrong
    AsyncTwelveLabs(http_client=httpx.Client())  # wrong
    AsyncTwelveLabs(http_client=connector)  # wrong
    AsyncTwelveLabs(transport=session)  # wrong
    AsyncTwelveLabs(transport=httpx2.HTTPTransport())  # wrong
    AsyncTwelveLabs(http_client="httpx2")  # wrong
