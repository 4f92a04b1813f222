"""Asynchronous half of the runtime."""

from __future__ import annotations

import asyncio

sleep = asyncio.sleep
