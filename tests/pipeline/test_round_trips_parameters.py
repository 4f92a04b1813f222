"""A parameter stands in the path, the query, a header or a cookie as its style says."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from tests.pipeline.describe import description, from_yaml
from tests.pipeline.execution import Package
from tests.pipeline.talking import Talk

PLACED = from_yaml("""
simple: {in: path, schema: {type: array, items: {type: string}}}
simple-exploded: {in: path, explode: true, schema: {type: array, items: {type: string}}}
simple-object: {in: path, schema: {$ref: "#/components/schemas/Spot"}}
simple-object-exploded: {in: path, explode: true, schema: {$ref: "#/components/schemas/Spot"}}
day: {in: path, schema: {type: string, format: date}}
moment: {in: path, schema: {type: string, format: date-time}}
number: {in: path, schema: {type: number}}
truth: {in: path, schema: {type: boolean}}
label: {in: path, style: label, schema: {type: string}}
label-list: {in: path, style: label, schema: {type: array, items: {type: integer}}}
label-exploded: {in: path, style: label, explode: true, schema: {type: array, items: {type: integer}}}
label-object: {in: path, style: label, explode: true, schema: {$ref: "#/components/schemas/Spot"}}
matrix: {in: path, style: matrix, schema: {type: string}}
matrix-list: {in: path, style: matrix, schema: {type: array, items: {type: integer}}}
matrix-exploded: {in: path, style: matrix, explode: true, schema: {type: array, items: {type: integer}}}
matrix-object: {in: path, style: matrix, schema: {$ref: "#/components/schemas/Spot"}}
matrix-object-exploded: {in: path, style: matrix, explode: true, schema: {$ref: "#/components/schemas/Spot"}}
one-or-list: {in: path, schema: {oneOf: [{type: string}, {type: array, items: {type: string}}]}}
form: {in: query, schema: {type: array, items: {type: string}}}
form-joined: {in: query, explode: false, schema: {type: array, items: {type: string}}}
spaces: {in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}
bars: {in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
bars-exploded: {in: query, style: pipeDelimited, explode: true, schema: {type: array, items: {type: string}}}
map: {in: query, schema: {type: object, additionalProperties: {type: string}}}
map-joined: {in: query, explode: false, schema: {type: object, additionalProperties: {type: string}}}
object-joined: {in: query, explode: false, schema: {$ref: "#/components/schemas/Spot"}}
deep-nested: {in: query, style: deepObject, explode: true, schema: {$ref: "#/components/schemas/Nested"}}
deep-map: {in: query, style: deepObject, explode: true, schema: {type: object, additionalProperties: {type: string}}}
deep-union:
  {in: query, style: deepObject, explode: true,
    schema: {oneOf: [{type: string}, {$ref: "#/components/schemas/Nested"}]}}
as-json: {in: query, content: {application/json: {schema: {$ref: "#/components/schemas/Nested"}}}}
as-json-list: {in: query, content: {application/json: {schema: {type: array, items: {type: integer}}}}}
as-text: {in: query, content: {text/plain: {schema: {type: string}}}}
either: {in: query, schema: {anyOf: [{type: integer}, {type: array, items: {type: integer}}]}}
speeds: {in: query, schema: {type: array, items: {type: integer, enum: [1200, 9600]}}}
whatever: {in: query, schema: {}}
X-List: {in: header, schema: {type: array, items: {type: string}}}
X-Object: {in: header, schema: {$ref: "#/components/schemas/Spot"}}
X-Object-Exploded: {in: header, explode: true, schema: {$ref: "#/components/schemas/Spot"}}
X-Map: {in: header, schema: {type: object, additionalProperties: {type: string}}}
If-Modified-Since: {in: header, schema: {type: string, format: date-time}}
X-Count: {in: header, schema: {type: integer}}
X-Truth: {in: header, schema: {type: boolean}}
X-Json: {in: header, content: {application/json: {schema: {$ref: "#/components/schemas/Spot"}}}}
X-Either: {in: header, schema: {oneOf: [{type: integer}, {type: string}]}}
pass: {in: cookie, schema: {type: string}}
pass-list: {in: cookie, explode: false, schema: {type: array, items: {type: string}}}
pass-object: {in: cookie, explode: false, schema: {$ref: "#/components/schemas/Spot"}}
pass-count: {in: cookie, schema: {type: integer}}
""")
SCHEMAS = from_yaml("""
Spot: {type: object, properties: {row: {type: integer}, name: {type: string}}}
Nested:
  type: object
  properties:
    name: {type: string}
    spot: {$ref: "#/components/schemas/Spot"}
    days: {type: array, items: {type: string, format: date}}
""")


def placed(name: str, parameter: Any) -> Any:
    path = f"/placed/{name}" + (f"/{{{name}}}" if parameter["in"] == "path" else "")
    row = {"name": name, "required": parameter["in"] == "path", **parameter}
    return {path: {"get": {"operationId": name, "parameters": [row], "responses": {"204": {"description": ""}}}}}


SEVERAL = from_yaml("""
/both/{id}:
  parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    - {name: session, in: cookie, required: true, schema: {type: string}}
    - {name: theme, in: cookie, schema: {type: string}}
    - {name: fields, in: query, style: deepObject, schema: {$ref: "#/components/schemas/Spot"}}
    - {name: flat, in: query, schema: {$ref: "#/components/schemas/Flat"}}
  get: {operationId: both, responses: {"204": {description: ""}}}
""")
PATHS = {path: item for name, each in PLACED.items() for path, item in placed(name, each).items()}
FLAT = from_yaml("{type: object, properties: {kind: {type: string}, tags: {type: array, items: {type: string}}}}")
DESCRIPTION = json.dumps(description({**PATHS, **SEVERAL}, {**SCHEMAS, "Flat": FLAT}))
MOMENT = datetime.datetime(2026, 1, 31, 10, tzinfo=datetime.UTC)
AB, SPOT, TWO = ["a", "b"], {"row": 3, "name": "x y"}, [1, 2]

SENT: dict[str, list[tuple[Any, str]]] = {
    "simple": [(AB, "/a,b"), (["a,b", "c/d"], "/a%2Cb,c%2Fd")],
    "simple-exploded": [(AB, "/a,b")],
    "simple-object": [(SPOT, "/row,3,name,x%20y")],
    "simple-object-exploded": [(SPOT, "/row=3,name=x%20y")],
    "day": [(MOMENT.date(), "/2026-01-31")],
    "moment": [(MOMENT, "/2026-01-31T10%3A00%3A00Z")],
    "number": [(0.5, "/0.5")],
    "truth": [(True, "/true")],
    "label": [("a", "/.a")],
    "label-list": [(TWO, "/.1,2")],
    "label-exploded": [(TWO, "/.1.2")],
    "label-object": [(SPOT, "/.row=3.name=x%20y")],
    "matrix": [("a", "/;matrix=a")],
    "matrix-list": [(TWO, "/;matrix-list=1,2")],
    "matrix-exploded": [(TWO, "/;matrix-exploded=1;matrix-exploded=2")],
    "matrix-object": [(SPOT, "/;matrix-object=row,3,name,x%20y")],
    "matrix-object-exploded": [(SPOT, "/;row=3;name=x%20y")],
    "one-or-list": [("a", "/a"), (AB, "/a,b")],
    "form": [(AB, "?form=a&form=b")],
    "form-joined": [(AB, "?form-joined=a%2Cb"), ([], "")],
    "spaces": [(AB, "?spaces=a+b")],
    "bars": [(AB, "?bars=a%7Cb")],
    "bars-exploded": [(AB, "?bars-exploded=a&bars-exploded=b")],
    "map": [({"k": "v", "l": "w"}, "?k=v&l=w")],
    "map-joined": [({"k": "v", "l": "w"}, "?map-joined=k%2Cv%2Cl%2Cw")],
    "object-joined": [(SPOT, "?object-joined=row%2C3%2Cname%2Cx+y")],
    "deep-nested": [
        ({"name": "n", "spot": SPOT}, "?deep-nested[name]=n&deep-nested[spot][row]=3&deep-nested[spot][name]=x+y"),
        ({"days": ["2026-01-31", "2026-02-01"]}, "?deep-nested[days]=2026-01-31&deep-nested[days]=2026-02-01"),
    ],
    "deep-map": [({"k": "v"}, "?deep-map[k]=v")],
    "deep-union": [("a", "?deep-union=a"), ({"name": "n"}, "?deep-union[name]=n")],
    "as-json": [({"spot": SPOT}, '?as-json={"spot":{"row":3,"name":"x+y"}}')],
    "as-json-list": [(TWO, "?as-json-list=[1,2]")],
    "as-text": [("a", "?as-text=a")],
    "either": [(1, "?either=1"), (TWO, "?either=1&either=2")],
    "speeds": [([9600, 1200], "?speeds=9600&speeds=1200")],
    "whatever": [("a", "?whatever=a"), ([1, True], "?whatever=1&whatever=true")],
}
HEADERS: dict[str, tuple[Any, str]] = {
    "X-List": (AB, "a,b"),
    "X-Object": ({"row": 3, "name": "x"}, "row,3,name,x"),
    "X-Object-Exploded": ({"row": 3, "name": "x"}, "row=3,name=x"),
    "X-Map": ({"k": "v"}, "k,v"),
    "If-Modified-Since": (MOMENT, "2026-01-31T10:00:00Z"),
    "X-Count": (3, "3"),
    "X-Truth": (False, "false"),
    "X-Json": ({"row": 3}, '{"row":3}'),
    "X-Either": (3, "3"),
    "pass": ("a b;c", "pass=a%20b%3Bc"),
    "pass-list": (AB, "pass-list=a%2Cb"),
    "pass-object": (SPOT, "pass-object=row%2C3%2Cname%2Cx%20y"),
    "pass-count": (3, "pass-count=3"),
}


class Given:
    """A model as an argument, whatever it is called: it is written as this object."""

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value

    def to_dict(self) -> dict[str, Any]:
        return self._value


def asked_with(package: Package, talk: Talk, name: str, value: Any) -> Any:
    """The request of a call with one argument."""
    operation = package.operation(f"placed_{name.replace('-', '_').lower()}")
    argument = Given(value) if isinstance(value, dict) else value
    if PLACED[name]["in"] == "path":
        return talk.sent(operation, argument)
    (wanted,) = operation.build_request.__annotations__.keys() - {"return"}
    named: dict[str, Any] = {wanted: argument}
    return talk.sent(operation, **named)


@pytest.mark.parametrize(("name", "value", "target"), [(name, *row) for name, rows in SENT.items() for row in rows])
def test_a_path_and_a_query_hold_a_value_as_its_style_says(
    package: Package, talk: Talk, name: str, value: Any, target: str
) -> None:
    asked = asked_with(package, talk, name, value)

    assert unquoted(asked.target) == unquoted(f"/placed/{name}{target}")
    assert not any(character in asked.target for character in ' "{}')


def unquoted(target: str) -> str:
    """The same with brackets, braces and quotes as they are: a client may write them either way."""
    for code, character in (("%5B", "["), ("%5D", "]"), ("%7B", "{"), ("%7D", "}"), ("%22", '"'), ("%3A", ":")):
        target = target.replace(code, character)
    return target.replace("%20", "+").replace("%2C", ",") if "?" in target else target


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_and_a_cookie_hold_a_value_as_text(package: Package, talk: Talk, name: str) -> None:
    value, text = HEADERS[name]

    asked = asked_with(package, talk, name, value)

    assert asked.line == f"GET /v1.3/placed/{name} HTTP/1.1"
    assert asked.headers["cookie" if PLACED[name]["in"] == "cookie" else name.lower()] == text


@pytest.mark.parametrize("name", [name for name, parameter in PLACED.items() if parameter["in"] != "path"])
def test_a_parameter_that_is_not_given_is_not_sent(package: Package, talk: Talk, name: str) -> None:
    asked = talk.sent(package.operation(f"placed_{name.replace('-', '_').lower()}"))

    assert asked.target == f"/placed/{name}"
    assert not {"cookie", name.lower()} & asked.headers.keys()


def test_parameters_of_several_places_go_each_to_its_own(package: Package, talk: Talk) -> None:
    operation = package.operation("both")

    asked = talk.sent(operation, "a/b", session="s", theme="dark", fields_row=3, kind="k", tags=AB)

    assert unquoted(asked.target) == "/both/a%2Fb?fields[row]=3&kind=k&tags=a&tags=b"
    assert asked.headers["cookie"] == "session=s; theme=dark"


def test_a_cookie_that_is_required_must_be_given(package: Package) -> None:
    with pytest.raises(TypeError, match="session"):
        package.operation("both").build_request("a")


@pytest.mark.parametrize("name", ["simple", "label-list", "matrix-object", "day"])
def test_what_would_name_another_path_is_refused(package: Package, name: str) -> None:
    operation = package.operation(f"placed_{name.replace('-', '_')}")

    values: list[Any] = [[], "", None, package.types.UNSET]
    for value in values:
        with pytest.raises(ValueError, match="cannot be part of a path"):
            operation.build_request(value)
