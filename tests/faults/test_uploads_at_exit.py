"""An upload that begins when its program ends, and can have no threads any more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.killing import CONTENT, KillingSandbox

PROGRAM = """
import atexit, asyncio, os, sys
from twelvelabs_client import AsyncTwelveLabs, FileSource, TwelveLabs, TwelveLabsError

def upload():
    try:
        {call}
    except TwelveLabsError as error:
        print(error)

atexit.register(upload)
"""
SOURCE = f"FileSource(lambda: open(sys.argv[1], 'rb'), {len(CONTENT)}, 'clip.mp4')"
BY_NAME = "base_url=os.environ['TWELVELABS_BASE_URL'].replace('127.0.0.1', 'localhost')"
CALLS = {
    "sync": "TwelveLabs().assets.upload(sys.argv[1], multipart=True)",
    "many": "print(TwelveLabs().assets.upload_many([sys.argv[1]], multipart=True)[0].error)",
    "async, a source": f"asyncio.run(AsyncTwelveLabs().assets.upload({SOURCE}, multipart=True))",
}


def ended(call: str, clip: Path, sandbox: KillingSandbox, state: Path) -> str:
    """What a program says that uploads at its end; it complains of nothing."""
    environment = {
        "TWELVELABS_API_KEY": sandbox.api_key,
        "TWELVELABS_BASE_URL": sandbox.url,
        "TWELVELABS_STATE_DIR": str(state),
    }
    command = [sys.executable, "-c", PROGRAM.format(call=call), str(clip)]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert process.stderr == ""
    return process.stdout.strip()


@pytest.mark.parametrize("call", CALLS)
def test_an_upload_at_the_end_of_a_program_ends_in_an_error_of_the_family(
    sandbox: KillingSandbox, clip: Path, state: Path, call: str
) -> None:
    said = ended(CALLS[call], clip, sandbox, state)

    assert said.startswith("no thread can be started (")
    assert said.endswith("); at the end of a program, upload before its last line")


def test_a_call_to_a_server_by_its_name_needs_no_thread_of_the_event_loop(
    sandbox: KillingSandbox, clip: Path, state: Path
) -> None:
    call = f"print(asyncio.run(AsyncTwelveLabs({BY_NAME}).assets.upload(sys.argv[1])).filename)"

    assert ended(call, clip, sandbox, state) == clip.name
