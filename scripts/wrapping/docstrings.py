"""Docstrings in our words, from our description: Google style, within the width of a line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from wrapping.naming import in_words, with_article
from wrapping.plan import Model, Plan, pascal_to_plural

WIDTH = 120
PAGES = (
    ("page", "The page to begin with, from 1."),
    ("page_limit", "Items a page, 1 to 50 (default 10)."),
)
_RAISED = {
    "403": ("PermissionDeniedError", "It belongs to another account."),
    "404": ("NotFoundError", "There is no such {item_name}."),
    "409": ("ConflictError", "What is there does not allow this."),
}
_VERBS = {
    "get": "Read",
    "list": "List",
    "create": "Create",
    "update": "Change",
    "replace": "Replace",
    "delete": "Delete",
}


def of_method(plan: Plan) -> str:
    """What stands between the quotes of a method's docstring; its lines have the method's indentation."""
    parts = [summary(plan)]
    text = plan.described.text("description")
    # "Reads a lens." says no more than "Read a lens".
    if text and text.rstrip(".").replace("s ", " ", 1) != parts[0].rstrip("."):
        parts.append(f"{text.rstrip('.')}.")
    lines = [*_paragraphs(parts, 8), "", "        Args:"]
    lines += _entries(((each.name, each.text) for each in plan.arguments), 12)
    lines += _entries(_of_call(plan), 12)
    if plan.answer == "pages":
        items = in_words(pascal_to_plural(plan.item_name))
        lines += [
            "",
            "        Returns:",
            f"            An iterable of {items}, with `pages()`, `first(n)` and `to_list()`.",
        ]
    if raised := list(_raised(plan)):
        lines += ["", "        Raises:", *_entries(raised, 12)]
    lines += ["", f"        Operation: `{plan.described.place}`"]
    return "\n".join(lines).lstrip()


def of_model(model: Model) -> str:
    """What stands between the quotes of a model's docstring."""
    entries = [*((each.name, each.text) for each in model.fields), ("raw", "The JSON object as received.")]
    text = f"{model.text[:1].upper()}{model.text[1:].rstrip('.')}."
    return "\n".join([*_paragraphs([text], 4), "", "    Attributes:", *_entries(entries, 8)]).lstrip()


def summary(plan: Plan) -> str:
    """The first sentence: what the description says, else what the method's name says."""
    text = plan.described.text("summary").rstrip(".")
    if not text:
        item_name = (
            pascal_to_plural(in_words(plan.item_name)) if plan.name.verb == "list" else with_article(plan.item_name)
        )
        verb = _VERBS.get(plan.name.verb)
        text = f"{verb} {item_name}" if verb else f"Call {plan.name.verb.replace('_', ' ')} of {item_name}"
    return f"{text[:1].upper()}{text[1:]}."


def _of_call(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.answer == "pages":
        yield from PAGES
        yield "timeout", "Each page's call in seconds."
    else:
        yield "timeout", "The whole call in seconds."


def _raised(plan: Plan) -> Iterator[tuple[str, str]]:
    if any(each.checked != each.name for each in plan.arguments):
        yield "InvalidInputError", "An argument is empty, or beyond its limits."
    for status in sorted(plan.described.errors & _RAISED.keys()):
        name, text = _RAISED[status]
        yield name, text.format(item_name=in_words(plan.item_name))


def _paragraphs(texts: Iterable[str], indent: int) -> Iterator[str]:
    # The first line stands behind three quotes, which may end it, too.
    for number, text in enumerate(texts):
        if number:
            yield ""
        yield from textwrap.wrap(
            _safe(text), WIDTH - 6, initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False
        )


def _entries(entries: Iterable[tuple[str, str]], indent: int) -> Iterator[str]:
    for name, text in entries:
        yield from textwrap.wrap(
            f"{name}: {_safe(text)}",
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 4),
            break_on_hyphens=False,
        )


def _safe(text: str) -> str:
    """A text that cannot end the docstring, nor be read as an escape."""
    return re.sub(r'"{3,}', "''", text).replace("\\", "/")
