"""By what lists can be ordered, and which way."""

from __future__ import annotations

from typing import Literal, TypeAlias

SortByTime: TypeAlias = Literal["created_at", "updated_at"]
SortByTimeOrName: TypeAlias = Literal["created_at", "updated_at", "name"]
SortOrder: TypeAlias = Literal["asc", "desc"]
