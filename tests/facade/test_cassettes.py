"""The recordings themselves: whole, stable, free of secrets, none missing and none left over."""

from __future__ import annotations

import ast
import gzip
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from vcr import VCR
from versioning.layout import origins_of

from tests.facade import recording
from tests.facade.surface import members_of, resources_of
from twelvelabs_client import TwelveLabs
from twelvelabs_client.core.settings import VERSIONS

ROOT = Path(__file__).resolve().parents[2]

KEY = recording.SANDBOX_KEY
PARTS = 4
# Loading what a recording does not need takes longer than recording a module.
NO_PLUGINS = [f"-pno:{name}" for name in ("cacheprovider", "hypothesispytest", "schemathesis", "xdist")]
CALL_NOTHING = {"close", "with_options"}
SIGNED_URL = "https://storage.twelvelabs.example/a.jpg?X-Amz-Credential=AKIAMADEUP00&X-Amz-Signature=0a1b2c&x=1"


def cassettes() -> dict[str, str]:
    """The text of every cassette, by its place."""
    files = recording.cassettes().rglob("*.yaml")
    return {file.relative_to(recording.cassettes()).as_posix(): file.read_text("utf-8") for file in sorted(files)}


def read(cassette: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(cassette, Loader=yaml.CSafeLoader)
    return content


def origin_of(cassette: str) -> Any:
    return read(cassette).get("metadata", {}).get("origin")


def with_bodies(cassette: str) -> str:
    """The text of a cassette, and its bodies as they were sent: binary ones stand in the text as base64."""
    exchanges = read(cassette)["interactions"]
    bodies = [body for each in exchanges for body in (each["request"]["body"], each["response"]["body"]["string"])]
    return "\n".join([cassette, *(body.decode("latin-1") for body in bodies if isinstance(body, bytes))])


def recorded_tests(mark: str = "vcr") -> Iterator[tuple[str, str, ast.AsyncFunctionDef]]:
    """The tests of every module with a mark, with the version they speak and the place of their cassettes."""
    for file in sorted(Path(__file__).parent.rglob("test_*.py")):
        module = ast.parse(file.read_text("utf-8"))
        marks = next((ast.unparse(each) for each in module.body if is_mark(each)), "")
        if f"pytest.mark.{mark}" not in marks:
            continue
        versions = re.findall(r"v1\.\d", marks) or ["v1.3"]
        for statement, version in product(module.body, versions):
            if isinstance(statement, ast.AsyncFunctionDef) and statement.name.startswith("test_"):
                name = recording.cassette_name(statement.name, version)
                yield f"{file.stem.removeprefix('test_')}/{name}.yaml", version, statement


def is_mark(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "pytestmark"


def facade_methods(version: str) -> list[str]:
    """Every public method of a version that calls the API: of its client, and of every resource (`indexes.create`)."""
    client = type(TwelveLabs(api_key=KEY, api_version=version))
    own = [name for name in members_of(client) if is_method(client, name) and name not in CALL_NOTHING]
    kinds = resources_of(TwelveLabs, version).items()
    return own + [f"{noun}.{name}" for noun, kind in kinds for name in members_of(kind) if is_method(kind, name)]


def is_method(kind: type, name: str) -> bool:
    return not name.startswith("_") and inspect.isfunction(members_of(kind)[name])


def calls_in(test: ast.AsyncFunctionDef) -> Iterator[str]:
    """What a test calls on its client."""
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("tl."):
            yield ast.unparse(node.func).removeprefix("tl.")


def test_every_cassette_belongs_to_a_test_and_every_recorded_test_has_its_cassette() -> None:
    assert sorted(cassettes()) == sorted(place for place, _, _ in recorded_tests())


# They have no operation of their own: a server on this machine answers them, see tests/pipeline and
# tests/facade/test_low_level_request.py.
WITHOUT_RECORDING = {"low_level.request", "low_level.save"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_method_has_a_recorded_test(version: str) -> None:
    origins = origins_of(ROOT)
    own = origins[version].base if version in origins else version  # what is derived is what was recorded of the other
    recorded = {call for _, spoken, test in recorded_tests() if spoken == own for call in calls_in(test)}

    assert set(facade_methods(version)) - recorded == WITHOUT_RECORDING


def test_every_cassette_says_where_it_comes_from() -> None:
    unclear = {place for place, text in cassettes().items() if origin_of(text) not in recording.ORIGINS}

    assert unclear == set()


def test_documented_cassettes_are_those_of_tests_that_are_never_recorded() -> None:
    documented = {place for place, text in cassettes().items() if origin_of(text) == "documented"}

    assert documented == {place for place, _, _ in recorded_tests("documented")}


def test_no_cassette_holds_a_secret() -> None:
    secrets = {place: recording.secrets_in(with_bodies(text)) for place, text in cassettes().items()}

    assert {place: found for place, found in secrets.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        "tlk_0MADEUP0KEY",
        "x-api-key:\n- something",
        "Authorization: Basic bWFkZSB1cA==",
        "Bearer made-up-token",
        "set-cookie:\n- session=made-up",
        "AKIAMADEUP000000",
        "-----BEGIN PRIVATE KEY-----",
        "https://storage.example/a?X-Amz-Signature=0a1b2c",
        "https://storage.example/a?Policy=e30_&Signature=made-up&Key-Pair-Id=K2MADEUP",
    ],
)
def test_the_watch_for_secrets_knows_one_when_it_sees_it(text: str) -> None:
    assert recording.secrets_in(f"before {text} after")


def test_the_watch_for_secrets_lets_hidden_ones_pass() -> None:
    assert recording.secrets_in(f"{recording.KEY_PLACE} https://storage.example/a?X-Amz-Signature=HIDDEN&x=1") == []


def careless_server(request: httpx.Request) -> httpx.Response:
    """Gives back the key and a signed address, compressed, with a cookie."""
    text = f'{{"key": "{request.headers["x-api-key"]}", "sent": {request.content.decode()!r}, "url": "{SIGNED_URL}"}}'
    headers = {"content-encoding": "gzip", "set-cookie": "session=made-up", "content-type": "application/json"}
    return httpx.Response(200, content=gzip.compress(text.encode()), headers=headers)


def test_a_key_is_saved_from_no_header_and_no_body(tmp_path: Path) -> None:
    cassette = tmp_path / "careless.yaml"
    client = httpx.Client(transport=httpx.MockTransport(careless_server), headers={"x-api-key": KEY})

    with VCR(record_mode="all").use_cassette(cassette, **recording.configuration()), client:
        received = client.post(f"https://api.twelvelabs.io/?key={KEY}", content=f"my key is {KEY}").text

    assert KEY in received
    saved = with_bodies(cassette.read_text("utf-8"))
    assert recording.secrets_in(saved) == []
    assert saved.count(recording.KEY_PLACE) == 4
    assert saved.count(f"={recording.HIDDEN}") == 2


@pytest.mark.parametrize("boundary", ["0123456789abcdef", "another"])
def test_forms_are_the_same_whatever_their_boundary(tmp_path: Path, boundary: str) -> None:
    def send(mode: str, boundary: str) -> httpx.Response:
        headers = {"content-type": f"multipart/form-data; boundary={boundary}", "x-api-key": KEY}
        with (
            VCR(record_mode=mode).use_cassette(tmp_path / "form.yaml", **recording.configuration()),
            httpx.Client(transport=httpx.MockTransport(careless_server)) as client,
        ):
            return client.post("https://api.twelvelabs.io/", headers=headers, files={"file": b"the same"})

    send("all", "recorded")

    assert send("none", boundary).status_code == 200


# Recording takes half a minute of a processor: in parts, so that none takes long beside much else.
@pytest.mark.parametrize("part", range(PARTS))
def test_recording_anew_changes_nothing(part: int, tmp_path: Path) -> None:
    folders = sorted({place.partition("/")[0] for place in cassettes()})[part::PARTS]
    committed = {place: text for place, text in cassettes().items() if place.partition("/")[0] in folders}
    named = {file.stem.removeprefix("test_"): str(file) for file in Path(__file__).parent.rglob("test_*.py")}
    modules = [named[folder] for folder in folders]
    environment = {**os.environ, "TWELVELABS_CASSETTES": str(tmp_path), "TWELVELABS_RECORD": "sandbox"}

    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", *modules, "--record-mode=rewrite", *NO_PLUGINS],
        cwd=recording.ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert outcome.returncode == 0, outcome.stdout
    origins = {place: origin_of(text) for place, text in committed.items()}
    assert [place for place in origins if (tmp_path / place).exists() != (origins[place] != "documented")] == []
    changed = [
        place
        for place, text in committed.items()
        if origins[place] == "sandbox" and (tmp_path / place).read_text("utf-8") != text
    ]
    assert changed == []
