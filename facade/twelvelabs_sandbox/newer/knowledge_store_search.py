"""Search in a knowledge store, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.search.item_search import matches, results
from twelvelabs_sandbox.search.queries import LONGEST_TEXT
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.knowledge import STORES, find_item, ready_items
from twelvelabs_sandbox.store.platform import Platform

SEARCHES = "knowledge-store-searches"
TOKEN_LIFETIME = 900.0  # simulated seconds
MEASURED = ("duration", "width", "height", "size")


async def create(call: Call) -> Reply:
    """Search a store, or read another page of an earlier search."""
    store = call.platform.find(STORES, call.path["knowledge_store_id"])
    if "page_token" in call.body:
        return Reply(body=_page(*_searched(call.platform, store, call.body["page_token"])))
    return Reply(body=_page(await _search(call.platform, store, call.body), 0))


async def _search(platform: Platform, store: Document, body: Mapping[str, Any]) -> Document:
    text = body["query"]["text"]
    if not text.strip() or len(text.split()) > LONGEST_TEXT:
        raise invalid("query.text", f"It must have 1 to {LONGEST_TEXT} tokens.")
    options = _options(body)
    modalities = options.get("video", {}).get("modalities", [])
    items = [item for item in ready_items(platform, store["id"]) if _passes(item, body.get("filter", {}))]
    found = await run_in_threadpool(matches, platform, items, text, modalities)
    hits = results(found, grouped=body.get("group_by") == "item")
    if body.get("include_metadata"):
        hits = [{**hit, "metadata": _metadata(find_item(platform, store["id"], hit["item_id"]))} for hit in hits]
    search = {
        "id": platform.new_token(),
        "knowledge_store_id": store["id"],
        "created_at": platform.now(),
        "limit": body.get("page_size", 10),
        "hits": hits,
        "options": options,
    }
    platform.store.put(SEARCHES, search["id"], search)
    return search


def _searched(platform: Platform, store: Document, token: str) -> tuple[Document, int]:
    """The search that a token stands for, and the number of its page."""
    identifier, _, number = token.rpartition("-")
    search = platform.store.get(SEARCHES, identifier)
    if search is None or search["knowledge_store_id"] != store["id"] or not number.isdecimal():
        raise invalid("page_token", "It was not given out by a search of this knowledge store.")
    if platform.elapsed(search["created_at"]) >= TOKEN_LIFETIME:
        raise ApiError(410, "search_page_token_expired", "The page token has expired. Search again without it.")
    return search, int(number)


def _options(body: Mapping[str, Any]) -> dict[str, Any]:
    """The search options in force: none for videos when the filter leaves them out."""
    kinds = _allowed(body.get("filter", {}).get("asset_type"))
    asked: dict[str, Any] = body.get("search_options", {})
    if kinds is None or "video" in kinds:
        return {"video": {"modalities": ["visual"]}, **asked}
    if "video" in asked:
        raise invalid("search_options.video", "The filter leaves videos out. Leave out the one or the other.")
    return {}


def _passes(item: Document, conditions: Mapping[str, Any]) -> bool:
    kinds, identifiers = _allowed(conditions.get("asset_type")), _allowed(conditions.get("item_id"))
    return (kinds is None or item["system_metadata"]["asset_type"] in kinds) and (
        identifiers is None or item["id"] in identifiers
    )


def _allowed(condition: Mapping[str, Any] | None) -> list[str] | None:
    if condition is None:
        return None
    return condition["in"] if "in" in condition else [condition["eq"]]


def _metadata(item: Document) -> dict[str, Any]:
    system = {name: item["system_metadata"][name] for name in MEASURED if name in item["system_metadata"]}
    return {"system": system, "user": item["metadata"]} if item["metadata"] else {"system": system}


def _page(search: Document, number: int) -> dict[str, Any]:
    start, end = number * search["limit"], (number + 1) * search["limit"]
    page = {"data": search["hits"][start:end], "effective_search_options": search["options"]}
    return {**page, "next_page_token": f"{search['id']}-{number + 1}"} if end < len(search["hits"]) else page
