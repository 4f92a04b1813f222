"""The same work with the vendor's SDK, in a Python that has it: `PYTHON peer.py JOB URL ROUNDS COUNT`.

Nothing of this repository is imported here. Prints seconds for each of COUNT things, as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from typing import Any

from twelvelabs import AsyncTwelveLabs, TwelveLabs  # type: ignore[import-not-found, unused-ignore]

KEY = "tlk_MADEUPKEY0123456789"


def get(tl: Any, count: int) -> None:
    """Small GETs, one after the other."""
    for _ in range(count):
        tl.assets.retrieve("a1")


async def get_async(tl: Any, count: int) -> None:
    """The same, asynchronously."""
    for _ in range(count):
        await tl.assets.retrieve("a1")


async def at_once(tl: Any, count: int) -> None:
    """All at once."""
    await asyncio.gather(*(tl.assets.retrieve("a1") for _ in range(count)))


def assets(tl: Any, count: int) -> None:
    """A list over all pages."""
    for _ in tl.assets.list(page_limit=50):
        pass


def clips(tl: Any, count: int) -> None:
    """A search over all pages."""
    for _ in tl.search.query(index_id="i1", query_text="boat", search_options=["visual"], page_limit=50):
        pass


def lines(tl: Any, count: int) -> None:
    """A streamed analysis."""
    for _ in tl.analyze_stream(
        video={"type": "asset_id", "asset_id": "a1"}, prompt="What happens?", model_name="pegasus1.5"
    ):
        pass


WORKS = {"get": get, "assets": assets, "clips": clips, "lines": lines}
ASYNCHRONOUS = {"get_async": get_async, "at_once": at_once}


def main(job: str, url: str, rounds: int, count: int) -> list[float]:
    """The samples, after one round that does not count."""
    samples = []
    with asyncio.Runner() as runner:
        asynchronous = job in ASYNCHRONOUS
        tl = (AsyncTwelveLabs if asynchronous else TwelveLabs)(api_key=KEY, base_url=f"{url}/v1.3")
        for _ in range(rounds + 1):
            gc.collect()
            begun = time.process_time()
            if asynchronous:
                runner.run(ASYNCHRONOUS[job](tl, count))
            else:
                WORKS[job](tl, count)
            samples.append((time.process_time() - begun) / count)
    return samples[1:]


if __name__ == "__main__":
    print(json.dumps({"samples": main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))}))
