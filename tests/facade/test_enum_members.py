"""A member of an enum of strings is sent by its value, whichever argument it is and wherever the argument goes."""

from __future__ import annotations

import enum
import inspect
import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.colours import in_both_colours
from tests.facade.calling import OTHERS, Method, call_on, id_parameters
from tests.facade.refusals import ID
from tests.facade.test_argument_types import OPEN, allows, parameters_of
from tests.facade.test_public_surface import methods_of
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs, TwelveLabsError
from twelvelabs_client.core.settings import VERSIONS, ApiVersion
from twelvelabs_generated.v1_3.api.assets import list_assets
from twelvelabs_generated.v1_3.api.indexed_assets import create_indexed_asset
from twelvelabs_generated.v1_3.api.indexes import retrieve_index
from twelvelabs_generated.v1_3.api.search import search
from twelvelabs_generated.v1_3.models.create_indexed_asset_request import CreateIndexedAssetRequest
from twelvelabs_generated.v1_3.models.search_request import SearchRequest
from twelvelabs_generated.v1_3.models.user_metadata import UserMetadata

pytestmark = [
    pytest.mark.filterwarnings("ignore:.+ is deprecated by the API:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::twelvelabs_client.UnknownValueWarning"),
]


class Season(str, enum.Enum):  # noqa: UP042 - the older kind
    """Its `str()` is `Season.SPRING`."""

    SPRING = "spring"


class Sound(enum.StrEnum):
    AUDIO = "audio"


URL = "https://media.example/clip.mp4"
VALUES = {
    **OTHERS,
    "source": URL,
    "image": URL,
    "video_url": URL,
    "group_by": "video",
    "checksum": "md5",
    "sources": [URL],
}


class Sent(Exception):
    """What a request holds, without what differs from one to the next."""


def stop(request: httpx.Request) -> httpx.Response:
    season = request.headers.get("x-season", "")
    text = f"{request.method} {request.url} x-season={season} {request.read().decode()}"
    raise Sent(re.sub(r"--[0-9a-f]{32}", "--", text))


def member(value: str) -> Any:
    Member: Any = enum.Enum("Member", {"IT": value}, type=str)
    return Member.IT


def outcome(version: ApiVersion, name: str, argument: dict[str, Any]) -> str:
    """The first request that a call makes, or why it makes none."""
    client = TwelveLabs(api_key="made-up", api_version=version, transport=httpx.MockTransport(stop))
    try:
        return f"returned: {[*call_on(client, name, argument, VALUES)]}"
    except (Sent, TwelveLabsError) as end:
        return f"{type(end).__name__}: {end}"


def value_for(method: Method, parameter: inspect.Parameter) -> str:
    """A string that the parameter takes, where one is known."""
    value = ID if parameter in [*id_parameters(method)] else VALUES.get(parameter.name)
    return value if isinstance(value, str) else "ready"


CASES = [
    pytest.param(version, name, parameter.name, value_for(method, parameter), id=f"{version}-{name}-{parameter.name}")
    for version in VERSIONS
    for name, method in methods_of(TwelveLabs, version).items()
    if name not in OPEN
    for parameter in parameters_of(method)
    if allows(parameter.annotation, "ready", method)
]


@pytest.mark.parametrize(("version", "name", "parameter", "value"), CASES)
def test_an_argument_is_sent_by_its_value(version: ApiVersion, name: str, parameter: str, value: str) -> None:
    sent = outcome(version, name, {parameter: member(value)})

    assert sent == outcome(version, name, {parameter: value})
    assert "Member" not in sent


def test_most_of_them_are_sent() -> None:
    cases: list[Any] = [case.values for case in CASES]
    outcomes = [outcome(version, name, {parameter: value}) for version, name, parameter, value in cases]

    assert sum(each.startswith("Sent: ") for each in outcomes) > 0.8 * len(outcomes)


NESTED: Any = {Season.SPRING: Season.SPRING, "sounds": [Sound.AUDIO], "in": {"of": Season.SPRING}}
PLAIN = {"spring": "spring", "sounds": ["audio"], "in": {"of": "spring"}}
SENT: dict[str, tuple[Callable[[Any], Any], str]] = {
    "path of an operation": (lambda tl: tl.low_level.call(retrieve_index, Season.SPRING), "/indexes/spring"),
    "query of an operation": (lambda tl: tl.low_level.call(list_assets, filename=Season.SPRING), "?filename=spring"),
    "list in a query": (lambda tl: tl.low_level.call(list_assets, asset_types=[Sound.AUDIO]), "?asset_types=audio"),
    "JSON of an operation": (
        lambda tl: tl.low_level.call(
            create_indexed_asset,
            ID,
            body=CreateIndexedAssetRequest(asset_id=ID, user_metadata=UserMetadata(additional_properties=NESTED)),
        ),
        json.dumps(PLAIN, separators=(",", ":")),
    ),
    "form of an operation": (
        lambda tl: tl.low_level.call(
            search, body=SearchRequest(index_id=ID, query_text=Season.SPRING, search_options=[Sound.AUDIO])
        ),
        'name="search_options"\r\n\r\naudio\r\n',
    ),
    "metadata": (
        lambda tl: tl.indexed_assets.update(ID, ID, user_metadata={Season.SPRING: Season.SPRING}),
        '{"user_metadata":{"spring":"spring"}}',
    ),
    "metadata in a form": (
        lambda tl: tl.assets.create(URL, user_metadata={Season.SPRING: Season.SPRING}),
        '\r\n\r\n{"spring":"spring"}\r\n',
    ),
    "filter": (
        lambda tl: tl.search.query(ID, "x", filter={"series": Season.SPRING}).first(1),
        '\r\n\r\n{"series":"spring"}\r\n',
    ),
    "query of the options": (
        lambda tl: tl.with_options(query={"season": Season.SPRING}).indexes.get(ID),
        f"/indexes/{ID}?season=spring",
    ),
    "body of the options": (
        lambda tl: tl.with_options(body={"extra": NESTED}).indexes.create("harbor"),
        json.dumps(PLAIN, separators=(",", ":")),
    ),
    "body of the options in a form": (
        lambda tl: tl.with_options(body={"season": Season.SPRING}).search.query(ID, "x").first(1),
        'name="season"\r\n\r\nspring\r\n',
    ),
    "header of the options": (
        lambda tl: tl.with_options(headers={"X-Season": Season.SPRING}).indexes.get(ID),
        " x-season=spring",
    ),
}


@pytest.mark.parametrize("place", SENT)
@in_both_colours
async def test_a_member_is_sent_by_its_value_wherever_it_is(place: str) -> None:
    ask, expected = SENT[place]
    async with AsyncTwelveLabs(api_key="made-up", transport=httpx.MockTransport(stop)) as tl:
        with pytest.raises(Sent) as sent:
            await ask(tl)

    assert expected in str(sent.value)
    assert "Season" not in str(sent.value)
