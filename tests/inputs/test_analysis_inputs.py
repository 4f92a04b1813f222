"""What makes up an analysis is refused when it is made, in one line that names the argument."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.facade.refusals import NAN, is_one_clear_line
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents import BatchRequest, Images, Prompt, SegmentDefinition, SegmentField, Segments
from twelvelabs_client.intents.batches import BatchDefaults, batch_requests
from twelvelabs_client.intents.media import Media, media_of
from twelvelabs_client.intents.questions import Question
from twelvelabs_client.models import Asset, IndexedAsset

MOOD = SegmentField.string("mood", "Its mood")
SHOTS = SegmentField.time_array("shots", "Its shots", fields=[MOOD])
SCENE = SegmentDefinition("scene", "A scene")
RANGED = SegmentDefinition("scene", "A scene", time_ranges=[(0, 5), (5, 10)])
FILE = io.BytesIO(b"made up")
TWO = Images({"a": "a1", "b": "a2"})
Make = Callable[[], Any]


def question(**parts: Any) -> Question:
    return Question(**{"source": "a1", "prompt": "What is seen?", **parts})


def batch(*requests: Any, **defaults: Any) -> Any:
    return batch_requests(list(requests), BatchDefaults(**defaults))


def says(text: str, make: Make) -> Any:
    return pytest.param(make, text, id=text)


SOURCES = [
    says("source: the id is empty", lambda: question(source="")),
    says("source: 'a b' is no id", lambda: question(source="a b")),
    says("source: expected an asset or its id, an address, a Path,", lambda: question(source=7)),
    says("source: expected an asset or its id, an address, a Path,", lambda: question(source={"a": "a1"})),
    says("url: a Vimeo link", lambda: question(source="https://vimeo.com/1")),
    says("source: expected an id or a model with one, got NoneType", lambda: question(source=IndexedAsset("v1"))),
]
IMAGES = [
    says("images: 0 given; 1 to 20", lambda: Images({})),
    says("images: 21 given; 1 to 20", lambda: Images({f"i{n}": "a1" for n in range(21)})),
    says("images: expected names and images, got list", lambda: Images(["a1"])),  # type: ignore[arg-type]
    says("images: 'a-b' is no name; only letters", lambda: Images({"a-b": "a1"})),
    says("images: name: the text is empty", lambda: Images({"": "a1"})),
    says("images: a: 'http://e.example/a.png' must be an https", lambda: Images({"a": "http://e.example/a.png"})),
    says("images: a: expected an asset or its id, an address", lambda: Images({"a": 7})),  # type: ignore[dict-item]
    says(
        "prompt: it must speak of all images or of none; it leaves out b", lambda: question(source=TWO, prompt="<@a>")
    ),
    says("prompt: there is no image of the name c", lambda: question(source=TWO, prompt="<@a> <@b> <@c>")),
    says(
        "prompt: images are analyzed with a plain text", lambda: question(source=TWO, prompt=Prompt("x", {"a": "a1"}))
    ),
    says("prompt: images are analyzed with a plain text", lambda: question(source=TWO, prompt=Segments([SCENE]))),
    says("start_time, end_time: images have no time", lambda: question(source=TWO, start_time=1)),
    says("model: pegasus1.5 knows no images; use pegasus1.6", lambda: question(source=TWO, model="pegasus1.5")),
]
PROMPTS = [
    says("prompt: the text is empty", lambda: Prompt(" ", {"a": "a1"})),
    says("prompt: expected a text, got int", lambda: Prompt(7, {"a": "a1"})),  # type: ignore[arg-type]
    says("images: 0 given; 1 to 4", lambda: Prompt("x", {})),
    says("images: 5 given; 1 to 4", lambda: Prompt("x", {f"i{n}": "a1" for n in range(5)})),
    says("images: 'a b' is no name: blanks", lambda: Prompt("x", {"a b": "a1"})),
    says("prompt: there is no image of the name lion", lambda: Prompt("<@lion> or <@tiger-1>?", {"tiger-1": "a1"})),
    says("prompt: expected a text, got NoneType", lambda: question(prompt=None)),
    says("prompt: segments are found in the background", lambda: question(prompt=Segments([SCENE])).at_once()),
]
FIELDS = [
    says("fields: name: the text is empty", lambda: SegmentField.number("", "x")),
    says("fields: mood: description: the text is empty", lambda: SegmentField.number("mood", "")),
    says("fields: mood: type: 'mood' is not one of", lambda: SegmentField("mood", "mood", "x")),
    says("fields: metadata: the name is reserved", lambda: SegmentField.string("metadata", "x")),
    says("fields: start_time: the name is reserved", lambda: SegmentField.timestamp("start_time", "x")),
    says("fields: a: a timestamp needs a format", lambda: SegmentField("a", "timestamp", "x")),
    says(
        "fields: a: a timestamp needs a format, and nothing", lambda: SegmentField("a", "string", "x", format="seconds")
    ),
    says("fields: a: format: 'minutes' is not one of", lambda: SegmentField.timestamp("a", "x", format="minutes")),
    says(
        "fields: a: enum: a timestamp takes no",
        lambda: SegmentField("a", "timestamp", "x", format="seconds", enum=["b"]),
    ),
    says("fields: a: enum: 101 values", lambda: SegmentField.string("a", "x", enum=[str(n) for n in range(101)])),
    says("fields: a: enum: expected str, got int", lambda: SegmentField.string("a", "x", enum=[1])),  # type: ignore[list-item]
    says("segments: expected a list, got str", lambda: SegmentField.string("a", "x", enum="bc")),
    says("fields: a: an array needs items", lambda: SegmentField("a", "array", "x")),
    says(
        "fields: a: an array needs items, its members' type", lambda: SegmentField("a", "string", "x", items="string")
    ),
    says("fields: a: items: 'object' is not one of", lambda: SegmentField.array("a", "x", items="object")),
    says("fields: a: a time_array needs fields", lambda: SegmentField.time_array("a", "x", fields=[])),
    says("fields: a: a time_array needs fields of its", lambda: SegmentField("a", "string", "x", fields=[MOOD])),
    says("fields: a: fields: 'mood' comes twice", lambda: SegmentField.time_array("a", "x", fields=[MOOD, MOOD])),
    says("fields: a: shots: an entry can hold", lambda: SegmentField.time_array("a", "x", fields=[SHOTS])),
    says(
        "fields: a: when: an entry can hold",
        lambda: SegmentField.time_array("a", "x", fields=[SegmentField.timestamp("when", "x")]),
    ),
    says("fields: a: fields: expected SegmentField", lambda: SegmentField.time_array("a", "x", fields=["b"])),  # type: ignore[list-item]
]


def ranged(*ranges: Any) -> Make:
    return lambda: SegmentDefinition("scene", "x", time_ranges=ranges)


DEFINITIONS = [
    says("segments: id: the text is empty", lambda: SegmentDefinition("", "x")),
    says("segments: scene: description: the text is empty", lambda: SegmentDefinition("scene", " ")),
    says("segments: scene: fields: 'mood' comes twice", lambda: SegmentDefinition("scene", "x", fields=[MOOD, MOOD])),
    says("segments: expected a list, got SegmentField", lambda: SegmentDefinition("scene", "x", fields=MOOD)),  # type: ignore[arg-type]
    says("images: 5 given; 1 to 4", lambda: SegmentDefinition("s", "x", images={f"i{n}": "a1" for n in range(5)})),
    says("segments: scene: time_ranges: (0, 1.9) does not last 2 s", ranged((0, 1.9))),
    says("segments: scene: time_ranges: (5, 2) does not last 2 s", ranged((5, 2))),
    says("segments: scene: time_ranges: (-1, 2) does not", ranged((-1, 2))),
    says("segments: scene: time_ranges: (0, 5) and (4, 8) overlap", ranged((4, 8), (0, 5))),
    says("segments: scene: time_ranges: (0, nan) is no pair", ranged((0, NAN))),
    says("segments: scene: time_ranges: 7 is no pair", ranged(7)),
    says("segments: expected a list, got SegmentDefinition", lambda: Segments(SCENE)),  # type: ignore[arg-type]
    says("segments: expected SegmentDefinition, got str", lambda: Segments(["scene"])),  # type: ignore[list-item]
    says("segments: 0 definitions; 1 to 20", lambda: Segments([])),
    says("segments: 21 definitions", lambda: Segments([SegmentDefinition(str(n), "x") for n in range(21)])),
    says("segments: id: 'scene' comes twice", lambda: Segments([SCENE, SCENE])),
    says("segments: time_format: 'minutes' is not", lambda: Segments([SCENE], time_format="minutes")),
    says("segments: min_duration: 1 is not a number of seconds from 2", lambda: Segments([SCENE], min_duration=1)),
    says("segments: max_duration: nan is not", lambda: Segments([SCENE], max_duration=NAN)),
    says(
        "segments: max_duration: 3 is below the shortest, 4", lambda: Segments([SCENE], min_duration=4, max_duration=3)
    ),
    says("segments: time_ranges: they do not go with min", lambda: Segments([RANGED], min_duration=4)),
    says("segments: time_ranges: they do not go with min", lambda: Segments([RANGED], max_duration=4)),
]
QUESTIONS = [
    says("max_tokens: 511 is not a whole number from 512 to 98304", lambda: question(max_tokens=511)),
    says("max_tokens: 98305 is not a whole", lambda: question(max_tokens=98_305)),
    says("max_tokens: 600.5 is not a whole", lambda: question(max_tokens=600.5)),
    says("max_tokens: True is not a whole", lambda: question(max_tokens=True)),
    says("max_tokens: 'endless' is not a whole", lambda: question(max_tokens="endless")),
    says("max_tokens: 'unlimited' is for segments", lambda: question(max_tokens="unlimited")),
    says(
        "max_tokens: 2047 is not a whole number from 2048", lambda: question(prompt=Segments([SCENE]), max_tokens=2047)
    ),
    says(
        "max_tokens: 'unlimited' does not go with time_ranges",
        lambda: question(prompt=Segments([RANGED]), max_tokens="unlimited"),
    ),
    says(
        "model: pegasus1.5 knows no max_tokens of 'unlimited'; use",
        lambda: question(prompt=Segments([SCENE]), max_tokens="unlimited", model="pegasus1.5"),
    ),
    says(
        "model: pegasus1.5 knows no time_array fields; use",
        lambda: question(prompt=Segments([SegmentDefinition("s", "x", fields=[SHOTS])]), model="pegasus1.5"),
    ),
    says("response_schema: segments have", lambda: question(prompt=Segments([SCENE]), response_schema={})),
    says("start_time, end_time: they do not go with", lambda: question(prompt=Segments([RANGED]), start_time=1)),
    says("start_time, end_time: the part must last 1 s", lambda: question(start_time=1, end_time=1.5)),
    says("start_time, end_time: the part must last 7200 s", lambda: question(start_time=0, end_time=7201)),
    says("start_time, end_time: the part must last 3600 s", lambda: question(start_time=0, end_time=3601).at_once()),
]
BATCHES = [
    says("requests: 0 given; a batch takes 1 to 1000", lambda: batch(prompt="x")),
    says("requests: 1001 given", lambda: batch(*["a1"] * 1001, prompt="x")),
    says("requests: expected a list of assets or requests, got str", lambda: batch_requests("a1", BatchDefaults())),
    says("asset: a batch takes stored videos only", lambda: BatchRequest("https://e.example/a.mp4")),
    says("requests: number 1: asset: a batch takes", lambda: batch(Path("a.mp4"), prompt="x")),
    says("asset: the id is empty", lambda: BatchRequest("")),
    says("custom_id: 'a b' is not 1 to 64", lambda: BatchRequest("a1", custom_id="a b")),
    says("custom_id: '' is not 1 to 64", lambda: BatchRequest("a1", custom_id="")),
    says("custom_id: 'aaa", lambda: BatchRequest("a1", custom_id="a" * 65)),
    says("requests: custom_id: 'x' comes twice", lambda: batch(*[BatchRequest("a1", "?", custom_id="x")] * 2)),
    says("requests: number 2 has no prompt", lambda: batch(BatchRequest("a1", "What?"), "a2")),
    says(
        "requests: a batch asks for texts or for segments",
        lambda: batch("a1", BatchRequest("a2", Segments([SCENE])), prompt="x"),
    ),
    says(
        "segments: batches know no time_array",
        lambda: BatchRequest("a1", Segments([SegmentDefinition("s", "x", fields=[SHOTS])])),
    ),
    says("max_tokens: 'unlimited' is not a whole", lambda: BatchRequest("a1", max_tokens="unlimited")),  # type: ignore[arg-type]
    says("prompt: the text is empty", lambda: BatchRequest("a1", "")),
    says("temperature: 2 is not", lambda: BatchRequest("a1", temperature=2)),
    says("response_schema: expected", lambda: BatchRequest("a1", response_schema=["a"])),  # type: ignore[arg-type]
    says(
        "start_time, end_time: the part must last 7200 s at most",
        lambda: BatchRequest("a1", start_time=0, end_time=7201),
    ),
    says(
        "requests: number 1 with what holds for all: max_tokens: 600 is not",
        lambda: batch(BatchRequest("a1", max_tokens=600), prompt=Segments([SCENE])),
    ),
    says(
        "requests: number 1 with what holds for all: start_time, end_time: the part",
        lambda: batch(BatchRequest("a1", start_time=10), prompt="x", end_time=5),
    ),
    says(
        "requests: number 1 with what holds for all: response_schema: segments",
        lambda: batch(BatchRequest("a1", Segments([SCENE])), response_schema={}),
    ),
    says(
        "requests: number 1 with what holds for all: segments: time_ranges",
        lambda: batch(BatchRequest("a1", Segments([RANGED])), prompt=Segments([SCENE], min_duration=3)),
    ),
    says(
        "requests: number 1 with what holds for all: segments: max_duration",
        lambda: batch(BatchRequest("a1", Segments([SCENE], max_duration=3)), prompt=Segments([SCENE], min_duration=4)),
    ),
]


@pytest.mark.parametrize(
    ("make", "text"),
    [*SOURCES, *IMAGES, *PROMPTS, *FIELDS, *DEFINITIONS, *QUESTIONS, *BATCHES],
)
def test_what_does_not_go_together_is_refused_when_it_is_made(make: Make, text: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        make()

    assert str(refusal.value).startswith(text)
    assert is_one_clear_line(refusal.value)


@pytest.mark.parametrize(
    ("value", "media"),
    [
        ("a1", Media(asset_id="a1")),
        (Asset("a1"), Media(asset_id="a1")),
        (IndexedAsset("v1", asset_id="a1"), Media(asset_id="a1")),
        ("https://e.example/a.m3u8", Media(url="https://e.example/a.m3u8")),
        (b"made up", Media(content=b"made up")),
        (Path("a.mp4"), Media(content=Path("a.mp4"))),
        (FILE, Media(content=FILE)),
        (Media(asset_id="a1"), Media(asset_id="a1")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_media_are_stored_or_at_an_address_or_handed_over(value: Any, media: Media) -> None:
    assert media_of(value, "source") == media


@pytest.mark.parametrize(
    ("parts", "model"),
    [
        ({}, "pegasus1.5"),
        ({"prompt": Segments([SCENE])}, "pegasus1.5"),
        ({"source": TWO}, "pegasus1.6"),
        ({"prompt": Segments([SCENE]), "max_tokens": "unlimited"}, "pegasus1.6"),
        ({"prompt": Segments([SegmentDefinition("s", "x", fields=[SHOTS])])}, "pegasus1.6"),
        ({"model": "pegasus1.6"}, "pegasus1.6"),
        ({"source": TWO, "model": "pegasus2"}, "pegasus2"),
    ],
)
def test_the_older_model_is_asked_where_it_can_do_what_is_asked(parts: dict[str, Any], model: str) -> None:
    assert question(**parts).model_name == model


@pytest.mark.parametrize(
    "make",
    [
        lambda: question(source=TWO, prompt="What differs between <@a> and <@b>?"),
        lambda: question(source=TWO, prompt="What differs?", response_schema={"type": "object"}),
        lambda: question(max_tokens=512, start_time=0, end_time=1),
        lambda: question(prompt=Segments([RANGED]), max_tokens=2048),
        lambda: question(start_time=0, end_time=3600).at_once(),
        lambda: question(start_time=100, end_time=7300),
        lambda: Prompt("Nothing is mentioned", {"tiger-1": "a1"}),
        lambda: Images({f"i{n}": "a1" for n in range(20)}),
        lambda: Segments([SCENE], min_duration=2, max_duration=2),
        lambda: SegmentField.string("a", "x", enum=[str(n) for n in range(100)]),
        lambda: batch("a1", BatchRequest("a2", "Why?", max_tokens=512), prompt=Prompt("<@a>?", {"a": "a3"})),
        lambda: batch("a1", prompt=Segments([SCENE]), max_tokens=2048),
        lambda: batch(*["a1"] * 1000, prompt="x"),
    ],
)
def test_what_is_at_the_limits_is_taken(make: Make) -> None:
    assert make() is not None


def test_a_list_that_is_changed_later_changes_nothing() -> None:
    definitions, named = [SCENE], {"a": "a1"}
    segments, images = Segments(definitions), Images(named)

    definitions.append(RANGED)
    named["b"] = "a2"

    assert (len(segments.definitions), list(images.named)) == (1, ["a"])
