"""What the documents show as programs, taken out of them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def text_of(document: str) -> str:
    """A document of the checkout, such as `docs/migrating.md`."""
    return (ROOT / document).read_text("utf-8")


def blocks_of(document: str, language: str = "python") -> list[str]:
    """The blocks of code of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL)


def run(program: str, document: str) -> None:
    """Run a program of a document, whose name stands in its tracebacks."""
    exec(compile(program, document, "exec"), {"__name__": "shown"})
