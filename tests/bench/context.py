"""What every case is given: the server, how much to do, and the ways to measure in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from tests.bench.server import Scene

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024


@frozen
class Bench:
    """One run of the suite.

    Attributes:
        server: The address of the server.
        scratch: A folder for files to upload.
        small: Whether to do as little as shows that it works.
        peer: A Python in which the vendor's SDK is installed.
    """

    server: str
    scratch: Path
    small: bool = False
    peer: Path | None = None

    def pick(self, full: T, small: T) -> T:
        """How much of something."""
        return small if self.small else full

    def url(self, **scene: int) -> str:
        """The address of a server that answers so."""
        return f"{self.server}/{Scene(**scene).path}"

    def alone(self, job: str, **arguments: Any) -> dict[str, float]:
        """What a job of `alone.py` told of itself, in a process of its own."""
        told: dict[str, float] = _told([sys.executable, "-m", "tests.bench.alone", job, json.dumps(arguments)])
        return told

    def asked(self, job: str, url: str, rounds: int, count: int) -> list[float]:
        """Samples of the vendor's SDK, in seconds of its processor for each of `count` things; none without it."""
        if self.peer is None:
            return []
        command = [str(self.peer), str(HERE / "peer.py"), job, url, str(rounds), str(count)]
        return list(_told(command)["samples"])

    def file(self, megabytes: int) -> Path:
        """A file of that size (MiB) that takes no place on the disk; read once, for the system to know it."""
        path = self.scratch / f"{megabytes}.mp4"
        if not path.exists():
            with path.open("wb") as file:
                file.truncate(megabytes * MEBIBYTE)
            with path.open("rb") as file:
                while file.read(MEBIBYTE):
                    pass
        return path


def _told(command: list[str]) -> Any:
    # What is measured is the package as users have it: with its bytecode written beforehand.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:4])} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])
