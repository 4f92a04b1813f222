"""The table, the plot and the page that tell what was measured."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.measure import Growth, Row

SECONDS = ("s", "s of CPU")
COUNTS = ("connections", "temporary files")
PACKAGES = ("httpx", "httpcore", "httpx2", "httpcore2", "h11", "orjson", "attrs", "numpy", "aiohttp")
HEADER = "| what | floor | this client | ratio, or figure | from … to | budget | held | vendor's SDK | seen besides |"
INTRODUCTION = """# Performance

Written by `make bench`; never edited. Every number comes from one run on one machine, the floor and this client in
turns (A B A B) against a server on loopback in a process of its own. The floor is the same work written by hand with
httpx and orjson, dictionaries in the end. Numbers are medians; a ratio is of medians, and beside it stand the smallest
and the largest ratio of a round. Processor seconds are those of the client's process. Where a budget is not a ratio, it
is of the figure itself. Machines differ: the ratios are what counts, and no test asserts them.
"""


def line(row: Row) -> str:
    """A row for the terminal."""
    budget = "" if row.budget is None else f"{_budget(row):>8} {'ok' if row.met else 'MISSED'}"
    return f"{row.what:<58} {_ratio(row):>7}  {_spread(row)}  {budget}  {_peer(row)} {row.note}".rstrip()


def growth_lines(growth: Growth) -> list[str]:
    """A table of growth for the terminal."""
    return [
        growth.what,
        *("  " + "  ".join(f"{each:>14}" for each in cells) for cells in (growth.columns, *growth.lines)),
    ]


def page(rows: Sequence[Row], growths: Sequence[Growth], findings: str, seconds: float, plot: str) -> str:
    """The whole page."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    told = f"{today}; {_machine()}; {platform.python_implementation()} {platform.python_version()}; {versions}."
    table = [HEADER, "|---|" + "---:|" * 5 + "---|---:|---|", *(_cells(row) for row in rows)]
    missed = [row.what for row in rows if row.met is False]
    verdict = f"Budgets that are missed: {'; '.join(missed)}." if missed else "Every budget is kept."
    tables = [text for growth in growths for text in (f"### {growth.what}\n", _table(growth), "")]
    return "\n".join(
        [
            INTRODUCTION,
            f"{told} The run took {seconds / 60:.0f} minutes.\n",
            f"{verdict}\n",
            *table,
            f"\n![Ratios against budgets]({plot})\n",
            "## How cost grows\n",
            *tables,
            findings.strip(),
            "",
        ]
    )


def _cells(row: Row) -> str:
    held = "" if row.met is None else ("yes" if row.met else "**no**")
    cells = [
        row.what,
        _shown(row.floor, row.unit),
        _shown(row.ours, row.unit),
        _ratio(row),
        _spread(row),
        _budget(row),
        held,
        _peer(row),
        row.note,
    ]
    return "| " + " | ".join(cells) + " |"


def _ratio(row: Row) -> str:
    if row.unit in COUNTS:
        return f"{row.figure:.0f}"
    if row.absolute:
        return f"{row.figure:.2f} {row.unit}"
    return f"{row.ratio:.2f}x"


def _spread(row: Row) -> str:
    if row.unit in COUNTS:
        return f"{min(row.ours):.0f} … {max(row.ours):.0f}"
    if row.absolute == "ours":
        return f"{min(row.ours):.2f} … {max(row.ours):.2f}"
    return "{:.2f} … {:.2f}".format(*row.spread)


def _peer(row: Row) -> str:
    if not row.peer:
        return ""
    return f"{statistics.median(row.peer) / statistics.median(row.floor):.2f}x"


def _budget(row: Row) -> str:
    if row.budget is None:
        return ""
    if row.unit in COUNTS:
        return str(row.budget)
    if not row.absolute:
        return f"{row.budget}x"
    return f"{row.budget} {row.unit}{' more' if row.absolute == 'difference' else ''}"


def _shown(samples: Sequence[float], unit: str) -> str:
    if not samples:
        return ""
    median = statistics.median(samples)
    if unit in SECONDS:
        rest = unit.removeprefix("s")
        return f"{median * 1e6:.0f} µs{rest}" if median < 0.01 else f"{median * 1000:.0f} ms{rest}"
    if unit in COUNTS:
        return f"{median:.0f}"
    return f"{median:.0f} {unit}" if median >= 100 else f"{median:.1f} {unit}"


def _table(growth: Growth) -> str:
    rule = "|" + "---:|" * len(growth.columns)
    return "\n".join(
        ["| " + " | ".join(growth.columns) + " |", rule, *("| " + " | ".join(cells) + " |" for cells in growth.lines)]
    )


def _machine() -> str:
    model = next(
        (text.partition(":")[2].strip() for text in _read("/proc/cpuinfo") if text.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    return f"{platform.system()}, {model}, {os.cpu_count()} processors"


def _read(path: str) -> Iterable[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return ()
