"""Whether one regular expression accepts all that another does, as far as that can be seen at a glance.

Read are anchors, characters, classes and counts, and alternatives of these. Of anything else (groups within,
lookarounds, references back) nothing is known, and the answer is no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

_ALL = frozenset(map(chr, range(128))) | {""}  # "" stands for every character beyond ASCII
_DIGITS, _SPACES = frozenset("0123456789"), frozenset(" \t\n\r\f\v")
_WORDS = frozenset(character for character in _ALL if character.isalnum() or character == "_")
_CLASSES = {
    "d": _DIGITS, "D": _ALL - _DIGITS, "w": _WORDS, "W": _ALL - _WORDS, "s": _SPACES, "S": _ALL - _SPACES,
    "n": frozenset("\n"), "t": frozenset("\t"), "r": frozenset("\r"),
}  # fmt: skip
_ATOM = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)|([^\\\[\]()|{}*+?^$])")
_COUNT = re.compile(r"\{(\d+)(?:(,)(\d*))?\}|[*+?]")
_ACCEPT_ALL = {"", ".*", "^.*"}
_COUNTS = {"*": (0, inf), "+": (1, inf), "?": (0, 1)}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters, and how many of them there may be."""

    characters: frozenset[str]
    least: float
    most: float

    def holds(self, other: _Piece) -> bool:
        return self.characters >= other.characters and self.least <= other.least and self.most >= other.most


_Sequence = tuple[bool, list[_Piece], bool]  # with whether it begins and ends where the text does


def accepts_all_of(wide: str, narrow: str) -> bool:
    """Whether every text that matches `narrow` is known to match `wide`."""
    if wide in _ACCEPT_ALL:
        return True
    try:
        larger, smaller = list(_alternatives(wide)), list(_alternatives(narrow))
    except ValueError:
        return wide == narrow
    return all(any(_holds(one, other) for one in larger) for other in smaller)


def _holds(wide: _Sequence, narrow: _Sequence) -> bool:
    (begins, pieces, ends), (starts, others, stops) = wide, narrow
    if (begins and not starts) or (ends and not stops):
        return False
    if not begins and not ends and all(piece.least == 0 for piece in pieces):
        return True
    if len(pieces) == 1 and pieces[0] == _Piece(_ALL - {"\n"}, 0, inf):
        return all("\n" not in piece.characters for piece in others) and starts and stops
    return len(pieces) == len(others) and all(map(_Piece.holds, pieces, others))


def _alternatives(pattern: str) -> Iterator[_Sequence]:
    """`^(a|b)$` as `^a$` and `^b$`."""
    whole = re.fullmatch(r"\^\((?:\?:)?([^()]*)\)\$", pattern)
    for part in _split(whole[1] if whole else pattern):
        begins, ends = part.startswith("^"), part.endswith("$") and not part.endswith("\\$")
        pieces = list(_pieces(part[begins : len(part) - ends]))
        yield begins or bool(whole), pieces, ends or bool(whole)


def _split(pattern: str) -> list[str]:
    return re.findall(r"(?:\[(?:\\.|[^\]\\])*\]|\\.|[^|\\\[])+", pattern) if pattern else [""]


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        atom = _ATOM.match(text, at)
        if atom is None:
            raise ValueError(f"not read: {text[at:]}")
        at = atom.end()
        least, most = 1.0, 1.0
        if count := _COUNT.match(text, at):
            at = count.end()
            least, most = _counted(count)
        yield _Piece(_characters(atom), least, most)


def _counted(count: re.Match[str]) -> tuple[float, float]:
    if count[0] in _COUNTS:
        return _COUNTS[count[0]]
    least = int(count[1])
    return least, (int(count[3]) if count[3] else inf) if count[2] else least


def _characters(atom: re.Match[str]) -> frozenset[str]:
    negated, inside, escaped, plain = atom.groups()
    if inside:
        found = _of_class(inside)
        return _ALL - found if negated else found
    if escaped:
        return _escaped(escaped)
    return _ALL - {"\n"} if plain == "." else _single(plain)


def _escaped(character: str) -> frozenset[str]:
    if character in _CLASSES:
        return _CLASSES[character]
    if character.isalnum():
        raise ValueError(f"not read: \\{character}")
    return _single(character)


def _single(character: str) -> frozenset[str]:
    if character not in _ALL:
        raise ValueError(f"not read: {character}")
    return frozenset(character)


def _of_class(inside: str) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for low, high, escaped, plain in re.findall(r"([^\\])-([^\\])|\\(.)|(.)", inside, re.DOTALL):
        if low:
            _single(low), _single(high)
            found |= frozenset(map(chr, range(ord(low), ord(high) + 1)))
        else:
            found |= _escaped(escaped) if escaped else _single(plain)
    return found
