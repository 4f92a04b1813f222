"""Responses of v1.3 and their events are read into the facade's models, whatever is wrong in them."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from tests.versions.bodies import ANNOTATION, RESPONSE, TURN, collected_events
from tests.versions.holding import places
from tests.versions.test_replies_v1_3 import FILES, STAMP, WRONG, changed
from twelvelabs_client.core.call import Refused, Undecodable
from twelvelabs_client.core.server_sent_events import JsonEvents
from twelvelabs_client.models import (
    Response,
    ResponseAnnotation,
    ResponseArgumentsDone,
    ResponseFormatError,
    ResponseItem,
    ResponseItemChanged,
    ResponsePart,
    ResponsePartChanged,
    ResponseStateChanged,
    ResponseTextDelta,
    ResponseTextDone,
    TokenUsage,
    UnknownResponseEvent,
)
from twelvelabs_client.versions.v1_3 import responses as v1_3

ITEM = RESPONSE["output"][3]
PART = ITEM["content"][0]
PLACE = {"item_id": "msg_1", "output_index": 3, "content_index": 0}
EVENTS: dict[str, tuple[dict[str, Any], type]] = {
    "response.created": ({"response": RESPONSE}, ResponseStateChanged),
    "response.in_progress": ({"response": RESPONSE}, ResponseStateChanged),
    "response.completed": ({"response": RESPONSE}, ResponseStateChanged),
    "response.failed": ({"response": RESPONSE}, ResponseStateChanged),
    "response.output_item.added": ({"output_index": 3, "item": ITEM}, ResponseItemChanged),
    "response.output_item.done": ({"output_index": 3, "item": ITEM}, ResponseItemChanged),
    "response.content_part.added": ({**PLACE, "part": PART}, ResponsePartChanged),
    "response.content_part.done": ({**PLACE, "part": PART}, ResponsePartChanged),
    "response.output_text.delta": ({**PLACE, "delta": "A b"}, ResponseTextDelta),
    "response.output_text.done": ({**PLACE, "text": "A boat."}, ResponseTextDone),
    "response.function_call_arguments.done": ({**PLACE, "arguments": "{}"}, ResponseArgumentsDone),
    "response.of.tomorrow": ({**PLACE, "feeling": "good"}, UnknownResponseEvent),
}


def body_of(kind: str) -> dict[str, Any]:
    return {"type": kind, "sequence_number": 7, **copy.deepcopy(EVENTS[kind][0])}


def read(body: Any) -> Any:
    return v1_3.stream_response(TURN).decode(200, body)


def whole(body: dict[str, Any] = RESPONSE) -> Response:
    return v1_3.create_response(TURN).decode(200, copy.deepcopy(body))


def saying(text: str, *annotations: ResponseAnnotation, **more: Any) -> Response:
    part = ResponsePart("output_text", text, annotations)
    return Response("resp_1", output=[ResponseItem("msg_1", "message", content=[part], **more)])


def test_a_response_is_read_whole() -> None:
    response = whole()
    assert (response.id, response.status, response.incomplete_reason) == ("resp_1", "incomplete", "max_output_tokens")
    assert (response.session_id, response.knowledge_store_id, response.created_at) == ("sess_1", "ks_1", STAMP)
    assert response.usage == TokenUsage(output_tokens=3, input_tokens=900)
    remark, call, outcome, answer = response.output
    assert (remark.phase, answer.phase, answer.role, answer.status) == (
        "commentary",
        "final_answer",
        "assistant",
        "incomplete",
    )
    assert (call.name, call.call_id, call.arguments) == ("search", "call_1", '{"query": "boat"}')
    assert (outcome.type, outcome.output) == ("function_call_output", "one")
    assert answer.content[0].annotations == [
        ResponseAnnotation(
            type="video_citation",
            start_index=8,
            end_index=10,
            item_id="ksi_1",
            start=0,
            end=6.5,
            title="clip.mp4",
            thumbnail_url="https://m.example/a.jpg",
        )
    ]
    assert answer.content[0].annotations[0].raw == ANNOTATION


def test_what_is_said_on_the_way_is_apart_from_the_answer() -> None:
    assert (whole().text, whole().commentary) == ("A \U0001f3ac boat[1].", ("Hm.",))


PHASES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"phase": None}, True),
    ({"phase": "final_answer"}, True),
    ({"phase": "commentary"}, False),
    ({"phase": "a_word_of_tomorrow"}, False),
    ({"type": "function_call_output", "output": "x"}, False),
    ({"type": "a_word_of_tomorrow"}, False),
]


@pytest.mark.parametrize(("fields", "answers"), PHASES)
def test_a_message_answers_unless_it_says_otherwise(fields: dict[str, Any], answers: bool) -> None:
    item = {"type": "message", "id": "m1", "content": [{"type": "output_text", "text": "A boat."}], **fields}
    response = whole({"id": "resp_1", "output": [item]})
    assert response.text == ("A boat." if answers else "")
    assert response.output[0].is_final_answer is answers


@pytest.mark.parametrize(
    ("text", "start", "end", "cited"),
    [
        ("A boat [1].", 7, 9, "[1]"),
        ("\U0001f3ac\U0001f6a2 [1].", 3, 5, "[1]"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 [12]", 6, 9, "[12]"),
        ("e\u0301\u2028 [1]", 4, 6, "[1]"),
        ("\U0001f6a2", 0, 0, "\U0001f6a2"),
        ("[1]", 0, 2, "[1]"),
        ("[1]", 1, 99, "1]"),
        ("[1]", 7, 9, ""),
        ("[1]", 2, 1, ""),
        ("[1]", -3, -1, ""),
        ("[1]", None, 2, ""),
        ("[1]", 0, None, ""),
    ],
)
def test_a_citation_stands_where_code_points_say(text: str, start: int | None, end: int | None, cited: str) -> None:
    annotation = ResponseAnnotation("video_citation", start, end)
    response = saying(text, annotation)
    assert response.output[0].content[0].cited(annotation) == text[annotation.span] == cited
    assert list(response.citations()) == [(cited, annotation)]


def test_citations_are_those_of_the_answer() -> None:
    (citation,) = whole().citations()
    assert citation[0] == "[1]"
    assert list(saying("[1]", ResponseAnnotation(start_index=0, end_index=2), phase="commentary").citations()) == []


def test_an_answer_can_be_read_as_json() -> None:
    assert saying('{"boats": [1]}').json() == {"boats": [1]}


@pytest.mark.parametrize(
    ("status", "says"),
    [("completed", "the answer is no JSON: "), ("incomplete", "and it was cut at its token limit: ")],
)
def test_an_answer_that_is_no_json_says_why(status: str, says: str) -> None:
    response = Response("resp_1", status, saying('{"boats": [').output)
    with pytest.raises(ResponseFormatError, match=says):
        response.json()


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_is_read(kind: str) -> None:
    event = read(body_of(kind))
    assert (type(event), event.type, event.raw) == (EVENTS[kind][1], kind, body_of(kind))
    assert event.sequence_number == 7
    told = body_of(kind)
    assert (event.output_index, event.content_index) == (told.get("output_index"), told.get("content_index"))
    assert event == read(body_of(kind)) == copy.deepcopy(event) == pickle.loads(pickle.dumps(event))


def test_events_hold_what_they_are_about() -> None:
    assert read(body_of("response.completed")).response == whole()
    assert read(body_of("response.output_item.added")).item == whole().output[3]
    assert read(body_of("response.content_part.done")).part == whole().output[3].content[0]
    assert read(body_of("response.content_part.done")).item_id == "msg_1"
    assert (read(body_of("response.output_text.delta")).delta, read(body_of("response.output_text.delta")).item_id) == (
        "A b",
        "msg_1",
    )
    assert read(body_of("response.output_text.done")).text == "A boat."
    assert read(body_of("response.function_call_arguments.done")).arguments == "{}"


def test_a_sign_of_life_is_no_event() -> None:
    assert read({"type": "keepalive", "sequence_number": 3}) is None


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_that_tells_nothing_is_still_one(kind: str) -> None:
    assert type(read({"type": kind})) is EVENTS[kind][1]


@pytest.mark.parametrize("body", [RESPONSE, {"id": "r1", "type": "response"}, {"id": "r1", "object": "response"}])
def test_a_whole_response_is_its_own_last_event(body: dict[str, Any]) -> None:
    event = read(copy.deepcopy(body))
    assert (event.type, event.response.raw) == ("response.completed", body)
    assert read({**body, "status": "failed"}).type == "response.failed"


@pytest.mark.parametrize("body", [{"type": "response"}, {"object": "response", "id": None}])
def test_a_whole_response_without_its_id_is_none(body: dict[str, Any]) -> None:
    with pytest.raises(Undecodable, match="it has no id"):
        read(body)


@pytest.mark.parametrize("body", [{"type": "error"}, {"error": {}}, {"code": "a", "message": "b"}])
def test_an_error_is_told_as_it_came(body: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        read(body)
    assert refusal.value.body == body


@pytest.mark.parametrize("body", [None, [], [{}], "text", 7, True], ids=repr)
def test_what_is_no_object_is_no_event(body: Any) -> None:
    with pytest.raises(Undecodable, match="an event is no JSON object"):
        read(body)


@pytest.mark.parametrize("kind", EVENTS)
@repeatable
@given(st.data())
def test_one_thing_wrong_anywhere_never_costs_an_event(kind: str, data: st.DataObject) -> None:
    body = body_of(kind)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(sorted(places(body), key=str) or [("a_field_of_tomorrow",)]))
        body = changed(body, path, data.draw(st.sampled_from(["other", "missing", "extra"])), data.draw(WRONG))
    event = read(body)
    assert event.raw == body
    assert repr(event)
    assert event.sequence_number is None or isinstance(event.sequence_number, int)


COLLECTED = [entry for file in FILES for entry in collected_events(file)]
STREAMS = [entry["value"] for entry in COLLECTED if isinstance(entry["value"], str)]
SINGLE = [entry["value"].get("data", entry["value"]) for entry in COLLECTED if isinstance(entry["value"], dict)]


@pytest.mark.parametrize("body", SINGLE, ids=lambda body: body["type"])
def test_every_collected_event_is_read_and_kept(body: dict[str, Any]) -> None:
    event = read(body)
    assert not isinstance(event, UnknownResponseEvent)
    assert (event.type, event.raw) == (body["type"], body)


@pytest.mark.parametrize("stream", STREAMS, ids=len)
def test_every_collected_stream_is_read_to_its_last_event(stream: str) -> None:
    documents = JsonEvents()
    events = [read(json.loads(document)) for document in documents.feed(stream.encode())]
    assert (events[0].type, events[-1].type) == ("response.created", "response.completed")
    assert events[-1].response.text.endswith("[00:00-00:09].")
    assert events[-1].response.created_at == datetime.datetime(2026, 7, 11, 3, 13, 57, tzinfo=datetime.UTC)
