"""A text planted anywhere in a description becomes no code: there is a clean package, or a line that refuses."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openapi_python_client
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_python_client.config import Config, ConfigFile, MetaType

from pipeline import chunks, generator
from pipeline.allowed import violations
from pipeline.document import SpecError
from pipeline.generator import generate
from pipeline.making import GenerationError
from pipeline.specification import Schema
from tests.pipeline.describe import ROOT, TEXT, an_object, description, json_content, reference, replies
from tests.pipeline.execution import NEW_VERSION

MARK = "planted"
SPLICES = [
    f'"; {MARK}(); "',
    f"'; {MARK}(); '",
    f'"""\n{MARK}()\n"""',
    f"\n{MARK}()\n#",
    f"\r{MARK}()\u2028{MARK}()",
    f"\\\n{MARK}()",
    f'\\"; {MARK}(); \\"',
    f"{{{MARK}()}}",
    f"{{{{ {MARK}() }}}}{{% raw %}}{{# #}}",
    f"]; {MARK}(); Literal[",
    f"a/../../{MARK}",
    f"\x00\x1b[2J\u202e{MARK}()\x85",
    MARK,
]
KIND: Schema = {"type": "string", "enum": ["one", "two"], "default": "one", "description": "Kind."}
BOTH = {
    "oneOf": [reference("A"), reference("B")],
    "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/A"}},
}
WHOLE: Schema = {
    **description(
        {
            "/things/{id}": {
                "post": {
                    "operationId": "change",
                    "tags": ["things"],
                    "summary": "Change.",
                    "description": "Changes it.",
                    "x-retry": "read",
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "description": "Which.", "schema": TEXT},
                        {"name": "size", "in": "query", "schema": {"type": "integer", "default": "5"}},
                        {"name": "kind", "in": "query", "schema": KIND},
                        {"name": "X-Note", "in": "header", "schema": TEXT},
                    ],
                    "requestBody": {"description": "Body.", "content": json_content(reference("Thing"))},
                    "responses": replies(an_object(thing=reference("Thing"), both=BOTH, more=an_object(kind=KIND))),
                }
            },
            "/things": {
                "put": {
                    "tags": ["forms"],
                    "requestBody": {
                        "content": {
                            "multipart/form-data": {"schema": an_object(file={"type": "string", "format": "binary"})}
                        }
                    },
                    "responses": {"204": {"description": "Done."}},
                }
            },
        },
        {
            "Thing": {**an_object("name", name={**TEXT, "pattern": "p", "x-tag": "t"}), "title": "A thing"},
            "A": an_object(kind={"const": "a"}, a=TEXT),
            "B": an_object(kind={"const": "b"}, b={"type": "array", "items": KIND}),
        },
    ),
    "servers": [{"url": "https://api.example.com", "x-note": "n"}],
    "tags": [{"name": "things", "description": "Things."}],
}


def places(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Where a string stands: the way to it, and whether it is a key."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        if isinstance(key, str):
            yield (*above, key), True
        if isinstance(child, str):
            yield (*above, key), False
        yield from places(child, (*above, key))


# One of each kind: a word of OpenAPI is read in the same way wherever it stands.
PLACES = list({(is_key, *place[-2:]): (place, is_key) for place, is_key in places(WHOLE)}.values())


def planted(place: tuple[Any, ...], is_key: bool, text: str) -> Schema:
    whole: Any = copy.deepcopy(WHOLE)
    node = whole
    for key in place[:-1]:
        node = node[key]
    if is_key:
        node[text] = node.pop(place[-1])
    else:
        node[place[-1]] = text
    return dict(whole)


def generate_here(part: Path, codegen: Path) -> None:
    """As `chunks` has it done, in this process: starting one takes longer than all the rest."""
    config = Config.from_sources(
        ConfigFile.load_from_path(codegen / "config.yaml"),
        MetaType.NONE,
        part.with_suffix(".json"),
        "utf-8",
        True,
        part,
    )
    errors = openapi_python_client.generate(config=config, custom_template_path=codegen / "templates")
    if errors:
        raise chunks.GeneratorFailed("; ".join(f"{error.header}: {error.detail}" for error in errors))


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "_generate", generate_here)
        patch.setattr(generator, "_format", lambda tree: None)
        yield


def tree_of(published: Path, folder: Path) -> Path | None:
    """The package of a description, or None if it is refused; any other ending fails the test."""
    try:
        return generate(ROOT, NEW_VERSION, published, folder).tree
    except (SpecError, GenerationError):
        return None


def check(whole: Schema, folder: Path) -> None:
    published = folder / "published.json"
    published.write_text(json.dumps(whole), encoding="utf-8")
    tree = tree_of(published, folder)
    if tree is None:
        return
    assert list(violations(tree, ROOT / "openapi" / "codegen")) == []
    for module in tree.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        called = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        assert MARK not in {getattr(function, "id", getattr(function, "attr", "")) for function in called}
        assert all(line.isprintable() for line in text.split("\n"))


def test_the_description_itself_becomes_a_package(tmp_path: Path) -> None:
    (tmp_path / "published.json").write_text(json.dumps(WHOLE), encoding="utf-8")

    assert generate(ROOT, NEW_VERSION, tmp_path / "published.json", tmp_path).operations == 2


@pytest.mark.parametrize("start", range(len(SPLICES)))
def test_a_splice_becomes_no_code(start: int, tmp_path: Path) -> None:
    """Each splice is planted in its share of the places."""
    for number, (place, is_key) in enumerate(PLACES[start :: len(SPLICES)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        check(planted(place, is_key, SPLICES[start]), folder)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.sampled_from(PLACES), text=st.text(st.characters(exclude_categories=[]), max_size=20))
def test_any_text_becomes_no_code(
    place: tuple[tuple[Any, ...], bool], text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(planted(*place, text), tmp_path_factory.mktemp("any"))


WRONG: list[Any] = [None, True, 7, [], {}, "word", [{}], {"a": 1}, ["a", 1]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.sampled_from(PLACES), wrong=st.sampled_from(WRONG))
def test_a_value_of_the_wrong_kind_is_refused_in_a_line_or_left_out(
    place: tuple[tuple[Any, ...], bool], wrong: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(planted(place[0], False, wrong), tmp_path_factory.mktemp("wrong"))
