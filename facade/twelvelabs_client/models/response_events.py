"""The events of a streamed response; `type` tells what happened, the class what there is to read."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.response import Response, ResponseItem, ResponsePart


@frozen
class _Event:
    """What every event tells. A stream has thousands, so what is rarely asked for is read when it is.

    Attributes:
        type: What happened.
        raw: The JSON object as received.
    """

    type: str | None = None
    raw: JsonObject = field(factory=dict, repr=False)

    @property
    def sequence_number(self) -> int | None:
        """Its number; numbers rise, and some are left out."""
        return self._number("sequence_number")

    @property
    def output_index(self) -> int | None:
        """The place of the item in the output, from 0."""
        return self._number("output_index")

    @property
    def content_index(self) -> int | None:
        """The place of the part in the message, from 0."""
        return self._number("content_index")

    def _number(self, name: str) -> int | None:
        value = self.raw.get(name)
        return value if type(value) is int else None


@frozen
class ResponseStateChanged(_Event):
    """The response as it stands.

    Attributes:
        type: `response.created`, `response.in_progress`, `response.completed` or `response.failed`. The last one of a
            stream is `response.completed` even if the response is `incomplete`.
        response: The response.
        raw: The JSON object as received.
    """

    response: Response = field(kw_only=True)


@frozen
class ResponseItemChanged(_Event):
    """An item of the output began or is done.

    Attributes:
        type: `response.output_item.added` or `response.output_item.done`.
        item: The item so far; its `phase` is known from the beginning.
        raw: The JSON object as received.
    """

    item: ResponseItem = field(kw_only=True)


@frozen
class ResponsePartChanged(_Event):
    """A part of a message began or is done.

    Attributes:
        type: `response.content_part.added` or `response.content_part.done`.
        part: The part so far; its annotations come when it is done.
        item_id: The message.
        raw: The JSON object as received.
    """

    part: ResponsePart = field(kw_only=True)
    item_id: str | None = field(default=None, kw_only=True)


@frozen
class ResponseTextDelta(_Event):
    """A piece of a text; pieces can end within a word.

    Attributes:
        type: `response.output_text.delta`.
        delta: The piece.
        item_id: The message.
        raw: The JSON object as received.
    """

    delta: str = ""
    item_id: str | None = None


@frozen
class ResponseTextDone(_Event):
    """The text of a part is done.

    Attributes:
        type: `response.output_text.done`.
        text: All of it.
        item_id: The message.
        raw: The JSON object as received.
    """

    text: str = ""
    item_id: str | None = None


@frozen
class ResponseArgumentsDone(_Event):
    """The arguments of a call of a function are known.

    Attributes:
        type: `response.function_call_arguments.done`.
        arguments: JSON text.
        item_id: The call.
        raw: The JSON object as received.
    """

    arguments: str = ""
    item_id: str | None = None


@frozen
class UnknownResponseEvent(_Event):
    """An event that this release does not know.

    Attributes:
        type: What it calls itself, if it does.
        raw: The JSON object as received.
    """


ResponseEvent: TypeAlias = (
    ResponseStateChanged
    | ResponseItemChanged
    | ResponsePartChanged
    | ResponseTextDelta
    | ResponseTextDone
    | ResponseArgumentsDone
    | UnknownResponseEvent
)
