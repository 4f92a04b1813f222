"""The benchmark suite: `make bench`, or `python -m tests.bench [--small] [--only PART] [--peer PYTHON] [--write]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.bench import plot, report
from tests.bench.cases import calls, growing, lists, many, starting, streams, uploads, vectors
from tests.bench.context import HERE, ROOT, Bench
from tests.bench.measure import Found, Growth, Row
from tests.bench.server import serving
from tests.isolation import remove_user_settings

CASES: dict[str, Callable[[Bench], Found]] = {
    "import": starting.run,
    "call": calls.run,
    "list": lists.run,
    "prefetch": lists.ahead,
    "embeddings": vectors.run,
    "stream": streams.run,
    "multipart": uploads.in_parts,
    "direct": uploads.direct,
    "many": many.run,
    "growth": growing.run,
}
PLOT = "performance.svg"


def main() -> int:
    """Run the suite; the status tells only whether it ran."""
    remove_user_settings()
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure this client.")
    parser.add_argument("--small", action="store_true", help="do as little as shows that it works")
    parser.add_argument("--only", nargs="+", choices=CASES, default=list(CASES), help="parts of it")
    parser.add_argument("--peer", type=Path, help="a Python with the vendor's SDK, for one column more")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its plot")
    options = parser.parse_args()
    begun = time.perf_counter()
    rows: list[Row] = []
    growths: list[Growth] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch, serving() as server:
        bench = Bench(server, Path(scratch), options.small, options.peer)
        for name in options.only:
            try:
                for found in CASES[name](bench):
                    if isinstance(found, Row):
                        rows.append(found)
                        print(report.line(found), flush=True)
                    else:
                        growths.append(found)
                        print(*report.growth_lines(found), sep="\n", flush=True)
            except Exception:  # the other parts are worth their time all the same
                failed.append(name)
                traceback.print_exc()
    taken = time.perf_counter() - begun
    print(f"{taken:.0f} s")
    if options.write:
        write(ROOT / "docs", rows, growths, taken)
    return 1 if failed else 0


def write(folder: Path, rows: list[Row], growths: list[Growth], seconds: float) -> None:
    """Write the page and the plot."""
    findings = (HERE / "findings.md").read_text(encoding="utf-8")
    text = report.page(rows, growths, findings, seconds, PLOT)
    (folder / "performance.md").write_text(text, encoding="utf-8")
    (folder / PLOT).write_text(plot.svg(rows), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
