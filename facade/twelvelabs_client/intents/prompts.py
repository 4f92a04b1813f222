"""What is asked with images, and what is asked about images. In a text, `<@name>` stands for the image of that name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from twelvelabs_client.core import checks
from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.media import Media, MediaLike, images_of

MOST_IMAGES = 20
MOST_REFERENCES = 4
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_]+")
_NAME = re.compile(r"[^<>@\s]+")
_MENTION = re.compile(r"<@([^<>@\s]+)>")


def mentions_in(text: str) -> set[str]:
    """The names of the images that a text speaks of."""
    return set(_MENTION.findall(text))


def check_known(mentioned: set[str], images: Mapping[str, Media]) -> None:
    """A text that speaks only of images that are there.

    Raises:
        InvalidInputError: It speaks of others.
    """
    unknown = sorted(mentioned - set(images))
    if unknown:
        raise InvalidInputError(f"prompt: there is no image of the name {', '.join(unknown)}")


def references_of(named: Mapping[str, MediaLike]) -> dict[str, Media]:
    """Images to compare with, by their names."""
    found = images_of(named, MOST_REFERENCES)
    for name in found:
        if not _NAME.fullmatch(name):
            raise InvalidInputError(f"images: {name!r} is no name: blanks, '<', '>' and '@' cannot stand in '<@name>'")
    return found


def _analyzed(named: Mapping[str, MediaLike]) -> dict[str, Media]:
    found = images_of(named, MOST_IMAGES)
    for name in found:
        if not _PLAIN_NAME.fullmatch(name):
            raise InvalidInputError(f"images: {name!r} is no name; only letters, digits and '_' can stand in one")
    return found


@frozen
class Images:
    """Images to analyze together; needs `pegasus1.6`.

    Attributes:
        named: 1 to 20 images by their names of letters, digits and `_`: each an asset (its id, or the asset), an https
            address, bytes, or a file as `Path` or opened with mode `rb`. JPEG, PNG, WebP, GIF or BMP, at most 20 MB and
            16,777,216 pixels. A prompt speaks of all of them as `<@name>`, or of none.
    """

    named: Mapping[str, Media] = field(converter=_analyzed)

    def check_prompt(self, prompt: str) -> None:
        """What is asked about them.

        Raises:
            InvalidInputError: It speaks of only some of them, or of others.
        """
        mentioned = mentions_in(prompt)
        check_known(mentioned, self.named)
        left_out = sorted(set(self.named) - mentioned)
        if mentioned and left_out:
            raise InvalidInputError(
                f"prompt: it must speak of all images or of none; it leaves out {', '.join(left_out)}"
            )


@frozen
class Prompt:
    """A prompt that can point to images, such as `Prompt("When is <@logo> seen?", {"logo": Path("logo.png")})`.

    Attributes:
        text: What to do or to answer; `<@name>` stands for the image of that name.
        images: 1 to 4 images by their names: each an asset (its id, or the asset), an https address, bytes, or a
            file as `Path` or opened with mode `rb`; at most 32 MB.
    """

    text: str
    images: Mapping[str, Media] = field(converter=references_of)

    def __attrs_post_init__(self) -> None:
        checks.text(self.text, "prompt")
        check_known(mentions_in(self.text), self.images)
