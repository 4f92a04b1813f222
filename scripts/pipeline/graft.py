"""Merge a published description onto ours, so that the names the facade relies on stay the same.

What both have keeps our name. What only they have is added, named by rule. What only we have is kept. Where the two
describe different kinds of value at one place, ours stays if some value fits both, and theirs is taken if none does.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from pipeline import names
from pipeline.differences import Side
from pipeline.places import Step, Walk
from pipeline.reach import references
from pipeline.schemas import SCALARS, fingerprint_of
from pipeline.specification import Operation, Schema, Specification, kind_of, reference, reference_name
from pipeline.variants import tag_values

# Place, our kind of value, theirs; None where nobody decided.
Decide = Callable[[str, str, str], Side | None]

ERRORS = ("response 4", "response 5", "response default")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place where ours and theirs describe different kinds of value.

    Attributes:
        place: Operation and where in it.
        ours: Our kind of value, such as `string`.
        theirs: Their kind of value.
        compatible: Whether some JSON value fits both.
        used: The side that the merged description uses.
        decided: Whether a row of differences.yaml, or a person in a hurry, chose that side.
    """

    place: str
    ours: str
    theirs: str
    compatible: bool
    used: Side
    decided: bool = False

    def __str__(self) -> str:
        return f"{self.place}: ours {self.ours}, theirs {self.theirs}"


@dataclass(slots=True)
class Grafted:
    """The merged description, where the two disagreed, and which operations each of the two has.

    `read_only` are the names of ours that stay those of what is read, see `prepare.read_only_names`.
    """

    specification: Specification
    disagreements: list[Disagreement] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    read_only: frozenset[str] = frozenset()


def graft(
    ours: Specification,
    theirs: Specification,
    decide: Decide = lambda place, ours, theirs: None,
    reserved: Collection[str] = (),
) -> Grafted:
    """Merge `theirs` onto `ours`; neither is changed.

    Args:
        ours: The description whose names stay.
        theirs: A published description.
        decide: Says which side a place uses where the two disagree; None leaves it to the rule.
        reserved: Names that are made of our description later, which nothing of theirs may get.
    """
    return _Graft(copy.deepcopy(ours), theirs, decide, reserved).run()


def empty_like(theirs: Specification) -> Specification:
    """The description of a version that we do not describe yet: nothing is ours."""
    return Specification(
        title=theirs.title,
        version=theirs.version,
        servers=copy.deepcopy(theirs.servers),
        tags=[],
        security_schemes=copy.deepcopy(theirs.security_schemes),
        operations={},
        schemas={},
    )


class _Graft:
    def __init__(self, ours: Specification, theirs: Specification, decide: Decide, reserved: Collection[str]) -> None:
        self.ours = ours
        self.theirs = theirs
        self.decide = decide
        self.steps = list(Walk(ours, theirs, once=True).steps())
        self.disagreements: list[Disagreement] = []
        self.added: set[tuple[int, str]] = set()
        self.names = {name: name for name in _same_components(ours, theirs)} | self._names_in_both()
        self.components = {id(schema) for schema in ours.schemas.values()}
        self.class_names = names.ClassNames([*self.ours.schemas, *reserved])
        self.operation_names = {operation.operation_id for operation in ours.operations.values()}
        self.waiting: list[tuple[str, str]] = []

    def run(self) -> Grafted:
        met, described = self._met(), set(self.ours.operations)
        for step in self.steps:
            getattr(self, f"_{step.kind}")(step)
        for found in met:
            self._settle(found)
        self._webhooks()
        self._import_waiting()
        aside = {**self.ours.aside, **self.theirs.aside}
        self.ours.aside = {place: one for place, one in aside.items() if place not in self.ours.operations}
        return Grafted(self.ours, self.disagreements, described, {*self.theirs.operations, *self.theirs.aside})

    def _met(self) -> list[list[tuple[Step, Disagreement | None]]]:
        """What each slot of ours meets of theirs, judged before anything is merged."""
        slots: dict[tuple[int, str | int], list[tuple[Step, Disagreement | None]]] = {}
        for step in self.steps:
            if step.slot is not None:
                slots.setdefault(step.slot.identity, []).append((step, self._disagreement(step)))
        return list(slots.values())

    def _disagreement(self, step: Step) -> Disagreement | None:
        """Error responses are read by one tolerant decoder, so what they are described as never matters."""
        ours, theirs = step.ours or {}, step.theirs or {}
        compatible = step.text or not self.ours.types_of(ours).isdisjoint(self.theirs.types_of(theirs))
        kinds = kind_of(ours), kind_of(theirs)
        if step.where.startswith(ERRORS) or (compatible and kinds[0] == kinds[1]):
            return None
        decided = self.decide(step.place, *kinds)
        used = decided or ("ours" if compatible else "theirs")
        return Disagreement(step.place, *kinds, compatible, used, decided is not None)

    def _names_in_both(self) -> dict[str, str]:
        """Their component names that stand where a component of ours of the same kind stands."""
        ours = {id(schema): name for name, schema in reversed(self.ours.schemas.items())}
        theirs = {id(schema): name for name, schema in self.theirs.schemas.items()}
        found: dict[str, str] = {}
        for step in self.steps:
            if step.kind == "schema" and id(step.theirs) in theirs and id(step.ours) in ours and _same_kind(step):
                found.setdefault(theirs[id(step.theirs)], ours[id(step.ours)])
        return found

    def _operation(self, step: Step) -> None:
        operation = step.theirs_operation
        if operation is None or step.ours_operation is not None:
            return
        imported = Operation(
            method=operation.method,
            path=operation.path,
            tag=names.tag_name(operation),
            operation_id=names.operation_name(operation, self.operation_names),
            summary=operation.summary,
            description=operation.description,
            deprecated=operation.deprecated,
            parameters=[
                {**parameter, "schema": self._import(parameter["schema"])} for parameter in operation.parameters
            ],
            request=self._import_content(operation.request),
            request_required=operation.request_required,
            responses={status: self._import_reply(reply) for status, reply in operation.responses.items()},
            extensions=copy.deepcopy(operation.extensions),
            security=list(operation.security),
            servers=list(operation.servers),
        )
        self.operation_names.add(imported.operation_id)
        self.ours.operations[step.operation] = imported

    def _webhooks(self) -> None:
        """What only they say that the server sends; the names of ours stay."""
        for name, webhook in self.theirs.webhooks.items():
            if name not in self.ours.webhooks:
                taken = {each.operation_id for each in self.ours.webhooks.values()}
                self.ours.webhooks[name] = replace(
                    webhook,
                    operation_id=names.unique(names.snake(webhook.operation_id or name), taken),
                    parameters=[],
                    request=self._import_content(webhook.request),
                    responses={},
                )

    def _parameter(self, step: Step) -> None:
        """A parameter that only they have is optional, so that calls written before it stay valid."""
        if step.ours is None and step.theirs is not None and step.theirs["in"] != "path":
            added = {**copy.deepcopy(step.theirs), "required": False, "schema": self._import(step.theirs["schema"])}
            self.ours.operations[step.operation].parameters.append(added)

    def _response(self, step: Step) -> None:
        """A response that only they have. A further success that is read as something else would change our call."""
        if step.ours is not None or step.theirs is None:
            return
        operation = self.ours.operations[step.operation]
        known = {body for reply in operation.successes().values() for body in self._bodies(reply, self._our_name)}
        if step.key.startswith("2") and not self._bodies(step.theirs, self._their_name) <= known:
            return
        operation.responses[step.key] = self._import_reply(step.theirs)

    def _bodies(self, reply: Schema, name_of: Callable[[Schema], str]) -> set[str]:
        return {name_of(media["schema"]) for media in reply["content"].values() if "x-stream" not in media}

    def _our_name(self, schema: Schema) -> str:
        return reference_name(schema) if "$ref" in schema else ""

    def _their_name(self, schema: Schema) -> str:
        return self.names.get(reference_name(schema), "?") if "$ref" in schema else "?"

    def _media(self, step: Step) -> None:
        """A body that only they have. Where we know of none, a call still needs none and a response is read without."""
        if step.ours is not None or step.theirs is None or step.holder is None:
            return
        if step.side == "response" and not step.holder and step.where.startswith("response 2"):
            if kind_of(self.theirs.resolve(step.theirs["schema"])) not in ("any", "map"):
                self.disagreements.append(Disagreement(step.place, "no body", step.key, compatible=True, used="ours"))
            return
        step.holder[step.key] = self._import_media(step.theirs)

    def _schema(self, step: Step) -> None:
        ours, theirs = step.ours, step.theirs
        if ours is not None and theirs is not None and "enum" in ours and "enum" in theirs:
            ours["enum"] += [value for value in theirs["enum"] if value not in ours["enum"]]

    def _settle(self, met: list[tuple[Step, Disagreement | None]]) -> None:
        """Choose what a slot uses. Of several that it meets, ours need fit only one to stay."""
        asked = [(step, one) for step, one in met if one is not None and one.used == "theirs"]
        decided = [(step, one) for step, one in asked if one.decided]
        taken = next((step for step, _ in decided or (asked if len(asked) == len(met) else [])), None)
        used: Side = "theirs" if taken else "ours"
        self.disagreements += [replace(one, used=used) for _, one in met if one is not None]
        if taken is not None and taken.slot is not None and taken.use is not None:
            taken.slot.put(self._import(taken.use))
        elif all(step.side == "request" for step, _ in met):
            self._widen(met[0][0])

    def _widen(self, step: Step) -> None:
        """A plain value of a request that may be of further types now is sent as any of them."""
        ours, theirs, slot = step.ours or {}, step.theirs or {}, step.slot
        if step.text or slot is None or slot.schema is not ours or kind_of(ours) not in (*SCALARS, "array"):
            return
        known = self.ours.types_of(ours)
        further = [member for member in theirs.get("oneOf") or [] if known.isdisjoint(self.theirs.types_of(member))]
        if further and id(ours) not in self.components:
            beside: Schema = {
                key: ours[key] for key in ("description", "nullable", "default", "deprecated") if key in ours
            }
            own = {key: value for key, value in ours.items() if key not in beside}
            slot.put({**beside, "oneOf": [own, *map(self._import, further)]})

    def _property(self, step: Step) -> None:
        """A map holds any property already."""
        if step.ours is None and step.theirs is not None and step.holder is not None and step.holder.get("properties"):
            step.holder["properties"].setdefault(step.key, self._import(step.theirs))

    def _variant(self, step: Step) -> None:
        if step.ours is not None or step.theirs is None or step.holder is None:
            return
        marks = tag_values(self.theirs, step.theirs) or [fingerprint_of(step.theirs)]
        new = {(id(step.holder), mark) for mark in marks}
        if not new <= self.added:
            step.holder["oneOf"].append(self._import(step.theirs))
        self.added |= new

    def _import(self, schema: Schema) -> Schema:
        """A copy of one of their schemas under names that hold in ours; components it needs are queued."""
        if "$ref" in schema:
            return {**schema, **reference(self._name(reference_name(schema)))}
        copied = {key: copy.deepcopy(value) for key, value in schema.items() if key not in _WITH_SCHEMAS}
        if "properties" in schema:
            copied["properties"] = {name: self._import(value) for name, value in schema["properties"].items()}
        if "oneOf" in schema:
            copied["oneOf"] = [self._import(member) for member in schema["oneOf"]]
        for key in ("items", "additionalProperties"):
            if key in schema:
                copied[key] = self._import(schema[key]) if isinstance(schema[key], dict) else schema[key]
        return copied

    def _name(self, published: str) -> str:
        if published not in self.names:
            self.names[published] = self.class_names.claim_for(published)
            self.waiting.append((published, self.names[published]))
        return self.names[published]

    def _import_waiting(self) -> None:
        while self.waiting:
            published, name = self.waiting.pop(0)
            self.ours.schemas[name] = self._import(self.theirs.schemas[published])

    def _import_media(self, media: Schema) -> Schema:
        return {**media, "schema": self._import(media["schema"])}

    def _import_content(self, content: dict[str, Schema]) -> dict[str, Schema]:
        return {media_type: self._import_media(media) for media_type, media in content.items()}

    def _import_reply(self, reply: Schema) -> Schema:
        imported = {**reply, "content": self._import_content(reply["content"])}
        if "headers" in reply:
            imported["headers"] = {
                name: {**header, "schema": self._import(header["schema"])} for name, header in reply["headers"].items()
            }
        return imported


def _same_components(ours: Specification, theirs: Specification) -> set[str]:
    """The component names that mean the same in both, with all that they refer to."""
    same = {
        name
        for name in ours.schemas.keys() & theirs.schemas.keys()
        if fingerprint_of(ours.schemas[name]) == fingerprint_of(theirs.schemas[name])
    }
    while others := {name for name in same if not same.issuperset(references(theirs.schemas[name]))}:
        same -= others
    return same


def _same_kind(step: Step) -> bool:
    return kind_of(step.ours or {}) == kind_of(step.theirs or {})


_WITH_SCHEMAS = {"properties", "oneOf", "items", "additionalProperties"}
