"""The older embeddings: forms, and tasks for videos whose vectors are fetched apart from their state."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from twelvelabs_sandbox.embedding.features import text_weights, vector_of
from twelvelabs_sandbox.embedding.media import Medium, measured
from twelvelabs_sandbox.embedding.requests import OLDER_TOKENS
from twelvelabs_sandbox.embedding.tasks import find, keep, listed, times
from twelvelabs_sandbox.embedding.vectors import Asked, image_weights, measure, timed_data
from twelvelabs_sandbox.errors import ApiError, invalid, not_provided
from twelvelabs_sandbox.fetching import Unreachable, fetch, filename_of
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.media.probe import Unreadable
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.ingestion import check_size, check_url, save
from twelvelabs_sandbox.store.library import spoken_in
from twelvelabs_sandbox.versions import of_version

LARGEST_VIDEO = 2 * 1024**3
CLIP_LENGTH = 6.0
SHORTEST_CLIP = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What differs between the versions of the API; each keeps its own tasks, as their vectors cannot be compared.

    Attributes:
        kind: of the documents of tasks.
        model: name of the field that names the model.
        dimension: numbers per vector.
        tokens: longest text.
        types: how the vectors of a piece are divided.
        told: fields of a piece beside its vector.
    """

    kind: str
    model: str
    dimension: int
    tokens: int
    types: tuple[str, ...]
    told: tuple[str, ...]


SEGMENT = ("float", "start_offset_sec", "end_offset_sec")
GENERATIONS = {
    "1.3": Generation(
        kind="video-embedding-tasks",
        model="model_name",
        dimension=512,
        tokens=OLDER_TOKENS,
        types=("separate_embedding",),
        told=(*SEGMENT, "embedding_option", "embedding_scope"),
    ),
    "1.2": Generation(
        kind="older-video-embedding-tasks",
        model="engine_name",
        dimension=1024,
        tokens=77,
        types=("fused_embedding",),
        told=(*SEGMENT, "embedding_scope"),
    ),
}


async def create(call: Call) -> Reply:
    """Make embeddings of a text, an image and a sound; what cannot be read says so in its place."""
    body, generation = call.body, GENERATIONS[call.version]
    reply: dict[str, Any] = {generation.model: body[generation.model]}
    if "text" in body:
        vector = vector_of(text_weights(_text(call, generation)), generation.dimension)
        reply["text_embedding"] = {"segments": [{"float": vector}]}
    if _has(body, "image"):
        reply["image_embedding"] = await _or_error(call, "image", _image)
    if _has(body, "audio"):
        reply["audio_embedding"] = await _or_error(call, "audio", _audio)
    if len(reply) == 1:
        raise not_provided("text")
    return Reply(body=reply)


async def create_task(call: Call) -> Reply:
    """Begin to make the embeddings of a video; what cannot be read fails later."""
    if not _has(call.body, "video"):
        raise not_provided("video_file")
    _check_part(call.body)
    generation = GENERATIONS[call.version]
    try:
        async with _opened(call, "video") as medium:
            asked = _asked(call.body, medium, generation)
            found = await run_in_threadpool(measure, medium, spoken_in(call.platform, medium.filename))
            data = await run_in_threadpool(timed_data, found, asked)
            metadata = {**_metadata(call.body, medium), "duration": medium.duration}
            made: dict[str, Any] = {
                "data": [segment_of(each, generation) for each in data if _long_enough(each)],
                "metadata": metadata,
            }
    except Unreadable as error:
        made = {"error": str(error), "metadata": None}
    task = keep(call.platform, generation.kind, {"model": call.body[generation.model], **made})
    return Reply(body={"_id": task["id"]})


async def list_tasks(call: Call) -> Reply:
    """List tasks, without vectors."""
    generation = GENERATIONS[call.version]
    page, info = paginate(listed(call.platform, generation.kind, call.query), call.query)
    return Reply(body={"data": [{**_state(task, generation), **times(task)} for task in page], "page_info": info})


async def retrieve_status(call: Call) -> Reply:
    """Read the state of a task."""
    generation = GENERATIONS[call.version]
    return Reply(body=_state(find(call.platform, generation.kind, call.path["task_id"]), generation))


async def retrieve_task(call: Call) -> Reply:
    """Read a task with its vectors, which are there once it is ready."""
    generation = GENERATIONS[call.version]
    task = find(call.platform, generation.kind, call.path["task_id"])
    view = {**_state(task, generation), **times(task)}
    if task["status"] == "ready":
        wanted = call.query.get("embedding_option")
        kept = [each for each in task["data"] if wanted is None or each["embedding_option"] in wanted]
        view["video_embedding"]["segments"] = kept
    return Reply(body=view)


def _has(body: Mapping[str, Any], kind: str) -> bool:
    return f"{kind}_url" in body or f"{kind}_file" in body


async def _or_error(
    call: Call, kind: str, make: Callable[[Call, Medium], Awaitable[list[dict[str, Any]]]]
) -> dict[str, Any]:
    try:
        async with _opened(call, kind) as medium:
            return {"segments": await make(call, medium), "metadata": medium.origin}
    except Unreadable as error:
        return {"error_message": str(error)}


async def _image(call: Call, medium: Medium) -> list[dict[str, Any]]:
    weights = await run_in_threadpool(image_weights, medium)
    return [{"float": vector_of(weights, GENERATIONS[call.version].dimension)}]


async def _audio(call: Call, medium: Medium) -> list[dict[str, Any]]:
    """Pieces in which sound and speech are one."""
    generation = GENERATIONS[call.version]
    start = call.body.get("audio_start_offset_sec", 0.0)
    if start >= medium.duration:
        raise invalid("audio_start_offset_sec", "It must be before the end of the sound.")
    found = await run_in_threadpool(measure, medium, spoken_in(call.platform, medium.filename))
    asked = Asked(
        start=start,
        end=medium.duration,
        fixed=CLIP_LENGTH,
        options=("audio", "transcription"),
        scopes=("clip",),
        types=("fused_embedding",),
        dimension=generation.dimension,
    )
    data = await run_in_threadpool(timed_data, found, asked)
    segments = [segment_of(each, generation) for each in data]
    return [{name: value for name, value in each.items() if not name.startswith("embedding")} for each in segments]


@asynccontextmanager
async def _opened(call: Call, kind: str) -> AsyncIterator[Medium]:
    """The file or the address of a form; an address wins."""
    url = call.body.get(f"{kind}_url")
    path = call.platform.files / call.platform.new_id()
    try:
        if url is not None:
            check_url(f"{kind}_url", url)
            try:
                await run_in_threadpool(fetch, url, path)
            except Unreachable as error:
                raise Unreadable(str(error)) from error
            yield await measured(path, kind, filename_of(url), url)
            return
        upload = call.body[f"{kind}_file"]
        if not isinstance(upload, UploadFile):
            raise not_provided(f"{kind}_file")
        check_size(upload.filename or "", upload.size or 0, LARGEST_VIDEO)
        await save(upload, path)
        yield await measured(path, kind, upload.filename or "upload")
    finally:
        path.unlink(missing_ok=True)


def _check_part(body: Mapping[str, Any]) -> None:
    start, end = body.get("video_start_offset_sec"), body.get("video_end_offset_sec")
    if (start is None) != (end is None):
        raise not_provided("video_end_offset_sec" if end is None else "video_start_offset_sec")
    if start is not None and end is not None and end <= start:
        raise invalid("video_end_offset_sec", "It must be greater than video_start_offset_sec.")
    if "clip" not in body.get("video_embedding_scope", ["clip"]):
        raise invalid("video_embedding_scope", "It must be clip, or clip and video.")


def _text(call: Call, generation: Generation) -> str:
    """The text, cut to its longest where the request says so."""
    words = str(call.body["text"]).split()
    if len(words) <= generation.tokens:
        return str(call.body["text"])
    cut = call.body.get("text_truncate", of_version(call.version, v1_1="none", v1_2="end", later="none"))
    may_cut = of_version(call.version, v1_1=True, v1_2=True, later=False)
    if cut == "none" or not may_cut:
        raise invalid("text", f"It must not be longer than {generation.tokens} tokens.")
    return " ".join(words[-generation.tokens :] if cut == "start" else words[: generation.tokens])


def _asked(body: Mapping[str, Any], medium: Medium, generation: Generation) -> Asked:
    length = body.get("video_clip_length", CLIP_LENGTH)
    start = body.get("video_start_offset_sec", 0.0)
    end = min(body.get("video_end_offset_sec", medium.duration), medium.duration)
    if start >= end:
        raise ApiError(400, "parameter_invalid", "The video_start_offset_sec parameter is invalid. It is past the end.")
    scopes = ["asset" if scope == "video" else scope for scope in _scopes(body)]
    return Asked(
        start=start, end=end, fixed=length, scopes=scopes, types=generation.types, dimension=generation.dimension
    )


def _long_enough(record: Mapping[str, Any]) -> bool:
    """A last piece that is too short is dropped; the first never is."""
    return bool(record["end_sec"] - record["start_sec"] >= SHORTEST_CLIP or record["start_sec"] == 0)


def _scopes(body: Mapping[str, Any]) -> list[str]:
    return list(body.get("video_embedding_scope", ["clip"]))


def _metadata(body: Mapping[str, Any], medium: Medium) -> dict[str, Any]:
    return {
        **medium.origin,
        "video_clip_length": body.get("video_clip_length", CLIP_LENGTH),
        "video_embedding_scope": _scopes(body),
    }


def segment_of(record: Mapping[str, Any], generation: Generation) -> dict[str, Any]:
    """A vector under the older names."""
    segment = {
        "float": record["embedding"],
        "start_offset_sec": record["start_sec"],
        "end_offset_sec": record["end_sec"],
        "embedding_option": record["embedding_option"],
        "embedding_scope": "video" if record["embedding_scope"] == "asset" else record["embedding_scope"],
    }
    return {name: value for name, value in segment.items() if name in generation.told}


def _state(task: Document, generation: Generation) -> dict[str, Any]:
    view = {"_id": task["id"], generation.model: task["model"], "status": task["status"]}
    return view if task["metadata"] is None else {**view, "video_embedding": {"metadata": task["metadata"]}}
