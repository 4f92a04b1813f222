"""What is noted of an upload under way, when two uploads are the same one, and what is still to be done."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.errors import (
    APIConnectionError,
    BadRequestError,
    InvalidInputError,
    NotFoundError,
    ServerError,
    StorageError,
    TaskFailedError,
    WaitTimeoutError,
)
from twelvelabs_client.core.options import HEADER_NAME
from twelvelabs_client.uploads.files import FileIdentity
from twelvelabs_client.uploads.plan import Chunk, plan
from twelvelabs_client.uploads.resuming import (
    Journal,
    decode,
    decode_asset,
    encode,
    encode_asset,
    is_refusal,
    is_settled,
    journal_key,
    still_to_do,
)

FILE = FileIdentity(device=1, inode=2, size=10, modified=3)
REQUEST: dict[str, Any] = {
    "filename": "clip.mp4",
    "user_metadata": {"series": "coast"},
    "enable_hls": None,
    "enable_thumbnail": True,
}
JOURNAL = Journal("u1", "a1", 10, 4, 3, {"x-own": "made-up"}, {1: "e1", 3: "e3"})


def key(file: FileIdentity = FILE, account: str = "a", base_url: str = "https://b", **request: Any) -> str:
    return journal_key(file, account, base_url, {**REQUEST, **request})


def test_the_same_file_to_the_same_place_with_the_same_wishes_is_the_same_upload() -> None:
    assert key() == key(FileIdentity(1, 2, 10, 3), user_metadata={"series": "coast"})


OTHERS: dict[str, str] = {
    "another disk": key(evolve(FILE, device=9)),
    "another file": key(evolve(FILE, inode=9)),
    "another length": key(evolve(FILE, size=9)),
    "another time": key(evolve(FILE, modified=9)),
    "another account": key(account="other"),
    "another server": key(base_url="https://other"),
    "another name": key(filename="other.mp4"),
    "other metadata": key(user_metadata={"series": "sea"}),
    "no metadata": key(user_metadata=None),
    "another flag": key(enable_hls=False),
}


@pytest.mark.parametrize("other", OTHERS)
def test_whatever_is_different_makes_it_another_upload(other: str) -> None:
    assert OTHERS[other] != key()
    assert len(set(OTHERS.values())) == len(OTHERS)


def test_the_name_of_a_journal_can_stand_in_any_file_system_and_tells_nothing() -> None:
    name = key(account="made-up-fingerprint", base_url="https://made-up.example")

    assert name.isalnum()
    assert name == name.lower()
    assert len(name) == 40
    assert "made" not in name


ETAGS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
IDS = st.from_regex(r"[0-9a-f]{1,24}", fullmatch=True)
HEADER_NAMES = st.from_regex(HEADER_NAME, fullmatch=True)
HEADER_VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    size, chunk_size = draw(st.integers(1, 10**10)), draw(st.integers(1, 10**8))
    total = -(-size // chunk_size)
    sent = draw(st.dictionaries(st.integers(1, total), ETAGS, max_size=74))
    headers = draw(st.dictionaries(HEADER_NAMES, HEADER_VALUES, max_size=4))
    return Journal(draw(IDS), draw(IDS), size, chunk_size, total, headers, sent)


@repeatable
@given(journals())
def test_a_journal_is_read_as_it_was_written(journal: Journal) -> None:
    assert decode(encode(journal)) == journal


@repeatable
@given(journals(), st.data())
def test_half_a_journal_is_none(journal: Journal, data: st.DataObject) -> None:
    text = encode(journal)

    assert decode(text[: data.draw(st.integers(0, len(text) - 1))]) is None


@repeatable
@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reading(text: bytes) -> None:
    assert decode(text) is None


def changed(**fields: Any) -> bytes:
    return json.dumps({**json.loads(encode(JOURNAL)), **fields}).encode()


SENSELESS: list[bytes] = [
    b"",
    b"\x00" * 300,
    b"null",
    b"[]",
    b"{}",
    b"[" * 100_000,
    changed(format=2),
    changed(format=None),
    changed(upload_id=""),
    changed(upload_id=7),
    changed(upload_id="../a"),
    changed(asset_id="a b"),
    changed(asset_id=None),
    changed(total_size=0),
    changed(total_size=10.0),
    changed(total_size=True),
    changed(chunk_size=-4),
    changed(total_chunks=2),
    changed(headers=["x"]),
    changed(headers={"x": 1}),
    changed(headers={"": "x"}),
    changed(headers={"a name": "x"}),
    changed(headers={"x": "a line\nmore"}),
    changed(headers={"x": "Möwe"}),
    changed(sent={"0": "e"}),
    changed(sent={"4": "e"}),
    changed(sent={"one": "e"}),
    changed(sent={"1": ""}),
    changed(sent={"1": None}),
    changed(sent=[1]),
]


@pytest.mark.parametrize("text", SENSELESS, ids=lambda text: text[:40].decode())
def test_a_journal_that_makes_no_sense_is_none(text: bytes) -> None:
    assert decode(text) is None


CHUNKS = plan(18, 4, 5)
# (what the API says of each chunk, what is noted as sent) -> (to be sent, only to be reported)
TO_DO: list[tuple[dict[int, str | None], dict[int, str], list[int], dict[int, str]]] = [
    ({}, {}, [1, 2, 3, 4, 5], {}),
    ({1: "completed", 2: "pending"}, {}, [2, 3, 4, 5], {}),
    ({1: "completed", 2: "pending"}, {2: "e2", 4: "e4"}, [3, 5], {2: "e2", 4: "e4"}),
    ({2: "completed"}, {2: "e2"}, [1, 3, 4, 5], {}),
    ({2: "failed"}, {2: "e2"}, [1, 2, 3, 4, 5], {}),
    ({1: None, 2: "of tomorrow"}, {1: "e1"}, [2, 3, 4, 5], {1: "e1"}),
    (dict.fromkeys(range(1, 6), "completed"), {3: "e3"}, [], {}),
]


@pytest.mark.parametrize(("states", "sent", "missing", "unreported"), TO_DO)
def test_only_what_is_neither_there_nor_sent_is_to_be_sent(
    states: dict[int, str | None], sent: dict[int, str], missing: list[int], unreported: dict[int, str]
) -> None:
    left, known = still_to_do(CHUNKS, states, sent)

    assert [chunk.index for chunk in left] == missing
    assert known == unreported


@repeatable
@given(
    st.integers(1, 60).flatmap(
        lambda count: st.tuples(
            st.just(count),
            st.dictionaries(st.integers(1, count), st.sampled_from(["completed", "pending", "failed"])),
            st.dictionaries(st.integers(1, count), ETAGS),
        )
    )
)
def test_every_chunk_is_there_or_sent_or_reported_and_only_one_of_these(drawn: Any) -> None:
    count, states, sent = drawn
    chunks = [Chunk(index, index * 4, 4) for index in range(1, count + 1)]

    missing, known = still_to_do(chunks, states, sent)

    there = [index for index, state in states.items() if state == "completed"]
    assert sorted([*there, *known, *(chunk.index for chunk in missing)]) == list(range(1, count + 1))


# (how an upload ended, whether nothing of it can be resumed)
ENDS: list[tuple[BaseException | None, bool]] = [
    (None, True),
    (TaskFailedError("made up", status="failed", reason=None, result=None), True),
    (StorageError("made up", status=400), True),
    (StorageError("made up", status=404, code="NoSuchUpload"), True),
    (StorageError("made up", status=403), False),
    (StorageError("made up", status=400, code="ExpiredToken"), False),
    (StorageError("made up", status=503), False),
    (ServerError(operation="made_up", status=500), False),
    (APIConnectionError("made up"), False),
    (WaitTimeoutError("made up", status=None, result=None), False),
    (InvalidInputError("made up"), False),
    (KeyboardInterrupt(), False),
    (RuntimeError("made up"), False),
]


@pytest.mark.parametrize(("error", "settled"), ENDS, ids=repr)
def test_what_ended_in_passing_can_be_resumed(error: BaseException | None, settled: bool) -> None:
    assert is_settled(error) is settled


def test_a_stored_asset_is_read_as_it_was_written() -> None:
    assert decode_asset(encode_asset("a1")) == "a1"
    assert decode(encode_asset("a1")) is None


OTHERWISE = [
    b"",
    b"null",
    b"[]",
    b"{}",
    encode(JOURNAL),
    encode_asset(""),
    encode_asset("../a"),
    encode_asset("a")[:-1],
]


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_is_not_a_stored_asset_is_none(text: bytes) -> None:
    assert decode_asset(text) is None


# (how an upload ends, whether what was noted may be to blame)
REFUSALS: list[tuple[Exception, bool]] = [
    (BadRequestError(operation="report", status=400), True),
    (NotFoundError(operation="report", status=404), True),
    (StorageError("made up", status=403), True),
    (StorageError("made up", status=400), True),
    (StorageError("made up", status=503), False),
    (ServerError(operation="report", status=500), False),
    (APIConnectionError("made up"), False),
]


@pytest.mark.parametrize(("error", "refuses"), REFUSALS)
def test_a_refusal_may_be_one_of_what_was_noted(error: Exception, refuses: bool) -> None:
    assert is_refusal(error) is refuses
