"""The ledger of operations that are gone from the published description and kept all the same.

It describes them under the names that the package gives them, and says which components they alone use: nothing that
is published later may take one of those names.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from pipeline.canonical import read_specification
from pipeline.document import load
from pipeline.openapi import to_openapi
from pipeline.reach import restricted
from pipeline.specification import Specification

_OWN = "x-own-components"


def ledger_text(made: Specification, kept: Collection[str]) -> str:
    """The ledger as a file holds it.

    Args:
        made: What the package was made from.
        kept: The operations to keep, such as `GET /assets`.
    """
    ledger = restricted(made, kept)
    others = restricted(made, [place for place in made.operations if place not in kept])
    document = {**to_openapi(ledger), _OWN: sorted(ledger.schemas.keys() - others.schemas.keys())}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def read_ledger(file: Path) -> tuple[Specification, list[str]]:
    """The operations to keep, and the names of the components that they alone use.

    Raises:
        SpecError: The file is unreadable.
    """
    own = load(file).get(_OWN)
    return read_specification(file), [str(name) for name in own] if isinstance(own, list) else []
