"""How generated values look in the facade: their annotations, how they are read, sent and checked, what is said."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from attrs import frozen

from pipeline.names import pascal
from wrapping.described import Described, Schema
from wrapping.generated import Kind, Slot
from wrapping.naming import in_words

Place = Literal["path", "query", "body"]
# Parameters that the facade has other words for.
_FACADE_NAMES = {"sort_option": "sort_order", "timeout": "timeout_value", "self": "self_value"}
_SHORT = {"datetime.datetime": "datetime", "datetime.date": "date"}


@frozen
class Argument:
    """An argument of a method.

    Attributes:
        slot: What the generated code calls it.
        place: Where it is sent.
        name: What the facade calls it.
        annotation: Its type in the facade, without None.
        checked: The expression that checks it, or its name.
        text: What the docstring says of it.
        sample: A value that fits, as JSON has it.
    """

    slot: Slot
    place: Place
    name: str
    annotation: str
    checked: str
    text: str
    sample: Any

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.slot.required

    @property
    def declared(self) -> str:
        """The parameter of the method."""
        return f"{self.name}: {self.annotation}" if self.required else f"{self.name}: {self.annotation} | None = None"

    @property
    def plain(self) -> str:
        """The type that a translator takes: an id instead of a model."""
        kind = "str" if self.place == "path" and self.slot.kind.name == "str" else self.annotation
        return kind if self.required else f"{kind} | None"

    @property
    def literal(self) -> str:
        """The sample in Python."""
        return python_literal(self.slot.kind, self.sample)

    def sent(self, holder: str = "") -> str:
        """The expression that a translator sends.

        Args:
            holder: What has the value: nothing, or `asked.`.
        """
        value, kind = f"{holder}{self.translated}", self.slot.kind
        if kind.form in ("object", "union", "any"):
            generated = f"Sequence[{kind.name}]" if kind.listed else kind.name
            if kind.form == "any":
                return value if self.required else f"optional({value})"
            return (
                f"cast({_quoted(generated)}, {value})"
                if self.required
                else (f'optional(cast("{generated} | None", {value}))')
            )
        return value if self.required else f"optional({value})"

    @property
    def translated(self) -> str:
        """What a translator calls it: an id by its whole name."""
        return self.slot.name if self.place == "path" else self.name


@frozen
class Field:
    """A field of a facade model.

    Attributes:
        slot: The generated field.
        name: What the model calls it.
        annotation: Its type.
        default: What it is where the response does not have it, None where it must.
        read: The expression that reads it from `reply`.
        text: What the docstring says of it.
    """

    slot: Slot
    name: str
    annotation: str
    default: str | None
    read: str
    text: str


def argument(slot: Slot, place: Place, schema: Schema, described: Described, models: set[str]) -> Argument:
    """An argument of a method, made of one of the generated code.

    Args:
        slot: What the generated code has.
        place: Where it is sent.
        schema: What the description says of its value, with a `description`.
        described: The operation.
        models: The facade models with an id, which can be given in place of one.
    """
    name, annotation = _FACADE_NAMES.get(slot.name, slot.name), written(slot.kind)
    sample = described.sample(schema, slot.wire)
    if place == "path" and slot.kind.name == "str":
        item_name = name.removesuffix("_id") if name.endswith("_id") else name
        # Some ids would be words of Python without their end.
        name = item_name if item_name.isidentifier() and item_name not in ("import", "class", "global") else name
        annotation = f"str | {pascal(item_name)}" if pascal(item_name) in models else "str"
        text = f"Its id, or the {in_words(item_name)}." if "|" in annotation else sentence(schema, in_words(slot.name))
        return Argument(slot, place, name, annotation, f'checks.identifier({name}, "{name}")', text, sample)
    return Argument(
        slot, place, name, annotation, _checked(name, slot, schema), sentence(schema, in_words(name)), sample
    )


def field_of(slot: Slot, schema: Schema) -> Field:
    """A field of a facade model, made of one of a generated response."""
    name = "raw_value" if slot.name == "raw" else slot.name
    kind, text = slot.kind, sentence(schema, in_words(slot.name), limits=False)
    value = f"reply.{slot.name}"
    if name == "id" and kind == Kind("scalar", "str"):
        return Field(slot, name, "str", None, f'given({value}) or ""', text)
    if kind.form == "object":
        if kind.listed:
            return Field(
                slot, name, "Sequence[JsonObject]", "()", f"[each.raw_ for each in given({value}) or ()]", text
            )
        return Field(slot, name, "JsonObject | None", "None", f"json_of({value})", text)
    if kind.form == "scalar" and kind.listed:
        return Field(slot, name, f"Sequence[{_scalar(kind)}]", "()", f"given({value}) or ()", text)
    if kind.form == "scalar":
        return Field(slot, name, f"{_scalar(kind)} | None", "None", f"given({value})", text)
    return Field(slot, name, "object", "None", f'reply.raw_.get("{slot.wire}")', text)


def written(kind: Kind) -> str:
    """The type of an argument."""
    inner = {"object": "Mapping[str, object]", "scalar": _scalar(kind)}.get(kind.form, "object")
    return f"Sequence[{inner}]" if kind.listed else inner


def sentence(schema: Schema, fallback: str, *, limits: bool = True) -> str:
    """What a docstring says of a value: its description, its values, its limits."""
    text = " ".join(str(schema.get("description") or fallback).split()).rstrip(".")
    said = [*_limits(schema)] if limits else []
    whole = f"{text[:1].upper()}{text[1:]}. {'; '.join(said)[:1].upper()}{'; '.join(said)[1:]}".strip()
    return f"{whole.rstrip('.')}."


def python_literal(kind: Kind, sample: Any) -> str:
    """A JSON value as a program writes it, where the facade takes an instant or a day as such."""
    if isinstance(sample, list) and kind.listed:
        return f"[{', '.join(python_literal(Kind(kind.form, kind.name), each) for each in sample)}]"
    if kind.name == "datetime.datetime":
        moment = datetime.datetime.fromisoformat(str(sample))
        return f"datetime({moment.year}, {moment.month}, {moment.day}, {moment.hour}, tzinfo=UTC)"
    if kind.name == "datetime.date":
        day = datetime.date.fromisoformat(str(sample)[:10])
        return f"date({day.year}, {day.month}, {day.day})"
    return repr(sample)


def _limits(schema: Schema) -> list[str]:
    said: list[str] = []
    values = schema.get("enum") or (schema.get("items") or {}).get("enum")
    if values:
        said.append(" or ".join(f"`{value}`" for value in values if value is not None))
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        said.append(f"{low:g} to {high:g}")
    elif low is not None or high is not None:
        said.append(f"at least {low:g}" if high is None else f"at most {high:g}")
    for key, item_name in (("maxLength", "characters"), ("maxItems", "items")):
        if key in schema:
            said.append(f"up to {schema[key]:,} {item_name}")
    if "default" in schema:
        said.append(f"default: `{schema['default']}`")
    return said


def _checked(name: str, slot: Slot, schema: Schema) -> str:
    kind, low, high = slot.kind, schema.get("minimum"), schema.get("maximum")
    if kind == Kind("scalar", "str") and slot.required and "enum" not in schema:
        return f'checks.text({name}, "{name}")'
    if kind.form != "scalar" or kind.listed or kind.name not in ("int", "float") or low is None or high is None:
        return name
    if not slot.required:
        return f'checks.within({name}, "{name}", {low}, {high})'
    return f'checks.whole_number({name}, "{name}", {low}, {high})' if kind.name == "int" else name


def _scalar(kind: Kind) -> str:
    return _SHORT.get(kind.name, kind.name)


def _quoted(name: str) -> str:
    return name if name.isidentifier() else f'"{name}"'
