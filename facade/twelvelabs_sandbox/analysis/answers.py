"""Answers about a knowledge store: sentences about what was measured, and what they cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from twelvelabs_sandbox.analysis.texts import Facts, Scene, main_colours
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.store.documents import Document

# The addresses of an item's still image and of its stream.
Urls = Callable[[Document], tuple[str | None, str | None]]

MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a number in brackets stands for: an item, or the part of it between two times in seconds."""

    item: Document
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one item: the facts of a video, or the colours of an image."""

    item: Document
    facts: Facts | None = None
    shares: Shares | None = None


def compose(seen: Sequence[Seen], earlier: Sequence[str]) -> tuple[str, list[Citation]]:
    """A text about every item, after the questions of earlier turns, and what its numbers stand for."""
    citations: list[Citation] = []
    lines = [f'Earlier you asked: "{question}"' for question in earlier]
    lines.append(f"There {'is 1 item' if len(seen) == 1 else f'are {len(seen)} items'} to look at.")
    for each in seen:
        lines.append(f"{each.item['system_metadata']['filename']}:")
        for sentence, citation in _sentences(each):
            citations.append(citation)
            lines.append(f"{sentence} [{len(citations)}]")
    return "\n".join(lines), citations


def all_facts(seen: Sequence[Seen]) -> Facts:
    """The facts of all videos, one after the other, as if they were one."""
    scenes: list[Scene] = [scene for each in seen if each.facts for scene in each.facts.scenes]
    return Facts(0.0, max((scene.end for scene in scenes), default=0.0), tuple(scenes))


def annotations_in(text: str, citations: Sequence[Citation], urls: Urls) -> list[dict[str, Any]]:
    """What the numbers in a text cite, by place; a number that stands for nothing has no annotation.

    Args:
        text: What is said.
        citations: What the numbers stand for, from 1.
        urls: Gives the addresses of an item's still image and stream.
    """
    found = [(mark, int(mark[1][:9]) - 1) for mark in MARK.finditer(text)]
    return [
        _annotation(mark.start(), mark.end() - 1, citations[number], urls)
        for mark, number in found
        if 0 <= number < len(citations)
    ]


def _annotation(start: int, end: int, citation: Citation, urls: Urls) -> dict[str, Any]:
    item, system = citation.item, citation.item["system_metadata"]
    thumbnail_url, hls_url = urls(item)
    annotation = {
        "type": f"{system['asset_type']}_citation",
        "start_index": start,
        "end_index": end,
        "item_id": item["id"],
        "title": system["filename"],
        "thumbnail_url": thumbnail_url,
        "hls_url": hls_url,
    }
    if citation.start is None:
        return annotation
    return {**annotation, "start_sec": citation.start, "end_sec": citation.end}


def _sentences(seen: Seen) -> list[tuple[str, Citation]]:
    if seen.facts is None:
        return [(f"Mostly {' with '.join(main_colours(seen.shares or {}))}.", Citation(seen.item))]
    scenes = seen.facts.scenes
    return [(scene.description, Citation(seen.item, scene.start, scene.end)) for scene in scenes]
