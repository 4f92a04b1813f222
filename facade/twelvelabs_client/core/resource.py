"""What every client and every resource is derived from."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, NoReturn

from twelvelabs_client.core.arguments import checked
from twelvelabs_client.core.hints import name_hint


class Resource:
    """Public methods check their arguments; a name that it lacks is an error that says what to use, if that is known.

    Type checkers do not see the latter: to them what is missing is missing.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, value in list(vars(cls).items()):
            if inspect.isfunction(value) and not name.startswith("_"):
                setattr(cls, name, checked(value))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> NoReturn:
            hint = name_hint(name, type(self))
            instead = f"; use {hint}" if hint else ""
            message = f"{type(self).__name__!r} has no attribute {name!r}{instead}"
            raise AttributeError(message, name=name, obj=self)
