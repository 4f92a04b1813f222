"""Embeddings at once: vectors of measured features and of words, in one space."""

from __future__ import annotations

import base64
import math
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import Api, copy_sound
from tests.vectors import likeness
from twelvelabs_sandbox.embedding.features import picture_weights, text_weights, vector_of
from twelvelabs_sandbox.media.divisions import chunks, dynamic_spans, fixed_spans, sentences
from twelvelabs_sandbox.media.pictures import frame_as_jpeg

OLDER, NEWER = "marengo3.0", "marengo3.5"
MEGABYTE = 1024 * 1024
Fields = dict[str, Any]


def base64_of(content: bytes | Path) -> Fields:
    return {"base64_string": base64.b64encode(content if isinstance(content, bytes) else content.read_bytes()).decode()}


def create(api: Api, kind: str, given: Fields, model: str = OLDER, **more: Any) -> httpx.Response:
    return api.post("/embed-v2", json={"input_type": kind, "model_name": model, kind: given, **more})


def vectors(reply: httpx.Response) -> list[list[float]]:
    assert reply.status_code == 200, reply.text
    return [record["embedding"] for record in reply.json()["data"]]


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


@pytest.fixture
def image(video: Path, tmp_path: Path) -> Path:
    """The green scene."""
    path = tmp_path / "green.jpg"
    path.write_bytes(frame_as_jpeg(video, 3.0))
    return path


def test_a_text_lies_near_to_the_picture_of_what_it_names(api: Api, image: Path) -> None:
    (picture,) = vectors(create(api, "image", {"media_source": base64_of(image)}))

    words = {
        word: vectors(create(api, "text", {"input_text": f"a {word} thing"}))[0] for word in ("green", "red", "blue")
    }

    near = {word: likeness(picture, vector) for word, vector in words.items()}
    assert near["green"] > 2 * max(near["red"], near["blue"])


def test_vectors_have_length_one_and_are_the_same_every_time(api: Api, asset: str) -> None:
    found = [vectors(create(api, "video", {"media_source": {"asset_id": asset}})) for _ in range(2)]

    assert found[0] == found[1]
    assert {len(vector) for vector in found[0]} == {512}
    assert all(math.isclose(math.hypot(*vector), 1, abs_tol=1e-4) for vector in found[0])


def test_a_text_without_a_word_that_says_something_has_a_vector_too(api: Api) -> None:
    assert math.isclose(math.hypot(*vectors(create(api, "text", {"input_text": "of the"}))[0]), 1, abs_tol=1e-4)


def test_a_text_and_an_image_make_one_vector_between_both(api: Api, image: Path) -> None:
    source = {"media_source": base64_of(image)}
    (text,), (picture,), (both,) = (
        vectors(create(api, "text", {"input_text": "pier"})),
        vectors(create(api, "image", source)),
        vectors(create(api, "text_image", {**source, "input_text": "pier"})),
    )

    assert likeness(both, text) == pytest.approx(likeness(both, picture), abs=0.1)
    assert likeness(both, text) > 0.6 > likeness(text, picture)


def spans(reply: httpx.Response, scope: str = "clip") -> list[tuple[float, float]]:
    found = [(each["start_sec"], each["end_sec"]) for each in reply.json()["data"] if each["embedding_scope"] == scope]
    return list(dict.fromkeys(found))


def dynamic(seconds: int) -> Fields:
    return {"strategy": "dynamic", "dynamic": {"min_duration_sec": seconds}}


def fixed(seconds: int) -> Fields:
    return {"strategy": "fixed", "fixed": {"duration_sec": seconds}}


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"segmentation": dynamic(2)}, [(0, 2), (2, 4), (4, 6)]),
        ({"segmentation": dynamic(3)}, [(0, 6)]),
        ({}, [(0, 6)]),
        ({"segmentation": fixed(4)}, [(0, 4), (4, 6)]),
        ({"segmentation": fixed(2), "start_sec": 1}, [(1, 3), (3, 5), (5, 6)]),
        ({"segmentation": dynamic(2), "start_sec": 2, "end_sec": 99}, [(2, 4), (4, 6)]),
    ],
)
def test_a_video_is_divided_at_its_real_times(
    api: Api, asset: str, part: Fields, expected: list[tuple[float, float]]
) -> None:
    reply = create(api, "video", {"media_source": {"asset_id": asset}, **part})

    for found, wanted in zip(spans(reply), expected, strict=True):
        assert found == pytest.approx(wanted, abs=0.2)
    assert spans(reply, "asset") == [pytest.approx((expected[0][0], 6), abs=0.2)]


def test_each_option_looks_at_what_is_its_own(api: Api, asset: str) -> None:
    given = {"media_source": {"asset_id": asset}, "segmentation": dynamic(2), "embedding_scope": ["clip"]}
    data = create(api, "video", given).json()["data"]

    def of(option: str) -> list[list[float]]:
        return [record["embedding"] for record in data if record["embedding_option"] == option]

    seen, heard, said = of("visual"), of("audio"), of("transcription")
    red, sound, meadow = (vectors(create(api, "text", {"input_text": text}))[0] for text in ("red", "sound", "meadow"))
    assert [round(likeness(each, red), 1) > 0.4 for each in seen] == [True, False, False]
    assert all(likeness(each, sound) > 0.5 for each in heard)
    assert max(range(3), key=lambda at: likeness(said[at], meadow)) == 1


def test_what_is_not_there_has_no_vector(api: Api, video: Path, tmp_path: Path) -> None:
    tone = copy_sound(video, tmp_path / "tone.wav")

    data = create(api, "audio", {"media_source": base64_of(tone)}).json()["data"]

    # Without a name, nothing is known of what is said.
    assert {record["embedding_option"] for record in data} == {"audio"}
    assert spans(create(api, "audio", {"media_source": base64_of(tone), "segmentation": fixed(5)}))[0] == (0, 5)


def test_options_are_fused_into_one_vector_on_request(api: Api, asset: str) -> None:
    given = {
        "media_source": {"asset_id": asset},
        "embedding_scope": ["asset"],
        "embedding_option": ["visual", "audio"],
        "embedding_type": ["separate_embedding", "fused_embedding"],
    }
    data = create(api, "video", given).json()["data"]

    assert [record["embedding_option"] for record in data] == ["visual", "audio", "fused"]
    seen, heard, fused = (record["embedding"] for record in data)
    assert min(likeness(fused, seen), likeness(fused, heard)) > 0.6


def test_metadata_tell_what_was_looked_at(api: Api, asset: str, image: Path) -> None:
    video = create(api, "video", {"media_source": {"asset_id": asset}, "segmentation": fixed(5), "end_sec": 5}).json()
    text = create(api, "text", {"input_text": "boat"}).json()
    picture = create(api, "image", {"media_source": base64_of(image)}).json()

    assert video["metadata"] == {
        "input_type": "video",
        "input_filename": "tiny.mp4",
        "embedding_options": ["visual", "audio", "transcription"],
        "embedding_scopes": ["clip", "asset"],
        "duration": pytest.approx(6, abs=0.2),
        "start_offset_sec": 0,
        "end_offset_sec": 5,
        "clip_length": 5,
    }
    assert text.keys() == {"data"}
    assert picture["metadata"] == {"input_type": "image"}
    assert text["data"][0].items() >= {"embedding_option": None, "embedding_scope": None, "start_sec": None}.items()


def several(api: Api, given: Fields, model: str = NEWER, **more: Any) -> httpx.Response:
    return create(api, "multi_input", given, model, **more)


def test_the_newer_model_tells_dimension_and_cost(api: Api, image: Path) -> None:
    source = {"media_type": "image", **base64_of(image)}
    reply = several(api, {"input_text": "a green thing", "media_sources": [source]}, embedding_dimension=64).json()

    assert len(reply["data"][0]["embedding"]) == 64
    assert reply["metadata"] == {"input_type": "multi_input", "embedding_dimension": 64}
    assert reply["usage"] == {"input_tokens": {"text": 3, "image": 256}, "truncated": False}
    older = several(api, {"media_sources": [source]}, OLDER).json()
    assert older.keys() == {"data", "metadata"}


def test_a_long_text_is_cut_only_on_request(api: Api) -> None:
    text = {"input_text": "boat " * 2001}

    cut = several(api, text, auto_truncate=True).json()["usage"]

    assert cut == {"input_tokens": {"text": 2000}, "truncated": True, "truncation_reason": "model_context_window"}
    assert code_of(several(api, text)) == (400, "parameter_invalid")
    assert code_of(create(api, "text", {"input_text": "boat " * 501})) == (400, "parameter_invalid")


def test_uncertainty_has_a_number_for_each_of_the_vector(api: Api) -> None:
    (record,) = several(api, {"input_text": "boat"}, embedding_uncertainty=True, embedding_dimension=8).json()["data"]

    assert len(record["embedding_uncertainty"]) == len(record["embedding"]) == 8


def test_a_text_file_counts_as_text(api: Api, image: Path) -> None:
    sources = [
        {"media_type": "image", **base64_of(image)},
        {"media_type": "document", **base64_of(b"A green meadow.")},
    ]

    assert several(api, {"media_sources": sources}).json()["usage"]["input_tokens"] == {"image": 256, "document": 3}


def test_a_source_that_is_too_large_is_told_by_a_nested_413(api: Api) -> None:
    text = b"boat " * (32 * MEGABYTE // 5 + 1)

    reply = several(api, {"media_sources": [{"media_type": "document", **base64_of(text)}]})

    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "media_filesize_too_large")


VIDEO_INPUT: Fields = {"media_source": {"url": "http://127.0.0.1:9/a.mp4"}}
SOURCE: Fields = {"media_type": "image", "asset_id": "x"}


@pytest.mark.parametrize(
    ("kind", "given", "model", "more", "code", "named"),
    [
        ("text", {"input_text": " "}, OLDER, {}, "parameter_invalid", "text.input_text"),
        ("text", {}, OLDER, {}, "parameter_not_provided", "text.input_text"),
        ("text", {"input_text": "x"}, NEWER, {}, "parameter_invalid", "input_type"),
        ("text", {"input_text": "x"}, "marengo2.7", {}, "parameter_invalid", "model_name"),
        ("text", {"input_text": "x"}, OLDER, {"embedding_dimension": 64}, "parameter_invalid", "embedding_dimension"),
        ("text", {"input_text": "x"}, OLDER, {"language": "en"}, "parameter_unknown", "language"),
        ("image", {"media_source": {}}, OLDER, {}, "parameter_invalid", "image.media_source"),
        ("image", {"media_source": {"url": "x", "asset_id": "x"}}, OLDER, {}, "parameter_invalid", "exactly one"),
        ("image", {"media_source": {"url": "not a url"}}, OLDER, {}, "parameter_invalid", "media_source.url"),
        ("image", {"media_source": {"url": "https://youtu.be/x"}}, OLDER, {}, "parameter_invalid", "sharing sites"),
        ("image", {"media_source": {"base64_string": "%"}}, OLDER, {}, "parameter_invalid", "base64"),
        ("image", {"media_source": {"base64_string": "AAAA"}}, OLDER, {}, "parameter_invalid", "image"),
        ("video", VIDEO_INPUT, OLDER, {}, "parameter_invalid", "video"),
        ("video", {**VIDEO_INPUT, "segmentation": fixed(1)}, OLDER, {}, "parameter_invalid", "duration_sec"),
        ("video", {**VIDEO_INPUT, "segmentation": {}}, OLDER, {}, "parameter_invalid", "segmentation"),
        ("video", {**VIDEO_INPUT, "embedding_option": ["smell"]}, OLDER, {}, "parameter_invalid", "embedding_option"),
        (
            "video",
            {**VIDEO_INPUT, "embedding_option": ["visual"], "embedding_type": ["fused_embedding"]},
            OLDER,
            {},
            "parameter_invalid",
            "video.embedding_type",
        ),
        ("multi_input", {}, OLDER, {}, "parameter_not_provided", "media_sources"),
        ("multi_input", {"input_text": "x"}, OLDER, {}, "parameter_not_provided", "media_sources"),
        ("multi_input", {}, NEWER, {}, "parameter_not_provided", "media_sources"),
        ("multi_input", {"media_sources": [SOURCE] * 11}, OLDER, {}, "parameter_invalid", "media_sources"),
        (
            "multi_input",
            {"media_sources": [{**SOURCE, "media_type": "video"}]},
            OLDER,
            {},
            "parameter_invalid",
            "images only",
        ),
        (
            "multi_input",
            {"media_sources": [SOURCE, {**SOURCE, "media_type": "video"}]},
            NEWER,
            {},
            "parameter_invalid",
            "input_text",
        ),
        (
            "multi_input",
            {"media_sources": [{**SOURCE, "name": "a"}, {**SOURCE, "name": "a"}]},
            NEWER,
            {},
            "parameter_invalid",
            "name",
        ),
        (
            "multi_input",
            {"input_text": "x", "media_sources": [SOURCE]},
            NEWER,
            {"embedding_uncertainty": True},
            "parameter_invalid",
            "embedding_uncertainty",
        ),
        (
            "multi_input",
            {"media_sources": [{"media_type": "document", **base64_of(b"%PDF-1.7")}]},
            NEWER,
            {},
            "parameter_invalid",
            "PDF",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_by_name(
    api: Api, kind: str, given: Fields, model: str, more: Fields, code: str, named: str
) -> None:
    reply = create(api, kind, given, model, **more)

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


def test_the_input_that_is_named_must_be_there(api: Api) -> None:
    reply = api.post("/embed-v2", json={"input_type": "video", "model_name": OLDER, "text": {"input_text": "x"}})

    assert code_of(reply) == (400, "parameter_not_provided")


def test_assets_must_be_there_ready_and_of_the_kind(api: Api, video: Path, asset: str) -> None:
    new = api.upload(video)

    assert create(api, "video", {"media_source": {"asset_id": "f" * 24}}).status_code == 404
    assert code_of(create(api, "video", {"media_source": {"asset_id": new}})) == (400, "parameter_invalid")
    assert code_of(create(api, "image", {"media_source": {"asset_id": asset}})) == (400, "parameter_invalid")


def test_nothing_of_what_was_sent_stays_on_disk(api: Api, image: Path) -> None:
    before = sorted(api.platform.files.iterdir())
    create(api, "image", {"media_source": base64_of(image)})
    create(api, "video", {"media_source": base64_of(b"no video")})

    assert sorted(api.platform.files.iterdir()) == before


def test_vectors_say_how_they_came_about(api: Api) -> None:
    assert create(api, "text", {"input_text": "boat"}).headers["x-sandbox-class"] == "computed"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (fixed_spans(0, 6, 6), [(0, 6)]),
        (fixed_spans(0, 6.1, 6), [(0, 6), (6, 6.1)]),
        (fixed_spans(1, 2, 6), [(1, 2)]),
        (dynamic_spans(0, 12, [5], 2), [(0, 5), (5, 12)]),
        (dynamic_spans(0, 12, [1, 5, 6, 11], 2), [(0, 5), (5, 12)]),
        (dynamic_spans(0, 24, [], 2), [(0, 8), (8, 16), (16, 24)]),
    ],
)
def test_time_is_divided(spans: list[tuple[float, float]], expected: list[tuple[float, float]]) -> None:
    assert spans == expected


@pytest.mark.parametrize(
    ("text", "most", "overlap", "expected"),
    [
        ("One. Two! Three? Four", 2, 0, ["One. Two!", "Three? Four"]),
        ("One. Two! Three? Four", 2, 1, ["One. Two!", "Two! Three?", "Three? Four"]),
        ("One. Two! Three? Four", 9, 0, ["One. Two! Three? Four"]),
        ("# Head\n\nOne line\nno end", 1, 0, ["# Head", "One line", "no end"]),
        ("One.", 3, 2, ["One."]),
    ],
)
def test_texts_are_divided_into_chunks(text: str, most: int, overlap: int, expected: list[str]) -> None:
    assert chunks(text, most, overlap) == expected
    assert len(sentences(text)) >= len(expected)


def test_a_word_with_another_ending_is_the_same_word() -> None:
    one, other = (vector_of(text_weights(text), 512) for text in ("diving swimmers", "dive swimmer"))

    assert likeness(one, other) > 0.7


def test_dark_pictures_are_near_to_the_word() -> None:
    picture = vector_of(picture_weights({"black": 1.0}, 0.1), 512)

    assert likeness(picture, vector_of(text_weights("a dark night"), 512)) > 0.2
