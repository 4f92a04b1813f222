"""What the next version of the API may change, made from what is published of this one: one change of each kind."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.upgrade.variations import with_a_new_operation

Document = dict[str, Any]
Change = Callable[[Document], None]

TEXT = {"type": "string"}


def described(document: Document, version: str, *changes: Change) -> Document:
    """The description of a further version, which says so and differs in these changes."""
    changed = copy.deepcopy(document)
    for server in changed["servers"]:
        server["url"] = f"{server['url'].rpartition('/')[0]}/{version}"
    changed["info"]["version"] = version.removeprefix("v")
    for change in changes:
        change(changed)
    return changed


def rename_a_field(document: Document) -> None:
    """What is read of an asset as `filename` is called `file_name`."""
    fields = _reply(document, "/assets/{asset_id}", "get")["properties"]
    fields["file_name"] = fields.pop("filename")


def retype_a_field(document: Document) -> None:
    """The description of an entity collection is a number."""
    _reply(document, "/entity-collections/{entity_collection_id}", "get")["properties"]["description"] = {
        "type": "integer"
    }


def take_a_parameter(document: Document) -> None:
    """Indexes are not found by the family of their models any more."""
    operation = document["paths"]["/indexes"]["get"]
    operation["parameters"] = [each for each in operation["parameters"] if each.get("name") != "model_family"]


def grow_a_set(document: Document) -> None:
    """Analysis tasks have one more state."""
    for parameter in document["paths"]["/analyze/tasks"]["get"]["parameters"]:
        if parameter["name"] == "status":
            _followed(document, parameter["schema"])["enum"] = [
                "queued",
                "pending",
                "processing",
                "ready",
                "failed",
                "paused",
            ]


def move_an_operation(document: Document) -> None:
    """Item collections' items are added by PUT on the collection's items."""
    path = "/knowledge-stores/{knowledge_store_id}/item-collections/{collection_id}/items"
    document["paths"][path]["put"] = document["paths"].pop(f"{path}/add")["post"]


def take_an_operation(document: Document) -> None:
    """Registered redirect URIs stay."""
    del document["paths"]["/connections/redirect-uris/{redirect_uri_id}"]["delete"]


def add_an_operation(document: Document) -> None:
    """A new resource."""
    document["paths"] = with_a_new_operation(document)["paths"]
    lens = {"type": "object", "required": ["_id"], "properties": {"_id": TEXT, "strength": {"type": "number"}}}
    document["components"]["schemas"]["LensOfTomorrow"] = lens


def require_a_field(document: Document) -> None:
    """An index is made in a region."""
    body = _followed(
        document, document["paths"]["/indexes"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    )
    body["properties"]["region"] = TEXT
    body["required"] = [*body.get("required", []), "region"]


def page_by_tokens(document: Document) -> None:
    """Connections are listed by tokens instead of numbers."""
    operation = document["paths"]["/connections"]["get"]
    operation["parameters"] = [each for each in operation["parameters"] if each.get("name") != "page"]
    operation["parameters"].append({"name": "page_token", "in": "query", "schema": TEXT})
    info = {"type": "object", "properties": {"next_page_token": TEXT}}
    _reply(document, "/connections", "get")["properties"]["page_info"] = info


def tell_errors_otherwise(document: Document) -> None:
    """A refusal of an asset lists problems."""
    problems = {"type": "object", "properties": {"problems": {"type": "array", "items": TEXT}}}
    response = document["paths"]["/assets"]["post"]["responses"]["400"]
    response["content"] = {"application/json": {"schema": problems}}


def ask_for_a_header(document: Document) -> None:
    """Responses name their project."""
    header = {"name": "X-Project", "in": "header", "required": True, "schema": TEXT}
    document["paths"]["/responses"]["post"]["parameters"].append(header)


def change_a_default(document: Document) -> None:
    """A page of assets has 25."""
    for parameter in document["paths"]["/assets"]["get"]["parameters"]:
        if parameter["name"] == "page_limit":
            parameter["schema"] = {**_followed(document, parameter["schema"]), "default": 25}


TWELVE: tuple[Change, ...] = (
    rename_a_field,
    retype_a_field,
    take_a_parameter,
    grow_a_set,
    move_an_operation,
    take_an_operation,
    add_an_operation,
    require_a_field,
    page_by_tokens,
    tell_errors_otherwise,
    ask_for_a_header,
    change_a_default,
)

# A place of each, and what decisions.md says of it.
EXPECTED = (
    "/filename: field-removed",
    "/description: type-changed",
    "query model_family: parameter-removed",
    "/status: enum-value-added: new: paused",
    "/items/add operation: operation-removed",
    "DELETE /connections/redirect-uris/{redirect_uri_id} operation: operation-removed",
    "PUT /lenses/{lens_id} operation: operation-added",
    "request /region: field-added: region is new, required",
    "GET /connections query page: parameter-removed",
    "POST /assets response 400 /message: field-removed",
    "header X-Project: parameter-added",
    "query page_limit: default-changed: default 10 -> 25",
)


def _reply(document: Document, path: str, method: str) -> Document:
    content = document["paths"][path][method]["responses"]["200"]["content"]
    return _followed(document, content["application/json"]["schema"])


def _followed(document: Document, schema: Document) -> Document:
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = document["components"]["schemas"][name]
    return schema
