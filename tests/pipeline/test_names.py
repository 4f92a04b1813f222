"""Names by rule: readable, free of what a tool left in them, and never twice the same module."""

from __future__ import annotations

import pytest

from pipeline.names import ClassNames, operation_name, pascal, snake, tag_name
from pipeline.specification import Operation


def operation(method: str = "GET", path: str = "/things", tag: str = "", operation_id: str = "") -> Operation:
    return Operation(method, path, tag, operation_id)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Asset", "Asset"),
        ("video_segment", "VideoSegment"),
        ("ThingsGetResponsesContentApplicationJsonSchema", "Things"),
        ("ThingsPostRequestBodyContentApplicationJsonSchema", "ThingsCreate"),
        ("ThingsPutRequestBodyContentMultipartFormDataSchema", "ThingsReplace"),
        ("ThingsPatchRequestBody", "ThingsUpdate"),
        ("ThingsDeleteParametersMode", "ThingsDeleteMode"),
        ("GetWell", "GetWell"),
        ("2D-Point", "Schema2DPoint"),
        ("File", "File2"),
    ],
)
def test_a_component_is_named_without_what_a_tool_added(published: str, expected: str) -> None:
    assert ClassNames(()).claim_for(published) == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "AssetHls"),
        (("Asset",), "AssetHls"),
        (("AssetHLS",), "AssetHls2"),
        (("AssetHls", "AssetHls2"), "AssetHls3"),
    ],
)
def test_names_that_would_share_a_module_are_numbered(taken: tuple[str, ...], expected: str) -> None:
    assert ClassNames(taken).claim("AssetHls") == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (operation(tag="Assets", operation_id="List-Assets"), "assets_list_assets"),
        (operation(tag="Assets", operation_id="assets_list"), "assets_list"),
        (operation(tag="Assets", operation_id="Assets"), "assets"),
        (operation(path="/things/{id}/parts", operation_id="get"), "things_get"),
        (operation(path="/things/{id}/parts"), "things_get_things_id_parts"),
        (operation(method="POST", path="/"), "root_post"),
        (operation(tag="2FA", operation_id="go"), "tag_2_fa_go"),
        (operation(tag="t", operation_id="x" * 300), f"t_{'x' * 98}"),
    ],
)
def test_an_operation_is_named_after_its_tag_and_id_or_its_place(told: Operation, expected: str) -> None:
    assert operation_name(told, set()) == expected


def test_an_operation_whose_name_is_taken_is_numbered() -> None:
    assert operation_name(operation(tag="a", operation_id="get"), {"a_get", "a_get2"}) == "a_get3"


@pytest.mark.parametrize(
    ("tag", "path", "folder"),
    [
        ("embed > v2 > tasks", "/x", "embed_v2_tasks"),
        ("", "/search/{id}", "search"),
        ("", "/", "root"),
        ("2FA", "/", "tag_2_fa"),
        ("list", "/", "tag_list"),
    ],
)
def test_a_tag_is_a_folder(tag: str, path: str, folder: str) -> None:
    assert tag_name(operation(tag=tag, path=path)) == folder


@pytest.mark.parametrize(
    ("text", "snaked", "pascaled"),
    [
        ("videoID", "video_id", "VideoID"),
        ("HLSObject", "hls_object", "HLSObject"),
        ("a-b c.d", "a_b_c_d", "ABCD"),
        ("v2.0", "v2_0", "V20"),
    ],
)
def test_words_are_told_apart(text: str, snaked: str, pascaled: str) -> None:
    assert (snake(text), pascal(text)) == (snaked, pascaled)
