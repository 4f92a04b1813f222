from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.entities import EntityMetadataValue, check_description, check_entity_metadata, image_ids

if TYPE_CHECKING:
    from twelvelabs_client.models.asset import Asset


def _ids(assets: str | Asset | Sequence[str | Asset]) -> Sequence[str]:
    return image_ids(assets)


@frozen
class NewEntity:
    """A person to be made an entity together with others.

    Attributes:
        name: A short name.
        assets: Images that show the person, one at least: ids or assets, which become ids.
        description: Who that is.
        metadata: Data to keep: texts, numbers and booleans.

    Raises:
        InvalidInputError: The name is empty, there is no image, or a value is of a kind that is not kept.
    """

    name: str
    assets: Sequence[str] = field(converter=_ids)
    description: str | None = None
    metadata: Mapping[str, EntityMetadataValue] | None = None

    def __attrs_post_init__(self) -> None:
        checks.text(self.name, "name")
        check_description(self.description)
        check_entity_metadata(self.metadata)


def new_entities(entities: Sequence[NewEntity | Mapping[str, Any]]) -> Sequence[NewEntity]:
    """Entities to make, given as such or as mappings with the same keys.

    Raises:
        InvalidInputError: There is none, or one of them makes no sense; the text says which.
    """
    if isinstance(entities, str | Mapping) or not isinstance(entities, Sequence):
        raise InvalidInputError(f"entities: expected a list, got {type(entities).__name__}")
    if not entities:
        raise InvalidInputError("entities: the list is empty; give one at least")
    return [_new_entity(entity, f"entities[{place}]") for place, entity in enumerate(entities)]


def _new_entity(entity: NewEntity | Mapping[str, Any], place: str) -> NewEntity:
    if isinstance(entity, NewEntity):
        return entity
    if not isinstance(entity, Mapping):
        raise InvalidInputError(f"{place}: expected a NewEntity or a mapping, got {type(entity).__name__}")
    known = [each.name for each in fields(NewEntity)]
    for key in entity:
        if key not in known:
            raise InvalidInputError(f"{place}: {key!r} is not one of {', '.join(known)}")
    for key in ("name", "assets"):
        if key not in entity:
            raise InvalidInputError(f"{place}: {key} is missing")
    try:
        return NewEntity(**entity)
    except InvalidInputError as error:
        raise InvalidInputError(f"{place}: {error}") from error
