"""Entities that the text of a search names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.samples import shares_of_image
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.entity_records import ENTITIES, entity_status
from twelvelabs_sandbox.store.platform import Platform

MENTION = re.compile(r"<@([^<>]*)>")


def without_mentions(text: str) -> str:
    """The words of a text that name no entity."""
    return MENTION.sub(" ", text)


async def read_mentions(platform: Platform, text: str) -> list[tuple[Shares, ...]]:
    """The colour shares of the images of each entity that a text names.

    Raises:
        ApiError: 404 and 403 for an id that is none of the account's, 400 for an entity that is not ready.
    """
    mentioned = [_ready(platform, identifier) for identifier in dict.fromkeys(MENTION.findall(text))]
    return [await run_in_threadpool(_colours, platform, entity["asset_ids"]) for entity in mentioned]


def _ready(platform: Platform, identifier: str) -> Document:
    entity = platform.find(ENTITIES, identifier)
    if entity_status(platform, entity) != "ready":
        raise invalid("query_text", f"Entity {identifier} is still being processed. Try again when it is ready.")
    return entity


def _colours(platform: Platform, asset_ids: Iterable[str]) -> tuple[Shares, ...]:
    return tuple(shares_of_image((platform.files / asset_id).read_bytes()) for asset_id in asset_ids)
