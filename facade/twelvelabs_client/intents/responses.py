from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.intents.response_rules import SelectionKind, check_response_schema, check_selection
from twelvelabs_client.models.knowledge_store import ItemCollection, KnowledgeStoreItem


def _identifier(thing: str | KnowledgeStoreItem | ItemCollection) -> str:
    return checks.identifier(thing, "id")


@frozen
class Selection:
    """Something of a knowledge store to look at first.

    Attributes:
        kind: `item` or `collection`.
        id: The item's id (`ksi_...`) or the item collection's (`ksic_...`), or the model itself.

    Raises:
        InvalidInputError: The kind is unknown, or the id is one of the other kind.
    """

    kind: SelectionKind
    id: str = field(converter=_identifier)

    def __attrs_post_init__(self) -> None:
        check_selection(self.kind, self.id)


@frozen
class ResponseSchema:
    """The form that an answer shall have.

    Attributes:
        schema: A JSON Schema. The API makes every property required and forbids others; it cannot follow `oneOf`,
            `default`, `if`, `then`, `else`, `not`, `patternProperties`, `contains` and `prefixItems`.
        name: What the structure is called.
        description: What it is for.

    Raises:
        InvalidInputError: The schema is no JSON object, or holds one of those keywords.
    """

    schema: Mapping[str, Any]
    name: str = "answer"
    description: str | None = None

    def __attrs_post_init__(self) -> None:
        check_response_schema(self.schema)
        checks.text(self.name, "name")
        if self.description is not None:
            checks.text(self.description, "description")


@frozen(kw_only=True)
class Turn:
    """A checked turn of a conversation: what is asked about, and how it shall be answered."""

    knowledge_store_id: str
    messages: Sequence[str]
    session_id: str | None
    instructions: str | None
    include: Sequence[str] | None
    selections: Sequence[Selection]
    schema: ResponseSchema | None
