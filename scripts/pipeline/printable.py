"""Show text that comes from a description, on one line and without moving the cursor."""

from __future__ import annotations


def printable(text: object) -> str:
    """Return text as one printable line.

    A description can hold anything: an escape sequence would rewrite the terminal, a bidirectional override would
    show one word and mean another, a line end would forge a line of its own. Breaks become spaces, everything else
    that is not printable is written as an escape.
    """
    return "".join(map(_shown, str(text)))


def printable_lines(text: str) -> str:
    """Return text that keeps its lines, each of them printable."""
    return "\n".join(map(printable, text.split("\n")))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character in "\n\r\t" else character.encode("unicode_escape").decode("ascii")
