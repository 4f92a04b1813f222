"""Transfers in the versions before v1.3, as recorded."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from vcr.cassette import Cassette

from tests.colours import in_both_colours
from tests.facade.bucket import offered_bucket
from twelvelabs_client import AsyncTwelveLabsV1_1, AsyncTwelveLabsV1_2, NotFoundError
from twelvelabs_client.intents import TransferObject

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]


@pytest.fixture
def bucket(vcr: Cassette, recorded_app: Starlette | None) -> dict[str, str]:
    return offered_bucket(vcr, recorded_app)


@in_both_colours
async def test_every_object_of_a_list_becomes_a_task(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, pace: float, bucket: dict[str, str]
) -> None:
    index = await tl.indexes.create(index_name)

    await tl.transfers.create([TransferObject(index, bucket["object"])])

    [task] = await tl.tasks.list(index=index).to_list()
    assert (await tl.tasks.wait(task, poll_interval=pace)).status == "ready"


@in_both_colours
async def test_a_list_is_taken_from_a_file(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2,
    index_name: str,
    bucket: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    index = await tl.indexes.create(index_name)
    file = tmp_path_factory.mktemp("lists") / "list.json"
    file.write_text(json.dumps([{"index_id": index.id, "language": "en", "object": bucket["object"]}]))

    await tl.transfers.create(file)

    assert (await tl.tasks.counts(index)).total == 1


@in_both_colours
async def test_a_list_with_an_unknown_index_is_refused_whole(
    tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2, index_name: str, bucket: dict[str, str]
) -> None:
    index = await tl.indexes.create(index_name)
    objects = [TransferObject(index, bucket["object"]), TransferObject("f" * 24, bucket["object"])]

    with pytest.raises(NotFoundError, match="create_transfer: 400 "):
        await tl.transfers.create(objects)

    assert (await tl.tasks.counts(index)).total == 0
