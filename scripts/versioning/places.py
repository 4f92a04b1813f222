"""Tell versions apart in a checkout: every hand-written module that decides on one, and the import rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.generator import package_name
from versioning.cutting import without
from versioning.edits import further
from versioning.translators import HEADER

LAYERS = Path(".importlinter")
DERIVED_HEAD = HEADER.partition("{")[0]


def add_version(root: Path, base: str, version: str) -> list[Path]:
    """Decide a further version like another one; returns the modules that changed."""
    rules = (root / LAYERS).read_text("utf-8")
    client, own = f"client_{package_name(base)}", f"client_{package_name(version)}"
    (root / LAYERS).write_text(re.sub(rf"\b{client}\b", f"{client} : {own}", rules), encoding="utf-8")
    return list(_rewritten(root, ["facade"], lambda text: further(text, base, version)))


def forgotten(root: Path, version: str) -> list[Path]:
    """Take every decision on a version away; returns the modules that changed."""
    rules = (root / LAYERS).read_text("utf-8")
    client = f"client_{package_name(version)}"
    (root / LAYERS).write_text(re.sub(rf" : {client}\b|\b{client} : ", "", rules), encoding="utf-8")
    return list(_rewritten(root, ["facade", "tests"], lambda text: without(text, version)))


def _rewritten(root: Path, folders: Iterable[str], change: Callable[[str], str]) -> Iterator[Path]:
    for file in sorted(file for folder in folders for file in (root / folder).rglob("*.py")):
        place = file.relative_to(root).as_posix()
        text = file.read_text("utf-8")
        if "/_sync/" in place or re.search(r"/versions/v\d", place) or text.startswith(DERIVED_HEAD):
            continue
        if (changed := change(text)) != text:
            file.write_text(changed, encoding="utf-8")
            yield file
