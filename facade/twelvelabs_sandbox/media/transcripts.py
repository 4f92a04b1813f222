"""Transcripts: WebVTT and SubRip read into cues, and cues into words, sentences and utterances."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}")
SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"<[^>]*>")
SENTENCE_END = re.compile(r"[.!?\u2026]\W*$")
PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Something said between two times in seconds."""

    start: float
    end: float
    text: str
    speaker: str | None = None


def parse(text: str) -> list[Cue]:
    """The cues of a WebVTT or SubRip text, by time.

    Tolerant: headers, notes, styles, numbers, blank cues and cues that end before they start are skipped.
    """
    cues = [_cue(timing, lines) for timing, lines in _blocks(text)]
    spoken = [cue for cue in cues if cue.text and cue.end >= cue.start]
    return sorted(spoken, key=lambda cue: (cue.start, cue.end))


def words(cues: Iterable[Cue]) -> list[Cue]:
    """Single words; their times share the cue's time by length."""
    return [word for cue in cues for word in _words_of(cue)]


def sentences(cues: Iterable[Cue]) -> list[Cue]:
    """Whole sentences, also those that run over several cues."""
    groups: list[list[Cue]] = [[]]
    for word in words(cues):
        groups[-1].append(word)
        if SENTENCE_END.search(word.text):
            groups.append([])
    return [_joined(group) for group in groups if group]


def utterances(cues: Iterable[Cue]) -> list[Cue]:
    """What one speaker says without a longer pause."""
    groups: list[list[Cue]] = []
    for cue in cues:
        last = groups[-1][-1] if groups else None
        if last and last.speaker == cue.speaker and cue.start - last.end < PAUSE:
            groups[-1].append(cue)
        else:
            groups.append([cue])
    return [_joined(group) for group in groups]


def between(cues: Iterable[Cue], start: float, end: float) -> list[Cue]:
    """The cues that are heard at some time within a span."""
    return [cue for cue in cues if cue.start < end and cue.end > start]


def text_of(cues: Iterable[Cue]) -> str:
    """The words of cues in one line."""
    return " ".join(cue.text for cue in cues)


def _blocks(text: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    timing: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.removeprefix("\ufeff").splitlines(), ""]:
        found = TIMING.match(line)
        if found:
            if timing:  # No blank line between two cues: the number of the second stands at the end of the first.
                yield timing, lines[:-1] if lines and lines[-1].strip().isdigit() else lines
            timing, lines = found, []
        elif line.strip():
            lines.append(line)
        elif timing:
            yield timing, lines
            timing = None


def _cue(timing: re.Match[str], lines: Sequence[str]) -> Cue:
    raw = " ".join(lines)
    speaker = SPEAKER.search(raw)
    text = " ".join(html.unescape(TAG.sub("", raw)).split())
    parts = timing.groups()
    return Cue(_seconds(parts[:4]), _seconds(parts[4:]), text, speaker[1].strip() if speaker else None)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return round(int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000, 3)


def _words_of(cue: Cue) -> Iterator[Cue]:
    pieces = cue.text.split()
    letters = sum(map(len, pieces))
    spent = 0
    for piece in pieces:
        start = cue.start + (cue.end - cue.start) * spent / letters
        spent += len(piece)
        end = cue.start + (cue.end - cue.start) * spent / letters
        yield Cue(round(start, 3), round(end, 3), piece, cue.speaker)


def _joined(cues: Sequence[Cue]) -> Cue:
    return Cue(cues[0].start, cues[-1].end, text_of(cues), cues[0].speaker)
