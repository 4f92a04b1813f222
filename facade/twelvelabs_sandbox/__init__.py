"""An embedded server that speaks the API, for demos, tests and recordings.

    with Sandbox() as sandbox:
        client = TwelveLabs(api_key=sandbox.api_key, base_url=sandbox.url)

Needs the extra `sandbox`; nothing of it is loaded before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twelvelabs_sandbox.app import create_app
    from twelvelabs_sandbox.media.sample_video import make_sample_transcript, make_sample_video
    from twelvelabs_sandbox.server import Sandbox
    from twelvelabs_sandbox.settings import Settings

__all__ = ["Sandbox", "Settings", "create_app", "make_sample_transcript", "make_sample_video"]

_HOMES = {
    "Sandbox": "server",
    "Settings": "settings",
    "create_app": "app",
    "make_sample_transcript": "media.sample_video",
    "make_sample_video": "media.sample_video",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"the sandbox needs {error.name}: pip install 'twelvelabs-client[sandbox]'", name=error.name
        ) from error
