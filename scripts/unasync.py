"""Derive the synchronous half of the client from the asynchronous one, token by token, and httpx2 from httpx.

python scripts/unasync.py           write what is derived
python scripts/unasync.py --check   compare with what is committed; exit 1 on any difference
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "facade" / "twelvelabs_client"
HEADER = "# Derived from {source} by `make unasync`; never edited.\n"
# What is derived, each below the client's folder.
DERIVED = ("_sync/**/*.py", "backends/_sync/*.py", "backends/httpx2*.py", "core/backend_sync.py")

NAMES = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "aclose": "close",
    "aiter_bytes": "iter_bytes",
    "AsyncByteStream": "SyncByteStream",
    "handle_async_request": "handle_request",
    "_async": "_sync",
}
# Modules, by the package they are in: elsewhere a task is one of the API.
MODULES = {
    ("_runtime", "tasks"): "threads",
    ("_runtime", "async_sockets"): "thread_sockets",
    ("core", "backend"): "backend_sync",
    ("backends", "aiohttp"): "aiohttp_refused",
    ("backends", "choosing"): "_sync.choosing",
    ("backends", "httpx"): "_sync.httpx",
    ("backends", "httpx_clients"): "_sync.httpx_clients",
    ("backends", "httpx_pool"): "_sync.httpx_pool",
    ("backends", "httpx_routes"): "_sync.httpx_routes",
    ("backends", "httpx2"): "_sync.httpx2",
    ("backends", "httpx2_clients"): "_sync.httpx2_clients",
    ("backends", "httpx2_pool"): "_sync.httpx2_pool",
    ("backends", "httpx2_routes"): "_sync.httpx2_routes",
}
ASYNC_NAME = re.compile(r"\bAsync(?=[A-Z])")
WORDS = ("async", "await")
Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
IN_TEXT: tuple[Rule, ...] = (
    (re.compile(r"\basync (?=with|for|def)"), ""),
    (re.compile(r"\baclose\b"), NAMES["aclose"]),
    (re.compile(r"for asyncio"), "for threads"),
    (ASYNC_NAME, ""),
)
HTTPX = re.compile(r"\b(httpx|httpcore)(?=\b|_)|(?<=Httpx)(?=[A-Z])")


def main() -> int:
    """Write or check what is derived; returns the exit status."""
    parser = argparse.ArgumentParser(description="Derive the synchronous half of the client.")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="unasync-") as scratch:
        if idle := derive(CLIENT, Path(scratch)):
            print(f"substitutions that match nothing: {', '.join(idle)}; remove them from scripts/unasync.py")
            return 1
        made, before = derived_in(Path(scratch)), derived_in(CLIENT)
        changed = sorted(name for name in made.keys() | before.keys() if made.get(name) != before.get(name))
        if options.check:
            if changed:
                print(f"what is derived is out of date: {', '.join(changed)}; run make unasync")
            return 1 if changed else 0
        for name in changed:
            _write(CLIENT / name, made.get(name))
        print(f"derived: {len(changed)} files changed")
    return 0


def derived_in(client: Path) -> dict[str, str]:
    """What there is of the derived modules, by their places below the client's folder."""
    files = [file for pattern in DERIVED for file in client.glob(pattern)]
    return {file.relative_to(client).as_posix(): file.read_text(encoding="utf-8") for file in files}


def derive(client: Path, target: Path) -> list[str]:
    """Write everything that is derived, formatted, at its place below another folder.

    Returns:
        The substitutions that matched nothing.
    """
    used: set[str] = set()
    asynchronous = {name: (client / name).read_text(encoding="utf-8") for name in _asynchronous(client)}
    for name in _of_httpx(client):
        other, text = _httpx2(name), HTTPX.sub(lambda match: f"{match[0]}2", asynchronous[name])
        _write(target / other, HEADER.format(source=name) + text)
        asynchronous[other] = text
    for name, text in asynchronous.items():
        header = HEADER.format(source=name) if text else ""
        _write(target / _place_of(name), header + without_async(text, used))
    settings = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet"]
    for command in (["check", "--fix-only", "--select", "F401,I", *settings], ["format", *settings]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(target)], check=True)
    rules = [*NAMES, *map(_named, MODULES), *WORDS, ASYNC_NAME.pattern, *(pattern.pattern for pattern, _ in IN_TEXT)]
    return [rule for rule in rules if rule not in used]


def _asynchronous(client: Path) -> Iterator[str]:
    """The modules that have a synchronous form, without those of httpx2."""
    for file in sorted((client / "_async").rglob("*.py")):
        yield file.relative_to(client).as_posix()
    yield "core/backend.py"
    yield "backends/__init__.py"
    yield "backends/choosing.py"
    yield from _of_httpx(client)


def _of_httpx(client: Path) -> list[str]:
    files = sorted((client / "backends").glob("httpx*.py"))
    return [file.relative_to(client).as_posix() for file in files if not file.name.startswith("httpx2")]


def _httpx2(name: str) -> str:
    return name.replace("/httpx", "/httpx2", 1)


def _place_of(name: str) -> str:
    """Where the synchronous form of a module stands."""
    if name.startswith("_async/"):
        return name.replace("_async", "_sync", 1)
    return name.replace("backends/", "backends/_sync/") if name.startswith("backends/") else "core/backend_sync.py"


def _write(file: Path, text: str | None) -> None:
    if text is None:
        file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _named(module: tuple[str, str]) -> str:
    return ".".join(module)


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
            package = tokens[index - 2].string if index > 1 and tokens[index - 1].string == "." else ""
            module = MODULES.get((package, token.string))
            result.append(module or _renamed(token, names, used))
            used |= {_named((package, token.string))} if module else {token.string} & NAMES.keys()
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
