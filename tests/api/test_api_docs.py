"""Every operation is reached by a facade method, and docs/api.md says which."""

from __future__ import annotations

import api_docs
import pytest

from pipeline.operations import operations_of
from tracking.facade_methods import FacadeMethod, documented_methods

TABLE = {
    "create_index": {"method": "POST", "path": "/indexes", "module": "indexes.create_index"},
    "retrieve_index": {"method": "GET", "path": "/indexes/{index_id}", "module": "indexes.retrieve_index"},
}
CREATE = FacadeMethod("indexes.create", "Create an index.", ("POST /indexes",), "_async/resources/indexes.py")
GET = FacadeMethod("indexes.get", "Read an index.", ("GET /indexes/{index-id}",), "_async/resources/indexes.py")


def test_every_described_operation_is_reached_by_a_facade_method() -> None:
    table = operations_of(api_docs.GENERATED / api_docs.PACKAGE)

    assert api_docs.unreached(documented_methods(api_docs.FACADE), api_docs.described(table)) == []


def test_an_operation_that_only_a_published_description_has_needs_no_method_yet() -> None:
    table = {**TABLE, "list_lenses": {"method": "GET", "path": "/lenses", "described": False}}

    assert set(api_docs.described(table)) == set(TABLE)


def test_an_operation_without_a_method_is_named() -> None:
    assert api_docs.unreached([CREATE], TABLE) == ["GET /indexes/{index_id}"]


def test_the_committed_page_is_what_the_docstrings_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert api_docs.main(["--check"]) == 0, capsys.readouterr().out


def test_the_page_leads_from_a_method_to_its_file_and_its_operations() -> None:
    page = api_docs.render([CREATE, GET], TABLE)

    assert "## indexes" in page
    assert "[`indexes.get`](../facade/twelvelabs_client/_async/resources/indexes.py) | Read an index. |" in page
    assert "[`GET /indexes/{index-id}`](../generated/twelvelabs_generated/v1_3/api/indexes/retrieve_index.py)" in page


def test_a_docstring_that_names_an_unknown_operation_stops_the_page() -> None:
    stray = FacadeMethod("indexes.paint", "Paint an index.", ("POST /paint",), "_async/resources/indexes.py")

    with pytest.raises(SystemExit, match="POST /paint"):
        api_docs.render([stray], TABLE)
