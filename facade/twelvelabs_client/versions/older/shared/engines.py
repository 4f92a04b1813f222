"""Engines, which v1.1 and v1.2 put almost alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.older.engine import Engine
from twelvelabs_client.versions._options import newer_options
from twelvelabs_client.versions._prepare import given
from twelvelabs_generated.types import Unset, read_datetime

T = TypeVar("T")


class EngineReply(Protocol):
    """What both say of an engine."""

    @property
    def id(self) -> str | Unset: ...
    @property
    def author(self) -> str | Unset: ...
    @property
    def finetune(self) -> bool | Unset: ...
    @property
    def ready(self) -> bool | Unset: ...
    @property
    def created_at(self) -> str | Unset: ...
    @property
    def updated_at(self) -> str | Unset: ...
    @property
    def raw_(self) -> JsonObject: ...


def also_bare(call: Call[T]) -> Call[T]:
    """The same call, whose reply may also be the engines alone: so an example of v1.2 has it, its schema does not."""
    return evolve(
        call, decode=lambda status, body: call.decode(status, {"data": body} if isinstance(body, list) else body)
    )


def engine_of(reply: EngineReply, options: Sequence[str] | Unset) -> Engine:
    """The facade's engine. Its dates are of a form of their own, such as `2022-07-04 03:05:27.068 +0000 UTC`."""
    return Engine(
        id=given(reply.id) or "",
        options=newer_options(given(options) or ()),
        author=given(reply.author),
        ready=given(reply.ready),
        finetune=given(reply.finetune),
        created_at=given(read_datetime(given(reply.created_at))),
        updated_at=given(read_datetime(given(reply.updated_at))),
        raw=reply.raw_,
    )
