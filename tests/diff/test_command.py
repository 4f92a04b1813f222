"""The command as other tools call it: its output, its exit status, and what it says of files that it cannot read."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import diff
import pytest
import yaml

from pipeline.canonical import canonical
from tests.diff.describe import TEXT, Schema, api, reference, reply, thing
from tracking.change import Change
from tracking.facade_methods import version_of

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "diff.py"
SMALL = api(("GET /things", reply(thing(TEXT))))
LARGER = api(("GET /things", reply({"type": "object", "properties": {"x": TEXT, "y": TEXT}})))
KEYS = ["operation", "where", "kind", "level", "text", "group", "facade"]


def written(folder: Path, name: str, content: Any) -> str:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def test_exit_status_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small, larger = written(tmp_path, "small.json", SMALL), written(tmp_path, "larger.json", LARGER)
    assert diff.main([small, small, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert diff.main([small, larger, "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert list(row) == KEYS
    assert row == {
        "operation": "GET /things",
        "where": "response 200 /y",
        "kind": "field-added",
        "level": "compatible",
        "text": "y is new",
        "group": None,
        "facade": [],
    }
    assert diff.main([larger, small]) == 1


def test_the_path_is_written_as_the_old_description_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = api(("GET /assets/{asset-id}", reply(thing(TEXT))))
    new = api(("GET /assets/{asset_id}", reply({"type": "object"})), ("GET /new/{id}", {}))
    diff.main([written(tmp_path, "old.json", old), written(tmp_path, "new.json", new), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    shown = [(row["operation"], row["kind"]) for row in found]
    assert shown == [
        ("GET /assets/{asset-id}", "name-changed"),
        ("GET /assets/{asset-id}", "field-removed"),
        ("GET /new/{id}", "operation-added"),
    ]
    assert "assets.get" in found[1]["facade"]


def test_the_methods_are_those_of_the_version_that_is_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = "GET /indexes/{id}/videos/{video_id}/transcription"
    old, new = api((place, reply(thing(TEXT)))), api((place, reply({"type": "object"})))
    files = []
    for name, document in (("old", old), ("new", new)):
        files.append(
            written(tmp_path, f"{name}.json", {**document, "servers": [{"url": "https://api.example.com/v1.2"}]})
        )

    diff.main([*files, "--format", "json"])

    assert [row["facade"] for row in json.loads(capsys.readouterr().out)] == [["videos.transcription"]]


@pytest.mark.parametrize(
    ("url", "info", "version"),
    [
        ("https://api.example.com/v1.2", "1.0.0", "v1.2"),
        ("https://api.example.com/v1.1/", "", "v1.1"),
        ("https://api.example.com", "1.2.0 ", "v1.2"),
        ("https://api.example.com/v2", "1", None),
        ("https://api.example.com/v1.2beta", "", None),
    ],
)
def test_a_description_says_its_version_in_its_servers_or_its_info(url: str, info: str, version: str | None) -> None:
    document = {**api(), "servers": [{"url": url}], "info": {"title": "Things", "version": info}}

    assert version_of(canonical(document)) == version


def test_text_begins_with_the_verdict_and_the_gravest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = api(("GET /a", reply(thing(TEXT))), ("GET /b", reply(thing(TEXT))))
    new = api(("GET /a", reply({"type": "object", "properties": {"y": TEXT}})), ("GET /b", reply(thing(TEXT))))
    files = [written(tmp_path, "old.json", old), written(tmp_path, "new.json", new)]
    assert diff.main(files) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert lines[0] == "BREAKING: 1 breaking, 0 risky, 1 compatible (1 operation, 2 places)"
    assert lines[1].split() == ["breaking", "GET", "/a", "response", "200", "/x", "field-removed:", "x", "is", "gone"]
    assert lines[2].startswith("compatible")
    diff.main([*files, "--format", "markdown"])
    shown = capsys.readouterr().out
    assert shown.startswith("**BREAKING: 1 breaking")
    assert shown.index("### Breaking") < shown.index("### Compatible")
    assert "| `GET /a` | `response 200 /x` | field-removed: x is gone |" in shown


def test_groups_are_folded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    operations = [(f"GET /{name}", reply(reference("Thing"))) for name in "abc"]
    old = written(tmp_path, "old.json", api(*operations, Thing=thing(TEXT)))
    new = written(tmp_path, "new.json", api(*operations, Thing=thing({"type": "integer"})))
    diff.main([old, new])
    shown = capsys.readouterr().out
    assert shown.startswith("BREAKING: 1 breaking, 0 risky, 0 compatible (3 operations, 3 places)")
    assert shown.count("type-changed") == 1
    diff.main([old, new, "--format", "markdown"])
    assert "<summary>3 operations</summary>`GET /a`<br>`GET /b`<br>`GET /c`" in capsys.readouterr().out


def test_what_the_places_of_a_fold_have_in_common_is_shown_and_else_each_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def described(*replies: Schema) -> Schema:
        return api(*[(f"GET /{name}", reply(schema)) for name, schema in zip("abc", replies, strict=True)])

    listed = {"type": "object", "properties": {"data": {"type": "array", "items": thing(TEXT)}}}
    emptied = {"type": "object", "properties": {"data": {"type": "array", "items": {"type": "object"}}}}
    old = written(tmp_path, "old.json", described(thing(TEXT), thing(TEXT), listed))
    new = written(tmp_path, "new.json", described({"type": "object"}, {"type": "object"}, emptied))

    diff.main([old, new])

    assert capsys.readouterr().out.splitlines()[2:] == [
        "breaking    3 operations  /x at 2 places  field-removed: x is gone",
        "            GET /a response 200 /x",
        "            GET /b response 200 /x",
        "            GET /c response 200 /data[]/x",
    ]


def test_a_difference_with_a_reason_is_counted_and_breaks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    known, other = (Change("GET /a", f"request /{name}", "field-removed", "breaking", "is gone") for name in "xy")
    table = "openapi/v1.3/differences.yaml"

    assert diff.report([known], "text", explained=[known], table=table) == 0
    assert capsys.readouterr().out == (
        "No change that a client meets.\n\n1 difference has a reason in openapi/v1.3/differences.yaml\n"
    )
    assert diff.report([known, other], "json", explained=[known], table=table) == 1
    shown = capsys.readouterr()
    assert [row["where"] for row in json.loads(shown.out)] == ["request /y"]
    assert shown.err == "1 difference has a reason in openapi/v1.3/differences.yaml\n"


@pytest.mark.parametrize("layout", diff.FORMATS)
def test_no_control_character_of_a_description_is_shown(
    layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "x\x1b[2J\x07\x7f\x9b\u2028\u202e\u200b\r\nbreaking"
    fields = {"type": "object", "properties": {name: {**TEXT, "enum": [name]}, "y": {**TEXT, "enum": [name]}}}
    old = api(
        (f"GET /{name}", {}), ("GET /b", reply(fields)), (f"GET /c/{name}", reply(reference(name))), **{name: TEXT}
    )
    new = api(("GET /b", reply(thing(TEXT))), (f"GET /c/{name}", reply(reference(name))), **{name: {"type": "integer"}})

    diff.main([written(tmp_path, "old.json", old), written(tmp_path, "new.json", new), "--format", layout])

    shown = capsys.readouterr().out
    assert "breaking" in shown
    assert [line for line in shown.split("\n") if not line.isprintable()] == []


def test_a_folder_and_a_yaml_file_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "described"
    folder.mkdir()
    (folder / "api.yaml").write_text(yaml.safe_dump({key: SMALL[key] for key in ("openapi", "info", "servers")}))
    (folder / "things.yaml").write_text(yaml.safe_dump({"paths": SMALL["paths"]}))
    assert diff.main([str(folder), written(tmp_path, "small.yaml", yaml.safe_dump(SMALL))]) == 0
    assert capsys.readouterr().out == "No change that a client meets.\n"


def broken(**components: Schema) -> Schema:
    return api(("GET /things", reply(reference("A"))), **components)


BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
BAD: dict[str, tuple[str, Any, str]] = {
    "truncated": ("bad.json", json.dumps(SMALL)[:-40], "not well-formed"),
    "truncated yaml": ("bad.yaml", "openapi: '3.1.0'\npaths: {", "not well-formed"),
    "repeated key": ("bad.json", '{"openapi": "3.1.0", "openapi": "3.1.0", "paths": {}}', "stands twice"),
    "repeated key in yaml": ("bad.yaml", "openapi: '3.1.0'\npaths: {}\npaths: {}\n", "stands twice"),
    "no openapi": ("bad.json", {"swagger": "2.0", "paths": {}}, "not an OpenAPI 3"),
    "no paths": ("bad.json", {"openapi": "3.1.0"}, "has no paths"),
    "a list": ("bad.json", [], "no object at the top"),
    "text": ("bad.yaml", "hello", "no object at the top"),
    "nested too deeply": ("bad.json", '{"openapi": "3.1.0", "paths": ' + '{"a":' * 100_000, "not well-formed"),
    "deep yaml": ("bad.yaml", "openapi: '3.1.0'\npaths: " + "[" * 100_000, "not well-formed"),
    "bomb": ("bad.yaml", f"{BOMB}openapi: '3.1.0'\npaths: {{}}\n", "nodes once its aliases are followed"),
    "components are no object": ("bad.json", {**SMALL, "components": [1]}, "bad.json"),
    "not utf-8": ("bad.json", None, "cannot be read"),
}


SET_ASIDE: dict[str, tuple[Any, str]] = {
    "reference to itself": (broken(A=reference("A")), "run in a circle: A -> A"),
    "references in a circle": (broken(A=reference("B"), B=reference("A")), "run in a circle"),
    "reference to nothing": (broken(), "points to nothing"),
    "remote reference": (broken(A={"$ref": "https://example.com/a.json"}), "points outside"),
    "reference to a file": (broken(A={"$ref": "other.yaml#/A"}), "points outside"),
    "parameter without a name": (api(("GET /a", {"parameters": [{"in": "query"}]})), "'name' is missing"),
    "two paths that are one": (api(("GET /a/{x}", {}), ("GET /a/{y}", {})), "the same path as /a/{x}"),
    "no operation": ({**SMALL, "paths": {"/a": []}}, "where an object is expected"),
}


@pytest.mark.parametrize("name", SET_ASIDE)
def test_what_cannot_be_read_is_compared_by_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, why = SET_ASIDE[name]
    good, odd = written(tmp_path, "good.json", SMALL), written(tmp_path, "odd.json", document)

    status = diff.main([good, odd, "--format", "json"])

    texts = [row["text"] for row in json.loads(capsys.readouterr().out)]
    assert status == 1
    assert [text for text in texts if "cannot be generated" in text and why in text]


@pytest.mark.parametrize("name", BAD)
def test_bad_input_ends_in_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, content, expected = BAD[name]
    bad = written(tmp_path, file, content)
    if content is None:
        Path(bad).write_bytes(b"\xff\xfe{}")
    start = time.process_time()
    assert diff.main([written(tmp_path, "good.json", SMALL), bad]) == 2
    assert time.process_time() - start < 5
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.splitlines()) == 1
    assert shown.err.startswith(bad)
    assert expected in shown.err


def test_a_file_that_is_not_there_and_one_that_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    for bad in (large, tmp_path / "none.json", tmp_path):
        assert diff.main([str(bad), str(bad)]) == 2
        shown = capsys.readouterr()
        assert (shown.out, len(shown.err.splitlines())) == ("", 1)


def test_nested_all_of_does_not_unfold_without_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    levels = {
        f"L{level}": {
            "type": "object",
            "properties": {name: {"allOf": [reference(f"L{level + 1}"), thing(TEXT)]} for name in ("left", "right")},
        }
        for level in range(40)
    }
    bad = written(tmp_path, "bad.json", api(("GET /a", reply(reference("L0"))), **levels, L40=thing(TEXT)))
    start = time.process_time()
    assert diff.main([bad, bad]) == 2
    assert time.process_time() - start < 20
    assert "unfold" in capsys.readouterr().err


def test_an_unexpected_failure_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: Any) -> None:
        raise ZeroDivisionError("no\x1b\nline")

    small = written(tmp_path, "small.json", SMALL)
    monkeypatch.setattr(diff, "compare", fails)

    assert diff.main([small, small]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == [
        "the comparison failed, which is a fault of ours: ZeroDivisionError('no\\x1b\\nline')"
    ]


@pytest.mark.parametrize(
    ("old", "new", "status"), [("small", "larger", 0), ("larger", "small", 0), ("small", "none", 2)]
)
def test_make_fails_only_where_the_comparison_fails(old: str, new: str, status: int, tmp_path: Path) -> None:
    for name, document in (("small", SMALL), ("larger", LARGER)):
        written(tmp_path, name, document)
    names = [f"OLD={tmp_path / old}", f"NEW={tmp_path / new}"]
    python = f"RUN={sys.executable}"

    done = subprocess.run(
        ["make", "-s", "-o", ".venv/ready", "diff", python, *names],
        cwd=SCRIPT.parents[1], capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == status, done.stderr
    assert ("Error 2" in done.stderr) is (status == 2)


def test_as_a_process(tmp_path: Path) -> None:
    small, larger = written(tmp_path, "small.json", SMALL), written(tmp_path, "larger.json", LARGER)
    done = subprocess.run([sys.executable, str(SCRIPT), larger, small], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    done = subprocess.run([sys.executable, str(SCRIPT), small, "none"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
