"""Text about one video: a gist, a summary, or what a prompt asks, composed from what was measured in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.analysis.texts import Facts, Scene, describe, facts_of, fragments_of
from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.older.names import CONVERSATION, writing_engine
from twelvelabs_sandbox.older.texts import cues_of
from twelvelabs_sandbox.older.videos import ready_video
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.footage import footage_of
from twelvelabs_sandbox.store.library import INDEXES
from twelvelabs_sandbox.store.platform import Platform

NDJSON = "application/x-ndjson"


async def gist(call: Call) -> Reply:
    """Name a video in short."""
    facts, _ = await _facts(call)
    words = _words(facts)
    written: dict[str, Any] = {
        "title": facts.scenes[0].title if facts.scenes else "Empty video",
        "topics": [f"{word} scenes".capitalize() for word in words],
        "hashtags": words,
    }
    names = {"title": "title", "topic": "topics", "hashtag": "hashtags"}
    wanted = {names[kind]: written[names[kind]] for kind in call.body["types"]}
    return Reply(body={"id": call.platform.new_uuid(), **wanted})


async def summarize(call: Call) -> Reply:
    """Sum a video up: in one text, in chapters, or in highlights."""
    facts, script = await _facts(call)
    identifier = call.platform.new_uuid()
    if call.body["type"] == "chapter":
        return Reply(body={"id": identifier, "chapters": [_chapter(*each) for each in enumerate(facts.scenes)]})
    if call.body["type"] == "highlight":
        return Reply(body={"id": identifier, "highlights": [_highlight(scene) for scene in _highlights(facts)]})
    return Reply(body={"id": identifier, "summary": script or describe(facts)})


async def generate(call: Call) -> Reply:
    """Write about a video as a prompt asks, whole or in pieces."""
    if not call.body["prompt"].strip():
        raise invalid("prompt", "It must not be empty.")
    facts, script = await _facts(call)
    identifier, text = call.platform.new_uuid(), script or describe(facts)
    if call.body.get("stream", False):
        return Reply(stream=_events(identifier, text), media_type=NDJSON)
    return Reply(body={"id": identifier, "data": text})


async def _facts(call: Call) -> tuple[Facts, str | None]:
    """What is known of the video of a request, and the text that a test set for it.

    Raises:
        ApiError: 404, there is no such video; 400, its index has no engine that writes.
    """
    platform = call.platform
    video = ready_video(platform, call.body["video_id"])
    index = platform.find(INDEXES, video["index_id"])
    if writing_engine(index) is None:
        message = f"The index {index['id']} has no engine that writes. Use one with a Pegasus engine."
        raise ApiError(400, "index_not_supported_for_generate", message)
    return await run_in_threadpool(_measured, platform, video), _script(platform, video)


def _measured(platform: Platform, video: Document) -> Facts:
    duration = video["system_metadata"]["duration"]
    footage = footage_of(platform, video["asset_id"], duration)
    return facts_of(footage.clips, cues_of(platform, video, CONVERSATION), 0.0, duration)


def _script(platform: Platform, video: Document) -> str | None:
    scripts = platform.scripted_analyses
    return scripts.get(video["asset_id"], scripts.get(None))


def _words(facts: Facts) -> list[str]:
    """What is seen, each word once."""
    return list(dict.fromkeys(word for scene in facts.scenes for word in (*scene.colours[:1], scene.motion)))


def _highlights(facts: Facts) -> list[Scene]:
    """The scenes in which something moves, or else all of them."""
    return [scene for scene in facts.scenes if scene.motion == "moving"] or list(facts.scenes)


def _chapter(number: int, scene: Scene) -> dict[str, Any]:
    return {
        "chapter_number": number,
        "start": scene.start,
        "end": scene.end,
        "chapter_title": scene.title,
        "chapter_summary": scene.description,
    }


def _highlight(scene: Scene) -> dict[str, Any]:
    return {
        "start": scene.start,
        "end": scene.end,
        "highlight": scene.title,
        "highlight_summary": scene.description,
    }


async def _events(identifier: str, text: str) -> AsyncIterator[bytes]:
    metadata = {"generation_id": identifier}
    yield _line({"event_type": "stream_start", "metadata": metadata})
    for fragment in fragments_of(text, identifier):
        yield _line({"event_type": "text_generation", "text": fragment})
    yield _line({"event_type": "stream_end", "metadata": metadata})


def _line(event: dict[str, Any]) -> bytes:
    return orjson.dumps(event) + b"\n"
