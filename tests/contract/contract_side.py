"""The two sides of the contract, each with a track that can be made and one that can not."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.studio.app import Studio
from bot.video_api import SUBMIT_PATH, VIDEO_PATH
from tests.loopback import music_api
from tests.loopback.music_api import Contract, FakeMusicApi
from tests.studio.studio_harness import add_song, settings_in, until

WEBHOOK_KEY = "test-hmac-key"

Json = dict[str, Any]


@dataclass
class Answer:
    """An answer: the HTTP status and the envelope."""

    status: int
    envelope: Json

    @property
    def code(self) -> int:
        """The code inside."""
        assert set(self.envelope) == {"code", "msg", "data"}
        code = self.envelope["code"]
        assert isinstance(code, int)
        return code

    @property
    def data(self) -> Any:  # noqa: ANN401 - what it is, the test says
        """The data inside."""
        return self.envelope["data"]


@dataclass
class Side:
    """One side, and a client with an address for callbacks."""

    base_url: str
    key: str
    task_id: str
    audio_ids: list[str]
    broken: tuple[str, str]
    session: aiohttp.ClientSession
    callback_url: str = ""
    callbacks: list[tuple[Json, dict[str, str]]] = field(default_factory=list)
    break_video: Callable[[str], Awaitable[None]] | None = None

    def submission(self, **changes: object) -> Json:
        """Return the body of a submit; a field that is changed to None is left out."""
        body: Json = {
            "taskId": self.task_id,
            "audioId": self.audio_ids[0],
            "callBackUrl": self.callback_url,
        }
        return {name: value for name, value in (body | changes).items() if value is not None}

    async def submit(self, **changes: object) -> Answer:
        """Ask for a video."""
        return await self.call("POST", SUBMIT_PATH, json=self.submission(**changes))

    async def call(self, method: str, path: str, **options: Any) -> Answer:  # noqa: ANN401
        """Send a request with the key."""
        headers = {"Authorization": f"Bearer {self.key}"} | options.pop("headers", {})
        url = self.base_url + path
        async with self.session.request(method, url, headers=headers, **options) as response:
            assert response.content_type == "application/json"
            return Answer(response.status, await response.json())

    async def record(self, video_task_id: str) -> Json:
        """Look a video up."""
        answer = await self.call("GET", VIDEO_PATH, params={"taskId": video_task_id})
        assert isinstance(answer.data, dict)
        return answer.data

    async def ended(self, video_task_id: str) -> Json:
        """Return a video's record when it has ended."""

        async def has_ended() -> bool:
            record = await self.record(video_task_id)
            return bool(record["successFlag"] != "PENDING")

        await until(has_ended)
        return await self.record(video_task_id)

    async def called_back(self) -> tuple[Json, dict[str, str]]:
        """Return the first callback when it has come."""

        async def has_come() -> bool:
            return bool(self.callbacks)

        await until(has_come)
        return self.callbacks[0]

    async def receive(self, request: web.Request) -> web.Response:
        """Take a callback."""
        self.callbacks.append((await request.json(), dict(request.headers)))
        return web.Response()


@asynccontextmanager
async def studio_side(folder: Path, *, contract: Contract = "mp4") -> AsyncIterator[Side]:
    """Return the studio: it speaks both contracts about all of its songs."""
    settings = settings_in(folder)
    song, broken = add_song(settings, "Iron Man", takes=2), add_song(settings, "Broken")
    (settings.library / broken.task_id / broken.tracks[0].audio).write_bytes(b"no sound")
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(_session())
        studio = await stack.enter_async_context(Studio.open(settings, webhook_key=WEBHOOK_KEY))
        side = Side(
            base_url=studio.base_url,
            key=studio.key,
            task_id=song.task_id,
            audio_ids=[track.audio_id for track in song.tracks],
            broken=(broken.task_id, broken.tracks[0].audio_id),
            session=session,
        )
        yield await _with_receiver(stack, side)


@asynccontextmanager
async def cloud_side(_folder: Path, *, contract: Contract = "mp4") -> AsyncIterator[Side]:
    """Return the stand-in of the cloud."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(_session())
        api = await stack.enter_async_context(
            FakeMusicApi(
                webhook_key=WEBHOOK_KEY, finish_after=0.05, link=None, submit_limit=(20, 10.0)
            )
        )
        song, broken = secrets.token_hex(16), secrets.token_hex(16)
        api.add_music(song, music_api.track("e231"), music_api.track("e232"), contract=contract)
        api.add_music(broken, music_api.track("e233"), contract=contract)

        async def break_video(_video_task_id: str) -> None:
            await api.fail(api.video_of(broken), code=400, message="No audio in here.")

        side = Side(
            base_url=api.base_url,
            key=api.key,
            task_id=song,
            audio_ids=["e231", "e232"],
            broken=(broken, "e233"),
            session=session,
            break_video=break_video,
        )
        yield await _with_receiver(stack, side)


async def _with_receiver(stack: AsyncExitStack, side: Side) -> Side:
    app = web.Application()
    app.router.add_post("/callback", side.receive)
    # Closed first: the sides may be calling back while they stop.
    server = await stack.enter_async_context(TestServer(app))
    side.callback_url = str(server.make_url("/callback"))
    return side


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(headers={"User-Agent": "musicvideo-bot/1"})
