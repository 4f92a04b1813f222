"""Our descriptions of the API, whatever published one the generated packages were merged with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.canonical import read_specification
from pipeline.openapi import to_openapi

ROOT = Path(__file__).resolve().parents[1]


@cache
def our_description(version: str) -> dict[str, Any]:
    """The description of a version such as `v1.3`, as an OpenAPI document."""
    return to_openapi(read_specification(ROOT / "openapi" / version, ours=True))
