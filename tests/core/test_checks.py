"""Arguments that are refused before anything is sent: one clear line, naming the argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.analysis import check_window
from twelvelabs_client.intents.ranges import Range, range_of

NAN, INFINITE = float("nan"), float("inf")
HUGE = 10**400


@frozen
class Model:
    id: object


@frozen
class Place:
    """A thing with an id of its own that stands for an asset."""

    id: object
    asset_id: object


@pytest.mark.parametrize("thing", ["a1", Model("a1"), Place("v1", "a1")], ids=["id", "asset", "place in an index"])
def test_what_stands_for_an_asset_is_taken_by_the_id_of_the_asset(thing: object) -> None:
    assert checks.asset_identifier(thing, "asset") == "a1"


def test_what_does_not_tell_its_asset_does_not_stand_for_one() -> None:
    with pytest.raises(InvalidInputError, match=r"^asset: expected an id or a model with one"):
        checks.asset_identifier(Place("v1", None), "asset")


@pytest.mark.parametrize(
    ("thing", "value"),
    [("6a5e85dea51eb9c9", "6a5e85dea51eb9c9"), (Model("a1"), "a1"), ("å-ü_€.1", "å-ü_€.1"), ("a:b", "a:b")],
)
def test_an_id_is_a_text_or_a_model_that_has_one(thing: object, value: str) -> None:
    assert checks.identifier(thing, "asset") == value


@pytest.mark.parametrize(
    "thing",
    [
        "",
        ".",
        "..",
        "a/b",
        "../a",
        "a?b",
        "a#b",
        "a\\b",
        "a b",
        " a",
        "a\n",
        "a\x00",
        None,
        7,
        b"a",
        Model(None),
        Model(""),
    ],
    ids=repr,
)
def test_what_could_name_another_path_is_no_id(thing: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^asset: "):
        checks.identifier(thing, "asset")


@repeatable
@given(st.text(max_size=30))
def test_an_accepted_id_is_one_segment_of_a_path(value: str) -> None:
    try:
        accepted = checks.identifier(value, "asset")
    except InvalidInputError:
        return
    assert accepted not in ("", ".", "..")
    assert "/" not in quote(accepted, safe="/", errors="replace")


# (check, values that pass unchanged, values that are refused)
VALUES: list[tuple[Callable[[Any], object], list[Any], list[Any]]] = [
    (lambda value: checks.text(value, "noun"), ["a", " a "], ["", "  ", "\n", None, 7, b"a"]),
    (checks.page_limit, [None, 1, 50], [0, 51, -1, True, 2.0, "10"]),
    (checks.page_number, [1, 7, 10**9], [0, -1, True, 1.5, None, "1"]),
    (lambda value: checks.within(value, "noun", 0, 1), [None, 0, 1, 0.5], [-0.1, 1.1, True, "1", NAN, INFINITE, HUGE]),
    (lambda value: checks.one_of(value, "noun", ("or", "and")), [None, "or"], ["", "OR", "xor"]),
    (
        lambda value: checks.header_value(value, "noun"),
        ["", "a b", "a/1 (b; c)"],
        ["a\nb", "\r", "é", " a", "a\t", None, 7],
    ),
]


@pytest.mark.parametrize(("check", "value"), [(check, value) for check, passing, _ in VALUES for value in passing])
def test_what_the_api_takes_passes_unchanged(check: Callable[[Any], object], value: Any) -> None:
    assert check(value) == value


@pytest.mark.parametrize(
    ("check", "value"),
    [(check, value) for check, _, refused in VALUES for value in refused],
    ids=lambda value: str(value)[:20],
)
def test_what_the_api_would_refuse_is_refused_in_one_line(check: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check(value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_header_that_is_refused_is_not_shown_for_it_may_be_secret() -> None:
    with pytest.raises(InvalidInputError) as caught:
        checks.header_value("hunter2\n", "headers: x-proxy-token")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("given_words", "words"),
    [
        (None, None),
        ("visual", ["visual"]),
        (["visual", "audio"], ["visual", "audio"]),
        (("audio",), ["audio"]),
        ([], []),
    ],
)
def test_one_word_alone_is_a_list_of_one(given_words: Any, words: list[str] | None) -> None:
    assert checks.some_of(given_words, "options", ("visual", "audio")) == words


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInputError, match=r"^options: 'text' is not one of audio, visual$"):
        checks.some_of(["visual", "text"], "options", ("visual", "audio"))


@pytest.mark.parametrize(
    "url",
    [
        "https://media.example/clip.mp4",
        "http://media.example:8080/a/clip.mp4?sign=1#t=3",
        "HTTPS://MEDIA.EXAMPLE/clip.mp4",
        "https://notyoutube.com/clip.mp4",
        "https://youtube.com.media.example/clip.mp4",
        "https://[2001:db8::1]/clip.mp4",
    ],
)
def test_the_address_of_a_file_is_taken_as_it_is(url: str) -> None:
    assert checks.media_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "clip.mp4",
        "ftp://media.example/clip.mp4",
        "https://",
        "https:///clip.mp4",
        "file:///clip.mp4",
        "s3://bucket/clip.mp4",
        "https://[bad/clip.mp4",
        "https://media.example:99999/clip.mp4",
        "https://media.example:port/clip.mp4",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInputError, match="is no http or https address"):
        checks.media_url(url)


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://www.youtube.com/watch?v=x", "YouTube"),
        ("https://YOUTU.BE/x", "YouTube"),
        ("https://vimeo.com/1", "Vimeo"),
        ("https://drive.google.com/file/d/x/view", "Google Drive"),
        ("https://www.dropbox.com/s/x", "Dropbox"),
    ],
)
def test_a_link_to_a_page_about_a_file_is_refused_with_what_to_do(url: str, service: str) -> None:
    with pytest.raises(InvalidInputError, match=f"a {service} link leads to a page.*download it and upload the file"):
        checks.media_url(url)


@pytest.mark.parametrize(
    ("value", "is_address"),
    [
        ("https://a/b", True),
        ("s3://a/b", True),
        ("clip.mp4", False),
        ("/a/clip.mp4", False),
        ("C:\\clip.mp4", False),
        ("C:/clip", False),
    ],
)
def test_an_address_is_told_from_a_path(value: str, is_address: bool) -> None:
    assert checks.looks_like_url(value) is is_address


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Range()),
        (5, Range(5, 5, exact=5)),
        (2.5, Range(2.5, 2.5, exact=2.5)),
        ((1, 9), Range(1, 9)),
        ((1, 1), Range(1, 1)),
        ((None, 9), Range(None, 9)),
        ((1, None), Range(1, None)),
        ((None, None), Range()),
        (HUGE, Range(HUGE, HUGE, exact=HUGE)),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_range_is_a_number_or_a_pair_with_open_sides(value: Any, expected: Range) -> None:
    assert range_of(value, "duration") == expected


@pytest.mark.parametrize(
    "value",
    [
        (9, 1),
        "5",
        True,
        -1,
        (-2, 1),
        (1, "9"),
        (1, (2, 3)),
        (5,),
        (1, 2, 3),
        [1, 9],
        NAN,
        INFINITE,
        (NAN, 3),
        (1, INFINITE),
        (False, 3),
    ],
    ids=str,
)
def test_what_is_no_range_is_refused_by_name(value: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^duration: "):
        range_of(value, "duration")


@pytest.mark.parametrize(
    ("given_range", "whole"),
    [
        (Range(10.2, 20.8), (11, 20)),
        (Range(10, 20), (10, 20)),
        (Range(-1.5, None), (-1, None)),
        (Range(), (None, None)),
    ],
)
def test_whole_bounds_let_nothing_in_that_lies_outside(
    given_range: Range, whole: tuple[int | None, int | None]
) -> None:
    assert (given_range.whole_low, given_range.whole_high) == whole


@pytest.mark.parametrize(("start", "end"), [(None, None), (0, None), (None, 4), (0, 1), (2.5, 60), (3, None)])
def test_a_part_of_a_video_of_a_second_or_more_is_accepted(start: float | None, end: float | None) -> None:
    check_window(start, end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, 0.5),
        (5, 5),
        (9, 1),
        (-1, None),
        (None, -1),
        (True, None),
        ("0", None),
        (NAN, None),
        (0, NAN),
        (0, INFINITE),
        (INFINITE, None),
    ],
)
def test_a_part_that_is_none_is_refused(start: Any, end: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^(start|end)_time"):
        check_window(start, end)
