"""What one sandbox keeps: documents, files, time and identities."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
import uuid
import weakref
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from twelvelabs_sandbox.errors import not_exist, not_readable
from twelvelabs_sandbox.faults import Faults
from twelvelabs_sandbox.settings import Settings
from twelvelabs_sandbox.store.documents import Document, Store
from twelvelabs_sandbox.store.remote_files import RemoteFile
from twelvelabs_sandbox.store.webhooks import Outbox


@dataclass(frozen=True, slots=True)
class ScriptedResponse:
    """What a response says, and whether it then fails."""

    text: str
    failed: bool = False


class Platform:
    """The memory and the clock of a sandbox; resources read and write it, nobody else."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store()
        self.faults = Faults(settings.seed)
        self.requests: deque[tuple[str, str]] = deque(maxlen=10_000)
        self.transcripts: dict[str, str] = {}
        self.shown_texts: dict[str, str] = {}
        self.shown_logos: dict[str, str] = {}
        self.scripted_analyses: dict[str | None, str] = {}
        self.scripted_responses: dict[str | None, ScriptedResponse] = {}
        self.foreign: set[str] = set()
        self.remote_files: dict[str, RemoteFile] = {}
        self.importing = asyncio.Lock()
        self.outbox = Outbox(self)
        # Separate generators: one more read changes no id.
        self._ids = random.Random(_seed(settings.seed, "ids"))
        self._traces = random.Random(_seed(settings.seed, "traces"))
        self._events = random.Random(_seed(settings.seed, "events"))
        self.signing_key = random.Random(_seed(settings.seed, "signing")).randbytes(32)
        self._ticks = 0
        self._files: Path | None = None

    def tick(self) -> None:
        """Let the clock take the step of one request."""
        self._ticks += 1

    def now(self) -> float:
        """Seconds since the epoch, on this sandbox's clock."""
        return self.settings.clock() + self._ticks * self.settings.step

    def now_as_text(self) -> str:
        """The instant on this sandbox's clock, as replies tell it."""
        return timestamp(self.now())

    def elapsed(self, since: float) -> float:
        """Simulated seconds since an instant of the clock."""
        return (self.now() - since) * self.settings.speed

    def instant(self, since: float, simulated: float = 0.0) -> float:
        """The instant at which `simulated` seconds have passed."""
        return since + simulated / self.settings.speed

    def new_id(self) -> str:
        """A new id: 24 hex digits."""
        return f"{self._ids.getrandbits(96):024x}"

    def new_token(self) -> str:
        """A new token: 32 hex digits."""
        return f"{self._ids.getrandbits(128):032x}"

    def new_uuid(self) -> str:
        """A new random UUID."""
        return str(uuid.UUID(int=self._ids.getrandbits(128), version=4))

    def new_trace_id(self) -> str:
        """A new trace id: decimal digits."""
        return str(self._traces.getrandbits(60))

    def new_event_id(self) -> str:
        """A new id of an event of a webhook."""
        return f"whe_{self._events.getrandbits(128):032x}"

    def find(self, kind: str, identifier: str) -> Document:
        """The document of that id.

        Raises:
            ApiError: 403, the id belongs to another account; 404, nobody knows it.
        """
        if identifier in self.foreign:
            raise not_readable(identifier)
        document = self.store.get(kind, identifier)
        if document is None:
            raise not_exist(identifier, kind)
        return document

    @property
    def files(self) -> Path:
        """The folder of uploaded bytes, made when first needed."""
        if self._files is None:
            self._files = Path(tempfile.mkdtemp(prefix="twelvelabs-sandbox-"))
            self._remove_files = weakref.finalize(self, shutil.rmtree, self._files, ignore_errors=True)
        return self._files

    def close(self) -> None:
        """Stop delivering, and remove every document and file."""
        self.outbox.stop()
        self.store.close()
        if self._files is not None:
            self._remove_files()


def timestamp(seconds: float, *, milliseconds: bool = True) -> str:
    """An instant as RFC 3339 text in UTC."""
    precision = "milliseconds" if milliseconds else "seconds"
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def _seed(seed: int | None, purpose: str) -> str | None:
    return None if seed is None else f"{seed}:{purpose}"
