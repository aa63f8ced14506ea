"""The studio's own API is spoken to in one way: what is sent, and what its answers mean."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.jobs import Branding, TrackInfo
from bot.studio_client import (
    StudioClient,
    StudioMalformed,
    StudioRefused,
    StudioUnavailable,
    TrackUpload,
)
from bot.studio_client.preview import PreviewFailed, RemotePreview
from bot.video_api.studio import OWNER_HEADER

KEY: Final = "the studio's key"
NEW: Final = TrackUpload(guild_id=7, user_id=42, audio_url="https://x/a.mp3", audio_name="a.mp3")
TRACK: Final = TrackInfo(task_id="t", audio_id="a")

Call = Callable[[StudioClient], Awaitable[object]]
CALLS: Final[dict[str, tuple[Call, str, str, str | None]]] = {
    "list": (lambda studio: studio.list_tracks(7), "GET", "/tracks?owner=7&limit=1000", None),
    "ids": (lambda studio: studio.list_task_ids(addedBy=42), "GET", "/tracks?addedBy=42", None),
    "add": (lambda studio: studio.add_track(NEW), "POST", "/tracks", "7"),
    "remove": (lambda studio: studio.remove_track(7, "t"), "DELETE", "/tracks/t", "7"),
    "erase": (lambda studio: studio.erase_track("t"), "DELETE", "/tracks/t", None),
    "erase file": (lambda studio: studio.erase_file("v"), "DELETE", "/videos/v/file", None),
    "progress": (lambda studio: studio.unfinished_videos(), "GET", "/videos", None),
    "load": (lambda studio: studio.load(), "GET", "/queue", None),
    "preview": (lambda studio: studio.preview(Branding(), TRACK, 7), "POST", "/preview", "7"),
}
every_call = pytest.mark.parametrize("name", CALLS)


@asynccontextmanager
async def studio_that(
    answer: Callable[[web.Request], Awaitable[web.Response]],
) -> AsyncIterator[StudioClient]:
    """Return a client of a stand-in that answers everything in one way."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield StudioClient(session, base_url=str(server.make_url("")), key=KEY)


@asynccontextmanager
async def studio_answering(
    body: Any,  # noqa: ANN401 - JSON, or text that is none
    status: int = 200,
) -> AsyncIterator[StudioClient]:
    async def answer(_request: web.Request) -> web.Response:
        if isinstance(body, str):
            return web.Response(text=body, status=status)
        return web.json_response(body, status=status)

    async with studio_that(answer) as studio:
        yield studio


@every_call
async def test_every_call_has_its_path_the_key_and_for_whom_it_is_asked(name: str) -> None:
    call, method, path, owner = CALLS[name]
    asked: list[tuple[str, str, str | None, str | None]] = []

    async def answer(request: web.Request) -> web.Response:
        headers = request.headers
        asked.append(
            (request.method, request.path_qs, headers["Authorization"], headers.get(OWNER_HEADER))
        )
        return web.json_response({"code": 418, "msg": "", "data": None}, status=418)

    async with studio_that(answer) as studio:
        with pytest.raises(StudioRefused):
            await call(studio)
    assert asked == [(method, f"/studio/v1{path}", f"Bearer {KEY}", owner)]


@every_call
@pytest.mark.parametrize(
    ("code", "data", "reason"),
    [
        (404, None, None),
        (422, {"reason": "too-big"}, "too-big"),
        (422, {"reason": ["odd"]}, None),
        (507, {"reason": "disk-full"}, "disk-full"),
    ],
)
async def test_a_refusal_has_its_code_and_its_reason(
    name: str, code: int, data: object, reason: str | None
) -> None:
    async with studio_answering({"code": code, "data": data}, code) as studio:
        with pytest.raises(StudioRefused) as refused:
            await CALLS[name][0](studio)
    assert (refused.value.code, refused.value.reason) == (code, reason)


@every_call
async def test_an_error_of_its_own_and_a_studio_that_is_not_there_may_pass(name: str) -> None:
    async with studio_answering({"code": 500, "data": None}, 500) as studio:
        with pytest.raises(StudioUnavailable) as failed:
            await CALLS[name][0](studio)
    assert failed.value.code == 500
    async with aiohttp.ClientSession() as session:
        nowhere = StudioClient(session, base_url="http://127.0.0.1:1", key="")
        with pytest.raises(StudioUnavailable) as silent:
            await CALLS[name][0](nowhere)
    assert silent.value.code is None


@pytest.mark.parametrize("body", ["", "<html>", "[]", '{"code": "200"}', '{"code": NaN}'])
async def test_what_is_no_envelope_is_malformed(body: str) -> None:
    async with studio_answering(body) as studio:
        with pytest.raises(StudioMalformed):
            await studio.erase_track("t")


@pytest.mark.parametrize("name", ["list", "ids", "add", "progress", "load", "preview"])
@pytest.mark.parametrize("data", [None, [], {"tasks": [{}], "videos": [{}]}])
async def test_data_of_another_form_is_malformed(name: str, data: object) -> None:
    async with studio_answering({"code": 200, "data": data}) as studio:
        with pytest.raises(StudioMalformed):
            await CALLS[name][0](studio)


async def test_a_key_is_not_taken_elsewhere() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        raise web.HTTPFound("/elsewhere")

    async with studio_that(answer) as studio:
        with pytest.raises(StudioMalformed):
            await studio.load()
    assert asked == ["/studio/v1/queue"]


async def test_progress_that_is_no_number_is_malformed() -> None:
    video = {"videoTaskId": "v", "position": None, "startedAt": None, "progress": "nan"}
    async with studio_answering({"code": 200, "data": {"videos": [video]}}) as studio:
        with pytest.raises(StudioMalformed):
            await studio.unfinished_videos()


@pytest.mark.parametrize("code", [404, 500])
async def test_a_track_that_can_not_be_drawn_on_is_left_out(code: int) -> None:
    bodies = []

    async def answer(request: web.Request) -> web.Response:
        bodies.append(await request.json())
        if "taskId" in bodies[-1]:
            return web.json_response({"code": code, "data": None}, status=code)
        return web.Response(body=b"drawn", content_type="image/png")

    async with studio_that(answer) as studio:
        picture = await RemotePreview(studio).render(Branding(author="Mia"), TRACK, 7)
    assert picture == b"drawn"
    assert bodies == [{"author": "Mia", "taskId": "t", "audioId": "a"}, {"author": "Mia"}]


async def test_a_studio_that_draws_nothing_is_asked_once_without_a_track() -> None:
    asked = 0

    async def answer(_request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.json_response({"code": 500, "data": None}, status=500)

    async with studio_that(answer) as studio:
        with pytest.raises(PreviewFailed):
            await RemotePreview(studio).render(Branding(), None, 7)
    assert asked == 1


def test_what_is_left_at_its_default_is_not_sent_as_an_older_studio_knows_fewer_fields() -> None:
    assert {"lyricsUrl", "ownLyrics", "coverUrl"}.isdisjoint(NEW.body())
    asked = NEW.model_copy(update={"own_lyrics": False, "lyrics_url": "https://x/a.lrc"})
    assert asked.body()["ownLyrics"] is False
    assert asked.body()["lyricsUrl"] == "https://x/a.lrc"
