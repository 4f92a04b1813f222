"""An upload that begins when its program ends, and can have no threads any more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.killing import CONTENT, KillingSandbox

PROGRAM = """
import atexit, io, sys
from twelvelabs_client import FileSource, TwelveLabs, TwelveLabsError

def upload():
    try:
        {call}
    except TwelveLabsError as error:
        print(error)

atexit.register(upload)
"""
CALLS = {
    "sync": "TwelveLabs().assets.upload(sys.argv[1], multipart=True)",
    "many": "print(TwelveLabs().assets.upload_many([sys.argv[1]], multipart=True)[0].error)",
}
ASYNC = """
import asyncio
from twelvelabs_client import AsyncTwelveLabs

async def upload_source():
    async with AsyncTwelveLabs() as tl:
        source = FileSource(lambda: open(sys.argv[1], "rb"), %d, "clip.mp4")
        await tl.assets.upload(source, multipart=True)
"""


def ended(call: str, clip: Path, sandbox: KillingSandbox, state: Path, further: str = "") -> str:
    """What a program says that uploads at its end; it complains of nothing."""
    environment = {
        "TWELVELABS_API_KEY": sandbox.api_key,
        "TWELVELABS_BASE_URL": sandbox.url,
        "TWELVELABS_STATE_DIR": str(state),
    }
    command = [sys.executable, "-c", PROGRAM.format(call=call) + further, str(clip)]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert process.stderr == ""
    return process.stdout.strip()


def test_an_upload_at_the_end_of_a_program_ends_in_an_error_of_the_family(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    for call in CALLS.values():
        said = ended(call, clip, sandbox, state)
        assert said.startswith("no thread can be started (")
        assert said.endswith("); at the end of a program, upload before its last line")


def test_so_does_a_source_that_is_read_beside_the_event_loop(sandbox: KillingSandbox, clip: Path, state: Path) -> None:
    said = ended("asyncio.run(upload_source())", clip, sandbox, state, ASYNC % len(CONTENT))
    assert said.startswith("no thread can be started (")
