"""What the studio tells in between: only when somebody waits, and never worth an error."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import utc_now
from bot.jobs import Video
from bot.providers.studio import STUDIO
from bot.store import Store
from bot.studio_client import StudioClient
from bot.workers.rendering.progress_poller import ProgressPoller
from tests.loopback.people import until
from tests.support.memory_folder import memory_folder
from tests.support.rows import HOUR, MINUTE, fresh, new_request, place

KEY = "the studio's key"


class Scene:
    """A database, a stand-in of the studio, and what asks it."""

    progress: ProgressPoller

    def __init__(self, store: Store) -> None:
        self.store = store
        self.videos: list[dict[str, Any]] = []
        self.body: str | None = None
        self.asked = 0
        self.shown = 0
        self.removed = 0

    async def answer(self, request: web.Request) -> web.Response:
        """Tell as the studio does."""
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        self.asked += 1
        if self.body is not None:
            return web.Response(text=self.body, status=500)
        return web.json_response({"code": 200, "msg": "success", "data": {"videos": self.videos}})

    def remove(self) -> None:
        """Count that something is to be removed at the studio."""
        self.removed += 1

    def show(self) -> None:
        """Count that something is to be shown."""
        self.shown += 1

    async def rendering(self, name: str) -> Video:
        """Return a video that the studio has taken, with a status message."""
        now = datetime.now(UTC)
        job = (await place(self.store, new_request(name), provider=STUDIO, now=now)).job
        video = await self.store.videos.claim_submit(
            job.video, now, due_at=now + MINUTE, deadline_at=now + HOUR
        )
        assert video is not None
        assert await self.store.videos.adopt(video, name, now + MINUTE)
        await self.store.status_messages.set_message(job, 77)
        return video


def told(name: str, *, position: int | None, progress: float, started: str | None) -> Any:  # noqa: ANN401
    return {
        "videoTaskId": name,
        "position": position,
        "progress": progress,
        "startedAt": started,
        "state": "whatever",
        "more": ["than", "is", "known"],
    }


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(memory_folder())
        store = await stack.enter_async_context(Store.open(folder / "bot.db"))
        made = Scene(store)
        app = web.Application()
        app.router.add_get("/studio/v1/videos", made.answer)
        server = await stack.enter_async_context(TestServer(app))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        made.progress = ProgressPoller(
            store,
            StudioClient(session, base_url=str(server.make_url("")), key=KEY),
            clock=utc_now,
            pause_seconds=0.02,
            on_progress=made.show,
            on_withdrawal=made.remove,
        )
        yield made


async def test_nobody_is_asked_while_nobody_waits(scene: Scene) -> None:
    assert not await scene.progress.poll()
    assert scene.asked == 0


async def test_a_place_a_start_and_progress_are_kept(scene: Scene) -> None:
    waiting, begun = await scene.rendering("waits"), await scene.rendering("begun")
    started = "2026-01-01T12:00:00+00:00"
    scene.videos = [
        told("waits", position=4, progress=0.0, started=started),  # it was begun before
        told("begun", position=None, progress=0.4567, started=started),
        told("somebody else's", position=1, progress=0.0, started=None),
    ]
    assert await scene.progress.poll()
    waits = await fresh(scene.store, waiting)
    assert (waits.queue_place, waits.started_at) == (4, None)
    made = await fresh(scene.store, begun)
    assert (made.queue_place, made.progress) == (None, 0.45)
    assert made.started_at == datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert scene.shown == 1


@pytest.mark.parametrize("body", ["", "<html>", '{"data": null}', '{"data": {"videos": [{}]}}'])
async def test_an_answer_that_makes_no_sense_changes_nothing_and_it_is_asked_again(
    scene: Scene, body: str
) -> None:
    video = await scene.rendering("a")
    scene.body = body
    running = asyncio.create_task(scene.progress.run())
    try:
        await until(lambda: scene.asked >= 2)
        assert (await fresh(scene.store, video)).progress_at is None
        scene.body, scene.videos = None, [told("a", position=2, progress=0.0, started=None)]
        await until(lambda: scene.shown)
    finally:
        running.cancel()
    assert (await fresh(scene.store, video)).queue_place == 2
