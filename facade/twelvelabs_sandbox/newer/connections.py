"""Connections: accounts at file stores outside."""

from __future__ import annotations

import math
from typing import Any

from twelvelabs_sandbox.http.paging import paginate
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.newer.consent import CONSENT_PAGE, PICKER_TOKENS
from twelvelabs_sandbox.store.connecting import CONNECTIONS, SCOPES, begin_consent, use
from twelvelabs_sandbox.store.documents import Document
from twelvelabs_sandbox.store.platform import timestamp

PICKER_SECONDS = 3600.0  # simulated


async def authorize(call: Call) -> Reply:
    """Ask for a consent, and say where it is given."""
    body = call.body
    state = begin_consent(call.platform, body["provider"], body["redirect_uri"], body.get("custom_id"))
    return Reply(body={"authorize_url": f"{call.origin}{CONSENT_PAGE}?state={state}", "state": state})


async def list_all(call: Call) -> Reply:
    """List connections, newest first."""
    page, info = paginate(list(call.platform.store.all(CONNECTIONS))[::-1], call.query)
    return Reply(body={"data": [_view(connection) for connection in page], "page_info": info})


async def retrieve(call: Call) -> Reply:
    """Read one connection."""
    return Reply(body=_view(call.platform.find(CONNECTIONS, call.path["connection_id"])))


async def delete(call: Call) -> Reply:
    """Forget a connection."""
    connection = call.platform.find(CONNECTIONS, call.path["connection_id"])
    call.platform.store.delete(CONNECTIONS, connection["id"])
    return Reply()


async def create_picker_token(call: Call) -> Reply:
    """Make a token for the picker."""
    platform = call.platform
    connection = use(platform, call.path["connection_id"])
    token, lifetime = platform.new_token(), math.ceil(PICKER_SECONDS / platform.settings.speed)
    document = {"connection_id": connection["id"], "expires_at": platform.now() + lifetime}
    platform.store.put(PICKER_TOKENS, token, document)
    view = {
        "access_token": token,
        "expires_in": lifetime,
        "scope": " ".join(SCOPES),
        "app_id": "123456789012",
        "developer_key": "made-up-developer-key",
    }
    return Reply(body=view)


def _view(connection: Document) -> dict[str, Any]:
    view = {
        "_id": connection["id"],
        "provider": connection["provider"],
        "status": connection["status"],
        "account": connection["account"],
        "scopes": SCOPES,
        "connected_at": timestamp(connection["connected_at"]),
        "last_used_at": timestamp(connection["last_used_at"]),
    }
    return view if connection["custom_id"] is None else {**view, "custom_id": connection["custom_id"]}
