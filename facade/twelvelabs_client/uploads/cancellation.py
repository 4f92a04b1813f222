"""Stopping what cannot be cancelled from outside."""

from __future__ import annotations

from attrs import define, field

from twelvelabs_client.core.errors import TwelveLabsError


class Stopped(TwelveLabsError):
    """An upload was stopped. Never leaves the library: whoever stopped it has an error of their own."""


@define
class Halt:
    """Whether to stop: a thread cannot be cancelled, so it looks here."""

    asked: bool = field(default=False, init=False)

    def ask(self) -> None:
        """Let everything stop that looks here."""
        self.asked = True

    def check(self) -> None:
        """Raise `Stopped` once that was asked for."""
        if self.asked:
            raise Stopped("the upload was stopped")
