"""Hold a generated package against what it may hold, import it and check its types; what fails is set aside."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline.allowed import violations
from pipeline.generator import OPENAPI, Generated, package_name
from pipeline.making import GenerationError
from pipeline.names import snake
from pipeline.reach import references
from pipeline.specification import Schema, nameless
from pipeline.tree import CHECKOUT, PACKAGE, replace

MOST_ROUNDS = 5


def verified(make: Callable[[Mapping[str, str]], Generated], scratch: Path, *, types: bool = True) -> Generated:
    """Make a package, and make it again without the operations whose modules do not hold.

    Nothing reads or runs a module before it is known to hold only what the templates write.

    Args:
        make: Makes the tree, given the operations that it is not to have, with the reasons.
        scratch: An empty folder.
        types: Whether to run mypy, which takes longer than the rest.

    Raises:
        GenerationError: What does not hold is of no operation, or of others each time.
    """
    aside: dict[str, str] = {}
    for _ in range(MOST_ROUNDS):
        generated = make(aside)
        shutil.rmtree(scratch, ignore_errors=True)
        replace(scratch / PACKAGE, generated.tree)
        found = dict(failures(scratch / PACKAGE, generated.tree.name, types=types))
        if not found:
            return dataclasses.replace(generated, failed=aside)
        culprits = {place: why for file, why in found.items() for place in users_of(generated, file)}
        if not culprits:
            break
        aside |= culprits
    raise GenerationError(_first(found, generated.tree.name))


def verify(package: Path, version: str, *, types: bool = True) -> None:
    """Hold every module of a version against the allow-list, then import it and check its types strictly.

    Args:
        package: The folder of the generated packages.
        version: `v1.3`.
        types: Whether to run mypy, which takes longer than the rest.

    Raises:
        GenerationError: A module holds something else, does not import, or mypy objects.
    """
    if found := dict(failures(package, package_name(version), types=types)):
        raise GenerationError(_first(found, package_name(version)))


def _first(found: Mapping[str, str], name: str) -> str:
    """What was found first, and how much more there is."""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{name}/{next(iter(found.values()))}{more}"


def failures(package: Path, name: str, *, types: bool) -> Iterator[tuple[str, str]]:
    """The files of a version's package that hold what they must not, do not import or do not type-check, with why.

    Nothing reads or runs a module before it is known to hold only what the templates write.
    """
    found = [violation.partition(": ")[::2] for violation in violations(package / name, CHECKOUT / OPENAPI / "codegen")]
    source = str(package.parent.resolve())
    with tempfile.TemporaryDirectory(prefix="verify-") as home:
        found = found or list(_said([sys.executable, "-I", "-B", "-c", _IMPORT_ALL, source, name], home))
        if types:
            found = found or list(_said(_mypy(name, home), home, MYPYPATH=source))
    for place, why in reversed(found):
        yield re.sub(r":\d+$", "", place), f"{place}: {why}"


def _mypy(name: str, home: str) -> list[str]:
    return [
        sys.executable, "-I", "-m", "mypy", "--strict", "--no-error-summary", "--config-file=",
        "--cache-dir", str(Path(home) / "mypy"), "-p", f"{PACKAGE}.{name}",
    ]  # fmt: skip


_IMPORT_ALL = """
import importlib, pathlib, sys
source, name = sys.argv[1:]
sys.path.insert(0, source)
root = pathlib.Path(source, "PACKAGE", name)
for file in sorted(root.rglob("*.py")):
    module = ".".join(file.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
    try:
        importlib.import_module(module)
    except BaseException as error:
        print(f"{file}:1: {type(error).__name__}: {error}")
models = importlib.import_module("PACKAGE." + name + ".models")
for each in models.__all__:
    getattr(models, each)
""".replace("PACKAGE", PACKAGE)


def _said(command: list[str], home: str, **settings: str) -> Iterator[tuple[str, str]]:
    """What a command finds, by file and line, below the version's package.

    The command sees nothing of this process's environment: no keys, no settings, no files of the user.
    """
    passed_on = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment = {**passed_on, "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", **settings}
    result = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    output = result.stdout + result.stderr
    yield from re.findall(rf"^\S*?{PACKAGE}/\w+/(\S+?:\d+): (?:error: )?(.*)$", output, flags=re.MULTILINE)
    if result.returncode != 0 and PACKAGE not in output:
        yield "package", (output.strip().splitlines() or [f"{command[3]} failed with {result.returncode}"])[-1]


def users_of(generated: Generated, file: str) -> Iterator[str]:
    """The operations that need a file of a package, by their places."""
    module = file.removesuffix(".py")
    schemas: Schema = generated.document["components"]["schemas"]
    for path, item in generated.document["paths"].items():
        for method, operation in item.items():
            own = f"api/{operation['tags'][0]}/{operation['operationId']}"
            if module == own or (module.startswith("models/") and module in _modules(operation, schemas)):
                yield nameless(f"{method.upper()} {path}")


def _modules(operation: Schema, schemas: Schema) -> set[str]:
    """The modules of the models that an operation reaches."""
    found: set[str] = set()
    waiting = list(references(operation))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += references(schemas[name])
    return {f"models/{snake(name)}" for name in found}
