"""What tracking remembers between two runs: the description as received, and the last one that did not hold."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracking.fetching import Published

RECORD = "received.json"


@dataclass(frozen=True, slots=True)
class Received:
    """What the last run left in a folder.

    Attributes:
        published: What was downloaded, if the server gave it an ETag.
        failed: What did not hold: the version, the hash of its description, the commit it was tried on, and the checks.
    """

    published: Published | None = None
    failed: tuple[str, ...] = ()


def read_received(folder: Path) -> Received:
    """Return what is remembered; what is damaged is forgotten, since it saves time alone."""
    try:
        content: Any = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        failed = tuple(map(str, content["failed"]))
        if content["etag"] is None:
            return Received(None, failed)
        known = Published(
            source=str(content["source"]),
            file=folder / str(content["file"]),
            date=str(content["date"]),
            sha256=str(content["sha256"]),
            etag=str(content["etag"]),
        )
        whole = hashlib.sha256(known.file.read_bytes()).hexdigest() == known.sha256
        return Received(known if whole else None, failed)
    except (OSError, ValueError, LookupError, TypeError):
        return Received()


def remember(folder: Path, published: Published, failed: tuple[str, ...]) -> None:
    """Write down what was received, and what did not hold."""
    name = f"description{published.file.suffix}"
    content = {
        "source": published.source,
        "file": name,
        "date": published.date,
        "sha256": published.sha256,
        "etag": published.etag,
        "failed": failed,
    }
    shutil.copyfile(published.file, folder / name)
    (folder / RECORD).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
