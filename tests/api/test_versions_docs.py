"""docs/versions.md says which method each API version has, and every operation has a method or a reason."""

from __future__ import annotations

import pytest
import versions_docs
from versions_docs import Version, problems, read_version, render

from tracking.facade_methods import DEFAULT, FacadeMethod, operations_named
from twelvelabs_client.core.replacements import REPLACEMENTS
from twelvelabs_client.core.settings import DEFAULT_VERSION, VERSIONS

CREATE = FacadeMethod("indexes.create", "Create an index.", ("POST /indexes",), "_async/resources/indexes.py")
EMBED = FacadeMethod("embed.tasks.create", "Begin.", ("POST /embed-v2/tasks",), "_async/resources/embed.py")
CLASSIFY = FacadeMethod("classify.videos", "Classify.", ("POST /classify",), "_async/older/classify.py")


def version(name: str, *methods: FacadeMethod, unreached: tuple[str, ...] = ()) -> Version:
    operations = {operation for method in methods for operation in method.operations}
    return Version(name, {method.name: method for method in methods}, frozenset(operations), unreached)


def test_the_default_version_is_that_of_the_facade() -> None:
    assert DEFAULT_VERSION == DEFAULT


@pytest.mark.parametrize("name", VERSIONS)
def test_every_operation_has_a_method_or_a_reason_to_have_none(name: str) -> None:
    assert list(problems([read_version(name)])) == []


def test_only_the_older_of_two_searches_has_no_method() -> None:
    assert sorted(versions_docs.WITHOUT_METHOD) == [("v1.2", "GET /search/{page-token}"), ("v1.2", "POST /search")]


def test_the_committed_page_is_what_the_docstrings_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert versions_docs.main(["--check"]) == 0, capsys.readouterr().out


def test_the_page_shows_what_each_version_has_and_what_replaced_the_rest() -> None:
    page = render([version("v1.2", CREATE, CLASSIFY), version("v1.3", CREATE)])

    assert "| `indexes.create` | `POST /indexes` | `POST /indexes` |" in page
    assert "| `classify.videos` | `POST /classify` | - |" in page
    assert f"| `classify` | v1.3 | {REPLACEMENTS['classify']} |" in page


def test_a_noun_that_only_the_newest_version_has_is_counted_and_told_elsewhere() -> None:
    page = render([version("v1.2", CREATE), version("v1.3", CREATE, EMBED)])

    assert "| [indexes](#indexes) | 1 | 1 |" in page
    assert "| [embed.tasks](api.md#embedtasks) | - | 1 |" in page
    assert "`embed.tasks.create`" not in page.partition("## What to use instead")[0]


def test_what_only_a_published_description_has_is_listed_as_not_wrapped_yet() -> None:
    upgraded = Version("v1.3", {}, frozenset(), (), ("GET /lenses|{}",))

    page = render([upgraded])

    assert "| v1.3 | `GET /lenses\\|{}` | new in the published description, not wrapped yet |" in page
    assert list(problems([upgraded], {})) == []


@pytest.mark.parametrize(
    ("found", "reasons", "said"),
    [
        (version("v1.2", unreached=("GET /engines",)), {}, "no method of v1.2 calls GET /engines"),
        (version("v1.2", CREATE), {("v1.2", "POST /indexes"): "made up"}, "WITHOUT_METHOD has a reason for POST"),
        (Version("v1.2", {"a.b": CLASSIFY}, frozenset(), ()), {}, "names POST /classify, which v1.2 has not"),
    ],
    ids=["without a method", "a needless reason", "an unknown operation"],
)
def test_what_does_not_fit_is_said(found: Version, reasons: dict[tuple[str, str], str], said: str) -> None:
    [problem] = problems([found], reasons)

    assert said in problem


LINE = "Change it.\n\n    Operation: `PATCH /a`; before v1.3 `PUT /a`,\n    then `GET /a`"
SEARCH = "Search.\n\nOperation: `POST /search`, then `GET /search/{token}`; in v1.2 `POST /search-v2`"
ALSO = "Make it.\n\nOperation: `POST /a`; in v1.2 also `POST /b`"
OLD = "Old.\n\nOperation: `POST /classify`; in v1.1 and v1.2 `POST /c`"


@pytest.mark.parametrize(
    ("docstring", "spoken", "operations"),
    [
        (LINE, "v1.3", ("PATCH /a",)),
        (LINE, "v1.2", ("PUT /a", "GET /a")),
        (SEARCH, "v1.1", ("POST /search", "GET /search/{token}")),
        (SEARCH, "v1.2", ("POST /search-v2",)),
        (ALSO, "v1.1", ("POST /a",)),
        (ALSO, "v1.2", ("POST /a", "POST /b")),
        (LINE.replace("v1.3", "v1.10"), "v1.9", ("PUT /a", "GET /a")),
        (OLD, "v1.1", ("POST /c",)),
        ("Nothing.", "v1.3", ()),
    ],
)
def test_a_docstring_names_the_operations_of_each_version(
    docstring: str, spoken: str, operations: tuple[str, ...]
) -> None:
    assert operations_named(docstring, spoken) == operations
