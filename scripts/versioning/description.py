"""The description of a further version: what it has otherwise than the one that it is laid over."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from pipeline.document import EXTENDS, load

HEAD = """\
# What {version} of the API has otherwise than {base}: objects are merged key by key, null removes, all else replaces.
"""


def first_overlay(folder: Path, version: str, base: str) -> str:
    """The text of a description that differs from another version's in nothing but the version.

    Args:
        folder: The other version's description.
        version: Such as `v1.4`.
        base: The other version.
    """
    document = load(folder)
    old, new = base.removeprefix("v"), version.removeprefix("v")
    said = {"info": document["info"], "servers": document["servers"]}
    other = json.loads(re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d]|\.\d)", new, json.dumps(said)))
    changes = {key: value for key, value in other["info"].items() if value != document["info"][key]}
    return overlay_text(version, base, {"info": changes, "servers": other["servers"]})


def overlay_text(version: str, base: str, changes: dict[str, Any]) -> str:
    """The text of a description that is laid over another one."""
    said = yaml.safe_dump({EXTENDS: base, **changes}, sort_keys=False, width=120, allow_unicode=True)
    return HEAD.format(version=version, base=base) + said
