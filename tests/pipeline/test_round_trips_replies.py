"""A response is asked for by its media type, and read as what that says."""

from __future__ import annotations

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.pipeline.describe import description, from_yaml
from tests.pipeline.execution import Package
from tests.pipeline.talking import KEY, Answer, Talk
from twelvelabs_client import APIConnectionError, APIError, AsyncTwelveLabs, DecodeError, NotFoundError, TwelveLabsError

RESPONSES = from_yaml("""
octets: {200: {description: "", content: {application/octet-stream: {schema: {type: string, format: binary}}}}}
unsaid: {200: {description: "", content: {application/octet-stream: {}}}}
picture: {200: {description: "", content: {image/png: {schema: {type: string, format: binary}}}}}
archive: {200: {description: "", content: {application/zip: {}}}}
video: {200: {description: "", content: {video/mp4: {schema: {type: string}}}}}
anything: {200: {description: "", content: {"*/*": {schema: {type: string, format: binary}}}}}
either:
  {200: {description: "", content: {application/json: {schema: {}}, application/zip: {schema: {type: string,
    format: binary}}}}}
described:
  200:
    {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}, application/zip: {}}}
words: {200: {description: "", content: {text/plain: {schema: {type: string}}}}}
sheet: {200: {description: "", content: {text/csv; charset=utf-8: {schema: {type: string}}}}}
markup: {200: {description: "", content: {application/xml: {schema: {type: string}}}}}
vendor: {200: {description: "", content: {application/vnd.shed.v2+json: {schema: {$ref: "#/components/schemas/Tool"}}}}}
merged: {200: {description: "", content: {application/merge-patch+json: {schema: {$ref: "#/components/schemas/Tool"}}}}}
perhaps:
  200: {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}}}
  202: {description: Accepted.}
  204: {description: Nothing there.}
two:
  200: {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}}}
  206: {description: "", content: {text/csv: {schema: {type: string}}}}
  203: {description: "", content: {image/png: {}}}
range: {2XX: {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Tool"}}}}}
fallback: {default: {description: "", content: {text/plain: {schema: {type: string}}}}}
nothing: {204: {description: Done.}}
word: {200: {description: "", content: {application/json: {schema: {type: string}}}}}
count: {200: {description: "", content: {application/json: {schema: {type: integer}}}}}
share: {200: {description: "", content: {application/json: {schema: {type: number}}}}}
truth: {200: {description: "", content: {application/json: {schema: {type: boolean}}}}}
maybe: {200: {description: "", content: {application/json: {schema: {type: [string, "null"]}}}}}
maybe-tool:
  200:
    {description: "", content: {application/json: {schema: {oneOf: [{$ref: "#/components/schemas/Tool"},
      {type: "null"}]}}}}
list:
  {200: {description: "", content: {application/json: {schema: {type: array,
    items: {$ref: "#/components/schemas/Tool"}}}}}}
numbers: {200: {description: "", content: {application/json: {schema: {type: array, items: {type: number}}}}}}
map:
  {200: {description: "", content: {application/json: {schema: {type: object,
    additionalProperties: {type: integer}}}}}}
whatever: {200: {description: "", content: {application/json: {}}}}
""")
TOOL = from_yaml("{type: object, properties: {name: {type: string}, row: {type: integer}}}")


def answered(name: str, responses: Any) -> Any:
    return {"get": {"operationId": name, "responses": {str(status): reply for status, reply in responses.items()}}}


DESCRIPTION = json.dumps(
    description({f"/replies/{name}": answered(name, found) for name, found in RESPONSES.items()}, {"Tool": TOOL})
)
BYTES = bytes(range(256))
SAW = {"name": "saw", "row": 3}

READ: dict[str, tuple[str, str, bytes, Any]] = {
    "octets": ("application/octet-stream", "application/octet-stream", BYTES, BYTES),
    "unsaid": ("application/octet-stream", "application/octet-stream", BYTES, BYTES),
    "picture": ("image/png", "image/png", BYTES, BYTES),
    "archive": ("application/zip", "application/zip", b"", b""),
    "video": ("video/mp4", "video/mp4", BYTES, BYTES),
    "anything": ("*/*", "image/webp", BYTES, BYTES),
    "either": ("application/zip", "application/zip", b"PK", b"PK"),
    "words": ("text/plain", "text/plain", "größer".encode(), "größer"),
    "sheet": ("text/csv", "text/csv; charset=latin-1", "größer,3\n".encode("latin-1"), "größer,3\n"),
    "markup": ("application/xml", "application/xml", b"<a/>", "<a/>"),
    "fallback": ("text/plain", "text/plain", b"a", "a"),
}


@pytest.mark.parametrize("name", READ)
def test_a_file_or_text_is_asked_for_and_read_as_it_is(package: Package, talk: Talk, name: str) -> None:
    accept, media_type, body, value = READ[name]

    read = talk.call(package.operation(f"replies_{name}"), answer=Answer(body=body, media_type=media_type))

    assert read == value
    assert type(read) is type(value)
    assert talk.server.asked[-1].headers["accept"] == accept


@pytest.mark.parametrize(
    ("name", "accept"),
    [
        ("vendor", "application/vnd.shed.v2+json"),
        ("merged", "application/merge-patch+json"),
        ("described", "application/json"),
        ("range", "application/json"),
    ],
)
def test_json_of_any_name_is_asked_for_by_it_and_read_into_its_model(
    package: Package, talk: Talk, name: str, accept: str
) -> None:
    answer = Answer(body=json.dumps(SAW).encode(), media_type=accept)

    tool = talk.call(package.operation(f"replies_{name}"), answer=answer)

    assert (tool.row, tool.to_dict()) == (3, SAW)
    assert talk.server.asked[-1].headers["accept"] == accept


VALUES: dict[str, list[Any]] = {
    "word": ["", "saw"],
    "count": [0, -3],
    "share": [0.5, 2],
    "truth": [True, False],
    "maybe": ["a", None],
    "maybe-tool": [SAW, None],
    "list": [[], [SAW, {"name": "axe", "unknown": [None]}]],
    "numbers": [[], [0.5, 2]],
    "map": [{}, {"a": 1}],
    "whatever": [0, False, "", [None, {"a": [1]}], {}, {"a": None}, None],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in VALUES.items() for value in values])
def test_json_of_any_type_reads_back_equal(package: Package, talk: Talk, name: str, value: Any) -> None:
    read = talk.received(package.operation(f"replies_{name.replace('-', '_')}"), value)

    assert package.types.to_json(read) == value


@pytest.mark.parametrize("name", ["perhaps", "nothing"])
def test_a_success_without_a_body_is_none(package: Package, talk: Talk, name: str) -> None:
    assert talk.call(package.operation(f"replies_{name}"), answer=Answer(204)) is None


def test_each_status_is_read_as_what_is_said_of_it(package: Package, talk: Talk) -> None:
    operation = package.operation("replies_two")

    whole = talk.received(operation, SAW)
    sheet = talk.call(operation, answer=Answer(206, b"saw,3\n", "text/csv"))
    picture = talk.call(operation, answer=Answer(203, BYTES, "image/png"))

    assert (whole.name, sheet, picture) == ("saw", "saw,3\n", BYTES)
    assert set(talk.server.asked[-1].headers["accept"].split(", ")) == {"application/json", "text/csv", "image/png"}


@pytest.mark.parametrize("status", [200, 202])
def test_the_other_success_of_an_operation_that_may_have_none(package: Package, talk: Talk, status: int) -> None:
    body = json.dumps(SAW).encode() if status == 200 else b""

    read = talk.call(package.operation("replies_perhaps"), answer=Answer(status, body))

    assert (read and read.to_dict()) == (SAW if status == 200 else None)


@pytest.mark.parametrize("name", ["octets", "words"])
def test_a_page_in_place_of_a_file_is_refused(package: Package, talk: Talk, name: str) -> None:
    page = Answer(body=b"<!doctype html><title>Log in</title>", media_type="text/html")

    with pytest.raises(DecodeError, match="a page for people"):
        talk.call(package.operation(f"replies_{name}"), answer=page)


def test_text_that_is_none_is_refused(package: Package, talk: Talk) -> None:
    with pytest.raises(DecodeError, match="not text in utf-8"):
        talk.call(package.operation("replies_words"), answer=Answer(body=b"\xff", media_type="text/plain"))


def test_an_error_of_a_download_is_an_error(package: Package, talk: Talk) -> None:
    said = Answer(404, b'{"code": "resource_not_exists", "message": "No such picture."}')

    with pytest.raises(NotFoundError, match="No such picture"):
        talk.call(package.operation("replies_picture"), answer=said)


@in_both_colours
async def test_both_clients_read_bytes(package: Package, talk: Talk) -> None:
    talk.server.answers.append(Answer(body=BYTES, media_type="image/png"))
    async with AsyncTwelveLabs(api_key=KEY, base_url=talk.server.url) as tl:
        assert await tl.low_level.call(package.operation("replies_picture")) == BYTES


@in_both_colours
async def test_a_file_is_saved_as_it_arrives(package: Package, talk: Talk, tmp_path: Path) -> None:
    path, size = tmp_path / "picture.png", 64 * 1024 * 1024
    talk.server.answers.append(Answer(body=[bytes(64 * 1024)] * 1024, media_type="image/png"))
    async with AsyncTwelveLabs(api_key=KEY, base_url=talk.server.url) as tl:
        tracemalloc.start()
        try:
            written = await tl.low_level.save(path, package.operation("replies_picture"))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

    assert (written, path.stat().st_size) == (size, size)
    assert peak < 4 * 1024 * 1024
    assert list(tmp_path.iterdir()) == [path]


SAVED_BADLY: dict[str, tuple[str, Answer, type[TwelveLabsError]]] = {
    "cut off": ("picture", Answer(body=b"half", declared=9, media_type="image/png"), APIConnectionError),
    "refused": ("picture", Answer(404, b'{"code": "x", "message": "y"}'), NotFoundError),
    "broken": ("picture", Answer(500, b"{}"), APIError),
    "a page": ("picture", Answer(body=b"<!doctype html>", media_type="text/html"), DecodeError),
    "no file": ("word", Answer(body=b'"a"'), DecodeError),
}


@pytest.mark.parametrize("case", SAVED_BADLY)
@in_both_colours
async def test_a_path_stays_as_it_was_where_no_whole_file_arrived(
    package: Package, talk: Talk, tmp_path: Path, case: str
) -> None:
    name, answer, error = SAVED_BADLY[case]
    path = tmp_path / "picture.png"
    path.write_bytes(b"before")
    talk.server.answers.append(answer)
    async with AsyncTwelveLabs(api_key=KEY, base_url=talk.server.url, max_retries=0) as tl:
        with pytest.raises(error):
            await tl.low_level.save(path, package.operation(f"replies_{name}"))

    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_the_callers_is_written_to_from_where_it_stands(package: Package, talk: Talk) -> None:
    file = io.BytesIO(b"before")
    file.seek(6)
    talk.server.answers.append(Answer(body=BYTES, media_type="image/png"))

    assert talk.client.low_level.save(file, package.operation("replies_picture")) == 256
    assert file.getvalue() == b"before" + BYTES
