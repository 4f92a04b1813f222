"""Responses: whole and streamed, cited, remembered, cut, failed, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.sandbox.harness import DESCRIPTION, Api, Clock
from twelvelabs_client.sandbox.platform import ScriptedResponse

STORE = "ks_1"
DAY = 24 * 3600.0


def turn(content: str = "What happens?", **more: Any) -> dict[str, Any]:
    message = {"type": "message", "role": "user", "content": content}
    return {"knowledge_store_id": STORE, "input": [message], **more}


def schema_as(schema: Any) -> dict[str, Any]:
    return {"format": {"type": "json_schema", "name": "answer", "schema": schema}}


def final_part(response: dict[str, Any]) -> dict[str, Any]:
    part: dict[str, Any] = response["output"][-1]["content"][0]
    return part


def events_of(reply: httpx.Response) -> list[dict[str, Any]]:
    """The events of a stream, each held against its name and the description."""
    assert reply.headers["content-type"].startswith("text/event-stream")
    *blocks, last, nothing = reply.text.split("\n\n")
    assert (last, nothing) == ("data: [DONE]", "")
    events = []
    schema = {"$ref": "#/components/schemas/ResponseStreamEvent", "components": DESCRIPTION["components"]}
    for block in blocks:
        name, _, data = block.partition("\n")
        event = json.loads(data.removeprefix("data: "))
        assert name == f"event: {event['type']}"
        Draft202012Validator(schema).validate(event)
        events.append(event)
    return events


def types_of(events: list[dict[str, Any]]) -> list[str]:
    """What happened, with signs of life left out and several pieces of a text as one."""
    kinds = [event["type"] for event in events if event["type"] != "keepalive"]
    return [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before]


MESSAGE = [
    "response.output_item.added",
    "response.content_part.added",
    "response.output_text.delta",
    "response.output_text.done",
    "response.content_part.done",
    "response.output_item.done",
]
CALL = ["response.output_item.added", "response.function_call_arguments.done", "response.output_item.done"]
OUTCOME = ["response.output_item.added", "response.output_item.done"]


def test_a_response_tells_what_is_seen_and_said(api: Api, asset: str) -> None:
    response = api.post("/responses", json=turn()).json()

    assert (response["status"], response["incomplete_details"]) == ("completed", None)
    assert (response["type"], response["object"], response["knowledge_store_id"]) == ("response", "response", STORE)
    assert response["id"].startswith("resp_")
    assert response["session_id"].startswith("sess_")
    (message,) = response["output"]
    assert (message["phase"], message["role"], message["status"]) == ("final_answer", "assistant", "completed")
    assert message["id"] == f"msg_{response['session_id']}_0"
    assert "There is 1 item to look at.\ntiny.mp4:\n" in final_part(response)["text"]
    assert "The morning ferry leaves at nine." in final_part(response)["text"]
    assert response["usage"]["output_tokens"] > 50


def test_every_mark_cites_a_part_of_a_video(api: Api, asset: str) -> None:
    part = final_part(api.post("/responses", json=turn()).json())

    annotations = part["annotations"]
    marks = [part["text"][each["start_index"] : each["end_index"] + 1] for each in annotations]
    assert marks == ["[1]", "[2]", "[3]"]
    assert [(each["start_sec"], each["end_sec"]) for each in annotations] == [(0, 2), (2, 4), (4, 6)]
    assert {each["type"] for each in annotations} == {"video_citation"}
    assert {each["item_id"] for each in annotations} == {f"ksi_{asset}"}
    assert {each["title"] for each in annotations} == {"tiny.mp4"}
    assert api.fetch(annotations[0]["thumbnail_url"]).headers["content-type"] == "image/jpeg"
    assert api.fetch(annotations[0]["hls_url"]).status_code == 200


def test_places_are_counted_in_code_points(api: Api, asset: str) -> None:
    api.platform.scripted_responses[STORE] = ScriptedResponse("\U0001f3ac\u20ac e\u0301 [1] and [2] [x] [99999999999]")

    part = final_part(api.post("/responses", json=turn()).json())

    (annotation,) = part["annotations"]
    assert (annotation["start_index"], annotation["end_index"]) == (6, 8)
    assert "start_sec" not in annotation


def test_an_image_is_cited_without_times(api: Api, asset: str, clock: Clock) -> None:
    still = api.fetch(final_part(api.post("/responses", json=turn()).json())["annotations"][0]["thumbnail_url"])
    api.form("/assets", ("file", ("still.jpg", still.content)), method="direct")
    clock.advance(4)

    part = final_part(api.post("/responses", json=turn()).json())

    assert "There are 2 items to look at." in part["text"]
    (cited,) = [each for each in part["annotations"] if each["type"] == "image_citation"]
    assert (cited["title"], cited["hls_url"]) == ("still.jpg", None)
    assert "start_sec" not in cited


def test_a_store_without_items_is_answered_too(api: Api) -> None:
    part = final_part(api.post("/responses", json=turn()).json())

    assert (part["text"], part["annotations"]) == ("There are 0 items to look at.", [])


def test_steps_on_the_way_come_only_when_asked_for(api: Api, asset: str) -> None:
    response = api.post("/responses", json=turn(include=["intermediate_outputs"])).json()

    remark, call, outcome, answer = response["output"]
    assert (remark["phase"], answer["phase"]) == ("commentary", "final_answer")
    assert remark["content"][0]["text"] == "I will look at tiny.mp4."
    assert json.loads(call["arguments"]) == {"query": "What happens?"}
    assert json.loads(outcome["output"]) == [f"ksi_{asset}"]
    assert call["call_id"] == outcome["call_id"]
    assert len({item["id"] for item in response["output"]}) == 4


def test_a_stream_tells_the_response_in_the_documented_order(api: Api, asset: str) -> None:
    reply = api.post("/responses", json=turn(stream=True, include=["intermediate_outputs"]))

    events = events_of(reply)

    begin, end = ["response.created", "response.in_progress"], ["response.completed"]
    assert types_of(events) == [*begin, *MESSAGE, *CALL, *OUTCOME, *MESSAGE, *end]
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert events[0]["response"]["status"] == "in_progress"
    assert events[0]["response"]["output"] == []
    assert "usage" not in events[0]["response"]
    assert events[-1]["response"]["usage"]["output_tokens"] > 50


def test_the_pieces_of_a_stream_are_its_response(api: Api, asset: str) -> None:
    events = events_of(api.post("/responses", json=turn(stream=True)))

    part = final_part(events[-1]["response"])
    pieces = [event["delta"] for event in events if event["type"] == "response.output_text.delta"]
    added, done = (event for event in events if event["type"].startswith("response.content_part"))
    assert len(pieces) > 5
    assert "".join(pieces) == part["text"]
    assert (added["part"]["text"], added["part"]["annotations"]) == ("", [])
    assert done["part"] == part
    assert part["annotations"]
    (begun,) = [event["item"] for event in events if event["type"] == "response.output_item.added"]
    assert (begun["phase"], begun["status"]) == ("final_answer", "in_progress")


def test_a_stream_shows_signs_of_life(api: Api, asset: str) -> None:
    kinds = [event["type"] for event in events_of(api.post("/responses", json=turn(stream=True)))]

    assert kinds.count("keepalive") > 1
    assert kinds.index("keepalive") < kinds.index("response.output_item.added")


@pytest.mark.parametrize("stream", [False, True])
def test_too_long_an_answer_is_cut(start: Callable[..., Api], stream: bool) -> None:
    api = start(response_tokens=5)
    api.platform.scripted_responses[None] = ScriptedResponse("word " * 600 + "[1]")

    reply = api.post("/responses", json=turn(stream=stream))

    events = events_of(reply) if stream else []
    response = events[-1]["response"] if stream else reply.json()
    assert not stream or events[-1]["type"] == "response.completed"
    assert (response["status"], response["output"][0]["status"]) == ("incomplete", "incomplete")
    assert response["incomplete_details"] == {"reason": "max_output_tokens"}
    assert response["usage"]["output_tokens"] == 5
    assert final_part(response)["text"].split() == ["word"] * 5
    assert final_part(response)["annotations"] == []


def test_a_scripted_text_is_answered_word_for_word(api: Api) -> None:
    api.platform.scripted_responses[None] = ScriptedResponse("For every store.")
    assert final_part(api.post("/responses", json=turn()).json())["text"] == "For every store."

    api.platform.scripted_responses[STORE] = ScriptedResponse("For this one.")
    assert final_part(api.post("/responses", json=turn()).json())["text"] == "For this one."


def test_a_response_can_be_told_to_fail(api: Api) -> None:
    api.platform.scripted_responses[None] = ScriptedResponse("A text that breaks off somewhere.", failed=True)

    whole = api.post("/responses", json=turn()).json()
    events = events_of(api.post("/responses", json=turn(stream=True)))

    assert (whole["status"], whole["output"]) == ("failed", [])
    assert (events[-1]["type"], events[-1]["response"]["status"]) == ("response.failed", "failed")
    assert types_of(events)[-2] == "response.output_text.delta"


def test_a_conversation_remembers_what_was_asked(api: Api, asset: str) -> None:
    first = api.post("/responses", json=turn("Who is there?")).json()
    second = api.post("/responses", json=turn("And then?", session_id=first["session_id"])).json()
    other = api.post("/responses", json=turn("And then?")).json()

    assert second["session_id"] == first["session_id"] != other["session_id"]
    assert final_part(second)["text"].startswith('Earlier you asked: "Who is there?"\n')
    assert "Earlier" not in final_part(other)["text"]
    assert second["usage"]["input_tokens"] > other["usage"]["input_tokens"]
    assert [each["output"][0]["id"][-2:] for each in (first, second)] == ["_0", "_1"]


def test_a_conversation_is_forgotten_a_day_after_its_last_turn(api: Api, clock: Clock) -> None:
    session = api.post("/responses", json=turn()).json()["session_id"]
    clock.advance(DAY - 1)
    assert api.post("/responses", json=turn(session_id=session)).status_code == 200
    clock.advance(DAY - 1)
    assert api.post("/responses", json=turn(session_id=session)).status_code == 200
    clock.advance(DAY)

    reply = api.post("/responses", json=turn(session_id=session))

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")


def test_a_conversation_keeps_to_its_knowledge_store(api: Api) -> None:
    session = api.post("/responses", json=turn()).json()["session_id"]

    reply = api.post("/responses", json={**turn(session_id=session), "knowledge_store_id": "ks_2"})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")
    assert STORE in reply.json()["message"]


def test_a_selection_is_looked_at_first_and_stays_in_the_conversation(
    api: Api, asset: str, clock: Clock, video: Path
) -> None:
    other = api.upload(video, "other.mp4")
    clock.advance(4)
    both = final_part(api.post("/responses", json=turn()).json())["text"]
    chosen = [{"kind": "item", "id": f"ksi_{other}"}]

    first = api.post("/responses", json=turn("What is in {{sel:0}}?", selections=chosen)).json()
    second = api.post("/responses", json=turn("More of {{sel:0}}!", session_id=first["session_id"])).json()

    assert ("tiny.mp4:" in both, "other.mp4:" in both) == (True, True)
    for response in (first, second):
        text = final_part(response)["text"]
        assert ("tiny.mp4:" in text, "other.mp4:" in text) == (False, True)


def test_a_collection_can_be_selected(api: Api, asset: str) -> None:
    chosen = [{"kind": "collection", "id": "ksic_1"}]

    assert api.post("/responses", json=turn(selections=chosen)).status_code == 200


def test_a_structure_is_filled_with_facts(api: Api, asset: str) -> None:
    scene = {"type": "object", "properties": {"start": {"type": "number"}, "colour": {"enum": ["red", "green"]}}}
    schema = {"type": "object", "properties": {"scenes": {"type": "array", "items": scene}}}

    part = final_part(api.post("/responses", json=turn(text=schema_as(schema))).json())

    scenes = json.loads(part["text"])["scenes"]
    assert [scene["start"] for scene in scenes] == [0, 2, 4]
    assert [scene["colour"] for scene in scenes[:2]] == ["red", "green"]
    assert part["annotations"] == []


def test_plain_text_can_be_asked_for_by_name(api: Api) -> None:
    text = final_part(api.post("/responses", json=turn(text={"format": {"type": "text"}})).json())["text"]

    assert text.startswith("There are 0 items")


ITEM = {"kind": "item", "id": "ksi_1"}


@pytest.mark.parametrize(
    ("changes", "code", "named"),
    [
        ({"input": []}, "parameter_invalid", "input"),
        ({"input": [{"type": "message", "role": "user", "content": ""}]}, "parameter_invalid", "content"),
        ({"input": [{"type": "message", "role": "user", "content": "x" * 10_001}]}, "parameter_invalid", "content"),
        ({"input": [{"type": "message", "role": "system", "content": "x"}]}, "parameter_invalid", "role"),
        ({"input": [{"type": "message", "role": "user"}]}, "parameter_not_provided", "content"),
        ({"include": ["everything"]}, "parameter_invalid", "include"),
        ({"session_id": "sess_none"}, "parameter_invalid", "session_id"),
        ({"selections": [{"kind": "video", "id": "ksi_1"}]}, "parameter_invalid", "kind"),
        ({"selections": [{"kind": "item", "id": "ksic_1"}]}, "parameter_invalid", "ksi_"),
        ({"selections": [{"kind": "collection", "id": "ksi_1"}]}, "parameter_invalid", "ksic_"),
        ({"selections": [ITEM]}, "parameter_invalid", "ksi_1"),
        (turn("{{sel:1}}", selections=[{"kind": "collection", "id": "ksic_1"}]), "parameter_invalid", "sel:1"),
        ({"text": {"format": {"type": "json_schema", "name": "a"}}}, "parameter_invalid", "text"),
        ({"text": schema_as({"type": "timestamp"})}, "parameter_invalid", "schema"),
        ({"model": "jockey1.0"}, "parameter_unknown", "model"),
        ({"stream": "yes"}, "parameter_invalid", "stream"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(api: Api, changes: dict[str, Any], code: str, named: str) -> None:
    reply = api.post("/responses", json={**turn(), **changes})

    assert (reply.status_code, reply.json()["code"]) == (400, code)
    assert named in reply.json()["message"]


@pytest.mark.parametrize("missing", ["knowledge_store_id", "input"])
def test_what_must_be_told_is_asked_for(api: Api, missing: str) -> None:
    reply = api.post("/responses", json={name: value for name, value in turn().items() if name != missing})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_not_provided")
    assert missing in reply.json()["message"]


def test_the_store_of_another_account_is_not_read(api: Api) -> None:
    api.platform.foreign.add(STORE)

    assert api.post("/responses", json=turn()).status_code == 403


def test_a_response_says_that_it_is_scripted(api: Api) -> None:
    assert api.post("/responses", json=turn()).headers["x-sandbox-class"] == "scripted"


def test_the_same_questions_are_answered_with_the_same_bytes(start: Callable[..., Api]) -> None:
    bodies = [api.post("/responses", json=turn(stream=True)).content for api in (start(seed=3), start(seed=3))]

    assert bodies[0] == bodies[1]
