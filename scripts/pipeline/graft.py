"""Merge a published description onto ours, so that the names the facade relies on stand still.

What both have keeps our name. What only they have is added, named by rule. What only we have is kept. Where the two
say different kinds of thing at one place, ours stands and the conflict is reported.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from pipeline import names
from pipeline.places import Step, Walk
from pipeline.schemas import fingerprint_of
from pipeline.specification import OPTIONAL_BODY, Operation, Schema, Specification, kind_of, reference, reference_name
from pipeline.variants import tag_values

FORMATS_WITH_A_TYPE = {"date-time", "date", "binary", "uuid"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where ours and theirs cannot both hold; ours was kept."""

    place: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        return f"{self.place}: ours {self.ours}, theirs {self.theirs}"


@dataclass(slots=True)
class Grafted:
    """The merged description, what was in dispute, and which operations the published one has."""

    specification: Specification
    conflicts: list[Conflict] = field(default_factory=list)
    published: set[str] = field(default_factory=set)


def graft(ours: Specification, theirs: Specification) -> Grafted:
    """Merge `theirs` onto `ours`; neither is changed."""
    return _Graft(copy.deepcopy(ours), theirs).run()


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
    def __init__(self, ours: Specification, theirs: Specification) -> None:
        self.ours = ours
        self.theirs = theirs
        self.steps = list(Walk(ours, theirs, once=True).steps())
        self.conflicts: list[Conflict] = []
        self.disputed: set[int] = set()
        self.added: set[tuple[int, str]] = set()
        self.names = self._names_in_both()
        self.class_names = names.ClassNames(self.ours.schemas)
        self.operation_names = {operation.operation_id for operation in ours.operations.values()}
        self.waiting: list[tuple[str, str]] = []

    def run(self) -> Grafted:
        for step in self.steps:
            getattr(self, f"_{step.kind}")(step)
        self._import_waiting()
        return Grafted(self.ours, self.conflicts, set(self.theirs.operations))

    def _names_in_both(self) -> dict[str, str]:
        """Their component names that stand where a component of ours stands."""
        ours = {id(schema): name for name, schema in reversed(self.ours.schemas.items())}
        theirs = {id(schema): name for name, schema in self.theirs.schemas.items()}
        found: dict[str, str] = {}
        for step in self.steps:
            if step.kind == "schema" and id(step.theirs) in theirs and id(step.ours) in ours:
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
        )
        self.operation_names.add(imported.operation_id)
        self.ours.operations[step.operation] = imported

    def _parameter(self, step: Step) -> None:
        if step.theirs is None:
            return
        required = step.theirs["required"] and step.theirs["in"] != "path"
        if step.ours is not None:
            if required and not step.ours["required"]:
                self._dispute(step, "optional", "required")
            return
        if required:
            self._dispute(step, "absent", "required")
        added = {**copy.deepcopy(step.theirs), "required": False, "schema": self._import(step.theirs["schema"])}
        if step.theirs["in"] != "path":
            self.ours.operations[step.operation].parameters.append(added)

    def _response(self, step: Step) -> None:
        if step.ours is None and step.theirs is not None:
            self.ours.operations[step.operation].responses[step.key] = self._import_reply(step.theirs)

    def _media(self, step: Step) -> None:
        """A body that only they have. Where we know of none, a call still needs none and a reply is read without."""
        if step.ours is not None or step.theirs is None or step.holder is None:
            return
        if step.side == "request" and not step.holder:
            self.ours.operations[step.operation].extensions[OPTIONAL_BODY] = True
        if step.side == "response" and not step.holder and step.where.startswith("response 2"):
            if kind_of(self.theirs.resolve(step.theirs["schema"])) not in ("any", "map"):
                self._dispute(step, "no body", step.key)
            return
        step.holder[step.key] = self._import_media(step.theirs)

    def _schema(self, step: Step) -> None:
        ours, theirs = step.ours, step.theirs
        if ours is None or theirs is None:
            return
        if kind_of(ours) != kind_of(theirs):
            self.disputed.add(id(ours))
            self._dispute(step, kind_of(ours), kind_of(theirs))
            return
        formats = [schema.get("format", "none") for schema in (ours, theirs)]
        if formats[0] != formats[1] and FORMATS_WITH_A_TYPE & set(formats):
            self._dispute(step, f"format {formats[0]}", f"format {formats[1]}")
        if "enum" in ours and "enum" in theirs:
            ours["enum"] += [value for value in theirs["enum"] if value not in ours["enum"]]
        if step.side == "request":
            self._required_by_them(step, ours, theirs)

    def _required_by_them(self, step: Step, ours: Schema, theirs: Schema) -> None:
        for name in theirs.get("required") or []:
            if name not in (ours.get("required") or []):
                known = name in (ours.get("properties") or {})
                inside = " /" in step.where or step.where.endswith(("]", "}", ">"))
                base = step.where if inside else f"{step.where} "
                self.conflicts.append(
                    Conflict(f"{step.operation} {base}/{name}", "optional" if known else "absent", "required")
                )

    def _property(self, step: Step) -> None:
        if step.ours is None and step.theirs is not None and self._may_add_to(step.holder):
            step.holder["properties"].setdefault(step.key, self._import(step.theirs))  # type: ignore[index]

    def _variant(self, step: Step) -> None:
        if step.ours is None and step.theirs is not None and self._may_add_to(step.holder):
            told = {
                (id(step.holder), it) for it in tag_values(self.theirs, step.theirs) or [fingerprint_of(step.theirs)]
            }
            if not told <= self.added:
                step.holder["oneOf"].append(self._import(step.theirs))  # type: ignore[index]
            self.added |= told

    def _may_add_to(self, holder: Schema | None) -> bool:
        return holder is not None and id(holder) not in self.disputed

    def _dispute(self, step: Step, ours: str, theirs: str) -> None:
        """Error replies are read by one tolerant decoder, so what they are said to be is never in the way."""
        if not step.where.startswith(("response 4", "response 5", "response default")):
            self.conflicts.append(Conflict(step.place, ours, theirs))

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


_WITH_SCHEMAS = {"properties", "oneOf", "items", "additionalProperties"}
