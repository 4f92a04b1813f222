"""Generate a small package from a description, load it under a name of its own, and use it."""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import json
import sys
from pathlib import Path
from typing import Any

from pipeline.generator import generate
from pipeline.specification import Schema
from tests.pipeline.describe import ROOT, from_yaml

NEW_VERSION = "v0.1"  # One that we do not describe, so that the package holds the given description alone.
_numbers = itertools.count(1)


class Package:
    """A generated package that has been imported."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.name = f"generated_for_tests_{next(_numbers)}"
        spec = importlib.util.spec_from_file_location(
            self.name, tree / "__init__.py", submodule_search_locations=[str(tree)]
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[self.name] = module
        spec.loader.exec_module(module)
        self.types = self.module("types")

    def module(self, path: str) -> Any:
        """A module of the package, by its path in it."""
        return importlib.import_module(f"{self.name}.{path}")

    def operation(self, name: str) -> Any:
        """The module of an operation; its name begins with its tag."""
        (file,) = (self.tree / "api").glob(f"*/{name}.py")
        return self.module(f"api.{file.parent.name}.{name}")

    def model(self, name: str) -> Any:
        """A model, as users of the package name it."""
        return getattr(self.module("models"), name)

    @property
    def table(self) -> Schema:
        """OPERATIONS.json."""
        loaded: Schema = json.loads((self.tree / "OPERATIONS.json").read_text(encoding="utf-8"))
        return loaded


def generated(text: str, folder: Path) -> Path:
    """The tree that the pipeline makes of a description written as YAML."""
    published = folder / "published.json"
    published.write_text(json.dumps(from_yaml(text)), encoding="utf-8")
    return generate(ROOT, NEW_VERSION, published, folder).tree


def files(tree: Path) -> dict[str, bytes]:
    """What a tree holds, by path."""
    return {
        file.relative_to(tree).as_posix(): file.read_bytes()
        for file in sorted(tree.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }
