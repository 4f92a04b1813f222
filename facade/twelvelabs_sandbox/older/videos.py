"""Videos by their older names: the caller's own data among the facts, and what is said, written and branded in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.embedding.media import measured
from twelvelabs_sandbox.embedding.vectors import Asked, measure, timed_data
from twelvelabs_sandbox.errors import invalid, not_exist
from twelvelabs_sandbox.http.ordering import instant, ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Handler, Reply
from twelvelabs_sandbox.newer.embed_v1 import GENERATIONS, segment_of
from twelvelabs_sandbox.older.lists import at_the_time, has_numbers, has_values
from twelvelabs_sandbox.older.names import CONVERSATION, LOGO, TEXT, engines_of, only_engine, searching_engine
from twelvelabs_sandbox.older.texts import cues_of, part_of
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.indexing import find_indexed, indexed_at, stream_of
from twelvelabs_sandbox.store.library import INDEXED_ASSETS, INDEXES, forget_indexed, indexed_status, ready_within
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.store.storage_urls import storage_url
from twelvelabs_sandbox.versions import Version

ENGINE = "Marengo-retrieval-2.6"
FACTS = ("filename", "duration", "fps", "width", "height", "size")
MEASURED = ("duration", "fps", "width", "height", "size")


async def list_all(call: Call) -> Reply:
    """List the videos of an index."""
    platform = call.platform
    index = platform.find(INDEXES, call.path["index_id"])
    dated = [
        {**video, "indexed_at": instant("indexed_at", indexed_at(platform, video))}
        for video in ready_within(platform, index["id"])
    ]
    timely = at_the_time(dated, call.query, call.version, "created_at", "updated_at", "indexed_at")
    kept = [video for video in timely if _wanted(video, call.query)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [_summary(call, index, video) for video in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one video."""
    index, video = _found(call)
    view = _summary(call, index, video)
    if video["stream"]:
        view["hls"] = stream_of(call.platform, call.origin, video)
    if "source" in video and of_older(call.version, v1_1=False, v1_2=True):
        view["source"] = video["source"]
    if call.query.get("embed", False):
        view["embedding"] = await _embedding(call.platform, index, video)
    return Reply(body=view)


async def update(call: Call) -> Reply:
    """Set the title and metadata of a video."""
    _, video = _found(call)
    given = call.body.get("metadata") or {}
    _check_metadata(given)
    changed = {**video, "user_metadata": {**video["user_metadata"], **given}, "updated_at": call.platform.now()}
    if "video_title" in call.body:
        changed["title"] = call.body["video_title"]
    call.platform.store.put(INDEXED_ASSETS, video["id"], changed)
    return Reply(status=of_older(call.version, v1_1=200, v1_2=204))


async def delete(call: Call) -> Reply:
    """Take a video out of its index."""
    _, video = _found(call)
    forget_indexed(call.platform, video)
    return Reply(status=204)


def _telling(kind: str) -> Handler:
    async def tell(call: Call) -> Reply:
        """Read what one modality finds in a video."""
        index, video = _found(call)
        data = part_of(cues_of(call.platform, video, kind), call.query)
        return Reply(body={"id": video["id"], "index_id": index["id"], "data": data})

    return tell


tell_speech, tell_text, tell_logos = map(_telling, (CONVERSATION, TEXT, LOGO))


async def thumbnail(call: Call) -> Reply:
    """Get the address of a still image."""
    index, video = _found(call)
    if "thumbnail" not in index["addons"]:
        raise invalid("index_id", f"The index {index['id']} has no thumbnail addon.")
    duration = video["system_metadata"]["duration"]
    time = call.query.get("time", duration / 2)
    if not 0 <= time <= duration:
        raise invalid("time", f"It must be between 0 and {duration}.")
    # The last instant has no frame of its own.
    key = f"thumbnails/{video['asset_id']}/{int(min(time, duration - 0.1) * 1000) if time else 0}.jpg"
    return Reply(body={"thumbnail": storage_url(call.platform, call.origin, key)})


def title_of(video: Document) -> str:
    """The title that was set, or else the name of the file."""
    return str(video.get("title") or video["system_metadata"]["filename"])


def ready_video(platform: Platform, identifier: str) -> Document:
    """The video of that id in any index.

    Raises:
        ApiError: 404, there is none that is ready; 403, it belongs to another account.
    """
    video = platform.find(INDEXED_ASSETS, identifier)
    if indexed_status(platform, video) != "ready":
        raise not_exist(identifier, "videos")
    return video


def _found(call: Call) -> tuple[Document, Document]:
    index = call.platform.find(INDEXES, call.path["index_id"])
    video = find_indexed(call.platform, index["id"], call.path["video_id"])
    return index, ready_video(call.platform, video["id"])


def _summary(call: Call, index: Document, video: Document) -> dict[str, Any]:
    return {
        "_id": video["id"],
        "created_at": timestamp(video["created_at"]),
        "updated_at": timestamp(video["updated_at"]),
        "indexed_at": indexed_at(call.platform, video),
        "metadata": _metadata(call.version, index, video),
    }


def _metadata(version: Version, index: Document, video: Document) -> dict[str, Any]:
    # Lists are no metadata before version 1.3.
    own = {key: value for key, value in video["user_metadata"].items() if not isinstance(value, list)}
    facts = {name: video["system_metadata"][name] for name in FACTS}
    facts |= of_older(
        version,
        v1_1={"engine_id": only_engine(index)["engine_name"]},
        v1_2={"engine_ids": [engine["engine_name"] for engine in engines_of(index)]},
    )
    if video.get("title"):
        facts["video_title"] = video["title"]
    return {**own, **facts}


def _wanted(video: Document, query: Mapping[str, Any]) -> bool:
    system = video["system_metadata"]
    return (
        query.get("_id", video["id"]) == video["id"]
        and query.get("filename", system["filename"]) == system["filename"]
        and has_numbers(system, query, *MEASURED)
        and has_values(video["user_metadata"], query)
    )


def _check_metadata(given: Mapping[str, Any]) -> None:
    for key, value in given.items():
        if key in FACTS:
            raise invalid("metadata", f"The key {key} is a fact about the file and cannot be overwritten.")
        if not isinstance(value, (str, int, float)):
            raise invalid("metadata", f"The value of {key} must be a string, number or boolean.")


async def _embedding(platform: Platform, index: Document, video: Document) -> dict[str, Any]:
    engine = searching_engine(index)
    if engine is None or engine["engine_name"] in ("marengo", "marengo2", "marengo2.5"):
        raise invalid("embed", f"The index {index['id']} has no engine that makes embeddings. Use marengo2.6.")
    medium = await measured(platform.files / video["asset_id"], "video", video["system_metadata"]["filename"])
    found = await run_in_threadpool(measure, medium, cues_of(platform, video, CONVERSATION))
    generation = GENERATIONS["1.2"]
    asked = Asked(
        start=0.0,
        end=medium.duration,
        shortest=2.0,
        scopes=("clip",),
        types=generation.types,
        dimension=generation.dimension,
    )
    data = await run_in_threadpool(timed_data, found, asked)
    segments = [segment_of(each, generation) for each in data]
    return {"engine_name": ENGINE, "video_embedding": {"segments": segments}}
