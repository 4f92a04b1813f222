"""Which bytes of a file go where, and which addresses may be trusted with them."""

from __future__ import annotations

import datetime
import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.errors import APIConnectionError, InvalidInputError, ServerError, StorageError
from twelvelabs_client.models.upload import UploadReport
from twelvelabs_client.uploads.files import LARGEST_DIRECT_UPLOAD, LARGEST_IMAGE, MEGABYTE, FilePart
from twelvelabs_client.uploads.plan import (
    LARGEST_MULTIPART,
    MOST_WORKERS,
    SHORTEST_LIFE,
    SPARE_SECONDS,
    Chunk,
    block_size,
    check_multipart_size,
    check_storage_url,
    in_chunks,
    is_partial,
    plan,
    upload_kind,
    upload_kind_or_none,
    urls_to_ask,
    usable_for,
    wait_before_chunk,
)

API = "https://api.twelvelabs.io/v1.3"
LOCAL = "http://127.0.0.1:8080/v1.3"
NOW = 1_790_000_000.0


def part(name: str = "clip.mp4", size: int | None = 10) -> FilePart:
    return FilePart(io.BytesIO(), name, None, size, replayable=size is not None)


@pytest.mark.parametrize(
    ("size", "chunk_size", "chunks"),
    [
        (1, 4, [Chunk(1, 0, 1)]),
        (4, 4, [Chunk(1, 0, 4)]),
        (5, 4, [Chunk(1, 0, 4), Chunk(2, 4, 1)]),
        (8, 4, [Chunk(1, 0, 4), Chunk(2, 4, 4)]),
        (3, 1, [Chunk(1, 0, 1), Chunk(2, 1, 1), Chunk(3, 2, 1)]),
        (0, 4, []),
    ],
)
@pytest.mark.parametrize("told", [True, False])
def test_a_file_is_planned_in_chunks_of_which_the_last_may_be_shorter(
    size: int, chunk_size: int, chunks: list[Chunk], told: bool
) -> None:
    assert plan(size, chunk_size, len(chunks) if told else None) == chunks


@pytest.mark.parametrize(("workers", "megabytes"), [(1, 1), (8, 1), (16, 0.5), (64, 0.125)])
def test_blocks_are_smaller_where_many_workers_read_them(workers: int, megabytes: float) -> None:
    assert block_size(workers) == megabytes * MEGABYTE


@pytest.mark.parametrize("workers", range(1, MOST_WORKERS + 1))
def test_all_workers_together_hold_no_more_than_an_upload_may(workers: int) -> None:
    assert 2 * workers * block_size(workers) <= 16 * MEGABYTE


@repeatable
@given(size=st.integers(0, 2000), chunk_size=st.integers(1, 2500))
def test_the_chunks_of_any_file_cover_it_exactly_once(size: int, chunk_size: int) -> None:
    chunks = plan(size, chunk_size, -(-size // chunk_size))

    covered = [byte for chunk in chunks for byte in range(chunk.offset, chunk.offset + chunk.size)]
    assert covered == list(range(size))
    assert [chunk.index for chunk in chunks] == list(range(1, len(chunks) + 1))
    assert all(chunk.size == chunk_size for chunk in chunks[:-1])


@pytest.mark.parametrize(
    ("chunk_size", "total_chunks", "says"),
    [
        (None, None, "upload: the API did not say how large a chunk is"),
        (0, 3, "upload: the API did not say how large a chunk is"),
        (-4, 3, "upload: the API did not say how large a chunk is"),
        (4, 2, "upload: the API expects 2 chunks, the file has 3"),
        (4, 4, "upload: the API expects 4 chunks, the file has 3"),
        (4, 0, "upload: the API expects 0 chunks, the file has 3"),
    ],
)
def test_a_session_that_does_not_fit_the_file_is_not_used(
    chunk_size: int | None, total_chunks: int | None, says: str
) -> None:
    with pytest.raises(APIConnectionError) as refusal:
        plan(10, chunk_size, total_chunks)

    assert str(refusal.value) == says


LIVES = [
    (3600.0, 3600.0 - SPARE_SECONDS),
    (SHORTEST_LIFE + 1, SHORTEST_LIFE + 1 - SPARE_SECONDS),
    (SHORTEST_LIFE, math.inf),
    (0.0, math.inf),
    (-5 * 3600.0, math.inf),
]


@pytest.mark.parametrize(("seconds", "usable"), LIVES)
def test_an_address_is_used_while_it_lasts_for_a_whole_chunk_and_a_wrong_clock_is_no_judge(
    seconds: float, usable: float
) -> None:
    assert usable_for(datetime.datetime.fromtimestamp(NOW + seconds, datetime.UTC), now=NOW) == usable


def test_an_address_of_which_no_end_is_told_is_used() -> None:
    assert usable_for(None, now=NOW) == math.inf


# (what the API says of ten chunks: those it took, those it knew; whether that is all of them)
REPORTS = [(10, 0, False), (7, 3, False), (0, 10, False), (9, 0, True), (9, None, True), (None, None, True)]


@pytest.mark.parametrize(("processed", "duplicates", "partial"), REPORTS)
def test_a_report_counts_as_taken_in_part_unless_all_its_chunks_are_counted(
    processed: int | None, duplicates: int | None, partial: bool
) -> None:
    assert is_partial(UploadReport(processed, duplicates), 10) is partial


TRUSTED = [
    ("https://storage.example/a?X-Amz-Signature=1", API),
    ("https://storage.example:8443/a", API),
    ("https://storage.example/a", LOCAL),
    ("http://127.0.0.1:9000/a", LOCAL),
    ("http://localhost:9000/a", LOCAL),
    ("http://[::1]:9000/a", LOCAL),
    ("https://127.0.0.1/a", "http://localhost:8080/v1.3"),
]


@pytest.mark.parametrize(("url", "base_url"), TRUSTED)
def test_bytes_go_encrypted_or_stay_on_this_machine(url: str, base_url: str) -> None:
    assert check_storage_url(url, base_url) == url


MISTRUSTED = [
    ("http://storage.example/a", API, "storage.example"),
    ("http://storage.example/a", LOCAL, "storage.example"),
    ("http://127.0.0.1/a", API, "127.0.0.1"),
    ("https://localhost/a", API, "localhost"),
    ("https://[::1]/a", API, "::1"),
    ("https://somebody@storage.example/a", API, "storage.example"),
    ("https://somebody:secret@storage.example/a", API, "storage.example"),
    ("ftp://storage.example/a", API, "storage.example"),
    ("file:///etc/passwd", API, "no host"),
    ("file://localhost/etc/passwd", LOCAL, "localhost"),
    ("https:///a", API, "no host"),
    ("//storage.example/a", API, "storage.example"),
    ("/a", LOCAL, "no host"),
    ("", API, "no host"),
    ("https://:secret@storage.example/a", API, "storage.example"),
    ("https://storage.example/a\r\nx: y", API, "storage.example"),
    ("https://127.1/a", API, "127.1"),
    ("https://2130706433/a", API, "2130706433"),
    ("https://0x7f.0.0.1/a", API, "0x7f.0.0.1"),
    ("https://0.0.0.0/a", API, "0.0.0.0"),
    ("https://[::]/a", API, "::"),
    ("https://[::ffff:127.0.0.1]/a", API, "::ffff:127.0.0.1"),
    ("https://localhost./a", API, "localhost."),
    ("https://storage.localhost/a", API, "storage.localhost"),
    ("https://169.254.169.254/latest/meta-data", API, "169.254.169.254"),
    ("https://[fe80::1]/a", API, "fe80::1"),
]


@pytest.mark.parametrize(("url", "base_url", "host"), MISTRUSTED)
def test_bytes_go_nowhere_else(url: str, base_url: str, host: str) -> None:
    with pytest.raises(APIConnectionError) as refusal:
        check_storage_url(url, base_url)

    assert str(refusal.value) == f"the API named a storage address at {host} that is not to be trusted"


@pytest.mark.parametrize("url", ["https://[::1/a", "https://[storage.example]/a"])
def test_what_is_no_address_is_refused_alike(url: str) -> None:
    with pytest.raises(APIConnectionError, match=r"^the API named a storage address that is none$"):
        check_storage_url(url, API)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("clip.mp4", "video"),
        ("CLIP.MOV", "video"),
        ("folder/clip.mp4", "video"),
        ("song.mp3", "audio"),
        ("song.wav", "audio"),
        ("still.jpg", "image"),
        ("still.png", "image"),
        ("notes.pdf", None),
        ("clip", None),
        ("clip.of-tomorrow", None),
        (".mp4", None),
    ],
)
def test_the_kind_of_a_file_is_what_its_name_tells(name: str, kind: str | None) -> None:
    assert upload_kind_or_none(name) == kind
    if kind is not None:
        assert upload_kind(name) == kind
        return
    with pytest.raises(InvalidInputError) as refusal:
        upload_kind(name)
    assert str(refusal.value) == f"{name}: the name does not say whether it is video, audio or image; pass filename="


LARGE = LARGEST_DIRECT_UPLOAD + 1


def told(value: object) -> str:
    """A file by its name and size: the same in every worker."""
    return f"{value.name} of {value.size}" if isinstance(value, FilePart) else str(value)


@pytest.mark.parametrize(
    ("file", "wished", "chunked"),
    [
        (part(size=10), None, False),
        (part(size=LARGEST_DIRECT_UPLOAD), None, False),
        (part(size=LARGE), None, True),
        (part(size=LARGE), True, True),
        # Told otherwise, or without a kind: refused later for its size, in the words of a single call.
        (part(size=LARGE), False, False),
        (part("notes.pdf", LARGE), None, False),
        (part(size=10), True, True),
        (part(size=10), False, False),
        (part(size=None), None, False),
        (part(size=None), False, False),
        (part(size=LARGEST_MULTIPART), None, True),
        (part("still.jpg", LARGEST_IMAGE), True, True),
    ],
    ids=told,
)
def test_a_file_goes_in_chunks_as_wished_or_when_it_is_too_large(
    file: FilePart, wished: bool | None, chunked: bool
) -> None:
    assert in_chunks(file, wished) is chunked


@pytest.mark.parametrize(
    ("file", "wished", "says"),
    [
        (
            part(size=None),
            True,
            "clip.mp4: a file that cannot be rewound cannot be sent in chunks unless size= tells how large it is",
        ),
        (part("clip", 10), True, "clip: the name does not say whether it is video, audio or image; pass filename="),
        (part(size=LARGEST_MULTIPART + 1), None, "clip.mp4: 10737418241 bytes are more than the 10737418240 "),
        (part("still.png", LARGE), None, f"still.png: {LARGE} bytes are more than the {32 * MEGABYTE} "),
    ],
    ids=told,
)
def test_what_cannot_go_in_chunks_is_refused(file: FilePart, wished: bool | None, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        in_chunks(file, wished)

    assert str(refusal.value).startswith(says)


SIZES: list[tuple[str, str | None, int]] = [
    ("clip.mp4", None, LARGEST_MULTIPART),
    ("song.mp3", None, LARGEST_MULTIPART),
    ("still.png", None, LARGEST_IMAGE),
    ("clip", "video", LARGEST_MULTIPART),
    ("clip", "image", LARGEST_IMAGE),
    ("still.png", "video", LARGEST_MULTIPART),
]


@pytest.mark.parametrize(("name", "kind", "largest"), SIZES)
def test_a_file_has_its_largest_size(name: str, kind: str | None, largest: int) -> None:
    check_multipart_size(largest, name, kind)
    with pytest.raises(InvalidInputError) as refusal:
        check_multipart_size(largest + 1, name, kind)

    says = f"{name}: {largest + 1} bytes are more than the {largest} that the API takes"
    assert str(refusal.value) == says


# (the chunk whose address is needed, the chunks that are still wanted, for how many to ask)
ASKED: list[tuple[int, set[int], int]] = [
    (1, {1}, 1),
    (1, set(), 1),
    (1, set(range(1, 200)), 50),
    (1, {1, 50, 51}, 50),
    (1, {1, 2, 3, 100}, 3),
    (7, {1, 2, 7, 9}, 3),
    (60, {60, 61, 62}, 3),
]


@pytest.mark.parametrize(("index", "wanted", "count"), ASKED)
def test_addresses_are_asked_for_as_far_as_they_are_wanted(index: int, wanted: set[int], count: int) -> None:
    assert urls_to_ask(index, wanted) == count


LOST = APIConnectionError("made up")
REFUSED = StorageError("made up", status=403)
# (what went wrong, the how-manieth time, how often calls are repeated, the wait; None: given up)
AGAIN: list[tuple[Exception, int, int, float | None]] = [
    (LOST, 1, 2, 0.5),
    (LOST, 2, 2, 1.0),
    (LOST, 6, 2, 8.0),
    (LOST, 7, 2, None),
    (LOST, 1, 0, None),
    (REFUSED, 1, 2, 0.0),
    (REFUSED, 2, 2, 1.0),
    (REFUSED, 7, 2, None),
    (StorageError("made up", status=503), 1, 2, 0.5),
    (StorageError("made up", status=503, retry_after=3.0), 1, 2, 3.3),
    (StorageError("made up", status=503, retry_after=9999.0), 1, 2, 61.0),
    (StorageError("made up", status=400), 1, 2, None),
    (StorageError("made up", status=400, code="ExpiredToken"), 1, 2, 0.5),
    (StorageError("made up", status=200, code="BadDigest"), 1, 2, 0.5),
    (StorageError("made up", status=404), 1, 2, None),
    (ServerError(operation="made_up", status=500), 1, 2, None),
    (InvalidInputError("made up"), 1, 2, None),
]


@pytest.mark.parametrize(("error", "attempt", "retries", "wait"), AGAIN, ids=repr)
def test_a_chunk_is_sent_again_after_what_passes_and_ever_later(
    error: Exception, attempt: int, retries: int, wait: float | None
) -> None:
    assert wait_before_chunk(error, attempt, retries, jitter=1.0) == wait
