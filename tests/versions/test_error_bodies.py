"""Whatever form a version gives an error, the same trouble is the same exception."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from twelvelabs_client import (
    APIError,
    AsyncTwelveLabs,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PageTokenExpiredError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
)
from twelvelabs_client.core.settings import VERSIONS

Body = dict[str, Any] | str | bytes
OLDER = ("v1.1", "v1.2")
DOCS = "https://docs.example/errors"


def forms(code: str, message: str) -> list[Body]:
    """A code and its message in every form that is known to come or is declared."""
    return [
        {"code": code, "message": message},
        {"code": code, "message": message, "docs_url": DOCS},
        {"code": code, "message": message, "details": None, "new": {}},
        {"error_code": code, "message": message},
        {"error": {"code": code, "message": message}},
        {"error": {"code": code, "message": message, "details": {"field": "x"}}},
    ]


SILENT: list[Body] = [b"", b" \n", {}, [], b"null"]  # type: ignore[list-item]
BARE: list[Body] = ["something went wrong", b"something went wrong", b"<html>502 Bad Gateway</html>"]

# (status, bodies, exception, code); what was called does not matter.
TROUBLES: list[tuple[int, list[Body], type[APIError], str | None]] = [
    (400, forms("parameter_invalid", "The page_limit parameter is invalid."), BadRequestError, "parameter_invalid"),
    (400, forms("search_option_combination_not_supported", "Not both."), BadRequestError, None),
    (400, [{"error_code": 104, "message": "Not both."}, {"code": 104, "message": "Not both."}], BadRequestError, "104"),
    (400, [*SILENT, *BARE], BadRequestError, None),
    (401, forms("api_key_invalid", "The key is wrong."), AuthenticationError, "api_key_invalid"),
    (401, [{"code": 401, "error": "Unauthorized", "message": "The key is wrong."}], AuthenticationError, "401"),
    (401, [*SILENT, *BARE], AuthenticationError, None),
    (403, forms("read_not_allowed", "It belongs to another account."), PermissionDeniedError, "read_not_allowed"),
    (403, [*SILENT, *BARE], PermissionDeniedError, None),
    (404, forms("resource_not_exist", "There is no index i1."), NotFoundError, "resource_not_exist"),
    (400, forms("resource_not_exist", "There is no index i1."), NotFoundError, "resource_not_exist"),
    (400, forms("resource_not_exists", "There is no index i1."), NotFoundError, "resource_not_exists"),
    (404, forms("endpoint_not_exists", "There is no such address."), NotFoundError, "endpoint_not_exists"),
    (404, [*SILENT, *BARE], NotFoundError, None),
    (409, forms("task_cannot_be_deleted", "It is still indexed."), ConflictError, "task_cannot_be_deleted"),
    (409, SILENT, ConflictError, None),
    (429, forms("too_many_requests", "Later."), RateLimitError, "too_many_requests"),
    (429, [*SILENT, *BARE], RateLimitError, None),
    (500, forms("internal_server_error", "Sorry."), ServerError, "internal_server_error"),
    (500, [*SILENT, *BARE], ServerError, None),
    (502, [*SILENT, *BARE], ServerError, None),
    (503, [{"error_code": 500, "message": "Sorry."}], ServerError, "500"),
]
ROWS = [(status, body, kind, code) for status, bodies, kind, code in TROUBLES for body in bodies]


def answering(status: int, body: Body) -> httpx.MockTransport:
    """A server with one answer. A text is sent as a JSON text, bytes as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"content-type": "application/json", "x-trace-id": "8317046"}
    return httpx.MockTransport(lambda request: httpx.Response(status, content=content, headers=headers))


CALLS: dict[str, Callable[[Any], Any]] = {
    "indexes.get": lambda tl: tl.indexes.get("i1"),
    "indexes.delete": lambda tl: tl.indexes.delete("i1"),
    "search.query": lambda tl: tl.search.query("i1", "boat").to_list(),
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("status", "body", "kind", "code"), ROWS)
@in_both_colours
async def test_a_trouble_is_one_exception_in_every_form(
    version: str, status: int, body: Body, kind: type[APIError], code: str | None
) -> None:
    transport = answering(status, body)
    async with AsyncTwelveLabs(api_key="made-up", api_version=version, max_retries=0, transport=transport) as tl:
        for call in CALLS.values():
            with pytest.raises(APIError) as failure:
                await call(tl)

            error = failure.value
            assert (type(error), error.status, error.trace_id) == (kind, status, "8317046")
            assert code is None or error.code == code
            assert str(error).isprintable()


EXPIRED = [
    *forms("search_page_token_expired", "The page token t-1 has expired."),
    # As v1.0 told it, which v1.2 still documents; and as a server tells it to programs of both.
    {"error_code": 104, "message": "The page token t-1 has expired."},
    {"code": "search_page_token_expired", "error_code": 104, "message": "The page token t-1 has expired."},
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("body", EXPIRED, ids=str)
@in_both_colours
async def test_a_token_that_is_no_longer_good_is_told_in_every_form(version: str, body: Body) -> None:
    transport = answering(400, body)
    async with AsyncTwelveLabs(api_key="made-up", api_version=version, transport=transport) as tl:
        with pytest.raises(PageTokenExpiredError, match=r"has expired.*; search again from the start"):
            await tl.search.page("t-1")


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("body", EXPIRED, ids=str)
@in_both_colours
async def test_so_is_one_of_joined_queries(version: str, body: Body) -> None:
    transport = answering(400, body)
    async with AsyncTwelveLabs(api_key="made-up", api_version=version, transport=transport) as tl:
        search: Any = tl.search
        with pytest.raises(PageTokenExpiredError, match=r"has expired.*; search again from the start"):
            await search.combined_page("t-1")


@pytest.mark.parametrize("code", ["classify_page_token_expired", "classify_page_token_invalid"])
@in_both_colours
async def test_so_is_one_of_a_classification(code: str) -> None:
    transport = answering(400, {"code": code, "message": "Classify again."})
    async with AsyncTwelveLabs(api_key="made-up", api_version="v1.2", transport=transport) as tl:
        with pytest.raises(PageTokenExpiredError):
            await tl.indexes.get("i1")
