"""What reading embeddings costs beside decoding their JSON: `python tests/bench/embeddings.py`.

1,800 vectors of 1,024 numbers, as a task for an hour of video answers them. Both ratios shall stay below 1.15.
"""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
from collections.abc import Callable

import orjson

from twelvelabs_client.versions.v1_3.embed import get_task

SEGMENTS, DIMENSION, ROUNDS = 1800, 1024, 15


def main() -> None:
    """Print the ratios."""
    sent = reply()
    call = get_task("t1")

    def bare() -> object:
        return orjson.loads(sent)

    def whole() -> object:
        return call.decode(200, orjson.loads(sent))

    floor, taken = fastest(bare, whole)
    print(f"{len(sent) / 1e6:.1f} MB of JSON")
    print(f"time    {taken / floor:.3f} x orjson.loads ({floor * 1000:.0f} ms)")
    print(f"memory  {kept(whole) / kept(bare):.3f} x orjson.loads ({kept(bare) / 1e6:.0f} MB)")


def reply() -> bytes:
    """The JSON of a ready task."""
    draw = random.Random(1)
    place = {"embedding_option": "visual", "embedding_scope": "clip"}
    data = [
        {
            "embedding": [draw.gauss(0, 0.05) for _ in range(DIMENSION)],
            **place,
            "start_sec": 2.0 * at,
            "end_sec": 2.0 * at + 2,
        }
        for at in range(SEGMENTS)
    ]
    return orjson.dumps({"_id": "t1", "status": "ready", "data": data})


def fastest(*reads: Callable[[], object]) -> list[float]:
    """The fastest of several rounds of each, in seconds of the processor; in turns, so that a busy machine is fair."""
    rounds = [[seconds(read) for read in reads] for _ in range(ROUNDS)]
    return [min(taken) for taken in zip(*rounds, strict=True)]


def seconds(read: Callable[[], object]) -> float:
    """One round."""
    gc.collect()
    begun = time.process_time()
    result = read()
    taken = time.process_time() - begun
    del result
    return taken


def kept(read: Callable[[], object]) -> int:
    """Bytes that the result holds."""
    gc.collect()
    tracemalloc.start()
    result = read()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return held


if __name__ == "__main__":
    main()
