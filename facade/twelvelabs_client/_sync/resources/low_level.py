# Derived from _async/resources/low_level.py by `make unasync`; never edited.
"""The way past the facade: any operation, generated or not, over the same transport."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from os import PathLike
from typing import Any, BinaryIO, ParamSpec, TypeVar

from twelvelabs_client._runtime.bodies import replayed
from twelvelabs_client._runtime.files import opened
from twelvelabs_client._runtime.targets import written
from twelvelabs_client._sync.streams import Stream
from twelvelabs_client._sync.transport.sending import Transport
from twelvelabs_client.core.call import Call
from twelvelabs_client.core.resource import Resource
from twelvelabs_client.versions import low_level

P = ParamSpec("P")
R = TypeVar("R")


class LowLevel(Resource):
    """Generated operations, for what the facade does not offer yet."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def call(self, operation: low_level.Generated[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Make one call of a generated operation: with its retries, errors and deadline, without the facade's models.

        With `from twelvelabs_generated.v1_3.api.indexes import retrieve_index`: `low_level.call(retrieve_index, id)`.

        Args:
            operation: A module of `twelvelabs_generated.v1_3.api`, or of the version that the client speaks. Generated
                code follows the specification: it can change with every upgrade, which the facade does not.
            *args: As the module's `build_request` takes them.
            **kwargs: Likewise; a timeout is set by `with_options(timeout=...)`.

        Returns:
            What the module's `parse` reads; None where the reply says only that it worked.

        Raises:
            InvalidInputError: The operation is of another API version than the client.
            DecodeError: The reply is not of the shape that the operation answers with.

        Operation: whichever is handed in
        """
        call = low_level.call(self._transport.api_version, operation, *args, **kwargs)
        return self._transport.send(replayed(call, kwargs.get("body")))

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        json: Any = None,
        form: Mapping[str, object] | None = None,
        files: Mapping[str, str | PathLike[str] | BinaryIO] | None = None,
        content: str | bytes | BinaryIO | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        stream: bool = False,
    ) -> Any:
        """Call any method and path of the API, such as an operation that the generated package has set aside.

        `GET`, `HEAD`, `OPTIONS`, `PUT` and `DELETE` are repeated as HTTP allows; any other method only where the server
        surely did nothing.

        Args:
            method: Such as `GET`.
            path: Below the address with the version, with its values in it: `/assets/65f0c0ffee65f0c0ffee65f0`.
            query: Names and values of the URL; a list repeats its name.
            json: A JSON body.
            form: The fields of a form, URL-encoded; with `files`, a multipart form.
            files: Paths or files opened with mode `rb`, by the names of their fields.
            content: A body that is sent as it is; name its media type in `headers`.
            headers: Further headers.
            stream: Return the events of an NDJSON or SSE response as they arrive.

        Returns:
            JSON as Python values, text as a string, anything else as bytes; None without a body. With `stream`, a
            stream of JSON values.

        Raises:
            InvalidInputError: It is no path below the address of the API, or the request has two bodies.
            DecodeError: The response is not what its media type says.

        Operation: whichever is handed in
        """
        with ExitStack() as stack:
            parts = None
            if files is not None:
                parts = {name: stack.enter_context(opened(source)) for name, source in files.items()}
            call = low_level.request(
                method, path, query=query, json=json, form=form, files=parts, content=content, headers=headers
            )
            call = replayed(call, content)
            if stream:
                # Files stay open until the stream has ended: the request is sent when iterating begins.
                return Stream(self._events(call, stack.pop_all()), call.operation)
            return self._transport.send(call)

    def _events(self, call: Call[Any], files: ExitStack) -> Iterator[Sequence[Any]]:
        with files:
            for events in self._transport.stream(call):
                yield events

    def save(
        self,
        target: str | PathLike[str] | BinaryIO,
        operation: low_level.Generated[P, R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> int:
        """Write the file that a generated operation answers with to disk, as it arrives.

        Args:
            target: A path, replaced once the whole file has arrived, or a file opened with mode `wb`.
            operation: A module of `twelvelabs_generated.v1_3.api`, or of the version that the client speaks.
            *args: As the module's `build_request` takes them.
            **kwargs: Likewise.

        Returns:
            How many bytes were written.

        Raises:
            InvalidInputError: The operation is of another API version than the client, or the path cannot be written.
            DecodeError: The response is no file.

        Operation: whichever is handed in
        """
        call = low_level.call(self._transport.api_version, operation, *args, **kwargs)
        with written(target) as file:
            return self._transport.save(replayed(call, kwargs.get("body")), file)
