"""The page that plays a video: what unfurls of it, what it lets run, and what it says of none."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import aiohttp
import av
import pytest
from mutagen.mp4 import MP4, MP4Cover
from PIL import Image

from bot.i18n.texts import LANGUAGES, negotiate_language, translate
from bot.jobs import RenderOptions, Shape, Video
from bot.jobs.video_links import page_link
from bot.net.listener import address_of
from bot.providers.studio import STUDIO as BARE_STUDIO
from bot.services.video_pages import VideoPageService
from bot.store import Store
from bot.web.server import Endpoint, MonitoringAccess, bind, serve
from bot.web.video_page_routes import VideoPageRoutes
from tests.support.render_harness import Clock, RenderHarness
from tests.support.rows import HOUR, NOW, claimed, new_request, place

BASE = "https://bot.example"
NAME = "0123456789abcdef0123456789abcdef"
FILE = f"{BASE}/videos/{NAME}.mp4"
PAGE = f"{BASE}/v/{NAME}"
STUDIO = BARE_STUDIO.model_copy(update={"looks": ("bars",)})
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Html(HTMLParser):
    """What a browser sees of a page: elements with their attributes, and the texts in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def meta(self) -> dict[str, str]:
        found = [attributes for tag, attributes in self.elements if tag == "meta"]
        return {one.get("property") or one.get("name", ""): one.get("content", "") for one in found}

    def only(self, tag: str) -> dict[str, str]:
        (found,) = (attributes for name, attributes in self.elements if name == tag)
        return found


def mp4(path: Path, *, title: str, artist: str = "The Band", with_poster: bool = True) -> None:
    """Write a short MP4 with tags, as the studio does."""
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("mpeg4", rate=10, width=32, height=32)
        for number in range(20):
            frame = av.VideoFrame(32, 32, "yuv420p")
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    file = MP4(path)  # type: ignore[no-untyped-call]
    file["\xa9nam"], file["\xa9ART"] = title, artist
    if with_poster:
        picture = BytesIO()
        Image.new("RGB", (1280, 720), "purple").save(picture, "JPEG")
        file["covr"] = [MP4Cover(picture.getvalue())]  # type: ignore[no-untyped-call]
    file.save()  # type: ignore[no-untyped-call]


async def published(store: Store, *, shape: Shape | None = None, link: str = FILE) -> Video:
    """Have a video ready whose file lies here."""
    asked = new_request(author="Me", watermark="me.example", options=RenderOptions(shape=shape))
    video = (await place(store, asked, provider=STUDIO)).job.video
    video = await claimed(store, video)
    assert await store.videos.adopt(video, "v-1", NOW + HOUR)
    assert await store.outcomes.set_ready(
        video, link, completed_at=NOW, expires_at=NOW + timedelta(days=14)
    )
    return video


@asynccontextmanager
async def opened(shop: RenderHarness, folder: Path) -> AsyncIterator[tuple[str, Clock]]:
    """Serve pages; return where, and the clock that they go by."""
    clock = Clock()
    clock.now = NOW
    service = VideoPageService(shop.store, STUDIO, folder, clock=clock)
    monitoring = MonitoringAccess(shop.store.key_value.check_writable)  # type: ignore[arg-type]
    endpoint = Endpoint(
        shop.render_worker,
        webhook_key="",
        videos=folder,
        pages=VideoPageRoutes(service, BASE),
        monitoring=monitoring,
    )
    with bind("127.0.0.1", 0) as bound:
        async with serve(endpoint.application(), bound):
            yield address_of(bound), clock


async def get(url: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        text = await answer.text(errors="replace")
        return answer.status, text, {key: answer.headers[key] for key in answer.headers}


@pytest.mark.parametrize("suffix", ["", ".mp4"])
async def test_the_page_plays_the_video_and_tells_what_unfurls(
    shop: RenderHarness, folder: Path, suffix: str
) -> None:
    mp4(folder / f"{NAME}.mp4", title="Iron & Man")
    await published(shop.store, shape=Shape.TALL)
    async with opened(shop, folder) as (address, _):
        status, text, headers = await get(f"{address}/v/{NAME}{suffix}")
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        page = Html(text)
        video = page.only("video")
        assert video["src"] == f"/videos/{NAME}.mp4"
        assert video["poster"] == f"/v/{NAME}/poster.jpg"
        assert {"controls", "playsinline"} <= set(video)
        assert {"Iron & Man", "The Band", "Me", "me.example"} <= set(page.texts)
        meta = page.meta()
        told = {
            "og:type": "video.other",
            "og:title": "Iron & Man",
            "og:url": PAGE,
            "og:site_name": "me.example",
            "og:description": "The Band · Me · me.example · 0:02",
            "og:image": f"{PAGE}/poster.jpg",
            "og:image:width": "1280",
            "og:video": FILE,
            "og:video:secure_url": FILE,
            "og:video:type": "video/mp4",
            "og:video:width": "720",
            "og:video:height": "1280",
            "twitter:card": "player",
            "twitter:player": f"{PAGE}/player",
            "twitter:player:stream": FILE,
            "twitter:image": f"{PAGE}/poster.jpg",
        }
        assert {name: meta.get(name) for name in told} == told
        # What it names is there.
        async with aiohttp.ClientSession() as session:
            async with session.get(address + video["poster"]) as poster:
                assert (poster.status, poster.content_type) == (200, "image/jpeg")
                assert Image.open(BytesIO(await poster.read())).size == (1280, 720)
            asked = {"Range": "bytes=4-7"}
            async with session.get(address + video["src"], headers=asked) as part:
                assert (part.status, await part.read()) == (206, b"ftyp")
        status, text, headers = await get(f"{address}/v/{NAME}/player")
        assert status == 200
        assert Html(text).only("video")["src"] == f"/videos/{NAME}.mp4"


async def test_nothing_runs_and_nothing_comes_from_elsewhere(
    shop: RenderHarness, folder: Path
) -> None:
    mp4(folder / f"{NAME}.mp4", title=HOSTILE, artist="\u202eevil\n</title>")
    await published(shop.store)
    async with opened(shop, folder) as (address, _):
        for path, ancestors in (("", "'none'"), ("/player", "*")):
            _, text, headers = await get(f"{address}/v/{NAME}{path}")
            page = Html(text)
            assert {tag for tag, _ in page.elements} <= {
                "html", "head", "meta", "title", "link", "style", "body", "main", "video", "h1",
                "p", "a",
            }  # fmt: skip
            assert not [a for _, one in page.elements for a in one if a.startswith("on")]
            sources = [one[a] for _, one in page.elements for a in ("src", "poster") if a in one]
            assert all(source.startswith("/") for source in sources)
            assert HOSTILE in page.texts  # as text, and as nothing else
            assert "\u202e" not in text
            policy = dict(
                part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
            )
            (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
            assert policy == {
                "default-src": "'none'",
                "media-src": "'self'",
                "img-src": "'self'",
                "style-src": f"'sha256-{digest}'",
                "base-uri": "'none'",
                "form-action": "'none'",
                "frame-ancestors": ancestors,
            }
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["X-Robots-Tag"] == "noindex"


async def test_oembed_tells_programs_the_same(shop: RenderHarness, folder: Path) -> None:
    mp4(folder / f"{NAME}.mp4", title=HOSTILE)
    await published(shop.store)
    async with opened(shop, folder) as (address, _):
        text = (await get(f"{address}/v/{NAME}"))[1]
        links = [one for tag, one in Html(text).elements if tag == "link"]
        (link,) = (one["href"] for one in links if one.get("type") == "application/json+oembed")
        assert parse_qs(urlsplit(link).query)["url"] == [PAGE]
        here = link.replace(BASE, address)
        async with aiohttp.ClientSession() as session:
            async with session.get(here) as answer:
                assert answer.content_type == "application/json"
                told = await answer.json()
            async with session.get(f"{here}&maxwidth=640&maxheight=9999") as answer:
                smaller = await answer.json()
            for odd in ("0" * 9 + "1" * 5000, "0", "-1", "x", "٣"):
                async with session.get(here, params={"maxwidth": odd}) as answer:
                    assert await answer.json() == told
        assert (told["version"], told["type"], told["title"]) == ("1.0", "video", HOSTILE)
        assert (told["author_name"], told["provider_name"]) == ("Me", "me.example")
        assert (told["thumbnail_url"], told["thumbnail_width"]) == (f"{PAGE}/poster.jpg", 1280)
        assert (told["width"], told["height"]) == (1280, 720)
        frame = Html(told["html"])
        assert [tag for tag, _ in frame.elements] == ["iframe"]
        assert frame.only("iframe")["src"] == f"{PAGE}/player"
        assert (smaller["width"], smaller["height"]) == (640, 360)
        assert "thumbnail_url" not in smaller  # there is none of that size
        oembed = f"{address}/v/oembed?url="
        for url in (
            "",
            "https://elsewhere.example/v/" + NAME,
            f"{BASE}/v/x",
            "https://[",
            "x" * 3000,
        ):
            assert (await get(oembed + quote(url, safe="")))[0] == 404
        assert (await get(f"{here[:-4]}xml"))[0] == 501


async def test_a_video_that_is_gone_is_told_and_one_that_never_was(
    shop: RenderHarness, folder: Path
) -> None:
    file = folder / f"{NAME}.mp4"
    mp4(file, title="Song", with_poster=False)
    video = await published(shop.store)
    async with opened(shop, folder) as (address, clock):
        assert (await get(f"{address}/v/{NAME}/poster.jpg"))[0] == 404
        assert "poster=" not in (await get(f"{address}/v/{NAME}"))[1]
        for unknown in ("f" * 32, "x", NAME.upper(), f"..%2f{NAME}", f"{NAME}%0a"):
            status, text, headers = await get(f"{address}/v/{unknown}")
            assert status == 404
            assert translate("page-unknown", "en") in Html(text).texts
            assert headers["Cache-Control"] == "no-store"
        clock.now += timedelta(days=15)
        gone = [
            await get(f"{address}/v/{NAME}{path}", **{"Accept-Language": "de"})
            for path in ("", "/player", "/poster.jpg")
        ]
        assert [status for status, _, _ in gone] == [410, 410, 410]
        assert translate("page-ended", "de") in Html(gone[0][1]).texts
        clock.now -= timedelta(days=15)
        file.unlink()  # by hand, or by whoever took it down
        assert (await get(f"{address}/v/{NAME}"))[0] == 410
        mp4(file, title="Song")
        await shop.store.outcomes.end_link(video, NOW)
        assert (await get(f"{address}/v/{NAME}"))[0] == 410


async def test_what_its_server_blocks_is_not_told(shop: RenderHarness, folder: Path) -> None:
    mp4(folder / f"{NAME}.mp4", title="A dirtyword song", artist="Clean")
    await published(shop.store)
    await shop.store.blocked_words.add(1, "dirtyword", added_by=5, now=NOW, most=9)
    async with opened(shop, folder) as (address, _):
        text = (await get(f"{address}/v/{NAME}"))[1]
        assert "dirtyword" not in text
        assert translate("page-untitled", "en") in Html(text).texts
        assert "Clean" in Html(text).texts


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_speaks_the_readers_language(
    shop: RenderHarness, folder: Path, language: str
) -> None:
    mp4(folder / f"{NAME}.mp4", title="Song")
    await published(shop.store)
    async with opened(shop, folder) as (address, _):
        _, text, headers = await get(f"{address}/v/{NAME}", **{"Accept-Language": language})
    assert Html(text).only("html")["lang"] == language
    assert translate("page-download", language) in Html(text).texts
    assert headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("nl;q=1, pt;q=0.5, en;q=0.4", "pt-BR"),
        ("en;q=0.2, ja;q=0.7", "ja"),
        ("fr;q=0, es-419", "es"),
        ("nl", None),
        ("*", None),
        ("", None),
        ("de;q=x", None),
        (",;=" * 5000, None),
    ],
)
def test_of_the_languages_that_are_spoken_the_best_liked_one_is_taken(
    accepted: str, language: str | None
) -> None:
    assert negotiate_language(accepted) == language


@pytest.mark.parametrize(
    ("link", "page"),
    [
        (FILE, PAGE),
        (f"https://a.example/bot/videos/{NAME}.mp4", f"https://a.example/bot/v/{NAME}"),
        ("https://cdn.example/videos/x.mp4", None),
        (f"https://cdn.example/files/{NAME}.mp4", None),
        (f"{FILE}?x=1", None),
        ("", None),
    ],
)
def test_only_a_file_that_lies_here_has_a_page(link: str, page: str | None) -> None:
    assert page_link(link) == page
