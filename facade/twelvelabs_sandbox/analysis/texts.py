"""Texts about a video, composed from what was measured in it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from twelvelabs_sandbox.media.clips import Clip
from twelvelabs_sandbox.media.colours import Shares
from twelvelabs_sandbox.media.transcripts import Cue, between, text_of
from twelvelabs_sandbox.search.ranking import BRIGHT, DARK, VISIBLE

TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
LONGEST_FRAGMENT = 24


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a span: its times in seconds, what is seen and what is said."""

    start: float
    end: float
    colours: tuple[str, ...]
    light: str
    motion: str
    speech: str

    @property
    def title(self) -> str:
        """A few words."""
        return f"{' and '.join(self.colours) or 'empty'} scene".capitalize()

    @property
    def description(self) -> str:
        """A sentence."""
        seen = f"A {self.light}, {self.motion} picture, mostly {' with '.join(self.colours) or 'without colour'}."
        return f'{seen} Someone says: "{self.speech}"' if self.speech else seen


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a video, or of a part of it."""

    start: float
    end: float
    scenes: tuple[Scene, ...]


def facts_of(clips: Sequence[Clip], cues: Sequence[Cue], start: float, end: float) -> Facts:
    """The facts of the part between two times in seconds."""
    scenes = [_scene(clip, cues) for clip in clips if clip.start < end and clip.end > start]
    within = [replace(each, start=max(each.start, start), end=min(each.end, end)) for each in scenes]
    return Facts(start, end, tuple(within))


def describe(facts: Facts) -> str:
    """A text that names every scene with its times."""
    count = len(facts.scenes)
    noun = "scene" if count == 1 else "scenes"
    lines = [f"The video shows {count} {noun} between {clock(facts.start)} and {clock(facts.end)}.", ""]
    for number, scene in enumerate(facts.scenes, start=1):
        lines.append(f"{number}. [{clock(scene.start)}~{clock(scene.end)}] {scene.description}")
    return "\n".join(lines)


def describe_references(references: Mapping[str, Shares], facts: Facts) -> str:
    """A text that tells where the colours of reference images are seen."""
    lines = []
    for name, shares in references.items():
        spans = [f"[{clock(scene.start)}~{clock(scene.end)}]" for scene in facts.scenes if alike(scene, shares)]
        lines.append(f"{name}, mostly {' with '.join(main_colours(shares))}: seen in {', '.join(spans) or 'no scene'}.")
    return "\n".join(lines)


def alike(scene: Scene, shares: Shares) -> bool:
    """Whether the main colour of a picture is seen at first sight in a scene."""
    return bool(set(main_colours(shares)[:1]) & set(scene.colours))


def describe_images(images: Sequence[tuple[str, Shares]]) -> str:
    """A text that names the colours of every image."""
    lines = [f"{name}: mostly {' with '.join(main_colours(shares))}." for name, shares in images]
    return "\n".join(lines)


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"


def main_colours(shares: Shares) -> tuple[str, ...]:
    """The colours that can be seen at first sight, largest first."""
    return tuple(word for word, share in shares.items() if share >= VISIBLE)


def tokens_of(text: str) -> list[str]:
    """The tokens of a text; joined they give it back."""
    return TOKEN.findall(text)


def fragments_of(text: str, seed: str) -> Iterator[str]:
    """The text in small pieces, split anywhere, the same way for the same seed."""
    lengths = random.Random(seed)
    start = 0
    while start < len(text):
        end = start + lengths.randint(1, LONGEST_FRAGMENT)
        yield text[start:end]
        start = end


def _scene(clip: Clip, cues: Sequence[Cue]) -> Scene:
    light = "bright" if clip.brightness >= BRIGHT else "dark" if clip.brightness <= DARK else "soft"
    motion = "moving" if clip.moving else "still"
    speech = text_of(between(cues, clip.start, clip.end))
    return Scene(clip.start, clip.end, main_colours(clip.shares), light, motion, speech)
