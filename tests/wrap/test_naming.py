"""What a method is called follows from its operation, unless a person says otherwise."""

from __future__ import annotations

import pytest
from wrapping.naming import WrapError, method_name, proposed, singular

KNOWN = {
    "/assets": "assets",
    "/analyze/tasks": "analyze.tasks",
    "/knowledge-stores/{}/items": "knowledge_stores.items",
}


@pytest.mark.parametrize(
    ("method", "path", "is_list", "expected"),
    [
        ("GET", "/probes", True, "probes.list"),
        ("POST", "/probes", False, "probes.create"),
        ("GET", "/probes/{probe_id}", False, "probes.get"),
        ("PUT", "/probes/{probe_id}", False, "probes.replace"),
        ("PATCH", "/probes/{probe_id}", False, "probes.update"),
        ("DELETE", "/probes/{probe_id}", False, "probes.delete"),
        ("GET", "/probe", False, "probes.get"),
        ("GET", "/deep-probes/{id}", False, "deep_probes.get"),
        ("POST", "/probes:calibrate", False, "probes.calibrate"),
        ("POST", "/assets/{asset_id}/renew", False, "assets.renew"),
        ("GET", "/assets/{asset_id}/file-report", False, "assets.file_report"),
        ("DELETE", "/assets/{asset_id}/lease", False, "assets.delete_lease"),
        ("GET", "/assets/{asset_id}/probes", True, "probes.list"),
        ("POST", "/analyze/tasks/{task_id}/pause", False, "analyze.tasks.pause"),
        ("PUT", "/knowledge-stores/{store}/items/{item_id}", False, "knowledge_stores.items.replace"),
    ],
)
def test_a_name_follows_from_the_operation(method: str, path: str, is_list: bool, expected: str) -> None:
    assert str(proposed(method, path, KNOWN, is_list=is_list)) == expected


def test_a_path_of_parameters_alone_needs_a_name() -> None:
    with pytest.raises(WrapError, match="give METHOD="):
        proposed("GET", "/{anything}", KNOWN, is_list=False)


@pytest.mark.parametrize("text", ["probes", "probes.", "Probes.get", "probes.import", "a b.get", ""])
def test_a_name_that_is_not_valid_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(WrapError, match=r"METHOD: must be names with dots between, such as probes\.get"):
        method_name(text)


@pytest.mark.parametrize(
    ("resource", "path", "model", "expected"),
    [
        ("probes", "/probes", "DeepProbe", "deep_probe"),
        ("lenses", "/lenses/{lens_id}", None, "lens"),
        ("entities", "/entities", None, "entity"),
        ("analyze.probes", "/analyze/probes", None, "probe"),
    ],
)
def test_an_item_is_called_as_its_schema_or_its_parameter_or_its_resource(
    resource: str, path: str, model: str | None, expected: str
) -> None:
    assert singular(resource, path, model) == expected
