"""Names by rule, for what only a published description has."""

from __future__ import annotations

import builtins
import re
from collections.abc import Container, Iterable
from keyword import iskeyword

from pipeline.specification import Operation

_EXTRACTION_NOISE = re.compile(
    r"(Get|Post|Put|Patch|Delete)(?:RequestBody|Responses|Parameters)(?:Content)?"
    r"(?:ApplicationJson|MultipartFormData|TextEventStream)?(?:Schema)?"
)
_VERBS = {"Get": "", "Post": "Create", "Put": "Replace", "Patch": "Update", "Delete": "Delete"}
# What every generated module may import beside its models.
IMPORTED = ("Any", "File", "Literal", "Mapping", "Part", "Reply", "Request", "Self", "Sequence", "Unset")
# A name is that of a file, too, and file systems end names after 255 bytes.
LONGEST = 100
# What Windows takes for a device, whatever stands behind a dot.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
# What the generator would give another name.
_BUILT_IN = {*dir(builtins), "self", "true", "false", "datetime"} - {"id"}


def words(text: str) -> list[str]:
    """The words of a name, whatever separates them."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    spaced = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", spaced)
    return re.findall(r"[A-Za-z0-9]+", spaced)


def snake(text: str) -> str:
    """A name as `snake_case`."""
    return "_".join(words(text)).lower()


def pascal(text: str) -> str:
    """A name as `PascalCase`; a leading digit gets a letter before it."""
    name = "".join(word[0].upper() + word[1:] for word in words(text))
    return name if name and not name[0].isdigit() else f"Schema{name}"


class ClassNames:
    """The class names in use; those that would share a module file (`AssetHLS`, `AssetHls`) count as one."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._modules = {snake(name) for name in (*taken, *IMPORTED)} | _DEVICES

    def claim(self, wanted: str) -> str:
        """The name itself, or with the first free number behind it; it is taken from now on."""
        wanted = wanted[:LONGEST]
        name, number = wanted, 2
        while snake(name) in self._modules:
            name, number = f"{wanted}{number}", number + 1
        self._modules.add(snake(name))
        return name

    def claim_for(self, published: str) -> str:
        """A name for a published component, without what an extraction tool added."""
        return self.claim(pascal(_EXTRACTION_NOISE.sub(lambda match: _VERBS[match[1]], published)))


def unique(name: str, taken: Container[str]) -> str:
    """The name itself, or with the first free number behind it."""
    if name not in taken:
        return name
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


def tag_name(operation: Operation) -> str:
    """The folder of an operation: its tag, or the first word of its path."""
    name = (snake(operation.tag) or snake(operation.path.strip("/").split("/")[0]) or "root")[:LONGEST].strip("_")
    return f"tag_{name}" if not name.isidentifier() or iskeyword(name) or name in _BUILT_IN | _DEVICES else name


def operation_name(operation: Operation, taken: Container[str]) -> str:
    """The module of an operation: tag and operationId (no published description repeats that pair), or its place."""
    tag = tag_name(operation)
    own = snake(operation.operation_id)
    if not own:
        own = f"{operation.method.lower()}_{snake(operation.path)}".strip("_")
    name = own if own == tag or own.startswith(f"{tag}_") else f"{tag}_{own}"
    return unique(name[:LONGEST].rstrip("_") if len(name) > LONGEST else name, taken)
