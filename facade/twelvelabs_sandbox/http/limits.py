"""The rate limit and its headers."""

from __future__ import annotations

import math

from twelvelabs_sandbox.errors import ApiError
from twelvelabs_sandbox.store.platform import Platform, timestamp

WINDOW = 60.0  # simulated seconds
UNLIMITED = 3000


class RateLimit:
    """Counts requests per window of time; refuses only when the settings say so."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._window = -1
        self._used = 0

    def count(self) -> ApiError | None:
        """Count one request; the error it gets when the window is used up."""
        window = int(self._platform.now() // self._seconds)
        if window != self._window:
            self._window, self._used = window, 0
        self._used += 1
        limit = self._platform.settings.rate_limit
        if limit is None or self._used <= limit:
            return None
        wait = max(1, math.ceil(self._reset - self._platform.now()))
        message = f"You have exceeded the rate limit ({limit}req/1min). Please try again later after "
        until = timestamp(self._reset, milliseconds=False)
        return ApiError(429, "too_many_requests", f"{message}{until}.", headers={"Retry-After": str(wait)})

    def headers(self) -> dict[str, str]:
        """The rate-limit headers of the current window."""
        limit = self._platform.settings.rate_limit or UNLIMITED
        return {
            "X-Ratelimit-Dimensions": "Request",
            "X-Ratelimit-Request-Limit": str(limit),
            "X-Ratelimit-Request-Remaining": str(max(0, limit - self._used)),
            "X-Ratelimit-Request-Reset": str(math.ceil(self._reset)),
        }

    def older_headers(self) -> dict[str, str]:
        """The same as version 1.2 tells it."""
        limit = self._platform.settings.rate_limit or UNLIMITED
        return {
            "X-Ratelimit-Limit": str(limit),
            "X-Ratelimit-Remaining": str(max(0, limit - self._used)),
            "X-Ratelimit-Used": str(self._used),
            "X-Ratelimit-Reset": str(math.ceil(self._reset)),
        }

    @property
    def _seconds(self) -> float:
        return WINDOW / self._platform.settings.speed

    @property
    def _reset(self) -> float:
        return (self._window + 1) * self._seconds
