"""The events of an answer while it is written, which v1.2 and v1.3 put almost alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twelvelabs_client.core.call import Undecodable
from twelvelabs_client.models.analysis import AnalysisEvent, AnalysisFailedError, TextFragment, UnknownEvent
from twelvelabs_client.versions._holding import is_error

Event = dict[str, Any]

# An answer comes in thousands of fragments. Past the guard against changes one is made in half the time.
_new = object.__new__
_set_text = vars(TextFragment)["text"].__set__
_set_raw = vars(TextFragment)["raw"].__set__


def event_reader(
    operation: str, read_start: Callable[[Event], AnalysisEvent], read_end: Callable[[Event], AnalysisEvent]
) -> Callable[[int, object], AnalysisEvent]:
    """How the events of an operation are read; a kind this release does not know is passed on as it came.

    What is returned raises `AnalysisFailedError` where the API tells that it gave up.
    """

    def read(_status: int, event: object) -> AnalysisEvent:
        if type(event) is not dict:
            raise Undecodable("an event is no JSON object")
        kind = event.get("event_type")
        if kind == "text_generation":
            text = event.get("text")
            fragment = _new(TextFragment)
            _set_text(fragment, text if type(text) is str else "")
            _set_raw(fragment, event)
            return fragment
        if kind == "stream_start":
            return read_start(event)
        if kind == "stream_end":
            return read_end(event)
        # v1.3 describes no such event; these are the forms in which the API puts errors elsewhere.
        if kind in ("error", "stream_error") or (kind is None and "metadata" not in event and is_error(event)):
            raise _given_up(event, operation)
        return UnknownEvent(raw=event)

    return read


def _given_up(event: Event, operation: str) -> AnalysisFailedError:
    code, reason = _told(event)
    said = ": ".join(part for part in (code, reason) if part) or "no reason given"
    text = f"{operation}: the API gave up while it wrote the answer: {' '.join(said.split())}"
    return AnalysisFailedError(text, code=code, reason=reason, raw=event)


def _told(event: Event) -> tuple[str | None, str | None]:
    """Code and text of an error, at the top or under `error`."""
    nested = event.get("error")
    fields = {**event, **nested} if isinstance(nested, dict) else {"message": nested, **event}
    code, message = fields.get("code", fields.get("error_code")), fields.get("message")
    return None if code is None else str(code), message if isinstance(message, str) else None
