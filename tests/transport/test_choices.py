"""What users bring: headers, queries, bodies, hooks, names and clients of their own."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest

from tests.colours import in_both_colours
from tests.transport.scripted import INDEX, KEY, ROOT, parts_of, reply, serve
from twelvelabs_client import AsyncTwelveLabs, Attempt, __version__
from twelvelabs_client.core.errors import APIConnectionError, InvalidInputError, ServerError
from twelvelabs_generated.v1_3.api.indexes import retrieve_index


@in_both_colours
async def test_extra_headers_query_and_body_go_with_every_call() -> None:
    server = serve(reply(201, {"_id": "i1"}), reply(200, {"data": []}))
    async with AsyncTwelveLabs(**server.options, headers={"X-Team": "search"}) as tl:
        extra = tl.with_options(headers={"X-Trace": "7"}, query={"beta": "1"}, body={"region": "eu"})
        await extra.indexes.create("harbor")
        await tl.indexes.list().to_list()
    first, second = server.requests
    assert (first.headers["x-trace"], first.url.params["beta"]) == ("7", "1")
    assert orjson.loads(first.content)["region"] == "eu"
    assert orjson.loads(first.content)["index_name"] == "harbor"
    assert (second.headers["x-team"], "x-trace" in second.headers, dict(second.url.params)) == (
        "search",
        False,
        {"page": "1"},
    )


@in_both_colours
async def test_an_extra_query_stands_beside_the_calls_own() -> None:
    server = serve(reply(200, {"data": []}))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.with_options(query={"deleted": "false"}).indexes.list(page=3).to_list()
    assert server.requests[0].url.params.multi_items() == [("page", "3"), ("deleted", "false")]


@in_both_colours
async def test_a_list_of_an_extra_query_repeats_its_name() -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.with_options(query={"beta": ["a", "b"], "deep": True, "depth": 2}).indexes.get("i1")
    assert server.requests[0].url.query == b"beta=a&beta=b&deep=true&depth=2"


@in_both_colours
async def test_an_extra_body_reaches_forms_and_replaces_what_is_there() -> None:
    server = serve(reply(200, {"data": []}))
    extra = {"region": "eu", "operator": "and", "kinds": ["a", "b"], "deep": {"a": 1}}
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.with_options(body=extra).search.query("i1", "boat", operator="or").to_list()
    parts = [(part.name, part.value.decode()) for part in parts_of(server.requests[0])]
    assert parts[-5:] == [("region", "eu"), ("operator", "and"), ("kinds", "a"), ("kinds", "b"), ("deep", '{"a":1}')]
    assert [name for name, _ in parts].count("operator") == 1


@pytest.mark.parametrize("header", ["accept", "Accept", "USER-AGENT"])
@in_both_colours
async def test_a_header_of_the_users_replaces_the_clients_whatever_its_case(header: str) -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options, headers={header: "as/asked"}) as tl:
        await tl.indexes.get("i1")
    assert server.requests[0].headers.get_list(header) == ["as/asked"]


@in_both_colours
async def test_other_choices_leave_the_client_they_were_made_from_as_it_was() -> None:
    server = serve(reply(503), reply(503), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(ServerError):
            await tl.with_options(max_retries=0).indexes.get("i1")
        await tl.indexes.get("i1")
    assert len(server.requests) == 3


@in_both_colours
async def test_choices_do_not_change_with_what_they_were_given_as() -> None:
    server = serve(reply(200, INDEX))
    headers = {"x-team": "search"}
    async with AsyncTwelveLabs(**server.options, headers=headers) as tl:
        headers["x-team"] = "other"
        await tl.indexes.get("i1")
    assert server.requests[0].headers["x-team"] == "search"


@pytest.mark.parametrize("changes", [{"max_retries": -1}, {"timeout": 0}, {"headers": {"x-api-key": "other"}}])
@in_both_colours
async def test_other_choices_are_checked_as_the_first_were(changes: dict[str, Any]) -> None:
    async with AsyncTwelveLabs(**serve().options) as tl:
        with pytest.raises(InvalidInputError):
            tl.with_options(**changes)


@in_both_colours
async def test_the_client_tells_who_it_is_and_whose_program_uses_it() -> None:
    server = serve(reply(200, INDEX), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.indexes.get("i1")
    async with AsyncTwelveLabs(**server.options, user_agent_suffix="newsroom/2 (nightly)") as tl:
        await tl.indexes.get("i1")
    plain, suffixed = (request.headers["user-agent"] for request in server.requests)
    assert plain.startswith(f"twelvelabs-client/{__version__} python/3.")
    assert suffixed == f"{plain} newsroom/2 (nightly)"


@pytest.mark.parametrize("suffix", ["a\nb", "é", " a"])
@in_both_colours
async def test_a_suffix_that_cannot_stand_in_a_header_is_refused(suffix: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^user_agent_suffix: "):
        AsyncTwelveLabs(**serve().options, user_agent_suffix=suffix)


@in_both_colours
async def test_the_hook_is_told_of_each_attempt() -> None:
    attempts: list[Attempt] = []
    server = serve(httpx.ConnectError("refused"), reply(503, None, x_trace_id="1"), reply(200, INDEX, x_trace_id="2"))
    async with AsyncTwelveLabs(**server.options, on_attempt=attempts.append) as tl:
        await tl.with_options(query={"secret": "x"}).indexes.get("i1")
    told = [(each.number, each.status, each.trace_id, each.error) for each in attempts]
    assert told == [(1, None, None, "ConnectError"), (2, 503, "1", None), (3, 200, "2", None)]
    assert {(each.operation, each.method, each.url) for each in attempts} == {
        ("retrieve_index", "GET", f"{ROOT}/indexes/i1")
    }
    assert attempts[2].headers["content-type"] == "application/json"
    assert all(each.elapsed >= 0 for each in attempts)


@in_both_colours
async def test_a_client_of_the_users_is_used_as_it_is_and_left_open() -> None:
    server = serve(reply(200, INDEX), reply(200, INDEX))
    async with httpx.AsyncClient(transport=httpx.MockTransport(server), headers={"x-proxy": "p"}) as http:
        async with AsyncTwelveLabs(api_key=KEY, http_client=http) as tl:
            await tl.indexes.get("i1")
        assert not http.is_closed
        await AsyncTwelveLabs(api_key=KEY, http_client=http).indexes.get("i1")
    assert [request.headers["x-proxy"] for request in server.requests] == ["p", "p"]


@in_both_colours
async def test_a_client_and_a_transport_together_are_refused_for_one_would_be_dropped() -> None:
    async with httpx.AsyncClient() as http:
        with pytest.raises(InvalidInputError, match="http_client and transport"):
            AsyncTwelveLabs(**serve().options, http_client=http)


@in_both_colours
async def test_a_closed_client_says_so() -> None:
    server = serve(reply(200, INDEX))
    tl = AsyncTwelveLabs(**server.options)
    await tl.aclose()
    await tl.aclose()
    with pytest.raises(InvalidInputError, match="retrieve_index: the client is closed"):
        await tl.indexes.get("i1")
    assert server.requests == []


@in_both_colours
async def test_other_choices_close_nothing_and_are_closed_with_their_client() -> None:
    server = serve(reply(200, INDEX), reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        async with tl.with_options(timeout=5) as other:
            await other.indexes.get("i1")
        await tl.indexes.get("i1")
    with pytest.raises(InvalidInputError, match="the client is closed"):
        await other.indexes.get("i1")


@in_both_colours
async def test_nothing_is_connected_before_the_first_call() -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        assert (tl.indexes, tl.assets, tl.search) == (tl.indexes, tl.assets, tl.search)
        tl.indexes.list()
        tl.search.query("i1", "boat")
        tl.analyze.stream("a1", "What is seen?")
    assert server.requests == []


@in_both_colours
async def test_a_server_of_the_users_is_called_by_its_address() -> None:
    server = serve(httpx.ConnectError("refused"))
    async with AsyncTwelveLabs(**server.options, base_url="https://proxy.example:8443/tl", max_retries=0) as tl:
        with pytest.raises(APIConnectionError, match=r"no response from https://proxy\.example:8443/tl/v1\.3 "):
            await tl.indexes.get("i1")
    assert str(server.requests[0].url) == "https://proxy.example:8443/tl/v1.3/indexes/i1"


@pytest.mark.parametrize(
    ("identifier", "path"),
    [("i 1", None), ("../assets", None), ("ü", "%C3%BC"), ("a%2Fb", "a%252Fb"), ("a:b@c;d", "a%3Ab%40c%3Bd")],
)
@in_both_colours
async def test_an_id_is_one_segment_of_the_path_whatever_it_holds(identifier: str, path: str | None) -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        if path is None:
            with pytest.raises(InvalidInputError, match="index: "):
                await tl.indexes.get(identifier)
        else:
            await tl.indexes.get(identifier)
    assert [request.url.raw_path.decode() for request in server.requests] == ([f"/v1.3/indexes/{path}"] if path else [])


@pytest.mark.parametrize("identifier", ["a\x00b", "a\r\nx-other: 1", "\x1b", "\x7f", "", ".", ".."], ids=repr)
@in_both_colours
async def test_no_control_character_gets_into_a_path_past_the_facade_either(identifier: str) -> None:
    server = serve()
    async with AsyncTwelveLabs(**server.options) as tl:
        with pytest.raises(InvalidInputError, match=r"retrieve_index: .* part of a path"):
            await tl.low_level.call(retrieve_index, identifier)
    assert server.requests == []


@in_both_colours
async def test_connecting_and_silence_may_take_all_of_a_calls_time() -> None:
    server = serve(reply(200, INDEX))
    async with AsyncTwelveLabs(**server.options) as tl:
        await tl.with_options(connect_timeout=None, read_timeout=None).indexes.get("i1", timeout=7)
    timeouts = server.requests[0].extensions["timeout"]
    assert timeouts["connect"] == pytest.approx(7)
    assert timeouts["read"] == pytest.approx(7)
