"""Search: what is found, in which order, page by page, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, Clock, copy_sound

Search = Callable[..., httpx.Response]


@pytest.fixture
def search(api: Api, index: str, indexed: str) -> Search:
    """Searches the index with the tiny video; visual by default."""

    def post(*files: tuple[str, Any], **fields: Any) -> httpx.Response:
        return api.form("/search", *files, **{"index_id": index, "search_options": "visual", **fields})

    return post


def starts(reply: httpx.Response) -> list[float]:
    assert reply.status_code == 200, reply.text
    return [clip["start"] for clip in reply.json()["data"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a red picture", [0]),
        ("green", [2]),
        ("something moving", [0, 4]),
        ("a still scene", [2]),
        ("moving and blue", [4]),
        ("green and moving", []),
        ("red or green", [0, 2]),
        ("right after a cut", [2, 4]),
        ("a giraffe", []),
    ],
)
def test_visual_search_knows_colours_motion_and_cuts(search: Search, text: str, found: list[float]) -> None:
    assert sorted(starts(search(query_text=text))) == found


@pytest.mark.parametrize(
    ("text", "ways", "found"),
    [
        ("ferry", "lexical", [0]),
        ("Morning FERRY!", "lexical", [0]),
        ("farmers planting", "lexical", [2]),
        ("a farmer plants", "lexical", []),
        ("a farmer plants", "semantic", [2]),
        ("the reefs and cameras", "semantic", [4]),
        ("submarine", "semantic", []),
    ],
)
def test_transcription_search_knows_what_is_said(search: Search, text: str, ways: str, found: list[float]) -> None:
    reply = search(query_text=text, search_options="transcription", transcription_options=ways)

    assert starts(reply) == found
    assert all(clip["transcription"] for clip in reply.json()["data"])


@pytest.mark.parametrize(("text", "found"), [("a tone", 3), ("loud noise", 3), ("silence", 0)])
def test_audio_search_knows_loudness(search: Search, text: str, found: int) -> None:
    assert len(starts(search(query_text=text, search_options="audio"))) == found


@pytest.mark.parametrize(
    ("text", "operator", "found"),
    [
        ("red apple trees", "or", [0, 2]),
        ("red apple trees", "and", []),
        ("green meadow", "and", [2]),
    ],
)
def test_options_are_alternatives_or_conditions(search: Search, text: str, operator: str, found: list[float]) -> None:
    reply = search(query_text=text, search_options=["visual", "transcription"], operator=operator)

    assert sorted(starts(reply)) == found


def test_the_best_match_comes_first(search: Search) -> None:
    data = search(query_text="red or green or moving").json()["data"]

    assert [clip["rank"] for clip in data] == [1, 2, 3]
    assert data[0]["start"] == 0


def test_an_image_finds_what_looks_like_it(api: Api, search: Search) -> None:
    picture = api.fetch(search(query_text="green").json()["data"][0]["thumbnail_url"]).content
    image = ("query_media_file", ("picture.jpg", picture))

    assert starts(search(image, query_media_type="image")) == [2]
    assert starts(search(image, query_media_type="image", query_text="still")) == [2]
    assert starts(search(image, query_media_type="image", query_text="moving")) == []


def test_sound_without_pictures_is_found_by_what_is_heard_alone(
    api: Api, clock: Clock, search: Search, index: str, video: Path, tmp_path: Path
) -> None:
    tone = copy_sound(video, tmp_path / "tone.wav")
    asset = api.upload(tone)
    clock.advance(4)
    sound = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset}).json()["_id"]
    clock.advance(20)

    seen, heard = (search(query_text="dark or tone", search_options=option) for option in ("visual", "audio"))

    assert sound not in [clip["video_id"] for clip in seen.json()["data"]]
    assert sound in [clip["video_id"] for clip in heard.json()["data"]]


def test_thumbnails_are_real_frames_of_the_clip(api: Api, search: Search) -> None:
    red, green = (search(query_text=word).json()["data"][0]["thumbnail_url"] for word in ("red", "green"))

    assert api.fetch(red).content.startswith(b"\xff\xd8")
    assert api.fetch(red).content != api.fetch(green).content


def test_an_index_without_thumbnails_gives_none(api: Api, clock: Clock, asset: str) -> None:
    index = api.create_index("plain")
    api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset})
    clock.advance(20)

    data = api.form("/search", index_id=index, search_options="visual", query_text="red").json()["data"]

    assert data[0].keys() == {"rank", "start", "end", "video_id", "sandbox_matched"}


def test_each_clip_says_why_it_matched(search: Search, indexed: str) -> None:
    clips = search(query_text="red", search_options=["visual"]).json()["data"]

    assert clips[0]["sandbox_matched"] == "seen: red"


def test_metadata_comes_when_asked_for(search: Search, indexed: str) -> None:
    plain = search(query_text="red").json()["data"][0]
    told = search(query_text="red", include_user_metadata="true").json()["data"][0]

    assert "user_metadata" not in plain
    assert told["user_metadata"] == {"series": "harbor", "episode": 3}
    assert told["video_id"] == indexed


def test_clips_are_gathered_under_their_video(search: Search, indexed: str) -> None:
    reply = search(query_text="moving", group_by="video").json()

    assert [video["id"] for video in reply["data"]] == [indexed]
    assert [clip["start"] for clip in reply["data"][0]["clips"]] == [0, 4]
    assert (reply["page_info"]["total_results"], reply["page_info"]["total_inner_matches"]) == (1, 2)


def test_the_pool_is_what_was_searched(search: Search, index: str) -> None:
    pool = search(query_text="giraffe").json()["search_pool"]

    assert pool == {"total_count": 1, "total_duration": pytest.approx(6, abs=0.2), "index_id": index}


def test_pages_lead_on_and_back(api: Api, search: Search) -> None:
    first = search(query_text="red or green or blue", page_limit=1).json()
    second = api.get(f"/search/{first['page_info']['next_page_token']}").json()
    third = api.get(f"/search/{second['page_info']['next_page_token']}").json()
    back = api.get(f"/search/{second['page_info']['prev_page_token']}").json()

    assert [page["data"][0]["rank"] for page in (first, second, third)] == [1, 2, 3]
    assert "prev_page_token" not in first["page_info"]
    assert "next_page_token" not in third["page_info"]
    assert back["data"] == first["data"]
    assert first["page_info"]["total_results"] == 3


def expired(reply: httpx.Response) -> bool:
    return (reply.status_code, reply.json().get("error_code")) == (400, "search_page_token_expired")


def test_tokens_expire(api: Api, clock: Clock, search: Search) -> None:
    token = search(query_text="moving", page_limit=1).json()["page_info"]["next_page_token"]
    assert not expired(api.get(f"/search/{token}"))

    clock.advance(900)

    assert expired(api.get(f"/search/{token}"))


def test_tokens_die_when_the_content_changes(api: Api, search: Search, index: str, indexed: str) -> None:
    token = search(query_text="moving", page_limit=1).json()["page_info"]["next_page_token"]

    api.send("DELETE", f"/indexes/{index}/indexed-assets/{indexed}")

    assert expired(api.get(f"/search/{token}"))


@pytest.mark.parametrize("token", ["nonsense", "0" * 32 + "-1", "-", "0-x"])
def test_unknown_tokens_count_as_expired(api: Api, token: str) -> None:
    assert expired(api.get(f"/search/{token}"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, True),
        (None, True),
        ({"duration": {"gte": 5, "lte": 7}}, True),
        ({"duration": {"gte": 7, "lte": 5}}, False),
        ({"duration": -1}, False),
        ({"width": 64, "height": 36}, True),
        ({"filename": "tiny.mp4"}, True),
        ({"filename": "x" * 10_001}, False),
        ({"series": "harbor", "episode": {"gte": 3}}, True),
        ({"series": "meadow"}, False),
        ({"episode": "3"}, False),
        ({"nobody": "knows"}, True),
    ],
)
def test_filters_choose_the_videos(search: Search, wanted: Any, found: bool) -> None:
    assert bool(starts(search(query_text="red", filter=json.dumps(wanted)))) == found


def test_a_filter_by_id_takes_videos_of_the_index(search: Search, indexed: str) -> None:
    assert starts(search(query_text="red", filter=json.dumps({"id": [indexed]}))) == [0]

    refused = search(query_text="red", filter=json.dumps({"id": ["f" * 24]}))
    assert (refused.status_code, refused.json()["code"]) == (400, "search_video_not_in_same_index")


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        "3",
        '{"duration": "long"}',
        '{"width": true}',
        '{"filename": 3}',
        '{"filename": {"gte": 1}}',
        '{"duration": {"above": 1}}',
        '{"id": "a"}',
        '{"id": []}',
        '{"id": ["short"]}',
        '{"series": ["a"]}',
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(search: Search, text: str) -> None:
    reply = search(query_text="red", filter=text)

    assert (reply.status_code, reply.json()["code"]) == (400, "search_filter_invalid")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "parameter_not_provided"),
        ({"query_text": ""}, "parameter_invalid"),
        ({"query_text": "  "}, "parameter_invalid"),
        ({"query_text": "word " * 501}, "parameter_invalid"),
        ({"query_text": "red", "search_options": "sound"}, "parameter_invalid"),
        ({"query_text": "red", "page_limit": 51}, "parameter_invalid"),
        ({"query_text": "red", "page_limit": 0}, "parameter_invalid"),
        ({"query_text": "red", "page_limit": "many"}, "parameter_invalid"),
        ({"query_text": "red", "threshold": "high"}, "parameter_unknown"),
        ({"query_text": "red", "query_media_type": "image"}, "parameter_not_provided"),
        ({"query_media_url": "http://127.0.0.1/a.jpg"}, "parameter_not_provided"),
        ({"query_media_type": "image", "query_media_url": "https://example.com/a.jpg"}, "parameter_invalid"),
        ({"query_media_type": "image", "query_media_url": "no url"}, "parameter_invalid"),
        ({"query_text": "red", "transcription_options": "lexical"}, "search_option_combination_not_supported"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(search: Search, fields: dict[str, Any], code: str) -> None:
    reply = search(**fields)

    assert (reply.status_code, reply.json()["code"]) == (400, code)


def test_images_need_the_visual_option(search: Search) -> None:
    image = ("query_media_file", ("picture.jpg", b"..."))

    reply = search(image, query_media_type="image", search_options="audio")

    assert reply.json()["code"] == "search_option_combination_not_supported"


def test_a_file_that_is_no_image_is_refused(search: Search, sidecars: Path) -> None:
    image = ("query_media_file", ("tiny.vtt", (sidecars / "tiny.vtt").read_bytes()))

    assert search(image, query_media_type="image").json()["code"] == "parameter_invalid"


def test_an_index_is_searched_by_the_options_it_has(api: Api) -> None:
    models = [{"model_name": "marengo3.0", "model_options": ["visual"]}]
    index = api.post("/indexes", json={"index_name": "seen", "models": models}).json()["_id"]

    reply = api.form("/search", index_id=index, search_options="audio", query_text="tone")

    assert (reply.status_code, reply.json()["code"]) == (400, "search_option_not_supported")


def test_an_unknown_index_does_not_exist(api: Api) -> None:
    reply = api.form("/search", index_id="f" * 24, search_options="visual", query_text="red")

    assert (reply.status_code, reply.json()["code"]) == (404, "resource_not_exist")


def test_search_takes_forms_only(api: Api) -> None:
    reply = api.post("/search", json={"index_id": "f" * 24})

    assert reply.json() == {
        "code": "content_type_invalid",
        "message": "The content type 'application/json' is not supported. Please use 'multipart/form-data'.",
    }
