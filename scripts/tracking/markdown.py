"""Markdown that no text of a description can break out of, and that fits into a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.printable import printable, printable_lines

# What a body of a pull request or of an issue may have.
MOST_CHARACTERS = 60_000
LONGEST_CELL = 500
SHARE = 1_000
_LEFT_OUT = "*{count} {row} left out here; {elsewhere}.*"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a title, between an opening and an ending that stay when rows are left out."""

    title: str
    rows: list[str]
    opening: str = ""
    ending: str = ""

    def text(self, kept: int, elsewhere: str) -> str:
        """The section with its first rows; what is left out is counted."""
        left = len(self.rows) - kept
        body = "\n".join(filter(None, [self.opening, *self.rows[:kept], self.ending])) if kept else ""
        count = _LEFT_OUT.format(count=left, row="row is" if left == 1 else "rows are", elsewhere=elsewhere)
        return "\n\n".join(filter(None, [self.title, body, count if left else ""]))


def fitted(sections: Iterable[Section], elsewhere: str, most: int = MOST_CHARACTERS) -> str:
    """Join sections; of those that come first as many whole rows are kept as fit.

    Args:
        sections: The most important first; each has a small share of its own.
        elsewhere: Where the rows that are left out can be read, such as `report.json has them`.
        most: The number of characters that the text may have.
    """
    sections = [section for section in sections if section.rows]
    emptied = [len(section.text(0, elsewhere)) + 2 for section in sections]
    shares = [min(len(section.text(len(section.rows), elsewhere)), SHARE) for section in sections]
    room = most - sum(emptied) - sum(shares)
    parts = []
    for section, least, share in zip(sections, emptied, shares, strict=True):
        room += share
        parts.append(section.text(_fitting(section, room), elsewhere))
        room -= max(0, len(parts[-1]) + 2 - least)
    return "\n\n".join(parts)


def _fitting(section: Section, room: int) -> int:
    room -= len(section.opening) + len(section.ending) + 4
    for number, row in enumerate(section.rows):
        room -= len(row) + 1
        if room < 0:
            return number
    return len(section.rows)


def shortened(text: str, most: int = LONGEST_CELL) -> str:
    """The text, or its beginning."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def prose(text: str) -> str:
    """Text as it is written, wherever a cell or a paragraph may hold it: no tag, link, image or code of its own."""
    return re.sub(r"([\\`*\[<|])", r"\\\1", shortened(printable(text)).replace("&", "&amp;"))


def code(text: str) -> str:
    """Text as code in a line or a cell, between more backticks than it has in a row."""
    text = shortened(printable(text)).replace("|", "\\|")
    ticks = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}" if text else ""


def fenced(text: str, language: str = "") -> str:
    """Lines as a block of code, below a fence that they cannot end."""
    opening, ending = fence(text, language)
    return f"{opening}\n{printable_lines(text)}\n{ending}"


def fence(text: str, language: str = "") -> tuple[str, str]:
    """The lines before and after a block of code that holds a text."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}{language}", ticks


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
