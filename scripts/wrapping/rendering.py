"""The pieces of code that a plan becomes: each a text from a template, formatted later with its whole module."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2

from pipeline.names import snake
from wrapping import docstrings
from wrapping.answers import echoed, expected, sample_of
from wrapping.naming import in_words, with_article
from wrapping.plan import Model, Plan, pascal_to_plural
from wrapping.values import Argument

# Python is made here, not HTML.
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
    autoescape=False,
)
DATA = repr("data")
_DONE = {
    "create": "created",
    "delete": "deleted",
    "get": "read",
    "list": "listed",
    "replace": "replaced",
    "update": "changed",
}
_VALIDATORS = {"str": ", validator=_string", "int": ", validator=_integer", "datetime": ", validator=_instant"}


def method(plan: Plan) -> str:
    """The method of the resource, with the indentation of a class."""
    ids = {each.name: _id_name(each) for each in plan.placed("path")} if plan.answer == "pages" else {}
    checks = [f"{ids[each.name]} = {each.checked}" for each in plan.placed("path") if ids]
    if plan.has_filter:
        given = [f"{each.name}={each.name}" for each in plan.placed("query")]
        checks.append(f"asked = {plan.filter_name}({', '.join([*given, 'page_limit=page_limit'])})")
        passed = [*ids.values(), "asked", "number"]
    elif plan.answer == "pages":
        checks.append("checks.page_limit(page_limit)")
        passed = [*ids.values(), "page=number", "page_limit=page_limit"]
    else:
        passed = [each.checked for each in plan.placed("path")]
        passed += [f"{each.translated}={each.checked}" for each in plan.placed("body", "query")]
    return _rendered(
        "method",
        plan=plan,
        signature=_signature(plan),
        docstring=docstrings.of_method(plan),
        checks=checks,
        passed=", ".join(passed),
        result=result_of(plan),
    )


def resource(plan: Plan) -> str:
    """The module of a new resource, still without methods."""
    title = in_words(plan.name.resource.rpartition(".")[2]).capitalize()
    return _rendered("resource", plan=plan, title=title, text=resource_text(plan))


def resource_text(plan: Plan) -> str:
    """The docstring of a new resource."""
    tags = {each["name"]: each.get("description", "") for each in plan.described.document.get("tags", ())}
    said = tags.get(next(iter(plan.described.node.get("tags", ())), ""), "").strip().rstrip(".")
    return f"{said or in_words(plan.name.resource.rpartition('.')[2]).capitalize()}."


def property_of(plan: Plan) -> str:
    """The property by which a client, or the resource above, has a new resource."""
    return _rendered("property", plan=plan, last=plan.name.resource.rpartition(".")[2], text=resource_text(plan))


def translator(plan: Plan) -> str:
    """The function that makes the call."""
    tag, _, module = plan.generated.module.rpartition(".")
    local = [import_of(plan, name) for name in _generated_names(plan)]
    return _rendered(
        "translator",
        plan=plan,
        parameters=_translator_parameters(plan),
        result=result_of(plan),
        summary=docstrings.summary(plan),
        tag=tag,
        module=module,
        local_imports=local,
        body=plan.alias(plan.generated.body.name) if plan.generated.body else "",
        fields=_renamed(plan, _body_fields(plan)),
        prepared=_renamed(plan, _prepared(plan)),
    )


def reader(plan: Plan, model: Model) -> str:
    """The function that reads a new model."""
    return _rendered("reader", model=model, words=in_words(model.name), reply=plan.alias(model.reply))


def model(plan: Plan, model: Model) -> str:
    """A new model, and that of its pages where a token leads to the next one."""
    parts = [_rendered("model", model=model, docstring=docstrings.of_model(model))] if model.is_new else []
    if plan.answer == "token":
        parts.append(_rendered("page", model=model, words=pascal_to_plural(in_words(model.name))))
    return "\n\n".join(parts)


def filter_of(plan: Plan) -> str:
    """The filter of a list."""
    fields = [(each.name, each.annotation, _VALIDATORS.get(each.annotation, "")) for each in plan.placed("query")]
    return _rendered("filter", plan=plan, fields=fields)


def handler(plan: Plan, name: str) -> str:
    """The handler of the sandbox."""
    status = "" if plan.described.status == 200 else f"status={plan.described.status}, "
    body = _answered(plan) if plan.model else ""
    return _rendered("handler", plan=plan, name=name, summary=docstrings.summary(plan), status=status, body=body)


def test(plan: Plan, name: str) -> str:
    """The recorded test."""
    item_name = (
        plan.item_name if plan.item_name.isidentifier() and not keyword.iskeyword(plan.item_name) else "answered"
    )
    return _rendered(
        "test",
        plan=plan,
        name=name,
        client=f"V{plan.package.removeprefix('v')}",
        call=f"{plan.name}({', '.join(_test_arguments(plan))})",
        item_name=item_name if item_name != "page" else "answered",
        asserted=_asserted(plan, item_name if item_name != "page" else "answered") if plan.model else "",
    )


def call_row(plan: Plan) -> str:
    """The row of the table from which tests make calls and responses."""
    return f'"{plan.described.place}": {plan.translator}.{plan.call_name},'


def operation_row(plan: Plan, module: str, handler_name: str) -> str:
    """The row of the sandbox's table of operations."""
    return f'Operation("{plan.described.method}", "{route_of(plan)}", {module}.{handler_name}, SCRIPTED),'


def route_of(plan: Plan) -> str:
    """The path as the sandbox has it: its parameters are names in Python."""
    return re.sub(r"\{([^}]*)\}", lambda found: "{" + re.sub(r"\W", "_", found[1]) + "}", plan.described.path)


def result_of(plan: Plan) -> str:
    """What the call gives."""
    name = plan.model.name if plan.model else "None"
    return {"pages": f"Page[{name}]", "token": f"{name}Page"}.get(plan.answer, name)


def import_of(plan: Plan, name: str) -> str:
    """The import of a generated class."""
    alias = f" as {plan.alias(name)}" if plan.alias(name) != name else ""
    return f"from twelvelabs_generated.{plan.package}.models.{plan.places[name]} import {name}{alias}"


def _signature(plan: Plan) -> str:
    required = [each for each in plan.arguments if each.required]
    positional, named = required[:2], [*required[2:], *(each for each in plan.arguments if not each.required)]
    pages = ["page: int = 1", "page_limit: int | None = None"] if plan.answer == "pages" else []
    rest = [*(each.declared for each in named), *pages, "timeout: float | None = None"]
    return ", ".join(["self", *(each.declared for each in positional), "*", *rest])


def _translator_parameters(plan: Plan) -> str:
    ids = [f"{each.translated}: {each.plain}" for each in plan.placed("path")]
    if plan.has_filter:
        return ", ".join([*ids, f"asked: {plan.filter_name}", "page: int"])
    if plan.answer == "pages":
        return ", ".join([*ids, "*", "page: int", "page_limit: int | None"])
    others = [f"{each.translated}: {each.plain}" for each in plan.placed("body", "query")]
    return ", ".join([*ids, *(["*", *others] if others else [])])


def _prepared(plan: Plan) -> str:
    function = "prepare_empty" if plan.answer == "empty" else "prepare"
    holder = "asked." if plan.has_filter else ""
    given = [each.translated for each in plan.placed("path")]
    if plan.answer == "pages":
        given += ["page=page", f"page_limit=optional({holder}page_limit)"]
    if plan.generated.body is not None:
        whole = next((each for each in plan.placed("body") if each.slot.name == "body"), None)
        given.append(f"body={whole.sent()}" if whole else "body=body")
    given += [f"{each.slot.name}={each.sent(holder)}" for each in plan.placed("query")]
    read = {"empty": [], "object": [plan.model.reader if plan.model else ""]}.get(plan.answer, ["read"])
    return f"{function}({', '.join(['operation', *read, *given])})"


def _body_fields(plan: Plan) -> str:
    fields = [each for each in plan.placed("body") if each.slot.name != "body"]
    return ", ".join(f"{each.slot.name}={each.sent()}" for each in fields)


def _generated_names(plan: Plan) -> Iterable[str]:
    """The generated classes that a request is made of."""
    texts = [each.sent() for each in plan.placed("body", "query")]
    used = {plan.generated.body.name if plan.generated.body else "", *re.findall(r"[A-Z]\w*", " ".join(texts))}
    return sorted(used & plan.places.keys())


def _renamed(plan: Plan, code: str) -> str:
    """Code in which generated classes have the names under which they are imported."""
    return re.sub(r"\b[A-Z]\w*", lambda found: plan.alias(found[0]) if found[0] in plan.places else found[0], code)


def _id_name(each: Argument) -> str:
    return each.slot.name if each.slot.name != each.name else f"{each.name}_id"


def _test_arguments(plan: Plan) -> list[str]:
    return [each.literal if each.place == "path" else f"{each.name}={each.literal}" for each in plan.tried]


def _answered(plan: Plan) -> str:
    """The response as a program writes it, with what it takes from the request."""
    assert plan.model is not None
    sample, taken = sample_of(plan), echoed(plan)
    fields = ", ".join(f"{name!r}: {_taken(name, value, taken)}" for name, value in sample.items())
    item = f"{{{fields}}}"
    if plan.answer != "token":
        return item
    whole = dict(plan.described.sample(plan.described.reply or {}))
    others = [(name, _without_token(value)) for name, value in whole.items() if name not in ("data", "next_page_token")]
    return f"{{{', '.join([f'{DATA}: [{item}]', *(f'{name!r}: {value!r}' for name, value in others)])}}}"


def _taken(name: str, value: Any, taken: dict[str, str]) -> str:
    source = taken.get(name)
    if source == name:
        return f"call.body.get({name!r}, {value!r})"
    return source or repr(value)


def _without_token(value: Any) -> Any:
    return {key: each for key, each in value.items() if key != "next_page_token"} if isinstance(value, dict) else value


def _asserted(plan: Plan, item_name: str) -> str:
    """What a test says of the model: the values that the sandbox has for it."""
    assert plan.model is not None
    values = expected(plan)
    if not plan.model.is_new:
        return f"assert {item_name}.raw == {values!r}"
    simple = [
        (each.name, values[each.slot.wire])
        for each in plan.model.fields
        if each.slot.kind.form == "scalar"
        and not each.slot.kind.listed
        and not each.slot.kind.name.startswith("datetime.")
        and each.slot.wire in values
    ]
    if not simple:
        return f"assert {item_name}.raw"
    if len(simple) == 1:
        return f"assert {item_name}.{simple[0][0]} == {simple[0][1]!r}"
    names, given = (
        ", ".join(each) for each in zip(*((f"{item_name}.{name}", repr(value)) for name, value in simple), strict=True)
    )
    return f"assert ({names}) == ({given})"


def test_name(plan: Plan) -> str:
    """The name of the test: the behaviour."""
    done = _DONE.get(plan.name.verb)
    if plan.answer in ("pages", "token"):
        return f"{pascal_to_plural(plan.item_name)}_are_{done or 'answered'}"
    one = snake(with_article(plan.item_name))
    return f"{one}_is_{done}" if done else f"{plan.name.verb}_of_{one}_is_answered"


def _rendered(template: str, **values: Any) -> str:
    return _TEMPLATES.get_template(f"{template}.py.jinja").render(**values).strip("\n") + "\n"
