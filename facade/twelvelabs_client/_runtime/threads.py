"""Synchronous half of the runtime."""

from __future__ import annotations

import time

sleep = time.sleep
