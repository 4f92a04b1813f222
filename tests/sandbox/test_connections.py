"""Connections: consents that end, connections in their states, redirect URIs, tokens for the picker."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.sandbox.harness import BASE, Api, Clock
from twelvelabs_sandbox import Sandbox
from twelvelabs_sandbox.store.connecting import connect, decide, set_status, state_in
from twelvelabs_sandbox.store.remote_files import RemoteFile

HERE = "http://localhost:8000/done?from=tl"
DONE = "https://app.example.com/done"


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["code"])


def authorize(api: Api, redirect_uri: str = HERE, **more: Any) -> dict[str, str]:
    body = {"provider": "google_drive", "redirect_uri": redirect_uri, **more}
    told: dict[str, str] = api.post("/connections:authorize", json=body).json()
    return told


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def connection(api: Api) -> str:
    return str(connect(api.platform, "user@example.com", "team-7")["id"])


def test_a_consent_makes_a_connection(api: Api, clock: Clock) -> None:
    told = authorize(api, custom_id="team-7")
    before = api.get("/connections").json()["data"]
    clock.advance(1)

    back = api.fetch(told["authorize_url"].removeprefix(BASE))

    assert before == []
    assert (back.status_code, back.headers["location"].partition("&")[0]) == (302, HERE)
    answered = query_of(back.headers["location"])
    (connection,) = api.get("/connections").json()["data"]
    assert answered == {
        "from": "tl",
        "connection_id": connection["_id"],
        "status": "ok",
        "custom_id": "team-7",
    }
    assert connection == api.get(f"/connections/{connection['_id']}").json()
    assert (connection["provider"], connection["status"], connection["custom_id"]) == (
        "google_drive",
        "active",
        "team-7",
    )
    assert connection["connected_at"] == connection["last_used_at"]


def test_a_refusal_says_nothing_but_that(api: Api) -> None:
    told = authorize(api, DONE, custom_id="team-7")

    back = api.fetch(f"{told['authorize_url'].removeprefix(BASE)}&deny=true")

    assert back.headers["location"] == f"{DONE}?error=access_denied"
    assert api.get("/connections").json()["data"] == []


def test_a_consent_is_given_once_and_in_time(api: Api, clock: Clock) -> None:
    early, late = authorize(api), authorize(api)
    clock.advance(599)
    api.fetch(early["authorize_url"].removeprefix(BASE))
    again = api.fetch(early["authorize_url"].removeprefix(BASE))
    clock.advance(1)

    expired = api.fetch(late["authorize_url"].removeprefix(BASE))

    assert again.status_code == 400
    assert query_of(expired.headers["location"]) == {"from": "tl", "error": "authorization_expired"}
    assert len(api.get("/connections").json()["data"]) == 1


@pytest.mark.parametrize("path", ["/consent", "/consent?state=made-up"])
def test_nobody_consents_to_what_was_not_asked(api: Api, path: str) -> None:
    assert code_of(api.fetch(path)) == (400, "parameter_invalid")


@pytest.mark.parametrize(
    ("body", "code", "named"),
    [
        ({"provider": "google_drive"}, "parameter_not_provided", "redirect_uri"),
        ({"redirect_uri": DONE}, "parameter_not_provided", "provider"),
        ({"provider": "other", "redirect_uri": DONE}, "parameter_invalid", "provider"),
        ({"provider": "google_drive", "redirect_uri": "done"}, "parameter_invalid", "redirect_uri"),
        ({"provider": "google_drive", "redirect_uri": "https://a b/"}, "parameter_invalid", "redirect_uri"),
        ({"provider": "google_drive", "redirect_uri": DONE, "state": "x"}, "parameter_unknown", "state"),
    ],
)
def test_a_bad_authorization_is_refused_by_name(api: Api, body: dict[str, Any], code: str, named: str) -> None:
    reply = api.post("/connections:authorize", json=body)

    assert code_of(reply) == (400, code)
    assert named in reply.json()["message"]


def test_any_uri_will_do_until_one_is_registered(api: Api) -> None:
    apps_own = {"provider": "google_drive", "redirect_uri": "myapp://done"}
    before = api.post("/connections:authorize", json=apps_own)
    api.post("/connections/redirect-uris", json={"redirect_uri": DONE})

    after = api.post("/connections:authorize", json=apps_own)
    nearly = api.post("/connections:authorize", json={**apps_own, "redirect_uri": f"{DONE}/"})
    same = api.post("/connections:authorize", json={**apps_own, "redirect_uri": DONE})

    assert [reply.status_code for reply in (before, after, nearly, same)] == [200, 400, 400, 200]


def test_connections_are_listed_newest_first_in_pages(api: Api) -> None:
    ids = [connect(api.platform, f"user{number}@example.com", None)["id"] for number in range(3)]

    first = api.get("/connections?page_limit=2").json()
    second = api.get("/connections?page_limit=2&page=2").json()

    assert [each["_id"] for each in first["data"] + second["data"]] == ids[::-1]
    assert first["page_info"] == {"limit_per_page": 2, "page": 1, "total_page": 2, "total_results": 3}
    assert "custom_id" not in first["data"][0]


def test_one_account_has_one_number_however_often_it_is_connected(api: Api) -> None:
    accounts = [
        api.get(f"/connections/{connect(api.platform, name, None)['id']}").json()["account"]
        for name in ("a@example.com", "a@example.com", "b@example.com")
    ]

    assert accounts[0] == accounts[1]
    assert accounts[0]["external_id"] != accounts[2]["external_id"]


def test_a_deleted_connection_is_gone(api: Api, connection: str) -> None:
    gone = api.send("DELETE", f"/connections/{connection}")
    again = api.send("DELETE", f"/connections/{connection}")

    assert (gone.status_code, gone.content) == (200, b"")
    assert code_of(again) == code_of(api.get(f"/connections/{connection}")) == (404, "resource_not_exist")
    assert again.json()["docs_url"].startswith("https://")


@pytest.mark.parametrize("status", ["expired", "revoked"])
def test_only_an_active_connection_can_be_used(api: Api, connection: str, status: str) -> None:
    set_status(api.platform, connection, status)

    refused = [
        api.post(f"/connections/{connection}/picker-token"),
        api.post(f"/connections/{connection}/imports", json={"items": [{"source_id": "1"}]}),
    ]

    assert api.get(f"/connections/{connection}").json()["status"] == status
    assert [code_of(reply) for reply in refused] == [(409, "connection_not_active")] * 2
    assert api.get(f"/connections/{connection}/imports").json()["data"] == []


def test_using_a_connection_is_noted(api: Api, clock: Clock, connection: str) -> None:
    clock.advance(60)
    api.post(f"/connections/{connection}/picker-token")

    told = api.get(f"/connections/{connection}").json()

    assert told["connected_at"] < told["last_used_at"]


def picked(api: Api, token: str) -> httpx.Response:
    request = api.client.get("/picker/files", headers={"x-api-key": "", "authorization": f"Bearer {token}"})
    return api._runner.run(request)


def test_a_picker_shows_files_until_its_token_expires(api: Api, clock: Clock, connection: str, video: Any) -> None:
    for name, readable in (("open.mp4", True), ("closed.mp4", False)):
        api.platform.remote_files[name] = RemoteFile(path=video, name=name, size=7, readable=readable)
    token = api.post(f"/connections/{connection}/picker-token").json()

    clock.advance(token["expires_in"] - 1)
    shown = picked(api, token["access_token"])
    clock.advance(1)
    late = picked(api, token["access_token"])

    assert shown.json() == {"files": [{"id": "open.mp4", "name": "open.mp4", "mimeType": "video/mp4", "size": 7}]}
    assert (late.status_code, picked(api, "made-up").status_code) == (401, 401)
    assert token["expires_in"] == 3600


def test_a_picker_shows_nothing_of_a_connection_that_ended(api: Api, connection: str) -> None:
    token = api.post(f"/connections/{connection}/picker-token").json()["access_token"]
    open_first = picked(api, token).status_code
    set_status(api.platform, connection, "revoked")
    revoked = picked(api, token).status_code
    api.send("DELETE", f"/connections/{connection}")

    assert (open_first, revoked, picked(api, token).status_code) == (200, 401, 401)


def test_redirect_uris_are_registered_listed_and_deleted(api: Api, clock: Clock) -> None:
    first = api.post("/connections/redirect-uris", json={"redirect_uri": DONE})
    clock.advance(1)
    second = api.post("/connections/redirect-uris", json={"redirect_uri": f"{DONE}?a=1"})

    listed = api.get("/connections/redirect-uris").json()

    assert (first.status_code, first.json()["redirect_uri"]) == (201, DONE)
    assert listed["data"] == [second.json(), first.json()]
    place = f"/connections/redirect-uris/{first.json()['_id']}"
    assert [api.send("DELETE", place).status_code for _ in range(2)] == [200, 404]
    assert api.get("/connections/redirect-uris").json()["page_info"]["total_results"] == 1


def test_a_redirect_uri_is_registered_once(api: Api) -> None:
    api.post("/connections/redirect-uris", json={"redirect_uri": DONE})

    again = api.post("/connections/redirect-uris", json={"redirect_uri": DONE})

    assert (again.status_code, bool(again.json()["docs_url"])) == (409, True)


@pytest.mark.parametrize(
    "uri",
    [
        "http://app.example.com/done",
        "myapp://done",
        "app.example.com/done",
        "https://",
        "https://[bad",
        "https://*.example.com/done",
        "https://app.example.com/*",
        "https://localhost/done",
        "https://intranet/done",
        "https://printer.local/done",
        "https://127.0.0.1/done",
        "https://10.0.0.1/done",
        "https://[::1]/done",
        "https://app.example.com/a b",
    ],
)
def test_a_redirect_uri_must_be_public_https_without_wildcards(api: Api, uri: str) -> None:
    reply = api.post("/connections/redirect-uris", json={"redirect_uri": uri})

    assert code_of(reply) == (422, "redirect_uri_invalid")


def test_there_is_a_limit_to_redirect_uris(api: Api) -> None:
    replies = [api.post("/connections/redirect-uris", json={"redirect_uri": f"{DONE}/{n}"}) for n in range(21)]

    assert {reply.status_code for reply in replies[:20]} == {201}
    assert code_of(replies[20]) == (422, "redirect_uri_limit_exceeded")


def test_a_server_lets_a_test_play_the_user() -> None:
    with Sandbox() as sandbox, httpx.Client(base_url=f"{sandbox.url}/v1.3", trust_env=False) as client:
        client.headers["x-api-key"] = sandbox.api_key
        body = {"provider": "google_drive", "redirect_uri": HERE}
        urls = [client.post("/connections:authorize", json=body).json()["authorize_url"] for _ in range(3)]

        granted = query_of(sandbox.consent(urls[0], account="a@example.com"))
        denied = query_of(sandbox.consent(urls[1], granted=False))
        by_browser = httpx.get(urls[2], trust_env=False).headers["location"]
        direct = sandbox.connect(custom_id="direct")
        sandbox.set_connection_status(direct, "expired")
        connections = {each["_id"]: each for each in client.get("/connections").json()["data"]}

    assert connections[granted["connection_id"]]["account"]["display_name"] == "a@example.com"
    assert denied == {"from": "tl", "error": "access_denied"}
    assert query_of(by_browser)["status"] == "ok"
    assert (connections[direct]["custom_id"], connections[direct]["status"]) == ("direct", "expired")


def test_what_makes_no_sense_to_the_sandbox_is_said(api: Api, connection: str) -> None:
    with pytest.raises(ValueError, match="status must be one of active, expired, revoked"):
        set_status(api.platform, connection, "tired")
    with pytest.raises(ValueError, match="carries no state"):
        state_in("https://example.com/")


def test_an_address_without_a_query_gets_one(api: Api) -> None:
    told = authorize(api, "myapp:done")

    assert decide(api.platform, told["state"], "a@example.com", False) == "myapp:done?error=access_denied"
