"""Fetching videos: the studio's own or public ones only, bounded, and MP4s."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.discord_client.uploads import CountedFile
from bot.jobs import Provider, Video
from bot.net.safe_download import SafeDownloader, is_public
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.workers.delivery.video_download import VideoFiles, VideoGone, VideoUnavailable
from tests.loopback.music_api import TINY_MP4

NAME = "0123456789abcdef0123456789abcdef.mp4"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Source = Callable[..., AbstractAsyncContextManager[tuple["Shelf", str]]]


@dataclass
class Shelf:
    """What fetches videos of a provider, up to so many bytes."""

    files: VideoFiles
    most: int
    provider: Provider = STUDIO

    def fetch(self, url: str) -> AbstractAsyncContextManager[CountedFile | None]:
        values: dict[str, Any] = {**self.provider.row, "video_url": url}
        return self.files.fetch(Video.model_construct(**values), most_bytes=self.most)


@asynccontextmanager
async def studio(
    handler: Handler, most: int = 1000, *, stall_seconds: float = 20.0
) -> AsyncIterator[tuple[Shelf, str]]:
    app = web.Application()
    app.router.add_get("/{path:.*}", handler)
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as session,
        SafeDownloader.open() as guarded,
    ):
        base = str(server.make_url("")).rstrip("/")
        files = VideoFiles(session, guarded, studio_url=base, stall_seconds=stall_seconds)
        yield Shelf(files, most), f"{base}/videos/{NAME}"


def answering(body: bytes, status: int = 200) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status)

    return answer


async def test_a_video_is_fetched_whole() -> None:
    async with studio(answering(TINY_MP4)) as (files, url), files.fetch(url) as file:
        assert file is not None
        assert file.read() == TINY_MP4


async def test_one_larger_than_allowed_is_none() -> None:
    most = len(TINY_MP4)
    async with studio(answering(TINY_MP4), most) as (files, url), files.fetch(url) as file:
        assert file is not None
    async with studio(answering(TINY_MP4), most - 1) as (files, url), files.fetch(url) as file:
        assert file is None


@pytest.mark.parametrize("status", [404, 410])
async def test_a_removed_one_is_gone(status: int) -> None:
    async with studio(answering(b"", status)) as (files, url):
        with pytest.raises(VideoGone):
            async with files.fetch(url):
                pass


@pytest.mark.parametrize("status", [500, 503, 302, 403])
async def test_other_answers_mean_not_now(status: int) -> None:
    async with studio(answering(TINY_MP4, status)) as (files, url):
        with pytest.raises(VideoUnavailable):
            async with files.fetch(url):
                pass


@pytest.mark.parametrize("body", [b"", b"<html>not a video</html>", b"ftyp", TINY_MP4[4:]])
async def test_what_is_no_mp4_is_never_posted(body: bytes) -> None:
    async with studio(answering(body)) as (files, url):
        with pytest.raises(VideoUnavailable):
            async with files.fetch(url):
                pass


async def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        raise web.HTTPFound("/secret")

    async with studio(elsewhere) as (files, url):
        with pytest.raises(VideoUnavailable):
            async with files.fetch(url):
                pass
    assert asked == [f"/videos/{NAME}"]


@pytest.mark.parametrize(
    "path", ["/studio/v1/tracks", f"/videos/../{NAME}", "/videos/x.mp4", f"/videos/{NAME}/x", ""]
)
async def test_nothing_but_a_video_is_asked_for(path: str) -> None:
    asked: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return web.Response(body=TINY_MP4)

    async with studio(note) as (files, url):
        with pytest.raises(VideoGone):
            async with files.fetch(url.removesuffix(f"/videos/{NAME}") + path):
                pass
    assert asked == []


async def test_another_hosts_video_is_asked_of_the_studio_only() -> None:
    async with (
        studio(answering(TINY_MP4)) as (files, _),
        files.fetch(f"https://elsewhere.invalid/videos/{NAME}") as file,
    ):
        assert file is not None


@asynccontextmanager
async def cloud(
    handler: Handler, most: int = 1000, *, stall_seconds: float = 20.0
) -> AsyncIterator[tuple[Shelf, str]]:
    """Return what fetches the cloud's videos, where this machine counts as public."""
    app = web.Application()
    app.router.add_get("/{path:.*}", handler)
    opening = SafeDownloader.open(
        admits=lambda address: address.is_loopback or is_public(address),
        schemes=("http",),
        stall_seconds=stall_seconds,
    )
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as session,
        opening as guarded,
    ):
        files = VideoFiles(session, guarded, studio_url=None)
        yield Shelf(files, most, CLOUD), str(server.make_url("/any/film"))


async def test_a_cloud_s_video_is_fetched_from_wherever_it_says() -> None:
    async with cloud(answering(TINY_MP4)) as (files, url), files.fetch(url) as file:
        assert file is not None
        assert file.read() == TINY_MP4


async def test_a_cloud_s_video_that_is_too_large_is_none() -> None:
    most = len(TINY_MP4) - 1
    async with cloud(answering(TINY_MP4), most) as (files, url), files.fetch(url) as file:
        assert file is None


@pytest.mark.parametrize("body", [b"", b"<html>not a video</html>", TINY_MP4[4:]])
async def test_a_cloud_s_video_that_is_no_mp4_is_never_posted(body: bytes) -> None:
    async with cloud(answering(body)) as (files, url):
        with pytest.raises(VideoUnavailable):
            async with files.fetch(url):
                pass


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_cloud_s_video_is_never_asked_of_this_machine_or_its_network(scheme: str) -> None:
    asked: list[str] = []

    async def note(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return web.Response(body=TINY_MP4)

    async with studio(note) as (files, url):
        files.provider = CLOUD
        with pytest.raises(VideoUnavailable):
            async with files.fetch(url.replace("http", scheme)):
                pass
    assert asked == []


async def test_a_studio_that_is_not_running_has_no_videos() -> None:
    async with cloud(answering(TINY_MP4)) as (files, url):
        files.provider = STUDIO
        with pytest.raises(VideoGone):
            async with files.fetch(f"{url}/videos/{NAME}"):
                pass


async def test_the_beginning_may_come_in_pieces() -> None:
    async def slowly(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(TINY_MP4[:3])
        await asyncio.sleep(0.05)
        await response.write(TINY_MP4[3:])
        return response

    async with studio(slowly) as (files, url), files.fetch(url) as file:
        assert file is not None
        assert file.read() == TINY_MP4


def trickling(pieces: int, *, pause: float, ends: bool = True) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(TINY_MP4)
        for _ in range(pieces):
            await asyncio.sleep(pause)
            await response.write(b"x")
        if not ends:
            await asyncio.sleep(3600)
        return response

    return answer


@pytest.mark.parametrize("source", [studio, cloud])
async def test_a_download_may_take_as_long_as_it_moves(source: Source) -> None:
    async with (
        source(trickling(12, pause=0.1), stall_seconds=0.8) as (files, url),
        files.fetch(url) as file,
    ):
        assert file is not None
        assert file.size_bytes == len(TINY_MP4) + 12


@pytest.mark.parametrize("source", [studio, cloud])
async def test_a_download_that_does_not_move_is_ended(source: Source) -> None:
    async with source(trickling(1, pause=0, ends=False), stall_seconds=0.3) as (files, url):
        with pytest.raises((TimeoutError, VideoUnavailable)):
            async with asyncio.timeout(10), files.fetch(url):
                pass


async def test_what_says_that_it_is_too_large_is_not_even_begun() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "2000"})
        await response.prepare(request)
        await asyncio.sleep(3600)
        return response

    async with (
        asyncio.timeout(10),
        studio(endless) as (files, url),
        files.fetch(url) as file,
    ):
        assert file is None
