"""A client for each version of the API: which one is made, what it has, and what it says of what it lacks."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
import pydoc
from collections.abc import Iterator
from itertools import permutations
from operator import attrgetter
from typing import Any

import pytest

import twelvelabs_client
from tests.facade.surface import members_of, resources_of
from twelvelabs_client import (
    AsyncTwelveLabs,
    InvalidInputError,
    MissingInVersionError,
    TwelveLabs,
    TwelveLabsV1_2,
    TwelveLabsV1_3,
    UnsupportedInVersionError,
)
from twelvelabs_client._async import client as async_client
from twelvelabs_client._async.older.client import AsyncOlderTwelveLabs
from twelvelabs_client._sync import client as sync_client
from twelvelabs_client._sync.older.client import OlderTwelveLabs
from twelvelabs_client.core.replacements import REPLACEMENTS
from twelvelabs_client.core.settings import DEFAULT_VERSION, VERSIONS

KEY = "tlk_MADEUPKEY"
in_each_colour = pytest.mark.parametrize("kind", [AsyncTwelveLabs, TwelveLabs], ids=["async", "sync"])
in_each_version = pytest.mark.parametrize("version", VERSIONS)
PAIRS = [(spoken, asked.removeprefix(letter)) for spoken, asked in permutations(VERSIONS, 2) for letter in ("", "v")]


def class_of(kind: type, version: str) -> Any:
    return getattr(twelvelabs_client, f"{kind.__name__}{version.upper().replace('.', '_')}")


def surface_of(version: str) -> set[str]:
    """Every noun and method of a version's client, such as `videos`, `videos.list` and `upload`."""
    own = {name for name, value in members_of(class_of(TwelveLabs, version)).items() if is_offered(name, value)}
    nouns = resources_of(TwelveLabs, version)
    methods = {
        f"{noun}.{name}"
        for noun, kind in nouns.items()
        for name, value in members_of(kind).items()
        if is_offered(name, value)
    }
    return own | set(nouns) | methods


def is_offered(name: str, value: object) -> bool:
    return not name.startswith("_") and inspect.isfunction(value)


SURFACES = {version: surface_of(version) for version in VERSIONS}
EVERYTHING = set().union(*SURFACES.values())


def lacking() -> Iterator[tuple[str, str]]:
    """What each version lacks, as far as its client can be asked for it: nouns, and methods of the nouns it has."""
    for version, surface in SURFACES.items():
        for place in sorted(EVERYTHING - surface):
            holder = place.rpartition(".")[0]
            if not holder or holder in surface:
                yield version, place


LACKING = list(lacking())


@in_each_colour
@in_each_version
@pytest.mark.parametrize("letter", ["v", ""], ids=["with its letter", "without"])
def test_the_version_picks_the_class(kind: Any, version: str, letter: str) -> None:
    client = kind(api_key=KEY, api_version=f"{letter}{version.removeprefix('v')}")

    assert type(client) is class_of(kind, version)
    assert (client.api_version, client.base_url) == (version, f"https://api.twelvelabs.io/{version}")


@in_each_colour
def test_without_a_version_it_is_the_newest(kind: Any) -> None:
    assert type(kind(api_key=KEY)) is class_of(kind, DEFAULT_VERSION)


@in_each_colour
@in_each_version
def test_the_class_of_a_version_can_be_made_by_itself(kind: Any, version: str) -> None:
    client = class_of(kind, version)(api_key=KEY)

    assert isinstance(client, kind)
    assert client.api_version == version
    assert type(class_of(kind, version)(api_key=KEY, api_version=version)) is type(client)


@in_each_colour
@pytest.mark.parametrize(("spoken", "asked"), PAIRS)
def test_a_class_of_one_version_is_not_made_for_another(kind: Any, spoken: str, asked: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        class_of(kind, spoken)(api_key=KEY, api_version=asked)

    text = str(refusal.value)
    assert text == f"api_version: {class_of(kind, spoken).__name__} speaks {spoken}, not v{asked.removeprefix('v')}"


@pytest.mark.parametrize("version", ["v0.1", "1", "", "V1.3", "v1.3 "])
def test_a_version_that_is_none_is_refused_with_those_there_are(version: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        TwelveLabs(api_key=KEY, api_version=version)

    assert str(refusal.value) == f"api_version: {version!r} is not one of {', '.join(VERSIONS)}"


@pytest.mark.parametrize("base", [AsyncTwelveLabs, TwelveLabs, AsyncOlderTwelveLabs, OlderTwelveLabs])
def test_a_class_of_ones_own_is_derived_from_that_of_one_version(base: Any) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        type("Mine", (base,), {})(api_key=KEY, api_version="v1.2")

    assert str(refusal.value).startswith(
        "api_version: Mine speaks no version of its own; derive it from a client of one"
    )
    assert "\n" not in str(refusal.value)


@in_each_colour
@in_each_version
def test_a_class_derived_from_that_of_one_version_speaks_it(kind: Any, version: str) -> None:
    mine = type("Mine", (class_of(kind, version),), {})

    client = mine(api_key=KEY)

    assert (type(client), client.api_version) == (mine, version)


@pytest.mark.parametrize(
    ("module", "name", "kind"),
    [(async_client, "AsyncSettings", AsyncTwelveLabs), (sync_client, "Settings", TwelveLabs)],
    ids=["async", "sync"],
)
def test_what_type_checkers_see_of_the_settings_is_what_there_is(module: Any, name: str, kind: Any) -> None:
    [settings] = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.ClassDef) and node.name == name
    ]
    declared = {
        ast.unparse(field.target): ast.unparse(field.annotation)
        for field in settings.body
        if isinstance(field, ast.AnnAssign)
    }

    taken = {each.name: each.annotation for each in inspect.signature(kind).parameters.values()}

    assert declared == {
        setting: annotation for setting, annotation in taken.items() if setting not in ("api_version", "unnamed")
    }


@in_each_colour
@in_each_version
def test_help_and_signatures_show_the_settings(kind: Any, version: str) -> None:
    client = class_of(kind, version)

    assert inspect.signature(client) == inspect.signature(kind)
    assert "api_key: 'ApiKey | None' = None" in pydoc.plain(pydoc.render_doc(client))


def test_versions_differ() -> None:
    """Else the tests of what is missing would have nothing to test."""
    assert {version for version, _ in LACKING} == set(VERSIONS)


def test_what_a_version_lacks_has_a_replacement_and_nothing_else_has_one() -> None:
    assert {place for _, place in LACKING} == set(REPLACEMENTS)


@in_each_colour
@pytest.mark.parametrize(("version", "place"), LACKING)
def test_what_a_version_lacks_tells_what_to_use_instead(kind: Any, version: str, place: str) -> None:
    client = kind(api_key=KEY, api_version=version)

    with pytest.raises(MissingInVersionError) as refusal:
        attrgetter(place)(client)

    assert str(refusal.value) == f"{place}: not available in API {version}; {REPLACEMENTS[place]}"
    assert isinstance(refusal.value, UnsupportedInVersionError)
    assert isinstance(refusal.value, AttributeError)
    assert (refusal.value.version, refusal.value.unsupported, refusal.value.replacement) == (
        version,
        place,
        REPLACEMENTS[place],
    )


@in_each_colour
@pytest.mark.parametrize(("version", "place"), LACKING)
def test_what_a_version_lacks_can_be_asked_for(kind: Any, version: str, place: str) -> None:
    holder, _, name = place.rpartition(".")
    client = kind(api_key=KEY, api_version=version)
    held = attrgetter(holder)(client) if holder else client

    assert not hasattr(held, name)
    assert getattr(held, name, "nothing") == "nothing"


@in_each_colour
@in_each_version
def test_a_slip_of_the_pen_is_an_ordinary_error(kind: Any, version: str) -> None:
    client = kind(api_key=KEY, api_version=version)

    for holder, name in ((client, "indices"), (client, "_speak"), (client.videos, "lists"), (client.search, "querry")):
        with pytest.raises(
            AttributeError, match=f"'{type(holder).__name__}' (object )?has no attribute '{name}'"
        ) as slip:
            getattr(holder, name)
        assert not isinstance(slip.value, UnsupportedInVersionError)


@in_each_colour
@in_each_version
def test_a_client_with_other_options_is_of_the_same_version(
    kind: Any, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TWELVELABS_API_KEY", raising=False)
    client = kind(api_key=KEY, api_version=version)

    for other in (client.with_options(timeout=5), copy.copy(client)):
        assert type(other) is type(client)
        assert (other.api_version, other.base_url) == (client.api_version, client.base_url)
        assert other.indexes is not client.indexes


@in_each_colour
@in_each_version
def test_a_client_is_neither_pickled_nor_copied_whole(kind: Any, version: str) -> None:
    client = kind(api_key=KEY, api_version=version)

    for take_away in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match=f"{type(client).__name__} .* is not pickled: it holds a key"):
            take_away(client)


def test_an_error_about_a_version_survives_a_process_boundary() -> None:
    error = MissingInVersionError("v1.2", "assets", REPLACEMENTS["assets"])

    restored = pickle.loads(pickle.dumps(error))

    assert (type(restored), str(restored), restored.replacement) == (
        MissingInVersionError,
        str(error),
        error.replacement,
    )


def test_each_version_has_its_nouns() -> None:
    assert isinstance(TwelveLabs(api_key=KEY, api_version="v1.2"), TwelveLabsV1_2)
    assert "embed.v1" in SURFACES["v1.2"] & SURFACES["v1.3"]
    assert all({"classify", "engines", "search.combined"} <= SURFACES[older] for older in ("v1.1", "v1.2"))
    assert not issubclass(TwelveLabsV1_2, TwelveLabsV1_3)
