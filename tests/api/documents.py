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


def console_of(document: str) -> list[tuple[str, str]]:
    """The commands of a document that it shows the output of, each with that output."""
    sessions = re.split(r"^\$ ", "".join(blocks_of(document, "console")), flags=re.MULTILINE)[1:]
    shown = (session.partition("\n")[::2] for session in sessions)
    return [(command.partition(" #")[0].strip(), output) for command, output in shown if output.strip()]


def is_shown_as(output: str, shown: str) -> bool:
    """Whether a document shows what was printed; `...` stands for the rest of a line, or for lines where it is one."""
    lines = (
        r"(?:.*\n)*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*") + r"\n"
        for line in shown.strip().splitlines()
    )
    return re.fullmatch("".join(lines), output.strip() + "\n") is not None


def run(program: str, document: str) -> None:
    """Run a program of a document, whose name stands in its tracebacks."""
    exec(compile(program, document, "exec"), {"__name__": "shown"})
