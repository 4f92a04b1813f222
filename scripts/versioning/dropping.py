"""Remove a version from a checkout: first what others have of it is written out, then it goes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.document import EXTENDS, read_data
from pipeline.generator import OPENAPI
from pipeline.spec_lock import LOCK
from versioning.description import written_out
from versioning.layout import (
    CLIENT,
    DERIVED,
    SETTINGS,
    formatted,
    named,
    origins_of,
    origins_text,
    renamed,
)
from versioning.places import forgotten
from versioning.prose import unlisted
from versioning.translators import modules_of, without_header

# What speaks the version that clients speak by default, and goes on with the one that takes its place.
SPEAKING = (
    "tests",
    "cassettes",
    "scripts/demo.py",
    "scripts/tracking/facade_methods.py",
    "README.md",
    "docs/migrating.md",
    "docs/reliability.md",
    "Makefile",
    "facade/twelvelabs_client/core/replacements.py",
)
# Where a file or a folder with its name is its own.
BEARING = ("openapi", "generated", "facade", "tests", "cassettes")
SAYING = ("README.md", "docs/migrating.md", "docs/reliability.md", "docs/tracking.md", "facade", "tests")


def drop(root: Path, version: str, heir: str | None) -> None:
    """Remove a version.

    Args:
        root: The checkout.
        version: The version.
        heir: What clients speak by default instead, where they spoke this one.
    """
    _write_out(root, version)
    if heir is not None:
        _speak(root, version, heir)
    _remove(root, version)
    _unlist(root, version)
    formatted(root, forgotten(root, version))


def still_named(root: Path, version: str) -> Iterator[str]:
    """The lines that say something of a version: what they say instead is left to people."""
    for file in _texts(root):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if named(line, version):
                yield f"{file.relative_to(root).as_posix()}:{number}: {line.strip()}"


def _write_out(root: Path, version: str) -> None:
    """Make whole what is laid over it, and hand what is derived from it to people."""
    for folder in sorted(path for path in (root / OPENAPI).glob("v*") if (path / "api.yaml").is_file()):
        if read_data(folder / "api.yaml").get(EXTENDS) == version:
            texts = written_out(root / OPENAPI / version, folder)
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
    origins = origins_of(root)
    for other, origin in origins.items():
        for module in modules_of(root, other) if origin.base == version else ():
            file = root / CLIENT / module
            file.write_text(without_header(file.read_text("utf-8")), encoding="utf-8")
    left = {other: origin for other, origin in origins.items() if version not in (other, origin.base)}
    (root / DERIVED).write_text(origins_text(root, left), encoding="utf-8")


def _speak(root: Path, version: str, heir: str) -> None:
    """Let what speaks the version by default speak another one."""
    settings = root / SETTINGS
    text = settings.read_text("utf-8")
    said = 'DEFAULT_VERSION: ApiVersion = "{}"'
    settings.write_text(text.replace(said.format(version), said.format(heir)), encoding="utf-8")
    client = root / CLIENT / "_async" / "client.py"
    bare, other = version.removeprefix("v"), heir.removeprefix("v")
    text = client.read_text("utf-8").replace(
        f'api_version: Literal["{heir}", "{other}"],', f'api_version: Literal["{heir}", "{other}"] = ...,'
    )
    client.write_text(text.replace(f'Literal["{version}", "{bare}"] = ...', f'Literal["{version}", "{bare}"]'), "utf-8")
    # A name of another length wraps lines otherwise.
    formatted(root, [file for file in _renamed(root, version, heir) if file.suffix == ".py"])


def _renamed(root: Path, version: str, heir: str) -> Iterator[Path]:
    """Name another version wherever the version is spoken by default; yields the files that changed."""
    for file in (file for name in SPEAKING for file in _files(root / name)):
        text = file.read_text("utf-8")
        place = file.with_name(renamed(file.name, version, heir))
        if (changed := renamed(text, version, heir)) != text or place != file:
            file.rename(place).write_text(changed, encoding="utf-8")
            yield place


def _files(place: Path) -> Iterator[Path]:
    kinds = (".py", ".yaml", ".md")
    yield from [place] if place.is_file() else sorted(file for file in place.rglob("*") if file.suffix in kinds)


def _remove(root: Path, version: str) -> None:
    """Remove what bears its name, and its row in the lock."""
    for place in sorted(place for folder in BEARING for place in (root / folder).rglob("*")):
        if named(place.name, version) and place.exists():
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    lock = json.loads((root / LOCK).read_text("utf-8"))
    lock.pop(version, None)
    (root / LOCK).write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def _unlist(root: Path, version: str) -> None:
    for file in _texts(root):
        text = file.read_text("utf-8")
        if (changed := unlisted(text, version)) != text:
            file.write_text(changed, encoding="utf-8")


def _texts(root: Path) -> list[Path]:
    """What people write and read."""
    return [file for name in SAYING for file in _files(root / name) if "_sync" not in file.parts]
