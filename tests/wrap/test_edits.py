"""Code is added where its kind stands, and nothing else of a module changes."""

from __future__ import annotations

import pytest
from wrapping import edits

MODULE = '''"""Probes."""

from __future__ import annotations

import a


def create(): ...


# Why it is private.
def _read(): ...


class Probes:
    def get(self): ...


class Others: ...
'''
OPERATIONS = """STORE = "/stores/{store_id}"
OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", "/probes/{probe_id}", probes.retrieve, STATEFUL),
    Operation("POST", STORE + "/items/{item_id}", items.create, STATEFUL),
)
"""


def test_an_import_stands_after_the_others() -> None:
    assert edits.with_imports(MODULE, ["import b"]) == MODULE.replace("import a\n", "import a\nimport b\n")


def test_an_import_for_types_makes_its_own_block_where_there_is_none() -> None:
    once = edits.with_type_import(MODULE, "import b")
    twice = edits.with_type_import(once, "import c")

    assert "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import b\n    import c\n" in twice


def test_a_function_stands_before_the_private_ones_and_their_comments() -> None:
    added = "def get(): ...\n"

    assert edits.with_function(MODULE, added, before="_") == MODULE.replace("# Why", f"{added}\n\n# Why")


def test_a_function_stands_at_the_end_where_nothing_comes_after_it() -> None:
    assert edits.with_function("import a\n", "def get(): ...\n", before="_") == "import a\n\n\ndef get(): ...\n"


def test_a_method_stands_at_the_end_of_its_class() -> None:
    added = "    def list(self): ...\n"

    assert edits.with_method(MODULE, "Probes", added) == MODULE.replace("(self): ...\n", f"(self): ...\n\n{added}")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('"a": 1,', 'T = {\n    "a": 1,\n    "b": 2,\n    "d": 4,\n}\n'),
        ('"c": 3,', 'T = {\n    "b": 2,\n    "c": 3,\n    "d": 4,\n}\n'),
        ('"e": 5,', 'T = {\n    "b": 2,\n    "d": 4,\n    "e": 5,\n}\n'),
    ],
)
def test_an_entry_stands_in_the_order_of_the_keys(entry: str, expected: str) -> None:
    assert edits.with_entry('T = {\n    "b": 2,\n    "d": 4,\n}\n', "T", entry) == expected


def test_an_empty_table_gets_its_first_entry() -> None:
    assert (
        edits.with_last_entry("T: dict[str, int] = {}\n", "T", '"a": 1,') == 'T: dict[str, int] = {\n    "a": 1,\n}\n'
    )


@pytest.mark.parametrize(
    ("method", "path", "line"),
    [
        ("GET", "/probes/nearest", 3),
        ("POST", "/stores/{store_id}/items/first", 4),
        ("POST", "/probes/nearest", 5),
        ("GET", "/probes", 5),
    ],
    ids=["before a parameter", "before a path in two parts", "another method", "nothing in its way"],
)
def test_an_operation_stands_before_what_would_take_its_requests(method: str, path: str, line: int) -> None:
    changed = edits.with_operation(OPERATIONS, "NEW,", method, path)

    assert changed.splitlines().index("    NEW,") == line - 1
