"""What a new method is called: the resource, the method, and the names of what belongs to it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from attrs import frozen

from pipeline.names import pascal, snake

_METHOD_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_BY_HTTP = {"GET": "get", "PUT": "replace", "PATCH": "update", "DELETE": "delete", "POST": "create"}
_HANDLERS = {"get": "retrieve", "list": "list_all"}


class WrapError(Exception):
    """An operation cannot be wrapped; the text is one line."""


@frozen
class MethodName:
    """A method by its way from the client: `resource` may have dots, `verb` is the method itself."""

    resource: str
    verb: str

    def __str__(self) -> str:
        return f"{self.resource}.{self.verb}"

    @property
    def stem(self) -> str:
        """The name of the modules of a new resource."""
        return self.resource.replace(".", "_")

    @property
    def handler(self) -> str:
        """What the sandbox calls its handler."""
        return _HANDLERS.get(self.verb, self.verb)


def method_name(text: str) -> MethodName:
    """A name that a person chose, such as `analyze.tasks.get`.

    Raises:
        WrapError: It is not a valid name.
    """
    if not _METHOD_NAME.fullmatch(text) or any(keyword.iskeyword(part) for part in text.split(".")):
        raise WrapError(f"METHOD: must be names with dots between, such as probes.get, got {text!r}")
    resource, _, verb = text.rpartition(".")
    return MethodName(resource, verb)


def proposed(method: str, path: str, known: Mapping[str, str], *, is_list: bool) -> MethodName:
    """The name that follows from an operation.

    Args:
        method: Such as `GET`.
        path: Such as `/assets/{asset_id}/renew`.
        known: The resources there are, by the nameless path of what they list, such as `/assets`.
        is_list: Whether it answers with pages of items.
    """
    segments = [segment for segment in path.split("/") if segment]
    if not segments or is_parameter(segments[0]):
        raise WrapError(f"{method} {path}: no name follows from the path; give METHOD=resource.method")
    own = nameless(segments)
    if is_parameter(segments[-1]):
        base = segments[:-1]
        return MethodName(_resource(base, known), _BY_HTTP[method])
    if is_list:
        return MethodName(_resource(segments, known), "list")
    parent = known.get(nameless(segments[:-2])) if len(segments) > 2 and is_parameter(segments[-2]) else None
    if parent is not None and own not in known:
        action = snake(segments[-1])
        return MethodName(parent, action if method in ("GET", "POST") else f"{_BY_HTTP[method]}_{action}")
    collection, _, action = segments[-1].partition(":")
    verb = snake(action) or _BY_HTTP[method]
    return MethodName(_resource([*segments[:-1], collection], known), verb)


def is_parameter(segment: str) -> bool:
    """Whether a segment of a path stands for a value."""
    return segment.startswith("{")


def nameless(segments: list[str]) -> str:
    """Segments as a path without the names of its parameters."""
    return "".join("/{}" if is_parameter(segment) else f"/{segment}" for segment in segments)


def _resource(segments: list[str], known: Mapping[str, str]) -> str:
    static = next(segment for segment in reversed(segments) if not is_parameter(segment))
    item_name = snake(static)
    return known.get(nameless(segments)) or (item_name if item_name.endswith("s") else f"{item_name}s")


def class_name(name: MethodName) -> str:
    """The asynchronous class of a new resource."""
    return f"Async{pascal(name.stem)}"


def singular(resource: str, path: str, model: str | None) -> str:
    """What one item of a resource is called: as the description says, else without its last letter."""
    if model is not None:
        return snake(model)
    last = path.rstrip("/").rpartition("/")[2]
    if is_parameter(last):
        return snake(last.strip("{}")).removesuffix("_id")
    item_name = resource.rpartition(".")[2]
    return item_name[:-3] + "y" if item_name.endswith("ies") else item_name.removesuffix("s")


def in_words(name: str) -> str:
    """`lens_of_tomorrow` or `LensOfTomorrow` as words."""
    return snake(name).replace("_", " ")


def with_article(name: str) -> str:
    """`an index`, `a lens`."""
    words = in_words(name)
    return f"an {words}" if words[:1] in "aeio" else f"a {words}"
