"""Server-sent events, read from bytes.

The rules are those of the WHATWG HTML standard, section 9.2.6 "Interpreting an event stream"
(https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation), applied before any text
decoding: a line ends at CR, LF or both and nowhere else, so U+2028, U+0085 and letters cut in two by the network stay
what they are. An event ends at an empty line; one that is not ended when the stream is over is dropped.
"""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from twelvelabs_client.core import streaming
from twelvelabs_client.core.streaming import WholeDocument, check_size

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
END_OF_EVENT = b"\n\n"
DONE = b"[DONE]"
_FIELD, _VALUE = itemgetter(slice(0, 6)), itemgetter(slice(6, None))
MEDIA_TYPE = "text/event-stream"


class ServerSentEvent(NamedTuple):
    """One event.

    Attributes:
        data: Its data lines, joined by LF.
        name: Its name; empty for one without.
        id: The newest id that the stream told, here or before; empty before the first.
    """

    data: bytes
    name: bytes = b""
    id: bytes = b""


class ServerSentEvents:
    """The events of a stream that arrives in blocks.

    Attributes:
        retry: Milliseconds after which the server wants to be asked again, if it told.
    """

    def __init__(self) -> None:
        self.retry: int | None = None
        self._id = b""
        self._begun = False
        self._after_cr = False
        self._blocks: list[bytes] = []
        self._size = 0

    def feed(self, block: bytes) -> list[ServerSentEvent]:
        """The events that are complete with this block."""
        events = self._complete(block).split(END_OF_EVENT)
        return [event for event in map(self._event, events) if event is not None]

    def data(self, block: bytes) -> list[bytes]:
        """The data of the events that are complete with this block, for those who need nothing else of them."""
        events = self._complete(block)
        data = _data_of_alike(events) if END_OF_EVENT in events else None
        return list(filter(None, map(self._data, events.split(END_OF_EVENT)) if data is None else data))

    def _complete(self, block: bytes) -> bytes:
        """The events that are complete with this block, an empty line between two of them."""
        block = self._with_lf(block)
        if END_OF_EVENT not in block and not self._ends_with(block):
            self._keep(block)
            return b""
        if self._blocks:
            block = b"".join((*self._blocks, block))
            self._blocks.clear()
            self._size = 0
        events, _, rest = block.rpartition(END_OF_EVENT)
        self._keep(rest)
        if len(events) > streaming.LONGEST_LINE:
            check_size(max(map(len, events.split(END_OF_EVENT))))
        return events

    def _with_lf(self, block: bytes) -> bytes:
        """The block with every end of line as LF, also one that two blocks share, and without a byte order mark."""
        if not self._begun:
            block = self._opened(block)
        if self._after_cr and block:
            block = block.removeprefix(b"\n")
            self._after_cr = False
        if b"\r" in block:
            self._after_cr = block.endswith(b"\r")
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return block

    def _opened(self, block: bytes) -> bytes:
        """The beginning of the stream; nothing while it may still turn out to be a byte order mark."""
        block = b"".join((*self._blocks, block))
        self._begun = not BYTE_ORDER_MARK.startswith(block)
        self._blocks = [] if self._begun else [block]
        return block.removeprefix(BYTE_ORDER_MARK) if self._begun else b""

    def _ends_with(self, block: bytes) -> bool:
        """Whether the empty line that ends an event is shared by two blocks."""
        return bool(self._blocks) and block.startswith(b"\n") and self._blocks[-1].endswith(b"\n")

    def _keep(self, piece: bytes) -> None:
        if piece:
            self._size += len(piece)
            check_size(self._size)
            self._blocks.append(piece)

    def _data(self, lines: bytes) -> bytes:
        # Nearly every event is a name and one line of data, which need not be taken apart line by line.
        name, found, data = lines.partition(b"\ndata: ")
        if found and name.startswith(b"event: ") and lines.count(b"\n") == 1:
            return data
        event = self._event(lines)
        return b"" if event is None else event.data

    def _event(self, lines: bytes) -> ServerSentEvent | None:
        name = b""
        data: list[bytes] = []
        for line in lines.split(b"\n"):
            field, _, value = line.partition(b":")
            if value[:1] == b" ":
                value = value[1:]
            if field == b"data":
                data.append(value)
            elif field == b"event":
                name = value
            elif field == b"id" and b"\0" not in value:
                self._id = value
            elif field == b"retry" and value.isdigit() and len(value) < 16:
                self.retry = int(value)
        return ServerSentEvent(b"\n".join(data), name, self._id) if data else None


def _data_of_alike(events: bytes) -> list[bytes] | None:
    """The data of events of which each is a name and one line of data, as nearly all are; None if one is not."""
    lines = events.split(b"\n")
    names, data = set(lines[0::3]), lines[1::3]
    are_alike = len(lines) % 3 == 2 and not any(lines[2::3]) and set(map(_FIELD, data)) == {b"data: "}
    return list(map(_VALUE, data)) if are_alike and all(name.startswith(b"event: ") for name in names) else None


class JsonEvents:
    """The documents of a stream of server-sent events whose data is JSON; `[DONE]` stands for none and ends it.

    The event's name repeats what its data says and is not looked at.
    """

    def __init__(self) -> None:
        self.done = False
        self._events = ServerSentEvents()

    def feed(self, block: bytes) -> list[bytes]:
        """The documents that are complete with this block."""
        documents = self._events.data(block)
        if DONE in documents:
            self.done = True
            return documents[: documents.index(DONE)]
        return documents

    def rest(self) -> list[bytes]:
        """Nothing: an event that was not ended is dropped."""
        return []


def documents_of(content_type: str) -> JsonEvents | WholeDocument:
    """How to read a reply to a request for events: as events if it says that it holds some, else as one document."""
    media_type = content_type.partition(";")[0].strip().lower()
    return JsonEvents() if media_type in (MEDIA_TYPE, "") else WholeDocument()
