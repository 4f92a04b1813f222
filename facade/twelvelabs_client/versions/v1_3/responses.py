"""Responses as v1.3 puts them: one JSON reply, or server-sent events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from twelvelabs_client.core.call import Call, Refused, Undecodable
from twelvelabs_client.intents.responses import ResponseSchema, Turn
from twelvelabs_client.models.analysis import TokenUsage
from twelvelabs_client.models.response import Response, ResponseAnnotation, ResponseItem, ResponsePart
from twelvelabs_client.models.response_events import (
    ResponseArgumentsDone,
    ResponseEvent,
    ResponseItemChanged,
    ResponsePartChanged,
    ResponseStateChanged,
    ResponseTextDelta,
    ResponseTextDone,
    UnknownResponseEvent,
)
from twelvelabs_client.versions._holding import check_holds, is_error
from twelvelabs_client.versions._prepare import given, optional, prepare, retry_class
from twelvelabs_generated.types import Unset
from twelvelabs_generated.v1_3.models.create_response_request import CreateResponseRequest
from twelvelabs_generated.v1_3.models.response_annotation import ResponseAnnotation as AnnotationReply
from twelvelabs_generated.v1_3.models.response_object import ResponseObject
from twelvelabs_generated.v1_3.models.response_output_content_part import ResponseOutputContentPart
from twelvelabs_generated.v1_3.models.response_output_item import ResponseOutputItem

# The whole answer comes at once, after the model has looked at what it needs; a stream shows signs of life meanwhile.
RESPONSE_TIMEOUT = 900.0
TEXT_DELTA = "response.output_text.delta"
ITEM_EVENTS = ("response.output_item.added", "response.output_item.done")
PART_EVENTS = ("response.content_part.added", "response.content_part.done")
STATE_EVENTS = ("response.created", "response.in_progress", "response.completed", "response.failed")

# An answer comes in thousands of pieces. Past the guard against changes one is made in half the time.
_new = object.__new__
_set_type, _set_raw, _set_delta, _set_item_id = (
    getattr(ResponseTextDelta, name).__set__ for name in ("type", "raw", "delta", "item_id")
)


def create_response(turn: Turn) -> Call[Response]:
    """The whole answer at once."""
    from twelvelabs_generated.v1_3.api.responses import create_response as operation

    call = prepare(operation, read_response, body=_body(turn, stream=False))
    return evolve(call, timeout=RESPONSE_TIMEOUT)


def stream_response(turn: Turn) -> Call[ResponseEvent | None]:
    """The answer as it is written, event by event; None for those that only show that there is life."""
    from twelvelabs_generated.v1_3.api.responses import create_response as operation

    body = _body(turn, stream=True)
    return Call(
        operation=operation.OPERATION,
        build=lambda: operation.build_request(body=body),
        decode=read_event,
        retry=retry_class(operation.RETRY),
        accept="text/event-stream",
        stream="sse",
    )


def _body(turn: Turn, *, stream: bool) -> CreateResponseRequest:
    from twelvelabs_generated.v1_3.models.response_input_item import ResponseInputItem
    from twelvelabs_generated.v1_3.models.response_selection import ResponseSelection

    messages = [ResponseInputItem(type_="message", role="user", content=message) for message in turn.messages]
    selections = [ResponseSelection(kind=each.kind, id=each.id) for each in turn.selections]
    return CreateResponseRequest(
        knowledge_store_id=turn.knowledge_store_id,
        input_=messages,
        session_id=optional(turn.session_id),
        instructions=optional(turn.instructions),
        include=optional(turn.include),
        stream=stream,
        selections=optional(selections or None),
        text=optional(None if turn.schema is None else _text(turn.schema)),
    )


def _text(schema: ResponseSchema) -> Any:
    from twelvelabs_generated.v1_3.models.response_json_schema import ResponseJsonSchema
    from twelvelabs_generated.v1_3.models.response_schema import ResponseSchema as SchemaRequest
    from twelvelabs_generated.v1_3.models.response_text import ResponseText

    form = ResponseJsonSchema(
        name=schema.name,
        description=optional(schema.description),
        schema=SchemaRequest(additional_properties=dict(schema.schema)),
    )
    return ResponseText(format_=form)


def read_response(reply: ResponseObject) -> Response:
    """A response, whole or so far."""
    details = reply.incomplete_details
    usage = None
    if not isinstance(reply.usage, Unset):
        tokens = reply.usage
        usage = TokenUsage(given(tokens.output_tokens), given(tokens.input_tokens), raw=tokens.raw_)
    return Response(
        id=given(reply.id) or "",
        status=given(reply.status),
        output=[read_item(item) for item in given(reply.output) or ()],
        incomplete_reason=None if isinstance(details, Unset) else given(details.reason),
        usage=usage,
        session_id=given(reply.session_id),
        knowledge_store_id=given(reply.knowledge_store_id),
        created_at=given(reply.created_at),
        raw=reply.raw_,
    )


def read_item(item: ResponseOutputItem) -> ResponseItem:
    """An item of the output."""
    return ResponseItem(
        id=given(item.id) or "",
        type=given(item.type_),
        status=given(item.status),
        role=given(item.role),
        phase=given(item.phase),
        content=[read_part(part) for part in given(item.content) or ()],
        name=given(item.name),
        call_id=given(item.call_id),
        arguments=given(item.arguments),
        output=given(item.output),
        raw=item.raw_,
    )


def read_part(part: ResponseOutputContentPart) -> ResponsePart:
    """A part of a message."""
    return ResponsePart(
        type=given(part.type_),
        text=given(part.text) or "",
        annotations=[_read_annotation(annotation) for annotation in given(part.annotations) or ()],
        raw=part.raw_,
    )


def _read_annotation(annotation: AnnotationReply) -> ResponseAnnotation:
    return ResponseAnnotation(
        type=given(annotation.type_),
        start_index=given(annotation.start_index),
        end_index=given(annotation.end_index),
        item_id=given(annotation.item_id),
        collection_id=given(annotation.collection_id),
        start=given(annotation.start_sec),
        end=given(annotation.end_sec),
        title=given(annotation.title),
        thumbnail_url=given(annotation.thumbnail_url),
        hls_url=given(annotation.hls_url),
        raw=annotation.raw_,
    )


def read_event(_status: int, event: object) -> ResponseEvent | None:
    """One event of the stream; None for a sign of life, a kind this release does not know as it came.

    Raises:
        Refused: It tells of an error.
        Undecodable: It is no event.
    """
    if not isinstance(event, dict):
        raise Undecodable("an event is no JSON object")
    kind = event.get("type")
    if kind == TEXT_DELTA:
        return _read_delta(event)
    if isinstance(kind, str) and kind in _READERS:
        return _READERS[kind](kind, event)
    return _read_other(event, kind)


def _read_other(event: dict[str, Any], kind: object) -> ResponseEvent | None:
    if kind == "keepalive":
        return None
    if kind == "error" or (not isinstance(kind, str) and ("error" in event or is_error(event))):
        raise Refused(event)
    if kind == "response" or event.get("object") == "response":
        return _read_whole(event)
    return UnknownResponseEvent(kind if isinstance(kind, str) else None, event)


def _read_whole(reply: dict[str, Any]) -> ResponseEvent:
    """A whole response where a stream was asked for: its first event and its last."""
    from twelvelabs_generated.v1_3.api.responses import create_response as operation

    check_holds(operation, reply)
    response = _response_of(reply)
    kind = "response.failed" if response.status == "failed" else "response.completed"
    return ResponseStateChanged(kind, reply, response=response)


def _read_state(kind: str, event: dict[str, Any]) -> ResponseEvent:
    return ResponseStateChanged(kind, event, response=_response_of(event.get("response")))


def _read_item_event(kind: str, event: dict[str, Any]) -> ResponseEvent:
    item = ResponseOutputItem.from_json(event.get("item"))
    return ResponseItemChanged(kind, event, item=ResponseItem(id="") if isinstance(item, Unset) else read_item(item))


def _read_part_event(kind: str, event: dict[str, Any]) -> ResponseEvent:
    found = ResponseOutputContentPart.from_json(event.get("part"))
    part = ResponsePart() if isinstance(found, Unset) else read_part(found)
    return ResponsePartChanged(kind, event, part=part, item_id=_text_of(event, "item_id"))


def _read_delta(event: dict[str, Any]) -> ResponseEvent:
    delta, item_id = event.get("delta"), event.get("item_id")
    piece = _new(ResponseTextDelta)
    _set_type(piece, TEXT_DELTA)
    _set_raw(piece, event)
    _set_delta(piece, delta if isinstance(delta, str) else "")
    _set_item_id(piece, item_id if isinstance(item_id, str) else None)
    return piece


def _read_text_done(kind: str, event: dict[str, Any]) -> ResponseEvent:
    return ResponseTextDone(kind, event, _text_of(event, "text") or "", _text_of(event, "item_id"))


def _read_arguments(kind: str, event: dict[str, Any]) -> ResponseEvent:
    return ResponseArgumentsDone(kind, event, _text_of(event, "arguments") or "", _text_of(event, "item_id"))


_READERS: dict[str, Callable[[str, dict[str, Any]], ResponseEvent]] = {
    "response.output_text.done": _read_text_done,
    "response.function_call_arguments.done": _read_arguments,
    **dict.fromkeys(STATE_EVENTS, _read_state),
    **dict.fromkeys(ITEM_EVENTS, _read_item_event),
    **dict.fromkeys(PART_EVENTS, _read_part_event),
}


def _response_of(value: object) -> Response:
    reply = ResponseObject.from_json(value)
    return Response(id="") if isinstance(reply, Unset) else read_response(reply)


def _text_of(event: dict[str, Any], name: str) -> str | None:
    value = event.get(name)
    return value if isinstance(value, str) else None
