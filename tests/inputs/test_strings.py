"""A string means the same wherever media are taken: a URL, a path, or else the id of an asset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from twelvelabs_client import InvalidInputError, TwelveLabs
from twelvelabs_client.intents import VideoInput
from twelvelabs_client.intents.media import Media, media_of

ID = "66e0b1a8c1f0a5d3b2e4f601"
URL = "https://media.example/harbor.mp4"


@pytest.mark.parametrize(
    ("text", "media"),
    [
        (URL, Media(url=URL)),
        ("http://media.example/watch?v=7", Media(url="http://media.example/watch?v=7")),
        ("harbor.mp4", Media(content=Path("harbor.mp4"))),
        ("media/harbor", Media(content=Path("media/harbor"))),
        ("C:\\media\\harbor", Media(content=Path("C:\\media\\harbor"))),
        (ID, Media(asset_id=ID)),
        ("harbor", Media(asset_id="harbor")),
    ],
)
def test_a_string_is_a_url_a_path_or_an_id(text: str, media: Media) -> None:
    found = media_of(text)

    assert (found.url, found.content, found.asset_id) == (media.url, media.content, media.asset_id)


@pytest.fixture
def film(tmp_path: Path) -> str:
    (tmp_path / "harbor.mp4").write_bytes(b"made-up film")
    return str(tmp_path / "harbor.mp4")


@pytest.fixture
def requests() -> list[str]:
    return []


@pytest.fixture
def tl(requests: list[str]) -> TwelveLabs:
    def note(request: httpx.Request) -> httpx.Response:
        requests.append(request.read().decode(errors="replace"))
        data = "A harbor." if request.url.path.endswith("/analyze") else []
        return httpx.Response(200, json={"_id": "a1", "id": "a1", "data": data, "status": "ready"})

    return TwelveLabs(api_key="made-up", transport=httpx.MockTransport(note))


WAYS: dict[str, Any] = {
    "upload": lambda tl, source: tl.assets.upload(source),
    "analyze": lambda tl, source: tl.analyze.run(source, "What is it?"),
    "embed": lambda tl, source: tl.embed.tasks.create(VideoInput(source), model="marengo3.0"),
    "search": lambda tl, source: tl.search.query(ID, images=source).to_list(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_path_is_read_and_sent(way: str, film: str, tl: TwelveLabs, requests: list[str]) -> None:
    WAYS[way](tl, film)

    assert "made-up film" in requests[-1] or "bWFkZS11cCBmaWxt" in requests[-1]


@pytest.mark.parametrize("way", WAYS)
def test_a_url_is_sent_as_it_is(way: str, tl: TwelveLabs, requests: list[str]) -> None:
    WAYS[way](tl, URL)

    assert URL in requests[-1]


@pytest.mark.parametrize("way", ["analyze", "embed"])
def test_an_id_names_an_asset_where_assets_are_taken(way: str, tl: TwelveLabs, requests: list[str]) -> None:
    WAYS[way](tl, ID)

    assert ID in requests[-1]


@pytest.mark.parametrize("way", ["upload", "search"])
def test_an_id_is_refused_where_a_file_is_needed(way: str, tl: TwelveLabs, requests: list[str]) -> None:
    with pytest.raises(InvalidInputError, match=rf"^{ID}: there is no such file; it looks like the id of an asset"):
        WAYS[way](tl, ID)

    assert requests == []
