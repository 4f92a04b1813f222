"""Hold generated modules against the allow-list that stands beside the templates, before anything runs them.

A published description is untrusted input. Escaping keeps it out of the code; this check does not trust the escaping.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from keyword import iskeyword
from pathlib import Path
from typing import Any

from pipeline.chunks import models_index
from pipeline.document import read_data
from pipeline.specification import RETRY_CLASSES

LIST = "allowed.yaml"
CONSTANTS = ("OPERATION", "RETRY", "ACCEPT", "READS", "HOLDS", "EACH")
# Modules that say the same for every description, by the template that holds their text.
FIXED = {
    "__init__.py": "package_init.py.jinja",
    "types.py": "types.py.jinja",
    "api/__init__.py": "api_init.py.jinja",
    "api/*/__init__.py": "endpoint_init.py.jinja",
}


def violations(package: Path, codegen: Path) -> Iterator[str]:
    """What stands in a version's package that the templates do not write; module, line and what was found.

    Args:
        package: The folder of one version.
        codegen: The folder with the templates and the allow-list.
    """
    allowed: dict[str, Any] = read_data(codegen / LIST)
    for file in sorted(package.rglob("*")):
        name = file.relative_to(package).as_posix()
        if not _is_expected(file, name, allowed):
            yield f"{name}: is not a file that the templates write"
        elif file.suffix == ".py":
            yield from (f"{name}:{line}: {found}" for line, found in _in_file(file, name, codegen, allowed))


def _is_expected(file: Path, name: str, allowed: dict[str, Any]) -> bool:
    if file.is_symlink() or not all(
        part.isidentifier() and not iskeyword(part) for part in name.removesuffix(file.suffix).split("/")
    ):
        return False
    if file.is_dir():
        return bool(re.fullmatch(r"api(/\w+)?|models", name))
    return name in allowed["files"] or bool(
        re.fullmatch(r"(__init__|types|api/__init__|api/\w+/\w+|models/\w+)\.py", name)
    )


def _in_file(file: Path, name: str, codegen: Path, allowed: dict[str, Any]) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(file.read_bytes(), filename=name)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        yield getattr(error, "lineno", None) or 1, f"is not Python: {getattr(error, 'msg', error)}"
        return
    template = next((FIXED[pattern] for pattern in FIXED if re.fullmatch(pattern.replace("*", r"\w+"), name)), None)
    if template is not None:
        text = (codegen / "templates" / template).read_text(encoding="utf-8")
    elif name == "models/__init__.py":
        text = models_index({ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)})
    else:
        module = _Module(tree, allowed, depth=len(Path(name).parts), is_operation=name.startswith("api/"))
        yield from sorted(module.found())
        return
    if _meaning(tree) != _meaning(ast.parse(text)):
        yield 1, "is not what its template says"


def _meaning(tree: ast.Module) -> str:
    """The code without its layout; the formatter has an order of its own for imports."""
    for node in tree.body:
        if isinstance(node, ast.If):
            node.body.sort(key=ast.dump)
        if isinstance(node, ast.ImportFrom):
            node.names.sort(key=lambda alias: alias.name)
    return ast.dump(tree)


@dataclass
class _Module:
    """One module of an operation or a model."""

    tree: ast.Module
    allowed: dict[str, Any]
    depth: int
    is_operation: bool
    models: set[str] = field(default_factory=set)
    helpers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._constants: list[str] = []
        self._annotations: list[ast.expr] = []
        self._rules: dict[type[ast.AST], Callable[[Any], str | None]] = {
            ast.Name: self._name,
            ast.Import: self._import,
            ast.ImportFrom: self._import_from,
            ast.Call: self._call,
            ast.Attribute: self._attribute,
            ast.Constant: self._constant,
            ast.UnaryOp: self._sign,
            ast.FormattedValue: self._formatted,
            ast.Assign: self._assign,
            ast.ClassDef: self._class,
            ast.FunctionDef: self._function,
            ast.arg: self._argument,
            ast.AnnAssign: self._annotated,
            ast.keyword: lambda node: self._plain(node.arg or ""),
            ast.comprehension: lambda node: self._target(node.target),
        }
        self._nodes = list(_walk(self.tree))
        calls = (node.func for _, node in self._nodes if isinstance(node, ast.Call))
        self._called = {call.id for call in calls if isinstance(call, ast.Name)}
        self._known = {*self.allowed["calls"], *self.allowed["names"]}
        for _, node in self._nodes:
            self._note(node)
        self._callable = {*self.allowed["calls"], *self.helpers, *self.models}
        self._known |= self._callable

    def found(self) -> Iterator[tuple[int, str]]:
        for statement in self.tree.body:
            if not self._may_stand_alone(statement):
                yield statement.lineno, f"{_short(statement)} stands in the module"
        kinds = set(self.allowed["nodes"])
        for line, node in self._nodes:
            if type(node).__name__ not in kinds:
                yield line, f"{type(node).__name__} is not among the allowed kinds of syntax"
                continue
            rule = self._rules.get(type(node))
            if rule is not None and (what := rule(node)):
                yield line, what
        for annotation in self._annotations:
            if any(_texts_outside_literals(annotation)):
                yield annotation.lineno, f"a string in the annotation {_short(annotation)}"
        if self.is_operation and sorted(self._constants) != sorted(CONSTANTS):
            yield 1, f"{', '.join(CONSTANTS)} must stand there once each"

    def _note(self, node: ast.AST) -> None:
        """What names mean in this module: helpers and models may be called, arguments and variables only passed on."""
        if isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if node.level and node.module != "types":
                self.models |= names
            elif node.level:
                self.helpers |= {name for name in names if name not in ("UNSET", "Unset", "File", "Part", "Reply")}
            self._known |= names
        elif isinstance(node, ast.ClassDef) or (isinstance(node, ast.FunctionDef) and _is_reader(node.name)):
            self.models.add(node.name)
        elif isinstance(node, ast.arg):
            self._known.add(node.arg)
        elif isinstance(node, ast.Assign):
            self._known |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign | ast.comprehension) and isinstance(node.target, ast.Name):
            self._known.add(node.target.id)

    def _may_stand_alone(self, node: ast.stmt) -> bool:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef):
            return True
        if isinstance(node, ast.FunctionDef):
            return not node.decorator_list
        if isinstance(node, ast.Expr):
            return isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if isinstance(node, ast.If):
            return (
                isinstance(node.test, ast.Name)
                and node.test.id == "TYPE_CHECKING"
                and not node.orelse
                and all(isinstance(inner, ast.ImportFrom | ast.Pass) for inner in node.body)
            )
        if isinstance(node, ast.Assign):
            return self._is_constant_of_operation(node)
        return isinstance(node, ast.AnnAssign) and self._is_value_set(node)

    def _is_constant_of_operation(self, node: ast.Assign) -> bool:
        name, value = ast.unparse(node.targets[0]), getattr(node.value, "value", None)
        self._constants.append(name)
        match name:
            case "OPERATION" | "ACCEPT":
                return isinstance(value, str)
            case "RETRY":
                return value in RETRY_CLASSES
            case "READS" | "HOLDS" | "EACH":
                return isinstance(node.value, ast.Tuple) and all(map(_is_row, node.value.elts))
            case _:
                return False

    def _is_value_set(self, node: ast.AnnAssign) -> bool:
        name, kind = ast.unparse(node.target), ast.unparse(node.annotation)
        if kind == "TypeAlias":
            self.models.add(name)
            return (
                name.isidentifier()
                and re.fullmatch(r"Literal\[.*\] \| (str|int)", ast.unparse(node.value or node), re.DOTALL) is not None
            )
        return kind in ("frozenset[str]", "frozenset[int]") and name.endswith("_VALUES")

    def _name(self, node: ast.Name) -> str | None:
        if isinstance(node.ctx, ast.Load) and node.id not in self._known:
            return f"the name {node.id}"
        # Where `__slots__` may stand, and as what, is for `_assign` and `_class`.
        return None if node.id == "__slots__" and isinstance(node.ctx, ast.Store) else self._plain(node.id)

    @staticmethod
    def _plain(name: str) -> str | None:
        return f"the name {name}" if name.startswith("__") else None

    def _argument(self, node: ast.arg) -> str | None:
        if node.annotation is not None:
            self._annotations.append(node.annotation)
        return self._plain(node.arg) or self._bound(node.arg)

    def _annotated(self, node: ast.AnnAssign) -> str | None:
        self._annotations.append(node.annotation)
        return None if isinstance(node.target, ast.Name) else f"the assignment to {_short(node.target)}"

    def _import(self, node: ast.Import) -> str | None:
        return None if ast.unparse(node) == "import datetime" else f"{_short(node)}"

    def _import_from(self, node: ast.ImportFrom) -> str | None:
        module, names = node.module or "", {alias.name for alias in node.names}
        known = self.allowed["imports"]
        if any(alias.asname for alias in node.names) or node.level not in (0, self.depth):
            return _short(node)
        if node.level and re.fullmatch(r"models\.[a-z]\w*", module):
            return next((what for name in names if (what := self._plain(name))), None)
        if (module == "types") != bool(node.level) or not names <= set(known.get(module, ())):
            return _short(node)
        return None

    def _call(self, node: ast.Call) -> str | None:
        if isinstance(node.func, ast.Name) and node.func.id in self._callable:
            return None
        # Other attributes are looked at by `_attribute`; those of `self` hold data and are never called.
        if isinstance(node.func, ast.Attribute) and _dotted(node.func.value) != "self":
            return None
        return f"the call of {_short(node.func)}"

    def _attribute(self, node: ast.Attribute) -> str | None:
        owner = _dotted(node.value)
        if owner == "self" and isinstance(node.ctx, ast.Load):
            return self._plain(node.attr)
        owner = "models" if owner in self.models else owner
        return None if node.attr in self.allowed["attributes"].get(owner, ()) else f"the attribute {_short(node)}"

    def _constant(self, node: ast.Constant) -> str | None:
        plain = node.value in (None, ...) or isinstance(node.value, str | int | float)
        return None if plain else f"the constant {node.value!r}"

    def _sign(self, node: ast.UnaryOp) -> str | None:
        is_number = isinstance(node.operand, ast.Constant) and type(node.operand.value) in (int, float)
        return None if is_number or not isinstance(node.op, ast.USub) else f"the sign of {_short(node.operand)}"

    def _formatted(self, node: ast.FormattedValue) -> str | None:
        call = node.value
        plain = isinstance(call, ast.Call) and ast.unparse(call.func) == "path_value" and not call.keywords
        constants = plain and all(isinstance(argument, ast.Constant) for argument in call.args[1:])  # type: ignore[attr-defined]
        if constants and isinstance(call.args[0], ast.Name) and node.conversion == -1 and node.format_spec is None:  # type: ignore[attr-defined]
            return None
        return f"{_short(node.value)} in a formatted string"

    def _assign(self, node: ast.Assign) -> str | None:
        targets = () if _is_slots(node) else node.targets
        return next((what for target in targets if (what := self._target(target))), None)

    def _target(self, target: ast.expr) -> str | None:
        return self._bound(target.id) if isinstance(target, ast.Name) else f"the assignment to {_short(target)}"

    def _bound(self, name: str) -> str | None:
        """A name that is called must stay what it is."""
        return f"{name} is given another meaning" if name in self._callable & self._called - {"cls"} else None

    def _class(self, node: ast.ClassDef) -> str | None:
        bases, decorators = ([ast.unparse(each) for each in part] for part in (node.bases, node.decorator_list))
        is_read = (bases, decorators) == ([self.allowed["base"]], [])
        is_written = (bases, decorators) == ([], [self.allowed["decorator"]])
        if node.keywords or not (is_read or is_written):
            return f"class {node.name} has bases or decorators that no template writes"
        for statement in node.body:
            is_method = isinstance(statement, ast.FunctionDef) and (
                statement.name in self.allowed["methods"] or (is_read and _is_property(statement))
            )
            is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            is_field = _is_slots(statement) if is_read else isinstance(statement, ast.AnnAssign)
            if not (is_method or is_docstring or is_field):
                return f"{_short(statement)} stands in class {node.name}"
        return None

    def _function(self, node: ast.FunctionDef) -> str | None:
        if node.returns is not None:
            self._annotations.append(node.returns)
        if not (self._is_field(node) if _is_property(node) else self._is_known(node)):
            return f"the function {node.name}"
        variables = [each.target for each in ast.walk(node) if isinstance(each, ast.AnnAssign)]
        if bound := next(filter(None, map(self._target, variables)), None):
            return bound
        inner = next(
            (each for each in ast.walk(node) if isinstance(each, ast.FunctionDef | ast.ClassDef) and each is not node),
            None,
        )
        return f"{inner.name} stands inside {node.name}" if inner else None

    def _is_known(self, node: ast.FunctionDef) -> bool:
        known = {*self.allowed["functions"], *self.allowed["methods"]}
        plain = all(ast.unparse(each) == "staticmethod" for each in node.decorator_list)
        return plain and (node.name in known or _is_reader(node.name))

    def _is_field(self, node: ast.FunctionDef) -> bool:
        return not node.name.startswith("_") and node.name not in self.allowed["reserved"]


def _walk(tree: ast.Module) -> Iterator[tuple[int, ast.AST]]:
    """All nodes with their lines; operators and the like stand where the expression stands that they are part of."""
    stack: list[tuple[int, ast.AST]] = [(1, tree)]
    while stack:
        line, node = stack.pop()
        line = getattr(node, "lineno", line)
        yield line, node
        stack += [(line, child) for child in ast.iter_child_nodes(node)]


def _is_row(node: ast.expr) -> bool:
    """Whether it is a tuple of strings."""
    return isinstance(node, ast.Tuple) and all(map(_is_text, node.elts))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_reader(name: str) -> bool:
    return name.startswith("_read_")


def _is_property(node: ast.FunctionDef) -> bool:
    return [ast.unparse(each) for each in node.decorator_list] == ["property"] and ast.unparse(node.args) == "self"


def _is_slots(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node) == "__slots__ = ()"


def _dotted(node: ast.expr) -> str:
    """`a.b.c` of plain names, else nothing."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _texts_outside_literals(node: ast.AST) -> Iterator[str]:
    """Nothing evaluates annotations; a string in one could only be there to be evaluated by somebody, some day."""
    if isinstance(node, ast.Subscript) and _dotted(node.value) == "Literal":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts_outside_literals(child)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 80 else f"{text[:77]}..."
