from __future__ import annotations

from typing import Any, TypeAlias

from attrs import field, frozen

from twelvelabs_client.core.errors import TwelveLabsError
from twelvelabs_client.core.json import JsonObject

EXCERPT = 20


@frozen
class TokenUsage:
    """What an analysis cost.

    Attributes:
        output_tokens: Tokens of the answer.
        input_tokens: Tokens of the question, where told.
        raw: The JSON object as received.
    """

    output_tokens: int | None = None
    input_tokens: int | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


class AnalysisFormatError(TwelveLabsError, ValueError):
    """The answer of an analysis is not the JSON it was asked to be.

    Attributes:
        text: The answer, unchanged.
        position: Where in it reading failed, in characters from 0.
    """

    def __init__(self, message: str, *, text: str, position: int) -> None:
        super().__init__(message)
        self.text = text
        self.position = position


class AnalysisFailedError(TwelveLabsError):
    """The API gave up in the middle of a streamed answer; what came before is incomplete.

    Attributes:
        code: The API's code, where it gave one.
        reason: The API's text.
        raw: The event as received.
    """

    def __init__(self, message: str, *, code: str | None, reason: str | None, raw: JsonObject) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.raw = raw


@frozen
class Analysis:
    """The answer to one analysis.

    Attributes:
        id: Its id.
        text: The answer, unchanged.
        finish_reason: `stop`, or `length` when the answer was cut at its token limit.
        usage: What it cost.
        warning: What the API warns of beside the answer, such as that it was cut.
        raw: The JSON object as received.
    """

    id: str
    text: str
    finish_reason: str | None = None
    usage: TokenUsage | None = None
    warning: str | None = None
    raw: JsonObject = field(factory=dict, repr=False, eq=False)

    def json(self) -> Any:
        """The answer as JSON, for analyses with a `response_format`.

        Raises:
            AnalysisFormatError: It is none; the error says where reading failed, and whether it was cut.
        """
        import json

        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as error:
            position = error.pos if isinstance(error, json.JSONDecodeError) else 0
            raise AnalysisFormatError(
                f"the answer is no JSON{self._cut}: {error}; near {_excerpt(self.text, position)!r}",
                text=self.text,
                position=position,
            ) from error

    @property
    def _cut(self) -> str:
        return ", and it was cut at its token limit" if self.finish_reason == "length" else ""


def _excerpt(text: str, position: int) -> str:
    return text[max(position - EXCERPT, 0) : position + EXCERPT]


@frozen
class AnalysisStarted:
    """The first event of a stream.

    Attributes:
        id: The analysis's id.
    """

    id: str | None = None
    text: str = ""
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class TextFragment:
    """A piece of the answer; pieces can end within a word.

    Attributes:
        text: The piece.
    """

    text: str
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class AnalysisEnded:
    """The last event of a stream.

    Attributes:
        id: The analysis's id.
        finish_reason: `stop`, or `length` when the answer was cut.
        usage: What it cost.
        warning: What the API warns of.
    """

    id: str | None = None
    finish_reason: str | None = None
    usage: TokenUsage | None = None
    warning: str | None = None
    text: str = ""
    raw: JsonObject = field(factory=dict, repr=False, eq=False)


@frozen
class UnknownEvent:
    """An event that this release does not know.

    Attributes:
        raw: The JSON object as received.
    """

    text: str = ""
    raw: JsonObject = field(factory=dict, eq=False)


AnalysisEvent: TypeAlias = AnalysisStarted | TextFragment | AnalysisEnded | UnknownEvent
