"""Files in chunks over real HTTP, against a sandbox on this machine."""

from __future__ import annotations

import asyncio
import gzip
import io
import itertools
import math
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.colours import in_both_colours
from tests.facade.recording import MEDIA
from tests.facade.refusals import is_one_clear_line
from tests.facade.watched import WatchedSandbox, together, until
from twelvelabs_client import AsyncTwelveLabs, BadRequestError, InvalidInputError, StorageError, TwelveLabs

CONTENT = (MEDIA / "harbor.mp4").read_bytes()
CHUNK = 1000
FIRST_URLS = 3
CHUNKS = math.ceil(len(CONTENT) / CHUNK)
PUTS = "/storage/uploads/*"
# No video, but many chunks of it: stored all the same.
LONG = bytes(range(256)) * 256
LONG_CHUNKS = math.ceil(len(LONG) / CHUNK)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[WatchedSandbox]:
    # At this speed an address lasts for a minute: longer than a chunk may take.
    running = WatchedSandbox(speed=60, seed=1, sidecars=MEDIA, chunk_size=CHUNK, first_urls=FIRST_URLS)
    with running:
        yield running


@pytest.fixture(autouse=True)
def waits(sandbox: WatchedSandbox, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The environment of a user; no test sleeps before a chunk is sent again."""
    noted: list[float] = []

    async def note(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setenv("TWELVELABS_API_KEY", sandbox.api_key)
    monkeypatch.setenv("TWELVELABS_BASE_URL", sandbox.url)
    monkeypatch.setattr("twelvelabs_client._async.uploads.multipart.sleep", note)
    monkeypatch.setattr("twelvelabs_client._sync.uploads.multipart.sleep", noted.append)
    monkeypatch.setattr("twelvelabs_client.core.waiting.FIRST_INTERVAL", 0.01)
    sandbox.forget()
    return noted


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.mp4"
    path.write_bytes(LONG)
    return path


def behind(file: Any, preface: bytes = b"a preface") -> Any:
    """A file that stands behind what the caller has passed over."""
    file.write(preface + CONTENT)
    file.seek(len(preface))
    return file


def packed(folder: Path) -> Path:
    """What is compressed has other bytes on the disk than it gives when read."""
    path = folder / "clip.gz"
    path.write_bytes(gzip.compress(CONTENT))
    return path


SOURCES: dict[str, Callable[[Path], Any]] = {
    "path": lambda folder: folder / "clip.mp4",
    "text": lambda folder: str(folder / "clip.mp4"),
    "bytes": lambda folder: CONTENT,
    "open file": lambda folder: (folder / "clip.mp4").open("rb"),
    "unbuffered file": lambda folder: (folder / "clip.mp4").open("rb", buffering=0),
    "file behind a preface": lambda folder: behind((folder / "with-a-preface.mp4").open("w+b")),
    "memory": lambda folder: io.BytesIO(CONTENT),
    "memory behind a preface": lambda folder: behind(io.BytesIO()),
    "temporary file": lambda folder: behind(tempfile.NamedTemporaryFile()),  # noqa: SIM115
    "spooled file": lambda folder: behind(tempfile.SpooledTemporaryFile()),  # noqa: SIM115
    "compressed file": lambda folder: gzip.GzipFile(packed(folder)),
}


@pytest.mark.parametrize("source", SOURCES)
@in_both_colours
async def test_the_bytes_arrive_whole_and_a_file_of_the_callers_stays_open(
    sandbox: WatchedSandbox, clip: Path, source: str
) -> None:
    given = SOURCES[source](clip.parent)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(given, filename="harbor.mp4", multipart=True, max_concurrency=4)

    assert sandbox.bytes_of(asset.id) == CONTENT
    assert sorted(put.chunk or 0 for put in sandbox.puts) == list(range(1, CHUNKS + 1))
    if hasattr(given, "close"):
        assert not given.closed
        given.close()


@in_both_colours
async def test_an_asset_of_chunks_becomes_ready_as_any_other(sandbox: WatchedSandbox, clip: Path) -> None:
    states: list[str | None] = []

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(
            clip,
            user_metadata={"series": "coast"},
            multipart=True,
            wait=True,
            on_status=lambda asset: states.append(asset.status),
        )

    assert (asset.status, asset.filename, asset.method) == ("ready", "clip.mp4", "multipart")
    assert (asset.size, asset.duration, asset.user_metadata) == (len(CONTENT), 6.0, {"series": "coast"})
    assert states[-1] == "ready"


@in_both_colours
async def test_a_small_file_goes_in_one_call_unless_wished_otherwise(sandbox: WatchedSandbox, clip: Path) -> None:
    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(clip)
        await tl.assets.upload(clip, multipart=False)

    assert [(seen.method, seen.path) for seen in sandbox.seen] == [("POST", "/v1.3/assets")] * 2


@in_both_colours
async def test_a_file_above_the_limit_of_one_call_goes_in_chunks_by_itself(
    sandbox: WatchedSandbox, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twelvelabs_client.uploads.plan.LARGEST_DIRECT_UPLOAD", len(CONTENT) - 1)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip)

    assert (asset.method, len(sandbox.puts)) == ("multipart", CHUNKS)


@pytest.mark.parametrize("workers", [1, 4])
@in_both_colours
async def test_as_many_chunks_are_under_way_at_once_as_there_are_workers(
    sandbox: WatchedSandbox, tmp_path: Path, workers: int
) -> None:
    file = tmp_path / "twelve.mp4"
    file.write_bytes(bytes(12 * CHUNK))
    sandbox.hold = together(workers)

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(file, multipart=True, max_concurrency=workers)

    assert (len(sandbox.puts), sandbox.busiest) == (12, workers)


@pytest.mark.parametrize("at_once", [1, 3])
@in_both_colours
async def test_as_many_files_are_under_way_at_once_as_asked_for(
    sandbox: WatchedSandbox, tmp_path: Path, at_once: int
) -> None:
    files = [tmp_path / f"{number}.mp4" for number in range(6)]
    for file in files:
        file.write_bytes(bytes(2 * CHUNK))
    sandbox.hold = together(at_once)

    async with AsyncTwelveLabs() as tl:
        outcomes = await tl.assets.upload_many(files, multipart=True, chunk_concurrency=1, max_concurrency=at_once)

    assert [outcome.error for outcome in outcomes] == [None] * 6
    assert (len(sandbox.puts), sandbox.busiest) == (12, at_once)


@in_both_colours
async def test_addresses_are_asked_for_when_they_are_needed(sandbox: WatchedSandbox, long: Path) -> None:
    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(long, multipart=True, max_concurrency=4)

    assert sandbox.bytes_of(asset.id) == LONG
    assert LONG_CHUNKS > FIRST_URLS + 50
    assert sum(seen.asks_for_addresses for seen in sandbox.seen) == 2


def with_clocks(monkeypatch: pytest.MonkeyPatch, **clocks: Callable[[], float]) -> None:
    """Let addresses be judged by other clocks."""
    for place in ("_async", "_sync"):
        told = SimpleNamespace(**{"time": time.time, "monotonic": time.monotonic, **clocks})
        monkeypatch.setattr(f"twelvelabs_client.{place}.uploads.chunk_urls.time", told)


@in_both_colours
async def test_addresses_that_are_about_to_expire_are_not_used(
    sandbox: WatchedSandbox, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twelvelabs_client.uploads.plan.SHORTEST_LIFE", 0.0)
    minutes = itertools.count(step=60)
    with_clocks(monkeypatch, monotonic=lambda: float(next(minutes)))

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, multipart=True)

    assert sandbox.bytes_of(asset.id) == CONTENT
    assert sum(seen.asks_for_addresses for seen in sandbox.seen) == CHUNKS


@pytest.mark.parametrize("hours", [5, -5])
@in_both_colours
async def test_a_clock_that_is_hours_off_costs_one_call_for_a_batch_of_addresses(
    sandbox: WatchedSandbox, long: Path, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    with_clocks(monkeypatch, time=lambda: time.time() + hours * 3600)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(long, multipart=True)

    assert sandbox.bytes_of(asset.id) == LONG
    assert sum(seen.asks_for_addresses for seen in sandbox.seen) == math.ceil((LONG_CHUNKS - FIRST_URLS) / 50)


@in_both_colours
async def test_with_an_address_that_was_too_old_those_after_it_are_replaced(
    sandbox: WatchedSandbox, long: Path
) -> None:
    sandbox.faults.add(method="PUT", path=f"{PUTS}/2/*", status=403)

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(long, multipart=True, max_concurrency=1)

    assert sandbox.bytes_of(asset.id) == LONG
    assert sum(seen.asks_for_addresses for seen in sandbox.seen) == math.ceil((LONG_CHUNKS - 1) / 50)


@in_both_colours
async def test_chunks_are_reported_in_batches_while_others_are_under_way(sandbox: WatchedSandbox, long: Path) -> None:
    sandbox.hold = until(lambda seen: seen.is_report, chunk=7)

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(long, multipart=True, max_concurrency=3)

    reports = [place for place, seen in enumerate(sandbox.seen) if seen.is_report]
    last_chunk = max(place for place, seen in enumerate(sandbox.seen) if seen.chunk)
    assert len(reports) == math.ceil(LONG_CHUNKS / 10)
    assert reports[-2] < last_chunk < reports[-1]


PASSING: dict[str, dict[str, Any]] = {
    "refused": {"status": 403},
    "failed": {"status": 500},
    "busy": {"status": 503},
    "too many": {"status": 429},
    "too slow": {"status": 408},
    "reply lost": {"cut_after": 0},
}


@pytest.mark.parametrize("fault", PASSING)
@in_both_colours
async def test_a_chunk_that_failed_in_passing_is_sent_again_to_a_fresh_address(
    sandbox: WatchedSandbox, clip: Path, waits: list[float], fault: str
) -> None:
    told: list[int] = []
    sandbox.faults.add(method="PUT", path=PUTS, **PASSING[fault])

    async with AsyncTwelveLabs() as tl:
        asset = await tl.assets.upload(clip, multipart=True, on_progress=lambda now: told.append(now.sent))

    assert sandbox.bytes_of(asset.id) == CONTENT
    assert len(sandbox.puts) == CHUNKS + 1
    assert len({put.path for put in sandbox.puts}) == CHUNKS + 1
    # A refused address was too old, mostly, and a fresh one need not be waited for.
    assert len(waits) == (0 if fault == "refused" else 1)
    assert told == sorted(told)
    assert (len(told), told[-1]) == (CHUNKS, len(CONTENT))


@pytest.fixture
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left of an upload: no file, and no thread."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert [file.name for file in tmp_path.rglob("*")] == ["clip.mp4"]
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("twelvelabs_")]


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize("retries", [0, 2])
@in_both_colours
async def test_a_storage_that_keeps_refusing_ends_the_upload(
    sandbox: WatchedSandbox, clip: Path, waits: list[float], retries: int
) -> None:
    sandbox.faults.add(method="PUT", path=PUTS, status=403, body="<Error>made-up</Error>", times=100)

    async with AsyncTwelveLabs(max_retries=retries) as tl:
        with pytest.raises(StorageError) as refusal:
            await tl.assets.upload(clip, multipart=True, max_concurrency=1)

    assert str(refusal.value) == "upload: the storage 127.0.0.1 refused a chunk with 403"
    assert refusal.value.status == 403
    assert is_one_clear_line(refusal.value)
    assert [put.chunk for put in sandbox.puts] == [1] * (3 * retries + 1)
    assert len(waits) == max(0, 3 * retries - 1)
    assert not any(seen.is_report for seen in sandbox.seen)


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status": 400}, "refused a chunk with 400"),
        ({"status": 404}, "refused a chunk with 404"),
        ({"status": 302, "headers": {"location": "https://storage.example/a"}}, "refused a chunk with 302"),
        ({"status": 200}, "sent no ETag"),
        ({"status": 200, "headers": {"etag": '""'}}, "sent no ETag"),
    ],
)
@in_both_colours
async def test_what_stays_wrong_is_not_tried_again(
    sandbox: WatchedSandbox, clip: Path, waits: list[float], answer: dict[str, Any], says: str
) -> None:
    sandbox.faults.add(method="PUT", path=PUTS, times=100, **answer)

    async with AsyncTwelveLabs() as tl:
        with pytest.raises(StorageError) as refusal:
            await tl.assets.upload(clip, multipart=True, max_concurrency=1)

    assert str(refusal.value) == f"upload: the storage 127.0.0.1 {says}"
    assert refusal.value.status == answer["status"]
    assert ([put.chunk for put in sandbox.puts], waits) == ([1], [])


@in_both_colours
async def test_progress_ends_at_the_size_and_never_goes_back(sandbox: WatchedSandbox, clip: Path) -> None:
    told: list[tuple[int, int | None]] = []
    # The last chunk, which is shorter, is not the last to arrive.
    sandbox.faults.add(method="PUT", path=f"{PUTS}/1/*", status=500)

    async with AsyncTwelveLabs() as tl:
        await tl.assets.upload(
            clip, multipart=True, max_concurrency=8, on_progress=lambda now: told.append((now.sent, now.total))
        )

    assert sandbox.faults.waiting == ()
    sent = [sent for sent, _ in told]
    assert sent == sorted(set(sent))
    assert {size for _, size in told} == {len(CONTENT)}
    assert (len(told), told[-1]) == (CHUNKS, (len(CONTENT), len(CONTENT)))


def shrink(file: Any) -> None:
    file.truncate(1)


@pytest.mark.parametrize("how", ["on disk", "in memory"])
@in_both_colours
async def test_a_file_that_shrinks_while_it_is_read_is_refused(sandbox: WatchedSandbox, clip: Path, how: str) -> None:
    with clip.open("r+b") if how == "on disk" else io.BytesIO(CONTENT) as file:
        async with AsyncTwelveLabs() as tl:
            with pytest.raises(InvalidInputError) as refusal:
                await tl.assets.upload(
                    file,
                    filename="clip.mp4",
                    multipart=True,
                    max_concurrency=1,
                    on_progress=lambda now: shrink(file),
                )

        assert not file.closed

    # Whether the next chunk or the look after the last one comes first is a matter of luck.
    seen = "1000 bytes wanted, 0 there", f"it had {len(CONTENT)} bytes and has 1"
    assert str(refusal.value) in [f"clip.mp4: the file changed while it was read: {how}" for how in seen]
    assert len(sandbox.puts) < CHUNKS


@in_both_colours
async def test_the_storage_never_sees_the_key(sandbox: WatchedSandbox, clip: Path) -> None:
    sandbox.faults.add(method="PUT", path=PUTS, status=403)

    async with AsyncTwelveLabs(headers={"x-own": "made-up"}) as tl:
        await tl.assets.upload(clip, multipart=True)

    others = [seen for seen in sandbox.seen if seen.chunk is None]
    assert {dict(seen.headers).get("x-api-key") for seen in others} == {sandbox.api_key}
    for put in sandbox.puts:
        names = [name for name, _ in put.headers]
        assert sorted(set(names)) == sorted(names)
        assert not {"x-api-key", "x-own", "authorization", "cookie", "transfer-encoding"} & set(names)
        assert sandbox.api_key not in str(put)
        assert dict(put.headers)["content-type"] == "application/octet-stream"
        assert int(dict(put.headers)["content-length"]) in (CHUNK, len(CONTENT) % CHUNK)
        assert dict(put.headers)["x-amz-meta-upload-id"] in put.path


@pytest.fixture
def refused_report(sandbox: WatchedSandbox) -> None:
    path = f"/assets/multipart-uploads/{'[0-9a-f]' * 24}"
    sandbox.faults.add(method="POST", path=path, status=400, body={"code": "made_up", "message": "made up"})


@pytest.mark.usefixtures("refused_report")
def test_a_refused_report_ends_every_task(sandbox: WatchedSandbox, long: Path) -> None:
    sandbox.hold = until(lambda seen: seen.method == "GET", chunk=7)

    async def upload() -> int:
        async with AsyncTwelveLabs() as tl:
            with pytest.raises(BadRequestError, match="made up") as refusal:
                await tl.assets.upload(long, multipart=True)
            assert refusal.tb is not None
            still_there = len(asyncio.all_tasks())
            await tl.indexes.list().first(1)
            return still_there

    assert asyncio.run(upload()) == 1


@pytest.mark.usefixtures("refused_report")
def test_a_refused_report_ends_every_thread(sandbox: WatchedSandbox, long: Path) -> None:
    sandbox.hold = until(lambda seen: seen.is_report, chunk=7)

    with TwelveLabs() as tl, pytest.raises(BadRequestError, match="made up") as refusal:
        tl.assets.upload(long, multipart=True)

    assert refusal.tb is not None
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("twelvelabs_")]
