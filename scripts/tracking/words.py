"""Compare the words of two descriptions that the canonical form does not hold: each that differs is a row.

So nothing changes without a row: a word that has a meaning of its own is judged elsewhere, any other is judged here by
what it is said of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.operation_words import UNDESCRIBED
from pipeline.specification import Schema
from pipeline.whole import ALSO, INFERRED, LISTED, NAMED, ONE, TWINS
from tracking.rules import Finding, Side, finding

PROSE = {
    "title", "description", "summary", "example", "examples", "externalDocs", "contact", "license", "termsOfService",
    "version", "$comment", "null",
}  # fmt: skip
NAMES = {"operationId", "tags"}
# Of the `x-*` words, those that say when something ends, or how far it can be relied on.
_ENDS = {"x-sunset", "x-deprecated", "x-stability-level", "x-removed-at"}
# What changes nothing for a client that sends and reads JSON.
_HARMLESS = {
    UNDESCRIBED, "servers", "xml", "links", "media type", "allowEmptyValue", "$id", "$schema", "$anchor",
    "jsonSchemaDialect",
}  # fmt: skip
_OF_SCHEMAS = {*ONE, *NAMED, *LISTED, ALSO, TWINS}
_SHOWN = {ALSO: "a part of allOf", TWINS: "a member of the same meaning", INFERRED: "type not declared:"}
_LONGEST = 60
_UNSAID = object()

Meaning = Callable[[Any], str]


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: 1 is 1.0, and neither is true."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def compare_words(
    old: Schema, new: Schema, side: Side, meanings: tuple[Meaning, Meaning] = (str, str)
) -> Iterator[Finding]:
    """A finding for each word that differs.

    Args:
        old: What was said, by word.
        new: What is said now.
        side: Where it is said.
        meanings: What makes two values that hold schemas equal.
    """
    for word in sorted({*old, *new}):
        before, after = old.get(word, _UNSAID), new.get(word, _UNSAID)
        if same(before, after):
            continue
        if word in _OF_SCHEMAS and _mean_the_same(before, after, meanings):
            continue
        yield _judged(word, before, after, side, meanings)


def _mean_the_same(before: Any, after: Any, meanings: tuple[Meaning, Meaning]) -> bool:
    return before is not _UNSAID and after is not _UNSAID and meanings[0](before) == meanings[1](after)


def _judged(word: str, before: Any, after: Any, side: Side, meanings: tuple[Meaning, Meaning]) -> Finding:
    text = f"{_SHOWN.get(word, word)} {_shown(word, before)} -> {_shown(word, after)}"
    if word.startswith("x-"):
        return finding("extension-changed", side, text, "end" if word in _ENDS else "")
    if word == INFERRED:
        return finding("prose-changed", side, f"type {'declared' if after is _UNSAID else 'no longer declared'}")
    if word in NAMES:
        return finding("name-changed", side, text)
    if word in PROSE:
        turn = "new" if before is _UNSAID else "gone" if after is _UNSAID else "another one"
        return finding("prose-changed", side, text if word == "version" else f"{word} is {turn}")
    if word == "discriminator":
        return finding("discriminator-changed", side, text, "lost")
    one_sided = before is _UNSAID or after is _UNSAID
    if word in _OF_SCHEMAS and ((one_sided and word == TWINS) or _mean_the_same(_bare(before), _bare(after), meanings)):
        return finding("prose-changed", side, f"{_SHOWN.get(word, word)} is worded otherwise")
    return finding("keyword-changed", side, text, _turn(word, before, after))


def _bare(value: Any, *, names: bool = False) -> Any:
    """A value made of schemas without their prose; `names`: the keys here are property names."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {word: one for word, one in value.items() if names or word not in PROSE}
    return {word: _bare(one, names=word == "properties" and not names) for word, one in kept.items()}


def _turn(word: str, before: Any, after: Any) -> str:
    if word in _HARMLESS:
        return "alike"
    return "added" if before is _UNSAID else "removed" if after is _UNSAID else ""


def _shown(word: str, value: Any) -> str:
    if value is _UNSAID:
        return "none"
    if word in _OF_SCHEMAS:
        return "some"
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
