from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def clock() -> None:
    """The real clock, in place of that of the other tests of the transport: here sockets are real, too."""
