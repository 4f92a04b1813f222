"""Any generated operation as a call, read into its generated reply."""

from __future__ import annotations

from typing import ParamSpec, TypeAlias, TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.versions._prepare import Operation, prepare
from twelvelabs_generated.types import Unset

P = ParamSpec("P")
R = TypeVar("R")

Generated: TypeAlias = Operation[P, R | Unset]


def call(operation: Generated[P, R], *args: P.args, **kwargs: P.kwargs) -> Call[R]:
    """A call of a generated operation module, with the arguments of its `build_request`."""
    prepared = prepare(operation, _as_it_is, *args, **kwargs)
    # Generated modules whose reply says only that it worked are declared to read None.
    return evolve(prepared, has_body=operation.parse.__annotations__.get("return") != "None")


def _as_it_is(reply: R) -> R:
    return reply
