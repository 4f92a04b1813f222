"""Which files a wrapped operation changes, and what each is afterwards: pure, nothing is written here."""

from __future__ import annotations

from pathlib import Path

from attrs import field, frozen
from versioning.layout import CLIENT

from wrapping import edits, rendering
from wrapping.checkout import Checkout
from wrapping.plan import Plan

SANDBOX = Path("facade", "twelvelabs_sandbox", "newer")
TESTS = Path("tests", "facade")
BODIES = Path("tests", "versions", "bodies_wrapped.py")
CHANGELOG = Path("CHANGELOG.md")
RECORDED = "pytestmark = pytest.mark.vcr\n"
_TEST_HEAD = '''"""{title}, as recorded."""

from __future__ import annotations

import pytest

from tests.colours import in_both_colours

pytestmark = pytest.mark.vcr
'''
_RESOURCE_IMPORTS = (
    "from collections.abc import Mapping, Sequence",
    "from datetime import date, datetime",
    "from twelvelabs_client._async.paging import AsyncPaginator, listed",
    "from twelvelabs_client.core import checks",
)
_TRANSLATOR_IMPORTS = (
    "from collections.abc import Mapping, Sequence",
    "from datetime import date, datetime",
    "from typing import cast",
    "from twelvelabs_client.core.call import Call",
    "from twelvelabs_client.core.paging import Page",
    "from twelvelabs_client.versions._pages import page_of",
    "from twelvelabs_client.versions._prepare import given, json_of, optional, prepare, prepare_empty",
    "from twelvelabs_generated.types import Unset",
)
_MODEL_IMPORTS = (
    "from collections.abc import Sequence",
    "from datetime import date, datetime",
    "from attrs import field, frozen",
    "from twelvelabs_client.core.json import JsonObject",
)
_HANDLER_IMPORTS = (
    "from twelvelabs_sandbox.http.paging import paginate",
    "from twelvelabs_sandbox.http.routing import Call, Reply",
)


@frozen
class Written:
    """What is written for an operation.

    Attributes:
        texts: Each file as it is afterwards, from the checkout.
        to_think_about: The files with something that a person decides, each with what that is.
        test: The module of the test, and the name of the test.
    """

    texts: dict[Path, str]
    to_think_about: dict[Path, str]
    test: tuple[Path, str]


@frozen
class _Files:
    """Files of a checkout that are changed one after the other."""

    root: Path
    texts: dict[Path, str] = field(factory=dict)

    def text(self, place: Path) -> str:
        """What a file holds now; nothing where there is none."""
        file = self.root / place
        return self.texts.get(place) or (file.read_text("utf-8") if file.is_file() else "")

    def put(self, place: Path, text: str) -> None:
        """Change a file."""
        self.texts[place] = text


def write(checkout: Checkout, plan: Plan) -> Written:
    """What the files of a checkout are once an operation is wrapped.

    Args:
        checkout: The checkout.
        plan: What is written.
    """
    files = _Files(checkout.root)
    decided: dict[Path, str] = {}
    if plan.model and (plan.model.is_new or plan.answer == "token"):
        decided[_write_model(files, plan)] = "the model's fields: names, types, what stays JSON"
    if plan.has_filter:
        _write_filter(files, plan)
    _write_translator(files, plan)
    if plan.resource is None:
        _write_resource(files, checkout, plan)
    decided[_write_method(files, checkout, plan)] = "the method: names, defaults, checks, the docstring"
    decided[_write_handler(files, plan)] = "the sandbox's answer, which is scripted"
    test = _write_test(files, plan)
    decided[test[0]] = "what the test shows of the behaviour"
    _write_bodies(files, plan)
    _write_changelog(files, plan)
    return Written(files.texts, decided, test)


def _write_model(files: _Files, plan: Plan) -> Path:
    assert plan.model is not None
    model, place = plan.model, CLIENT / "models" / f"{plan.model.module.replace('.', '/')}.py"
    text = files.text(place) or "from __future__ import annotations\n"
    text = edits.with_imports(text, _MODEL_IMPORTS)
    files.put(place, f"{text.rstrip()}\n\n\n{rendering.model(plan, model)}")
    table = CLIENT / "models" / "__init__.py"
    names = [model.name] if model.is_new else []
    for name in [*names, f"{model.name}Page"] if plan.answer == "token" else names:
        exported = edits.with_type_import(
            files.text(table), f"from twelvelabs_client.models.{model.module} import {name}"
        )
        exported = edits.with_entry(exported, "_MODULES", f'"{name}": "{model.module}",')
        files.put(table, edits.with_entry(exported, "__all__", f'"{name}",'))
    return place


def _write_filter(files: _Files, plan: Plan) -> None:
    place = CLIENT / "intents" / "filters.py"
    imports = ["from collections.abc import Mapping, Sequence", "from datetime import date, datetime"]
    text = edits.with_imports(files.text(place), imports)
    files.put(place, f"{text.rstrip()}\n\n\n{rendering.filter_of(plan)}")


def _write_translator(files: _Files, plan: Plan) -> None:
    place = CLIENT / "versions" / plan.package / f"{plan.translator}.py"
    version = plan.package.replace("_", ".")
    title = plan.translator.replace("_", " ").capitalize()
    text = files.text(place) or f'"""{title} as {version} puts them."""\n\nfrom __future__ import annotations\n'
    model = plan.model
    imports = [*_TRANSLATOR_IMPORTS, *_facade_imports(plan)]
    for reply in {plan.reply, model.reply} - {""} if model else ():
        imports.append(rendering.import_of(plan, reply))
    if model and model.reader_module != plan.translator:
        imports.append(f"from twelvelabs_client.versions.{plan.package}.{model.reader_module} import {model.reader}")
    text = edits.with_imports(text, imports)
    text = edits.with_function(text, rendering.translator(plan), before="_|read_")
    if model and model.is_new:
        text = edits.with_function(text, rendering.reader(plan, model), before="_")
    files.put(place, text)


def _write_resource(files: _Files, checkout: Checkout, plan: Plan) -> None:
    files.put(CLIENT / plan.resource_file, rendering.resource(plan))
    parent, _, _ = plan.name.resource.rpartition(".")
    above = checkout.resource(parent) if parent else None
    holder = above.class_name if above else checkout.client_class
    place = CLIENT / checkout.file_of(holder)
    line = f"from twelvelabs_client._async.resources.{plan.stem} import {plan.class_name}"
    text = edits.with_type_import(files.text(place), line)
    text = edits.with_imports(text, ["from functools import cached_property"])
    files.put(place, edits.with_method(text, holder, rendering.property_of(plan)))
    if not parent:
        _write_replacement(files, plan.name.resource)


def _write_method(files: _Files, checkout: Checkout, plan: Plan) -> Path:
    place = CLIENT / plan.resource_file
    imports = [*_RESOURCE_IMPORTS, *_facade_imports(plan)]
    for each in plan.placed("path"):
        model = each.annotation.removeprefix("str").removeprefix(" | ")
        if module := checkout.model_module(model):
            imports.append(f"from twelvelabs_client.models.{module} import {model}")
    text = edits.with_imports(files.text(place), imports)
    files.put(place, edits.with_method(text, plan.class_name, rendering.method(plan)))
    return place


def _write_replacement(files: _Files, name: str) -> None:
    """What older versions say of a resource that they lack."""
    place = CLIENT / "core" / "replacements.py"
    files.put(place, edits.with_entry(files.text(place), "REPLACEMENTS", f'"{name}": _NEWER,'))


def _write_handler(files: _Files, plan: Plan) -> Path:
    place = SANDBOX / f"{plan.stem}.py"
    title = plan.stem.replace("_", " ").capitalize()
    text = files.text(place) or f'"""{title}."""\n\nfrom __future__ import annotations\n'
    name = plan.name.handler
    name = f"{name}_{plan.item_name}" if f"def {name}(" in text else name
    text = edits.with_imports(text, _HANDLER_IMPORTS)
    files.put(place, edits.with_function(text, rendering.handler(plan, name), before="_"))
    table = SANDBOX / "operations.py"
    row = rendering.operation_row(plan, plan.stem, name)
    text = edits.with_operation(files.text(table), row, plan.described.method, rendering.route_of(plan))
    files.put(table, edits.with_imports(text, [f"from twelvelabs_sandbox.newer import {plan.stem}"]))
    return place


def _write_test(files: _Files, plan: Plan) -> tuple[Path, str]:
    place = TESTS / f"test_{plan.stem}.py"
    if (text := files.text(place)) and RECORDED not in text:
        place, text = TESTS / f"test_{plan.stem}_{plan.name.verb}.py", ""
    text = text or _TEST_HEAD.format(title=plan.stem.replace("_", " ").capitalize())
    name = rendering.test_name(plan)
    name = f"{name}_by_{plan.name.verb}" if f"test_{name}(" in text else name
    client = f"AsyncTwelveLabsV{plan.package.removeprefix('v')}"
    imports = [f"from twelvelabs_client import {client}", "from datetime import UTC, date, datetime"]
    text = edits.with_imports(text, imports)
    files.put(place, f"{text.rstrip()}\n\n\n{rendering.test(plan, name)}")
    return place, f"test_{name}"


def _write_bodies(files: _Files, plan: Plan) -> None:
    line = f"from twelvelabs_client.versions.{plan.package} import {plan.translator}"
    text = edits.with_imports(files.text(BODIES), [line])
    files.put(BODIES, edits.with_last_entry(text, "WRAPPED", rendering.call_row(plan)))


def _write_changelog(files: _Files, plan: Plan) -> None:
    """A line among what is not released yet."""
    lines = files.text(CHANGELOG).splitlines(keepends=True)
    added = next(number for number, line in enumerate(lines) if line.startswith("### Added"))
    lines.insert(added + 2, f"- `{plan.name}`: `{plan.described.place}`.\n")
    if lines[added + 3].strip() and not lines[added + 3].startswith("-"):
        lines.insert(added + 3, "\n")
    files.put(CHANGELOG, "".join(lines))


def _facade_imports(plan: Plan) -> list[str]:
    """What signatures may name: models, and the filter of a list."""
    found = [f"from twelvelabs_client.intents.filters import {plan.filter_name}"] if plan.has_filter else []
    if plan.model:
        names = f"{plan.model.name}, {plan.model.name}Page" if plan.answer == "token" else plan.model.name
        found.append(f"from twelvelabs_client.models.{plan.model.module} import {names}")
    return found
