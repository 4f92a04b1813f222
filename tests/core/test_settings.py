"""Where the client finds its key and its server, which choices make sense, and that no key is ever shown."""

from __future__ import annotations

import copy
import pickle
import re
import traceback
from pathlib import Path
from typing import Any

import pytest

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.options import Options
from twelvelabs_client.core.settings import (
    VERSIONS,
    ApiVersion,
    Secret,
    check_version,
    find_base_url,
    find_key,
    find_state_dir,
    is_loopback,
)
from twelvelabs_client.uploads.files import MEGABYTE, check_direct_size, check_task_size, media_type_of

KEY = "tlk_MADEUPKEY0123456789"


@pytest.mark.parametrize(
    ("given", "environment", "found"),
    [
        (KEY, {"TWELVELABS_API_KEY": "other"}, KEY),
        (None, {"TWELVELABS_API_KEY": KEY, "TWELVE_LABS_API_KEY": "other"}, KEY),
        (None, {"TWELVE_LABS_API_KEY": KEY}, KEY),
        (None, {"TWELVELABS_API_KEY": "", "TWELVE_LABS_API_KEY": KEY}, KEY),
        (f" {KEY}\n", {}, KEY),
        (lambda: KEY, {}, KEY),
    ],
)
def test_the_key_is_the_given_one_else_that_of_the_environment(given: Any, environment: Any, found: str) -> None:
    assert find_key(given, environment).check().reveal() == found


def test_without_a_key_the_error_says_where_to_put_it() -> None:
    with pytest.raises(InvalidInputError, match="pass api_key=, or set TWELVELABS_API_KEY"):
        find_key(None, {}).check()


def library_frames(error: BaseException) -> str:
    """The frames below the test's own, with what they hold."""
    text = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(f"{frame.name}: {frame.locals}" for frame in text.stack if "tests" not in frame.filename)


UNUSABLE = ["", "  ", f"{KEY} {KEY}", f"{KEY}\n{KEY}", f"{KEY}\x00", f"“{KEY}”", 7, b"bytes"]


@pytest.mark.parametrize("key", UNUSABLE, ids=repr)
@pytest.mark.parametrize("called", [False, True])
def test_a_key_that_cannot_stand_in_a_header_is_refused_unseen(key: Any, called: bool) -> None:
    with pytest.raises(InvalidInputError, match=r"^api_key: ") as caught:
        find_key((lambda: key) if called else key, {}).reveal()
    assert KEY not in str(caught.value) + library_frames(caught.value)


def test_a_function_is_asked_only_when_its_key_is_needed() -> None:
    def expired() -> str:
        raise AssertionError("too early")

    assert repr(find_key(expired, {}).check()) == "<API key>"


@pytest.mark.parametrize("shown", [repr, str, lambda key: f"{key}", lambda key: f"{[key]}"])
def test_a_key_is_not_shown(shown: Any) -> None:
    assert KEY not in shown(Secret(KEY))


@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_not_pickled_or_copied(copied: Any) -> None:
    with pytest.raises(TypeError, match="not pickled"):
        copied(Secret(KEY))


@pytest.mark.parametrize(
    ("given", "environment", "url"),
    [
        (None, {}, "https://api.twelvelabs.io/v1.3"),
        (None, {"TWELVELABS_BASE_URL": "https://eu.example/api"}, "https://eu.example/api/v1.3"),
        ("https://proxy.example", {"TWELVELABS_BASE_URL": "https://other.example"}, "https://proxy.example/v1.3"),
        ("https://proxy.example/v1.3", {}, "https://proxy.example/v1.3"),
        ("https://proxy.example/v1.3//", {}, "https://proxy.example/v1.3"),
        ("https://proxy.example:8443/", {}, "https://proxy.example:8443/v1.3"),
        ("http://127.0.0.1:8000", {}, "http://127.0.0.1:8000/v1.3"),
        ("http://127.9.9.9", {}, "http://127.9.9.9/v1.3"),
        ("http://localhost:8000", {}, "http://localhost:8000/v1.3"),
        ("http://[::1]:8000", {}, "http://[::1]:8000/v1.3"),
    ],
)
def test_the_server_is_named_with_or_without_the_version(given: str | None, environment: Any, url: str) -> None:
    assert find_base_url(given, environment, "v1.3") == url


@pytest.mark.parametrize(
    "url",
    [
        "api.example",
        "ftp://api.example",
        "https://",
        "https://[bad",
        "https://api.example:99999",
        "https://api.example:port",
        "https://api.example?a=1",
        "https://api.example?",
        "https://api.example#part",
        "https://user:secret@api.example",
        "https://api example",
        "https://api.example/\x07",
        "http://api.example",
        "http://127.0.0.1.evil.example",
        "http://127.evil.example",
        "http://10.0.0.1",
        "http://localhost.evil.example",
    ],
)
def test_a_server_that_cannot_be_meant_or_would_hear_the_key_in_clear_is_refused(url: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^base_url: "):
        find_base_url(url, {}, "v1.3")


@pytest.mark.parametrize("version", ["v1.1", "v1.2"])
def test_an_address_of_another_version_is_refused(version: ApiVersion) -> None:
    with pytest.raises(InvalidInputError, match=rf"is v1\.3 of the API, api_version is {version}; leave v1\.3 out$"):
        find_base_url("https://api.example/v1.3/", {}, version)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("127.evil.example", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_is_named_with_or_without_its_letter(version: str) -> None:
    assert check_version(version) == check_version(version[1:]) == version


@pytest.mark.parametrize("version", ["v0.1", "1", "", "vv1.3", "v1.3 "])
def test_a_version_that_is_not_spoken_is_refused_with_those_that_are(version: str) -> None:
    with pytest.raises(InvalidInputError, match=re.escape(f"is not one of {', '.join(VERSIONS)}")):
        check_version(version)


@pytest.mark.parametrize(
    "choice",
    [
        {"timeout": 0.001},
        {"timeout": None},
        {"max_retries": 0},
        {"headers": {"X-Team": "search, 7"}},
        {"headers": {"Accept": "*/*"}},
    ],
)
def test_choices_that_make_sense(choice: dict[str, Any]) -> None:
    options = Options(**choice)
    assert {name: getattr(options, name) for name in choice} == choice


@pytest.mark.parametrize(
    "choice",
    [
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": float("nan")},
        {"connect_timeout": 0},
        {"read_timeout": -5},
        {"max_retries": -1},
        *({"headers": {name: "x"}} for name in ("X-API-Key", "host", "Content-Length", "Content-Type")),
        *({"headers": {name: "x"}} for name in ("", "a b", "a:b", "a\n", "é")),
        *({"headers": {"x-team": value}} for value in ("a\nb", "é", " a", 7)),
    ],
    ids=str,
)
def test_choices_that_make_none_are_refused_by_name(choice: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError, match=f"^{next(iter(choice))}: "):
        Options(**choice)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.mp4", "video/mp4"), ("A.JPG", "image/jpeg"), ("a.png", "image/png"), ("a", None), ("a.unheard-of", None)],
)
def test_a_media_type_is_guessed_from_the_name(name: str, media_type: str | None) -> None:
    assert media_type_of(name) == media_type


@pytest.mark.parametrize(
    ("size", "name"),
    [(1, "a.mp4"), (200 * MEGABYTE, "a.mp4"), (32 * MEGABYTE, "a.png"), (33 * MEGABYTE, "a.wav"), (None, "a.mp4")],
)
def test_a_file_within_its_limit_can_be_sent_in_one_call(size: int | None, name: str) -> None:
    check_direct_size(size, name)


@pytest.mark.parametrize(
    ("size", "name", "complaint"),
    [
        (0, "a.mp4", "a.mp4: the file is empty"),
        (200 * MEGABYTE + 1, "a.mp4", "more than the 200 MB .* upload its address"),
        (32 * MEGABYTE + 1, "a.png", "more than the 32 MB"),
        (201 * MEGABYTE, "a", "more than the 200 MB"),
    ],
)
def test_a_file_beyond_its_limit_is_refused_before_it_is_sent(size: int, name: str, complaint: str) -> None:
    with pytest.raises(InvalidInputError, match=complaint):
        check_direct_size(size, name)


def test_a_fingerprint_tells_keys_apart_and_does_not_tell_them() -> None:
    mine = Secret(KEY).fingerprint()

    assert mine == Secret(lambda: f" {KEY}").fingerprint()
    assert mine != Secret(f"{KEY}0").fingerprint()
    assert KEY not in mine
    assert len(mine) == 64


# (what was asked for, the environment, the platform, where the state is kept)
STATE: list[tuple[Any, dict[str, str], str, str | None]] = [
    ("/mine", {"TWELVELABS_STATE_DIR": "/other"}, "linux", "/mine"),
    (Path("/mine"), {}, "linux", "/mine"),
    (None, {"TWELVELABS_STATE_DIR": "/other", "XDG_STATE_HOME": "/xdg"}, "linux", "/other"),
    (None, {"TWELVELABS_STATE_DIR": "/other"}, "darwin", "/other"),
    (None, {"XDG_STATE_HOME": "/xdg"}, "linux", "/xdg/twelvelabs-client"),
    (None, {"XDG_STATE_HOME": "not/absolute"}, "linux", "/home/me/.local/state/twelvelabs-client"),
    (None, {}, "linux", "/home/me/.local/state/twelvelabs-client"),
    (None, {}, "freebsd14", "/home/me/.local/state/twelvelabs-client"),
    (None, {"XDG_STATE_HOME": "/xdg"}, "darwin", "/home/me/Library/Application Support/twelvelabs-client"),
    (None, {"LOCALAPPDATA": "/local", "XDG_STATE_HOME": "/xdg"}, "win32", "/local/twelvelabs-client"),
    (None, {}, "win32", None),
]


@pytest.mark.parametrize(("given", "environment", "platform", "found"), STATE)
def test_state_is_kept_where_asked_or_where_the_platform_keeps_it(
    given: Any, environment: dict[str, str], platform: str, found: str | None
) -> None:
    assert find_state_dir(given, environment, platform, "/home/me") == found


def test_without_a_home_no_state_is_kept() -> None:
    assert find_state_dir(None, {}, "linux", "~") is None


def test_a_task_takes_two_gigabytes() -> None:
    largest = 2 * 1024 * MEGABYTE
    check_task_size(largest, "clip.mp4")
    check_task_size(None, "clip.mp4")
    with pytest.raises(
        InvalidInputError, match=f"^clip.mp4: {largest + 1} bytes are more than the {largest} of a task"
    ):
        check_task_size(largest + 1, "clip.mp4")
