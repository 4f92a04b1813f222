"""Where a checkout keeps what it has for each version of the API, and which versions there are."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.generator import package_name

CLIENT = Path("facade", "twelvelabs_client")
DERIVED = Path("facade", "derived.toml")
SETTINGS = CLIENT / "core" / "settings.py"


class VersionError(Exception):
    """A version cannot be made, derived or removed; the text is one line."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a version's code is derived from, and the files of it that are written by hand all the same."""

    base: str
    taken_over: frozenset[str]


def versions_of(root: Path) -> list[str]:
    """The versions that the client speaks, the oldest first."""
    declared = re.search(
        r"^ApiVersion: TypeAlias = Literal\[(.*)\]$", (root / SETTINGS).read_text("utf-8"), re.MULTILINE
    )
    if declared is None:
        raise VersionError(f"{SETTINGS}: ApiVersion is not declared in one line")
    return re.findall(r'"([^"]*)"', declared[1])


def default_of(root: Path) -> str:
    """The version that a client speaks unless another is chosen."""
    declared = re.search(r'^DEFAULT_VERSION: ApiVersion = "(.*)"$', (root / SETTINGS).read_text("utf-8"), re.MULTILINE)
    if declared is None:
        raise VersionError(f"{SETTINGS}: DEFAULT_VERSION is not declared in one line")
    return declared[1]


def origins_of(root: Path) -> dict[str, Origin]:
    """The versions whose code is derived, in the order of the table.

    Raises:
        VersionError: The table is not well-formed, or names what is not there.
    """
    try:
        table = tomllib.loads((root / DERIVED).read_text("utf-8"))
    except ValueError as error:
        raise VersionError(f"{DERIVED}: not well-formed: {' '.join(str(error).split())}") from error
    origins: dict[str, Origin] = {}
    for version, row in table.items():
        match row:
            case {"from": str(base), "taken_over": list(files), **rest} if not rest:
                origins[version] = Origin(base, frozenset(map(str, files)))
            case _:
                raise VersionError(f'{DERIVED}: ["{version}"] must have `from`, a version, and `taken_over`, a list')
        if base not in versions_of(root):
            raise VersionError(f'{DERIVED}: ["{version}"] is derived from {base}, which is no version of the client')
    return origins


def origins_text(root: Path, origins: Mapping[str, Origin]) -> str:
    """The text of the table with other rows; what it says at its head stays."""
    head = [line for line in (root / DERIVED).read_text("utf-8").splitlines() if line.startswith("#")]
    for version, origin in origins.items():
        files = "".join(f'\n    "{file}",' for file in sorted(origin.taken_over))
        head += ["", f'["{version}"]', f'from = "{origin.base}"', f"taken_over = [{files}{chr(10) if files else ''}]"]
    return "\n".join(head) + "\n"


def is_older(root: Path, version: str) -> bool:
    """Whether what a version has stands in the folders of the older ones."""
    return not (root / CLIENT / "versions" / package_name(version)).is_dir()


def named(text: str, version: str) -> bool:
    """Whether a name or a text names a version: `v1.1`, `client_v1_1`, `TwelveLabsV1_1`."""
    number = version.removeprefix("v").replace(".", "[._]")
    return re.search(rf"((?<![A-Za-z0-9])v|V){number}(?!\d)", text) is not None


def renamed(text: str, old: str, new: str) -> str:
    """A text in which a version is another one: `v1.3`, `v1_3`, `V1_3`, also in patterns, and between quotes `1.3`."""
    for dot in (".", "_", "\\."):
        said, other = (version.removeprefix("v").replace(".", dot) for version in (old, new))
        # In the middle of a name, such as `AsyncTwelveLabsV1_3`, its letter is a capital one.
        pattern = rf"((?<![A-Za-z0-9])v|V){re.escape(said)}(?![\d-])"
        escaped = other.replace("\\", r"\\")
        text = re.sub(pattern, rf"\g<1>{escaped}", text)
    bare, further = old.removeprefix("v"), new.removeprefix("v")
    return re.sub(rf"(?<=[\"'`]){re.escape(bare)}(?=[\"'`])", further, text)


def formatted(root: Path, files: Iterable[Path]) -> None:
    """Sort imports and `__all__`, drop imports without use, and format, as the whole checkout is."""
    settings = ["--config", str(root / "pyproject.toml"), "--no-cache", "--quiet"]
    names = [str(file) for file in files]
    for command in (["check", "--fix-only", "--select", "F401,I,RUF022", *settings], ["format", *settings]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *names], check=True)
