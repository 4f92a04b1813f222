"""The sandbox keeps to the description, whatever it is asked: no server error, no reply that is not described."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sandbox.exploring import Explorer, described
from tests.sandbox.harness import Api, Clock
from tests.sandbox.older.helpers import OPTIONS
from twelvelabs_sandbox.media.pictures import frame_as_jpeg

# Some operations need more than a request that fits the description, such as a file of a real video.
ENOUGH = 0.6


def index_of_everything(api: Api) -> str:
    """An index with all modalities and engines of the older versions."""
    engines = [
        {"engine_name": "marengo2.6", "engine_options": OPTIONS},
        {"engine_name": "pegasus1.1", "engine_options": ["visual", "conversation"]},
    ]
    body = {"index_name": "everything", "engines": engines, "addons": ["thumbnail"]}
    return str(api.speaking("1.2").post("/indexes", json=body).json()["_id"])


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3"])
def test_no_made_up_request_brings_a_server_error_or_an_undescribed_reply(
    api: Api, clock: Clock, asset: str, video: Path, tmp_path: Path, version: str
) -> None:
    picture = tmp_path / "red.jpg"
    picture.write_bytes(frame_as_jpeg(video, 1.0))
    image = api.upload(picture)
    clock.advance(4)
    index = index_of_everything(api)
    indexed = api.post(f"/indexes/{index}/indexed-assets", json={"asset_id": asset}).json()["_id"]
    clock.advance(11)
    explorer = Explorer(api.app, described(version), headers=dict(api.client.headers))
    known = (
        ("indexes", index),
        ("assets", asset),
        ("assets", image),
        ("indexed-assets", indexed),
        ("videos", indexed),
    )
    for noun, identifier in known:
        explorer.know(noun, identifier)

    failures: dict[str, str] = {}
    for operation in explorer.operations():
        try:
            explorer.try_out(operation, examples=10)
        except Exception as failure:
            failures[operation.label] = str(failure)

    assert failures == {}
    answered = [label for label, statuses in explorer.statuses.items() if any(code < 300 for code in statuses)]
    assert len(answered) >= ENOUGH * len(explorer.statuses)
