"""Generate a large description in parts: the generator's time grows with the square of what it is given at once."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.reach import references
from pipeline.specification import Schema

MOST_OPERATIONS = 60
AT_ONCE = 2
MODELS_INDEX = '''"""All models, each loaded when it is first named."""

from typing import TYPE_CHECKING, Any

from ..types import refuse_attribute

if TYPE_CHECKING:
{imports}

_MODULES: dict[str, str] = {{
{modules}
}}

__all__ = (  # noqa: RUF022
{names}
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        refuse_attribute(__name__, name)
    from importlib import import_module

    return getattr(import_module(f"{{__name__}}.{{_MODULES[name]}}"), name)


def __dir__() -> list[str]:
    return sorted(_MODULES)
'''


class GeneratorFailed(Exception):
    """openapi-python-client warned or failed; the text is what it objected to."""


def run_generator(document: Schema, codegen: Path, tree: Path, scratch: Path) -> None:
    """Make a package of a prepared description.

    Args:
        document: The description, as `prepare` shapes it.
        codegen: The folder with the generator's settings and templates.
        tree: Where the package goes.
        scratch: A folder for what is needed meanwhile.

    Raises:
        GeneratorFailed: It warned, or failed.
    """
    parts = [scratch / f"part-{number}" for number, _ in enumerate(chunks(document))]
    for part, chunk in zip(parts, chunks(document), strict=True):
        shutil.rmtree(part, ignore_errors=True)
        part.with_suffix(".json").write_text(json.dumps(chunk), encoding="utf-8")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda part: _generate(part, codegen), parts))
    imports: set[str] = set()
    for part in parts:
        imports.update((part / "models" / "__init__.py").read_text(encoding="utf-8").splitlines())
        shutil.copytree(part, tree, dirs_exist_ok=True)
        shutil.rmtree(part)
    (tree / "models" / "__init__.py").write_text(models_index(imports), encoding="utf-8")


def chunks(document: Schema) -> Iterator[Schema]:
    """The description in parts of a bounded number of operations, each with the schemas it needs.

    What no operation needs (the events of streams) comes with the last part.
    """
    everything: Schema = document["components"]["schemas"]
    operations = [(path, method) for path, item in document["paths"].items() for method in item]
    left = set(everything)
    starts = range(0, max(len(operations), 1), MOST_OPERATIONS)
    for start in starts:
        paths: Schema = {}
        for path, method in operations[start : start + MOST_OPERATIONS]:
            paths.setdefault(path, {})[method] = document["paths"][path][method]
        needed = _needed(everything, set(references(paths)))
        left -= needed
        if start == starts[-1]:
            needed |= _needed(everything, left)
        schemas = {name: schema for name, schema in everything.items() if name in needed}
        yield {**document, "paths": paths, "components": {"schemas": schemas}}


def _needed(schemas: Schema, roots: set[str]) -> set[str]:
    found, waiting = set(roots), list(roots)
    while waiting:
        for name in references(schemas[waiting.pop()]):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _generate(part: Path, codegen: Path) -> None:
    command = [
        sys.executable, "-m", "openapi_python_client", "generate", "--path", str(part.with_suffix(".json")),
        "--meta", "none", "--config", str(codegen / "config.yaml"),
        "--custom-template-path", str(codegen / "templates"), "--output-path", str(part), "--fail-on-warning",
    ]  # fmt: skip
    result = subprocess.run(command, capture_output=True, text=True, cwd=part.parent, check=False)
    if result.returncode != 0:
        raise GeneratorFailed(_what_it_said(result.stdout + result.stderr))


def _what_it_said(output: str) -> str:
    """What the generator objected to: the sentences about a place, or the end of a traceback."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if any("Traceback" in line for line in lines):
        return " ".join(line for line in lines[-3:] if line[0] not in "╭│╰")
    messages = [line for line in lines if line[0] not in '{}[]"' and not line.startswith(_BOILERPLATE)]
    return re.sub(r"<\S+UntrustedString object at \w+>", "?", ": ".join(messages))


_BOILERPLATE = ("Generating ", "Warning(s) encountered", "Error(s) encountered", "If you believe")


def models_index(imports: set[str]) -> str:
    """The index of the models, from lines such as `from .asset import Asset`."""
    found = sorted(match.groups() for line in imports if (match := re.fullmatch(r"from \.(\w+) import (\w+)", line)))
    return MODELS_INDEX.format(
        imports="\n".join(f"    from .{module} import {name}" for module, name in found) or "    pass",
        modules="\n".join(f'    "{name}": "{module}",' for module, name in found),
        names="\n".join(f'    "{name}",' for name in sorted(name for _, name in found)),
    )
