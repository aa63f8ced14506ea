"""The studio says itself what it is and how it is used, with nothing from elsewhere."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import aiohttp
import pytest

from bot.studio.app import Studio
from bot.studio.http.documentation import openapi
from bot.version import VERSION
from tests.studio.studio_harness import settings_in

VOID: Final = {"meta", "br"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == [], "a tag isn't closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> set[str]:
        """Return the values of an attribute."""
        return {value for one, value in self.attributes if one == name}


@pytest.fixture
async def base_url(tmp_path: Path) -> AsyncIterator[str]:
    """Return the address of a studio."""
    async with Studio.open(settings_in(tmp_path)) as studio:
        yield studio.base_url


async def get(url: str, **headers: str) -> tuple[int, str, str]:
    """Return an answer's status, text and policy, asked for without a key."""
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        policy = answer.headers.get("Content-Security-Policy", "")
        return answer.status, await answer.text(), policy


async def test_the_pages_need_no_key_and_lead_to_one_another(base_url: str) -> None:
    status, text, _ = await get(base_url + "/")
    assert status == 200
    assert f"musicvideo-bot {VERSION}" in text
    for path in Page(text).values("href"):
        assert (await get(base_url + path))[0] == 200, path
    assert (await get(base_url + "/studio/v1/tracks"))[0] == 401


async def test_the_page_of_the_api_has_every_operation_and_shape(base_url: str) -> None:
    _, text, _ = await get(base_url + "/docs")
    document = openapi()
    for path, item in document["paths"].items():
        for method in item.keys() - {"parameters"}:
            heading = f'<code class="method">{method.upper()}</code>\n<code>{path}</code>'
            assert heading in text, (method, path)
    page = Page(text)
    assert page.values("id") == set(document["components"]["schemas"])
    assert page.values("href") <= {f"#{name}" for name in page.values("id")}
    assert f"{base_url}/studio/v1/tracks" in text


async def test_nothing_comes_from_elsewhere(base_url: str) -> None:
    for path in ("/", "/docs"):
        _, text, policy = await get(base_url + path)
        page = Page(text)
        assert not page.tags & {"script", "link", "img", "iframe", "object"}, path
        assert not [name for name, _ in page.attributes if name.startswith(("on", "src"))], path
        assert not re.search(r"@import|url\(", text), path
        assert policy == "default-src 'none'; style-src 'unsafe-inline'"


async def test_what_a_client_sends_is_no_part_of_the_page(base_url: str) -> None:
    _, text, _ = await get(base_url + "/docs", Host="<b>x")
    assert "<b>x" not in text


async def test_it_lives_and_tells_strangers_no_version(base_url: str) -> None:
    assert (await get(base_url + "/healthz"))[:2] == (200, f"alive, musicvideo-bot {VERSION}\n")
    through = {"X-Forwarded-For": "203.0.113.9"}
    assert (await get(base_url + "/healthz", **through))[:2] == (200, "alive\n")
    assert VERSION not in (await get(base_url + "/", **through))[1]
