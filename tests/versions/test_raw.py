"""Every model that was read keeps the JSON that it was read from."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import pytest

from tests.versions import bodies
from tests.versions.holding import Reply
from tests.versions.test_events import PAYLOADS
from tests.versions.test_holding import REPLIES
from tests.versions.test_responses_v1_3 import EVENTS, body_of, read
from twelvelabs_client import models
from twelvelabs_client.versions.webhooks import read_event

# Made by the client itself, of what it sent or of what became of it.
MADE_BY_US = {"SentChunk", "UploadOutcome"}
# The models of a new index are what was asked for, and an engine of the oldest index is a string.
WITHOUT_OBJECT = {"IndexModel"}


def models_in(value: Any) -> Iterator[Any]:
    """Every model in a result, at any depth."""
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            if field.name != "raw":
                yield from models_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from models_in(each)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from models_in(each)


def objects_in(value: Any) -> Iterator[Any]:
    """Every JSON object in a body, at any depth."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(each)


def check_raw(result: Any, body: Any) -> None:
    received = {id(each) for each in objects_in(body)}
    for model in models_in(result):
        name = type(model).__name__
        assert id(model.raw) in received or (name in WITHOUT_OBJECT and model.raw == {}), name


@pytest.mark.parametrize("reply", REPLIES, ids=str)
def test_every_model_in_a_response_keeps_its_json(reply: Reply) -> None:
    body = copy.deepcopy(reply.body)

    check_raw(reply.call().decode(200, body), body)


@pytest.mark.parametrize("body", PAYLOADS.values(), ids=PAYLOADS)
def test_every_model_in_an_event_keeps_its_json(body: Any) -> None:
    check_raw(read_event(body), body)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_model_in_an_event_of_a_response_keeps_its_json(kind: str) -> None:
    body = copy.deepcopy(body_of(kind))

    check_raw(read(body), body)


def test_every_model_in_the_end_of_a_stream_keeps_its_json() -> None:
    body = copy.deepcopy(bodies.MADE_UP[bodies.EVENTS])

    check_raw(bodies.call_of(bodies.EVENTS).decode(200, body), body)


@pytest.mark.parametrize("name", [name for name in models.__all__ if attrs.has(getattr(models, name))])
def test_every_model_has_raw(name: str) -> None:
    assert ("raw" in attrs.fields_dict(getattr(models, name))) != (name in MADE_BY_US)


def test_what_is_read_here_are_all_the_models() -> None:
    read = {type(model).__name__ for reply in REPLIES for model in models_in(reply.read(reply.body))}
    events = {type(model).__name__ for body in PAYLOADS.values() for model in models_in(read_event(body))}
    streamed = {name for name in models.__all__ if name.startswith("Response") or "Event" in name}
    fragments = {"AnalysisStarted", "AnalysisEnded", "TextFragment"}

    known = {name for name in models.__all__ if attrs.has(getattr(models, name))}
    assert known - MADE_BY_US - streamed - fragments <= read | events
