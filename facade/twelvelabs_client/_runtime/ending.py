"""The end of a program, when no thread can be started any more."""

from __future__ import annotations

from types import TracebackType

from twelvelabs_client.core.errors import TwelveLabsError

# What the interpreter and its pools of threads say of it.
SAID = ("cannot schedule new futures after", "can't start new thread", "can't register atexit after")


class NeedsThreads:
    """Within it, it is an error of the family that no thread can be started; looking up a name takes one, too."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, RuntimeError) and str(error).startswith(SAID):
            what = f"no thread can be started ({error}); at the end of a program, upload before its last line"
            raise TwelveLabsError(what) from error
