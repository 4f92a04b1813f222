"""A program that uploads one file, and may be killed at it. Its one argument is JSON; it prints the asset's id.

`dies_writing` is the number of the journal's rewriting in the middle of which it kills itself.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import sys
from typing import Any

from twelvelabs_client import AsyncTwelveLabs, TwelveLabs
from twelvelabs_client._runtime import journals


def main() -> None:
    told = json.loads(sys.argv[1])
    colour, path, dies_writing = told.pop("colour"), told.pop("path"), told.pop("dies_writing", None)
    if dies_writing is not None:
        die_writing(dies_writing)
    print(asyncio.run(upload(path, told)) if colour == "async" else upload_in_threads(path, told))


async def upload(path: str, options: dict[str, Any]) -> str:
    async with AsyncTwelveLabs() as tl:
        return (await tl.assets.upload(path, multipart=True, **options)).id


def upload_in_threads(path: str, options: dict[str, Any]) -> str:
    with TwelveLabs() as tl:
        return tl.assets.upload(path, multipart=True, **options).id


def die_writing(number: int) -> None:
    """Let the process die when a new journal is written to its half, the old one still in place."""
    count = itertools.count(1)
    replace = os.replace

    def replace_or_die(new: Any, old: Any) -> None:
        if next(count) == number:
            os.truncate(new, os.path.getsize(new) // 2)
            os.kill(os.getpid(), signal.SIGKILL)
        replace(new, old)

    journals.os.replace = replace_or_die  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
