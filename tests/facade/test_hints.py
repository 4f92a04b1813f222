"""What was probably meant: errors of wrong names and of wrong things say what to use instead."""

from __future__ import annotations

import linecache
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import ID, silent_client
from twelvelabs_client import (
    APIError,
    AsyncTwelveLabs,
    AsyncTwelveLabsV1_3,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    TwelveLabsV1_3,
)
from twelvelabs_client.models import Clip, IndexedAsset

Ask = Callable[[Any], Any]
INDEX = {"_id": ID, "index_name": "harbor"}


@pytest.fixture
def tl(colour: Colour) -> AsyncTwelveLabsV1_3 | TwelveLabsV1_3:
    return silent_client(colour)


NAMES: list[tuple[Ask, str]] = [
    (lambda tl: tl.index, "use indexes"),
    (lambda tl: tl.task, "use tasks"),
    (lambda tl: tl.multipart_upload, "use uploads"),
    (lambda tl: tl.analyze_stream, "use analyze.stream"),
    (lambda tl: tl.analyze_async, "use analyze"),
    (lambda tl: tl.knowledge_store_items, "use knowledge_stores.items"),
    (lambda tl: tl.indexes.retrieve, "use get"),
    (lambda tl: tl.indexes.indexed_assets, "use tl.indexed_assets"),
    (lambda tl: tl.search.retrieve, "use page"),
    (lambda tl: tl.assets.retrieve_transcription, "use transcription"),
    (lambda tl: tl.tasks.wait_for_done, "use wait"),
    (lambda tl: tl.embed.v_2, "use create"),
]
PARAMETERS: list[tuple[Ask, str]] = [
    (lambda tl: tl.search.query(index_id=ID, query_text="x"), "'index_id'; use index="),
    (lambda tl: tl.search.query(ID, query_text="x"), "'query_text'; use text="),
    (lambda tl: tl.search.query(ID, "x", search_options=["visual"]), "'search_options'; use options="),
    (lambda tl: tl.indexes.create(index_name="harbor"), "'index_name'; use name="),
    (lambda tl: tl.indexes.list(sort_option="asc"), "'sort_option'; use sort_order="),
    (lambda tl: tl.analyze.run(video_id=ID, prompt="x"), "'video_id'; use source="),
    (lambda tl: tl.assets.get(asset_id=ID), "'asset_id'; use asset="),
    (lambda tl: tl.assets.wait(ID, callback=print), "'callback'; use on_status="),
]


@pytest.mark.parametrize(("ask", "hint"), NAMES)
@in_both_colours
async def test_a_name_of_the_vendors_sdk_says_what_it_is_here(tl: AsyncTwelveLabsV1_3, ask: Ask, hint: str) -> None:
    with pytest.raises(AttributeError, match=f"{re.escape(hint)}$"):
        ask(tl)


@pytest.mark.parametrize(("ask", "hint"), PARAMETERS)
@in_both_colours
async def test_a_parameter_of_the_vendors_sdk_says_what_it_is_here(
    tl: AsyncTwelveLabsV1_3, ask: Ask, hint: str
) -> None:
    with pytest.raises(TypeError, match=f"got an unexpected keyword argument {re.escape(hint)}$"):
        await ask(tl)


@in_both_colours
async def test_names_that_nobody_has_are_missing_as_ever(tl: AsyncTwelveLabsV1_3) -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'nothing'$"):
        _ = tl.indexes.nothing  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'nothing'$"):
        await tl.indexes.get(ID, nothing=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"use analyze\.run\(...\) or analyze\.stream\(...\)$"):
        tl.analyze(ID, "x")  # type: ignore[operator]


CLIP = Clip(video_id=ID)
GIVEN_A_CLIP: list[Ask] = [
    lambda tl: tl.analyze.run(CLIP, "x"),
    lambda tl: tl.assets.get(CLIP),
    lambda tl: tl.indexed_assets.get(ID, CLIP),
]


@pytest.mark.parametrize("ask", GIVEN_A_CLIP)
@in_both_colours
async def test_a_clip_is_no_asset(tl: AsyncTwelveLabsV1_3, ask: Ask) -> None:
    with pytest.raises(InvalidInputError, match=r"got Clip; pass its video_id .*, indexed_assets\.get\("):
        await ask(tl)


@in_both_colours
async def test_a_path_as_bytes_is_not_taken_for_what_is_in_a_file(tl: AsyncTwelveLabsV1_3) -> None:
    with pytest.raises(InvalidInputError, match=r"^source: .* got bytes; give a path as a string or a Path$"):
        await tl.assets.upload(b"/films/harbor.mp4")  # type: ignore[arg-type]


def answering(status: int, body: Any, **headers: str) -> dict[str, Any]:
    """The settings of a client that gets one answer to everything."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, json=body, headers=headers)

    return {"api_key": "made-up", "max_retries": 0, "transport": httpx.MockTransport(answer)}


def missing(identifier: str, collection: str) -> tuple[int, dict[str, str]]:
    message = f"Resource with id {identifier} does not exist in {collection}."
    return 404, {"code": "resource_not_exist", "message": message}


def invalid(message: str) -> tuple[int, dict[str, str]]:
    return 400, {"code": "parameter_invalid", "message": message}


VIDEO = "0123456789abcdef01234568"
BY_NAME = "pass the id of the index, which indexes.list(name='harbor') finds"
ITS_ASSET = f"if '{VIDEO}' is one, pass indexed_assets.get(index, '{VIDEO}').asset_id"
UNSUPPORTED = "The search option {} is not supported by index x; it supports {}."
ANSWERS: dict[str, tuple[Ask, tuple[int, dict[str, str]], str]] = {
    "index by name": (lambda tl: tl.indexes.get("harbor"), missing("harbor", "indexes"), BY_NAME),
    "index by name, in a form": (
        lambda tl: tl.search.query("harbor", "x").to_list(),
        invalid("The index_id parameter is invalid: harbor."),
        BY_NAME,
    ),
    "index by name, beside an asset": (
        lambda tl: tl.indexed_assets.create("harbor", VIDEO), missing("harbor", "indexes"), BY_NAME,
    ),
    "indexed asset for an asset": (lambda tl: tl.assets.get(VIDEO), missing(VIDEO, "assets"), ITS_ASSET),
    "video of a clip, to analyze": (lambda tl: tl.analyze.run(VIDEO, "x"), missing(VIDEO, "assets"), ITS_ASSET),
    "video of a clip, as a parameter": (
        lambda tl: tl.analyze.run(VIDEO, "x"), invalid(f"The asset_id parameter is invalid: {VIDEO}."), ITS_ASSET,
    ),
    "spoken words of an older model": (
        lambda tl: tl.search.query(ID, "x").to_list(),
        (400, {"code": "search_option_not_supported", "message": UNSUPPORTED.format("transcription", "visual, audio")}),
        "pass options=['visual', 'audio']",
    ),
    "sounds of an index of pictures": (
        lambda tl: tl.search.query(ID, "x").to_list(),
        (400, {"code": "search_option_not_supported", "message": UNSUPPORTED.format("audio", "visual")}),
        "pass options=['visual']",
    ),
    "an option, without saying which": (
        lambda tl: tl.search.query(ID, "x").to_list(),
        (400, {"code": "search_option_not_supported", "message": "Not supported."}),
        "pass options=['visual', 'audio']",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
@in_both_colours
async def test_an_error_of_the_api_says_what_was_meant(case: str) -> None:
    ask, (status, body), hint = ANSWERS[case]
    async with AsyncTwelveLabs(**answering(status, body)) as tl:
        with pytest.raises(APIError) as refusal:
            await ask(tl)

    assert str(refusal.value).endswith(hint)
    assert str(refusal.value).isprintable()


@in_both_colours
async def test_an_id_that_is_one_gets_no_advice_on_names() -> None:
    status, body = missing(ID, "indexes")
    async with AsyncTwelveLabs(**answering(status, body)) as tl:
        with pytest.raises(NotFoundError) as refusal:
            await tl.indexes.get(ID)

    assert str(refusal.value) == f"retrieve_index: 404 resource_not_exist: {body['message']}"


@pytest.mark.parametrize("status", [400, 403])
@in_both_colours
async def test_a_region_that_is_not_allowed_is_not_blamed_on_the_key(status: int) -> None:
    body = {"code": "region_not_allowed", "message": "Not available in your region."}
    async with AsyncTwelveLabs(**answering(status, body)) as tl:
        with pytest.raises(PermissionDeniedError) as refusal:
            await tl.indexes.get(ID)

    assert str(refusal.value).endswith("call it from a supported region")
    assert "key" not in str(refusal.value)


@in_both_colours
async def test_an_indexed_asset_stands_for_its_asset() -> None:
    asked: list[str] = []
    indexed = IndexedAsset(id=VIDEO, asset_id=ID)
    async with AsyncTwelveLabs(**answering(404, {}), on_attempt=lambda attempt: asked.append(attempt.url)) as tl:
        with pytest.raises(NotFoundError):
            await tl.assets.get(indexed)

    assert asked == [f"https://api.twelvelabs.io/v1.3/assets/{ID}"]


def on(days: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True)


ENDS = {
    "deprecated": ({"deprecation": "@1767225600"}, "; it may end at any time"),
    "soon": ({"sunset": on(30)}, r"; it ends on \d{4}-\d\d-\d\d"),
    "past": ({"sunset": on(-30)}, r"; it was to end on \d{4}-\d\d-\d\d, and may do so at any time"),
    "no date": ({"deprecation": "true", "sunset": "soon"}, "; it may end at any time"),
}


@pytest.mark.parametrize("case", ENDS)
@in_both_colours
async def test_what_the_api_ends_is_warned_of_at_the_line_of_the_program(case: str) -> None:
    headers, says = ENDS[case]
    async with AsyncTwelveLabs(**answering(200, INDEX, **headers)) as tl:
        with pytest.warns(DeprecationWarning, match=f"^retrieve_index is deprecated by the API{says}$") as warned:
            await tl.indexes.get(ID)

    file = re.sub(r"^<synchronous form of (.+)>$", r"\1", warned[0].filename)
    assert "tl.indexes.get(ID)" in linecache.getline(file, warned[0].lineno)


@pytest.mark.filterwarnings("ignore:retrieve_index is deprecated by the API")
@pytest.mark.parametrize("status", [404, 410])
@in_both_colours
async def test_an_operation_that_has_ended_says_so(status: int) -> None:
    async with AsyncTwelveLabs(**answering(status, {"message": "Gone."}, sunset=on(-30))) as tl:
        with pytest.raises(APIError, match=r"; the API ended this operation on \d{4}-\d\d-\d\d; docs"):
            await tl.indexes.get(ID)
