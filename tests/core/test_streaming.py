"""Streams are split into lines on bytes, wherever the network cuts them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core import streaming
from twelvelabs_client.core.streaming import JsonLines, LineSplitter, StreamFormatError

# What text decoders take for an end of a line, though JSON may hold it as it is; and letters of two to four bytes.
TROUBLE = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\u00e9h\u20aci\U0001f3acj"


def lines_of(blocks: Iterable[bytes]) -> list[bytes]:
    splitter = LineSplitter()
    return [*(line for block in blocks for line in splitter.feed(block)), splitter.rest()]


def documents_of(blocks: Iterable[bytes]) -> list[bytes]:
    documents = JsonLines()
    return [*(line for block in blocks for line in documents.feed(block)), *documents.rest()]


def cut(data: bytes, *places: int) -> Iterator[bytes]:
    bounds = [0, *sorted(places), len(data)]
    return (data[start:end] for start, end in itertools.pairwise(bounds))


def test_a_line_ends_at_lf_and_a_cr_before_it_belongs_to_the_ending() -> None:
    assert lines_of([b"one\ntwo\r\nth\rree\n\nlast"]) == [b"one", b"two", b"th\rree", b"", b"last"]


def test_what_text_decoders_take_for_an_ending_stays_within_its_line() -> None:
    line = json.dumps({"text": TROUBLE}, ensure_ascii=False).encode()
    assert documents_of([line + b"\n" + line]) == [line, line]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_one_cut_at_any_byte_changes_no_line(ending: bytes) -> None:
    data = ending.join([b'{"a": 1}', TROUBLE.encode(), b"", b"last"])
    whole = lines_of([data])
    assert all(lines_of(cut(data, place)) == whole for place in range(len(data) + 1))


def test_single_bytes_make_the_same_lines() -> None:
    data = f"{TROUBLE}\r\n{TROUBLE}\n\n".encode()
    assert lines_of(bytes([byte]) for byte in data) == lines_of([data])


@repeatable
@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=8))
def test_no_cuts_change_what_is_read(data: bytes, places: list[int]) -> None:
    assert lines_of(cut(data, *places)) == lines_of([data])
    assert documents_of(cut(data, *places)) == documents_of([data])


@repeatable
@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line and not line.endswith(b"\r"))))
def test_lines_that_were_joined_are_found_again(lines: list[bytes]) -> None:
    assert lines_of([b"\n".join(lines)]) == (lines or [b""])


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b" \t\n", b""])
def test_blank_lines_hold_no_document(blank: bytes) -> None:
    assert documents_of([blank + b"1\n" + blank + b"2\n" + blank]) == [b"1", b"2"]


@pytest.mark.parametrize("ending", [b"", b"\r", b"\n", b"\r\n"])
def test_the_last_document_needs_no_ending(ending: bytes) -> None:
    assert documents_of([b"1\n2" + ending]) == [b"1", b"2"]


def test_an_empty_stream_holds_nothing() -> None:
    assert documents_of([]) == []


@pytest.mark.parametrize("blocks", [lambda data: [data], lambda data: cut(data, 5, 9), lambda data: cut(data, 10)])
@pytest.mark.parametrize("ending", [b"", b"\n"])
def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch, blocks: Callable[[bytes], Iterable[bytes]], ending: bytes
) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 10)
    assert lines_of(blocks(b"x" * 10 + ending)) == [b"x" * 10, *([b""] if ending else [])]
    with pytest.raises(StreamFormatError, match="longer than 10 bytes"):
        lines_of(blocks(b"x" * 11 + ending))


def test_long_streams_of_short_lines_have_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 10)
    assert len(documents_of(cut(b"12345678\n" * 50, *range(0, 450, 7)))) == 50
