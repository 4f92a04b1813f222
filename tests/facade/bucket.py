"""Files in a bucket or on a video site, for recordings: nobody can integrate one while a test runs."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from vcr.cassette import Cassette

from tests.facade import recording
from twelvelabs_sandbox.store.remote_files import RemoteFile

NAMES = {"integration": "65f0c0ffee65f0c0ffee65f0", "object": "s3://harbor-films/harbor.mp4", "video": "dQmadeUpId7"}


def offered_bucket(cassette: Cassette, app: Starlette | None) -> dict[str, str]:
    """What the cassette remembers: an integration, an object of its bucket, a video of a site. Recording makes them."""
    told = NAMES
    if app is not None:
        film = recording.MEDIA / "harbor.mp4"
        words = recording.MEDIA / "harbor.vtt"
        for source, path, readable in ((NAMES["video"], film, True), ("locked", words, False)):
            app.state.platform.remote_files[source] = RemoteFile(
                path=path, name=path.name, size=path.stat().st_size, readable=readable
            )
    elif recording.is_live():
        told = {name: os.environ[f"TWELVELABS_RECORD_{name.upper()}"] for name in NAMES}
    return {name: str(cassette.get_metadata(name, value)) for name, value in told.items()}
