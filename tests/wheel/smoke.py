"""What a fresh environment with nothing but the wheel must be able to do; `make wheel` runs it there.

python tests/wheel/smoke.py
"""

from __future__ import annotations

import asyncio
import importlib.util
from importlib import resources

import httpx

import twelvelabs_client
from twelvelabs_client import AsyncTwelveLabs, NotFoundError, TwelveLabs
from twelvelabs_client.core.settings import VERSIONS


def answer(request: httpx.Request) -> httpx.Response:
    """An API with one index."""
    if request.url.path.endswith("/indexes/65f0c0ffee65f0c0ffee65f0"):
        return httpx.Response(200, json={"_id": "65f0c0ffee65f0c0ffee65f0", "index_name": "nature"})
    return httpx.Response(404, json={"code": "resource_not_exists", "message": "There is no such index."})


def read_in_both_colours() -> None:
    """A call, an error and an import of generated code, in every version."""
    transport = httpx.MockTransport(answer)
    for version in VERSIONS:
        with TwelveLabs(api_key="tlk_MADEUPKEY", api_version=version, transport=transport) as each:
            assert each.indexes.get("65f0c0ffee65f0c0ffee65f0").name == "nature"
    with TwelveLabs(api_key="tlk_MADEUPKEY", transport=transport) as tl:
        assert tl.indexes.get("65f0c0ffee65f0c0ffee65f0").name == "nature"
        try:
            tl.indexes.get("65f0c0ffee65f0c0ffee65f1")
        except NotFoundError as error:
            assert error.code == "resource_not_exists"  # noqa: PT017
        else:
            raise AssertionError("a 404 raised nothing")

    async def asynchronously() -> None:
        async with AsyncTwelveLabs(api_key="tlk_MADEUPKEY", transport=transport) as tl:
            assert (await tl.indexes.get("65f0c0ffee65f0c0ffee65f0")).name == "nature"

    asyncio.run(asynchronously())


def carries_its_data() -> None:
    """Type markers and the tables of the generated package are in the wheel."""
    tables = [f"{version.replace('.', '_')}/{name}.json" for version in VERSIONS for name in ("OPERATIONS", "openapi")]
    for package, name in (
        ("twelvelabs_client", "py.typed"),
        ("twelvelabs_generated", "py.typed"),
        *(("twelvelabs_generated", table) for table in tables),
    ):
        assert resources.files(package).joinpath(name).is_file(), f"{package}/{name} is missing"


def every_public_name_loads() -> None:
    """Nothing that is exported needs an extra."""
    for name in twelvelabs_client.__all__:
        assert getattr(twelvelabs_client, name) is not None


def extras_say_how_to_get_them() -> None:
    """The sandbox is in the wheel; what it needs is not, and its error says so."""
    assert importlib.util.find_spec("starlette") is None, "this environment has the extra `sandbox`"
    try:
        from twelvelabs_sandbox import Sandbox  # noqa: F401
    except ModuleNotFoundError as error:
        assert "twelvelabs-client[sandbox]" in str(error)  # noqa: PT017
    else:
        raise AssertionError("the sandbox loaded without its extra")


if __name__ == "__main__":
    for check in (read_in_both_colours, carries_its_data, every_public_name_loads, extras_say_how_to_get_them):
        check()
    print(f"twelvelabs-client {twelvelabs_client.__version__}: the wheel works without extras")
