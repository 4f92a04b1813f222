"""A connected account for recordings: nobody can consent while a test runs, so that it happens beforehand."""

from __future__ import annotations

import os

from attrs import frozen
from starlette.applications import Starlette
from vcr.cassette import Cassette

from tests.facade import recording
from twelvelabs_sandbox.store.connecting import ACCOUNT, connect
from twelvelabs_sandbox.store.remote_files import RemoteFile

VIDEO = recording.MEDIA / "harbor.mp4"


@frozen
class Drive:
    """A connection, and a file that can be imported through it."""

    connection_id: str
    source_id: str


def connected_drive(cassette: Cassette, app: Starlette | None) -> Drive:
    """What the cassette remembers; recording, an account of the sandbox, or one that the environment names."""
    told = {"connection_id": "", "source_id": "1HarborMadeUp"}
    if app is not None:
        told["connection_id"] = connect(app.state.platform, ACCOUNT, "team-7")["id"]
        size = VIDEO.stat().st_size
        app.state.platform.remote_files[told["source_id"]] = RemoteFile(
            path=VIDEO, name=VIDEO.name, size=size, readable=True
        )
    elif recording.is_live():
        told = {name: os.environ[f"TWELVELABS_RECORD_{name.upper()}"] for name in told}
    return Drive(**{name: str(cassette.get_metadata(name, value)) for name, value in told.items()})
