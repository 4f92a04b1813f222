"""Documents, and which vectors can be made of which."""

from __future__ import annotations

from itertools import product
from typing import Literal

from attrs import field, frozen

from twelvelabs_client.core.errors import InvalidInputError
from twelvelabs_client.intents.embedding_parts import Words, words
from twelvelabs_client.intents.media import Media, media_of
from twelvelabs_client.intents.segmentation import PageSegmentation, SentenceSegmentation, check_division
from twelvelabs_client.intents.values import DOCUMENT_OPTIONS, DOCUMENT_SCOPES

Kind = Literal["PDF", "text file"]

_ALLOWED: dict[Kind, set[tuple[str, str]]] = {
    "PDF": {("visual", "local"), ("visual", "asset"), ("text", "asset")},
    "text file": {("text", "asset"), ("text", "local")},
}
_DEFAULT: dict[Kind, tuple[str, str]] = {"PDF": ("visual", "local"), "text file": ("text", "asset")}
_BY_SUFFIX: dict[str, Kind] = {".pdf": "PDF", ".txt": "text file", ".md": "text file"}


def _options(values: Words) -> Words:
    return words(values, "options", DOCUMENT_OPTIONS)


def _scopes(values: Words) -> Words:
    return words(values, "scopes", DOCUMENT_SCOPES)


@frozen
class DocumentInput:
    """A PDF, a plain text or a Markdown file; for tasks with `marengo3.5`.

    Up to 512 MB by its address, and up to 200 MB as bytes or a file. These go within the request, which has to be in
    memory as a whole, and more than twice: a large one is better uploaded, and named by its asset.

    Each option is combined with each scope. A PDF takes `visual` with `local` (its default) or `asset`, and `text`
    with `asset`; a text file takes `text` with `asset` (its default) or `local`.

    Attributes:
        media: An asset or its id, an http(s) address, bytes, or a file as `Path` or opened with mode `rb`.
        options: `visual` (how pages look), `text` (what is written).
        scopes: `local` (a page, or a chunk of sentences), `asset` (all of it).
        segmentation: How it is divided; a text file with scope `local` needs `SentenceSegmentation`.
    """

    media: Media = field(converter=media_of)
    options: Words = field(default=None, kw_only=True, converter=_options)
    scopes: Words = field(default=None, kw_only=True, converter=_scopes)
    segmentation: PageSegmentation | SentenceSegmentation | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_division(self.segmentation, PageSegmentation, SentenceSegmentation)
        _check_pairs(self)


def kind_of(media: Media) -> Kind | None:
    """Whether a document is a PDF or a text file; None where that cannot be seen from here."""
    if isinstance(media.content, bytes):
        return "PDF" if media.content.startswith(b"%PDF-") else None
    return _BY_SUFFIX.get(media.suffix)


def _check_pairs(document: DocumentInput) -> None:
    """Refuse what no document, or none of this kind, can give; what cannot be seen from here is left to the API."""
    known = kind_of(document.media)
    possible: list[Kind] = [known] if known else ["PDF", "text file"]
    if document.options is not None and document.scopes is not None and _known(document):
        pairs = set(product(document.options, document.scopes))
        possible = [kind for kind in possible if pairs <= _ALLOWED[kind]]
        if not possible:
            refused = sorted(pairs - _ALLOWED[known] if known else pairs)
            told = " with ".join("+".join(pair) for pair in refused)
            raise InvalidInputError(
                f"options, scopes: no {known or 'document'} gives {told}; a PDF gives visual+local, visual+asset and "
                "text+asset, a text file text+asset and text+local"
            )
    _check_pieces(document, possible)


def _known(document: DocumentInput) -> bool:
    """Whether its options and scopes are those of this release: of others it cannot be told what they go with."""
    return {*DOCUMENT_OPTIONS}.issuperset(document.options or ()) and {*DOCUMENT_SCOPES}.issuperset(
        document.scopes or ()
    )


def _check_pieces(document: DocumentInput, possible: list[Kind]) -> None:
    pieces = document.segmentation
    if isinstance(pieces, SentenceSegmentation):
        if "text file" not in possible or not _may_ask(document, "text file", ("text", "local")):
            raise InvalidInputError("segmentation: sentences need a text file, option 'text' and scope 'local'")
    elif isinstance(pieces, PageSegmentation):
        if "PDF" not in possible or not _may_ask(document, "PDF", ("visual", "local")):
            raise InvalidInputError("segmentation: pages need a PDF, option 'visual' and scope 'local'")
    elif possible == ["text file"] and "local" in (document.scopes or ()):
        raise InvalidInputError("segmentation: a text file with scope 'local' needs SentenceSegmentation(...)")


def _may_ask(document: DocumentInput, kind: Kind, pair: tuple[str, str]) -> bool:
    """Whether a pair can be meant: where only one half is given, the other is for the API to choose."""
    if document.options is None and document.scopes is None:
        return pair == _DEFAULT[kind]
    option, scope = pair
    return option in (document.options or [option]) and scope in (document.scopes or [scope])
