"""What each call about connections, redirect URIs and imports becomes on the wire of v1.3."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.transport.scripted import reply, serve
from tests.versions.wire import Intent, Query, sent, wire
from twelvelabs_client import TwelveLabs, WaitTimeoutError
from twelvelabs_client.models import Connection, Import, RedirectUri

PLAIN: list[tuple[Intent, str, str, Query]] = [
    (lambda tl: tl.connections.list().to_list(), "GET", "/connections", [("page", "1")]),
    (
        lambda tl: tl.connections.list(page=2, page_limit=50).to_list(),
        "GET",
        "/connections",
        [("page", "2"), ("page_limit", "50")],
    ),
    (lambda tl: tl.connections.get("c1"), "GET", "/connections/c1", []),
    (lambda tl: tl.connections.get(Connection("c1")), "GET", "/connections/c1", []),
    (lambda tl: tl.connections.get("c:1%"), "GET", "/connections/c%3A1%25", []),
    (lambda tl: tl.connections.delete(Connection("c1")), "DELETE", "/connections/c1", []),
    (lambda tl: tl.connections.picker_token("c:1"), "POST", "/connections/c%3A1/picker-token", []),
    (lambda tl: tl.connections.redirect_uris.list().to_list(), "GET", "/connections/redirect-uris", [("page", "1")]),
    (
        lambda tl: tl.connections.redirect_uris.list(page=3, page_limit=1).to_list(),
        "GET",
        "/connections/redirect-uris",
        [("page", "3"), ("page_limit", "1")],
    ),
    (lambda tl: tl.connections.redirect_uris.delete("u:1"), "DELETE", "/connections/redirect-uris/u%3A1", []),
    (
        lambda tl: tl.connections.redirect_uris.delete(RedirectUri("u1", "https://a.example")),
        "DELETE",
        "/connections/redirect-uris/u1",
        [],
    ),
    (lambda tl: tl.connections.imports.list("c1").to_list(), "GET", "/connections/c1/imports", [("page", "1")]),
    (
        lambda tl: tl.connections.imports.list(Connection("c1"), page=2, page_limit=50).to_list(),
        "GET",
        "/connections/c1/imports",
        [("page", "2"), ("page_limit", "50")],
    ),
    (lambda tl: tl.connections.imports.get("c:1", "m:1"), "GET", "/connections/c%3A1/imports/m%3A1", []),
    (
        lambda tl: tl.connections.imports.get(Connection("c1"), Import("m1")),
        "GET",
        "/connections/c1/imports/m1",
        [],
    ),
]


@pytest.mark.parametrize(("intent", "method", "path", "query"), PLAIN)
def test_what_is_read_deleted_or_opened_has_no_body(intent: Intent, method: str, path: str, query: Query) -> None:
    request = sent(intent)
    assert wire(request)[:2] == (method, path)
    assert sorted(wire(request)[2]) == sorted(query)
    assert (request.content, request.headers.get("content-type")) == (b"", None)


JSON: list[tuple[Intent, str, dict[str, Any]]] = [
    (
        lambda tl: tl.connections.authorize("https://app.example.com/done"),
        "/connections:authorize",
        {"provider": "google_drive", "redirect_uri": "https://app.example.com/done"},
    ),
    (
        lambda tl: tl.connections.authorize("myapp://done", provider="a_provider_of_tomorrow", custom_id="team-7"),
        "/connections:authorize",
        {"provider": "a_provider_of_tomorrow", "redirect_uri": "myapp://done", "custom_id": "team-7"},
    ),
    (
        lambda tl: tl.connections.redirect_uris.create("https://app.example.com/done"),
        "/connections/redirect-uris",
        {"redirect_uri": "https://app.example.com/done"},
    ),
    (
        lambda tl: tl.connections.imports.create("c1", "f1"),
        "/connections/c1/imports",
        {"items": [{"source_id": "f1"}]},
    ),
    (
        lambda tl: tl.connections.imports.create(Connection("c1"), ["f/2", "f1"]),
        "/connections/c1/imports",
        {"items": [{"source_id": "f/2"}, {"source_id": "f1"}]},
    ),
]


@pytest.mark.parametrize(("intent", "path", "body"), JSON)
def test_what_is_asked_for_goes_as_json(intent: Intent, path: str, body: dict[str, Any]) -> None:
    request = sent(intent)
    assert wire(request) == ("POST", path, [])
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == body


@pytest.mark.parametrize("base_url", ["https://api.example", "https://api.example/v1.3/", "https://proxy.example/a/b"])
def test_the_colon_of_an_authorization_stands_as_it_is_behind_every_server(base_url: str) -> None:
    server = serve(reply(200, {"authorize_url": "https://accounts.example"}))
    with TwelveLabs(**{**server.options, "base_url": base_url}) as tl:
        tl.connections.authorize("https://app.example.com/done")

    (request,) = server.requests
    assert request.url.raw_path.endswith(b"/v1.3/connections:authorize")
    assert str(request.url).startswith(base_url.rstrip("/"))


def test_an_import_that_is_waited_for_keeps_what_only_the_call_told() -> None:
    rejected = {"source_id": "f3", "action": "rejected", "error": {"code": "source_unavailable"}}
    made = [{"source_id": name, "action": "created", "asset_id": f"a-{name}"} for name in ("f1", "f2")]
    server = serve(
        reply(202, {"_id": "m1", "has_failures": True, "items": [rejected, *made]}),
        reply(200, {"_id": "m1", "items": [{**made[0], "status": "processing"}]}),
        reply(200, {"_id": "m1", "item_count": 3, "items": [{**made[0], "status": "failed"}]}),
    )
    with TwelveLabs(**server.options) as tl:
        done = tl.connections.imports.create("c1", ["f3", "f1", "f2"], wait=True, poll_interval=0.001)

    assert [request.url.path.partition("/v1.3")[2] for request in server.requests] == [
        "/connections/c1/imports",
        *["/connections/c1/imports/m1"] * 2,
    ]
    # The asset of f2 was deleted meanwhile, and the API no longer speaks of what it rejected.
    assert [(item.source_id, item.status) for item in done.items or ()] == [("f3", None), ("f1", "failed")]
    assert (done.has_failures, done.item_count, done.status, done.error) == (True, 3, "done", None)


def test_a_wait_in_vain_tells_what_is_still_under_way() -> None:
    body = {"_id": "m1", "items": [{"source_id": "f1", "asset_id": "a1", "status": "processing"}]}
    transport = httpx.MockTransport(lambda request: reply(200, body))
    with TwelveLabs(api_key="made-up", transport=transport) as tl, pytest.raises(WaitTimeoutError) as outcome:
        tl.connections.imports.wait("c1", "m1", max_wait=0.01, poll_interval=0.005)

    assert str(outcome.value).startswith("import m1 is still processing after 0.01 s")
    assert isinstance(outcome.value.result, Import)
