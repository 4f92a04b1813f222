"""Choices that hold for all calls of a client."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, field, fields, frozen

from twelvelabs_client.core.checks import header_value, seconds_above_0
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.hosts import check_hosts
from twelvelabs_client.core.settings import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from typing import TypedDict

    class CallChoices(TypedDict, total=False):
        """What `with_options` takes; `Options` says what each means."""

        timeout: float | None
        connect_timeout: float | None
        read_timeout: float | None
        max_retries: int
        headers: Mapping[str, str]
        query: Mapping[str, QueryValue | Sequence[QueryValue]]
        body: Mapping[str, Any]
        on_attempt: Callable[[Attempt], None] | None
        state_dir: str | PathLike[str] | None
        allowed_hosts: Sequence[str] | None


QueryValue: TypeAlias = str | int | float | bool
OWN_HEADERS = frozenset({"x-api-key", "host", "content-length", "content-type", "transfer-encoding"})
HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def _own(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy, which does not change with what was given; what is no mapping is refused later, by its name."""
    return dict(given) if isinstance(given, Mapping) else given


def _own_list(given: Sequence[str] | None) -> Sequence[str] | None:
    return tuple(given) if isinstance(given, list | tuple | set | frozenset) else given


@frozen
class Attempt:
    """One attempt of a call, told to the `on_attempt` hook after it ended.

    Attributes:
        operation: The operation's name.
        number: From 1.
        method: The HTTP method.
        url: Without the query.
        status: The status of the reply, or None when there was none.
        headers: The reply's headers, names in lower case.
        trace_id: The API's id of the request.
        elapsed: In seconds, up to the reply's headers.
        error: What went wrong without a reply.
    """

    operation: str
    number: int
    method: str
    url: str
    status: int | None
    headers: Mapping[str, str]
    trace_id: str | None
    elapsed: float
    error: str | None = None


@frozen(kw_only=True)
class Options:
    """How calls are made.

    Attributes:
        timeout: The whole call in seconds, retries and waits included. None: no limit.
        connect_timeout: Seconds to connect.
        read_timeout: Seconds without a byte before a reply counts as lost. None, here or there: no limit.
        max_retries: How often a call is repeated after passing failures; 2 means at most three requests.
        headers: Sent with every request.
        query: Added to every request's query; a list repeats its name.
        body: Fields added to every JSON body and to every form.
        on_attempt: Called after every attempt.
        state_dir: The folder in which interrupted uploads are noted; None: nowhere.
        allowed_hosts: The hosts, beside the API's, that files are sent to and read from; None: any that the API names.
    """

    timeout: float | None = DEFAULT_TIMEOUT
    connect_timeout: float | None = 10.0
    read_timeout: float | None = 60.0
    max_retries: int = 2
    headers: Mapping[str, str] = field(factory=dict, converter=_own)
    query: Mapping[str, QueryValue | Sequence[QueryValue]] = field(factory=dict, converter=_own)
    body: Mapping[str, Any] = field(factory=dict, converter=_own)
    on_attempt: Callable[[Attempt], None] | None = None
    state_dir: str | PathLike[str] | None = None
    allowed_hosts: Sequence[str] | None = field(default=None, converter=_own_list)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.max_retries, bool) or not isinstance(self.max_retries, int):
            raise InvalidInputError(f"max_retries: {self.max_retries!r} is no whole number")
        if self.max_retries < 0:
            raise InvalidInputError(f"max_retries: {self.max_retries} is below 0")
        for name in ("timeout", "connect_timeout", "read_timeout"):
            seconds_above_0(getattr(self, name), name)
        for name in ("headers", "query", "body"):
            if not isinstance(getattr(self, name), Mapping):
                raise InvalidInputError(f"{name}: expected a mapping, got {type(getattr(self, name)).__name__}")
        if not isinstance(self.state_dir, str | PathLike | None):
            raise InvalidInputError(f"state_dir: expected a path, got {type(self.state_dir).__name__}")
        check_hosts(self.allowed_hosts, "allowed_hosts")
        if self.on_attempt is not None and not callable(self.on_attempt):
            raise InvalidInputError(f"on_attempt: expected a function, got {type(self.on_attempt).__name__}")
        check_headers(self.headers, OWN_HEADERS)

    def changed(self, changes: Mapping[str, Any]) -> Options:
        """The same choices but for some.

        Raises:
            InvalidInputError: There is no such choice, or it makes no sense.
        """
        known = [choice.name for choice in fields(Options)]
        for name in changes:
            if name not in known:
                raise InvalidInputError(f"{name}: with_options takes {', '.join(known)}")
        return evolve(self, **changes)


def check_headers(headers: Mapping[str, str], own: Container[str]) -> None:
    """Refuse headers that cannot be sent, and those that the client sets itself.

    Args:
        headers: By name.
        own: The names of the latter, in lower case.

    Raises:
        InvalidInputError: A name is not a valid one, or is one of these; or a value cannot stand in a header.
    """
    for header, value in headers.items():
        if not isinstance(header, str) or not HEADER_NAME.fullmatch(header):
            raise InvalidInputError(f"headers: {header!r} is no name of a header")
        if header.lower() in own:
            raise InvalidInputError(f"headers: {header} is set by the client itself")
        header_value(value, f"headers: {header}")
