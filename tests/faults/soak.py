"""Many uploads under many faults, and programs killed at random: everything arrives, or this says what was lost.

    python -m tests.faults.soak [--uploads 1500] [--kills 200] [--seconds 3600] [--seed 1]

Of the chunks 10 % fail (half of them refused, half stored with their reply lost), 5 % meet an address that has expired
and 5 % a storage that reads slowly; of the reports 10 % are taken in part, of the calls of the API 2 % end in a server
error, of the uploads 10 % are cancelled at some moment. Prints what happened; exit status 1 on a loss.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

from tests.faults.killing import Death, KillingSandbox, When
from tests.isolation import remove_user_settings
from twelvelabs_client import AsyncTwelveLabs, AsyncTwelveLabsV1_3, Attempt, TwelveLabsError
from twelvelabs_client.models import Asset
from twelvelabs_sandbox.faults import Fault

CHUNK = 1000
MOST_CHUNKS = 6
KILLED_CHUNKS = 24
AT_ONCE = 24
# How often a program is started anew before its file counts as lost.
MOST_RUNS = 6
# How many uploads are cancelled, and after how many seconds at the latest.
CANCELLED, LONGEST_LIFE = 0.1, 0.5
# What a program asks for beside its chunks, at least: to open the session, a report, a look, the asset.
FURTHER = 4
REPORTS = "/assets/multipart-uploads/" + "[0-9a-f]" * 24
EXPIRED = "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>"


@define
class Tally:
    """What happened.

    Attributes:
        uploads: Files that were to be uploaded.
        kills: Programs that were killed at it.
        cancellations: Uploads that were cancelled under way.
        requests: What the server was asked.
        faults: Requests that were answered badly, by kind.
        retries: Requests that were repeated.
        resumes: Uploads that went on in another run than the one that began them.
        lost: What did not arrive, or not as it was.
    """

    uploads: int = 0
    kills: int = 0
    cancellations: int = 0
    requests: int = 0
    faults: dict[str, int] = field(factory=dict)
    retries: int = 0
    resumes: int = 0
    lost: list[str] = field(factory=list)

    def __str__(self) -> str:
        faults = ", ".join(f"{count} {kind}" for kind, count in self.faults.items())
        return (
            f"{self.uploads} uploads, {self.kills} kills, {self.cancellations} cancellations: "
            f"{self.requests} requests, {self.retries} retries, {self.resumes} resumes, {len(self.lost)} losses\n"
            f"faults: {faults}"
        )


@define
class Soak:
    """One run over one sandbox, with the files of one folder."""

    sandbox: KillingSandbox
    folder: Path
    chance: random.Random
    until: float
    tally: Tally = field(factory=Tally)
    faults: dict[str, Fault] = field(factory=dict)

    def add_faults(self) -> None:
        chunks = {"method": "PUT", "path": "/storage/uploads/*"}
        add = self.sandbox.faults.add_rate
        self.faults = {
            "chunks refused": add(0.05, **chunks, status=503),
            "replies lost": add(0.05, **chunks, cut_after=0),
            "addresses expired": add(0.05, **chunks, status=403, body=EXPIRED),
            "chunks read slowly": add(0.05, **chunks, pace=0.05),
            "reports taken in part": add(0.1, method="POST", path=REPORTS, partial=True),
            "server errors": add(0.02, path="/assets*", status=500, body={"code": "internal_error"}),
        }

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def files(self, count: int, chunks: int) -> Iterator[Path]:
        """New files of at most so many chunks, as long as there is time."""
        for number in range(count):
            if time.monotonic() > self.until:
                return
            path = self.folder / f"{chunks}-{number}.mp4"
            path.write_bytes(
                self.chance.randbytes(CHUNK * self.chance.randint(2, chunks) - self.chance.randrange(CHUNK))
            )
            yield path

    async def upload_all(self, count: int) -> None:
        """Upload small files, many at once."""
        files = self.files(count, MOST_CHUNKS)
        client = AsyncTwelveLabs(
            api_key=self.sandbox.api_key,
            base_url=self.sandbox.url,
            state_dir=self.state,
            on_attempt=self.count_repeated,
        )

        async def work(tl: AsyncTwelveLabsV1_3) -> None:
            for path in files:
                await self.upload(tl, path)

        async with client as tl:
            await asyncio.gather(*(work(tl) for _ in range(AT_ONCE)))

    async def upload(self, tl: AsyncTwelveLabsV1_3, path: Path, *, sessions: int = 0) -> None:
        """Upload a file, as often anew as it takes, and compare what is stored.

        Args:
            tl: The client.
            path: The file.
            sessions: How many have been opened for it by programs that were killed.
        """
        self.tally.uploads += 1
        for run in range(1, MOST_RUNS + 1):
            try:
                asset = await self.attempt(tl, path, may_be_cancelled=run < MOST_RUNS)
            except TwelveLabsError as error:
                if run == MOST_RUNS:
                    self.tally.lost.append(f"{path.name}: {error}")
            except asyncio.CancelledError:
                self.tally.cancellations += 1
            else:
                self.tally.resumes += 0 < sessions == self.sessions_of(path)
                self.compare(path, asset.id)
                return
            sessions = self.sessions_of(path)

    async def attempt(self, tl: AsyncTwelveLabsV1_3, path: Path, *, may_be_cancelled: bool) -> Asset:
        """Upload a file once; some are cancelled, whatever they are at."""
        upload = asyncio.ensure_future(tl.assets.upload(path, multipart=True))
        if may_be_cancelled and self.chance.random() < CANCELLED:
            await asyncio.wait([upload], timeout=self.chance.uniform(0, LONGEST_LIFE))
            upload.cancel()
        return await upload

    async def kill_many(self, count: int) -> None:
        """Kill programs at random requests, and let each file be uploaded anew, one after the other."""
        for path in self.files(count, KILLED_CHUNKS):
            await asyncio.to_thread(self.kill_once, path)
            async with AsyncTwelveLabs(
                api_key=self.sandbox.api_key, base_url=self.sandbox.url, state_dir=self.state
            ) as tl:
                await self.upload(tl, path, sessions=self.sessions_of(path))

    def kill_once(self, path: Path) -> None:
        moments: tuple[When, ...] = ("arrives", "is half there", "is done")
        chunks = -(-path.stat().st_size // CHUNK)
        death = Death(lambda asked: True, self.chance.choice(moments), self.chance.randint(1, chunks + FURTHER))
        colour = self.chance.choice(("async", "sync"))
        self.sandbox.run(path, self.state, death, colour=colour, max_concurrency=self.chance.randint(1, 4))
        self.tally.kills += death.happened

    def sessions_of(self, path: Path) -> int:
        return sum(upload.filename == path.name for upload in self.sandbox.uploads)

    def compare(self, path: Path, asset_id: str) -> None:
        if self.sandbox.stored_hash(asset_id) != hashlib.sha256(path.read_bytes()).hexdigest():
            self.tally.lost.append(f"{path.name}: other bytes were stored than sent")
        path.unlink()

    def count_repeated(self, attempt: Attempt) -> None:
        self.tally.retries += attempt.number > 1

    def count(self) -> Tally:
        """What happened, with what the sandbox saw of it."""
        taken = sum(len(upload.taken) for upload in self.sandbox.uploads)
        self.tally.requests = len(self.sandbox.asked)
        self.tally.faults = {kind: fault.met for kind, fault in self.faults.items()}
        self.tally.retries += len(self.sandbox.chunks) - taken
        return self.tally


def soak(*, uploads: int, kills: int, seconds: float, seed: int) -> Tally:
    """Upload under faults, then kill under faults; what happened."""
    settings = {"speed": 20, "seed": seed, "chunk_size": CHUNK, "first_urls": 4}
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, KillingSandbox(**settings) as sandbox:
        run = Soak(sandbox, Path(folder), random.Random(seed), time.monotonic() + seconds)
        run.add_faults()
        asyncio.run(run.upload_all(uploads))
        asyncio.run(run.kill_many(kills))
        return run.count()


def main() -> int:
    """Run the command line; returns the exit status."""
    remove_user_settings()
    parser = argparse.ArgumentParser(description="Upload under faults, and count what is lost.")
    parser.add_argument("--seconds", type=float, default=3600.0, help="begin nothing after that time (default: 3600)")
    parser.add_argument("--uploads", type=int, default=1500, help="small files to upload (default: 1500)")
    parser.add_argument("--kills", type=int, default=200, help="programs to kill (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="what the faults and kills are drawn from (default: 1)")
    options = parser.parse_args()
    tally = soak(uploads=options.uploads, kills=options.kills, seconds=options.seconds, seed=options.seed)
    print(tally)
    for loss in tally.lost:
        print(f"  lost: {loss}")
    is_whole = tally.uploads == options.uploads + options.kills
    if not is_whole:
        print(f"  not begun in {options.seconds:g} s: {options.uploads + options.kills - tally.uploads} uploads")
    return 0 if is_whole and not tally.lost else 1


if __name__ == "__main__":
    sys.exit(main())
