"""The suite runs, small; what it measures is no test's business."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import plot, report
from tests.bench.__main__ import CASES, write
from tests.bench.context import ROOT
from tests.bench.measure import Budget, Growth, Row, in_turns

QUICK = [name for name in CASES if name != "growth"]


@pytest.mark.parametrize("part", QUICK)
def test_each_part_runs_small(part: str) -> None:
    command = [sys.executable, "-m", "tests.bench", "--small", "--only", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"(ok|MISSED)", done.stdout)


def test_work_is_measured_in_turns_and_the_first_round_does_not_count() -> None:
    done: list[str] = []
    ticks = iter(range(100))
    samples = in_turns(lambda: done.append("a"), lambda: done.append("b"), rounds=2, clock=lambda: next(ticks), per=2)
    assert done == ["a", "b"] * 3
    assert samples == [[0.5, 0.5], [0.5, 0.5]]


@pytest.mark.parametrize(
    ("budget", "absolute", "figure", "met"),
    [
        (Budget(2), "", 2.0, True),
        (Budget(1.9), "", 2.0, False),
        (Budget(2, ">="), "", 2.0, True),
        (Budget(2.1, ">="), "", 2.0, False),
        (Budget(3), "difference", 3.0, True),
        (Budget(5), "ours", 6.0, False),
    ],
)
def test_a_budget_is_held_against_the_medians(budget: Budget, absolute: str, figure: float, met: bool) -> None:
    row = Row("g", "what", "ms", [1, 3, 9], [5, 6, 60], budget, absolute)  # type: ignore[arg-type]
    assert (row.figure, row.met) == (figure, met)
    assert row.spread == (2.0, 60 / 9)


def test_the_page_tells_every_row_and_the_plot_every_budget(tmp_path: Path) -> None:
    rows = [
        Row("g", "kept <1>", "s", [1.0], [1.1], Budget(1.3)),
        Row("g", "missed", "MB/s", [9.0], [3.0], Budget(1, ">=")),
    ]
    write(tmp_path, rows, [Growth("Items", ("items", "s"), [["10", "0.1"]])], 61)
    page, picture = (tmp_path / "performance.md").read_text(), (tmp_path / "performance.svg").read_text()
    assert "| kept <1> | 1000 ms | 1100 ms | 1.10x | 1.10 … 1.10 | <= 1.3x | yes |" in page
    assert "| missed | 9.0 MB/s | 3.0 MB/s | 0.33x | 0.33 … 0.33 | >= 1x | **no** |" in page
    assert "| 10 | 0.1 |" in page
    assert "kept &lt;1&gt;" in picture
    assert plot.used_of(rows[1]) == 3.0
    assert "MISSED" in report.line(rows[1])
