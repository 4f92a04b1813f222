"""Reading a description: what is taken, and what is refused in one line that names the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import document
from pipeline.canonical import read_specification
from pipeline.document import SpecError, load
from tests.pipeline.describe import description

SMALL = description({"/things": {}})
HEAD = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\n"


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def refusal(source: Path) -> str:
    with pytest.raises(SpecError) as refused:
        read_specification(source)
    return str(refused.value)


def test_json_is_read(tmp_path: Path) -> None:
    assert load(write(tmp_path, "spec.json", json.dumps(SMALL))) == SMALL


@pytest.mark.parametrize("name", ["spec.yaml", "spec.yml"])
def test_yaml_is_read(tmp_path: Path, name: str) -> None:
    assert load(write(tmp_path, name, HEAD + "paths: {/things: {}}\n"))["paths"] == {"/things": {}}


def test_files_of_a_folder_are_merged_by_key(tmp_path: Path) -> None:
    write(tmp_path, "api.yaml", HEAD + "components: {schemas: {Page: {type: object}}}\n")
    write(tmp_path, "assets.yaml", "paths: {/assets: {}}\ncomponents: {schemas: {Asset: {type: object}}}\n")
    write(
        tmp_path, "indexes.yaml", "paths: {/indexes: {}}\ncomponents: {parameters: {Page: {name: page, in: query}}}\n"
    )
    write(tmp_path, "differences.yaml", "- {place: GET /assets}\n")

    merged = load(tmp_path)

    assert set(merged) == {"openapi", "info", "paths", "components"}
    assert set(merged["paths"]) == {"/assets", "/indexes"}
    assert set(merged["components"]["schemas"]) == {"Page", "Asset"}
    assert set(merged["components"]["parameters"]) == {"Page"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("paths: {/assets: {}}", "paths: {/assets: {}}", "paths//assets"),
        ("components: {schemas: {Asset: {}}}", "components: {schemas: {Asset: {}}}", "components/schemas/Asset"),
        ("tags: []", "tags: []", "tags"),
    ],
)
def test_a_key_in_two_files_of_a_folder_is_refused(tmp_path: Path, first: str, second: str, expected: str) -> None:
    write(tmp_path, "api.yaml", HEAD)
    write(tmp_path, "assets.yaml", first)
    write(tmp_path, "indexes.yaml", second)

    message = refusal(tmp_path)

    assert "indexes.yaml" in message
    assert f"{expected} is already set by another file" in message


@pytest.mark.parametrize(
    "section", ["paths:", "components:", "components: {schemas: }", "paths: none", "components: []"]
)
def test_a_section_of_a_folder_that_holds_no_object_is_refused(tmp_path: Path, section: str) -> None:
    write(tmp_path, "api.yaml", HEAD + "paths: {}\n")
    write(tmp_path, "assets.yaml", section)

    message = refusal(tmp_path)

    assert "assets.yaml" in message
    assert "object" in message
    assert "\n" not in message


REFUSED = {
    "truncated.json": ('{"openapi": "3.1.0", "paths": {', "not well-formed"),
    "truncated.yaml": (HEAD + "paths: {/things: {get: {", "not well-formed"),
    "indented-wrong.yaml": (HEAD + "paths:\n  a: 1\n b: 2\n", "not well-formed"),
    "two-documents.yaml": (HEAD + "---\n" + HEAD, "not well-formed"),
    "code.yaml": ("!!python/object/apply:os.getcwd []", "not well-formed"),
    "not-a-number.json": ('{"openapi": "3.1.0", "paths": {}, "x": NaN}', "NaN is not a JSON number"),
    "bytes.yaml": (HEAD + "paths: !!binary aGVsbG8=\n", "not well-formed"),
    "date.yaml": (HEAD + "paths: {}\nx: !!timestamp 2026-07-30\n", "not well-formed"),
    "merged-text.yaml": (HEAD + "paths: {<<: text}\n", "a merge key (<<) must name an object"),
    "half-a-pair.json": ('{"openapi": "3.1.0", "paths": {"/\\ud800": {}}}', "half of a surrogate pair"),
    "deep.json": ('{"a":' * 100_000, "not well-formed"),
    "empty.json": ("", "not well-formed"),
    "empty.yaml": ("", "holds no object at the top"),
    "list.json": ("[]", "holds no object at the top"),
    "text.yaml": ("just text", "holds no object at the top"),
    "repeated.json": ('{"openapi": "3.1.0", "openapi": "3.1.0"}', "the key 'openapi' stands twice"),
    "repeated.yaml": (HEAD + "paths: {/a: {}, /a: {}}\n", "the key '/a' stands twice"),
    "not-openapi.json": ('{"name": "package", "version": "1.0"}', "not an OpenAPI 3 description"),
    "openapi-2.yaml": ("swagger: '2.0'\npaths: {}\n", "not an OpenAPI 3 description"),
    "no-paths.yaml": (HEAD, "has no paths"),
    "paths-is-a-list.yaml": (HEAD + "paths: []\n", "has no paths"),
}
ASIDE = {
    "escapes": ('paths: {"/\\e[2J": 5}', "ANY /\x1b[2J: paths /\x1b[2J: 5 where an object is expected"),
    "item-is-text": ("paths: {/a: text}", "ANY /a: paths /a: 'text' where an object is expected"),
    "nameless-parameter": ("paths: {/a: {get: {parameters: [{in: query}]}}}", "GET /a: 'name' is missing or unknown"),
    "circle": (
        "paths: {/a: {$ref: '#/components/pathItems/A'}}\n"
        "components: {pathItems: {A: {$ref: '#/components/pathItems/A'}}}",
        "ANY /a: paths /a: references run in a circle",
    ),
}


@pytest.mark.parametrize("name", ASIDE)
def test_an_operation_that_cannot_be_read_is_set_aside_by_name(tmp_path: Path, name: str) -> None:
    text, expected = ASIDE[name]

    read = read_specification(write(tmp_path, "api.yaml", f"{HEAD}{text}\n"))

    assert read.operations == {}
    assert [str(one) for one in read.aside.values()] == [expected]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_description_is_refused_in_one_line_that_names_the_file(tmp_path: Path, name: str) -> None:
    text, expected = REFUSED[name]

    message = refusal(write(tmp_path, name, text))

    assert name in message
    assert expected in message
    assert message.isprintable()


@pytest.mark.parametrize("source", ["absent.json", "absent/"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, source: str) -> None:
    assert "absent" in refusal(tmp_path / source)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("title: café".encode("latin-1"))

    assert "latin.yaml: cannot be read" in refusal(file)


def test_a_folder_without_descriptions_is_refused(tmp_path: Path) -> None:
    assert "holds no .yaml file" in refusal(tmp_path)


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LARGEST_FILE", 10)

    assert "a description has at most 10" in refusal(write(tmp_path, "large.json", json.dumps(SMALL)))


@pytest.mark.parametrize(("leaf", "times"), [("{}", 10), ("text", 100)])
def test_aliases_that_multiply_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leaf: str, times: int
) -> None:
    monkeypatch.setattr(document, "MOST_NODES", 10_000)
    lines = [f"a0: &a0 [{', '.join([leaf] * times)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 4)]

    assert "nodes once its aliases are followed" in refusal(write(tmp_path, "bomb.yaml", HEAD + "\n".join(lines)))


def test_an_alias_of_itself_is_refused(tmp_path: Path) -> None:
    assert "self.yaml" in refusal(write(tmp_path, "self.yaml", HEAD + "paths: {}\nx-a: &a {again: *a}\n"))


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "2026-07-30", "2026-07-30T10:00:00Z", "12:30:00", "0x1F", "1_000", ".inf", "<<"],
)
def test_words_that_yaml_would_reinterpret_stay_text(tmp_path: Path, text: str) -> None:
    assert load(write(tmp_path, "words.yaml", f"{HEAD}paths: {{}}\nx-word: {text}\n"))["x-word"] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("12", 12), ("-1.5", -1.5), ("1e3", 1000.0)],
)
def test_words_that_json_has_too_keep_their_type(tmp_path: Path, text: str, value: object) -> None:
    read = load(write(tmp_path, "words.yaml", f"{HEAD}paths: {{}}\nx-word: {text}\n"))["x-word"]

    assert read == value
    assert type(read) is type(value)


def test_keys_are_text_whatever_they_look_like(tmp_path: Path) -> None:
    assert load(write(tmp_path, "keys.yaml", f"{HEAD}paths: {{}}\nx-keys: {{200: a, no: b, true: c}}\n"))["x-keys"] == {
        "200": "a",
        "no": "b",
        "True": "c",
    }


def test_a_merge_key_brings_what_is_not_said_beside_it(tmp_path: Path) -> None:
    text = (
        "x-a: &a {page: 1, limit: 2}\nx-b: &b {page: 3, size: 4}\nx-both: {<<: [*a, *b], limit: 5}\nx-word: {'<<': 6}\n"
    )

    read = load(write(tmp_path, "merged.yaml", f"{HEAD}paths: {{}}\n{text}"))

    assert read["x-both"] == {"page": 1, "limit": 5, "size": 4}
    assert read["x-word"] == {"<<": 6}


@pytest.mark.parametrize("name", ["marked.json", "marked.yaml"])
def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path, name: str) -> None:
    assert load(write(tmp_path, name, "\ufeff" + json.dumps(SMALL))) == SMALL
