"""The arguments of a method: those of its path, of its query and of its body."""

from __future__ import annotations

from typing import Any

from pipeline.names import snake
from wrapping.described import Described
from wrapping.generated import GeneratedOperation, Package, Slot
from wrapping.naming import WrapError
from wrapping.values import Argument, argument

PAGING = ("page", "page_limit")
BY_HAND = "docs/wrapping.md, 'By hand'"


def arguments_of(
    package: Package, described: Described, generated: GeneratedOperation, models: set[str], *, paged: bool
) -> tuple[Argument, ...]:
    """The arguments, the required ones first.

    Args:
        package: The generated package.
        described: What the description says of the operation.
        generated: What its generated module takes.
        models: The facade models with an id, which can be given in place of one.
        paged: Whether it is a list of numbered pages, which counts them itself.

    Raises:
        WrapError: Two of them have one name.
    """
    in_path = {snake(part.strip("{}")) for part in described.path.split("/") if part.startswith("{")}
    found = []
    for slot in generated.arguments:
        said = described.parameter(slot.name)
        schema = {**said["schema"], **({"description": said["description"]} if said.get("description") else {})}
        if slot.name in in_path:
            found.append(argument(slot, "path", schema, described, models))
        elif not (paged and slot.name in PAGING):
            found.append(argument(slot, "query", schema, described, models))
    found += _body_arguments(package, described, generated, models)
    names = [each.name for each in found]
    if twice := [each for each in found if names.count(each.name) > 1 and each.place != "path"]:
        raise WrapError(f"{described.place}: two parameters are called {twice[0].name}: wrap it by hand ({BY_HAND})")
    order = {"path": 0, "body": 1, "query": 2}
    return tuple(sorted(found, key=lambda each: (not each.required, order[each.place])))


def _body_arguments(
    package: Package, described: Described, generated: GeneratedOperation, models: set[str]
) -> list[Argument]:
    if generated.body is None:
        return []
    fields = package.fields(generated.body.name) if generated.body.form == "object" else []
    properties: dict[str, Any] = described.body.get("properties") or {}
    if not fields:
        whole = Slot("body", "body", generated.body, required=True)
        return [argument(whole, "body", {**described.body, "description": "What to send"}, described, models)]
    return [
        argument(slot, "body", described.resolve(properties.get(slot.wire, {})), described, models) for slot in fields
    ]
