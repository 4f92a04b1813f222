"""Where browsers may be sent back to, and which files can be imported at once."""

from __future__ import annotations

from typing import Any

import pytest

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.connections import check_registered_uri, check_return_uri, check_source_ids

REGISTRABLE = ["https://app.example.com/done", "https://app.example.com:8443/done?a=1", "HTTPS://app.example.com"]
RETURNABLE = [*REGISTRABLE, "http://localhost:8000/done", "myapp://done", "com.example.app:/done"]


@pytest.mark.parametrize("uri", RETURNABLE)
def test_a_browser_can_be_sent_back_to_any_uri(uri: str) -> None:
    assert check_return_uri(uri) == uri


@pytest.mark.parametrize("uri", REGISTRABLE)
def test_an_https_address_can_be_registered(uri: str) -> None:
    assert check_registered_uri(uri) == uri


NO_URIS = ["", " ", "done", "/done", "https:", "https://a b", "https://a\n", "1https://a", None, 7]


@pytest.mark.parametrize("uri", NO_URIS, ids=repr)
@pytest.mark.parametrize("check", [check_return_uri, check_registered_uri])
def test_what_is_no_uri_is_refused(check: Any, uri: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"^redirect_uri: "):
        check(uri)


@pytest.mark.parametrize("uri", ["http://app.example.com", "myapp://done", "https:///done", "https:app", "https://?a"])
def test_only_https_addresses_can_be_registered(uri: str) -> None:
    with pytest.raises(InvalidInputError, match="cannot be registered; only HTTPS addresses can"):
        check_registered_uri(uri)


@pytest.mark.parametrize("uri", ["https://*.example.com/", "https://app.example.com/*"])
def test_no_wildcard_can_be_registered(uri: str) -> None:
    with pytest.raises(InvalidInputError, match="holds a wildcard; register each address by itself"):
        check_registered_uri(uri)


@pytest.mark.parametrize(
    ("source_ids", "found"),
    [
        ("f1", ["f1"]),
        (["f2", "f1"], ["f2", "f1"]),
        (("f1",), ["f1"]),
        (iter(["f1", "f2"]), ["f1", "f2"]),
        ([str(number) for number in range(100)], [str(number) for number in range(100)]),
    ],
)
def test_files_are_named_by_one_to_a_hundred_ids(source_ids: Any, found: list[str]) -> None:
    assert check_source_ids(source_ids) == found


@pytest.mark.parametrize(
    ("source_ids", "says"),
    [
        ([], "source_ids: the list is empty"),
        ("", "source_ids: the text is empty"),
        (["f1", " "], "source_ids: the text is empty"),
        ([7], "source_ids: expected a text, got int"),
        (None, "source_ids: expected ids of files, got NoneType"),
        (["f1", "f2", "f1"], "source_ids: 'f1' is named twice"),
        ([str(number) for number in range(101)], "source_ids: 101 files are more than the 100 of one import"),
    ],
)
def test_files_that_cannot_be_imported_together_are_refused(source_ids: Any, says: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"^{says}"):
        check_source_ids(source_ids)
