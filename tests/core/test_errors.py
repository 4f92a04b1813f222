"""How a refusal becomes one of this library's errors, and what its one line says."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core import errors
from twelvelabs_client.core.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PageTokenExpiredError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TwelveLabsError,
    error_from_reply,
)

NOW = 1_790_000_000.0


def error_of(status: int, body: Any = None, **headers: str) -> APIError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_from_reply("retrieve_index", status, named, body, now=NOW)


BODIES = [
    ({"code": "parameter_invalid", "message": "Too long."}, "parameter_invalid", "Too long."),
    ({"error_code": "parameter_invalid", "message": "Too long."}, "parameter_invalid", "Too long."),
    ({"code": None, "error_code": "parameter_invalid", "message": "m"}, "parameter_invalid", "m"),
    ({"error": {"code": "parameter_invalid", "message": "Too long."}}, "parameter_invalid", "Too long."),
    ({"code": "parameter_invalid", "error": {"message": "Too long."}}, "parameter_invalid", "Too long."),
    ({"error": "Too long.", "code": "parameter_invalid"}, "parameter_invalid", "Too long."),
    ({"error": "Bad Request", "message": "Too long."}, None, "Too long."),
    ({"error": "Bad Request"}, None, "Bad Request"),
    ({"code": 4001, "message": "Too long."}, "4001", "Too long."),
    ({"code": "parameter_invalid"}, "parameter_invalid", None),
    ({"message": ["Too", "long"]}, None, None),
    ({"error": {"message": 7}}, None, None),
    ({"error": []}, None, None),
    ({}, None, None),
    ("  502 Bad Gateway\n", None, "502 Bad Gateway"),
    ("", None, None),
    (None, None, None),
    (["parameter_invalid"], None, None),
    (7, None, None),
]


@pytest.mark.parametrize(("body", "code", "message"), BODIES, ids=str)
@pytest.mark.parametrize("status", [400, 418, 502])
def test_code_and_message_are_read_from_every_shape_of_body(
    status: int, body: Any, code: str | None, message: str | None
) -> None:
    error = error_of(status, body)
    assert (error.code, error.message, error.body) == (code, message, body)


@pytest.mark.parametrize("nested", [False, True])
def test_the_page_on_an_error_is_kept_where_the_api_names_one(nested: bool) -> None:
    fields = {"code": "x", "message": "m", "docs_url": "https://docs.example/errors/x"}
    assert error_of(422, {"error": fields} if nested else fields).docs_url == "https://docs.example/errors/x"


@pytest.mark.parametrize(
    ("statuses", "kind"),
    [
        ([400, 413, 422], BadRequestError),
        ([401], AuthenticationError),
        ([403], PermissionDeniedError),
        ([404], NotFoundError),
        ([409], ConflictError),
        ([410], PageTokenExpiredError),
        ([429], RateLimitError),
        ([500, 501, 502, 503, 504, 520, 524, 529, 599], ServerError),
        ([302, 402, 405, 406, 408, 415, 418, 426, 451, 499], APIError),
    ],
)
def test_the_status_decides_the_class(statuses: list[int], kind: type[APIError]) -> None:
    assert {type(error_of(status)) for status in statuses} == {kind}


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "resource_not_exist", NotFoundError),
        (400, "resource_not_exists", NotFoundError),
        (400, "search_page_token_expired", PageTokenExpiredError),
        (403, "api_key_invalid", AuthenticationError),
        (400, "too_many_requests", RateLimitError),
        (403, "read_not_allowed", PermissionDeniedError),
        (400, "a_code_of_tomorrow", BadRequestError),
    ],
)
@pytest.mark.parametrize("field", ["code", "error_code"])
def test_a_code_that_says_more_than_its_status_decides_the_class(
    status: int, code: str, kind: type[APIError], field: str
) -> None:
    assert type(error_of(status, {field: code, "message": "m"})) is kind


def test_every_refusal_is_of_the_one_family() -> None:
    kinds = {type(error_of(status)) for status in range(400, 600)}
    assert all(issubclass(kind, APIError) and issubclass(kind, TwelveLabsError) for kind in kinds)


def test_the_text_says_operation_status_code_message_trace_and_what_to_do() -> None:
    error = error_of(401, {"code": "api_key_invalid", "message": "The key is invalid."}, x_trace_id="8317046")
    assert str(error) == (
        "retrieve_index: 401 api_key_invalid: The key is invalid. (trace 8317046); "
        "check the API key: it may be wrong or expired"
    )


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "check the API key"),
        (403, "check that the id belongs to its account"),
        (410, "search again from the start"),
        (429, "wait before calling again"),
        (503, "try again later"),
    ],
)
def test_the_text_says_what_to_do_where_something_can_be_done(status: int, advice: str) -> None:
    assert advice in str(error_of(status))


@pytest.mark.parametrize(
    ("told", "said"), [("30", "in 30 s"), ("0.5", "in 0.5 s"), ("11382", "in 11382 s"), ("2592000", "in 2592000 s")]
)
def test_a_rate_limit_says_when_to_come_back(told: str, said: str) -> None:
    assert str(error_of(429, retry_after=told)).endswith(f"call again {said}")


def test_a_reply_without_a_reason_says_so() -> None:
    assert str(error_of(502)) == "retrieve_index: 502 no reason given; the API failed; try again later"


def test_an_error_carries_what_its_headers_told() -> None:
    error = error_of(429, x_trace_id="8317046", retry_after="3", x_ratelimit_request_remaining="0")
    assert (error.trace_id, error.retry_after) == ("8317046", 3.0)
    assert [(limit.dimension, limit.remaining) for limit in error.rate_limits] == [("request", 0)]
    assert error.headers["retry-after"] == "3"


texts = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\r\u2028\u2029\x85\x0b\x1c \t")), max_size=900)


@repeatable
@given(st.integers(400, 599), st.one_of(st.none(), texts), st.one_of(st.none(), texts))
def test_the_text_is_one_line_of_bounded_length(status: int, code: str | None, message: str | None) -> None:
    text = str(error_of(status, {"code": code, "message": message}))
    assert len(text.splitlines()) == 1
    assert len(text) < 2 * errors.LONGEST_MESSAGE + 200


def test_the_message_itself_is_kept_whole() -> None:
    message = "line one\n" + "x" * 2000
    assert error_of(400, {"message": message}).message == message


FAMILY: list[TwelveLabsError] = [
    error_of(429, {"code": "too_many_requests", "message": "m"}, retry_after="3", x_trace_id="1"),
    error_of(404, ["x"]),
    errors.InvalidInputError("name: the text is empty"),
    errors.UnsupportedInVersionError("v1.2", "user_metadata", "use videos.update"),
    errors.MissingInVersionError("v1.2", "assets", "use upload"),
    errors.APIConnectionError("no reply", operation="search"),
    errors.APITimeoutError("no reply in time", operation="search"),
    errors.StreamInterruptedError("cut off", operation="analyze"),
    errors.DecodeError("cannot be read", operation="search", status=200, trace_id="1", excerpt=b"<html>"),
    errors.TaskFailedError("asset a is failed", status="failed", reason="broken", result={"id": "a"}),
    errors.WaitTimeoutError("asset a is still processing", status="processing", result=None),
]


def pickled(error: TwelveLabsError) -> object:
    return pickle.loads(pickle.dumps(error))


@pytest.mark.parametrize("error", FAMILY, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
    "copied",
    [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy],
    ids=["pickle", "copy", "deep"],
)
def test_errors_survive_being_copied(error: TwelveLabsError, copied: Any) -> None:
    twin = copied(error)
    assert (type(twin), str(twin), twin.args) == (type(error), str(error), error.args)
    assert vars(twin) == vars(error)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.InvalidInputError, ValueError),
        (errors.APITimeoutError, TimeoutError),
        (errors.WaitTimeoutError, TimeoutError),
        (errors.APITimeoutError, errors.APIConnectionError),
        (errors.StreamInterruptedError, errors.APIConnectionError),
    ],
)
def test_errors_are_also_what_python_programs_expect(kind: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(kind, builtin)


def test_frames_are_removed_from_an_error_and_all_of_its_causes() -> None:
    chain: list[BaseException] = []
    try:
        try:
            raise OSError("reset")
        except OSError as first:
            chain.append(first)
            raise ConnectionError("lost") from first
    except ConnectionError as second:
        chain.append(second)
        second.__context__ = second  # A ring does not trap it.
    errors.without_frames(chain[-1])
    assert [error.__traceback__ for error in chain] == [None, None]
    assert chain[-1].__cause__ is chain[0]
