"""The sandbox keeps to the description, whatever it is asked: no server error, no reply that is not described."""

from __future__ import annotations

from pathlib import Path

from tests.sandbox.exploring import Explorer, described
from tests.sandbox.harness import Api, Clock
from twelvelabs_client.sandbox.media.pictures import frame_as_jpeg

# Some operations need more than a request that fits the description, such as a file of a real video.
ENOUGH = 0.7


def test_no_made_up_request_brings_a_server_error_or_an_undescribed_reply(
    api: Api, clock: Clock, index: str, asset: str, indexed: str, video: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "red.jpg"
    picture.write_bytes(frame_as_jpeg(video, 1.0))
    image = api.upload(picture)
    clock.advance(4)
    explorer = Explorer(api.app, described(), headers=dict(api.client.headers))
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
