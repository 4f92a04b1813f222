"""Accounts at a file store outside: consents, connections, and the files that the store offers."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from twelvelabs_sandbox.errors import ApiError, invalid
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import Platform

CONNECTIONS = "connections"
CONSENTS = "consents"
REDIRECT_URIS = "redirect-uris"
ACTIVE = "active"
STATUSES = (ACTIVE, "expired", "revoked")
ACCOUNT = "user@example.com"
SCOPES = ["drive.readonly"]
CONSENT_LIFETIME = 600.0  # simulated seconds
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f]+")


def begin_consent(platform: Platform, provider: str, redirect_uri: str, custom_id: str | None) -> str:
    """Keep what a user is asked for; the state by which it is known.

    Raises:
        ApiError: 400, browsers may not be sent back there.
    """
    allowed = [each["redirect_uri"] for each in platform.store.all(REDIRECT_URIS)]
    if not URI.fullmatch(redirect_uri):
        raise invalid("redirect_uri", "It must be a URI.")
    if allowed and redirect_uri not in allowed:
        raise invalid("redirect_uri", "It must be equal to one of the registered redirect URIs.")
    state = platform.new_token()
    consent = {
        "provider": provider,
        "redirect_uri": redirect_uri,
        "custom_id": custom_id,
        "begun_at": platform.now(),
    }
    platform.store.put(CONSENTS, state, consent)
    return state


def decide(platform: Platform, state: str, account: str, granted: bool) -> str:
    """What the user has decided, once; the address to which the browser is sent back.

    Raises:
        ApiError: 400, nobody was asked, or the answer was given before.
    """
    consent = platform.store.get(CONSENTS, state)
    if consent is None:
        raise invalid("state", "No consent waits for an answer under it. Authorize the connection again.")
    platform.store.delete(CONSENTS, state)
    if platform.elapsed(consent["begun_at"]) >= CONSENT_LIFETIME:
        return _with_query(consent["redirect_uri"], {"error": "authorization_expired"})
    if not granted:
        return _with_query(consent["redirect_uri"], {"error": "access_denied"})
    connection = connect(platform, account, consent["custom_id"], consent["provider"])
    told = {"connection_id": connection["id"], "status": "ok"}
    return _with_query(consent["redirect_uri"], told | _label(connection))


def connect(platform: Platform, account: str, custom_id: str | None, provider: str = "google_drive") -> Document:
    """A new connection to an account, as after a consent."""
    now = platform.now()
    connection: Document = {
        "id": platform.new_id(),
        "provider": provider,
        "status": ACTIVE,
        "custom_id": custom_id,
        "account": {"external_id": _number_of(account), "display_name": account},
        "connected_at": now,
        "last_used_at": now,
    }
    platform.store.put(CONNECTIONS, connection["id"], connection)
    return connection


def use(platform: Platform, identifier: str) -> Document:
    """The connection of that id, used now.

    Raises:
        ApiError: 404, nobody knows it; 409, it is not active.
    """
    connection = platform.find(CONNECTIONS, identifier)
    if connection["status"] != ACTIVE:
        message = f"The connection {identifier} is {connection['status']}. Connect the account again."
        raise ApiError(409, "connection_not_active", message)
    connection["last_used_at"] = platform.now()
    platform.store.put(CONNECTIONS, identifier, connection)
    return connection


def set_status(platform: Platform, identifier: str, status: str) -> None:
    """Let a connection expire, be revoked, or come back."""
    if status not in STATUSES:
        raise ValueError(f"status must be one of {', '.join(STATUSES)}, got {status!r}")
    platform.store.put(CONNECTIONS, identifier, {**platform.find(CONNECTIONS, identifier), "status": status})


def state_in(authorize_url: str) -> str:
    """The state that an authorization URL carries."""
    found = re.search(r"[?&]state=([^&#]+)", authorize_url)
    if found is None:
        raise ValueError(f"{authorize_url!r} carries no state: take the authorize_url of an authorization")
    return found[1]


def _label(document: Document) -> dict[str, Any]:
    return {} if document["custom_id"] is None else {"custom_id": document["custom_id"]}


def _number_of(account: str) -> str:
    """An account's number at its provider: the same each time it is connected."""
    return str(int.from_bytes(hashlib.sha256(account.encode()).digest()[:8]))


def _with_query(uri: str, more: dict[str, str]) -> str:
    parts = urlsplit(uri)
    query = "&".join(filter(None, (parts.query, urlencode(more))))
    return urlunsplit(parts._replace(query=query))
