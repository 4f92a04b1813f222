"""Every error this library raises, and how a reply becomes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from twelvelabs_client.core.headers import RateLimit, is_page, rate_limits, retry_after, trace_id
from twelvelabs_client.core.masking import hide

if TYPE_CHECKING:
    from twelvelabs_client.core.waiting import HasStatus

LONGEST_MESSAGE = 500
NOT_THE_API = "an HTML page comes from another server: check that base_url is the URL of the API"


class TwelveLabsError(Exception):
    """The base of every error raised by this library. Its text is one printable line.

    Attributes:
        asset: The asset that `upload` had stored when indexing it failed: it is not lost. None at every other error.
    """

    asset: HasStatus | None = None

    def __init__(self, message: str = "") -> None:
        super().__init__(printable(message))

    def __reduce__(self) -> tuple[Any, ...]:
        # By default an exception is made anew from its text alone, which these constructors do not take.
        return _restored, (type(self), self.args, self.__dict__)


class InvalidInputError(TwelveLabsError, ValueError):
    """An argument was refused before anything was sent, or a file that was given cannot be read to its end."""


class UnsupportedInVersionError(TwelveLabsError):
    """The API version in use cannot do what was asked for; the text says what to use instead.

    Attributes:
        version: The API version in use.
        unsupported: What it lacks: an argument, a method, or a resource.
        replacement: What to use instead, where there is something.
    """

    def __init__(self, version: str, unsupported: str, replacement: str | None = None) -> None:
        super().__init__(f"{unsupported}: not available in API {version}" + (f"; {replacement}" if replacement else ""))
        self.version = version
        self.unsupported = unsupported
        self.replacement = replacement


class MissingInVersionError(UnsupportedInVersionError, AttributeError):
    """The API version in use lacks a resource or method; `hasattr` and `getattr` with a default work with it."""


class _Attempted(TwelveLabsError):
    """A call failed, after one attempt or several.

    Attributes:
        attempts: How many requests were sent for it; None where it was not sent.
        elapsed: Seconds that they took, waits between them included.
    """

    attempts: int | None = None
    elapsed: float | None = None

    @property
    def _is_final(self) -> bool:
        """Whether nobody would try again what failed once."""
        return False

    def tried(self, attempts: int, elapsed: float) -> Self:
        """The same error, which says how often the call was tried and how long that took."""
        self.attempts, self.elapsed = attempts, elapsed
        if attempts == 1 and self._is_final:
            return self
        times = f"{attempts} attempt{'' if attempts == 1 else 's'}"
        self.args = (f"{self} (after {times} in {elapsed:.1f} s)",)
        return self


class APIConnectionError(_Attempted, TwelveLabsError):
    """No response was received.

    Attributes:
        operation: The operation that was called.
    """

    def __init__(self, message: str, *, operation: str | None = None) -> None:
        super().__init__(message)
        self.operation = operation


class APITimeoutError(APIConnectionError, TimeoutError):
    """The call did not finish within its time."""


class StreamInterruptedError(APIConnectionError):
    """A stream ended before its last event; what came before it is valid but incomplete."""


class StorageError(TwelveLabsError):
    """The storage that files are sent to refused a part of one.

    Attributes:
        status: The HTTP status that it answered.
        code: Its own word for what was wrong, such as `ExpiredToken`.
        retry_after: Seconds after which it wants to be asked again.
    """

    def __init__(self, message: str, *, status: int, code: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after = retry_after


class DecodeError(TwelveLabsError):
    """A reply arrived that cannot be read.

    Attributes:
        operation: The operation that was called.
        status: The HTTP status of the reply.
        trace_id: The API's id of the request, to quote to its support.
        excerpt: The first bytes of the body.
    """

    def __init__(
        self, message: str, *, operation: str, status: int, trace_id: str | None = None, excerpt: bytes = b""
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.status = status
        self.trace_id = trace_id
        self.excerpt = excerpt


class APIError(_Attempted, TwelveLabsError):
    """The API refused a call or failed to carry it out.

    Attributes:
        operation: The operation that was called.
        status: The HTTP status.
        code: The API's code, such as `parameter_invalid`.
        message: The API's message.
        docs_url: A page on the error, where the API names one.
        trace_id: The API's id of the request, to quote to its support.
        retry_after: Seconds after which the API wants to be asked again.
        rate_limits: The limits that the reply told.
        headers: All headers of the reply, names in lower case.
        body: The decoded body, or its text.
    """

    advice = ""

    def __init__(
        self,
        *,
        operation: str,
        status: int,
        code: str | None = None,
        message: str | None = None,
        docs_url: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        now: float = 0.0,
    ) -> None:
        self.operation = operation
        self.status = status
        self.code = code
        self.message = message
        self.docs_url = docs_url
        self.headers = dict(headers or {})
        self.body = body
        self.trace_id = trace_id(self.headers)
        self.retry_after = retry_after(self.headers, now=now)
        self.rate_limits: tuple[RateLimit, ...] = rate_limits(self.headers)
        super().__init__(self._line())

    @property
    def _is_final(self) -> bool:
        return 400 <= self.status < 500 and self.status not in (408, 429)

    def _line(self) -> str:
        said = ": ".join(part for part in map(_in_a_line, (self.code, self.message)) if part)
        trace = f" (trace {self.trace_id})" if self.trace_id else ""
        # A page that comes with 502 or 503 is that of a gateway before the API.
        page = NOT_THE_API if self.status < 500 and is_page(self.headers) else ""
        advice = f"; {page or self.advice}" if page or self.advice else ""
        return f"{self.operation}: {self.status} {said or 'no reason given'}{trace}{advice}"


class BadRequestError(APIError):
    """400, 413, 422: something in the request is wrong; sending it again will not help."""


class AuthenticationError(APIError):
    """401: the key is missing, wrong or expired."""

    advice = "check the API key: it may be wrong or expired"


class PermissionDeniedError(APIError):
    """403: the key is good, but not for this; often the id belongs to another account."""

    advice = "the key is valid but has no access to this: check that the id belongs to its account"


class NotFoundError(APIError):
    """404, or an id that the API does not know."""


class ConflictError(APIError):
    """409: the thing is in a state that forbids the call; never retried."""


class RateLimitError(APIError):
    """429: a rate limit was reached; `retry_after` tells when to come back."""

    @property
    def advice(self) -> str:  # type: ignore[override]
        """What to do, with the time where the API told one."""
        if self.retry_after is None:
            return "wait before calling again"
        return f"call again in {round(self.retry_after, 1):.10g} s"


class ServerError(APIError):
    """5xx: the API failed; the call may or may not have been carried out."""

    advice = "the API failed; try again later"


class PageTokenExpiredError(APIError):
    """The token of a page is no longer valid: it is too old, or what was searched has changed since."""

    advice = "search again from the start and skip what you have"


class PaginationError(TwelveLabsError):
    """A list that would go on for ever: the API repeats a page or its token, or sends empty pages without end."""


class TaskFailedError(TwelveLabsError):
    """What was waited for ended in failure.

    Attributes:
        status: The final state.
        reason: The API's reason, where it gave one.
        result: The thing as it is now.
    """

    def __init__(self, message: str, *, status: str | None, reason: str | None, result: object) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.result = result


class WaitTimeoutError(TwelveLabsError, TimeoutError):
    """`max_wait` passed before a final state; the work goes on at the API.

    Attributes:
        status: The last state seen.
        result: The thing as it was last seen, if it was.
    """

    def __init__(self, message: str, *, status: str | None, result: object) -> None:
        super().__init__(message)
        self.status = status
        self.result = result


class WebhookSignatureError(TwelveLabsError, ValueError):
    """What a server received was not signed with the webhook's secret, or not lately: it is not to be trusted."""


class WebhookPayloadError(TwelveLabsError, ValueError):
    """A request was signed with the webhook's secret, but its body holds no event."""


_BY_STATUS: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    410: PageTokenExpiredError,
    413: BadRequestError,
    422: BadRequestError,
    429: RateLimitError,
}
_BY_CODE: dict[str, type[APIError]] = {
    "search_page_token_expired": PageTokenExpiredError,
    "classify_page_token_expired": PageTokenExpiredError,
    "classify_page_token_invalid": PageTokenExpiredError,
    "resource_not_exist": NotFoundError,
    "resource_not_exists": NotFoundError,
    "api_key_invalid": AuthenticationError,
    "region_not_allowed": PermissionDeniedError,
    "too_many_requests": RateLimitError,
}
# The numbers of v1.0, which v1.2 still documents here, mean something else at every operation.
_SEARCH_PAGES = ("retrieve_search_page", "retrieve_search_v2_page", "retrieve_search_combined_page")
_BY_NUMBER: dict[tuple[str, str], type[APIError]] = {(page, "104"): PageTokenExpiredError for page in _SEARCH_PAGES}


def error_from_reply(operation: str, status: int, headers: Mapping[str, str], body: Any, *, now: float) -> APIError:
    """The error that a reply stands for, whichever of the API's four shapes its body has.

    Args:
        operation: The operation that was called.
        status: The HTTP status.
        headers: The reply's headers, names in lower case.
        body: The decoded JSON, or the text where it is none.
        now: Seconds since 1970.
    """
    code, message, docs_url = _read_body(body)
    kind = _BY_NUMBER.get((operation, code or "")) or _BY_CODE.get(code or "") or _BY_STATUS.get(status)
    kind = kind or (ServerError if status >= 500 else APIError)
    return kind(
        operation=operation,
        status=status,
        code=code,
        message=message,
        docs_url=docs_url,
        headers=headers,
        body=body,
        now=now,
    )


def with_advice(error: APIError, advice: str) -> APIError:
    """The error with what to do next, where more is known than the status."""
    error.advice = advice
    error.args = (error._line(),)
    return error


def _read_body(body: Any) -> tuple[str | None, str | None, str | None]:
    """Code, message and page of a body: flat, nested under `error`, with `error_code`, or just text."""
    if isinstance(body, str):
        return None, body.strip() or None, None
    if not isinstance(body, dict):
        return None, None, None
    nested = body.get("error")
    fields = {**body, **nested} if isinstance(nested, dict) else body
    code = fields.get("code") or fields.get("error_code")
    message = _text(fields.get("message")) or _text(nested)
    return (None if code is None else str(code)), message, _text(fields.get("docs_url"))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _in_a_line(text: str | None) -> str:
    line = printable(text or "")
    return line if len(line) <= LONGEST_MESSAGE else line[:LONGEST_MESSAGE] + "..."


def printable(text: str) -> str:
    """A text on one line; what a terminal would obey or cannot print (escape sequences, lone surrogates) is escaped."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode("ascii")


def without_frames(error: BaseException, key: str = "") -> BaseException:
    """The error and its causes without their tracebacks: the frames of a connection hold the request, key included.

    Args:
        error: The error.
        key: Taken out of the texts as well.
    """
    seen: set[int] = set()
    rest: list[BaseException | None] = [error]
    while rest:
        each = rest.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            hide(each, key)
            rest += (each.__cause__, each.__context__)
    return error


def _restored(kind: type[TwelveLabsError], args: tuple[Any, ...], fields: dict[str, Any]) -> TwelveLabsError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error
