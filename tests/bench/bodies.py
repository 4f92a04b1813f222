"""What the benchmark's server answers: made once, of the shape and size of the API's own replies."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import orjson

PAGE_LIMIT = 50
SEGMENTS, DIMENSION = 1800, 1024
WORDS = ("the", "boat", "leaves", "the", "harbor", "while", "gulls", "turn", "over", "the", "still", "water")


def asset(number: int) -> dict[str, Any]:
    """The record of one video."""
    return {
        "_id": f"6a{number:022x}",
        "method": "direct",
        "status": "ready",
        "filename": f"harbor-{number:06d}.mp4",
        "file_type": "video/mp4",
        "size": 52_428_800 + number,
        "duration": 612.48,
        "created_at": "2026-07-11T03:13:57.123Z",
        "user_metadata": {"camera": "pier-2", "shift": 3, "reviewed": True},
        "hls": {"status": "ready", "manifest_url": f"https://media.example.com/{number}/playlist.m3u8"},
        "thumbnail": {"status": "ready", "url": f"https://media.example.com/{number}/still.jpg"},
        "technical_metadata": {
            "width": 1920,
            "height": 1080,
            "fps": 29.97,
            "codec": "h264",
            "container": "mp4",
            "bitrate": 4_200_000,
            "audio": {"codec": "aac", "channels": 2, "sample_rate": 48_000},
        },
    }


def clip(number: int) -> dict[str, Any]:
    """One match of a search."""
    return {
        "video_id": f"6b{number // 7:022x}",
        "start": number * 1.5,
        "end": number * 1.5 + 6,
        "rank": number + 1,
        "thumbnail_url": f"https://media.example.com/stills/{number}.jpg?signature=9f2b7c40d1e8a6533c9b",
        "transcription": "a man ties up the last rope",
        "user_metadata": {"camera": "pier-2"},
    }


@lru_cache(maxsize=4096)
def asset_page(number: int, pages: int) -> bytes:
    """One page of a list."""
    first = (number - 1) * PAGE_LIMIT
    data = [asset(first + at) for at in range(PAGE_LIMIT)] if number <= pages else []
    info = {"page": number, "total_page": pages, "total_results": pages * PAGE_LIMIT, "limit_per_page": PAGE_LIMIT}
    return orjson.dumps({"data": data, "page_info": info})


@lru_cache(maxsize=4096)
def clip_page(number: int, pages: int) -> bytes:
    """One page of a search; the next one's number is its token."""
    first = (number - 1) * PAGE_LIMIT
    info: dict[str, Any] = {"limit_per_page": PAGE_LIMIT, "total_results": pages * PAGE_LIMIT}
    if number < pages:
        info |= {"next_page_token": str(number + 1), "page_expires_at": "2026-07-20T20:50:35Z"}
    pool = {"index_id": "i1", "total_count": 1400, "total_duration": 857_472.0}
    return orjson.dumps(
        {"data": [clip(first + at) for at in range(PAGE_LIMIT)], "page_info": info, "search_pool": pool}
    )


@lru_cache(maxsize=4)
def embeddings(segments: int) -> bytes:
    """The JSON of a ready task."""
    draw = random.Random(1)
    place = {"embedding_option": "visual", "embedding_scope": "clip"}
    data = [
        {
            "embedding": [draw.gauss(0, 0.05) for _ in range(DIMENSION)],
            **place,
            "start_sec": 2.0 * at,
            "end_sec": 2.0 * at + 2,
        }
        for at in range(segments)
    ]
    return orjson.dumps({"_id": "t1", "status": "ready", "data": data})


def answer_lines(events: int) -> list[bytes]:
    """A streamed analysis: a JSON document a line."""
    start = {"event_type": "stream_start", "metadata": {"generation_id": "g1"}}
    end = {"event_type": "stream_end", "finish_reason": "stop", "metadata": {"usage": {"output_tokens": events}}}
    texts = [{"event_type": "text_generation", "text": f"{_word(at)} "} for at in range(max(events - 2, 0))]
    return [orjson.dumps(event) + b"\n" for event in (start, *texts, end)]


def answer_events(events: int) -> list[bytes]:
    """A streamed response: server-sent events."""
    whole = {"id": "resp_1", "type": "response", "status": "in_progress", "output": []}
    states: list[dict[str, Any]] = [{"type": "response.created", "response": whole}]
    ends = [{"type": "response.completed", "response": {**whole, "status": "completed"}}]
    texts = [
        {"type": "response.output_text.delta", "sequence_number": at, "item_id": "msg_1", "delta": f"{_word(at)} "}
        for at in range(max(events - 2, 0))
    ]
    return [_server_sent(event) for event in (*states, *texts, *ends)]


def _server_sent(event: dict[str, Any]) -> bytes:
    name: str = event["type"]
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(event) + b"\n\n"


def _word(number: int) -> str:
    return WORDS[number % len(WORDS)]
