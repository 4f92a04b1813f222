"""What a sandbox can be told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
RECORDING_START = 1_790_848_800.0  # 2026-10-01T10:00:00Z


def _recording_clock() -> float:
    return RECORDING_START


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one sandbox.

    Attributes:
        api_key: the one key that is let in.
        speed: simulated seconds per second of the clock; states and expiries pass that much faster.
        seed: makes ids, trace ids and signatures repeatable; None draws new ones.
        clock: seconds since the epoch.
        step: seconds added to the clock by every request.
        sidecars: folder with ``<stem>.vtt`` or ``<stem>.srt`` files: what is said in an upload of that stem.
        storage_url: origin of storage URLs; None takes the origin of the request.
        rate_limit: requests per window of 60 simulated seconds; None never refuses.
        upload_limit: largest direct upload of video or audio, in bytes.
        chunk_size: bytes of every chunk but the last of a multipart upload.
        first_urls: how many chunk URLs a new multipart upload comes with, at most.
        response_tokens: longest answer about a knowledge store, in tokens; a longer one is cut.
        batch_lifetime: simulated seconds after which a batch of analyses expires.
        description: an ``openapi.json``; None takes the one of the generated package.
    """

    api_key: str = "tlk_SANDBOX"
    speed: float = 20.0
    seed: int | None = None
    clock: Callable[[], float] = time.time
    step: float = 0.0
    sidecars: Path | None = None
    storage_url: str | None = None
    rate_limit: int | None = None
    upload_limit: int = 200 * MEGABYTE
    chunk_size: int = 5 * MEGABYTE
    first_urls: int = 10
    response_tokens: int = 4096
    batch_lifetime: float = 86_400.0
    description: Path | None = None

    def __post_init__(self) -> None:
        if self.speed <= 0:
            raise ValueError(f"speed must be above 0, got {self.speed}: 1 is real time, 20 the default")
        if self.chunk_size < 1:
            raise ValueError(f"chunk_size must be 1 or more, got {self.chunk_size}: it is the bytes of a chunk")
        if self.first_urls < 0:
            raise ValueError(f"first_urls must be 0 or more, got {self.first_urls}: it is a number of URLs")

    @classmethod
    def recording(cls, seed: int = 0, **changes: Any) -> Settings:
        """Settings that answer the same requests with the same bytes, twice.

        Ids come from the seed, the clock stands still but for a step per request, so polls still see states move.
        """
        fixed: dict[str, Any] = {"seed": seed, "clock": _recording_clock, "step": 0.1}
        return cls(**{**fixed, **changes})
