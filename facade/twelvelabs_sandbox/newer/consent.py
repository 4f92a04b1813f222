"""What the provider of the files shows: the page where a user consents, and the files that its picker offers."""

from __future__ import annotations

import mimetypes

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from twelvelabs_sandbox.store.connecting import ACCOUNT, ACTIVE, CONNECTIONS, decide
from twelvelabs_sandbox.store.platform import Platform

CONSENT_PAGE = "/consent"
PICKER_PAGE = "/picker/files"
PICKER_TOKENS = "picker-tokens"


async def consent(request: Request) -> Response:
    """Consent at once, or refuse with `deny=true`, and send the browser back."""
    query = request.query_params
    platform: Platform = request.app.state.platform
    granted = query.get("deny") != "true"
    callback = decide(platform, query.get("state", ""), query.get("account", ACCOUNT), granted)
    return RedirectResponse(callback, 302)


async def offered_files(request: Request) -> Response:
    """The files that a picker shows to whoever has a token."""
    platform: Platform = request.app.state.platform
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not _opens(platform, token):
        return JSONResponse({"error": {"code": 401, "message": "The token is unknown or has expired."}}, 401)
    files = [
        {"id": source_id, "name": file.name, "mimeType": mimetypes.guess_type(file.name)[0], "size": file.size}
        for source_id, file in platform.remote_files.items()
        if file.readable
    ]
    return JSONResponse({"files": files})


def _opens(platform: Platform, token: str) -> bool:
    known = platform.store.get(PICKER_TOKENS, token)
    if known is None or platform.now() >= known["expires_at"]:
        return False
    connection = platform.store.get(CONNECTIONS, known["connection_id"])
    return connection is not None and connection["status"] == ACTIVE
