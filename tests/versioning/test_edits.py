"""A further version is decided like another one, by one rule for each form that a decision has."""

from __future__ import annotations

import pytest
from versioning.cutting import without
from versioning.edits import further
from versioning.layout import renamed

ARM = """match version:
    case "v1.3":
        from a.v1_3 import things as v1_3

        return v1_3
    case _:
        assert_never(version)
"""
ARM_OF_BOTH = """match version:
    case "v1.3":
        from a.v1_3 import things as v1_3

        return v1_3
    case "v9.9":
        from a.v9_9 import things as v9_9

        return v9_9
    case _:
        assert_never(version)
"""
OVERLOAD = """class C:
    @overload
    def __new__(cls, *, api_version: Literal["v1.3", "1.3"] = ...) -> TwelveLabsV1_3: ...
"""
OVERLOADS = """class C:
    @overload
    def __new__(cls, *, api_version: Literal["v1.3", "1.3"] = ...) -> TwelveLabsV1_3: ...
    @overload
    def __new__(cls, *, api_version: Literal["v9.9", "9.9"]) -> TwelveLabsV9_9: ...
"""
FORMS = {
    "an arm that names it": (ARM, ARM_OF_BOTH),
    "an arm that does not": (
        'match version:\n    case "1.3":\n        return later\n',
        'match version:\n    case "1.3" | "9.9":\n        return later\n',
    ),
    "an arm of several": (
        'match version:\n    case "v1.2" | "v1.3":\n        return 1\n',
        'match version:\n    case "v1.2" | "v1.3" | "v9.9":\n        return 1\n',
    ),
    "a row": (
        'T = {\n    "v1.3": {\n        "a": "b",\n    },\n}\n',
        'T = {\n    "v1.3": {\n        "a": "b",\n    },\n    "v9.9": {\n        "a": "b",\n    },\n}\n',
    ),
    "an import": (
        "from a.client_v1_3 import TwelveLabsV1_3\n",
        "from a.client_v1_3 import TwelveLabsV1_3\nfrom a.client_v9_9 import TwelveLabsV9_9\n",
    ),
    "an export": ('N = [\n    "TwelveLabsV1_3",\n]\n', 'N = [\n    "TwelveLabsV1_3",\n    "TwelveLabsV9_9",\n]\n'),
    "the versions": ('V: TypeAlias = Literal["v1.2", "v1.3"]\n', 'V: TypeAlias = Literal["v1.2", "v1.3", "v9.9"]\n'),
    "an overload": (OVERLOAD, OVERLOADS),
    "words": ('"""Since v1.3."""\nx = "v1.3"\n', '"""Since v1.3."""\nx = "v1.3"\n'),
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_a_further_version_is_decided_like_the_one_it_is_made_from(before: str, after: str) -> None:
    assert further(before, "v1.3", "v9.9") == after


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_what_is_dropped_leaves_what_was_there_before(before: str, after: str) -> None:
    assert without(after, "v9.9") == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from a.v1_3 import b as v1_3", "from a.v9_9 import b as v9_9"),
        ("AsyncTwelveLabsV1_3", "AsyncTwelveLabsV9_9"),
        (r"match='API v1\.3'", r"match='API v9\.9'"),
        ("as v1.3 puts them.", "as v9.9 puts them."),
        ('"1.3"', '"9.9"'),
        ("v1.30 v1_30 V1_30 1.3 pegasus1.3 marengo-v1.2", "v1.30 v1_30 V1_30 1.3 pegasus1.3 marengo-v1.2"),
    ],
)
def test_a_name_of_a_version_is_that_of_another(text: str, expected: str) -> None:
    assert renamed(text, "v1.3", "v9.9") == expected
