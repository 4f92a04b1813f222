"""Generated operations of v1.1 over the facade's transport, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabsV1_1
from twelvelabs_generated.v1_1.api.engines import list_engines

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1"])]


@in_both_colours
async def test_a_generated_operation_is_called_and_read_into_its_generated_reply(tl: AsyncTwelveLabsV1_1) -> None:
    reply = await tl.low_level.call(list_engines)

    assert [engine.id for engine in reply.data or ()] == [engine.id for engine in await tl.engines.list()]
