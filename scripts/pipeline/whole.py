"""Read schemas and keep every word, for a comparison that misses nothing.

The canonical form has no word for much that a description says (`not`, titles, `x-*`). A whole reading notes it under
`x-unread`, each word in a form that is equal where the meaning is: schemas are canonical, references to anything else
are followed. The generator reads without it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pipeline.all_of import MERGED, narrowed
from pipeline.kinds import is_null
from pipeline.schemas import KEPT, SchemaReader, fingerprint_of
from pipeline.specification import PREFIX, UNREAD, Schema

# Words that hold one schema, schemas by name, or a list of schemas.
ONE = frozenset(
    {
        "not", "if", "then", "else", "contains", "propertyNames", "contentSchema", "unevaluatedProperties",
        "unevaluatedItems", "additionalItems",
    }
)  # fmt: skip
NAMED = frozenset({"patternProperties", "dependentSchemas"})
LISTED = frozenset({"prefixItems"})
# Parts of an `allOf` that say the same words in other ways: all of them hold. No description can say this word.
ALSO = "also\0"
# Members of a union that mean the same as this one, in other words.
TWINS = "twins\0"
# A type that is not declared, but seen in the other words.
INFERRED = "type\0"
# A union that is a list of types: one of them, or any of them, is all the same.
TYPES = "types"
# What hangs below it is compared where something refers to it.
_BY_REFERENCE = {"$defs", "definitions"}
_OF_A_REFERENCE = {"$ref", "description", "default", "deprecated", "nullable"}
_OF_ANY = {*KEPT, "type", "enum", "const", "nullable", "contentEncoding", "allOf"} - {"discriminator", "propertyNames"}
_OF_AN_OBJECT = {"properties", "required", "additionalProperties"}
# Merging leaves these to nobody, since each part has its own.
_SET_ASIDE = ("title", "example", "examples")
_DEEPEST = 50
_MOST_VISITED = 200_000


class WholeReader(SchemaReader):
    """Reads as `SchemaReader`, and keeps what that leaves out."""

    whole = True
    _visited = 0

    def unread(self, node: Schema, read: Collection[str]) -> Schema:
        words = self.words(node, read)
        return {UNREAD: words} if words else {}

    def words(self, node: Any, read: Collection[str] = ()) -> Schema:
        """What an object says besides the words that are read, in a form that is equal where the meaning is."""
        if not isinstance(node, dict):
            return {}
        return {word: self._word(word, value) for word, value in node.items() if word not in {*read, *_BY_REFERENCE}}

    def drop(self, schema: Schema, kept: list[Schema]) -> None:
        note_twin(next(one for one in kept if fingerprint_of(one) == fingerprint_of(schema)), schema)

    def merge(self, target: Schema, part: Schema) -> None:
        """What a later part says in place of an earlier one is kept, too."""
        before = {word: target[word] for word in part if word in target}
        also = [*target.pop(ALSO, []), *part.get(ALSO, [])]
        super().merge(target, part)
        target.update({word: part[word] for word in _SET_ASIDE if word in part})
        lost = {word: _lost(word, value, target[word]) for word, value in before.items() if word != ALSO}
        also += [{word: value} for word, value in lost.items() if value is not None]
        if also:
            target[ALSO] = also

    def note_reference(self, result: Schema, node: Schema) -> None:
        if len(node) > 1:
            self._keep(result, node, _OF_A_REFERENCE)

    def note_union(self, result: Schema, node: Schema, source: Schema) -> None:
        members = [*(source.get("oneOf") or ()), *(source.get("anyOf") or ())]
        if "oneOf" in result:
            read = {*KEPT, *(("properties", "required", "type") if node.get("properties") else ())}
        else:
            read = {"description", "default", "deprecated"}
        self._keep(result, node, read)
        discriminator = node.get("discriminator")
        if isinstance(discriminator, dict) and (words := self.words(discriminator, {"propertyName", "mapping"})):
            _note(result, {"discriminator": words})
        for member in members:
            if is_null(member) and (words := self.words(member, {"type", "enum", "const"})):
                _note(result, {"null": words})
        if "oneOf" in result and source.get("anyOf"):
            declared = {"union": "oneOf and anyOf" if source.get("oneOf") else "anyOf"}
            result["x-declared"] = {**result.get("x-declared", {}), **declared}

    def note_types(self, result: Schema) -> None:
        result["x-declared"] = {"union": TYPES}

    def note_described(self, result: Schema, node: Schema) -> None:
        kind = result.get("type")
        read = _OF_ANY | (_OF_AN_OBJECT if kind == "object" else {"items"} if kind == "array" else set())
        self._keep(result, node, read)
        _note(result, dict(_partly_read(node, result)))
        if kind and not node.get("type"):
            _note(result, {INFERRED: kind})

    def _keep(self, result: Schema, node: Schema, read: Collection[str]) -> None:
        words = self.words(node, read)
        if "example" in words and "examples" not in words:  # as OpenAPI 3.0 says it
            words["examples"] = [words.pop("example")]
        _note(result, words)

    def _word(self, word: str, value: Any) -> Any:
        if word in ONE and isinstance(value, dict | bool):
            return self.read(value, word)
        if word in NAMED and isinstance(value, dict):
            return {name: self.read(schema, word) for name, schema in value.items()}
        if word in (*LISTED, ALSO) and isinstance(value, list):
            return [self.read(schema, word) for schema in value]
        if word == "required" and isinstance(value, list):
            return sorted(map(str, value))
        if word == "dependentRequired" and isinstance(value, dict):
            return {name: sorted(map(str, names)) for name, names in value.items()}
        if word == "discriminator" and isinstance(value, dict):
            mapping = value.get("mapping") or {}
            return {**value, "mapping": {tag: str(target).removeprefix(PREFIX) for tag, target in mapping.items()}}
        return self.inlined(value)

    def inlined(self, value: Any, depth: int = 0) -> Any:
        """A value in which what is referred to stands itself; an example may hold words that look like a reference."""
        if isinstance(value, list):
            return [self.inlined(item, depth + 1) for item in value]
        self._visited += 1
        if not isinstance(value, dict) or depth > _DEEPEST or self._visited > _MOST_VISITED:
            return value
        pointer = value.get("$ref")
        target = self._followed(pointer) if isinstance(pointer, str) else None
        if target is None:
            return {key: self.inlined(item, depth + 1) for key, item in value.items()}
        beside = {key: self.inlined(item, depth + 1) for key, item in value.items() if key != "$ref"}
        followed = self.inlined(target, depth + 5)
        return {**followed, **beside} if isinstance(followed, dict) else followed

    def _followed(self, pointer: str) -> Any:
        try:
            return self.target(pointer, "")
        except (LookupError, TypeError, ValueError, AttributeError):
            return None


def note_twin(kept: Schema, twin: Schema) -> None:
    """Note what a member of a union says that another one stands for, and says otherwise."""
    words = {word: value for word, value in twin.items() if word != "x-tag"}
    if any(kept.get(word) != value for word, value in words.items()):
        _note(kept, {TWINS: [*kept.get(UNREAD, {}).get(TWINS, []), words]})


def _note(result: Schema, words: Schema) -> None:
    """Add words to what is kept of a schema; what stands there already is kept beside them."""
    if not words:
        return
    kept = result.get(UNREAD, {})
    clashing = {word: kept[word] for word in words if word in kept and kept[word] != words[word] and word != TWINS}
    result[UNREAD] = {**kept, **words, **({ALSO: [*kept.get(ALSO, []), clashing]} if clashing else {})}


def _partly_read(node: Schema, result: Schema) -> Any:
    """Of words that are read, what was left out: required names that are not described, values of another type."""
    if result.get("type") == "object" and isinstance(node.get("required"), list):
        unknown = {str(name) for name in node["required"]} - (result.get("properties") or {}).keys()
        if unknown:
            yield "required", sorted(unknown)
    values = [node["const"]] if "const" in node else node.get("enum")
    if isinstance(values, list):
        left = [value for value in values if value is not None and value not in (result.get("enum") or [])]
        if left:
            yield "enum", left
    if isinstance(node.get("items"), list):
        yield "items", node["items"]


def _lost(word: str, before: Any, after: Any) -> Any:
    """What a word said before, as far as that cannot be seen in what it says now."""
    if before == after or word in MERGED or narrowed(word, before, after) == after:
        return None
    return before
