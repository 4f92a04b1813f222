"""Which HTTP library sends: by name, by the environment, or by the type of what the user brings."""

from __future__ import annotations

import asyncio
import sys
import warnings
from collections.abc import Callable
from typing import Any

import aiohttp
import httpx
import httpx2
import pytest

from tests.colours import Colour, in_both_colours
from tests.facade.refusals import is_one_clear_line
from twelvelabs_client import AsyncTwelveLabs, InvalidInputError, TwelveLabs

AGENTS = {
    "httpx": f"httpx/{httpx.__version__}",
    "httpx2": f"httpx2/{httpx2.__version__}",
    "aiohttp": f"aiohttp/{aiohttp.__version__}",
}


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_API_KEY", "tlk_MADEUPKEY")


def library_of(tl: Any) -> str:
    """The library that a client names in its `User-Agent`."""
    return str(tl._transport._agent).rpartition(" ")[2]


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
@in_both_colours
async def test_a_library_is_chosen_by_name(http: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_HTTP", "requests")

    async with AsyncTwelveLabs(http=http, user_agent_suffix="harbor/1") as tl:
        assert f"{AGENTS[http]} harbor/1" in tl._transport._agent


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
@in_both_colours
async def test_a_library_is_chosen_by_the_environment(http: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_HTTP", http)

    async with AsyncTwelveLabs() as tl:
        assert library_of(tl) == AGENTS[http]


@pytest.mark.parametrize("said", [None, ""], ids=repr)
@in_both_colours
async def test_it_is_httpx_where_nothing_is_said(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TWELVELABS_HTTP", raising=False)
    if said is not None:
        monkeypatch.setenv("TWELVELABS_HTTP", said)

    async with AsyncTwelveLabs() as tl:
        assert library_of(tl) == AGENTS["httpx"]


def test_aiohttp_is_chosen_by_name_and_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert library_of(AsyncTwelveLabs(http="aiohttp")) == AGENTS["aiohttp"]

    monkeypatch.setenv("TWELVELABS_HTTP", "aiohttp")
    assert library_of(AsyncTwelveLabs()) == AGENTS["aiohttp"]


with warnings.catch_warnings(action="ignore", category=DeprecationWarning):

    class Session(aiohttp.ClientSession):
        """aiohttp warns of it and lets it be."""


class Connector(aiohttp.TCPConnector):
    """A kind of the user's."""


class Client(httpx.Client):
    """A kind of the user's."""


class AsyncClient(httpx2.AsyncClient):
    """A kind of the user's."""


class Transport(httpx2.BaseTransport):
    """A kind of the user's, which derives from no transport that sends."""


class AsyncTransport(httpx.AsyncBaseTransport):
    """The same, asynchronous."""


# (who takes it, the parameter, what it takes, the library that sends then)
BROUGHT: list[tuple[Colour, str, Callable[[], Any], str]] = [
    ("sync", "http_client", httpx.Client, "httpx"),
    ("sync", "http_client", httpx2.Client, "httpx2"),
    ("sync", "http_client", Client, "httpx"),
    ("sync", "transport", httpx.HTTPTransport, "httpx"),
    ("sync", "transport", httpx2.HTTPTransport, "httpx2"),
    ("sync", "transport", Transport, "httpx2"),
    ("async", "http_client", httpx.AsyncClient, "httpx"),
    ("async", "http_client", httpx2.AsyncClient, "httpx2"),
    ("async", "http_client", AsyncClient, "httpx2"),
    ("async", "http_client", aiohttp.ClientSession, "aiohttp"),
    ("async", "http_client", Session, "aiohttp"),
    ("async", "transport", httpx.AsyncHTTPTransport, "httpx"),
    ("async", "transport", httpx2.AsyncHTTPTransport, "httpx2"),
    ("async", "transport", AsyncTransport, "httpx"),
    ("async", "transport", aiohttp.TCPConnector, "aiohttp"),
    ("async", "transport", Connector, "aiohttp"),
]


def named(kind: Callable[[], Any]) -> str:
    module = str(kind.__module__)
    return f"{'own' if module.startswith('tests') else module.partition('.')[0]} {getattr(kind, '__name__', kind)}"


async def made(kind: Callable[[], Any], use: Callable[[Any], Any]) -> Any:
    """What is done with a thing that may need an event loop to be made and closed in."""
    thing = kind()
    try:
        return use(thing)
    finally:
        if hasattr(thing, "aclose"):
            await thing.aclose()
        elif isinstance(thing, aiohttp.ClientSession | aiohttp.BaseConnector):
            await thing.close()
        else:
            thing.close()


@pytest.mark.parametrize(
    ("colour", "parameter", "kind", "http"), BROUGHT, ids=lambda value: named(value) if callable(value) else value
)
def test_what_is_brought_chooses_its_library(
    colour: Colour, parameter: str, kind: Callable[[], Any], http: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWELVELABS_HTTP", "requests")
    client: Any = AsyncTwelveLabs if colour == "async" else TwelveLabs

    found = asyncio.run(made(kind, lambda thing: library_of(client(**{parameter: thing}))))

    assert found == AGENTS[http]


class Mine:
    """Nothing that sends."""


WANTED = {"async": "httpx or httpx2 or aiohttp for AsyncTwelveLabs", "sync": "httpx or httpx2 for TwelveLabs"}
# (who refuses it, the parameter, what it refuses, what the error calls it)
REFUSED: list[tuple[Colour, str, Callable[[], Any], str]] = [
    ("sync", "http_client", httpx.AsyncClient, "httpx's AsyncClient"),
    ("sync", "http_client", httpx2.AsyncClient, "httpx2's AsyncClient"),
    ("sync", "transport", httpx2.AsyncHTTPTransport, "httpx2's AsyncHTTPTransport"),
    ("sync", "http_client", httpx.HTTPTransport, "httpx's HTTPTransport"),
    ("async", "http_client", httpx.Client, "httpx's Client"),
    ("async", "transport", httpx2.HTTPTransport, "httpx2's HTTPTransport"),
    ("async", "transport", aiohttp.ClientSession, "aiohttp's ClientSession"),
    ("async", "http_client", aiohttp.TCPConnector, "aiohttp's TCPConnector"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("colour", "parameter", "kind", "called"), REFUSED, ids=lambda value: named(value) if callable(value) else value
)
def test_what_is_of_another_form_or_at_another_place_is_refused_by_its_name(
    colour: Colour, parameter: str, kind: Callable[[], Any], called: str
) -> None:
    client: Any = AsyncTwelveLabs if colour == "async" else TwelveLabs
    wanted = "a client" if parameter == "http_client" else "a transport"

    with pytest.raises(InvalidInputError) as refusal:
        asyncio.run(made(kind, lambda thing: client(**{parameter: thing})))

    assert str(refusal.value) == f"{parameter}: expected {wanted} of {WANTED[colour]}, got {called}"
    assert is_one_clear_line(refusal.value)


# (what is given, what the error calls it)
NO_CLIENTS = [(Mine(), f"{__name__.partition('.')[0]}'s Mine"), (httpx.AsyncClient, "the class httpx's AsyncClient")]
NO_CLIENTS += [("httpx", "str"), ("", "str"), (0, "int"), ({}, "dict"), (False, "bool")]


@pytest.mark.parametrize(("given", "called"), NO_CLIENTS, ids=[called for _, called in NO_CLIENTS])
@pytest.mark.parametrize("parameter", ["http_client", "transport"])
@in_both_colours
async def test_what_is_of_no_library_is_refused_by_its_name(parameter: str, given: Any, called: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"^{parameter}: expected a \w+ of .*, got {called}$"):
        AsyncTwelveLabs(**{parameter: given})


NO_NAMES = ["requests", "HTTPX", "", 5, ["httpx"], {"http": "httpx"}]


@pytest.mark.parametrize("http", NO_NAMES, ids=repr)
@in_both_colours
async def test_what_is_the_name_of_no_library_is_refused(http: Any) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        AsyncTwelveLabs(http=http)

    assert str(refusal.value).startswith(f"http: {http!r} is not one of httpx, httpx2")


@in_both_colours
async def test_a_name_in_the_environment_is_refused_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_HTTP", "requests")

    with pytest.raises(InvalidInputError, match=r"^TWELVELABS_HTTP: 'requests' is not one of httpx, httpx2"):
        AsyncTwelveLabs()


@pytest.mark.parametrize("others", [("http_client",), ("transport",), ("http_client", "transport")], ids=" and ".join)
@in_both_colours
async def test_a_name_beside_what_is_brought_is_refused(others: tuple[str, ...]) -> None:
    given: dict[str, Any] = {name: httpx.MockTransport(lambda request: httpx.Response(200)) for name in others}

    with pytest.raises(InvalidInputError, match=rf"^{' and '.join(others)} and http: give one of them; a client has"):
        AsyncTwelveLabs(**given, http="httpx")


@pytest.fixture
def missing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library that cannot be imported: as if it were not installed."""
    name = str(request.param)
    for module in list(sys.modules):
        if module == name or module.startswith((f"{name}.", f"twelvelabs_client.backends.{name}")):
            monkeypatch.delitem(sys.modules, module)
        if module.startswith(f"twelvelabs_client.backends._sync.{name}"):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    return name


@pytest.mark.parametrize("missing", ["httpx2"], indirect=True)
@in_both_colours
async def test_a_library_that_is_not_installed_is_named_with_its_extra(missing: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        AsyncTwelveLabs(http="httpx2")

    assert str(refusal.value) == "http: httpx2 is not installed: pip install 'twelvelabs-client[httpx2]'"


@pytest.mark.parametrize("missing", ["aiohttp"], indirect=True)
def test_so_is_aiohttp_and_the_variable_that_asks_for_it(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWELVELABS_HTTP", "aiohttp")

    with pytest.raises(InvalidInputError) as refusal:
        AsyncTwelveLabs()

    assert str(refusal.value) == "TWELVELABS_HTTP: aiohttp is not installed: pip install 'twelvelabs-client[aiohttp]'"


@pytest.mark.parametrize("missing", ["httpx2", "aiohttp"], indirect=True)
@in_both_colours
async def test_what_is_not_installed_costs_nobody_else_anything(missing: str) -> None:
    number: Any = 5
    async with AsyncTwelveLabs(transport=httpx.MockTransport(lambda request: httpx.Response(200))) as tl:
        assert library_of(tl) == AGENTS["httpx"]
    with pytest.raises(InvalidInputError, match=r"^http_client: expected a client of .* got int$"):
        AsyncTwelveLabs(http_client=number)


ONLY = r"aiohttp sends from event loops only; use AsyncTwelveLabs, or httpx or httpx2$"


def test_the_synchronous_client_refuses_aiohttp_by_name_and_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    http: Any = "aiohttp"
    with pytest.raises(InvalidInputError, match=f"^http or TWELVELABS_HTTP: {ONLY}"):
        TwelveLabs(http=http)

    monkeypatch.setenv("TWELVELABS_HTTP", http)
    with pytest.raises(InvalidInputError, match=f"^http or TWELVELABS_HTTP: {ONLY}"):
        TwelveLabs()


@pytest.mark.parametrize(
    ("parameter", "kind"), [("http_client", aiohttp.ClientSession), ("transport", aiohttp.TCPConnector)]
)
def test_it_refuses_what_is_of_aiohttp(parameter: str, kind: Callable[[], Any]) -> None:
    client: Any = TwelveLabs

    with pytest.raises(InvalidInputError, match=rf"^{parameter}: {kind.__name__} of {ONLY}"):
        asyncio.run(made(kind, lambda thing: client(**{parameter: thing})))
