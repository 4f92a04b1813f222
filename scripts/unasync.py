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
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pipeline.tree import differences

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "facade" / "twelvelabs_client"
HEADER = "# Derived from {source} by `make unasync`; never edited.\n"

NAMES = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "AbstractAsyncContextManager": "AbstractContextManager",
    "aclose": "close",
    "aiter_bytes": "iter_bytes",
    "asynccontextmanager": "contextmanager",
    "handle_async_request": "handle_request",
    "_async": "_sync",
}
# Only as modules of the runtime: elsewhere a task is a noun of the API.
RUNTIME = {"tasks": "threads", "async_sockets": "thread_sockets"}
ASYNC_NAME = re.compile(r"\bAsync(?=[A-Z])")
WORDS = ("async", "await")
Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
IN_TEXT: tuple[Rule, ...] = (
    (re.compile(r"\basync (?=with|for|def)"), ""),
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
        if idle := derive(CLIENT / "_async", derived):
            print(f"substitutions that match nothing: {', '.join(idle)}; remove them from scripts/unasync.py")
            return 1
        changed = differences(CLIENT / "_sync", derived)
        if options.check:
            if changed:
                print(f"_sync is out of date: {', '.join(changed)}; run make unasync")
            return 1 if changed else 0
        shutil.rmtree(CLIENT / "_sync", ignore_errors=True)
        shutil.copytree(derived, CLIENT / "_sync")
        print(f"_sync: {len(changed)} files changed")
    return 0


def derive(source: Path, target: Path) -> list[str]:
    """Write the synchronous form of every module of a folder, formatted.

    Returns:
        The substitutions that matched nothing.
    """
    used: set[str] = set()
    for file in sorted(source.rglob("*.py")):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8")
        header = HEADER.format(source=file.relative_to(CLIENT).as_posix()) if text else ""
        place.write_text(header + without_async(text, used), encoding="utf-8")
    settings = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet"]
    for command in (["check", "--fix-only", "--select", "F401,I", *settings], ["format", *settings]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(target)], check=True)
    rules = [*NAMES, *RUNTIME, *WORDS, ASYNC_NAME.pattern, *(pattern.pattern for pattern, _ in IN_TEXT)]
    return [rule for rule in rules if rule not in used]


def without_async(text: str, used: set[str] | None = None, *, further: Mapping[str, str] | None = None) -> str:
    """The synchronous form of a module's text; comments and layout stay.

    Args:
        text: The asynchronous form.
        used: Gets every substitution that matched.
        further: Names to replace besides.
    """
    used, names = set() if used is None else used, {**NAMES, **(further or {})}
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
            renamed = RUNTIME.get(token.string, token.string) if twin else _renamed(token, names, used)
            used |= {token.string} & (RUNTIME.keys() if twin else NAMES.keys())
            result.append(renamed)
        used |= {token.string} & {*WORDS}
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


def _renamed(token: tokenize.TokenInfo, names: Mapping[str, str], used: set[str]) -> str:
    if token.type == tokenize.NAME:
        return names.get(token.string) or _substituted(token.string, [(ASYNC_NAME, "")], used)
    if token.type in (tokenize.STRING, tokenize.COMMENT):
        return _substituted(token.string, IN_TEXT, used)
    return token.string


def _substituted(text: str, rules: Iterable[Rule], used: set[str]) -> str:
    for pattern, replacement in rules:
        text, count = pattern.subn(replacement, text)
        used |= {pattern.pattern} if count else set()
    return text


if __name__ == "__main__":
    sys.exit(main())
