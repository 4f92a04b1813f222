"""Synchronous half of the runtime."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

sleep = time.sleep
Lock = threading.Lock


def bounded_map(work: Callable[[T], R], items: Iterable[T], limit: int) -> Iterator[R]:
    """Results in the order in which they are ready, with at most `limit` under way; after an error none begins."""
    waiting = iter(items)
    pool = ThreadPoolExecutor(limit, thread_name_prefix="twelvelabs")
    try:
        running = {pool.submit(work, item) for item in islice(waiting, limit)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(work, item) for item in islice(waiting, len(done))}
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
