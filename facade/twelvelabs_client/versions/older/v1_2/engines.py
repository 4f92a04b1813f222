"""Engines as v1.2 puts them; older ones tell their options under an older name."""

from __future__ import annotations

from collections.abc import Sequence

from twelvelabs_client.core.call import Call
from twelvelabs_client.models.older.engine import Engine
from twelvelabs_client.versions._prepare import given, prepare
from twelvelabs_client.versions.older.shared.engines import also_bare, engine_of
from twelvelabs_generated.v1_2.models.engine import Engine as EngineReply
from twelvelabs_generated.v1_2.models.engine_list import EngineList


def list_engines() -> Call[Sequence[Engine]]:
    """All engines at once."""
    from twelvelabs_generated.v1_2.api.engines import list_engines as operation

    def read(reply: EngineList) -> Sequence[Engine]:
        return [read_engine(each) for each in given(reply.data) or ()]

    return also_bare(prepare(operation, read))


def get_engine(engine_id: str) -> Call[Engine]:
    """One engine."""
    from twelvelabs_generated.v1_2.api.engines import retrieve_engine as operation

    return prepare(operation, read_engine, engine_id)


def read_engine(reply: EngineReply) -> Engine:
    """The facade's engine."""
    return engine_of(reply, reply.allowed_engine_options or reply.allowed_index_options)
