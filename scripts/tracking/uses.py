"""Compare how two schemas are used at one place: null, default, deprecation, text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.specification import UNREAD, Schema, Specification, kind_of
from tracking.prose import announces_an_end, changed_numbers
from tracking.rules import Finding, Side, finding
from tracking.words import Meaning, compare_words, same


@dataclass(frozen=True, slots=True)
class Told:
    """What a description says in words of one thing, and whether it is flagged as deprecated."""

    text: str
    flagged: bool = False

    def ends(self) -> bool:
        return self.flagged or announces_an_end(self.text)


@dataclass(frozen=True, slots=True)
class Use:
    """How a schema is used at one place: the outermost of what stands beside its references holds."""

    layers: tuple[Schema, ...]

    @classmethod
    def of(cls, specification: Specification, use: Schema, outer: Schema | None = None) -> Use:
        """`outer` is the parameter or header that carries the use; its text and its end come before the schema's."""
        carried: Schema = {key: outer[key] for key in ("description", "deprecated") if outer and key in outer}
        layers = [carried] if carried else []
        while "$ref" in use and len(layers) < 100:
            layers.append(use)
            use = specification.resolve_once(use)
        return cls((*layers, use))

    def get(self, key: str) -> Any:
        """What holds for the use, or None."""
        return next((layer[key] for layer in self.layers if key in layer), None)

    def has(self, key: str) -> bool:
        return any(key in layer for layer in self.layers)

    def own(self, *keys: str) -> bool:
        """Whether the use itself says one of these, and not only the component that it refers to."""
        return any(key in layer for layer in self.layers[:-1] for key in keys)

    def words(self) -> Schema:
        """What is said of the use besides; the words of its outermost layer hold."""
        said: Schema = {}
        for layer in reversed(self.layers):
            said |= layer.get(UNREAD, {})
        return {word: value for word, value in said.items() if word not in FLAGS} if said else said

    def flagged(self, word: str) -> bool:
        """Whether `readOnly` or `writeOnly` is said of the use, wherever that stands."""
        return any(layer.get(word) is True or layer.get(UNREAD, {}).get(word) is True for layer in self.layers)

    def nullable(self) -> bool:
        return any(layer.get("nullable") is True for layer in self.layers)

    def any(self) -> bool:
        """Whether any value fits, null among them."""
        return kind_of(self.layers[-1]) == "any"

    def told(self) -> Told:
        return Told(str(self.get("description") or ""), self.get("deprecated") is True)


def compare_uses(
    old: Use, new: Use, side: Side, meanings: tuple[Meaning, Meaning] = (str, str)
) -> Iterator[tuple[Finding, bool]]:
    """What differs in the attributes of a use, and whether the difference is the use's own or its component's."""
    if old.nullable() != new.nullable() and not (old.any() or new.any()):
        how, text = ("gained", "may be null now") if new.nullable() else ("lost", "is never null now")
        yield finding("nullable-changed", side, text, how), old.own("nullable") or new.own("nullable")
    if old.has("default") != new.has("default") or not same(old.get("default"), new.get("default")):
        text = f"default {_default(old)} -> {_default(new)}"
        yield finding("default-changed", side, text), old.own("default") or new.own("default")
    own = old.own("description", "deprecated") or new.own("description", "deprecated")
    yield from ((change, own) for change in compare_told(old.told(), new.told(), side))
    own = old.own(UNREAD) or new.own(UNREAD)
    for word, kind in FLAGS.items():
        if old.flagged(word) != new.flagged(word):
            how = "gained" if new.flagged(word) else "lost"
            yield finding(kind, side, f"{word} {'from now on' if how == 'gained' else 'no more'}", how), own
    yield from ((change, own) for change in compare_words(old.words(), new.words(), side, meanings))


FLAGS = {"readOnly": "read-only-changed", "writeOnly": "write-only-changed"}


def compare_told(old: Told, new: Told, side: Side) -> Iterator[Finding]:
    """A notice that something will go, the numbers of a text, or else its wording."""
    if new.ends() and not old.ends():
        yield finding("deprecated", side, "deprecated from now on")
    elif old.ends() and not new.ends():
        yield finding("deprecated", side, "no longer deprecated", "no more")
    elif new.flagged != old.flagged:
        yield finding("deprecated", side, f"{'' if new.flagged else 'no longer '}flagged as deprecated", "alike")
    if old.text == new.text:
        return
    if numbers := changed_numbers(old.text, new.text):
        yield finding("text-changed", side, f"numbers in the text: {numbers}")
    elif announces_an_end(old.text) == announces_an_end(new.text) and old.text.split() != new.text.split():
        yield finding("prose-changed", side, "worded otherwise")


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _default(use: Use) -> str:
    return _json(use.get("default")) if use.has("default") else "none"
