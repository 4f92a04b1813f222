"""The sandbox keeps to the description, whatever it is asked: no server error, no reply that is not described."""

from __future__ import annotations

from tests.sandbox.exploring import Explorer, described
from tests.sandbox.harness import Api, Clock

# Some operations need more than a request that fits the description, such as a file of a real video.
ENOUGH = 0.7


def test_no_made_up_request_brings_a_server_error_or_an_undescribed_reply(
    api: Api, clock: Clock, index: str, asset: str, indexed: str
) -> None:
    explorer = Explorer(api.app, described(), headers=dict(api.client.headers))
    for noun, identifier in (("indexes", index), ("assets", asset), ("indexed-assets", indexed), ("videos", indexed)):
        explorer.know(noun, identifier)

    failures: dict[str, str] = {}
    for operation in explorer.operations():
        try:
            explorer.try_out(operation, examples=20)
        except Exception as failure:
            failures[operation.label] = str(failure)

    assert failures == {}
    answered = [label for label, statuses in explorer.statuses.items() if any(code < 300 for code in statuses)]
    assert len(answered) >= ENOUGH * len(explorer.statuses)
