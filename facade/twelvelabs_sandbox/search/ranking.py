"""How well a clip answers a query: words for what is seen, heard and said."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from twelvelabs_sandbox.media.clips import Clip
from twelvelabs_sandbox.media.colours import NAMES, Shares, likeness
from twelvelabs_sandbox.media.sound import LOUD, SILENT

VISIBLE = 0.08
BRIGHT, DARK = 0.6, 0.3
ALIKE = 0.5
MEANT = 0.5

SEEN = {
    **{name: name for name in NAMES},
    "gray": "grey",
    "violet": "purple",
    "crimson": "red",
    "scarlet": "red",
    "golden": "yellow",
    **dict.fromkeys(("bright", "light", "daylight", "sunny"), "bright"),
    **dict.fromkeys(("dark", "dim", "night"), "dark"),
    **dict.fromkeys(("moving", "moves", "move", "motion", "movement", "fast"), "moving"),
    **dict.fromkeys(("still", "static", "motionless"), "still"),
    **dict.fromkeys(("cut", "cuts", "transition"), "cut"),
}
HEARD = {
    **dict.fromkeys(("sound", "tone", "noise", "music", "audio", "hum", "beep"), "sound"),
    **dict.fromkeys(("silence", "silent", "quiet"), "silence"),
    **dict.fromkeys(("loud", "noisy"), "loud"),
}
ARTICLES = {"a", "an", "and", "or", "that", "the", "their", "there", "this"}
VERBS = {"are", "be", "do", "does", "has", "have", "is", "show", "was"}
PREPOSITIONS = {"as", "at", "by", "for", "from", "in", "of", "on", "to", "with"}
PRONOUNS = {"how", "it", "its", "someone", "something", "what", "when", "where", "which", "who"}
STOP_WORDS = frozenset(ARTICLES | VERBS | PREPOSITIONS | PRONOUNS)
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for.

    Attributes:
        text: words; empty for a search by images alone.
        images: colour shares of query images.
        people: for each entity that is looked for, the colour shares of its images.
        options: any of visual, audio, transcription.
        transcription_options: any of lexical, semantic.
        operator: ``or`` when one option is enough, ``and`` when all must match.
    """

    text: str = ""
    images: tuple[Shares, ...] = ()
    people: tuple[tuple[Shares, ...], ...] = ()
    options: tuple[str, ...] = ("visual",)
    transcription_options: tuple[str, ...] = ("lexical", "semantic")
    operator: str = "or"


@dataclass(frozen=True, slots=True)
class Match:
    """How well a clip matches, and whether by what is said."""

    score: float
    spoken: bool


def match(query: Query, clip: Clip, loudness: float, speech: str) -> Match | None:
    """The match of one clip, or None when it does not answer the query."""
    scores = {
        "visual": lambda: visual_score(query, clip),
        "audio": lambda: audio_score(query.text, loudness),
        "transcription": lambda: speech_score(query.text, speech, query.transcription_options),
    }
    found = {option: scores[option]() for option in set(query.options)}
    enough = all if query.operator == "and" else any
    if not enough(found.values()):
        return None
    return Match(sum(found.values()), spoken=found.get("transcription", 0.0) > 0)


def reasons(query: Query, clip: Clip, loudness: float, speech: str) -> str:
    """What of a query is found in a clip, for people: ``seen: red, moving; said: ferry``."""
    words = tokens(query.text)
    seen = [concept for concept in concepts_in(words, SEEN) if "visual" in query.options and _seen(concept, clip)]
    if query.images and "visual" in query.options:
        seen.append("the colours of the image")
    if query.people and "visual" in query.options:
        seen.append("the colours of the entity")
    heard = [concept for concept in concepts_in(words, HEARD) if "audio" in query.options and _heard(concept, loudness)]
    spoken = {stem(word) for word in tokens(speech)} if "transcription" in query.options else set()
    said = [word for word in words if word not in STOP_WORDS and stem(word) in spoken]
    found = {"seen": seen, "heard": heard, "said": list(dict.fromkeys(said))}
    return "; ".join(f"{way}: {', '.join(what)}" for way, what in found.items() if what)


def visual_score(query: Query, clip: Clip) -> float:
    """0 to 1: how much of the query is seen in the clip."""
    if not clip.shares:  # Sound without pictures is neither dark nor still.
        return 0.0
    words = tokens(query.text)
    concepts = concepts_in(words, SEEN)
    scores = []
    if concepts:
        scores.append(_score([_seen(concept, clip) for concept in concepts], "or" in words))
    if query.images:
        scores.append(_alike(query.images, clip))
    if query.people:
        scores.append(_score([_alike(images, clip) for images in query.people], "or" in words))
    return sum(scores) / len(scores) if scores and all(scores) else 0.0


def audio_score(text: str, loudness: float) -> float:
    """0 to 1: how much of the query is heard in the clip, speech aside."""
    words = tokens(text)
    return _score([_heard(concept, loudness) for concept in concepts_in(words, HEARD)], "or" in words)


def speech_score(text: str, speech: str, ways: Collection[str]) -> float:
    """0 to 1: how much of the query is said; exact words count more than related ones."""
    asked = [word for word in tokens(text) if word not in STOP_WORDS]
    said = set(tokens(speech))
    if not asked or not said:
        return 0.0
    if "lexical" in ways and said.issuperset(asked):
        return 1.0
    if "semantic" not in ways:
        return 0.0
    stems = {stem(word) for word in said}
    share = sum(stem(word) in stems for word in asked) / len(asked)
    return 0.9 * share if share >= MEANT else 0.0


def tokens(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


def stem(word: str) -> str:
    """A word without its commonest English endings."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return (word.removesuffix(ending) + instead).removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


def concepts_in(words: Sequence[str], vocabulary: dict[str, str]) -> list[str]:
    """What words name, each once."""
    return list(dict.fromkeys(vocabulary[word] for word in words if word in vocabulary))


def _score(strengths: Sequence[float], one_is_enough: bool) -> float:
    enough = any if one_is_enough else all
    return sum(strengths) / len(strengths) if strengths and enough(strengths) else 0.0


def _alike(images: Sequence[Shares], clip: Clip) -> float:
    """How much the likest of some images is like a clip; nothing below a certain likeness."""
    likest = max((likeness(image, clip.shares) for image in images), default=0.0)
    return likest if likest >= ALIKE else 0.0


def _heard(concept: str, loudness: float) -> float:
    return float({"silence": loudness < SILENT, "sound": loudness >= SILENT, "loud": loudness >= LOUD}[concept])


def _seen(concept: str, clip: Clip) -> float:
    if concept in NAMES:
        share = clip.shares.get(concept, 0.0)
        return share if share >= VISIBLE else 0.0
    return {
        "bright": clip.brightness if clip.brightness >= BRIGHT else 0.0,
        "dark": 1 - clip.brightness if clip.brightness <= DARK else 0.0,
        "moving": float(clip.moving),
        "still": float(not clip.moving),
        "cut": float(clip.after_cut),
    }[concept]
