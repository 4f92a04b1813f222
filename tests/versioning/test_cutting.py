"""What names a version that is dropped goes, in the smallest piece that can go by itself."""

from __future__ import annotations

import pytest
from versioning.cutting import without
from versioning.prose import unlisted

PIECES = {
    "a row": ('ROWS = [\n    ("v0.1", 1),\n    ("v0.2", 2),\n]\n', 'ROWS = [\n    ("v0.2", 2),\n]\n'),
    "a long row": ('T = {\n    "v0_1": (\n        1\n    ),\n    "v0_2": 2,\n}\n', 'T = {\n    "v0_2": 2,\n}\n'),
    "a row that begins with it": ('T = {"v0.1: a word": 1, "b": 2}\n', 'T = {"b": 2}\n'),
    "a table in a table": ("T = {\n    **_IN_V0_1,\n    'a': 1,\n}\n", "T = {\n    'a': 1,\n}\n"),
    "one of a tuple": ('OLDER = ("v0.1", "v0.2")\n', 'OLDER = ("v0.2",)\n'),
    "the last of a tuple": ('OLDER = ("v0.2", "v0.1")\n', 'OLDER = ("v0.2",)\n'),
    "a type": ("def f(tl: TwelveLabsV0_1 | TwelveLabsV0_2) -> None: ...\n", "def f(tl: TwelveLabsV0_2) -> None: ...\n"),
    "an argument": ("x = of(version, v0_1=1, v0_2=2)\n", "x = of(version, v0_2=2)\n"),
    "a parameter": ("def of(*, v0_1: int, v0_2: int) -> int: ...\n", "def of(*, v0_2: int) -> int: ...\n"),
    "an import": ("from a import FIRST_0_1, FIRST_0_2\n", "from a import FIRST_0_2\n"),
    "a module of its own": ("import a\nfrom a.v0_1 import b\n", "import a\n"),
    "an arm, with what stands in it": (
        'def f(v):\n    match v:\n        case "v0.1":\n            return V0_1\n        case _:\n            pass\n',
        "def f(v):\n    match v:\n        case _:\n            pass\n",
    ),
    "a test": ('A = 1\n\n# Why.\n@mark\ndef test_a():\n    assert f("v0.1")\n', "A = 1\n\n"),
    "a test for which no row is left": ('A = 1\n@mark(["v0.1"])\ndef test_a(v):\n    assert f(v)\n', "A = 1\n"),
    "what it was called": ('FIRST = Surface("v0.1")\nALL = [FIRST, SECOND]\n', "ALL = [SECOND]\n"),
    "what nothing else uses": ("def _f(): ...\nX_0_1 = _f()\nY = 2\n", "Y = 2\n"),
    "words": ('def f():\n    """v0.1: a word."""\n', 'def f():\n    """v0.1: a word."""\n'),
    "part of another number": ('x = "v0.10", "v10.1", "in v0.1 only"\n', 'x = "v0.10", "v10.1", "in v0.1 only"\n'),
}


@pytest.mark.parametrize(("before", "after"), PIECES.values(), ids=PIECES)
def test_the_smallest_piece_goes(before: str, after: str) -> None:
    assert without(before, "v0.1") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("in v0.1 and v0.2", "in v0.2"),
        ("v0.1, v0.2 and v0.3 alike", "v0.2 and v0.3 alike"),
        ("not one of v0.1, v0.2, v0.3", "not one of v0.2, v0.3"),
        ("`v0.3` (default), `v0.2` or `v0.1`.", "`v0.3` (default) or `v0.2`."),
        ("| a | v0.1 |\n| b | v0.1, v0.2 |\n", "| b | v0.2 |\n"),
        ("only in v0.1", "only in v0.1"),
        ("v0.10 and v0.2", "v0.10 and v0.2"),
    ],
)
def test_a_version_is_taken_out_of_lists(before: str, after: str) -> None:
    assert unlisted(before, "v0.1") == after
