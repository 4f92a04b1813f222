"""Responses: whole and streamed, cited, remembered, cut, failed, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.sandbox.harness import DESCRIPTION, Api, Clock
from twelvelabs_sandbox.store.platform import ScriptedResponse

DAY = 24 * 3600.0
Fields = dict[str, Any]
Turn = Callable[..., Fields]


def make_store(api: Api) -> str:
    return str(api.post("/knowledge-stores", json={"name": "coast"}).json()["_id"])


def add_item(api: Api, store: str, asset: str) -> str:
    return str(api.post(f"/knowledge-stores/{store}/items", json={"asset_id": asset}).json()["_id"])


def add_collection(api: Api, store: str, name: str, *items: str) -> str:
    path = f"/knowledge-stores/{store}/item-collections"
    collection = str(api.post(path, json={"name": name}).json()["_id"])
    reply = api.post(f"{path}/{collection}/items/add", json={"item_ids": list(items)})
    assert reply.status_code < 300, reply.text
    return collection


@pytest.fixture
def store(api: Api) -> str:
    return make_store(api)


@pytest.fixture
def item(api: Api, clock: Clock, store: str, asset: str) -> str:
    """The tiny video, ready in the store."""
    identifier = add_item(api, store, asset)
    clock.advance(20)
    return identifier


@pytest.fixture
def other(api: Api, clock: Clock, store: str, video: Path) -> str:
    """The same video by another name, ready in the store."""
    asset = api.upload(video, "other.mp4")
    clock.advance(4)
    identifier = add_item(api, store, asset)
    clock.advance(20)
    return identifier


def turn_about(store: str, content: str = "What happens?", **more: Any) -> Fields:
    message = {"type": "message", "role": "user", "content": content}
    return {"knowledge_store_id": store, "input": [message], **more}


@pytest.fixture
def turn(store: str) -> Turn:
    """Makes turns of a conversation about the store."""
    return partial(turn_about, store)


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


def test_a_response_tells_what_is_seen_and_said(api: Api, turn: Turn, store: str, item: str) -> None:
    response = api.post("/responses", json=turn()).json()

    assert (response["status"], response["incomplete_details"]) == ("completed", None)
    assert (response["type"], response["object"], response["knowledge_store_id"]) == ("response", "response", store)
    assert response["id"].startswith("resp_")
    assert response["session_id"].startswith("sess_")
    (message,) = response["output"]
    assert (message["phase"], message["role"], message["status"]) == ("final_answer", "assistant", "completed")
    assert message["id"] == f"msg_{response['session_id']}_0"
    assert "There is 1 item to look at.\ntiny.mp4:\n" in final_part(response)["text"]
    assert "The morning ferry leaves at nine." in final_part(response)["text"]
    assert response["usage"]["output_tokens"] > 50


def test_every_mark_cites_a_part_of_a_video(api: Api, turn: Turn, item: str) -> None:
    part = final_part(api.post("/responses", json=turn()).json())

    annotations = part["annotations"]
    marks = [part["text"][each["start_index"] : each["end_index"] + 1] for each in annotations]
    assert marks == ["[1]", "[2]", "[3]"]
    assert [(each["start_sec"], each["end_sec"]) for each in annotations] == [(0, 2), (2, 4), (4, 6)]
    assert {each["type"] for each in annotations} == {"video_citation"}
    assert {each["item_id"] for each in annotations} == {item}
    assert {each["title"] for each in annotations} == {"tiny.mp4"}
    assert api.fetch(annotations[0]["thumbnail_url"]).headers["content-type"] == "image/jpeg"
    assert api.fetch(annotations[0]["hls_url"]).status_code == 200


def test_places_are_counted_in_code_points(api: Api, turn: Turn, store: str, item: str) -> None:
    api.platform.scripted_responses[store] = ScriptedResponse("\U0001f3ac\u20ac e\u0301 [1] and [2] [x] [99999999999]")

    part = final_part(api.post("/responses", json=turn()).json())

    (annotation,) = part["annotations"]
    assert (annotation["start_index"], annotation["end_index"]) == (6, 8)
    assert "start_sec" not in annotation


def test_an_image_is_cited_without_times(api: Api, turn: Turn, store: str, item: str, clock: Clock) -> None:
    still = api.fetch(final_part(api.post("/responses", json=turn()).json())["annotations"][0]["thumbnail_url"])
    asset = api.form("/assets", ("file", ("still.jpg", still.content)), method="direct").json()["_id"]
    clock.advance(4)
    picture = add_item(api, store, asset)
    clock.advance(20)

    part = final_part(api.post("/responses", json=turn()).json())

    assert "There are 2 items to look at." in part["text"]
    (cited,) = [each for each in part["annotations"] if each["type"] == "image_citation"]
    assert (cited["item_id"], cited["title"], cited["hls_url"]) == (picture, "still.jpg", None)
    assert "start_sec" not in cited


def test_only_what_is_ready_in_the_store_is_looked_at(api: Api, turn: Turn, store: str, asset: str, item: str) -> None:
    add_item(api, store, asset)
    add_item(api, make_store(api), asset)

    part = final_part(api.post("/responses", json=turn()).json())

    assert "There is 1 item to look at." in part["text"]
    assert {each["item_id"] for each in part["annotations"]} == {item}


def test_an_item_outlives_its_asset_without_addresses(api: Api, turn: Turn, asset: str, item: str) -> None:
    before = final_part(api.post("/responses", json=turn()).json())
    api.send("DELETE", f"/assets/{asset}")

    after = final_part(api.post("/responses", json=turn()).json())

    assert after["text"] == before["text"]
    assert {(each["thumbnail_url"], each["hls_url"]) for each in after["annotations"]} == {(None, None)}


def test_a_store_without_items_is_answered_too(api: Api, turn: Turn) -> None:
    part = final_part(api.post("/responses", json=turn()).json())

    assert (part["text"], part["annotations"]) == ("There are 0 items to look at.", [])


def test_steps_on_the_way_come_only_when_asked_for(api: Api, turn: Turn, item: str) -> None:
    response = api.post("/responses", json=turn(include=["intermediate_outputs"])).json()

    remark, call, outcome, answer = response["output"]
    assert (remark["phase"], answer["phase"]) == ("commentary", "final_answer")
    assert remark["content"][0]["text"] == "I will look at tiny.mp4."
    assert json.loads(call["arguments"]) == {"query": "What happens?"}
    assert json.loads(outcome["output"]) == [item]
    assert call["call_id"] == outcome["call_id"]
    assert len({item["id"] for item in response["output"]}) == 4


def test_a_stream_tells_the_response_in_the_documented_order(api: Api, turn: Turn, item: str) -> None:
    reply = api.post("/responses", json=turn(stream=True, include=["intermediate_outputs"]))

    events = events_of(reply)

    begin, end = ["response.created", "response.in_progress"], ["response.completed"]
    assert types_of(events) == [*begin, *MESSAGE, *CALL, *OUTCOME, *MESSAGE, *end]
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert events[0]["response"]["status"] == "in_progress"
    assert events[0]["response"]["output"] == []
    assert "usage" not in events[0]["response"]
    assert events[-1]["response"]["usage"]["output_tokens"] > 50


def test_the_pieces_of_a_stream_are_its_response(api: Api, turn: Turn, item: str) -> None:
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


def test_a_stream_shows_signs_of_life(api: Api, turn: Turn, item: str) -> None:
    kinds = [event["type"] for event in events_of(api.post("/responses", json=turn(stream=True)))]

    assert kinds.count("keepalive") > 1
    assert kinds.index("keepalive") < kinds.index("response.output_item.added")


@pytest.mark.parametrize("stream", [False, True])
def test_too_long_an_answer_is_cut(start: Callable[..., Api], stream: bool) -> None:
    api = start(response_tokens=5)
    turn = partial(turn_about, make_store(api))
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


def test_a_scripted_text_is_answered_word_for_word(api: Api, turn: Turn, store: str) -> None:
    api.platform.scripted_responses[None] = ScriptedResponse("For every store.")
    assert final_part(api.post("/responses", json=turn()).json())["text"] == "For every store."

    api.platform.scripted_responses[store] = ScriptedResponse("For this one.")
    assert final_part(api.post("/responses", json=turn()).json())["text"] == "For this one."


def test_a_response_can_be_told_to_fail(api: Api, turn: Turn) -> None:
    api.platform.scripted_responses[None] = ScriptedResponse("A text that breaks off somewhere.", failed=True)

    whole = api.post("/responses", json=turn()).json()
    events = events_of(api.post("/responses", json=turn(stream=True)))

    assert (whole["status"], whole["output"]) == ("failed", [])
    assert (events[-1]["type"], events[-1]["response"]["status"]) == ("response.failed", "failed")
    assert types_of(events)[-2] == "response.output_text.delta"


def test_a_conversation_remembers_what_was_asked(api: Api, turn: Turn, item: str) -> None:
    first = api.post("/responses", json=turn("Who is there?")).json()
    second = api.post("/responses", json=turn("And then?", session_id=first["session_id"])).json()
    other = api.post("/responses", json=turn("And then?")).json()

    assert second["session_id"] == first["session_id"] != other["session_id"]
    assert final_part(second)["text"].startswith('Earlier you asked: "Who is there?"\n')
    assert "Earlier" not in final_part(other)["text"]
    assert second["usage"]["input_tokens"] > other["usage"]["input_tokens"]
    assert [each["output"][0]["id"][-2:] for each in (first, second)] == ["_0", "_1"]


def test_a_conversation_is_forgotten_a_day_after_its_last_turn(api: Api, turn: Turn, clock: Clock) -> None:
    session = api.post("/responses", json=turn()).json()["session_id"]
    clock.advance(DAY - 1)
    assert api.post("/responses", json=turn(session_id=session)).status_code == 200
    clock.advance(DAY - 1)
    assert api.post("/responses", json=turn(session_id=session)).status_code == 200
    clock.advance(DAY)

    reply = api.post("/responses", json=turn(session_id=session))

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")


def test_a_conversation_keeps_to_its_knowledge_store(api: Api, turn: Turn, store: str) -> None:
    session = api.post("/responses", json=turn()).json()["session_id"]

    reply = api.post("/responses", json=turn_about(make_store(api), session_id=session))

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")
    assert store in reply.json()["message"]


def test_a_selection_is_looked_at_first_and_stays_in_the_conversation(
    api: Api, turn: Turn, item: str, other: str
) -> None:
    both = final_part(api.post("/responses", json=turn()).json())["text"]
    chosen = [{"kind": "item", "id": other}]

    first = api.post("/responses", json=turn("What is in {{sel:0}}?", selections=chosen)).json()
    second = api.post("/responses", json=turn("More of {{sel:0}}!", session_id=first["session_id"])).json()

    assert ("tiny.mp4:" in both, "other.mp4:" in both) == (True, True)
    for response in (first, second):
        text = final_part(response)["text"]
        assert ("tiny.mp4:" in text, "other.mp4:" in text) == (False, True)


def test_the_members_of_a_selected_collection_are_looked_at(
    api: Api, turn: Turn, store: str, item: str, other: str
) -> None:
    chosen = [{"kind": "collection", "id": add_collection(api, store, "others", other)}]

    text = final_part(api.post("/responses", json=turn(selections=chosen)).json())["text"]

    assert ("tiny.mp4:" in text, "other.mp4:" in text) == (False, True)


def test_a_conversation_goes_on_when_what_was_selected_is_gone(
    api: Api, turn: Turn, store: str, item: str, other: str
) -> None:
    chosen = [{"kind": "item", "id": item}, {"kind": "item", "id": other}]
    session = api.post("/responses", json=turn(selections=chosen)).json()["session_id"]
    api.send("DELETE", f"/knowledge-stores/{store}/items/{other}")

    text = final_part(api.post("/responses", json=turn(session_id=session)).json())["text"]

    assert ("tiny.mp4:" in text, "other.mp4:" in text) == (True, False)


def test_what_is_not_ready_in_the_store_cannot_be_selected(api: Api, turn: Turn, store: str, asset: str) -> None:
    elsewhere = make_store(api)
    for home, says in ((store, "is queued"), (elsewhere, "There is no item")):
        chosen = [{"kind": "item", "id": add_item(api, home, asset)}]
        reply = api.post("/responses", json=turn(selections=chosen))
        assert (reply.status_code, reply.json()["code"]) == (400, "parameter_invalid")
        assert says in reply.json()["message"]


def test_a_structure_is_filled_with_facts(api: Api, turn: Turn, item: str) -> None:
    scene = {"type": "object", "properties": {"start": {"type": "number"}, "colour": {"enum": ["red", "green"]}}}
    schema = {"type": "object", "properties": {"scenes": {"type": "array", "items": scene}}}

    part = final_part(api.post("/responses", json=turn(text=schema_as(schema))).json())

    scenes = json.loads(part["text"])["scenes"]
    assert [scene["start"] for scene in scenes] == [0, 2, 4]
    assert [scene["colour"] for scene in scenes[:2]] == ["red", "green"]
    assert part["annotations"] == []


def test_plain_text_can_be_asked_for_by_name(api: Api, turn: Turn) -> None:
    text = final_part(api.post("/responses", json=turn(text={"format": {"type": "text"}})).json())["text"]

    assert text.startswith("There are 0 items")


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
        ({"selections": [{"kind": "item", "id": "ksi_1"}]}, "parameter_invalid", "no item ksi_1"),
        ({"selections": [{"kind": "collection", "id": "ksic_1"}]}, "parameter_invalid", "no collection ksic_1"),
        ({"input": [{"type": "message", "role": "user", "content": "{{sel:0}}"}]}, "parameter_invalid", "sel:0"),
        ({"text": {"format": {"type": "json_schema", "name": "a"}}}, "parameter_not_provided", "text.format.schema"),
        ({"text": schema_as({"type": "timestamp"})}, "parameter_invalid", "schema"),
        ({"model": "jockey1.0"}, "parameter_unknown", "model"),
        ({"stream": "yes"}, "parameter_invalid", "stream"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    api: Api, turn: Turn, changes: dict[str, Any], code: str, named: str
) -> None:
    reply = api.post("/responses", json={**turn(), **changes})

    assert (reply.status_code, reply.json()["code"]) == (400, code)
    assert named in reply.json()["message"]


@pytest.mark.parametrize("missing", ["knowledge_store_id", "input"])
def test_what_must_be_told_is_asked_for(api: Api, turn: Turn, missing: str) -> None:
    reply = api.post("/responses", json={name: value for name, value in turn().items() if name != missing})

    assert (reply.status_code, reply.json()["code"]) == (400, "parameter_not_provided")
    assert missing in reply.json()["message"]


def test_the_store_of_another_account_is_not_read(api: Api, turn: Turn, store: str) -> None:
    api.platform.foreign.add(store)

    reply = api.post("/responses", json=turn())

    assert (reply.status_code, reply.json()["code"]) == (403, "read_not_allowed")


def test_a_store_that_nobody_knows_is_not_found(api: Api) -> None:
    reply = api.post("/responses", json=turn_about("ks_none"))

    assert (reply.status_code, reply.json()["code"]) == (404, "resource_not_exist")


def test_a_response_says_that_it_is_scripted(api: Api, turn: Turn) -> None:
    assert api.post("/responses", json=turn()).headers["x-sandbox-class"] == "scripted"


def test_the_same_questions_are_answered_with_the_same_bytes(start: Callable[..., Api]) -> None:
    bodies = []
    for api in (start(seed=3), start(seed=3)):
        bodies.append(api.post("/responses", json=turn_about(make_store(api), stream=True)).content)

    assert bodies[0] == bodies[1]
