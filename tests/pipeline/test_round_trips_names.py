"""Whatever a description calls things, they are generated, and reach the wire under their published names."""

from __future__ import annotations

import inspect
import json
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest

from tests.pipeline.describe import INTEGER, TEXT, an_object, description, json_content, replies
from tests.pipeline.execution import Package
from tests.pipeline.talking import Talk
from twelvelabs_generated.types import fields_of

KEYWORDS = ["class", "None", "import", "await", "match", "self", "cls", "print", "list", "type", "id", "True"]
HELPERS = [
    "UNSET", "Unset", "Request", "Content", "Any", "Literal", "Sequence", "Mapping", "File", "Part", "datetime",
    "field", "define", "body", "path_value",
    "query_pairs", "joined", "to_json", "to_dict", "from_json", "looks_like", "raw_",
    "additional_properties", "to_parts", "value", "get", "status", "parse", "build_request", "types", "models", "api",
]  # fmt: skip
ALPHABETS = ["größe", "検索", "имя", "اسم", "😀", "é", "e\u0301", "ﬁ", "ß", "SS"]
ODD = [
    "1", "9lives", "_", "__init__", "__class__", "-", "--", ".", "a\"b", "a'b", "back\\slash", "{brace}", "%41", "$ref",
    "a;b", "a,b", "\u202eevil", "import os", "a\nb", "*", "", " ", "a" * 200, "a" * 201, "A" * 200, "é" * 150,
]  # fmt: skip
ALIKE = [
    "aB",
    "ab",
    "AB",
    "a_b",
    "a-b",
    "a.b",
    "a b",
    "A B",
    "a_b_2",
    "CON",
    "nul",
    "con.txt",
    "thing",
    "Thing",
    "THING",
]
NAMES = [*KEYWORDS, *HELPERS, *ALPHABETS, *ODD, *ALIKE]
IN_A_QUERY = [
    *KEYWORDS,
    *(name for name in HELPERS if name != "Unset"),
    "größe",
    "検索",
    "имя",
    "9",
    "aB",
    "a_b",
    'a"b',
    "*",
]
IN_A_PATH = ["class", "self", "body", "path_value", "request", "a-b", "A_b", "_x", "UNSET", "quote"]
TOKENS = ["class", "self", "body", "X-a", "x_A", "to_json", "!#$", "9", "UNSET", "cookie_text"]
SEGMENTS = [
    "class",
    "検索",
    "a.b",
    "a'b",
    'a"b',
    "%41",
    "a;b=c",
    "é",
    "e\u0301",
    "~a",
    "a:b",
    "@",
    "$ref",
    "x" * 300,
    "A",
    "a",
]


def pointer(name: str) -> str:
    return "#/components/schemas/" + quote(name.replace("~", "~0").replace("/", "~1"), safe="~")


def tagged(number: int, name: str) -> Any:
    return {f"/tagged/{number}": {"get": {"tags": [name], "operationId": name, "responses": replies(TEXT)}}}


def parameters(place: str, names: list[str], path: str) -> Any:
    rows = [{"name": name, "in": place, "required": place == "path", "schema": TEXT} for name in names]
    return {
        path: {"get": {"operationId": f"in_{place}", "parameters": rows, "responses": {"204": {"description": ""}}}}
    }


COMPONENTS = [name for name in NAMES if name]
HOLDER = an_object(**{f"p{number}": {"$ref": pointer(name)} for number, name in enumerate(COMPONENTS)})
PROPERTIES = an_object(**dict.fromkeys(NAMES, TEXT))


def both_ways(name: str, schema: Any) -> Any:
    body = {"required": True, "content": json_content(schema)}
    return {
        f"/{name}": {
            "get": {"operationId": f"get_{name}", "responses": replies(schema)},
            "put": {"operationId": f"put_{name}", "requestBody": body, "responses": {"204": {"description": ""}}},
        }
    }


PATHS: dict[str, Any] = {}
for _number, _name in enumerate(NAMES):
    PATHS |= tagged(_number, _name)
for _name in SEGMENTS:
    PATHS[f"/segments/{_name}/end"] = {"get": {"responses": {"204": {"description": ""}}}}
PATHS |= parameters("query", IN_A_QUERY, "/in/query")
PATHS |= parameters("path", IN_A_PATH, "/in/path/" + "/".join(f"{{{name}}}" for name in IN_A_PATH))
PATHS |= parameters("header", TOKENS, "/in/header") | parameters("cookie", TOKENS, "/in/cookie")
PATHS |= both_ways("properties", PROPERTIES) | both_ways("components", HOLDER)
SCHEMAS = {name: an_object(**{f"v{number}": INTEGER}) for number, name in enumerate(COMPONENTS)}
DESCRIPTION = json.dumps(description(PATHS, SCHEMAS))


def operation(package: Package, path: str, method: str = "GET") -> Any:
    """The operation of a path, as the table names it."""
    (row,) = [row for row in package.table.values() if (row["method"], row["path"]) == (method, path)]
    return package.module(f"api.{row['module']}")


def arguments(module: Any) -> list[str]:
    return list(inspect.signature(module.build_request).parameters)


def fields(model: Any) -> list[str]:
    if hasattr(model, "from_json"):
        return fields_of(model)
    return [name for name in model.__slots__ if name != "__weakref__"]


def test_every_operation_is_generated(package: Package) -> None:
    assert {row["path"] for row in package.table.values()} == set(PATHS)
    assert not [row for row in package.table.values() if "aside" in row]


def test_no_two_files_differ_in_case_alone_and_each_has_a_name_that_every_file_system_takes(package: Package) -> None:
    names = [file.relative_to(package.tree).as_posix() for file in package.tree.rglob("*.py")]

    assert len({name.lower() for name in names}) == len(names)
    assert max(len(part.encode()) for name in names for part in name.split("/")) <= 120
    assert not {"con.py", "nul.py", "aux.py", "prn.py"} & {name.rsplit("/", 1)[-1] for name in names}


@pytest.mark.parametrize("number", range(len(NAMES)), ids=lambda number: ascii(NAMES[number])[:30])
def test_a_tag_may_be_called_anything(package: Package, talk: Talk, number: int) -> None:
    assert talk.received(operation(package, f"/tagged/{number}"), "a") == "a"
    assert talk.server.asked[-1].line == f"GET /v1.3/tagged/{number} HTTP/1.1"


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda segment: ascii(segment)[:30])
def test_a_path_may_hold_anything_that_a_path_may(package: Package, talk: Talk, segment: str) -> None:
    asked = talk.sent(operation(package, f"/segments/{segment}/end"))

    assert asked.target == f"/segments/{quote(segment, safe=SAFE)}/end"


# What stands in a path as it is (RFC 3986, 3.3), and the escapes that are there already.
SAFE = "!$&'()*+,;=:@~%"


def test_parameters_of_a_query_go_out_under_their_names(package: Package, talk: Talk) -> None:
    module = operation(package, "/in/query")
    values: dict[str, Any] = {argument: f"v{number}" for number, argument in enumerate(arguments(module))}

    asked = talk.sent(module, **values)

    assert parse_qsl(asked.target.partition("?")[2]) == [(name, f"v{number}") for number, name in enumerate(IN_A_QUERY)]


def test_parameters_of_a_path_go_out_in_their_places(package: Package, talk: Talk) -> None:
    module = operation(package, next(path for path in PATHS if path.startswith("/in/path/")))

    asked = talk.sent(module, *(f"v{number}" for number in range(len(IN_A_PATH))))

    assert asked.target == "/in/path/" + "/".join(f"v{number}" for number in range(len(IN_A_PATH)))


def test_headers_and_cookies_go_out_under_their_names(package: Package, talk: Talk) -> None:
    values = [f"v{number}" for number in range(len(TOKENS))]
    for place in ("header", "cookie"):
        module = operation(package, f"/in/{place}")
        given: dict[str, Any] = dict(zip(arguments(module), values, strict=True))
        asked = talk.sent(module, **given)

        expected = dict(zip(TOKENS, values, strict=True))
        if place == "header":
            assert {name: asked.headers[name.lower()] for name in TOKENS} == expected
        else:
            assert dict(pair.split("=") for pair in asked.headers["cookie"].split("; ")) == expected


def test_properties_are_read_and_written_under_their_names(package: Package, talk: Talk) -> None:
    value = {name: f"v{number}" for number, name in enumerate(NAMES)}
    takes = operation(package, "/properties", "PUT")

    read = talk.received(operation(package, "/properties"), value)
    model = package.model(takes.build_request.__annotations__["body"])
    asked = talk.sent(takes, body=model(**dict(zip(fields(model), value.values(), strict=True))))

    assert [getattr(read, field) for field in fields(type(read))] == list(value.values())
    assert read.to_dict() == value
    assert asked.json == value


def test_components_are_models_of_their_own(package: Package, talk: Talk) -> None:
    value = {f"p{number}": {f"v{number}": number} for number in range(len(COMPONENTS))}

    read = talk.received(operation(package, "/components"), value)

    assert read.to_dict() == value
    for number in range(len(COMPONENTS)):
        assert getattr(getattr(read, f"p{number}"), f"v{number}") == number


def test_components_can_be_sent(package: Package, talk: Talk) -> None:
    takes = operation(package, "/components", "PUT")
    model = package.model(takes.build_request.__annotations__["body"])
    names = [model.__annotations__[f"p{number}"].split(" ")[0] for number in range(len(COMPONENTS))]
    parts = {f"p{number}": package.model(name)(**{f"v{number}": number}) for number, name in enumerate(names)}

    assert len(set(names)) == len(names)
    assert talk.sent(takes, body=model(**parts)).json == {
        f"p{number}": {f"v{number}": number} for number in range(len(COMPONENTS))
    }
