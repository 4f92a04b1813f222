"""Engines, which v1.3 has no list of, as recorded."""

from __future__ import annotations

import datetime

import pytest

from tests.colours import in_both_colours
from twelvelabs_client import APIError, AsyncTwelveLabsV1_1, AsyncTwelveLabsV1_2

pytestmark = [pytest.mark.vcr, pytest.mark.parametrize("api_version", ["v1.1", "v1.2"])]


@in_both_colours
async def test_engines_are_listed_at_once(tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2) -> None:
    engines = await tl.engines.list()

    by_name = {engine.id: engine for engine in engines}
    assert {"marengo2", "marengo2.5"} <= set(by_name)
    assert by_name["marengo2"].options == ("visual", "text_in_video", "audio")
    assert by_name["marengo2.5"].options == ("visual", "text_in_video", "audio", "logo")


@in_both_colours
async def test_an_engine_is_read_with_its_dates(tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2) -> None:
    engine = await tl.engines.get("marengo2.5")

    assert (engine.id, engine.author, engine.ready, engine.finetune) == ("marengo2.5", "twelve_labs", True, False)
    assert engine.created_at == datetime.datetime(2023, 4, 12, 11, 49, 26, 663000, tzinfo=datetime.UTC)
    assert await tl.engines.get(engine) == engine


@in_both_colours
async def test_an_engine_that_there_is_not_is_refused(tl: AsyncTwelveLabsV1_1 | AsyncTwelveLabsV1_2) -> None:
    with pytest.raises(APIError, match=r"marengo9"):
        await tl.engines.get("marengo9")
