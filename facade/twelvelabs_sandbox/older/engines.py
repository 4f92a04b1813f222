"""Engines: what an index can be built with."""

from __future__ import annotations

from typing import Any

from twelvelabs_sandbox.errors import ApiError, not_exist
from twelvelabs_sandbox.http.routing import Call, Reply
from twelvelabs_sandbox.older.names import CONVERSATION, LOGO, OPTIONS, TEXT, VISUAL, WRITING
from twelvelabs_sandbox.older.versions import of_older
from twelvelabs_sandbox.versions import Version

FIRST = "2022-07-04 03:05:27.068 +0000 UTC"
MADE = {
    "marengo": FIRST,
    "marengo2": FIRST,
    "marengo2.5": "2023-04-12 11:49:26.663 +0000 UTC",
    "marengo2.6": "2024-02-28 09:30:52.683 +0000 UTC",
    "pegasus1": "2023-09-26 08:12:40.117 +0000 UTC",
    "pegasus1.1": "2024-05-17 06:44:03.902 +0000 UTC",
}
KNOWN = {
    "1.1": ("marengo", "marengo2", "marengo2.5"),
    "1.2": ("marengo2", "marengo2.5", "marengo2.6", "pegasus1", "pegasus1.1"),
}


async def list_all(call: Call) -> Reply:
    """List engines."""
    return Reply(body={"data": [_view(call.version, name) for name in KNOWN[call.version]]})


async def retrieve(call: Call) -> Reply:
    """Read one engine."""
    name = call.path["engine_id"]
    if name not in KNOWN[call.version]:
        raise _unknown(call.version, name)
    return Reply(body=_view(call.version, name))


def allowed_options(name: str) -> tuple[str, ...]:
    """The modalities that an engine can process."""
    if name.startswith(WRITING):
        return (VISUAL, CONVERSATION)
    return (VISUAL, TEXT, CONVERSATION) if name in ("marengo", "marengo2") else (VISUAL, TEXT, CONVERSATION, LOGO)


def offered(name: str) -> tuple[str, ...]:
    """The modalities that a new index may have: until May 2023, logos came to older engines too."""
    return allowed_options(name) if name.startswith(WRITING) else OPTIONS


def _view(version: Version, name: str) -> dict[str, Any]:
    newer = "allowed_index_options" if name == "marengo2" else "allowed_engine_options"
    field = of_older(version, v1_1="allowed_index_options", v1_2=newer)
    return {
        "_id": name,
        field: list(allowed_options(name)),
        "author": "twelve_labs",
        "created_at": MADE[name],
        "updated_at": MADE[name],
        "finetune": False,
        "ready": True,
    }


def _unknown(version: Version, name: str) -> ApiError:
    error = not_exist(name, "engines")
    # Version 1.1 answers every refusal of this kind with 400.
    error.status = of_older(version, v1_1=400, v1_2=404)
    return error
