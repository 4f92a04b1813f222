"""Derive the synchronous half of the client from the asynchronous one, token by token.

python scripts/unasync.py           write facade/twelvelabs_client/_sync
python scripts/unasync.py --check   compare with what is committed; exit 1 on any difference
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from pathlib import Path

from pipeline.tree import differences

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "facade" / "twelvelabs_client"
HEADER = "# Derived from {source} by `make unasync`; never edited.\n"

NAMES = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "aiter_bytes": "iter_bytes",
    "anext": "next",
    "asynccontextmanager": "contextmanager",
    "StopAsyncIteration": "StopIteration",
    "_async": "_sync",
}
# Only as modules of the runtime: elsewhere a task is a noun of the API.
RUNTIME = {"tasks": "threads"}
ASYNC_NAME = re.compile(r"\bAsync(?=[A-Z])")
WORDS = ("async", "await")
IN_TEXT = (
    (re.compile(r"\basync (?=with|for|def)"), ""),
    (re.compile(r"\bawait "), ""),
    (re.compile(r"\b(aclose|asynccontextmanager)\b"), lambda match: NAMES[match[1]]),
    (re.compile(r"for asyncio"), "for threads"),
    (ASYNC_NAME, ""),
)


def main() -> int:
    """Write or check the derived folder; returns the exit status."""
    parser = argparse.ArgumentParser(description="Derive the synchronous half of the client.")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unasync-") as scratch:
        derived = Path(scratch) / "_sync"
        derive(CLIENT / "_async", derived)
        changed = differences(CLIENT / "_sync", derived)
        if options.check:
            if changed:
                print(f"_sync is out of date: {', '.join(changed)}; run make unasync")
            return 1 if changed else 0
        shutil.rmtree(CLIENT / "_sync", ignore_errors=True)
        shutil.copytree(derived, CLIENT / "_sync")
        print(f"_sync: {len(changed)} files changed")
    return 0


def derive(source: Path, target: Path) -> None:
    """Write the synchronous form of every module of a folder, formatted."""
    for file in sorted(source.rglob("*.py")):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8")
        header = HEADER.format(source=file.relative_to(CLIENT).as_posix()) if text else ""
        place.write_text(header + without_async(text), encoding="utf-8")
    settings = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet"]
    for command in (["check", "--fix-only", "--select", "F401,I", *settings], ["format", *settings]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(target)], check=True)


def without_async(text: str) -> str:
    """The synchronous form of a module's text; comments and layout stay."""
    result: list[str] = []
    row, column = 1, 0
    lines = text.splitlines(keepends=True)
    skip_blank = False
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    unwrapped = _awaitables(tokens)
    for index, token in enumerate(tokens):
        between = _between(lines, (row, column), token.start)
        row, column = token.end
        result.append("" if skip_blank else between)
        skip_blank = token.type == tokenize.NAME and token.string in WORDS
        if not skip_blank and index not in unwrapped:
            twin = [before.string for before in tokens[max(index - 2, 0) : index]] == ["_runtime", "."]
            result.append(RUNTIME.get(token.string, token.string) if twin else _renamed(token))
    return "".join(result)


def _awaitables(tokens: list[tokenize.TokenInfo]) -> set[int]:
    """The tokens of `Awaitable[...]` around what it holds."""
    found: set[int] = set()
    for index, token in enumerate(tokens[:-1]):
        if token.string != "Awaitable" or tokens[index + 1].string != "[":
            continue
        depth = 0
        for closing in range(index + 1, len(tokens)):
            depth += {"[": 1, "]": -1}.get(tokens[closing].string, 0)
            if depth == 0:
                found |= {index, index + 1, closing}
                break
    return found


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    if start[0] == end[0]:
        return lines[start[0] - 1][start[1] : end[1]] if start[0] <= len(lines) else ""
    middle = "".join(lines[start[0] : end[0] - 1])
    last = lines[end[0] - 1][: end[1]] if end[0] <= len(lines) else ""
    return lines[start[0] - 1][start[1] :] + middle + last


def _renamed(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return NAMES.get(token.string) or ASYNC_NAME.sub("", token.string)
    if token.type in (tokenize.STRING, tokenize.COMMENT):
        text = token.string
        for pattern, replacement in IN_TEXT:
            text = pattern.sub(replacement, text)
        return text
    return token.string


if __name__ == "__main__":
    sys.exit(main())
