"""Generated modules hold what the templates write and nothing else; what holds more is named, and never run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.allowed import violations
from pipeline.generator import Generated
from pipeline.making import GenerationError
from pipeline.tree import lay_out
from pipeline.verifying import verify
from tests.pipeline.describe import ROOT
from tests.pipeline.execution import NEW_VERSION

CODEGEN = ROOT / "openapi" / "codegen"
DESCRIPTION = """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things/{id}:
    post:
      operationId: change
      tags: [things]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
      requestBody:
        content:
          multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}}}}
      responses:
        "200": {description: Changed., content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        kind: {type: string, enum: [a, b]}
        either: {oneOf: [{type: string}, {type: object, properties: {a: {type: string}}}]}
        several: {oneOf: [{type: string}, {type: array, items: {type: array, items: {type: string}}}]}
"""
API, MODEL, BODY, KIND, MODELS = (
    "api/things/things_change.py",
    "models/thing.py",
    "models/things_change_request.py",
    "models/thing_kind.py",
    "models/__init__.py",
)


def found(tree: Path) -> list[str]:
    return list(violations(tree, CODEGEN))


@pytest.fixture
def copy(tree: Path, tmp_path: Path) -> Path:
    """A copy of the package that the test may spoil."""
    return Path(shutil.copytree(tree, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__")))


def test_what_the_templates_write_is_allowed(copy: Path) -> None:
    assert found(copy) == []


@pytest.mark.parametrize("version", ["v1_1", "v1_2", "v1_3"])
def test_the_committed_packages_are_allowed(version: str, tmp_path: Path) -> None:
    package = ROOT / "generated" / "twelvelabs_generated" / version
    clean = shutil.copytree(package, tmp_path / version, ignore=shutil.ignore_patterns("__pycache__"))

    assert found(Path(clean)) == []


ADDED = [
    "import os",
    "from os import system",
    "from twelvelabs_generated.types import UNSET",
    "from ...types import refuse_attribute",
    "from ..models.thing import Thing",
    "from ...models.thing import __builtins__",
    "from ...models.thing import Thing as Other",
    "from ...models.__init__ import import_module",
    "from typing import cast",
    "print",
    "open('x')",
    "X = 1",
    "OPERATION = build_request('a')",
    "RETRY = 'always'",
    "RETRY = 'read'",
    "HOLDS = ()",
    "HOLDS = [('a', 'id')]",
    "EACH = (('a', read_text),)",
    "EACH = (('a', 7),)",
    "def other(): pass",
    "def parse(status, body=eval): pass",
    "def parse(status, body): return getattr(status, 'a')",
    "def parse(status, body): return body.__class__",
    "def parse(status, body): return body.format",
    "def parse(status, body): return status()",
    "def parse(status, body): return read_list(body, eval)",
    "def parse(status, body): return [x for x in body]",
    "def parse(status, body): return (lambda: 1)()",
    "def parse(status, body): return f'{body}'",
    "def parse(status, body): return f'{path_value(body)!r}'",
    "def parse(status, body): return b'x'",
    "def parse(status, body): __import__('os')",
    "def parse(status, body):\n    def parse(): return 1",
    "def parse(status, path_value): return path_value(status)",
    "def parse(status: 'eval(1)', body): return None",
    "def parse(status, body) -> list['x']: return None",
    "@any\ndef parse(status, body): return None",
    "async def parse(status, body): return None",
    "class A(Request): pass",
    "class A:\n    x: int = 1\n    y = 2",
    "class A:\n    def __init__(self): pass",
    "class A:\n    @property\n    def a(self): pass",
    "@property\ndef a(self): pass",
    "__slots__ = ()",
    "class A:\n    def to_dict(self): return self.raw_()",
    "class A:\n    def to_dict(self): self.x = 1",
    "for x in (): pass",
    "try: pass\nexcept Request: pass",
    "if Request: pass",
    "global x",
    "assert Request",
    "del Request",
    "x: int = (y := 1)",
    "def (",
]


@pytest.mark.parametrize("code", ADDED)
def test_a_module_that_holds_more_is_refused_at_its_line(copy: Path, code: str) -> None:
    module = copy / API
    lines = len(module.read_text(encoding="utf-8").splitlines())
    with module.open("a", encoding="utf-8") as file:
        file.write(f"\n\n{code}\n")

    refused = found(copy)

    assert refused
    places = [line.split(":")[:2] for line in refused]
    assert {name for name, _ in places} == {API}
    assert all(int(line) > lines or "once each" in text for (_, line), text in zip(places, refused, strict=True))


REPLACED = [
    (API, "RETRY = ", "RETRY = read_text or "),
    (API, "HOLDS = ", "HOLDS = read_text or "),
    (API, "path_value(id)", "path_value(id.real)"),
    (MODEL, "(Reply)", "(Reply, metaclass=exit)"),
    (MODEL, "(Reply)", "(File)"),
    (MODEL, "class Thing", "@property\nclass Thing"),
    (MODEL, "self.raw_.get", "self.raw_.pop"),
    (MODEL, "__slots__ = ()", "__slots__ = exit()"),
    (MODEL, "@property", "@staticmethod"),
    (MODEL, "(self)", "(self, value=exit())"),
    (MODEL, "def kind", "def __getattr__"),
    (MODEL, "def kind", "def from_json"),
    (MODEL, "def kind", "def raw_"),
    (BODY, "(eq=False, kw_only=True)", "(eq=False, order=exit())"),
    (BODY, "@define", "@property"),
    (KIND, 'Literal["a", "b"]', 'Literal["a", "b"].__class__'),
    (KIND, "= frozenset(", "= frozenset(map)("),
    (MODELS, "importlib import import_module", "os import system as import_module"),
    (MODELS, '"thing_kind"', '"thing_kind.os"'),
    ("types.py", '"""What', 'print()\n"""What'),
    ("__init__.py", '"""Generated', 'print()\n"""Generated'),
    ("api/things/__init__.py", '"""The', 'print()\n"""The'),
]


@pytest.mark.parametrize(("name", "said", "instead"), REPLACED)
def test_a_module_that_says_something_else_is_refused(copy: Path, name: str, said: str, instead: str) -> None:
    text = (copy / name).read_text(encoding="utf-8")
    assert said in text
    (copy / name).write_text(text.replace(said, instead, 1), encoding="utf-8")

    assert [line.split(":")[0] for line in found(copy)][:1] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "extra.py",
        "setup.cfg",
        "api/things/run.sh",
        "api/things/a-b.py",
        "models/sub/x.py",
        "models/class.py",
        "sitecustomize.py",
    ],
)
def test_a_file_that_no_template_writes_is_refused(copy: Path, name: str) -> None:
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("", encoding="utf-8")

    assert any(line.endswith("is not a file that the templates write") for line in found(copy))


def test_a_link_to_another_file_is_refused(copy: Path) -> None:
    (copy / MODEL).rename(copy / "moved.txt")
    (copy / MODEL).symlink_to(copy / "moved.txt")

    assert f"{MODEL}: is not a file that the templates write" in found(copy)


def test_what_is_refused_is_never_run(tree: Path, tmp_path: Path) -> None:
    made = Generated(
        tree, operations=1, kept=0, models=4, disagreements=[], repairs=[], warnings=[], aside=[], document={}
    )
    package, marker = lay_out(tmp_path, made, tmp_path), tmp_path / "was-run"
    with (package / tree.name / MODEL).open("a", encoding="utf-8") as file:
        file.write(f"\nopen({str(marker)!r}, 'w')\n")

    with pytest.raises(GenerationError, match=r"^v0_1/models/thing\.py:\d+: open\(.* stands in the module$"):
        verify(package, NEW_VERSION)

    assert not marker.exists()


def test_modules_are_imported_and_type_checked_without_the_environment(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Generated(
        tree, operations=1, kept=0, models=4, disagreements=[], repairs=[], warnings=[], aside=[], document={}
    )
    package, seen = lay_out(tmp_path, made, tmp_path), tmp_path / "seen"
    # The package of all versions is ours and not looked at, so that it can report what a module would see.
    with (package / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"\nimport os\nopen({str(seen)!r}, 'w').write(' '.join(os.environ) + os.environ['HOME'])\n")
    monkeypatch.setenv("TWELVELABS_API_KEY", "tlk_secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    verify(package, NEW_VERSION)

    names = seen.read_text(encoding="utf-8")
    assert "TWELVELABS_API_KEY" not in names
    assert "PYTHONPATH" not in names
    assert str(Path.home()) not in names
