"""A body of any media type goes out as it is described, and under its own name."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.pipeline.describe import description, from_yaml
from tests.pipeline.execution import Package
from tests.pipeline.talking import KEY, Answer, Talk
from twelvelabs_client import AsyncTwelveLabs

CONTENTS = from_yaml("""
octets: {application/octet-stream: {schema: {type: string, format: binary}}}
unsaid: {application/octet-stream: {}}
picture: {image/png: {schema: {type: string, format: binary}}}
pictures: {image/png: {schema: {type: string, format: binary}}, image/jpeg: {schema: {type: string, format: binary}}}
archive: {application/zip: {schema: {type: string, contentMediaType: application/zip}}}
anything: {"*/*": {schema: {type: string, format: binary}}}
words: {text/plain: {schema: {type: string}}}
sheet: {text/csv; charset=utf-8: {schema: {type: string}}}
markup: {application/xml: {schema: {type: object, properties: {a: {type: string}}}}}
grants: {application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Grant"}}}
styled:
  application/x-www-form-urlencoded:
    schema: {$ref: "#/components/schemas/Grant"}
    encoding:
      scopes: {style: form, explode: false}
      days: {style: pipeDelimited, explode: false}
      spaced: {style: spaceDelimited, explode: false}
free: {application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: {type: string}}}}
parts:
  multipart/form-data:
    schema:
      type: object
      required: [file, name]
      properties:
        file: {type: string, format: binary}
        name: {type: string}
        more: {type: array, items: {type: string, format: binary}}
        size: {type: object, properties: {width: {type: integer}}}
patch: {application/merge-patch+json: {schema: {$ref: "#/components/schemas/Grant"}}}
vendor: {application/vnd.shed.v2+json: {schema: {$ref: "#/components/schemas/Grant"}}}
several:
  text/plain: {schema: {type: string}}
  multipart/form-data: {schema: {$ref: "#/components/schemas/Grant"}}
  application/json: {schema: {$ref: "#/components/schemas/Grant"}}
word: {application/json: {schema: {type: string}}}
count: {application/json: {schema: {type: integer}}}
share: {application/json: {schema: {type: number}}}
truth: {application/json: {schema: {type: boolean}}}
maybe: {application/json: {schema: {type: [string, "null"]}}}
list: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Grant"}}}}
lists: {application/json: {schema: {type: array, items: {type: array, items: {type: integer}}}}}
map: {application/json: {schema: {type: object, additionalProperties: {type: integer}}}}
whatever: {application/json: {}}
either: {application/json: {schema: {oneOf: [{type: string}, {type: array, items: {type: string}}]}}}
""")
GRANT = from_yaml("""
type: object
required: [grant]
properties:
  grant: {type: string}
  scopes: {type: array, items: {type: string}}
  days: {type: array, items: {type: string, format: date}}
  spaced: {type: array, items: {type: integer}}
  note: {type: [string, "null"]}
  where: {type: object, properties: {row: {type: integer}}}
""")
DONE = {"204": {"description": "Done."}}
OPTIONAL = ("application/octet-stream", "application/json", "application/x-www-form-urlencoded", "multipart/form-data")
SCHEMAS = {"Grant": GRANT, "Blob": {"type": "string", "format": "binary"}}


def posted(name: str, content: Any, *, required: bool) -> Any:
    return {"post": {"operationId": name, "requestBody": {"required": required, "content": content}, "responses": DONE}}


DESCRIPTION = json.dumps(
    description(
        {f"/bodies/{name}": posted(name, content, required=True) for name, content in CONTENTS.items()}
        | {
            f"/optional/{number}": posted(
                f"no{number}",
                {name: {"schema": {"$ref": f"#/components/schemas/{'Blob' if number == 0 else 'Grant'}"}}},
                required=False,
            )
            for number, name in enumerate(OPTIONAL)
        },
        SCHEMAS,
    )
)
BYTES = bytes(range(256))
DONE_ANSWER = Answer(204)


def as_it_is(kind: str) -> Any:
    """The same bytes in each form in which a body may be handed over."""
    file = io.BytesIO(b"before" + BYTES)
    file.seek(len(b"before"))
    return {
        "bytes": BYTES,
        "bytearray": bytearray(BYTES),
        "file": file,
        "iterable": [BYTES[:100], BYTES[100:]],
        "iterator": iter([BYTES[:100], BYTES[100:]]),
    }[kind]


@pytest.mark.parametrize("kind", ["bytes", "bytearray", "file", "iterable", "iterator"])
def test_bytes_go_out_as_they_are_in_whatever_form_they_are_handed_over(
    package: Package, talk: Talk, kind: str
) -> None:
    asked = talk.sent(package.operation("bodies_octets"), body=as_it_is(kind))

    assert asked.line == "POST /v1.3/bodies/octets HTTP/1.1"
    assert asked.headers["content-type"] == "application/octet-stream"
    assert asked.headers["x-api-key"] == KEY
    assert asked.body == BYTES


@pytest.mark.parametrize("kind", ["bytes", "file"])
def test_the_length_is_said_where_it_is_known(package: Package, talk: Talk, kind: str) -> None:
    asked = talk.sent(package.operation("bodies_octets"), body=as_it_is(kind))

    assert asked.headers["content-length"] == "256"
    assert "transfer-encoding" not in asked.headers


TYPED: dict[str, tuple[Any, str, bytes]] = {
    "unsaid": (b"\x00\x01", "application/octet-stream", b"\x00\x01"),
    "picture": (b"\x89PNG", "image/png", b"\x89PNG"),
    "pictures": (b"\x89PNG", "image/png", b"\x89PNG"),
    "archive": (b"PK", "application/zip", b"PK"),
    "words": ("größer", "text/plain", "größer".encode()),
    "sheet": ("name,row\nsaw,3\n", "text/csv", b"name,row\nsaw,3\n"),
    "markup": ("<a>x</a>", "application/xml", b"<a>x</a>"),
}


@pytest.mark.parametrize("name", TYPED)
def test_a_body_that_is_no_json_goes_out_under_its_media_type(package: Package, talk: Talk, name: str) -> None:
    body, media_type, on_the_wire = TYPED[name]

    asked = talk.sent(package.operation(f"bodies_{name}"), body=body)

    assert asked.headers["content-type"].partition(";")[0] == media_type
    assert asked.body == on_the_wire


def grant(package: Package, model: str = "Grant", **more: Any) -> Any:
    return package.model(model)(grant="lend", **more)


FIELDS: dict[str, tuple[str, dict[str, Any], bytes]] = {
    "a list repeats its field": ("grants", {"scopes": ["a", "b"]}, b"grant=lend&scopes=a&scopes=b"),
    "what is absent is left out": ("grants", {}, b"grant=lend"),
    "null is left out": ("grants", {"note": None}, b"grant=lend"),
    "text is quoted": ("grants", {"note": "a&b=c d+é"}, b"grant=lend&note=a%26b%3Dc+d%2B%C3%A9"),
    "an empty list is nothing": ("grants", {"scopes": []}, b"grant=lend"),
    "a list is joined by commas": ("styled", {"scopes": ["a", "b"]}, b"grant=lend&scopes=a%2Cb"),
    "a list is joined by bars": (
        "styled", {"days": ["2026-01-31", "2026-02-01"]}, b"grant=lend&days=2026-01-31%7C2026-02-01",
    ),
    "a list is joined by spaces": ("styled", {"spaced": [1, 2]}, b"grant=lend&spaced=1+2"),
}  # fmt: skip


@pytest.mark.parametrize("case", FIELDS)
def test_a_form_is_sent_as_its_fields(package: Package, talk: Talk, case: str) -> None:
    name, fields, on_the_wire = FIELDS[case]

    asked = talk.sent(package.operation(f"bodies_{name}"), body=grant(package, **fields))

    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.body == on_the_wire


def test_a_form_of_any_fields_is_sent_as_its_entries(package: Package, talk: Talk) -> None:
    body = package.model("BodiesFreeRequest")(additional_properties={"b": "1", "a": "2"})

    assert talk.sent(package.operation("bodies_free"), body=body).body == b"b=1&a=2"


def test_a_multipart_form_has_a_part_a_field_and_a_part_a_file(package: Package, talk: Talk) -> None:
    files = [package.types.File(content, f"{name}.bin") for name, content in (("one", b"\x00"), ("two", b"\x01\r\n"))]
    body = package.model("BodiesPartsRequest")(
        file=files[0], name="saw", more=files, size=package.model("BodiesPartsRequestSize")(width=3)
    )

    asked = talk.sent(package.operation("bodies_parts"), body=body)

    media_type, _, boundary = asked.headers["content-type"].partition("; boundary=")
    parts = [part.partition(b"\r\n\r\n") for part in asked.body.split(b"--" + boundary.encode())[1:-1]]
    assert media_type == "multipart/form-data"
    assert [(head.split(b'name="')[1].split(b'"')[0], value.removesuffix(b"\r\n")) for head, _, value in parts] == [
        (b"file", b"\x00"),
        (b"name", b"saw"),
        (b"more", b"\x00"),
        (b"more", b"\x01\r\n"),
        (b"size", b'{"width":3}'),
    ]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("patch", "application/merge-patch+json"),
        ("vendor", "application/vnd.shed.v2+json"),
        ("several", "application/json"),
    ],
)
def test_an_object_is_sent_under_the_name_of_its_json(package: Package, talk: Talk, name: str, media_type: str) -> None:
    asked = talk.sent(package.operation(f"bodies_{name}"), body=grant(package, note=None))

    assert asked.headers["content-type"] == media_type
    assert asked.json == {"grant": "lend", "note": None}


VALUES: dict[str, list[Any]] = {
    "word": ["", "saw", "größer"],
    "count": [0, -3],
    "share": [0.5, 2],
    "truth": [True, False],
    "maybe": [None, "a"],
    "lists": [[], [[1, 2], []]],
    "whatever": [None, 0, False, "", [None, {"a": [1]}], {}],
    "either": ["a", ["a", "b"]],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in VALUES.items() for value in values])
def test_a_body_may_be_any_json(package: Package, talk: Talk, name: str, value: Any) -> None:
    asked = talk.sent(package.operation(f"bodies_{name}"), body=value)

    assert asked.headers["content-type"] == "application/json"
    assert asked.json == value


def test_a_body_may_be_a_list_of_objects_or_a_map(package: Package, talk: Talk) -> None:
    listed = talk.sent(package.operation("bodies_list"), body=[grant(package), grant(package, scopes=["a"])])
    mapped = talk.sent(
        package.operation("bodies_map"), body=package.model("BodiesMapRequest")(additional_properties={"a": 1})
    )

    assert listed.json == [{"grant": "lend"}, {"grant": "lend", "scopes": ["a"]}]
    assert mapped.json == {"a": 1}


@pytest.mark.parametrize("number", range(len(OPTIONAL)))
def test_a_body_that_need_not_be_sent_is_not(package: Package, talk: Talk, number: int) -> None:
    asked = talk.sent(package.operation(f"optional_no{number}"))

    assert asked.body == b""
    assert "content-type" not in asked.headers


def test_a_body_of_any_type_is_sent_as_octets(package: Package, talk: Talk) -> None:
    asked = talk.sent(package.operation("bodies_anything"), body=BYTES)

    assert asked.headers["content-type"] == "application/octet-stream"
    assert asked.body == BYTES


@pytest.mark.parametrize("kind", ["bytes", "file", "iterable"])
@in_both_colours
async def test_both_clients_send_bytes(package: Package, talk: Talk, kind: str) -> None:
    talk.server.answers.append(DONE_ANSWER)
    async with AsyncTwelveLabs(api_key=KEY, base_url=talk.server.url) as tl:
        await tl.low_level.call(package.operation("bodies_picture"), body=as_it_is(kind))

    assert talk.server.asked[-1].body == BYTES


def test_a_component_that_is_a_form_and_json_is_a_model_for_each(package: Package, talk: Talk) -> None:
    form = talk.sent(package.operation("optional_no3"), body=grant(package, "GrantForm"))
    json_body = talk.sent(package.operation("optional_no1"), body=grant(package))

    assert form.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="grant"\r\n\r\nlend\r\n' in form.body
    assert json_body.json == {"grant": "lend"}
