"""What is written for an operation, decided before anything is: names, kinds, arguments, the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from attrs import evolve, field, frozen

from pipeline.names import pascal, snake
from wrapping.arguments import BY_HAND, arguments_of
from wrapping.checkout import Checkout, Reader, Resource, protocol_of
from wrapping.described import Described, Schema
from wrapping.generated import GeneratedOperation, Package
from wrapping.naming import MethodName, WrapError, class_name, proposed, singular
from wrapping.values import Argument, Field, field_of

Answer = Literal["empty", "object", "pages", "token"]


@frozen
class Model:
    """A facade model, and the function that reads it.

    Attributes:
        name: Such as `Lens`.
        module: Below `models`.
        reply: The generated class that it is read from.
        reader: The function that reads it.
        reader_module: The translator that has it.
        fields: Its fields; empty where the model was there before.
        text: What its docstring says.
        schema: What the description says of it.
    """

    name: str
    module: str
    reply: str
    reader: str
    reader_module: str
    fields: tuple[Field, ...]
    text: str
    schema: Schema

    @property
    def is_new(self) -> bool:
        """Whether it is to be written."""
        return bool(self.fields)


@frozen
class Plan:
    """All that the files of a wrapped operation are made of.

    Attributes:
        name: The method.
        described: What the description says of the operation.
        generated: What its generated module says.
        answer: What it answers with.
        arguments: Those of the method, the required ones first, without the pages of a list.
        model: What a success is read into, or an item of a list; None without a body.
        resource: The resource that gets the method, None where it is new.
        translator: The module of its translators.
        item_name: What one item is called.
        package: Such as `v1_3`.
        reply: The generated class of the whole response.
        token: The expression that reads the token of the next page.
        filter_name: The class of a list's filter.
        places: The modules of the generated classes that are named.
        public: The names of facade models, which generated classes must not take.
    """

    name: MethodName
    described: Described
    generated: GeneratedOperation
    answer: Answer
    arguments: tuple[Argument, ...]
    model: Model | None
    resource: Resource | None
    translator: str
    item_name: str
    package: str
    reply: str = ""
    token: str = ""
    filter_name: str = ""
    places: Mapping[str, str] = field(factory=dict)
    public: frozenset[str] = frozenset()

    @property
    def call_name(self) -> str:
        """The function of the translator."""
        item_name = pascal_to_plural(self.item_name) if self.answer in ("pages", "token") else self.item_name
        return f"{self.name.verb}_{item_name}" if not self.name.verb.endswith(f"_{item_name}") else self.name.verb

    @property
    def class_name(self) -> str:
        """The asynchronous class of the resource."""
        return self.resource.class_name if self.resource else class_name(self.name)

    @property
    def resource_file(self) -> str:
        """Where the resource is written, from the client package."""
        return self.resource.file if self.resource else f"_async/resources/{self.name.stem}.py"

    @property
    def stem(self) -> str:
        """The name of the resource's module, which that of the sandbox and the test have, too."""
        return self.resource_file.rpartition("/")[2].removesuffix(".py")

    def alias(self, name: str) -> str:
        """What a translator calls a generated class."""
        return f"{name}Reply" if name in self.public else name

    def placed(self, *places: str) -> list[Argument]:
        """The arguments that are sent in some places."""
        return [each for each in self.arguments if each.place in places]

    @property
    def has_filter(self) -> bool:
        """Whether it is a list that takes more than a page."""
        return self.answer == "pages" and bool(self.placed("query"))

    @property
    def tried(self) -> list[Argument]:
        """The arguments that a test gives: what must be given, and of a change one thing at least."""
        required = [each for each in self.arguments if each.required]
        optional = [each for each in self.placed("body") if not each.required]
        return required if any(each.place == "body" for each in required) else [*required, *optional[:1]]


def make_plan(
    checkout: Checkout, package: Package, described: Described, module: str, chosen: MethodName | None
) -> Plan:
    """Decide what is written.

    Args:
        checkout: What there is.
        package: The generated package.
        described: The operation.
        module: Its generated module.
        chosen: The method's name, where a person chose it.

    Raises:
        WrapError: A skeleton of it cannot be made.
    """
    if why := described.unsupported():
        raise WrapError(f"{described.place}: {why}, which takes more than a skeleton: wrap it by hand ({BY_HAND})")
    try:
        generated = package.operation(module)
    except WrapError as error:
        raise WrapError(f"{described.place}: {error}: wrap it by hand ({BY_HAND})") from error
    answer, item = _answer(package, described, generated)
    is_list = answer in ("pages", "token")
    name = chosen or proposed(described.method, described.path, checkout.collections(), is_list=is_list)
    checkout.free(name)
    resource = checkout.resource(name.resource)
    if resource is not None and (resource.shared or resource.translator is None):
        raise WrapError(
            f"{name}: {name.resource} serves several versions of the API, which are decided one by one: "
            "wrap it by hand, or give another resource with METHOD="
        )
    translator = (resource and resource.translator) or name.stem
    if resource is None and protocol_of(translator) in {*checkout.model_names(), _own_name(described, item)}:
        raise WrapError(f"{name}: {protocol_of(translator)} is a model, too: call the resource otherwise with METHOD=")
    item_name = singular(name.resource, described.path, _own_name(described, item))
    plan = Plan(
        name,
        described,
        generated,
        answer,
        (),
        None,
        resource,
        translator,
        item_name,
        checkout.package,
        generated.reply or "",
    )
    model = _model(checkout, package, plan, item) if item else None
    models = {
        *_with_ids(checkout),
        *([model.name] if model and any(each.name == "id" for each in model.fields) else []),
    }
    arguments = arguments_of(package, described, generated, models, paged=answer == "pages")
    filter_name = f"{pascal(f'{name.stem} {name.verb}' if name.verb != 'list' else item_name)}Filter"
    taken = f"class {filter_name}(" in checkout.text("intents/filters.py")
    return evolve(
        plan,
        item_name=snake(model.name) if model else item_name,
        model=model,
        arguments=arguments,
        token=_token(package, generated) if answer == "token" else "",
        filter_name=f"{pascal(name.stem)}{filter_name}" if taken else filter_name,
        places={each: package.file_of(each) for each in _generated_classes(generated, arguments, item)},
        public=frozenset({*checkout.model_names(), model.name if model else ""}),
    )


def pascal_to_plural(item_name: str) -> str:
    """The plural of a name: `index`, `indexes`; `entity`, `entities`."""
    if item_name.endswith("y") and item_name[-2:-1] not in "aeiou":
        return f"{item_name[:-1]}ies"
    return f"{item_name}es" if item_name.endswith(("s", "x", "ch", "sh")) else f"{item_name}s"


def _answer(package: Package, described: Described, generated: GeneratedOperation) -> tuple[Answer, str | None]:
    """What it answers with, and the generated class of the object, or of an item of a list."""
    if generated.reply is None:
        return "empty", None
    fields = {slot.name: slot.kind for slot in package.fields(generated.reply)}
    data, names = fields.get("data"), {slot.name for slot in generated.arguments}
    if described.method == "GET" and data and data.form == "object" and data.listed:
        if "page" in names and "page_info" in fields:
            return "pages", data.name
        if "page_token" in names and _token(package, generated):
            return "token", data.name
    return "object", generated.reply


def _token(package: Package, generated: GeneratedOperation) -> str:
    """The expression that reads the token of the next page."""
    fields = {slot.name: slot.kind for slot in package.fields(generated.reply or "")}
    if "next_page_token" in fields:
        return "given(reply.next_page_token)"
    info = fields.get("page_info")
    inner = {slot.name for slot in package.fields(info.name)} if info and info.form == "object" else set()
    if "next_page_token" not in inner:
        return ""
    return "None if isinstance(reply.page_info, Unset) else given(reply.page_info.next_page_token)"


def _generated_classes(generated: GeneratedOperation, arguments: Sequence[Argument], item: str | None) -> set[str]:
    """The generated classes that a translator names."""
    kinds = [each.slot.kind for each in arguments] + ([generated.body] if generated.body else [])
    texts = [kind.name for kind in kinds if kind.form in ("object", "union")]
    found = {name for text in texts for name in re.findall(r"\b[A-Z]\w*", text)}
    return {*found, *filter(None, (generated.reply, item))} - {"Any", "Literal", "Mapping", "Sequence"}


def _schema_name(reply: str | None) -> str | None:
    return reply.removesuffix("Reply").removesuffix("Response") or reply if reply else None


def _own_name(described: Described, reply: str | None) -> str | None:
    """The name that the description gives to a response; one that it describes in place has none of its own."""
    own = {name for name in described.document["components"]["schemas"] if reply in (name, f"{name}Reply")}
    return _schema_name(reply) if own else None


def _model(checkout: Checkout, package: Package, plan: Plan, reply: str) -> Model:
    found = checkout.reader(reply, plan.translator)
    schema = _item_schema(plan)
    if found is not None:
        return _known(found, reply, schema)
    name = _own_name(plan.described, reply) or pascal(plan.item_name)
    # A public name that is something else, or that of a Protocol of translators.
    name = f"{name}Result" if name in checkout.model_names() | checkout.protocols() else name
    fields = tuple(
        field_of(slot, plan.described.resolve((schema.get("properties") or {}).get(slot.wire, {})))
        for slot in package.fields(reply)
    )
    if not fields:
        raise WrapError(f"{plan.described.place}: {reply} has no fields: say what it holds in our description first")
    ordered = tuple(sorted(fields, key=lambda each: each.default is not None))
    text = " ".join(str(schema.get("description") or f"What {plan.name} returns.").split())
    module = _model_module(checkout, plan, name)
    return Model(name, module, reply, f"read_{snake(name)}", plan.translator, ordered, text, schema)


def _known(found: Reader, reply: str, schema: Schema) -> Model:
    return Model(found.model, found.model_module, reply, found.name, found.module, (), "", schema)


def _item_schema(plan: Plan) -> Schema:
    described, schema = plan.described, plan.described.reply or {}
    if plan.answer == "object":
        return schema
    data = described.resolve((schema.get("properties") or {}).get("data", {}))
    return described.resolve(data.get("items") or {})


def _model_module(checkout: Checkout, plan: Plan, name: str) -> str:
    """Where a new model goes: to the models of its resource, else to a module of its own."""
    text = checkout.text(f"versions/{plan.package}/{plan.translator}.py")
    used = [line.split()[1] for line in text.splitlines() if line.startswith("from twelvelabs_client.models.")]
    return used[0].rpartition(".")[2] if used else snake(name)


def _with_ids(checkout: Checkout) -> set[str]:
    """The public models that have an id."""
    names = checkout.model_names()
    return {name for name in names if (module := checkout.model_module(name)) and _has_id(checkout, module, name)}


def _has_id(checkout: Checkout, module: str, name: str) -> bool:
    text = checkout.text(f"models/{module.replace('.', '/')}.py")
    return "\n    id: str\n" in text.partition(f"class {name}:")[2].partition("\nclass ")[0]
