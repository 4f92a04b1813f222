"""Responses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, TypeGuard

from twelvelabs_client._async.streams import AsyncEventStream
from twelvelabs_client._async.transport.sending import AsyncTransport
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError, TaskFailedError
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.intents.response_rules import check_pointers, check_session, kind_of_id, read_messages
from twelvelabs_client.intents.responses import ResponseSchema, Selection, Turn
from twelvelabs_client.intents.values import RESPONSE_INCLUDES, some_known
from twelvelabs_client.models.analysis import TokenUsage
from twelvelabs_client.models.knowledge_store import ItemCollection, KnowledgeStore, KnowledgeStoreItem
from twelvelabs_client.models.response import Response
from twelvelabs_client.models.response_events import (
    ResponseEvent,
    ResponseItemChanged,
    ResponseStateChanged,
    ResponseTextDelta,
)
from twelvelabs_client.versions.newer import responses_of

FINAL_EVENTS = ("response.completed", "response.failed")


class AsyncResponseStream(AsyncEventStream[ResponseEvent]):
    """A response as it is written. Iterate over it for its events, or over `texts()`.

    The question is sent when iterating begins. Leaving the loop, or the `async with` block, closes the connection.

    Attributes:
        id: The response's id, once told.
        session_id: The conversation's, once told.
        status: `in_progress` until the end, then `completed` or `incomplete`; None before the first event.
        response: The whole response; None before the end.
    """

    def __init__(self, events: AsyncIterator[Sequence[ResponseEvent | None]]) -> None:
        super().__init__(events, "create_response")
        self.id: str | None = None
        self.session_id: str | None = None
        self.status: str | None = None
        self.response: Response | None = None
        self._pieces: list[str] = []
        self._steps: set[str | None] = set()

    async def texts(self) -> AsyncIterator[str]:
        """The pieces of the answer, without what is said on the way to it; a piece can end within a word."""
        async for event in self:
            if self._answers(event):
                yield event.delta
        if not self._pieces and self.text:
            yield self.text

    @property
    def text(self) -> str:
        """The answer so far, without what is said on the way to it."""
        whole = "" if self.response is None else self.response.text
        return whole or "".join(self._pieces)

    @property
    def usage(self) -> TokenUsage | None:
        """What it cost; None before the end, or when not told."""
        return None if self.response is None else self.response.usage

    def _remember(self, event: ResponseEvent) -> None:
        if self._answers(event):
            self._pieces.append(event.delta)
        elif isinstance(event, ResponseItemChanged) and not event.item.is_final_answer:
            self._steps.add(event.item.id)
        elif isinstance(event, ResponseStateChanged):
            self._remember_state(event)

    def _remember_state(self, event: ResponseStateChanged) -> None:
        response = event.response
        self.id = response.id or self.id
        self.session_id = response.session_id or self.session_id
        self.status = response.status or self.status
        if event.type in FINAL_EVENTS:
            self.response = response
            _check_success(response, failed=event.type == "response.failed" or response.status == "failed")

    def _answers(self, event: ResponseEvent) -> TypeGuard[ResponseTextDelta]:
        return type(event) is ResponseTextDelta and event.item_id not in self._steps

    def _is_done(self) -> bool:
        return self.response is not None


class AsyncResponses(Resource):
    """Conversations about the content of a knowledge store."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self._version = responses_of(transport.api_version)

    async def create(
        self,
        knowledge_store: str | KnowledgeStore,
        input: str | Iterable[str],
        *,
        session: str | Response | None = None,
        instructions: str | None = None,
        selections: Iterable[str | Selection | KnowledgeStoreItem | ItemCollection] = (),
        response_schema: Mapping[str, Any] | ResponseSchema | None = None,
        include: Iterable[str] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Ask about a knowledge store and wait for the whole answer.

        Args:
            knowledge_store: Its id, or the knowledge store; its items should all be `ready`.
            input: What to ask: a message of up to 10,000 characters, or several. `{{sel:0}}` in it points to the first
                of the selections.
            session: An earlier response, or its `session_id`, to go on with that conversation. It keeps to its
                knowledge store.
            instructions: Guidance for this turn alone, above what the messages say.
            selections: Items and item collections to look at first: their ids (`ksi_...`, `ksic_...`), the models, or
                `Selection`s. They stay part of the conversation; the rest of the store is not closed off.
            response_schema: A JSON Schema that the answer shall fit, or a `ResponseSchema` with a name; read it with
                `Response.json()`.
            include: `intermediate_outputs` for the steps on the way to the answer.
            timeout: The whole call in seconds (default: 15 minutes).

        Returns:
            The response. Its `status` is `incomplete`, and `incomplete_reason` set, when it was cut.

        Raises:
            BadRequestError: The session, a selection or an option is unknown or does not fit.
            NotFoundError: There is no such knowledge store.
            TaskFailedError: The response failed; `result` holds it.

        Operation: `POST /responses`
        """
        turn = _turn(knowledge_store, input, session, instructions, selections, response_schema, include)
        response = await self._transport.send(self._version.create_response(turn), timeout)
        _check_success(response, failed=response.status == "failed")
        return response

    def stream(
        self,
        knowledge_store: str | KnowledgeStore,
        input: str | Iterable[str],
        *,
        session: str | Response | None = None,
        instructions: str | None = None,
        selections: Iterable[str | Selection | KnowledgeStoreItem | ItemCollection] = (),
        response_schema: Mapping[str, Any] | ResponseSchema | None = None,
        include: Iterable[str] | None = None,
        timeout: float | None = None,
    ) -> AsyncResponseStream:
        """Ask about a knowledge store and read the answer while it is written.

        Args:
            knowledge_store: Its id, or the knowledge store; its items should all be `ready`.
            input: What to ask: a message of up to 10,000 characters, or several. `{{sel:0}}` in it points to the first
                of the selections.
            session: An earlier response, or its `session_id`, to go on with that conversation. It keeps to its
                knowledge store.
            instructions: Guidance for this turn alone, above what the messages say.
            selections: Items and item collections to look at first: their ids (`ksi_...`, `ksic_...`), the models, or
                `Selection`s. They stay part of the conversation; the rest of the store is not closed off.
            response_schema: A JSON Schema that the answer shall fit, or a `ResponseSchema` with a name; read it with
                `Response.json()`.
            include: `intermediate_outputs` for the steps on the way to the answer.
            timeout: Until the answer begins, in seconds; after that only silence ends the stream.

        Returns:
            An iterable of events with `texts()`, and after its end `text`, `response`, `status` and `usage`.

        Raises:
            APIError: The stream told of an error (raised when iterated, like the next two).
            StreamInterruptedError: The connection broke before the end.
            TaskFailedError: The response failed; `result` holds it.

        Operation: `POST /responses`
        """
        turn = _turn(knowledge_store, input, session, instructions, selections, response_schema, include)
        return AsyncResponseStream(self._transport.stream(self._version.stream_response(turn), timeout))


def _turn(
    knowledge_store: str | KnowledgeStore,
    messages: str | Iterable[str],
    session: str | Response | None,
    instructions: str | None,
    selections: Iterable[str | Selection | KnowledgeStoreItem | ItemCollection],
    response_schema: Mapping[str, Any] | ResponseSchema | None,
    include: Iterable[str] | None,
) -> Turn:
    store = checks.identifier(knowledge_store, "knowledge_store")
    read = read_messages(messages)
    selected = _selections(selections)
    check_pointers(read, len(selected), goes_on=session is not None)
    return Turn(
        knowledge_store_id=store,
        messages=read,
        session_id=None if session is None else _session_id(session, store),
        instructions=None if instructions is None else checks.text(instructions, "instructions"),
        include=some_known(include, "include", RESPONSE_INCLUDES),
        selections=selected,
        schema=_schema(response_schema),
    )


def _session_id(session: str | Response, store: str) -> str:
    if not isinstance(session, Response):
        return checks.identifier(session, "session")
    if session.session_id is None:
        raise InvalidInputError("session: this response tells no session_id; it cannot be gone on with")
    check_session(session.knowledge_store_id, store)
    return session.session_id


def _selections(values: Iterable[str | Selection | KnowledgeStoreItem | ItemCollection]) -> tuple[Selection, ...]:
    if isinstance(values, str | Selection) or not isinstance(values, Iterable):
        raise InvalidInputError(f"selections: expected several, got {type(values).__name__}; put it in a list")
    return tuple(_selection(value) for value in values)


def _selection(value: str | Selection | KnowledgeStoreItem | ItemCollection) -> Selection:
    if isinstance(value, Selection):
        return value
    identifier = checks.identifier(value, "selections")
    if isinstance(value, KnowledgeStoreItem):
        return Selection("item", identifier)
    return Selection("collection" if isinstance(value, ItemCollection) else kind_of_id(identifier), identifier)


def _schema(value: Mapping[str, Any] | ResponseSchema | None) -> ResponseSchema | None:
    return value if value is None or isinstance(value, ResponseSchema) else ResponseSchema(value)


def _check_success(response: Response, *, failed: bool) -> None:
    """A response that failed is an error, whichever way it came."""
    if failed:
        told = response.raw.get("error")
        reason = told.get("message") if isinstance(told, Mapping) else None
        reason = reason if isinstance(reason, str) else response.incomplete_reason
        what = f"create_response: the response {response.id or '(no id)'} failed: {reason or 'no reason given'}"
        raise TaskFailedError(what, status="failed", reason=reason, result=response)
