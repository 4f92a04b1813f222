"""Compare two operations: what changed in the operation itself, and the pairs of schemas below it to compare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.access import KEY_HEADERS
from pipeline.operation_words import SET_ASIDE
from pipeline.places import paired_media, paired_parameters, paired_responses
from pipeline.schemas import SCALARS
from pipeline.specification import UNREAD, Operation, Schema, kind_of
from tracking.rules import Finding, Side, finding
from tracking.uses import Told, compare_told
from tracking.words import compare_words


@dataclass(frozen=True, slots=True)
class Root:
    """A pair of uses below one operation: of a parameter, a header or a body; `outer` carries a text of its own."""

    where: str
    side: Side
    old: Schema
    new: Schema
    old_outer: Schema = field(default_factory=dict)
    new_outer: Schema = field(default_factory=dict)


WITHOUT_A_BODY = {"204", "205", "304"}

Compared = Iterator[tuple[str, Finding] | Root]


def compare_operations(old: Operation, new: Operation) -> Compared:
    """What changed, with where, and what to compare below, in one stream."""
    yield from (("operation", change) for change in _texts(old, new))
    yield from _words(old, new)
    yield from _access("security", old.security, new.security)
    yield from _access("server", old.servers, new.servers)
    yield from _parameters(old, new)
    yield from _request(old, new)
    yield from _responses(old, new)
    yield from _callbacks(old, new)


def _words(old: Operation, new: Operation) -> Compared:
    for what in sorted({*old.unread, *new.unread} - {SET_ASIDE}):
        found = compare_words(old.unread.get(what, {}), new.unread.get(what, {}), "request")
        yield from ((what if what == "request" else "operation", change) for change in found)
    yield from _set_aside(old.unread.get(SET_ASIDE, {}), new.unread.get(SET_ASIDE, {}))


def _set_aside(old: Schema, new: Schema) -> Compared:
    """Declared parameters that are none; a key that is declared so is security, and judged as that."""
    for where in sorted({*old, *new}):
        if where in old and where in new:
            yield from ((where, change) for change in compare_words(old[where], new[where], "unused"))
        elif where.removeprefix("header ") not in KEY_HEADERS:
            turn = "gone" if where in old else "new"
            yield where, finding("name-changed", "unused", f"is {turn}, and no parameter: HTTP or the path says it")


def _callbacks(old: Operation, new: Operation) -> Compared:
    """What the server sends while an operation is under way."""
    for name in dict.fromkeys([*old.callbacks, *new.callbacks]):
        before, after, where = old.callbacks.get(name), new.callbacks.get(name), f"callback {name}"
        if after is None:
            yield where, finding("callback-removed", "response", "is gone")
        elif before is None:
            yield where, finding("callback-added", "response", "is new")
        else:
            yield from (_placed(where, item) for item in compare_webhooks(before, after))


def _placed(where: str, item: tuple[str, Finding] | Root) -> tuple[str, Finding] | Root:
    if isinstance(item, Root):
        return replace(item, where=f"{where} {item.where}")
    return f"{where} {item[0]}", item[1]


def compare_webhooks(old: Operation, new: Operation) -> Compared:
    """The same for what the server sends by itself: its body and headers are read, and no client writes them."""
    yield from (("operation", change) for change in _texts(old, new))
    for where, left, right in paired_parameters(old, new):
        yield from _carried("response", where, left, right)
    yield from _words(old, new)
    yield from _access("security", old.security, new.security)
    if old.request and new.request and old.request_required != new.request_required:
        turn = "required" if new.request_required else "optional"
        yield "request", finding(f"became-{turn}", "response", f"the body is {turn} now")
    told = Told(old.request_description), Told(new.request_description)
    yield from (("request", change) for change in compare_told(told[0], told[1], "response"))
    yield from _contents("request", "response", old.request, new.request, "first")
    yield from _answers(old, new)
    yield from _callbacks(old, new)


def _answers(old: Operation, new: Operation) -> Compared:
    """What the receiver may answer: nothing that a client reads, but something that it writes."""
    for status, left, right in paired_responses(old, new):
        where = f"response {status}"
        if right is None:
            yield where, finding("status-removed", "request", f"{status} is no longer understood", "answer")
        elif left is None:
            yield where, finding("status-added", "request", f"{status} is new", "answer")
        else:
            yield from _response(where, "request", left, right, old, new)


def _texts(old: Operation, new: Operation) -> Iterator[Finding]:
    before, after = (Told(f"{one.summary}\n{one.description}", one.deprecated) for one in (old, new))
    yield from compare_told(before, after, "request")


def _access(what: str, old: list[str], new: list[str]) -> Compared:
    if old != new:
        how = "extended" if old and set(old) < set(new) else ""
        text = f"{' or '.join(old) or 'none'} -> {' or '.join(new) or 'none'}"
        yield what, finding(f"{what}-changed", "request", text, how)


def _parameters(old: Operation, new: Operation) -> Compared:
    for where, left, right in paired_parameters(old, new):
        yield from _carried("request", where, left, right)
        if left is not None and right is not None and left["in"] == "path" and left["name"] != right["name"]:
            yield where, finding("name-changed", "request", f"{left['name']} is called {right['name']} now")
        if left is not None and right is not None:
            yield from _style(where, left, right)


def _carried(side: Side, where: str, left: Schema | None, right: Schema | None) -> Compared:
    """A parameter or a reply's header: there or not, required or not, and its schema."""
    if right is None:
        yield where, finding("parameter-removed", side, "is gone")
    elif left is None:
        required = right.get("required") is True
        text = "is new, required" if required else "is new"
        yield where, finding("parameter-added", side, text, "required" if required else "")
    else:
        must, shall = left.get("required") is True, right.get("required") is True
        if must != shall:
            turn = "required" if shall else "optional"
            yield where, finding(f"became-{turn}", side, f"is {turn} now")
        yield from _besides(where, side, left, right)
        yield Root(where, side, left["schema"], right["schema"], left, right)


def _besides(where: str, side: Side, left: Schema, right: Schema) -> Compared:
    """The words of a parameter, a header, a body or a reply that have no meaning of their own."""
    yield from ((where, change) for change in compare_words(left.get(UNREAD, {}), right.get(UNREAD, {}), side))


def _style(where: str, left: Schema, right: Schema) -> Compared:
    listed = not any(kind_of(parameter["schema"]) in SCALARS for parameter in (left, right))
    before, after = _written(left, listed), _written(right, listed)
    if before != after:
        yield where, finding("format-changed", "request", f"written as {before} -> {after}")


def _written(parameter: Schema, listed: bool) -> str:
    """How a parameter stands on the wire; `explode` says nothing about a single value."""
    style = str(parameter.get("style") or ("form" if parameter["in"] == "query" else "simple"))
    exploded = parameter.get("explode", style == "form") is True
    return f"{style}, exploded" if listed and exploded else style


def _request(old: Operation, new: Operation) -> Compared:
    if old.request and new.request and old.request_required != new.request_required:
        turn = "required" if new.request_required else "optional"
        yield "request", finding(f"became-{turn}", "request", f"the body is {turn} now")
    told = Told(old.request_description), Told(new.request_description)
    yield from (("request", change) for change in compare_told(told[0], told[1], "request"))
    first = "required" if new.request_required else "first"
    yield from _contents("request", "request", old.request, new.request, first)


def _contents(where: str, side: Side, old: dict[str, Schema], new: dict[str, Schema], first: str) -> Compared:
    for media_type, left, right in paired_media(old, new):
        if left is not None and right is not None:
            yield from _redressed(where, side, media_type, old, new, right)
            yield from _encodings(where, side, left, right)
            yield from _besides(where, side, left, right)
            yield Root(where, side, left["schema"], right["schema"])
        elif right is not None:
            yield where, finding("media-type-added", side, f"{media_type} is new", "" if old else first)
        else:
            yield where, finding("media-type-removed", side, f"{media_type} is gone")


def _redressed(
    where: str, side: Side, media_type: str, old: dict[str, Schema], new: dict[str, Schema], right: Schema
) -> Compared:
    """The only body that is left on each side is compared as one; that its media type is another one is told."""
    if media_type not in new:
        added = next(name for name, media in new.items() if media is right and name not in old)
        yield where, finding("media-type-removed", side, f"{media_type} is gone")
        yield where, finding("media-type-added", side, f"{added} is new")


def _encodings(where: str, side: Side, left: Schema, right: Schema) -> Compared:
    before, after = left.get("encoding") or {}, right.get("encoding") or {}
    for name in sorted({*before, *after}):
        told = [_encoding(encoding.get(name)) for encoding in (before, after)]
        if told[0] != told[1]:
            yield f"{where} /{name}", finding("format-changed", side, f"written as {told[0]} -> {told[1]}", "encoding")


def _encoding(encoding: Any) -> str:
    if not isinstance(encoding, dict):
        return "its type says" if encoding is None else _in_a_word(encoding)
    return ", ".join(f"{key} {_in_a_word(value)}" for key, value in sorted(encoding.items())) or "its type says"


def _in_a_word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


def _responses(old: Operation, new: Operation) -> Compared:
    for status, left, right in paired_responses(old, new):
        where, side = f"response {status}", _side(status)
        if right is None:
            yield where, finding("status-removed", side, f"{status} is gone", _loss(status, new))
        elif left is None:
            yield where, finding("status-added", side, f"{status} is new", "success" if side == "response" else "")
        else:
            yield from _response(where, side, left, right, old, new)


def _side(status: str) -> Side:
    return "response" if status.startswith("2") else "error"


def _loss(status: str, new: Operation) -> str:
    if _side(status) == "error":
        return ""
    return "replaced" if new.successes() else "last"


def _response(where: str, side: Side, left: Schema, right: Schema, old: Operation, new: Operation) -> Compared:
    before, after = _status(left, old.responses), _status(right, new.responses)
    if before != after:
        yield where, finding("status-removed", side, f"{before} -> {after}", "replaced")
    told = [Told(str(reply["description"]).replace(status, "")) for status, reply in ((before, left), (after, right))]
    yield from ((where, change) for change in compare_told(told[0], told[1], side))
    yield from _besides(where, side, left, right)
    yield from _headers(where, side, left.get("headers") or {}, right.get("headers") or {})
    yield from _contents(where, side, _body(before, left), _body(after, right), "first")


def _status(reply: Schema, responses: dict[str, Schema]) -> str:
    return next(status for status, other in responses.items() if other is reply)


def _body(status: str, reply: Schema) -> dict[str, Schema]:
    """What HTTP lets a reply carry: some descriptions give a body even to 204."""
    content: dict[str, Schema] = {} if status in WITHOUT_A_BODY else reply["content"]
    return content


def _headers(where: str, side: Side, old: dict[str, Schema], new: dict[str, Schema]) -> Compared:
    before, after = ({name.lower(): (name, header) for name, header in headers.items()} for headers in (old, new))
    for key in sorted({*before, *after}):
        shown = (before.get(key) or after[key])[0]
        left, right = (headers[key][1] if key in headers else None for headers in (before, after))
        yield from _carried(side, f"{where} header {shown}", left, right)
