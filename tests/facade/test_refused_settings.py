"""Clients that make no sense are refused when they are made, or before their first byte is sent."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.facade.refusals import NAN, is_one_clear_line, send_nothing
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError

VARIABLES = ("TWELVELABS_API_KEY", "TWELVE_LABS_API_KEY", "TWELVELABS_BASE_URL")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@in_both_colours
async def test_a_client_needs_a_key() -> None:
    with pytest.raises(InvalidInputError, match=r"^no API key: pass api_key=, or set TWELVELABS_API_KEY$"):
        AsyncTwelveLabs()


BAD_KEYS = ["made-up key", "made-up\nkey", "made-up\r\nx-other: 1", "made-up-kéy", "made-up\x00key"]


@pytest.mark.parametrize("key", BAD_KEYS, ids=repr)
@in_both_colours
async def test_a_key_that_cannot_be_sent_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^api_key: the key holds characters that cannot be") as refusal:
        AsyncTwelveLabs(api_key=key)

    assert "made-up" not in str(refusal.value)


@pytest.mark.parametrize("key", ["", " \n", None, 7, b"made-up"], ids=repr)
@in_both_colours
async def test_a_function_has_to_return_a_key(key: Any) -> None:
    async with AsyncTwelveLabs(api_key=lambda: key, transport=httpx.MockTransport(send_nothing)) as tl:
        with pytest.raises(InvalidInputError, match=r"^api_key: the key is empty$"):
            await tl.indexes.get("0123")


@pytest.mark.parametrize("key", BAD_KEYS, ids=repr)
@in_both_colours
async def test_what_a_function_returns_is_checked_and_not_shown(key: str) -> None:
    async with AsyncTwelveLabs(api_key=lambda: key, transport=httpx.MockTransport(send_nothing)) as tl:
        with pytest.raises(InvalidInputError, match=r"^api_key: the key holds characters that cannot be") as refusal:
            await tl.indexes.get("0123")

    assert "made-up" not in str(refusal.value)


SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"api_key": " "}, "api_key: the key is empty"),
    ({"base_url": "http://api.example"}, "base_url: 'http://api.example' would send the key unencrypted"),
    ({"base_url": "http://127.0.0.1.api.example"}, "base_url: 'http://127.0.0.1.api.example' would send the key"),
    ({"base_url": "http://localhost.api.example"}, "base_url: 'http://localhost.api.example' would send the key"),
    ({"base_url": "api.example"}, "base_url: 'api.example' is no http or https address"),
    ({"base_url": "ftp://api.example"}, "base_url: 'ftp://api.example' is no http or https address"),
    ({"base_url": "https://"}, "base_url: "),
    ({"base_url": "https://[::1"}, "base_url: 'https://[::1' is no http or https address"),
    ({"base_url": "https://api.example:99999"}, "base_url: 'https://api.example:99999' is no http or https"),
    ({"base_url": "https://api .example"}, "base_url: 'https://api .example' "),
    ({"base_url": "https://api.example?key=1"}, "base_url: only scheme, host, port and path belong into it"),
    ({"base_url": "https://me:secret@api.example"}, "base_url: only scheme, host, port and path belong into it"),
    ({"api_version": "v9"}, "api_version: 'v9' is not one of v1.1, v1.2, v1.3"),
    ({"api_version": ""}, "api_version: '' is not one of v1.1, v1.2, v1.3"),
    ({"api_version": 1.3}, "api_version: expected a text such as 'v1.3', got 1.3"),
    ({"base_url": 5}, "base_url: expected an address as text, got int"),
    ({"state_dir": 5}, "state_dir: expected a path, got int"),
    ({"allowed_hosts": "storage.example"}, "allowed_hosts: expected a list of hosts, got str"),
    ({"allowed_hosts": ["https://storage.example"]}, "allowed_hosts: 'https://storage.example' is not a host"),
    ({"on_attempt": "print"}, "on_attempt: expected a function, got str"),
    ({"http_client": "mine"}, "http_client: expected a "),
    ({"transport": 5}, "transport: expected a "),
    ({"max_retries": -1}, "max_retries: -1 is below 0"),
    ({"max_retries": "2"}, "max_retries: '2' is no whole number"),
    ({"max_retries": 1.5}, "max_retries: 1.5 is no whole number"),
    ({"max_retries": True}, "max_retries: True is no whole number"),
    ({"timeout": "5"}, "timeout: '5' is no number of seconds"),
    ({"timeout": True}, "timeout: True is no number of seconds"),
    ({"timeout": float("inf")}, "timeout: inf is no number of seconds"),
    ({"connect_timeout": "5"}, "connect_timeout: '5' is no number of seconds"),
    ({"read_timeout": [5]}, "read_timeout: [5] is no number of seconds"),
    ({"timeout": 0}, "timeout: 0 is not above 0 seconds"),
    ({"timeout": -0.5}, "timeout: -0.5 is not above 0 seconds"),
    ({"timeout": NAN}, "timeout: nan is not above 0 seconds"),
    ({"connect_timeout": 0}, "connect_timeout: 0 is not above 0 seconds"),
    ({"read_timeout": -1}, "read_timeout: -1 is not above 0 seconds"),
    ({"timeout": 10**12}, "timeout: 2000000 seconds are the most; None is no limit"),
    ({"read_timeout": 1e300}, "read_timeout: 2000000 seconds are the most; None is no limit"),
    ({"headers": ["x-team"]}, "headers: expected a mapping, got list"),
    ({"headers": "x-team"}, "headers: expected a mapping, got str"),
    ({"headers": {"X-API-Key": "other"}}, "headers: X-API-Key is set by the client itself"),
    ({"headers": {"Host": "api.example"}}, "headers: Host is set by the client itself"),
    ({"headers": {"x team": "media"}}, "headers: 'x team' is no name of a header"),
    ({"headers": {"x-team": "media\r\nx-other: 1"}}, "headers: x-team: the value cannot stand in a header"),
    ({"user_agent_suffix": "app\nx-other: 1"}, "user_agent_suffix: the value cannot stand in a header"),
]


@pytest.mark.parametrize(("settings", "says"), SETTINGS, ids=[str(settings) for settings, _ in SETTINGS])
@in_both_colours
async def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        AsyncTwelveLabs(**{"api_key": "made-up", **settings})

    assert str(refusal.value).startswith(says)
    assert is_one_clear_line(refusal.value)
    assert "secret" not in str(refusal.value)


@in_both_colours
async def test_a_client_and_a_transport_exclude_each_other() -> None:
    transport = httpx.MockTransport(send_nothing)

    async with httpx.AsyncClient(transport=transport) as http:
        with pytest.raises(InvalidInputError, match=r"^http_client and transport: give one of them"):
            AsyncTwelveLabs(api_key="made-up", http_client=http, transport=transport)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"max_retries": -1}, "max_retries: -1 is below 0"),
        ({"timeout": 0}, "timeout: 0 is not above 0 seconds"),
        ({"headers": {"x-api-key": "other"}}, "headers: x-api-key is set by the client itself"),
        ({"headers": ["x-team"]}, "headers: expected a mapping, got list"),
        ({"query": "a=b"}, "query: expected a mapping, got str"),
        ({"body": None}, "body: expected a mapping, got NoneType"),
        ({"state_dir": 5}, "state_dir: expected a path, got int"),
        (
            {"retries": 3},
            "retries: with_options takes timeout, connect_timeout, read_timeout, max_retries, headers, query, body, "
            "on_attempt, state_dir, allowed_hosts",
        ),
    ],
)
@in_both_colours
async def test_other_options_are_checked_like_the_first(changes: dict[str, Any], says: str) -> None:
    async with AsyncTwelveLabs(api_key="made-up") as tl:
        with pytest.raises(InvalidInputError) as refusal:
            tl.with_options(**changes)

    assert str(refusal.value) == says
