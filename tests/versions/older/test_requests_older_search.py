"""What searches look like on the wire in v1.1 and v1.2, and what of v1.3's they cannot say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.colours import Colour, in_both_colours
from tests.transport.scripted import Part, parts_of, reply, serve
from tests.versions.older.wire import VERSIONS, Intent, sent_by, wire_of
from tests.versions.wire import text
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, TwelveLabs, UnsupportedInVersionError
from twelvelabs_client.intents import And, Not, Or, TextQuery, Then
from twelvelabs_client.models import Index

BOTH = ["visual", "conversation"]
PATHS = {"v1.1": "/search", "v1.2": "/search-v2"}
COMBINED_PATHS = {"v1.1": "/beta/search", "v1.2": "/search/combined"}


SEARCHES: list[tuple[Intent, dict[str, Any]]] = [
    (lambda tl: tl.search.query("i1", "boat").to_list(), {"search_options": BOTH}),
    (
        lambda tl: tl.search.query(Index("i1"), "boat", options=["audio", "transcription", "conversation"]).to_list(),
        {"search_options": ["conversation"]},
    ),
    (
        lambda tl: tl.search.query("i1", "boat", options=["logo", "text_in_video"]).to_list(),
        {"search_options": ["logo", "text_in_video"]},
    ),
    (
        lambda tl: tl.search.query(
            "i1", "boat", options=["transcription"], transcription_options=["lexical"]
        ).to_list(),
        {"search_options": ["conversation"], "conversation_option": "exact_match"},
    ),
    (
        lambda tl: tl.search.query(
            "i1", "boat", options=["visual", "conversation"], transcription_options="semantic"
        ).to_list(),
        {"search_options": BOTH, "conversation_option": "semantic"},
    ),
    (
        lambda tl: tl.search.query("i1", "boat", transcription_options=[], include_user_metadata=False).to_list(),
        {"search_options": BOTH},
    ),
    (
        lambda tl: tl.search.query(
            "i1", "boat", operator="and", group_by="video", page_limit=50, threshold="none", sort_by="clip_count"
        ).to_list(),
        {
            "search_options": BOTH,
            "operator": "and",
            "group_by": "video",
            "threshold": "none",
            "sort_option": "clip_count",
            "page_limit": 50,
        },
    ),
    (
        lambda tl: tl.search.query(
            "i1", "boat", filter={"id": ["v1"], "duration": {"gte": 5}, "width": 640, "ort": "Zürich", "public": True}
        ).to_list(),
        {
            "search_options": BOTH,
            "filter": {"id": ["v1"], "duration": {"gte": 5}, "width": 640, "ort": "Zürich", "public": True},
        },
    ),
    (
        lambda tl: tl.search.query("i1", "boat", filter={"filename": "harbor.mp4"}).to_list(),
        {"search_options": BOTH, "filter": {"title": "harbor.mp4"}},
    ),
    (
        lambda tl: tl.search.query("i1", "boat", filter={"title": "Harbor"}).to_list(),
        {"search_options": BOTH, "filter": {"title": "Harbor"}},
    ),
    (lambda tl: tl.search.query("i1", "boat", filter={}).to_list(), {"search_options": BOTH}),
]


@pytest.mark.parametrize(("intent", "fields"), SEARCHES)
def test_a_search_is_json_in_v1_1(intent: Intent, fields: dict[str, Any]) -> None:
    request = sent_by("v1.1", intent)

    assert wire_of("v1.1", request) == ("POST", "/search", [])
    assert json.loads(request.content) == {"index_id": "i1", "query": "boat", **fields}


@pytest.mark.parametrize(("intent", "fields"), SEARCHES)
def test_the_same_search_is_a_form_in_v1_2(intent: Intent, fields: dict[str, Any]) -> None:
    request = sent_by("v1.2", intent)

    assert wire_of("v1.2", request) == ("POST", "/search-v2", [])
    assert form_of(request) == {"index_id": "i1", "query_text": "boat", **fields}


def form_of(request: httpx.Request) -> dict[str, Any]:
    """The fields of a form as they were meant: options repeat, a filter is the text of an object."""
    form: dict[str, Any] = {"search_options": []}
    for part in parts_of(request):
        value = part.value.decode()
        if part.name == "search_options":
            form["search_options"].append(value)
        else:
            form[part.name] = json.loads(value) if part.name in ("filter", "page_limit") else value
    return form


@pytest.mark.parametrize(
    ("image", "part"),
    [
        ("https://media.example/boat.png", text("query_media_url", "https://media.example/boat.png")),
        (b"\x89PNG", Part("query_media_file", b"\x89PNG", "upload.bin", "application/octet-stream")),
    ],
    ids=["address", "bytes"],
)
def test_an_image_is_looked_for_in_v1_2(image: Any, part: Part) -> None:
    request = sent_by(
        "v1.2",
        lambda tl: tl.search.query("i1", images=[image], options=["visual"], adjust_confidence_level=0.25).to_list(),
    )

    expected = [
        text("query_media_type", "image"),
        text("index_id", "i1"),
        text("search_options", "visual"),
        text("adjust_confidence_level", "0.25"),
        part,
    ]
    assert sorted(parts_of(request), key=lambda each: each.name) == sorted(expected, key=lambda each: each.name)


PAGES: list[tuple[str, Intent, str]] = [
    ("v1.1", lambda tl: tl.search.page("t-1"), "/search/t-1"),
    ("v1.2", lambda tl: tl.search.page("a+b="), "/search-v2/a%2Bb%3D"),
    ("v1.1", lambda tl: tl.search.page("t-1", group_by="video"), "/search/t-1"),
    ("v1.2", lambda tl: tl.search.page("t-1", group_by="video"), "/search-v2/t-1"),
    ("v1.1", lambda tl: tl.search.combined_page("t-1"), "/beta/search/t-1"),
    ("v1.2", lambda tl: tl.search.combined_page("t-1"), "/search/combined/t-1"),
]


@pytest.mark.parametrize(("version", "intent", "path"), PAGES)
def test_every_kind_of_search_has_its_pages(version: str, intent: Intent, path: str) -> None:
    assert wire_of(version, sent_by(version, intent)) == ("GET", path, [])


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("grouped", [False, True])
def test_further_pages_are_asked_for_by_the_token_alone(version: str, grouped: bool) -> None:
    server = serve(reply(200, {"page_info": {"next_page_token": "t-1"}}), reply(200, {"page_info": {}}))
    with TwelveLabs(api_version=version, **server.options) as tl:
        tl.search.query("i1", "boat", group_by="video" if grouped else "clip").to_list()

    path = PATHS[version]
    assert [wire_of(version, request) for request in server.requests] == [
        ("POST", path, []),
        ("GET", f"{path}/t-1", []),
    ]


COMBINED: list[tuple[Any, dict[str, Any], dict[str, Any]]] = [
    ("boat", {}, {"query": {"text": "boat"}}),
    (
        And("boat", "sail"),
        {"proximity": 30},
        {"query": {"$and": [{"text": "boat"}, {"text": "sail"}], "proximity": 30}},
    ),
    (Or("boat", proximity=0), {}, {"query": {"$or": [{"text": "boat"}], "proximity": 0}}),
    (Then("boat", "sail"), {}, {"query": {"$then": [{"text": "boat"}, {"text": "sail"}]}}),
    (
        Not("boat", without=Or("sail", "oar")),
        {},
        {"query": {"$not": {"origin": {"text": "boat"}, "sub": {"$or": [{"text": "sail"}, {"text": "oar"}]}}}},
    ),
    (
        Then(And("boat", "sail", proximity=1.5), TextQuery("ahoy", options=["audio"])),
        {"proximity": 2},
        {
            "query": {
                "$then": [
                    {"$and": [{"text": "boat"}, {"text": "sail"}], "proximity": 1.5},
                    {"text": "ahoy", "search_options": ["conversation"]},
                ],
                "proximity": 2,
            }
        },
    ),
    (
        And("boat", TextQuery("ahoy", options=["transcription"], transcription_options=["lexical"])),
        {"transcription_options": ["semantic"], "threshold": "high", "page_limit": 5, "filter": {"filename": "a.mp4"}},
        {
            "query": {
                "$and": [
                    {"text": "boat"},
                    {"text": "ahoy", "search_options": ["conversation"], "conversation_option": "exact_match"},
                ]
            },
            "conversation_option": "semantic",
            "threshold": "high",
            "page_limit": 5,
            "filter": {"title": "a.mp4"},
        },
    ),
    (
        And("boat", "ahoy"),
        {"options": ["transcription"], "transcription_options": ["lexical"]},
        {
            "query": {"$and": [{"text": "boat"}, {"text": "ahoy"}]},
            "search_options": ["conversation"],
            "conversation_option": "exact_match",
        },
    ),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("query", "choices", "fields"), COMBINED, ids=[str(row[0]) for row in COMBINED])
def test_joined_queries_are_written_as_they_are_nested(
    version: str, query: Any, choices: dict[str, Any], fields: dict[str, Any]
) -> None:
    request = sent_by(version, lambda tl: tl.search.combined("i1", query, **choices).to_list())

    assert wire_of(version, request) == ("POST", COMBINED_PATHS[version], [])
    assert json.loads(request.content) == {"index_id": "i1", "search_options": BOTH, **fields}


def test_v1_2_is_told_how_strict_joined_queries_are() -> None:
    request = sent_by("v1.2", lambda tl: tl.search.combined("i1", "boat", adjust_confidence_level=1).to_list())

    assert json.loads(request.content)["adjust_confidence_level"] == 1


@pytest.mark.parametrize("version", VERSIONS)
def test_the_deepest_query_that_can_be_made_can_be_sent(version: str) -> None:
    query: Any = "boat"
    for _ in range(50):
        query = Not("boat", without=query)

    body = json.loads(sent_by(version, lambda tl: tl.search.combined("i1", query).to_list()).content)

    depth, node = 0, body["query"]
    while "$not" in node:
        depth, node = depth + 1, node["$not"]["sub"]
    assert (depth, node) == (50, {"text": "boat"})


def ask(**choices: Any) -> Intent:
    return lambda tl: tl.search.query("i1", **{"text": "boat", **choices})


def ask_combined(query: Any, **choices: Any) -> Intent:
    return lambda tl: tl.search.combined("i1", query, **choices)


SPEECH: dict[str, Any] = {"options": ["transcription"]}
UNSUPPORTED: list[tuple[Sequence[str], Intent, str, str]] = [
    (VERSIONS, ask(filter={"filename": "a.mp4", "title": "a.mp4"}), "filter: filename beside title", "one of them"),
    (VERSIONS, ask(filter={"title": 7}), "filter: a title that is not a string", "exact title"),
    (VERSIONS, ask(include_user_metadata=True), "include_user_metadata", "videos.get"),
    (VERSIONS, ask(text="<@e1> waves"), "text: a mention of an entity", "describe it"),
    (
        VERSIONS,
        ask(transcription_options=["lexical", "semantic"], **SPEECH),
        "transcription_options: more than one",
        "or",
    ),
    (
        VERSIONS,
        ask(transcription_options=["lexical"], options=["visual", "transcription"]),
        "transcription_options: 'lexical' beside other options",
        "options=['transcription']",
    ),
    (["v1.1"], ask(text=None, images=b"x", options=["visual"]), "images", "search by a text"),
    (["v1.1"], ask(images=b"x", options=["visual"]), "images", "search by a text"),
    (["v1.1"], ask(adjust_confidence_level=0.5), "adjust_confidence_level", "threshold"),
    (["v1.2"], ask(text=None, images=[b"x", b"y"]), "images: more than one", "search for each"),
    (["v1.2"], ask(images=b"x"), "images beside a text", "by the one or by the other"),
    (
        ["v1.2"],
        ask(text=None, images=b"x", options=["visual", "conversation"], transcription_options="lexical"),
        "transcription_options: 'lexical' beside other options",
        "options=['transcription']",
    ),
    (["v1.1"], ask_combined("boat", adjust_confidence_level=0.5), "adjust_confidence_level", "threshold"),
    (VERSIONS, ask_combined(Or("boat", "<@e1>")), "text: a mention of an entity", "describe it"),
    (
        VERSIONS,
        ask_combined(And("boat", TextQuery("ahoy", **SPEECH, transcription_options=["lexical", "semantic"]))),
        "transcription_options: more than one",
        "or",
    ),
    (
        VERSIONS,
        ask_combined(And("boat", TextQuery("ahoy", **SPEECH)), transcription_options="lexical"),
        "transcription_options: 'lexical' beside other options",
        "options=['transcription']",
    ),
]


@pytest.mark.parametrize(
    ("version", "intent", "missing", "instead"),
    [(version, *row) for versions, *row in UNSUPPORTED for version in versions],
)
@in_both_colours
async def test_what_a_version_cannot_say_is_refused_when_it_is_asked_not_when_it_is_sent(
    colour: Colour, version: str, intent: Intent, missing: str, instead: str
) -> None:
    async with AsyncTwelveLabs(api_version=version, **serve().options) as tl:
        with pytest.raises(UnsupportedInVersionError) as refusal:
            intent(tl)

    assert (refusal.value.version, refusal.value.unsupported) == (version, missing)
    assert instead in (refusal.value.replacement or "")


@pytest.mark.parametrize("version", VERSIONS)
@in_both_colours
async def test_a_further_page_has_no_user_metadata_either(version: str) -> None:
    async with AsyncTwelveLabs(api_version=version, **serve().options) as tl:
        with pytest.raises(UnsupportedInVersionError, match=r"include_user_metadata: .*videos.get"):
            await tl.search.page("t-1", include_user_metadata=True)


@pytest.mark.parametrize(
    ("intent", "complaint"),
    [
        (ask(text=None), "search: give a text, images, or both"),
        (ask(options=[]), "options: "),
        (ask(sort_by="clip_count"), "sort_by: 'clip_count' needs group_by='video'"),
        (ask(options=["visual"], transcription_options="semantic"), "transcription_options: they need"),
        (ask_combined(""), "text: the text is empty"),
        (ask_combined(None), "query: expected a text, TextQuery, And, Or, Then or Not, got NoneType"),
        (ask_combined(["boat"]), "query: expected a text, .* got list"),
        (ask_combined("boat", proximity=1), "proximity: it goes with And, Or and Then"),
        (ask_combined(Not("boat", "sail"), proximity=1), "proximity: it goes with And, Or and Then"),
        (ask_combined(And("boat", proximity=1), proximity=1), "proximity: And has its own; give it once"),
        (ask_combined(And("boat"), proximity=-1), "proximity: -1 is not a number of seconds from 0"),
        (ask_combined("boat", options=[]), "options: "),
        (ask_combined("boat", options=["visual"], transcription_options="semantic"), "transcription_options: "),
        (ask_combined("boat", page_limit=51), "page_limit: "),
        (ask_combined("boat", filter={"duration": "long"}), "filter: duration: "),
        (lambda tl: tl.search.combined("", "boat"), "index: the id is empty"),
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
@in_both_colours
async def test_what_makes_no_sense_is_refused_when_it_is_asked(version: str, intent: Intent, complaint: str) -> None:
    async with AsyncTwelveLabs(api_version=version, **serve().options) as tl:
        with pytest.raises(InvalidInputError, match=f"^{complaint}"):
            intent(tl)


@pytest.mark.parametrize("token", ["", "a/b", None])
@pytest.mark.parametrize("version", VERSIONS)
@in_both_colours
async def test_a_token_that_is_none_is_refused(version: str, token: Any) -> None:
    async with AsyncTwelveLabs(api_version=version, **serve().options) as tl:
        search: Any = tl.search
        for page in (search.page, search.combined_page):
            with pytest.raises(InvalidInputError, match=r"^token: "):
                await page(token)


@pytest.mark.parametrize("name", ["combined", "combined_page"])
@in_both_colours
async def test_v1_3_tells_what_to_use_in_place_of_joined_queries(name: str) -> None:
    async with AsyncTwelveLabs(**serve().options) as tl:
        assert not hasattr(tl.search, name)
        with pytest.raises(UnsupportedInVersionError, match=rf"^search\.{name}: not available in API v1.3; .*search\."):
            getattr(tl.search, name)


@pytest.mark.parametrize("name", ["threshold", "sort_by", "adjust_confidence_level"])
@in_both_colours
async def test_v1_3_knows_no_scores(name: str) -> None:
    choices: dict[str, Any] = {name: None}
    async with AsyncTwelveLabs(**serve().options) as tl:
        with pytest.raises(TypeError, match=name):
            tl.search.query("i1", "boat", **choices)
