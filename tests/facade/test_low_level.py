"""Generated operations over the facade's transport, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import AsyncTwelveLabs, NotFoundError
from twelvelabs_generated.v1_3.api.indexes import create_index, delete_index, retrieve_index
from twelvelabs_generated.v1_3.models.create_index_request import CreateIndexRequest
from twelvelabs_generated.v1_3.models.index_model_config import IndexModelConfig

pytestmark = pytest.mark.vcr


@in_both_colours
async def test_a_generated_operation_is_called_and_read_into_its_generated_reply(
    tl: AsyncTwelveLabs, index_name: str
) -> None:
    model = IndexModelConfig(model_name="marengo3.0", model_options=["visual"])
    created = await tl.low_level.call(create_index, body=CreateIndexRequest(index_name=index_name, models=[model]))

    index = await tl.low_level.call(retrieve_index, str(created.id))

    assert index.index_name == index_name


@in_both_colours
async def test_an_operation_that_answers_nothing_gives_none(tl: AsyncTwelveLabs, index_name: str) -> None:
    index = await tl.indexes.create(index_name)

    reply = await tl.low_level.call(delete_index, index.id)  # type: ignore[func-returns-value]

    assert reply is None


@in_both_colours
async def test_errors_are_those_of_the_facade(tl: AsyncTwelveLabs) -> None:
    with pytest.raises(NotFoundError, match="retrieve_index"):
        await tl.low_level.call(retrieve_index, "65f0c0ffee65f0c0ffee65f0")
