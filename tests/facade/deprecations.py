"""What the older methods of the API say when they are used."""

from __future__ import annotations

import linecache
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def warned(method: str, instead: str) -> Iterator[None]:
    """Exactly one warning: it names what to use instead, and points at the line of the test that called the method."""
    says = f"{method} is deprecated by the API: use {instead}"
    with pytest.warns(DeprecationWarning, match=f"^{re.escape(says)}$") as caught:
        yield

    assert len(caught) == 1
    file = re.sub(r"^<synchronous form of (.+)>$", r"\1", caught[0].filename)
    assert f"tl.{method}(" in linecache.getline(file, caught[0].lineno)
