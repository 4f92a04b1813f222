"""Files at a file store outside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file at the store outside.

    Attributes:
        path: where its bytes are; read when it is imported.
        name: its name there.
        size: its bytes as the store tells them.
        readable: whether the consent covers it.
    """

    path: Path
    name: str
    size: int
    readable: bool
