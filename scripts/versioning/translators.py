"""Derive the code of a version from that of another: the same modules, in which one version's name is the other's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.generator import package_name
from versioning.layout import CLIENT, DERIVED, Origin, VersionError, renamed

HEADER = f"# Derived from {{source}} by `make derive`; never edited: see {DERIVED.as_posix()}.\n"


def modules_of(root: Path, version: str) -> Iterator[str]:
    """The modules that a version has for itself, by their paths in the client."""
    package = package_name(version)
    yield f"_async/client_{package}.py"
    for file in sorted((root / CLIENT / "versions" / package).rglob("*.py")):
        yield file.relative_to(root / CLIENT).as_posix()


def derived(root: Path, version: str, origin: Origin) -> dict[str, str]:
    """The text of every module that is derived, by its path in the client; imports are not sorted yet.

    Raises:
        VersionError: A file that is said to be taken over is not there.
    """
    if gone := [file for file in sorted(origin.taken_over) if not (root / CLIENT / file).is_file()]:
        raise VersionError(f'{DERIVED}: ["{version}"] takes over {gone[0]}, which is not there')
    texts: dict[str, str] = {}
    for source in modules_of(root, origin.base):
        target = renamed(source, origin.base, version)
        if target not in origin.taken_over:
            text = without_header((root / CLIENT / source).read_text("utf-8"))
            header = HEADER.format(source=source) if text else ""
            texts[target] = header + renamed(text, origin.base, version)
    return texts


def taken_over(root: Path, origin: Origin) -> dict[str, str]:
    """The text of every module that is written by hand: as it is, but for the head that says that it is derived."""
    return {file: without_header((root / CLIENT / file).read_text("utf-8")) for file in sorted(origin.taken_over)}


def stray(root: Path, version: str, origin: Origin, texts: dict[str, str]) -> list[str]:
    """Modules of a derived version that come from nowhere."""
    known = texts.keys() | origin.taken_over
    return [file for file in modules_of(root, version) if file not in known and (root / CLIENT / file).is_file()]


def without_header(text: str) -> str:
    """A derived module's text as if it had been written by hand."""
    head = HEADER.partition("{")[0]
    return text.partition("\n")[2] if text.startswith(head) else text
