"""Call any public method: signatures say what it takes, and a table what each of its parameters is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import attrs
import httpx

from tests.facade.refusals import ID, send_nothing
from twelvelabs_client import TwelveLabs, models
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.intents import NewEntity, TransferObject, VideoInput
from twelvelabs_client.models import SentChunk

Method = Callable[..., Any]
WITH_IDS = {
    name
    for name in models.__all__
    if attrs.has(getattr(models, name)) and any(field.name == "id" for field in attrs.fields(getattr(models, name)))
}
# Ids of things that no method returns as a model, and tokens that stand in paths.
BARE_IDS = {"integration", "token"}
# What the other arguments of the methods are, by their names.
OTHERS: dict[str, Any] = {
    "name": "harbor", "text": "harbor", "query": "harbor", "prompt": "What is it?", "input": "What is it?",
    "source": "nowhere.mp4", "sources": ["nowhere.mp4"], "user_metadata": {"a": 1}, "metadata": {"a": 1},
    "chunks": [SentChunk(1, "made-up", 5)],
    "start": 1, "count": 1, "entities": [NewEntity("Ada", ID)], "classes": {"Harbors": "boats"},
    "objects": [TransferObject(index=ID, object="s3://films/1.mp4")], "provider": "google_drive",
    "files": ["f1"], "custom_id": "u1", "source_ids": ["f1"], "url": "https://media.example/clip.mp4",
    "engine": "marengo2.5", "model": "marengo3.0", "redirect_uri": "https://app.example/back",
    "filename": "clip.mp4", "total_size": 9, "items": [ID],
}  # fmt: skip
BY_TYPE: dict[str, Any] = {
    "bool": True, "date": date(2026, 7, 1), "datetime": datetime(2026, 7, 1, tzinfo=UTC), "float": 0.5, "int": 1,
    "Mapping": {"a": 1}, "object": {"a": 1}, "Sequence": ["harbor"], "str": "harbor",
}  # fmt: skip
# Optional arguments without which a method has nothing to do.
NEEDED: dict[str, dict[str, Any]] = {
    "embed.tasks.create": {"input": VideoInput(ID)},
    "search.query": {"text": "harbor"},
    "videos.update": {"user_metadata": {"a": 1}},
    "knowledge_stores.update": {"name": "harbor"},
    "knowledge_stores.item_collections.update": {"name": "harbor"},
}


def id_parameters(method: Method) -> Iterator[inspect.Parameter]:
    """The parameters of a method that take an id."""
    for parameter in inspect.signature(method).parameters.values():
        annotation = str(parameter.annotation)
        if parameter.name in BARE_IDS:
            yield parameter
        if re.search(r"\bstr\b", annotation) and WITH_IDS & {*re.findall(r"\w+", annotation)}:
            yield parameter


def given(parameter: inspect.Parameter, identifier: str) -> Any:
    """An id as a parameter takes it: alone or in a list."""
    several = "Sequence[" in str(parameter.annotation) or "Iterable[" in str(parameter.annotation)
    return [identifier] if several else identifier


def other(parameter: inspect.Parameter, others: Mapping[str, Any]) -> Any:
    """The value of the table, else one of the parameter's type: a method that was just wrapped has no rows."""
    kind = re.match(r"\w*", str(parameter.annotation))
    return others[parameter.name] if parameter.name in others else BY_TYPE[kind[0] if kind else ""]


def silent(version: ApiVersion) -> TwelveLabs:
    """A client that fails the test when it sends anything."""
    return TwelveLabs(api_key="made-up", api_version=version, transport=httpx.MockTransport(send_nothing))


def method_of(client: TwelveLabs, name: str) -> Method:
    """A method of a client or of one of its resources."""
    found: Any = client
    for part in name.removeprefix("client.").split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


def call_on(client: TwelveLabs, name: str, chosen: Mapping[str, Any], others: Mapping[str, Any] = OTHERS) -> Any:
    """Call a method with some arguments, and with valid ones for all other parameters that it needs."""
    method = method_of(client, name)
    parameters = inspect.signature(method).parameters.values()
    ids = {parameter.name for parameter in id_parameters(method)}
    arguments = {**NEEDED.get(name, {}), **chosen}
    for parameter in parameters:
        if parameter.name in arguments or parameter.default is not parameter.empty:
            continue
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        arguments[parameter.name] = given(parameter, ID) if parameter.name in ids else other(parameter, others)
    positional = [
        arguments.pop(parameter.name)
        for parameter in parameters
        if parameter.kind is not parameter.KEYWORD_ONLY and parameter.name in arguments
    ]
    return method(*positional, **arguments)
