"""A further version is decided like another one, by one rule for each form that a decision has."""

from __future__ import annotations

import pytest
from versioning.cutting import without
from versioning.edits import further
from versioning.layout import renamed

ARM = """match version:
    case "v0.3":
        from a.v0_3 import things as v0_3

        return v0_3
    case _:
        assert_never(version)
"""
ARM_OF_BOTH = """match version:
    case "v0.3":
        from a.v0_3 import things as v0_3

        return v0_3
    case "v0.4":
        from a.v0_4 import things as v0_4

        return v0_4
    case _:
        assert_never(version)
"""
OVERLOAD = """class C:
    @overload
    def __new__(cls, *, api_version: Literal["v0.3", "0.3"] = ...) -> TwelveLabsV0_3: ...
"""
OVERLOADS = """class C:
    @overload
    def __new__(cls, *, api_version: Literal["v0.3", "0.3"] = ...) -> TwelveLabsV0_3: ...
    @overload
    def __new__(cls, *, api_version: Literal["v0.4", "0.4"]) -> TwelveLabsV0_4: ...
"""
FORMS = {
    "an arm that names it": (ARM, ARM_OF_BOTH),
    "an arm that does not": (
        'match version:\n    case "0.3":\n        return later\n',
        'match version:\n    case "0.3" | "0.4":\n        return later\n',
    ),
    "an arm of several": (
        'match version:\n    case "v0.2" | "v0.3":\n        return 1\n',
        'match version:\n    case "v0.2" | "v0.3" | "v0.4":\n        return 1\n',
    ),
    "a row": (
        'T = {\n    "v0.3": {\n        "a": "b",\n    },\n}\n',
        'T = {\n    "v0.3": {\n        "a": "b",\n    },\n    "v0.4": {\n        "a": "b",\n    },\n}\n',
    ),
    "an import": (
        "from a.client_v0_3 import TwelveLabsV0_3\n",
        "from a.client_v0_3 import TwelveLabsV0_3\nfrom a.client_v0_4 import TwelveLabsV0_4\n",
    ),
    "an export": ('N = [\n    "TwelveLabsV0_3",\n]\n', 'N = [\n    "TwelveLabsV0_3",\n    "TwelveLabsV0_4",\n]\n'),
    "the versions": ('V: TypeAlias = Literal["v0.2", "v0.3"]\n', 'V: TypeAlias = Literal["v0.2", "v0.3", "v0.4"]\n'),
    "an overload": (OVERLOAD, OVERLOADS),
    "words": ('"""Since v0.3."""\nx = "v0.3"\n', '"""Since v0.3."""\nx = "v0.3"\n'),
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_a_further_version_is_decided_like_the_one_it_is_made_from(before: str, after: str) -> None:
    assert further(before, "v0.3", "v0.4") == after


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_what_is_dropped_leaves_what_was_there_before(before: str, after: str) -> None:
    assert without(after, "v0.4") == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from a.v0_3 import b as v0_3", "from a.v0_4 import b as v0_4"),
        ("AsyncTwelveLabsV0_3", "AsyncTwelveLabsV0_4"),
        (r"match='API v0\.3'", r"match='API v0\.4'"),
        ("as v0.3 puts them.", "as v0.4 puts them."),
        ('"0.3"', '"0.4"'),
        ("v0.30 v0_30 V0_30 0.3 pegasus0.3 marengo-v0.2", "v0.30 v0_30 V0_30 0.3 pegasus0.3 marengo-v0.2"),
    ],
)
def test_a_name_of_a_version_is_that_of_another(text: str, expected: str) -> None:
    assert renamed(text, "v0.3", "v0.4") == expected
