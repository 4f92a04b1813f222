"""What lists are filtered and ordered by: one frozen object a list, checked when it is made.

The translators of all API versions read it; what one of them cannot ask stands in `versions/unsupported`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from attrs import Attribute, field, fields, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents import values
from twelvelabs_client.intents.entities import EntityStatus
from twelvelabs_client.intents.metadata import check_metadata_filter
from twelvelabs_client.intents.periods import Period, PeriodLike, period_of
from twelvelabs_client.intents.ranges import Range, RangeLike, range_of
from twelvelabs_client.intents.sorting import SortByTime, SortByTimeOrName, SortOrder

Validator = Callable[[Any, "Attribute[Any]", Any], None]


def _one_of(allowed: Collection[str]) -> Validator:
    def validate(_: object, attribute: Attribute[Any], value: str | None) -> None:
        values.one_known(value, attribute.name, allowed)

    return validate


def _some_of(name: str, allowed: Collection[str]) -> Any:
    """A field with some values of a set. Type checkers see its annotation alone."""
    return field(default=None, converter=lambda given: values.filter_known(given, name, allowed))


def _created_at(given: PeriodLike) -> Period:
    return period_of(given, "created_at")


def _updated_at(given: PeriodLike) -> Period:
    return period_of(given, "updated_at")


def _indexed_at(given: PeriodLike) -> Period:
    return period_of(given, "indexed_at")


def _estimated_time(given: PeriodLike) -> Period:
    return period_of(given, "estimated_time")


def _duration(given: RangeLike) -> Range:
    return range_of(given, "duration")


def _fps(given: RangeLike) -> Range:
    return range_of(given, "fps")


def _width(given: RangeLike) -> Range:
    return range_of(given, "width")


def _height(given: RangeLike) -> Range:
    return range_of(given, "height")


def _size(given: RangeLike) -> Range:
    return range_of(given, "size")


def _instant(_: object, attribute: Attribute[Any], value: datetime | None) -> None:
    checks.instants(**{attribute.name: value})


def _asset_ids(given: Sequence[object] | object | None) -> list[str] | None:
    wanted = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    ids = None if given is None else [checks.asset_identifier(asset, "asset_ids") for asset in wanted]
    if ids == []:
        raise InvalidInputError("asset_ids: the list is empty; leave it out to list all assets")
    return ids


def _index_id(given: object) -> str | None:
    return None if given is None else checks.identifier(given, "index")


def _task_id(given: object) -> str | None:
    return None if given is None else checks.identifier(given, "task")


def _video_id(given: object) -> str | None:
    return None if given is None else checks.identifier(given, "video")


def _asset_id(given: object) -> str | None:
    return None if given is None else checks.asset_identifier(given, "asset")


def _string(_: object, attribute: Attribute[Any], value: str | None) -> None:
    if value is not None and not isinstance(value, str):
        raise InvalidInputError(f"{attribute.name}: must be a string, got {type(value).__name__}")


def _integer(_: object, attribute: Attribute[Any], value: int | None) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise InvalidInputError(f"{attribute.name}: must be an integer from 0, got {value!r}")


def _web_address(_: object, attribute: Attribute[Any], value: str | None) -> None:
    if value is not None:
        checks.web_address(value, attribute.name)


def _checked_metadata(given: Mapping[str, str | float | bool] | None) -> Mapping[str, str | float | bool] | None:
    check_metadata_filter(given)
    return given


@frozen(kw_only=True)
class Filter:
    """A list, page by page.

    Attributes:
        method: The facade method, as `versions/unsupported` names it.
        page_limit: Items a page.
    """

    method: ClassVar[str] = ""

    page_limit: int | None = field(default=None, converter=checks.page_limit)

    def given(self) -> dict[str, object]:
        """The arguments by the names that the method has for them."""
        return {each.alias or each.name: getattr(self, each.name) for each in fields(type(self))}


@frozen(kw_only=True)
class _ByTime(Filter):
    sort_by: SortByTime | None = field(default=None, validator=_one_of(values.SORT_BY_TIME))
    sort_order: SortOrder | None = field(default=None, validator=_one_of(values.SORT_ORDERS))


@frozen(kw_only=True)
class DatedFilter(_ByTime):
    """By when something was made, and when it changed: a `Period` in UTC."""

    created_at: Period = field(default=None, converter=_created_at)
    updated_at: Period = field(default=None, converter=_updated_at)


@frozen(kw_only=True)
class _ByTimeOrName(Filter):
    sort_by: SortByTimeOrName | None = field(default=None, validator=_one_of(values.SORT_BY_TIME_OR_NAME))
    sort_order: SortOrder | None = field(default=None, validator=_one_of(values.SORT_ORDERS))


@frozen(kw_only=True)
class IndexFilter(DatedFilter):
    """`indexes.list`."""

    method: ClassVar[str] = "indexes.list"

    index_id: str | None = field(default=None, alias="index", converter=_index_id)
    name: str | None = field(default=None, validator=_string)
    model_options: Sequence[str] | None = _some_of(
        "model_options", (*values.INDEX_MODEL_OPTIONS, *values.OLDER_OPTIONS)
    )
    model_family: str | None = field(default=None, validator=_one_of(values.MODEL_FAMILIES))


@frozen(kw_only=True)
class TaskFilter(DatedFilter):
    """`tasks.list`."""

    method: ClassVar[str] = "tasks.list"

    task_id: str | None = field(default=None, alias="task", converter=_task_id)
    index_id: str | None = field(default=None, alias="index", converter=_index_id)
    status: Sequence[str] | None = _some_of("status", values.TASK_STATUSES)
    filename: str | None = field(default=None, validator=_string)
    duration: Range = field(default=None, converter=_duration)
    width: int | None = field(default=None, validator=_integer)
    height: int | None = field(default=None, validator=_integer)
    estimated_time: Period = field(default=None, converter=_estimated_time)


@frozen(kw_only=True)
class MeasuredFilter(DatedFilter):
    """By what was measured. Ranges include their bounds: seconds, frames a second, pixels, bytes."""

    filename: str | None = field(default=None, validator=_string)
    duration: Range = field(default=None, converter=_duration)
    fps: Range = field(default=None, converter=_fps)
    width: Range = field(default=None, converter=_width)
    height: Range = field(default=None, converter=_height)
    size: Range = field(default=None, converter=_size)
    user_metadata: Mapping[str, str | float | bool] | None = field(default=None, converter=_checked_metadata)


@frozen(kw_only=True)
class VideoFilter(MeasuredFilter):
    """`videos.list`."""

    method: ClassVar[str] = "videos.list"

    video_id: str | None = field(default=None, alias="video", converter=_video_id)
    indexed_at: Period = field(default=None, converter=_indexed_at)


@frozen(kw_only=True)
class IndexedAssetFilter(MeasuredFilter):
    """`indexed_assets.list`."""

    method: ClassVar[str] = "indexed_assets.list"

    status: Sequence[str] | None = _some_of("status", values.INDEXED_ASSET_STATUSES)


@frozen(kw_only=True)
class AssetFilter(Filter):
    """`assets.list`."""

    method: ClassVar[str] = "assets.list"

    asset_ids: Sequence[str] | None = field(default=None, converter=_asset_ids)
    asset_types: Sequence[str] | None = _some_of("asset_types", values.ASSET_TYPES)
    filename: str | None = field(default=None, validator=_string)


@frozen(kw_only=True)
class AnalyzeTaskFilter(Filter):
    """`analyze.tasks.list`."""

    method: ClassVar[str] = "analyze.tasks.list"

    status: str | None = field(default=None, validator=_one_of(values.ANALYZE_TASK_STATUSES))
    asset_id: str | None = field(default=None, alias="asset", converter=_asset_id)
    video_url: str | None = field(default=None, validator=_web_address)
    analysis_mode: str | None = field(default=None, validator=_one_of(values.ANALYSIS_MODES))


@frozen(kw_only=True)
class AnalyzeBatchFilter(Filter):
    """`analyze.batches.list`."""

    method: ClassVar[str] = "analyze.batches.list"

    status: Sequence[str] | None = _some_of("status", values.ANALYZE_BATCH_STATUSES)
    analysis_mode: Sequence[str] | None = _some_of("analysis_mode", values.ANALYSIS_MODES)


@frozen(kw_only=True)
class EmbeddingTaskFilter(Filter):
    """`embed.tasks.list` and `embed.v1.tasks.list`."""

    method: ClassVar[str] = "embed.tasks.list"

    started_at: datetime | None = field(default=None, validator=_instant)
    ended_at: datetime | None = field(default=None, validator=_instant)
    status: str | None = field(default=None, validator=_one_of(values.EMBEDDING_TASK_STATUSES))


@frozen(kw_only=True)
class EntityCollectionFilter(_ByTimeOrName):
    """`entity_collections.list`."""

    method: ClassVar[str] = "entity_collections.list"

    name: str | None = field(default=None, validator=_string)


@frozen(kw_only=True)
class EntityFilter(_ByTimeOrName):
    """`entities.list`."""

    method: ClassVar[str] = "entities.list"

    name: str | None = field(default=None, validator=_string)
    status: EntityStatus | None = field(default=None, validator=_one_of(values.ENTITY_STATUSES))


@frozen(kw_only=True)
class ItemCollectionFilter(_ByTimeOrName):
    """`knowledge_stores.item_collections.list`."""

    method: ClassVar[str] = "knowledge_stores.item_collections.list"


@frozen(kw_only=True)
class KnowledgeStoreFilter(_ByTime):
    """`knowledge_stores.list`."""

    method: ClassVar[str] = "knowledge_stores.list"


@frozen(kw_only=True)
class ItemFilter(_ByTime):
    """`knowledge_stores.items.list`."""

    method: ClassVar[str] = "knowledge_stores.items.list"

    status: Sequence[str] | None = _some_of("status", values.ITEM_STATUSES)
