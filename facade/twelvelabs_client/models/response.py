from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from attrs import field, frozen

from twelvelabs_client.core.errors import TwelveLabsError
from twelvelabs_client.core.json import JsonObject
from twelvelabs_client.models.analysis import TokenUsage


class ResponseFormatError(TwelveLabsError, ValueError):
    """The text of a response is not the JSON it was asked to be; `text` on the response holds it unchanged."""


@frozen
class ResponseAnnotation:
    """What a place in a text cites.

    Attributes:
        type: `video_citation`, `image_citation` or `collection_citation`.
        start_index: Place of the first character in the text of the same part, counted in Unicode code points, as
            Python counts.
        end_index: Place of the last character, which still belongs to it.
        item_id: The cited item of the knowledge store, for videos and images.
        collection_id: The cited item collection, for collections.
        start: Where the cited part begins, in seconds; without both times the whole video is cited.
        end: Where it ends, in seconds.
        title: The source's title, where known.
        thumbnail_url: A still image; signed, so it expires.
        hls_url: The video as HLS; signed, so it expires.
        raw: The JSON object as received.
    """

    type: str | None = None
    start_index: int | None = None
    end_index: int | None = None
    item_id: str | None = None
    collection_id: str | None = None
    start: float | None = None
    end: float | None = None
    title: str | None = None
    thumbnail_url: str | None = None
    hls_url: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def span(self) -> slice:
        """Its place as Python writes it, so that `text[annotation.span]` is the mark; empty if it tells none."""
        first, last = self.start_index, self.end_index
        if first is None or last is None or first < 0 or last < first:
            return slice(0, 0)
        return slice(first, last + 1)


@frozen
class ResponsePart:
    """A part of a message.

    Attributes:
        type: `output_text`.
        text: What is said; sources are cited by marks such as `[1]`.
        annotations: What the marks cite; a mark can lack its annotation.
        raw: The JSON object as received.
    """

    type: str | None = None
    text: str = ""
    annotations: Sequence[ResponseAnnotation] = ()
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    def cited(self, annotation: ResponseAnnotation) -> str:
        """The characters that an annotation stands at, such as `[1]`."""
        return self.text[annotation.span]


@frozen
class ResponseItem:
    """A message, a call of a function, or what such a call gave.

    Attributes:
        id: Its id.
        type: `message`, `function_call` or `function_call_output`.
        status: `in_progress`, `completed`, `incomplete` or `failed`.
        role: `assistant`, for messages.
        phase: `commentary` for what is said on the way, `final_answer` for the answer; None counts as the answer, an
            unknown word as an intermediate step.
        content: The parts of a message.
        name: The function, for calls.
        call_id: The call, for calls and where told for what they gave.
        arguments: JSON text, for calls.
        output: What a call gave.
        raw: The JSON object as received.
    """

    id: str
    type: str | None = None
    status: str | None = None
    role: str | None = None
    phase: str | None = None
    content: Sequence[ResponsePart] = ()
    name: str | None = None
    call_id: str | None = None
    arguments: str | None = None
    output: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def text(self) -> str:
        """What a message says."""
        return "".join(part.text for part in self.content)

    @property
    def is_final_answer(self) -> bool:
        """Whether this is a message that answers, rather than a step on the way."""
        return self.type in ("message", None) and self.phase in ("final_answer", None)


@frozen
class Response:
    """One turn of a conversation about a knowledge store.

    Attributes:
        id: Its id.
        status: `completed`, or `incomplete` when it was cut; `in_progress` and `failed` only within a stream.
        output: The final message; with `include=["intermediate_outputs"]` the steps before it too.
        incomplete_reason: Why it was cut, such as `max_output_tokens`; None unless it was.
        usage: What it cost.
        session_id: The conversation; hand it over, or this response itself, to go on with it.
        knowledge_store_id: The knowledge store that was asked about.
        created_at: When it was made.
        raw: The JSON object as received.
    """

    id: str
    status: str | None = None
    output: Sequence[ResponseItem] = ()
    incomplete_reason: str | None = None
    usage: TokenUsage | None = None
    session_id: str | None = None
    knowledge_store_id: str | None = None
    created_at: datetime | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    @property
    def text(self) -> str:
        """The answer, without what was said on the way to it."""
        return "".join(item.text for item in self.output if item.is_final_answer)

    @property
    def commentary(self) -> tuple[str, ...]:
        """What was said on the way to the answer, message by message."""
        said = (item for item in self.output if item.type == "message" and not item.is_final_answer)
        return tuple(item.text for item in said)

    def citations(self) -> Iterator[tuple[str, ResponseAnnotation]]:
        """The marks in the answer, such as `[1]`, each with what it cites."""
        for item in self.output:
            if item.is_final_answer:
                for part in item.content:
                    yield from ((part.cited(annotation), annotation) for annotation in part.annotations)

    def json(self) -> Any:
        """The answer as JSON, for questions with a `response_schema`.

        Raises:
            ResponseFormatError: It is none; the error says where reading failed, and whether it was cut.
        """
        import json

        try:
            return json.loads(self.text)
        except ValueError as error:
            cut = ", and it was cut at its token limit" if self.status == "incomplete" else ""
            raise ResponseFormatError(f"the answer is no JSON{cut}: {error}") from error
