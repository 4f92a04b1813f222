"""How the pipeline's cost grows with a description: 100, 400 and 1,600 operations.

    make bench-spec        or    python tests/bench/specification_growth.py [--sizes 100 400 1600]

Prints seconds of a diff and of a regeneration (merge, generate, format), and milliseconds per operation; linear growth
is a ratio that stays. A benchmark, not a timed test: machines differ, so nothing is asserted.
"""

from __future__ import annotations

import argparse
import copy
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from pipeline.canonical import read_specification  # noqa: E402
from pipeline.generator import generate  # noqa: E402
from pipeline.openapi import to_openapi  # noqa: E402
from tracking.changes import compare  # noqa: E402


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(description="How the pipeline's cost grows with a description.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 400, 1600])
    sizes = parser.parse_args().sizes
    print(f"{'operations':>10}  {'diff s':>8}  {'ms/op':>6}  {'regenerate s':>12}  {'ms/op':>6}  {'memory MiB':>11}")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="growth-") as scratch:
            cost = measured(size, Path(scratch))
        print("{:>10}  {:>8}  {:>6}  {:>12}  {:>6}  {:>11}".format(size, *cost.columns(size)))
    return 0


@frozen
class Cost:
    """What a description of a size costs.

    Attributes:
        diff: Seconds to tell what changed.
        made: Seconds to make a package.
        memory: The most memory that the generator had, in bytes.
    """

    diff: float
    made: float
    memory: int

    def columns(self, size: int) -> list[str]:
        """The costs as they are shown, whole and for each operation, in milliseconds."""
        diff, made = self.diff / size * 1000, self.made / size * 1000
        return [f"{self.diff:.2f}", f"{diff:.2f}", f"{self.made:.2f}", f"{made:.2f}", f"{self.memory / 2**20:.0f}"]


def measured(size: int, scratch: Path) -> Cost:
    """What it costs, once."""
    old, new = scratch / "old.json", scratch / "new.json"
    document = multiplied(size)
    old.write_text(json.dumps(document))
    new.write_text(json.dumps(changed(document)))
    (scratch / "made").mkdir()
    diff = seconds(lambda: compare(read_specification(old), read_specification(new)))
    made = seconds(lambda: generate(ROOT, "v1.3", new, scratch / "made"))
    return Cost(diff, made, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)


def multiplied(size: int) -> dict[str, Any]:
    """Our own description, copied under other paths and names until it has so many operations."""
    base = to_openapi(read_specification(ROOT / "openapi" / "v1.3"))
    count = sum(len(item) for item in base["paths"].values())
    document = {**base, "paths": {}, "components": {**base["components"], "schemas": {}}}
    for number in range(-(-size // count)):
        renamed = json.loads(json.dumps(base).replace("#/components/schemas/", f"#/components/schemas/C{number}"))
        document["components"]["schemas"].update(
            {f"C{number}{name}": schema for name, schema in renamed["components"]["schemas"].items()}
        )
        for path, item in renamed["paths"].items():
            for method, operation in item.items():
                if sum(len(known) for known in document["paths"].values()) == size:
                    return document
                operation.update(operationId=f"{operation['operationId']}_{number}", tags=[f"part_{number}"])
                document["paths"].setdefault(f"/part-{number}{path}", {})[method] = operation
    return document


def changed(document: dict[str, Any]) -> dict[str, Any]:
    """The same with one field more in every object."""
    new = copy.deepcopy(document)
    for schema in new["components"]["schemas"].values():
        if "properties" in schema:
            schema["properties"]["added"] = {"type": "string"}
    return new


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
