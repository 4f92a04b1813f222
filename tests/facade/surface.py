"""The resources of a client, as its users reach them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any


def resources_of(client: type) -> dict[str, type]:
    """The resource classes of a client by their place there, such as `analyze` and `analyze.tasks`."""
    return dict(_within(client(api_key="tlk_MADEUPKEY"), ""))


def _within(holder: Any, prefix: str) -> Iterator[tuple[str, type]]:
    for name, value in vars(type(holder)).items():
        if isinstance(value, cached_property):
            resource = getattr(holder, name)
            yield f"{prefix}{name}", type(resource)
            yield from _within(resource, f"{prefix}{name}.")
