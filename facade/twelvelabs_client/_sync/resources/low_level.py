# Derived from _async/resources/low_level.py by `make unasync`; never edited.
"""The way past the facade: any generated operation, over the same transport."""

from __future__ import annotations

from typing import ParamSpec, TypeVar

from twelvelabs_client._sync.transport.sending import Transport
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
        return self._transport.send(low_level.call(self._transport.api_version, operation, *args, **kwargs))
