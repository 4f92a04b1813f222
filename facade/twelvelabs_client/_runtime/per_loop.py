"""What belongs to one process and event loop and is of no use in another, such as connections."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

H = TypeVar("H", bound=Hashable)
T = TypeVar("T")


class PerLoop(Generic[H, T]):
    """One thing for each home in each process, made when it is first asked for there.

    Two processes, or two event loops, that write to one socket garble each other's requests.

    Args:
        make: Makes the thing of the home that asks.
        here: Names the home.
        is_over: Whether a home is no more; its thing has ended with it.
        end: Called with the thing of a home that is no more, wherever that is noticed.
    """

    def __init__(
        self,
        make: Callable[[], T],
        here: Callable[[], H],
        is_over: Callable[[H], bool],
        end: Callable[[T], None] = lambda thing: None,
    ) -> None:
        self._make = make
        self._here = here
        self._is_over = is_over
        self._end = end
        self._things: dict[H, T] = {}
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._left_behind: list[T] = []

    def get(self) -> T:
        """What belongs here."""
        home = self._here()
        thing = self._things.get(home)
        return thing if thing is not None and self._process == os.getpid() else self._made_for(home)

    def take(self) -> T | None:
        """What belongs here, to be closed by the caller; None if nothing was made here.

        What belongs to other homes can only be closed there.
        """
        if self._process != os.getpid():
            return None
        with self._lock:
            self._drop_ended()
            return self._things.pop(self._here(), None)

    def _made_for(self, home: H) -> T:
        if self._process != os.getpid():
            # Closing these would end what the parent process still uses; and its lock may have been taken in the fork.
            self._left_behind += self._things.values()
            self._things, self._lock, self._process = {}, threading.Lock(), os.getpid()
        with self._lock:
            if home in self._things:
                return self._things[home]
            self._drop_ended()
            thing = self._things[home] = self._make()
            return thing

    def _drop_ended(self) -> None:
        for home in [home for home in self._things if self._is_over(home)]:
            self._end(self._things.pop(home))
