"""Generated operations of v1.2 over the facade's transport, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from twelvelabs_client import AsyncTwelveLabsV1_2
from twelvelabs_generated.v1_2.api.search import retrieve_search_page, search
from twelvelabs_generated.v1_2.models.search_request import SearchRequest

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.2"])]


@in_both_colours
async def test_the_search_that_no_method_offers_is_reached_with_its_pages(
    tl: AsyncTwelveLabsV1_2, index_name: str, pace: float
) -> None:
    index = await tl.indexes.create(index_name)
    await tl.tasks.create(index, MEDIA / "harbor.mp4", wait=True, poll_interval=pace)
    asked = SearchRequest(index_id=index.id, query="red or green", search_options=["visual"], page_limit=1)

    first = await tl.low_level.call(search, body=asked)
    assert first.page_info
    second = await tl.low_level.call(retrieve_search_page, str(first.page_info.next_page_token))

    spans = [(clip.start, clip.end) for page in (first, second) for clip in page.data or ()]
    assert len(set(spans)) == 2
