"""What changed in a text that a client must know: its numbers, and a notice that something will go."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NO_TEXT = re.compile(
    r"\]\([^)]*\)"  # the target of a link
    r"|<[^>]*>"  # a tag with its attributes
    r"|https?://\S+"
    r"|(?m:^\s*\d+[.)]\s)"  # the number of a list's entry
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*"  # an instant given as an example
)
# A number that belongs to a name (`v1.3`, `pegasus1.5`, `int64`, `RFC 3339`) limits nothing.
_NUMBER = re.compile(
    r"(?<![\w.#/])(?<![A-Za-z]-)(?<!RFC )(?<!ISO )"
    r"(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[ -]?([A-Za-z%]*)"
)
_BY = re.compile(r"(?<=\d) ?[x×] ?(?=\d)")
_UNITS = {
    word: unit
    for unit, words in {
        "%": "% percent", "B": "b byte bytes", "KB": "kb kib kilobytes", "MB": "mb mib megabytes",
        "GB": "gb gib gigabytes", "TB": "tb tib terabytes", "ms": "ms millisecond milliseconds",
        "s": "s sec second seconds", "min": "min minute minutes", "h": "h hr hour hours", "d": "day days",
        "week": "week weeks", "month": "month months", "year": "year years", "tokens": "token tokens",
        "characters": "character characters", "px": "px pixel pixels", "fps": "fps", "times": "times",
    }.items()
    for word in words.split()
}  # fmt: skip
_NOTICE = re.compile(
    r"deprecat|(?:will be|is being) (?:removed|retired|discontinued|withdrawn|shut down)|no longer supported",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[str]:
    """The quantities a text names, each once and sorted: `Up to 4GB or 4,096 tokens` holds `4 GB`, `4096 tokens`."""
    return sorted(set(_quantities(_BY.sub(" by ", _NO_TEXT.sub(" ", text)))))


def _quantities(text: str) -> Iterator[str]:
    for number, word in _NUMBER.findall(text):
        unit = _UNITS.get(word.lower(), "")
        yield f"{number.replace(',', '')} {unit}".strip()


def announces_an_end(text: str) -> bool:
    """Whether a text says that what it describes is deprecated or will go."""
    return bool(_NOTICE.search(text))


def changed_numbers(old: str, new: str) -> str:
    """`5 MB -> 32 MB`, or an empty text where the same numbers stand in both."""
    before, after = numbers_in(old), numbers_in(new)
    gone = [number for number in before if number not in after]
    come = [number for number in after if number not in before]
    return f"{', '.join(gone) or 'none'} -> {', '.join(come) or 'none'}" if gone or come else ""
