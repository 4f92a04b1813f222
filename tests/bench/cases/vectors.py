"""An hour of video as vectors: 1,800 of 1,024 numbers."""

from __future__ import annotations

import orjson

from tests.bench import bodies
from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns
from twelvelabs_client.versions.v1_3.embed import get_task

# Each number is looked at once: a string or a null in a vector is an error.
BUDGET = Budget(1.05)


def run(bench: Bench) -> Found:
    """Reading them beside decoding their JSON, in time and memory, and making an array of them."""
    segments, rounds = bench.pick(bodies.SEGMENTS, 20), bench.pick(5, 1)
    sent = bodies.embeddings(segments)
    call = get_task("t1")
    floor, ours, array = in_turns(
        lambda: orjson.loads(sent),
        lambda: call.decode(200, orjson.loads(sent)),
        lambda: call.decode(200, orjson.loads(sent)).to_numpy(),
        rounds=rounds,
    )
    yield Row("embeddings", "embeddings 1,800 x 1,024: time", "s of CPU", floor, ours, BUDGET)
    yield Row("embeddings", "embeddings 1,800 x 1,024: `to_numpy()` besides", "s of CPU", ours, array, BUDGET)
    url = bench.url(segments=segments)
    kept = [[bench.alone(job, url=url)["growth"] / 1e6 for _ in range(bench.pick(3, 1))] for job in JOBS]
    yield Row("embeddings", "embeddings 1,800 x 1,024: peak memory", "MB", kept[0], kept[1], BUDGET)


JOBS = ("decoded", "embedding_task")
