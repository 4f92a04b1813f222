"""What can be kept with knowledge stores, and what can be asked to be extracted from what is in them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import repeatable
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.enrichment import KEYWORDS, OUTERMOST, check_enrichment
from twelvelabs_client.intents.knowledge_stores import (
    OF_ITEMS,
    OF_STORES,
    MetadataLimits,
    check_modalities,
    item_ids,
    metadata_within,
)
from twelvelabs_client.models import KnowledgeStoreItem


@pytest.mark.parametrize(("limits", "pairs", "text"), [(OF_STORES, 10, 2048), (OF_ITEMS, 50, 8192)])
def test_metadata_are_kept_up_to_the_last_key_and_letter(limits: MetadataLimits, pairs: int, text: int) -> None:
    full: dict[str, Any] = {f"{number:0128}": "ä" * text for number in range(pairs)}
    assert metadata_within(limits, full) == full

    with pytest.raises(InvalidInputError, match=f"metadata: {pairs + 1} keys are more than the {pairs} that"):
        metadata_within(limits, {**full, "more": 1})
    with pytest.raises(InvalidInputError, match=f"metadata: a: the text is longer than {text} characters"):
        metadata_within(limits, {"a": "x" * (text + 1)})


@pytest.mark.parametrize("value", [2**53 - 1, -(2**53) + 1, 1e300, 0.5, True, "", [], ["x" * 9000]])
def test_values_within_the_limits_are_kept(value: Any) -> None:
    assert metadata_within(OF_STORES, {"a": value}) == {"a": value}


@pytest.mark.parametrize("value", [2**53, -(2**53)])
def test_integers_of_more_than_53_bits_are_refused(value: int) -> None:
    with pytest.raises(InvalidInputError, match="53 bits"):
        metadata_within(OF_STORES, {"a": value})


def test_no_metadata_differ_from_none_given() -> None:
    assert (metadata_within(OF_STORES, None), metadata_within(OF_STORES, {})) == (None, {})


@pytest.mark.parametrize(
    ("items", "ids"),
    [
        ("ksi_1", ["ksi_1"]),
        (KnowledgeStoreItem("ksi_1"), ["ksi_1"]),
        (["ksi_1", KnowledgeStoreItem("ksi_2")], ["ksi_1", "ksi_2"]),
        ((each for each in ("ksi_1", "ksi_2")), ["ksi_1", "ksi_2"]),
    ],
)
def test_items_are_one_or_several_ids_or_models(items: Any, ids: list[str]) -> None:
    assert item_ids(items, most=2) == ids


@pytest.mark.parametrize(
    ("modalities", "kinds"),
    [(None, ["image"]), (["visual"], None), (["audio"], ["video"]), (["visual", "audio"], ["image", "video"])],
)
def test_modalities_need_videos(modalities: Any, kinds: Any) -> None:
    check_modalities(modalities, kinds)


def described(**schema: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"topic": {"description": "What it is about", **schema}}}


@pytest.mark.parametrize(
    "config",
    [
        "the ships and their flags",
        described(),
        described(type="string", title="Topic", format="date", enum=["a", "b"]),
        described(type="number", minimum=0, maximum=1.5),
        described(type="array", items={"type": "string"}, minItems=0, maxItems=9),
        described(type="array", prefixItems=[{"type": "number"}, {"type": "number"}]),
        described(type="object", properties={"pattern": {"type": "string", "description": "Of the cloth"}}),
        {**described(), "title": "Shot", "description": "One shot", "required": ["topic"]},
        {**described(), "additionalProperties": False},
    ],
)
def test_words_and_schemas_of_known_keywords_pass_as_they_are(config: Any) -> None:
    assert check_enrichment(config) == config


@pytest.mark.parametrize(
    ("config", "says"),
    [
        (7, "expected a text or a JSON Schema as keys and values, got int"),
        ({}, "the schema must be of type 'object' and name its properties"),
        ({"type": "object"}, "the schema must be of type 'object' and name its properties"),
        ({"type": "object", "properties": {}}, "the schema must be of type 'object' and name its properties"),
        ({"type": "object", "properties": ["topic"]}, "the schema must be of type 'object' and name its properties"),
        ({"type": "json_schema", "json_schema": described()}, "the schema must be of type 'object'"),
        ({**described(), "$defs": {}}, "the schema: '$defs' is not one of type, title"),
        ({**described(), "minimum": 1}, "the schema: 'minimum' is not one of type, title"),
        ({**described(), "required": "topic"}, "the schema: required: expected a list of names"),
        ({**described(), "additionalProperties": {}}, "the schema: additionalProperties: it is True or False"),
        (described(pattern="a+"), "topic: 'pattern' is not one of type, title"),
        (described(anyOf=[{"type": "string"}]), "topic: 'anyOf' is not one of"),
        (described(default="a"), "topic: 'default' is not one of"),
        (described(type="null"), "topic: type: 'null' is not one of object, array"),
        (described(type=["string", "null"]), "topic: type: ['string', 'null'] is not one of"),
        (described(minimum=float("nan")), "it cannot be said in JSON: "),
        (described(enum=[b"a"]), "it cannot be said in JSON: "),
        (described(items=True), "items of topic: expected a schema as keys and values, got bool"),
        (described(items={"minLength": 1}), "items of topic: 'minLength' is not one of"),
        (described(prefixItems={}), "topic: prefixItems: expected a list of schemas, got dict"),
        (described(prefixItems=[{}, {"const": 1}]), "item 2 of topic: 'const' is not one of"),
        (described(properties=[]), "topic: properties: expected schemas by name, got list"),
        (described(properties={"a": {"type": "string"}}), "a: the property needs a description"),
        ({"type": "object", "properties": {"topic": {"type": "string"}}}, "topic: the property needs a description"),
        ({"type": "object", "properties": {"topic": {"description": " "}}}, "topic: the property needs a description"),
        ({"type": "object", "properties": {"topic": "string"}}, "topic: expected a schema as keys and values, got str"),
        (described(items={"properties": {"a": {}}}), "a: the property needs a description"),
    ],
)
def test_what_the_api_would_not_extract_is_refused(config: Any, says: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        check_enrichment(config)

    assert str(refusal.value).startswith(f"enrichment_config: {says}")
    assert len(str(refusal.value)) < 250


def test_a_schema_that_holds_itself_is_refused() -> None:
    schema = described()
    schema["properties"]["topic"]["items"] = schema

    with pytest.raises(InvalidInputError, match="it cannot be said in JSON"):
        check_enrichment(schema)


@repeatable
@given(st.text(min_size=1))
def test_no_other_keyword_is_known_anywhere(keyword: str) -> None:
    if keyword not in KEYWORDS:
        with pytest.raises(InvalidInputError, match="enrichment_config: "):
            check_enrichment(described(**{keyword: 1}))
    if keyword not in OUTERMOST:
        with pytest.raises(InvalidInputError, match="enrichment_config: "):
            check_enrichment({**described(), keyword: 1})
