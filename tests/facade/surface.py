"""The resources of a client, as its users reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any


def resources_of(client: type, version: str = "v1.3") -> dict[str, type]:
    """The resource classes of a client by their place there, such as `analyze` and `analyze.tasks`."""
    return dict(_within(client(api_key="tlk_MADEUPKEY", api_version=version), ""))


def members_of(kind: type) -> dict[str, Any]:
    """What a class and those it is derived from define, by name."""
    return {name: value for each in reversed(kind.__mro__[:-1]) for name, value in vars(each).items()}


def _within(holder: Any, prefix: str) -> Iterator[tuple[str, type]]:
    for name, value in members_of(type(holder)).items():
        if name.startswith("_"):
            continue
        if not isinstance(value, cached_property | property):
            continue
        resource = getattr(holder, name)
        if re.search(r"\.(resources|older)\.", type(resource).__module__):
            yield f"{prefix}{name}", type(resource)
            yield from _within(resource, f"{prefix}{name}.")
