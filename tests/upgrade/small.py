"""A checkout with a small API of its own: two operations that the facade wraps, and one that it does not."""

from __future__ import annotations

import json
import shutil
import textwrap
from pathlib import Path
from typing import Any

import yaml

from pipeline.generator import generate
from pipeline.spec_lock import LOCK, lock_entry, lock_text
from pipeline.tree import PACKAGE, replace

ROOT = Path(__file__).resolve().parents[2]
VERSION = "v9.9"
Document = dict[str, Any]

TEXT = {"type": "string"}
INTEGER = {"type": "integer"}
THING: Document = {
    "type": "object",
    "required": ["_id"],
    "properties": {"_id": TEXT, "name": TEXT, "size": INTEGER, "tags": {"type": "array", "items": TEXT}},
}
MYPY = """
[tool.mypy]
strict = true
mypy_path = "facade:generated"
explicit_package_bases = true
namespace_packages = true
"""
FACADE = {
    "__init__.py": "",
    "versions/__init__.py": "",
    "versions/things.py": """
        from twelvelabs_generated.v9_9.models.thing import Thing
        from twelvelabs_generated.v9_9.types import Unset


        def name_of(thing: Thing) -> str | None:
            return None if isinstance(thing.name, Unset) else thing.name
    """,
    "_async/client.py": """
        class Things:
            async def list(self) -> None:
                \"\"\"List the things.

                Operation: `GET /things`
                \"\"\"

            async def create(self) -> None:
                \"\"\"Create a thing.

                Operation: `POST /things`
                \"\"\"


        class AsyncTwelveLabsV9_9:
            @property
            def things(self) -> Things:
                return Things()
    """,
}


def described() -> Document:
    """The API, as our description and the published one begin."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "9.9"},
        "servers": [{"url": f"https://api.example.com/{VERSION}"}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "list_things",
                    "tags": ["things"],
                    "parameters": [{"name": "page", "in": "query", "schema": INTEGER}],
                    "responses": _answering({"type": "array", "items": _thing()}),
                },
                "post": {
                    "operationId": "create_thing",
                    "tags": ["things"],
                    "requestBody": {"content": {"application/json": {"schema": _thing()}}},
                    "responses": _answering(_thing()),
                },
            },
            "/things/{thing_id}": {
                "get": {
                    "operationId": "retrieve_thing",
                    "tags": ["things"],
                    "parameters": [{"name": "thing_id", "in": "path", "required": True, "schema": TEXT}],
                    "responses": _answering(_thing()),
                }
            },
        },
        "components": {"schemas": {"Thing": json.loads(json.dumps(THING))}},
    }


def _thing() -> Document:
    return {"$ref": "#/components/schemas/Thing"}


def _answering(schema: Document) -> Document:
    return {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}


def make_checkout(root: Path) -> Path:
    """Write the checkout, its package generated from our description alone."""
    shutil.copytree(ROOT / "openapi" / "codegen", root / "openapi" / "codegen")
    write(root / "openapi" / VERSION / "api.yaml", yaml.safe_dump(described()))
    for name, text in FACADE.items():
        write(root / "facade" / "twelvelabs_client" / name, textwrap.dedent(text).lstrip())
    write(root / "pyproject.toml", MYPY)
    scratch = root / "build" / "scratch"
    scratch.mkdir(parents=True)
    made = generate(root, VERSION, None, scratch)
    replace(root / "generated" / PACKAGE, made.tree)
    write(root / LOCK, lock_text(root, VERSION, lock_entry(root, made, VERSION, None, [])))
    shutil.rmtree(root / "build")
    return root


def write(file: Path, text: str) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
