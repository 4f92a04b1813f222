"""Rules of texts that are written about one video, checked before anything is sent."""

from __future__ import annotations

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError

GISTS = ("title", "topic", "hashtag")
SUMMARIES = ("summary", "chapter", "highlight")
LONGEST_PROMPT = 1500


def check_prompt(prompt: str) -> str:
    """What is to be done.

    Raises:
        InvalidInputError: It is empty, or longer than the API accepts.
    """
    checks.text(prompt, "prompt")
    if len(prompt) > LONGEST_PROMPT:
        raise InvalidInputError(f"prompt: {len(prompt)} characters are more than the {LONGEST_PROMPT} taken")
    return prompt
