"""What HTTP libraries log while a signed URL is in use: a reader of the log could use the URL as well."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_signed: ContextVar[bool] = ContextVar("signed", default=False)


@contextmanager
def signed_url_sent() -> Iterator[None]:
    """Keep the query of URLs out of the HTTP library's log in here."""
    token = _signed.set(True)
    try:
        yield
    finally:
        _signed.reset(token)


class _WithoutQuery(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if _signed.get() and isinstance(record.args, tuple):
            record.args = tuple(_without_query(each) for each in record.args)
        return True


def _without_query(value: object) -> object:
    text = str(value)
    return text.partition("?")[0] if text.startswith(("http://", "https://")) else value


for _library in ("httpx", "httpx2"):
    logging.getLogger(_library).addFilter(_WithoutQuery())
