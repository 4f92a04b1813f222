"""OPERATIONS.json: what is told of an operation is what the API does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import twelvelabs_generated
from pipeline.specification import nameless

FOLDER = Path(twelvelabs_generated.__file__).parent
VERSIONS = ("v1_1", "v1_2", "v1_3")
TABLES: dict[str, dict[str, dict[str, Any]]] = {
    version: json.loads((FOLDER / version / "OPERATIONS.json").read_text(encoding="utf-8")) for version in VERSIONS
}
TABLE = TABLES["v1_3"]

TOLD: dict[str, dict[str, Any]] = {
    "list_indexes": {"method": "GET", "path": "/indexes", "module": "indexes.list_indexes", "retry": "read"},
    "create_index": {
        "method": "POST",
        "path": "/indexes",
        "body": ["addons", "index_name", "models"],
        "statuses": ["201"],
        "retry": "certain",
    },
    "retrieve_index": {"method": "GET", "parameters": [], "body": [], "statuses": ["200"]},
    "update_index": {"method": "PUT", "retry": "idempotent", "body": ["index_name"]},
    "delete_index": {"method": "DELETE", "retry": "idempotent", "statuses": ["200"]},
    "list_assets": {"parameters": ["page", "page_limit", "asset_ids", "asset_types", "filename"], "retry": "read"},
    "analyze": {"method": "POST", "path": "/analyze", "stream": "ndjson", "event": "AnalyzeStreamEvent"},
    "retrieve_search_page": {"method": "GET", "retry": "read"},
}


@pytest.mark.parametrize("name", TOLD)
def test_an_operation_is_told_as_it_is(name: str) -> None:
    assert {key: _known(TABLE[name][key], value) for key, value in TOLD[name].items()} == TOLD[name]


def _known(entry: Any, expected: Any) -> Any:
    """Without the parameters, fields and statuses that an upgrade added."""
    return [each for each in entry if each in expected] if isinstance(expected, list) and expected else entry


@pytest.mark.parametrize(("version", "name"), [(version, name) for version in VERSIONS for name in TABLES[version]])
def test_every_entry_has_these_fields(version: str, name: str) -> None:
    entry = TABLES[version][name]

    assert set(entry) - {"described", "deprecated", "stream", "event"} == {
        "method", "path", "module", "published", "retry", "parameters", "body", "statuses",
    }  # fmt: skip
    assert entry["retry"] in ("read", "idempotent", "certain")
    assert entry["module"].split(".")[-1] == name
    assert entry["path"].startswith("/")
    assert all(status.startswith("2") for status in entry["statuses"])
    assert entry.get("stream") in (None, "ndjson", "jsonl", "sse")
    assert ("stream" in entry) == ("event" in entry)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_reads_may_be_repeated_and_what_creates_must_be_certain(version: str) -> None:
    entries = TABLES[version].values()

    assert {entry["retry"] for entry in entries if entry["method"] == "GET"} == {"read"}
    assert {entry["retry"] for entry in entries if entry["method"] == "DELETE"} == {"idempotent"}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_module_says_the_same_as_the_table(version: str) -> None:
    for name, entry in TABLES[version].items():
        module = FOLDER / version / "api" / f"{entry['module'].replace('.', '/')}.py"
        text = module.read_text(encoding="utf-8")
        assert f'OPERATION = "{name}"\nRETRY = "{entry["retry"]}"\n' in text
        assert nameless(text.splitlines()[1]) == nameless(f'"""{entry["method"]} {entry["path"]}"""')
