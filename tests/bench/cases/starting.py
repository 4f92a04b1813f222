"""What a program pays before its first call."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from tests.bench.context import Bench
from tests.bench.measure import Budget, Found, Row, in_turns

BY_HAND = "import httpx; http = httpx.Client()"
OURS = "from twelvelabs_client import TwelveLabs; tl = TwelveLabs(api_key='tlk_MADEUPKEY0123456789')"
PEER = "from twelvelabs import TwelveLabs; tl = TwelveLabs(api_key='tlk_MADEUPKEY0123456789')"
CALL_BY_HAND = BY_HAND + "; import orjson; orjson.loads(http.get('{url}/v1.3/assets/a1').content)"
OUR_CALL = "from twelvelabs_client import TwelveLabs; TwelveLabs(api_key='k', base_url='{url}').assets.get('a1')"
ALONE = "import sys, twelvelabs_client; sys.exit('httpx' in sys.modules)"
# Not of `getrusage`: that remembers the process which this one was forked from.
MEMORY = "; print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def run(bench: Bench) -> Found:
    """The whole process up to the first client, its memory, and what importing alone loads."""
    rounds = bench.pick(9, 1)
    floor, ours = in_turns(lambda: python(BY_HAND), lambda: python(OURS), rounds=rounds, clock=spent)
    peer = [seconds(PEER, bench.peer) for _ in range(rounds)] if bench.peer else []
    lazy = subprocess.run([sys.executable, "-c", ALONE], check=False).returncode == 0
    note = "importing alone does not import httpx" if lazy else "importing alone imports httpx"
    yield Row(
        "import", "import and first client, whole process", "s of CPU", floor, ours, Budget(1.3), peer=peer, note=note
    )
    by_hand, our_call = CALL_BY_HAND.format(url=bench.url()), OUR_CALL.format(url=bench.url())
    floor, ours = in_turns(lambda: python(by_hand), lambda: python(our_call), rounds=rounds, clock=spent)
    note = "a client connects, and makes its HTTP client, when it is first used"
    yield Row("import", "import and first call, whole process", "s of CPU", floor, ours, Budget(1.15), note=note)
    held = [[kept(code, sys.executable) for _ in range(bench.pick(5, 1))] for code in (BY_HAND, OURS)]
    held_by_peer = [kept(PEER, str(bench.peer))] if bench.peer else []
    yield Row("import", "import and first client: memory", "MB", held[0], held[1], Budget(1.2), peer=held_by_peer)


def python(code: str, executable: str | Path = sys.executable) -> None:
    """Run a program to its end."""
    subprocess.run([str(executable), "-c", code], check=True)


def seconds(code: str, executable: Path) -> float:
    """How long that takes."""
    begun = spent()
    python(code, executable)
    return spent() - begun


def spent() -> float:
    """Seconds of the processor that the programs took which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def kept(code: str, executable: str) -> float:
    """The most memory that it had, in megabytes."""
    done = subprocess.run([executable, "-c", code + MEMORY], check=True, capture_output=True, text=True)
    return int(done.stdout) * 1024 / 1e6
