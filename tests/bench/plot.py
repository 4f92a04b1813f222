"""The ratios as a picture: how much of its budget each row uses, on one scale for all."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.bench.measure import Row
from tests.bench.report import COUNTS

LEFT, WIDTH, HEIGHT, TOP = 400, 460, 22, 46
FULL = 1.5


def svg(rows: Sequence[Row]) -> str:
    """Bars that end at the line of the budget or before it; a row whose budget is a least is shown upside down."""
    shown = [row for row in rows if row.budget is not None and row.unit not in COUNTS]
    height = TOP + HEIGHT * len(shown) + 12
    line = LEFT + WIDTH / FULL
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 170}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="12" y="20" font-weight="bold">How much of its budget each figure uses (less is better)</text>',
        *(part for at, row in enumerate(shown) for part in _bar(row, TOP + HEIGHT * at)),
        f'<line x1="{line:.0f}" y1="{TOP - 8}" x2="{line:.0f}" y2="{height - 8}" '
        'stroke="#444" stroke-dasharray="4 3"/>',
        f'<text x="{line:.0f}" y="{TOP - 12}" text-anchor="middle">budget</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _bar(row: Row, top: int) -> list[str]:
    used = used_of(row)
    colour = "#2f7d4f" if row.met else "#b3402e"
    length = max(min(used, FULL), 0) / FULL * WIDTH
    unit = f" {row.unit}" if row.absolute else "x"
    figure = f"{row.figure:.2f}{unit} ({row.budget}){'' if row.met else ' missed'}"
    return [
        f'<text x="{LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(row.what.replace("`", ""))}</text>',
        f'<rect x="{LEFT}" y="{top + 3}" width="{length:.0f}" height="{HEIGHT - 7}" fill="{colour}"/>',
        f'<text x="{LEFT + WIDTH + 6}" y="{top + 14}">{escape(figure)}</text>',
    ]


def used_of(row: Row) -> float:
    """The part of the budget that is used: 1 is all of it."""
    if row.budget is None:
        return 0.0
    if row.budget.holds == "<=":
        return row.figure / row.budget.limit
    return row.budget.limit / row.figure if row.figure else FULL
