"""What users see before any call: names, signatures, texts, and how little an import loads."""

from __future__ import annotations

import inspect
import json
import pickle
import re
import subprocess
import sys
import textwrap
import traceback
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from unasync import without_async

import twelvelabs_client
from pipeline.specification import nameless
from tests.colours import in_both_colours
from tests.facade.surface import members_of, resources_of
from tracking.facade_methods import operations_named
from twelvelabs_client import AsyncTwelveLabs, TwelveLabs, TwelveLabsError, intents, models, versions
from twelvelabs_client.core.settings import DEFAULT_VERSION, VERSIONS, ApiVersion

KEY = "tlk_MADEUPKEY"
GENERATED = resources.files("twelvelabs_generated")


def python(program: str) -> Any:
    """What a program prints as JSON, in a process of its own."""
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def public_methods(kind: type) -> dict[str, Callable[..., Any]]:
    return {
        name: value
        for name, value in members_of(kind).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }


def methods_of(client: type, version: str) -> dict[str, Callable[..., Any]]:
    """The methods of a version's client, as `client.upload`, and of its resources, as `indexes.create`."""
    own = public_methods(type(client(api_key=KEY, api_version=version)))
    return {
        **{f"client.{name}": method for name, method in own.items()},
        **{
            f"{noun}.{verb}": method
            for noun, kind in resources_of(client, version).items()
            for verb, method in public_methods(kind).items()
        },
    }


def once_each(surfaces: dict[ApiVersion, dict[str, Callable[..., Any]]]) -> dict[str, Callable[..., Any]]:
    """Every method once: under its name where the newest version has it, else with the version that has it."""
    found: dict[Callable[..., Any], str] = {}
    for version in reversed(surfaces):
        for name, method in surfaces[version].items():
            found.setdefault(method, name if version == DEFAULT_VERSION else f"{name} of {version}")
    return {name: method for method, name in found.items()}


SURFACES = {version: methods_of(AsyncTwelveLabs, version) for version in VERSIONS}
METHODS = once_each(SURFACES)
SYNC_METHODS = once_each({version: methods_of(TwelveLabs, version) for version in VERSIONS})
# What calls no operation, or the one it is given.
WITHOUT_OPERATION = {
    "client.aclose",
    "client.with_options",
    "low_level.call",
    "low_level.request",
    "low_level.save",
}


def parameters_of(method: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(method).parameters.values())[1:]


def settings_of(client: type) -> list[inspect.Parameter]:
    """What a client can be given; what has no name is taken only to be refused."""
    return [each for each in inspect.signature(client).parameters.values() if each.kind is not each.VAR_POSITIONAL]


def section(method: Callable[..., Any], title: str) -> str:
    """A section of a Google docstring."""
    found = re.search(rf"^{title}:\n((?:[ ]{{4}}.*\n|\n)*)", f"{inspect.getdoc(method)}\n", re.MULTILINE)
    return found[1] if found else ""


def test_importing_the_package_loads_no_http_library_and_nothing_generated() -> None:
    loaded = python(
        """
        import json, sys
        before = set(sys.modules)
        import twelvelabs_client
        print(json.dumps(sorted(set(sys.modules) - before)))
        """
    )

    assert [name for name in loaded if name.startswith("twelvelabs")] == [
        "twelvelabs_client",
        "twelvelabs_client._version",
    ]
    assert (
        set(loaded) & {"httpx", "httpcore", "attr", "attrs", "orjson", "dateutil", "asyncio", "ssl", "email"} == set()
    )


def _translators_of(version: str) -> str:
    """The package with the translators of a version."""
    package = version.replace(".", "_")
    later = Path(versions.__file__ or "").with_name(package).is_dir()
    return f"twelvelabs_client.versions.{package if later else f'older.{package}'}"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_client_loads_nothing_of_other_versions(version: str) -> None:
    used = python(
        f"""
        import json, sys
        from twelvelabs_client import TwelveLabs
        tl = TwelveLabs(api_key="made-up", api_version={version!r})
        tl.indexes.list()
        tl.low_level
        print(json.dumps(sorted(name for name in sys.modules if name.startswith("twelvelabs"))))
        """
    )

    spoken = version.replace(".", "_")
    others = [each.replace(".", "_") for each in VERSIONS if each != version]
    translator = f"{_translators_of(version)}.indexes"
    assert translator in used
    assert f"twelvelabs_generated.{spoken}.models.index" in used
    assert [name for name in used if any(other in name for other in others)] == []
    translators = [name for name in used if name.startswith(f"{_translators_of(version)}.")]
    assert [name for name in translators if "._" not in name] == [translator]


@pytest.mark.parametrize("version", VERSIONS)
def test_no_noun_of_a_client_loads_another_version(version: str) -> None:
    used = python(
        f"""
        import json, sys
        from twelvelabs_client import TwelveLabs
        tl = TwelveLabs(api_key="made-up", api_version={version!r})
        nouns = [getattr(tl, name) for name in dir(tl) if not name.startswith("_")]
        parts = [getattr(noun, name) for noun in nouns for name in dir(noun) if not name.startswith("_")]
        print(json.dumps(sorted(name for name in sys.modules if name.startswith("twelvelabs"))))
        """
    )

    others = [each.replace(".", "_") for each in VERSIONS if each != version]
    assert len([name for name in used if name.startswith(f"{_translators_of(version)}.")]) >= 7
    assert [name for name in used if any(f".{other}" in name for other in others)] == []


def test_making_a_client_loads_no_resource_and_using_one_loads_only_that() -> None:
    client, used = python(
        """
        import json, sys
        from twelvelabs_client import TwelveLabs
        tl = TwelveLabs(api_key="made-up")
        ours = lambda: sorted(name for name in sys.modules if name.startswith("twelvelabs"))
        before = ours()
        tl.indexes
        print(json.dumps([before, sorted(set(ours()) - set(before))]))
        """
    )

    assert not [name for name in client if "resources" in name or "generated" in name or "_async" in name]
    assert [name for name in used if "_sync.resources." in name] == ["twelvelabs_client._sync.resources.indexes"]
    assert "twelvelabs_client.versions.v1_3.indexes" in used
    assert not [name for name in used if "assets" in name or "analyze" in name or "search" in name]


@pytest.mark.parametrize("module", ["twelvelabs_client", "twelvelabs_client.models", "twelvelabs_client.intents"])
def test_every_public_name_resolves_when_it_is_the_first_one_used(module: str) -> None:
    unresolved = python(
        f"""
        import importlib, json, sys
        missing, names = [], importlib.import_module({module!r}).__all__
        for name in names:
            for loaded in [each for each in sys.modules if each.startswith("twelvelabs_client")]:
                del sys.modules[loaded]
            if not hasattr(importlib.import_module({module!r}), name):
                missing.append(name)
        print(json.dumps(missing))
        """
    )

    assert unresolved == []


@pytest.mark.parametrize("module", [twelvelabs_client, models, intents])
def test_names_are_listed_in_order_and_unknown_ones_are_refused(module: Any) -> None:
    assert dir(module) == sorted(module.__all__)
    with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'Nothing'"):
        _ = module.Nothing


def test_both_colours_have_the_same_methods() -> None:
    assert [without_async(name) for name in METHODS] == list(SYNC_METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_both_colours_have_the_same_signatures(name: str) -> None:
    method, twin = METHODS[name], SYNC_METHODS[without_async(name)]

    assert without_async(f"{inspect.signature(method)}\n") == f"{inspect.signature(twin)}\n"


def test_both_colours_take_the_same_settings() -> None:
    asynchronous, synchronous = inspect.signature(AsyncTwelveLabs), inspect.signature(TwelveLabs)

    assert without_async(f"{asynchronous}\n") == f"{synchronous}\n"


@pytest.mark.parametrize("name", METHODS)
def test_both_colours_have_the_same_text(name: str) -> None:
    assert SYNC_METHODS[without_async(name)].__doc__ == METHODS[name].__doc__


@pytest.mark.parametrize("name", METHODS)
def test_every_parameter_beyond_the_second_is_named(name: str) -> None:
    unnamed = [
        parameter.name
        for parameter in parameters_of(METHODS[name])[2:]
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]

    assert unnamed == []


def test_a_client_takes_only_named_parameters() -> None:
    assert {parameter.kind for parameter in settings_of(AsyncTwelveLabs)} == {inspect.Parameter.KEYWORD_ONLY}
    with pytest.raises(TypeError, match=r"^TwelveLabs\(\) takes named arguments only: the key is api_key=") as refusal:
        cast(Any, TwelveLabs)(KEY)
    shown = traceback.TracebackException.from_exception(refusal.value.with_traceback(None)).format()
    assert KEY not in "".join(shown)


@pytest.mark.parametrize("name", METHODS)
def test_every_parameter_is_explained(name: str) -> None:
    method = METHODS[name]

    explained = re.findall(r"^    \**(\w+): \S", section(method, "Args"), re.MULTILINE)

    assert explained == [parameter.name for parameter in parameters_of(method)]


def test_every_setting_of_the_client_is_explained() -> None:
    explained = re.findall(r"^    (\w+): \S", section(AsyncTwelveLabs, "Args"), re.MULTILINE)

    assert explained == [parameter.name for parameter in settings_of(AsyncTwelveLabs)]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_method_says_which_operations_it_calls(version: ApiVersion) -> None:
    table = json.loads((GENERATED / version.replace(".", "_") / "OPERATIONS.json").read_bytes())
    known = {nameless(f"{operation['method'].upper()} {operation['path']}") for operation in table.values()}

    named = {
        name: operations_named(inspect.getdoc(method) or "", version) for name, method in SURFACES[version].items()
    }

    assert {name for name, operations in named.items() if not operations} == WITHOUT_OPERATION
    assert {
        f"{name}: {operation}"
        for name, operations in named.items()
        for operation in operations
        if nameless(operation) not in known
    } == set()


@pytest.mark.parametrize("name", METHODS)
def test_every_method_begins_with_a_sentence(name: str) -> None:
    summary = (inspect.getdoc(METHODS[name]) or "").partition("\n\n")[0]

    assert re.fullmatch(r"[A-Z].*\.", summary, re.DOTALL)


def refuse(request: httpx.Request) -> httpx.Response:
    return httpx.Response(401, json={"code": "api_key_invalid", "message": "made up"})


def break_off(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("the line is dead", request=request)


@in_both_colours
async def test_what_a_client_prints_does_not_show_its_key() -> None:
    async with AsyncTwelveLabs(api_key=KEY, transport=httpx.MockTransport(refuse)) as tl:
        shown = [repr(tl), str(tl), f"{tl.indexes}", f"{tl.with_options(timeout=5)!r}", repr(tl._transport)]

    assert shown[0] == f"<{type(tl).__name__} https://api.twelvelabs.io/v1.3>"
    assert KEY not in "".join(shown)


@in_both_colours
async def test_a_pickled_client_holds_no_key() -> None:
    async with AsyncTwelveLabs(api_key=KEY) as tl:
        with pytest.raises(TypeError) as refusal:
            pickle.dumps(tl)

    assert KEY not in str(refusal.value)


@pytest.mark.parametrize("answer", [refuse, break_off])
@in_both_colours
async def test_no_traceback_shows_the_key_even_with_local_variables(answer: Callable[..., Any]) -> None:
    async with AsyncTwelveLabs(api_key=KEY, max_retries=0, transport=httpx.MockTransport(answer)) as tl:
        with pytest.raises(TwelveLabsError) as failure:
            await tl.indexes.get("0123")

    shown = "".join(traceback.TracebackException.from_exception(failure.value, capture_locals=True).format())
    assert "retrieve_index" in shown
    assert KEY not in shown
    assert KEY not in repr(vars(failure.value))


@in_both_colours
async def test_an_error_survives_a_process_boundary_without_the_key() -> None:
    async with AsyncTwelveLabs(api_key=KEY, transport=httpx.MockTransport(refuse)) as tl:
        with pytest.raises(TwelveLabsError) as failure:
            await tl.indexes.get("0123")

    pickled = pickle.dumps(failure.value)

    assert str(pickle.loads(pickled)) == str(failure.value)
    assert KEY.encode() not in pickled
