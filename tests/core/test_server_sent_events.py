"""Server-sent events are told apart as browsers do it, on bytes, wherever the network cuts them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core import streaming
from twelvelabs_client.core.server_sent_events import (
    BYTE_ORDER_MARK,
    JsonEvents,
    ServerSentEvent,
    ServerSentEvents,
    documents_of,
)
from twelvelabs_client.core.streaming import StreamFormatError, WholeDocument

# What text decoders take for an end of a line, though an event may hold it; and letters of two to four bytes.
TROUBLE = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\u00e9h\u20aci\U0001f3acj"
MIXED = (
    b"\xef\xbb\xbf: hello\r\n\r\nevent: one\r\ndata: 1\r\n\r\ndata: 2\rdata: 3\r\rid: 7\ndata:4\n\nretry: 10\n\n"
    + f"event: x\ndata: {TROUBLE}\n\n".encode()
    + b"\n\n\ndata\n\nevent: last\r\ndata: [DONE]\r\n\r\ndata: after"
)


def events_in(blocks: Iterable[bytes]) -> list[ServerSentEvent]:
    decoder = ServerSentEvents()
    return [event for block in blocks for event in decoder.feed(block)]


def documents_in(blocks: Iterable[bytes]) -> list[bytes]:
    documents = JsonEvents()
    return [*(each for block in blocks for each in documents.feed(block)), *documents.rest()]


def data_in(*blocks: bytes) -> list[bytes]:
    return [event.data for event in events_in(blocks)]


def cut(data: bytes, *places: int) -> Iterator[bytes]:
    bounds = [0, *sorted(places), len(data)]
    return (data[start:end] for start, end in itertools.pairwise(bounds))


@pytest.mark.parametrize(
    ("stream", "data"),
    [
        # The examples of the standard.
        (b"data: YHOO\ndata: +2\ndata: 10\n\n", [b"YHOO\n+2\n10"]),
        (b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
         [b"first event", b"second event", b" third event"]),
        (b"data\n\ndata\ndata\n\ndata:\n", [b"", b"\n"]),
        (b"data:test\n\ndata: test\n\n", [b"test", b"test"]),
        # Ends of lines.
        (b"data: a\r\n\r\ndata: b\r\rdata: c\n\n", [b"a", b"b", b"c"]),
        (b"data: a\r\ndata: b\rdata: c\n\r\n", [b"a\nb\nc"]),
        (b"data: a\n\r", [b"a"]),
        (b"data: a\r\n\n", [b"a"]),
        (b"\n\r\n\r\rdata: a\n\n\n\n\ndata: b\n\n", [b"a", b"b"]),
        # A byte order mark stands at the very beginning or nowhere.
        (BYTE_ORDER_MARK + b"data: a\n\n", [b"a"]),
        (BYTE_ORDER_MARK * 2 + b"data: a\n\n", []),
        (b"\n" + BYTE_ORDER_MARK + b"data: a\n\n", []),
        (b"data: " + BYTE_ORDER_MARK + b"\n\n", [BYTE_ORDER_MARK]),
        # Fields.
        (b"data: a:b: c\n\n", [b"a:b: c"]),
        (b"data:  a \n\n", [b" a "]),
        (b"data:\ta\n\n", [b"\ta"]),
        (b"Data: a\n\n data: b\n\ndatas: c\n\ndata : d\n\n", []),
        (b"event: x\n\n", []),
        (b"other: x\ndata: a\nfield without colon\n\n", [b"a"]),
        (b":data: a\n:\n: keep\n\n", []),
        (b"event: x\ndata: a\nevent: y\n\n", [b"a"]),
        (b"event: x\ndata: a\ndata: b\n\n", [b"a\nb"]),
        (b"event: x\ndata: a\n\ndata: b\n\n", [b"a", b"b"]),
        (b"data: a\0b\n\n", [b"a\0b"]),
        # What is not ended is dropped.
        (b"data: a\n\ndata: b", [b"a"]),
        (b"data: a\n\ndata: b\n", [b"a"]),
        (b"data: a\r\n", []),
        (b"", []),
    ],
)  # fmt: skip
def test_events_are_told_apart_as_the_standard_says(stream: bytes, data: list[bytes]) -> None:
    assert data_in(stream) == data
    assert data_in(*(bytes([byte]) for byte in stream)) == data


@pytest.mark.parametrize(
    ("stream", "names"),
    [
        (b"event: add\ndata: 1\n\nevent:remove\ndata: 2\n\ndata: 3\n\n", [b"add", b"remove", b""]),
        (b"data: 1\nevent: late\n\n", [b"late"]),
        (b"event: a\nevent: b\ndata: 1\n\n", [b"b"]),
        (b"event:  a\ndata: 1\n\n", [b" a"]),
        (b"event: forgotten\n\ndata: 1\n\n", [b""]),
        (b"event\ndata: 1\n\n", [b""]),
    ],
)
def test_a_name_belongs_to_its_event_alone(stream: bytes, names: list[bytes]) -> None:
    assert [event.name for event in events_in([stream])] == names


def test_an_id_holds_until_the_next_one() -> None:
    stream = (
        b"data: 1\n\nid: a\ndata: 2\n\nevent: x\ndata: 3\n\nid: b\0c\ndata: 4\n\nid: d\n\ndata: 5\n\nid\ndata: 6\n\n"
    )
    assert [event.id for event in events_in([stream])] == [b"", b"a", b"a", b"a", b"d", b""]


@pytest.mark.parametrize(
    ("told", "retry"),
    [(b"10", 10), (b"007", 7), (b"", None), (b"-1", None), (b"1.5", None), (b"1 s", None), (b"9" * 5000, None)],
)
def test_a_time_to_ask_again_is_a_whole_number(told: bytes, retry: int | None) -> None:
    decoder = ServerSentEvents()
    assert decoder.feed(b"retry: " + told + b"\n\n") == []
    assert decoder.retry == retry


def test_what_text_decoders_take_for_an_ending_stays_within_its_event() -> None:
    document = json.dumps({"text": TROUBLE}, ensure_ascii=False).encode()
    assert documents_in([b"data: " + document + b"\n\n"] * 2) == [document, document]


def test_one_cut_at_any_byte_changes_no_event() -> None:
    whole = events_in([MIXED])
    assert [event.data for event in whole] == [b"1", b"2\n3", b"4", TROUBLE.encode(), b"", b"[DONE]"]
    assert all(events_in(cut(MIXED, place)) == whole for place in range(len(MIXED) + 1))


def test_two_cuts_at_any_bytes_change_no_event() -> None:
    stream = BYTE_ORDER_MARK + b"data: \xe2\x82\xac\r\n\r\nevent: x\r\rdata\r\n\n"
    whole = events_in([stream])
    places = itertools.combinations(range(len(stream) + 1), 2)
    assert all(events_in(cut(stream, *each)) == whole for each in places)


def test_single_bytes_make_the_same_events() -> None:
    assert events_in(bytes([byte]) for byte in MIXED) == events_in([MIXED])


PIECES = st.sampled_from(
    [
        b"data",
        b":",
        b" ",
        b"\n",
        b"\r",
        b"\r\n",
        b"event: a",
        b"id: 1",
        b"\0",
        BYTE_ORDER_MARK,
        b"\xe2\x80",
        b"\xa8",
        b"x",
    ]
)


@repeatable
@given(st.lists(PIECES, max_size=40).map(b"".join), st.lists(st.integers(0, 120), max_size=8))
def test_no_cuts_change_what_is_read(stream: bytes, places: list[int]) -> None:
    places = [min(place, len(stream)) for place in places]
    assert events_in(cut(stream, *places)) == events_in([stream])
    assert documents_in(cut(stream, *places)) == documents_in([stream])


@repeatable
@given(
    st.lists(st.lists(st.binary(max_size=20).filter(lambda line: not {10, 13} & set(line)), min_size=1, max_size=3)),
    st.sampled_from([b"\n", b"\r", b"\r\n"]),
    st.sampled_from([b"", b"event: x", b": comment"]),
)
def test_events_that_were_written_are_found_again(events: list[list[bytes]], ending: bytes, before: bytes) -> None:
    written = [ending.join([*([before] if before else []), *(b"data: " + line for line in event)]) for event in events]
    stream = b"".join(text + ending * 2 for text in written)
    assert data_in(stream) == [b"\n".join(lines) for lines in events]


def test_documents_end_at_the_mark_of_the_end() -> None:
    documents = JsonEvents()
    assert documents.feed(b"data: 1\n\n") == [b"1"]
    assert not documents.done
    assert documents.feed(b"data: 2\n\ndata: [DONE]\n\ndata: 3\n\n") == [b"2"]
    assert documents.done


def test_an_event_without_data_holds_no_document() -> None:
    assert documents_in([b"event: ping\n\nevent: ping\ndata:\n\n: comment\n\nretry: 5\n\ndata: 1\n\n"]) == [b"1"]


@pytest.mark.parametrize("size", [1, 3, 10_000])
@pytest.mark.parametrize("line", [b"data: ", b": ", b"", b"data:\n"])
def test_an_event_without_end_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch, line: bytes, size: int
) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 100)
    stream = (line + b"x" * 1000 if line != b"data:\n" else line * 300) + b"\n\n"
    with pytest.raises(StreamFormatError, match="longer than 100 bytes"):
        events_in(stream[at : at + size] for at in range(0, len(stream), size))


def test_long_streams_of_short_events_have_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 20)
    stream = b"data: 12345678\n\n" * 50
    assert len(events_in([stream])) == len(events_in(cut(stream, *range(0, len(stream), 7)))) == 50


@pytest.mark.parametrize("told", ["text/event-stream", "text/event-stream; charset=utf-8", "Text/Event-Stream ;x", ""])
def test_what_says_that_it_is_a_stream_of_events_is_read_as_one(told: str) -> None:
    assert isinstance(documents_of(told), JsonEvents)


@pytest.mark.parametrize("told", ["application/json", "application/json; charset=utf-8", "text/html", "text/plain"])
def test_what_says_that_it_is_something_else_is_one_document(told: str) -> None:
    document = documents_of(told)
    assert isinstance(document, WholeDocument)
    assert [*document.feed(b"data: 1\n\n"), *document.feed(b"data: 2\n\n")] == []
    assert document.rest() == [b"data: 1\n\ndata: 2\n\n"]


def test_one_document_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_LINE", 10)
    document = WholeDocument()
    document.feed(b"1234567")
    with pytest.raises(StreamFormatError, match="longer than 10 bytes"):
        document.feed(b"8901")
