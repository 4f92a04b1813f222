"""Redirect URIs: where browsers may be sent back to."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.store.connecting import REDIRECT_URIS
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import timestamp

MOST = 20
PRIVATE_NAMES = ("localhost", "local", "internal")


async def create(call: Call) -> Reply:
    """Register a redirect URI."""
    platform, uri = call.platform, call.body["redirect_uri"]
    problem = _problem(uri)
    if problem:
        raise ApiError(422, "redirect_uri_invalid", f"The redirect URI is invalid. {problem}")
    registered = list(platform.store.all(REDIRECT_URIS))
    if any(each["redirect_uri"] == uri for each in registered):
        raise ApiError(409, "redirect_uri_already_exists", f"The redirect URI {uri} is registered already.")
    if len(registered) >= MOST:
        message = f"There are {MOST} redirect URIs, which is the maximum. Delete one first."
        raise ApiError(422, "redirect_uri_limit_exceeded", message)
    document = {"id": platform.new_id(), "redirect_uri": uri, "created_at": platform.now()}
    platform.store.put(REDIRECT_URIS, document["id"], document)
    return Reply(status=201, body=_view(document))


async def list_all(call: Call) -> Reply:
    """List redirect URIs, newest first."""
    page, info = paginate(list(call.platform.store.all(REDIRECT_URIS))[::-1], call.query)
    return Reply(body={"data": [_view(document) for document in page], "page_info": info})


async def delete(call: Call) -> Reply:
    """Remove a redirect URI."""
    document = call.platform.find(REDIRECT_URIS, call.path["redirect_uri_id"])
    call.platform.store.delete(REDIRECT_URIS, document["id"])
    return Reply()


def _problem(uri: str) -> str | None:
    try:
        parts = urlsplit(uri)
        host = parts.hostname or ""
    except ValueError:
        return "It must be a URI."
    if parts.scheme != "https" or any(letter.isspace() for letter in uri):
        return "It must be an HTTPS address."
    if "*" in uri:
        return "It must not hold a wildcard."
    return None if _is_public(host) else "Its host must be public."


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in PRIVATE_NAMES


def _view(document: Document) -> dict[str, Any]:
    return {
        "_id": document["id"],
        "redirect_uri": document["redirect_uri"],
        "created_at": timestamp(document["created_at"]),
    }
