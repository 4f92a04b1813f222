"""The events of a streamed response; `type` tells what happened, the class what there is to read."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.response import Response, ResponseItem, ResponsePart


@frozen
class ResponseStateChanged:
    """The response as it stands.

    Attributes:
        type: `response.created`, `response.in_progress`, `response.completed` or `response.failed`. The last one of a
            stream is `response.completed` even if the response is `incomplete`.
        response: The response.
        sequence_number: Numbers rise; some are left out.
        raw: The JSON object as received.
    """

    type: str
    response: Response
    sequence_number: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ResponseItemChanged:
    """An item of the output began or is done.

    Attributes:
        type: `response.output_item.added` or `response.output_item.done`.
        item: The item so far; its `phase` is known from the beginning.
        output_index: Its place in the output, from 0.
        sequence_number: Numbers rise; some are left out.
        raw: The JSON object as received.
    """

    type: str
    item: ResponseItem
    output_index: int | None = None
    sequence_number: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ResponsePartChanged:
    """A part of a message began or is done.

    Attributes:
        type: `response.content_part.added` or `response.content_part.done`.
        part: The part so far; its annotations come when it is done.
        item_id: The message.
        output_index: The message's place in the output, from 0.
        content_index: The part's place in the message, from 0.
        sequence_number: Numbers rise; some are left out.
        raw: The JSON object as received.
    """

    type: str
    part: ResponsePart
    item_id: str | None = None
    output_index: int | None = None
    content_index: int | None = None
    sequence_number: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ResponseTextDelta:
    """A piece of a text; pieces can end within a word.

    Attributes:
        delta: The piece.
        item_id: The message.
        output_index: The message's place in the output, from 0.
        content_index: The part's place in the message, from 0.
        sequence_number: Numbers rise; some are left out.
        type: `response.output_text.delta`.
        raw: The JSON object as received.
    """

    delta: str
    item_id: str | None = None
    output_index: int | None = None
    content_index: int | None = None
    sequence_number: int | None = None
    type: str = "response.output_text.delta"
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ResponseTextDone:
    """The text of a part is done.

    Attributes:
        text: All of it.
        item_id: The message.
        output_index: The message's place in the output, from 0.
        content_index: The part's place in the message, from 0.
        sequence_number: Numbers rise; some are left out.
        type: `response.output_text.done`.
        raw: The JSON object as received.
    """

    text: str
    item_id: str | None = None
    output_index: int | None = None
    content_index: int | None = None
    sequence_number: int | None = None
    type: str = "response.output_text.done"
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class ResponseArgumentsDone:
    """The arguments of a call of a function are known.

    Attributes:
        arguments: JSON text.
        item_id: The call.
        output_index: The call's place in the output, from 0.
        sequence_number: Numbers rise; some are left out.
        type: `response.function_call_arguments.done`.
        raw: The JSON object as received.
    """

    arguments: str
    item_id: str | None = None
    output_index: int | None = None
    sequence_number: int | None = None
    type: str = "response.function_call_arguments.done"
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class UnknownResponseEvent:
    """An event that this release does not know.

    Attributes:
        type: What it calls itself, if it does.
        raw: The JSON object as received.
    """

    type: str | None = None
    raw: JsonObject = field(factory=dict, eq=False)


ResponseEvent: TypeAlias = (
    ResponseStateChanged
    | ResponseItemChanged
    | ResponsePartChanged
    | ResponseTextDelta
    | ResponseTextDone
    | ResponseArgumentsDone
    | UnknownResponseEvent
)
