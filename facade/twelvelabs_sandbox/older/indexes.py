"""Indexes by their older names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twelvelabs_sandbox.errors import invalid
from twelvelabs_sandbox.http.ordering import ordered
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.older.engines import offered
from twelvelabs_sandbox.older.lists import at_the_time
from twelvelabs_sandbox.older.names import WRITING, engines_of, kept_names, only_engine
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.index_records import check_name, dropped, kept_index, renamed
from twelvelabs_sandbox.store.library import INDEXES, ready_within
from twelvelabs_sandbox.store.platform import Platform, timestamp
from twelvelabs_sandbox.versions import FIRST, Version

GRAVES = "deleted-indexes"
REMEMBERED = 5.0  # simulated seconds


async def create(call: Call) -> Reply:
    """Create an index."""
    platform, body = call.platform, call.body
    check_name(platform, body["index_name"])
    engines = of_older(call.version, v1_1=_wanted_in_v1_1, v1_2=_wanted_in_v1_2)(body)
    _check_engines(engines, of_older(call.version, v1_1="index_options", v1_2="engines"))
    # Null stands for no extras; logos were an extra until they became an option.
    addons = [addon for addon in body.get("addons") or [] if addon == "thumbnail"]
    if addons and all(engine["engine_name"].startswith(WRITING) for engine in engines):
        raise invalid("addons", "It needs a Marengo engine.")
    index = kept_index(platform, body["index_name"], {**kept_names(engines), "addons": addons})
    return Reply(status=201, body={"_id": index["id"]})


async def list_all(call: Call) -> Reply:
    """List indexes."""
    found = at_the_time(call.platform.store.all(INDEXES), call.query, call.version, "created_at", "updated_at")
    kept = [index for index in found if _wanted(index, call)]
    page, info = paginate(ordered(kept, call.query), call.query)
    return Reply(body={"data": [view(call.platform, index, call.version) for index in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one index; version 1.1 still shows one that is just gone."""
    platform, identifier = call.platform, call.path["index_id"]
    if of_older(call.version, v1_1=True, v1_2=False):
        grave = platform.store.get(GRAVES, identifier)
        if grave is not None and platform.elapsed(grave["deleted_at"]) < REMEMBERED:
            return Reply(body=grave["view"])
    return Reply(body=view(platform, platform.find(INDEXES, identifier), call.version))


async def update(call: Call) -> Reply:
    """Rename an index."""
    renamed(call.platform, call.platform.find(INDEXES, call.path["index_id"]), call.body["index_name"])
    return Reply(status=of_older(call.version, v1_1=200, v1_2=204))


async def delete(call: Call) -> Reply:
    """Delete an index with all it holds."""
    platform = call.platform
    index = platform.find(INDEXES, call.path["index_id"])
    grave = {"deleted_at": platform.now(), "view": {**view(platform, index, FIRST), "deleted": True}}
    platform.store.put(GRAVES, index["id"], grave)
    dropped(platform, index)
    return Reply(status=204)


def view(platform: Platform, index: Document, version: Version) -> dict[str, Any]:
    """An index as a version shows it."""
    ready = ready_within(platform, index["id"])
    return {
        "_id": index["id"],
        "index_name": index["index_name"],
        **_built_with(index, version),
        "addons": index["addons"],
        "video_count": len(ready),
        "total_duration": sum(each["system_metadata"]["duration"] for each in ready),
        "created_at": timestamp(index["created_at"]),
        "updated_at": timestamp(index["updated_at"]),
        "expires_at": None,
    }


def _built_with(index: Document, version: Version) -> dict[str, Any]:
    return of_older(version, v1_1=_in_v1_1, v1_2=_in_v1_2)(index)


def _in_v1_1(index: Document) -> dict[str, Any]:
    engine = only_engine(index)
    return {"engine_id": engine["engine_name"], "index_options": engine["engine_options"]}


def _in_v1_2(index: Document) -> dict[str, Any]:
    return {"engines": engines_of(index)}


def _wanted_in_v1_1(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_engine(body)]


def _wanted_in_v1_2(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    engines: list[dict[str, Any]] = body["engines"]
    return engines


def _engine(body: Mapping[str, Any]) -> dict[str, Any]:
    options = list(body["index_options"])
    if "logo" in (body.get("addons") or ()) and "logo" not in options:
        options.append("logo")
    return {"engine_name": body["engine_id"], "engine_options": options}


def _check_engines(engines: list[dict[str, Any]], name: str) -> None:
    if not engines:
        raise invalid(name, "An index needs at least one engine.")
    for engine in engines:
        for option in engine["engine_options"]:
            if option not in offered(engine["engine_name"]):
                raise invalid(name, f"The engine {engine['engine_name']} does not take {option}.")
    families = [engine["engine_name"].rstrip("0123456789.") for engine in engines]
    if len(set(families)) < len(families):
        raise invalid(name, "An index takes one engine of a family.")


def _wanted(index: Document, call: Call) -> bool:
    query = call.query
    engines = of_older(call.version, v1_1=[only_engine(index)], v1_2=engines_of(index))
    options = {option for engine in engines for option in engine["engine_options"]}
    asked = {*query.get("index_options", ()), *query.get("engine_options", ())}
    family = query.get("engine_family", "")
    return (
        query.get("_id", index["id"]) == index["id"]
        and query.get("index_name", index["index_name"]) == index["index_name"]
        and asked <= options
        and any(engine["engine_name"].startswith(family) for engine in engines)
    )
