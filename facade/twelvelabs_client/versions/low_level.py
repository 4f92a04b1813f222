"""Any generated operation as a call, read into its generated reply."""

from __future__ import annotations

import re
from typing import ParamSpec, TypeAlias, TypeVar

from attrs import evolve

from twelvelabs_client.core.call import Call
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.settings import ApiVersion
from twelvelabs_client.versions._prepare import Operation, prepare
from twelvelabs_generated.types import Unset

P = ParamSpec("P")
R = TypeVar("R")

Generated: TypeAlias = Operation[P, R | Unset]
_GENERATED = re.compile(r"(twelvelabs_generated\.v\d+_\d+)\.")


def call(version: ApiVersion, operation: Generated[P, R], *args: P.args, **kwargs: P.kwargs) -> Call[R]:
    """A call of a generated operation module, with the arguments of its `build_request`.

    Raises:
        InvalidInputError: The module is of another API version: its path may be something else in this one.
    """
    check_version(operation, version)
    prepared = prepare(operation, _as_it_is, *args, **kwargs)
    # Generated modules whose reply says only that it worked are declared to read None.
    return evolve(prepared, has_body=operation.parse.__annotations__.get("return") != "None")


def check_version(operation: object, version: ApiVersion) -> None:
    """Refuse what is no operation, and a generated module of another API version. Other modules have no version."""
    if not hasattr(operation, "build_request"):
        raise InvalidInputError(
            f"operation: must be a module of twelvelabs_generated.<version>.api, got {type(operation).__name__}"
        )
    found = _GENERATED.match(getattr(operation, "__name__", ""))
    package = f"twelvelabs_generated.{version.replace('.', '_')}"
    if found is None or found[1] == package:
        return
    name, spoken = getattr(operation, "OPERATION", "module"), found[1].rpartition(".")[2].replace("_", ".")
    raise InvalidInputError(
        f"operation: this {name} is of {spoken}, the client speaks {version}; import it from {package}, or make a "
        f"client with api_version={spoken!r}"
    )


def _as_it_is(reply: R) -> R:
    return reply
