"""What of a video can be looked at, and the names that it had before v1.3.

The migration to v1.3 made `conversation` part of `audio`, and `text_in_video` and `logo` part of `visual`.
"""

from __future__ import annotations

from collections.abc import Mapping

OLDER_OPTIONS: Mapping[str, str] = {"conversation": "audio", "text_in_video": "visual", "logo": "visual"}
MODEL_OPTIONS = ("visual", "audio", *OLDER_OPTIONS)
