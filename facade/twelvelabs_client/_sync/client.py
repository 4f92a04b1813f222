# Derived from _async/client.py by `make unasync`; never edited.
"""The client: one key, one server, one set of connections, and the resources of the API."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, NoReturn, Self, assert_never, overload

from twelvelabs_client._sync.transport.sending import Transport, user_agent
from twelvelabs_client._version import __version__
from twelvelabs_client.backends._sync.choosing import backend_of
from twelvelabs_client.core.checks import identifier
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.core.file_source import FileSource
from twelvelabs_client.core.headers import RateLimit
from twelvelabs_client.core.options import Attempt, Options
from twelvelabs_client.core.replacements import NamesReplacements
from twelvelabs_client.core.settings import (
    DEFAULT_TIMEOUT,
    DEFAULT_VERSION,
    ApiKey,
    ApiVersion,
    check_version,
    find_base_url,
    find_key,
    find_state_dir,
)
from twelvelabs_client.uploads.progress import UploadProgress

if TYPE_CHECKING:
    from typing import Literal, TypedDict, Unpack

    from twelvelabs_client._sync.client_v1_3 import TwelveLabsV1_3
    from twelvelabs_client._sync.older.client_v1_1 import TwelveLabsV1_1
    from twelvelabs_client._sync.older.client_v1_2 import TwelveLabsV1_2
    from twelvelabs_client._sync.resources.indexes import Indexes
    from twelvelabs_client._sync.resources.low_level import LowLevel
    from twelvelabs_client._sync.resources.search import Search
    from twelvelabs_client._sync.resources.tasks import Tasks
    from twelvelabs_client._sync.resources.videos import Videos
    from twelvelabs_client.backends._sync.choosing import GivenClient, GivenTransport
    from twelvelabs_client.core.options import CallChoices
    from twelvelabs_client.core.settings import HttpLibrary
    from twelvelabs_client.intents.metadata import MetadataValue
    from twelvelabs_client.models.index import Index
    from twelvelabs_client.models.indexed_asset import IndexedAsset
    from twelvelabs_client.webhooks import Webhooks

    class Settings(TypedDict, total=False):
        """What every client can be told; `TwelveLabs` says what each means."""

        api_key: ApiKey | None
        base_url: str | None
        timeout: float | None
        connect_timeout: float | None
        read_timeout: float | None
        max_retries: int
        headers: Mapping[str, str] | None
        user_agent_suffix: str | None
        http: HttpLibrary | None
        http_client: GivenClient | None
        transport: GivenTransport | None
        on_attempt: Callable[[Attempt], None] | None
        state_dir: str | PathLike[str] | None
        allowed_hosts: Sequence[str] | None


class TwelveLabs(NamesReplacements):
    """A client of the TwelveLabs Video Understanding API.

    What is made is the client of one API version, such as `TwelveLabsV1_3`: it has what every version has, and the
    nouns of its own. This class is their common part.

    Use it as a context manager, or call `close()`: either closes its connections. Nothing is connected before the
    first call.

    Args:
        api_key: The key, or a function that returns the one to use now. Default: `TWELVELABS_API_KEY`, then
            `TWELVE_LABS_API_KEY` of the environment.
        base_url: The server, without or with the version. Default: `TWELVELABS_BASE_URL`, then the API's own.
        api_version: `v1.3` (default), `v1.2` or `v1.1`; with or without its letter.
        timeout: The whole of a call in seconds, retries and waits included; uploads and analyses have longer limits
            of their own. None: no limit.
        connect_timeout: Seconds to connect. None: no limit.
        read_timeout: Seconds of silence after which a reply counts as lost. None: no limit.
        max_retries: How often a call is repeated after passing failures.
        headers: Sent with every request.
        user_agent_suffix: Added to the client's User-Agent, to tell your programs apart.
        http: The HTTP library that sends: `httpx`, or with the extra of that name `httpx2` or, asynchronous only,
            `aiohttp`. Default: `TWELVELABS_HTTP` of the environment, then `httpx`.
        http_client: A client of yours of one of these libraries (proxies, certificates, limits). It stays open when
            this client closes.
        transport: A transport of yours of one of them, instead of a whole client.
        on_attempt: Called after every attempt with what was sent and answered; never sees the key.
        state_dir: The folder in which interrupted uploads are noted, to be resumed. Default: `TWELVELABS_STATE_DIR` of
            the environment, then the platform's own folder for such things.
        allowed_hosts: The only hosts, beside the API's own, that chunks of files are sent to and files are read from,
            such as `["storage.example.com", "*.storage.example.com"]`; `*.` stands for any names before it, and not
            for none. Default: any encrypted host that the API names.

    Raises:
        InvalidInputError: There is no key, or a setting makes no sense.
    """

    _speaks: ApiVersion | None = None

    base_url: str
    _owns_http: bool
    _transport: Transport

    @overload
    def __new__(cls, *, api_version: Literal["v1.3", "1.3"] = ..., **settings: Unpack[Settings]) -> TwelveLabsV1_3: ...
    @overload
    def __new__(cls, *, api_version: Literal["v1.2", "1.2"], **settings: Unpack[Settings]) -> TwelveLabsV1_2: ...
    @overload
    def __new__(cls, *, api_version: Literal["v1.1", "1.1"], **settings: Unpack[Settings]) -> TwelveLabsV1_1: ...
    @overload
    def __new__(cls, *, api_version: str, **settings: Unpack[Settings]) -> TwelveLabs: ...
    def __new__(
        cls,
        *unnamed: object,
        api_key: ApiKey | None = None,
        base_url: str | None = None,
        api_version: str | None = None,
        timeout: float | None = DEFAULT_TIMEOUT,
        connect_timeout: float | None = 10.0,
        read_timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        user_agent_suffix: str | None = None,
        http: HttpLibrary | None = None,
        http_client: GivenClient | None = None,
        transport: GivenTransport | None = None,
        on_attempt: Callable[[Attempt], None] | None = None,
        state_dir: str | PathLike[str] | None = None,
        allowed_hosts: Sequence[str] | None = None,
    ) -> TwelveLabs:
        if unnamed:
            # It may be the key, which no traceback shall show.
            unnamed = ()
            raise TypeError(f"{cls.__name__}() takes named arguments only: the key is api_key=...")
        # A traceback can show what this frame holds: from here on the key is only where its repr is masked.
        key, api_key = find_key(api_key, os.environ), None
        version = check_version(cls._speaks or DEFAULT_VERSION if api_version is None else api_version)
        client = object.__new__(_class_for(cls, version))
        client.api_version = version
        client.base_url = find_base_url(base_url, os.environ, version)
        options = Options(
            timeout=timeout,
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            max_retries=max_retries,
            headers={} if headers is None else headers,
            on_attempt=on_attempt,
            state_dir=find_state_dir(state_dir, os.environ, sys.platform, os.path.expanduser("~")),
            allowed_hosts=allowed_hosts,
        )
        backend = backend_of(http, http_client, transport, os.environ)
        agent = user_agent(__version__, backend.agent, user_agent_suffix)
        client._owns_http = True
        client._transport = Transport(backend, client.base_url, version, key.check(), options, agent)
        return client

    def __repr__(self) -> str:
        # Also of a client that is not made yet: a traceback of its making shows it.
        return f"<{type(self).__name__} {getattr(self, 'base_url', 'unfinished')}>"

    def __copy__(self) -> Self:
        return self.with_options()

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} is not pickled: it holds a key and connections")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. One that was passed in is left open."""
        if self._owns_http:
            self._transport.close()

    def upload(
        self,
        source: str | PathLike[str] | BinaryIO | FileSource,
        *,
        index: str | Index,
        filename: str | None = None,
        user_metadata: Mapping[str, MetadataValue] | None = None,
        enable_video_stream: bool | None = None,
        max_wait: float = 7200.0,
        poll_interval: float | None = None,
        on_progress: Callable[[UploadProgress], None] | None = None,
        on_status: Callable[[str, str | None], None] | None = None,
    ) -> IndexedAsset:
        """Upload a file, wait for it, index it, wait again: ready to be searched, in one call.

        In v1.3 a file given by its path is stored once: when the program is killed, or indexing fails, calling this
        again with the same file, name and metadata, for any index, begins with the stored asset. The error has it as
        `asset`.

        Args:
            source: A path, a binary file, a `FileSource`, or an http(s) address of the media itself.
            index: The index's id, or the index.
            filename: The name to keep; default: the file's own. Before v1.3 only of a file, not of an address.
            user_metadata: Data to keep with the asset and with its place in the index.
            enable_video_stream: Keep the video for HLS streaming (the API's default: no; before v1.3 yes).
            max_wait: How long each of the waits may last, in seconds: two, before v1.3 one.
            poll_interval: Seconds between looks; default: from one, slowly growing to ten.
            on_progress: Called with the progress of sending it.
            on_status: Called at every look with `asset` or `indexed asset` (before v1.3 `task`) and its state.

        Returns:
            The indexed asset; its `asset_id` names the asset, where there are assets.

        Raises:
            TaskFailedError: The API could not process or index the file; the text says which, and why.
            UnsupportedInVersionError: The version cannot keep the name or one of the metadata; nothing was sent.
            WaitTimeoutError: `max_wait` passed.

        Operation: `POST /assets`, `GET /assets/{asset_id}`, `POST /indexes/{index-id}/indexed-assets` and
        `GET /indexes/{index-id}/indexed-assets/{indexed-asset-id}`; before v1.3 `POST /tasks`, `GET /tasks/{task_id}`,
        `PUT /indexes/{index-id}/videos/{video-id}` and `GET /indexes/{index-id}/videos/{video-id}`
        """
        from twelvelabs_client._sync.ready import way_of

        return way_of(self.api_version)(
            self._transport,
            source,
            identifier(index, "index"),
            filename=filename,
            user_metadata=user_metadata,
            enable_video_stream=enable_video_stream,
            max_wait=max_wait,
            poll_interval=poll_interval,
            on_progress=on_progress,
            tell=on_status or (lambda noun, status: None),
        )

    @property
    def rate_limits(self) -> tuple[RateLimit, ...]:
        """The limits that the last reply told."""
        return self._transport.rate_limits

    def with_options(self, **changes: Unpack[CallChoices]) -> Self:
        """The same client with other choices for the calls made through it; connections are shared.

        Args:
            **changes: `timeout`, `connect_timeout`, `read_timeout`, `max_retries`, `headers`, `query` (added to every
                request; a list repeats its name), `body` (fields added to every JSON body and form), `on_attempt`,
                `state_dir`, `allowed_hosts`.

        Raises:
            InvalidInputError: There is no such choice, or it makes no sense.
        """
        other = object.__new__(type(self))
        other.api_version = self.api_version
        other.base_url = self.base_url
        other._owns_http = False
        other._transport = self._transport.with_options(self._transport.options.changed(changes))
        return other

    @cached_property
    def low_level(self) -> LowLevel:
        """Any generated operation, past the facade."""
        from twelvelabs_client._sync.resources.low_level import LowLevel

        return LowLevel(self._transport)

    @cached_property
    def indexes(self) -> Indexes:
        """Containers of indexed videos."""
        from twelvelabs_client._sync.resources.indexes import Indexes

        return Indexes(self._transport)

    @cached_property
    def videos(self) -> Videos:
        """Indexed assets under their older name. Deprecated by v1.3 of the API."""
        from twelvelabs_client._sync.resources.videos import Videos

        return Videos(self._transport)

    @cached_property
    def tasks(self) -> Tasks:
        """Upload and indexing in one. Deprecated by v1.3 of the API."""
        from twelvelabs_client._sync.resources.tasks import Tasks

        return Tasks(self._transport)

    @cached_property
    def search(self) -> Search:
        """Search in an index."""
        from twelvelabs_client._sync.resources.search import Search

        return Search(self._transport)

    @property
    def webhooks(self) -> Webhooks:
        """What the API tells your server, checked with the secret in `TWELVELABS_WEBHOOK_SECRET`.

        With another secret, or where there is no client: `Webhooks(secret)`.
        """
        from twelvelabs_client.webhooks import Webhooks

        return Webhooks()


def _class_for(kind: type[TwelveLabs], version: ApiVersion) -> type[TwelveLabs]:
    """The class to make: that of the version, or one that is derived from it."""
    made = _client_of(version)
    if issubclass(kind, made):
        return kind
    if kind is not TwelveLabs:
        spoken = kind._speaks or "no version of its own; derive it from a client of one version, such as v1.3's"
        raise InvalidInputError(f"api_version: {kind.__name__} speaks {spoken}, not {version}")
    return made


def _client_of(version: ApiVersion) -> type[TwelveLabs]:
    """The class of the client that speaks a version."""
    match version:
        case "v1.1":
            from twelvelabs_client._sync.older.client_v1_1 import TwelveLabsV1_1

            return TwelveLabsV1_1
        case "v1.2":
            from twelvelabs_client._sync.older.client_v1_2 import TwelveLabsV1_2

            return TwelveLabsV1_2
        case "v1.3":
            from twelvelabs_client._sync.client_v1_3 import TwelveLabsV1_3

            return TwelveLabsV1_3
        case _:
            assert_never(version)
