"""Callbacks, to a real receiver."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.studio.models import QueuedVideo, RenderFailed
from bot.studio.queue.owed_callbacks import CALLBACK_TRIES
from bot.studio.queue.queue import VideoQueue
from bot.studio.queue.webhooks import WebhookSender
from bot.studio.signed_urls import SignedUrls
from bot.video_api import SIGNATURE_HEADER, TIMESTAMP_HEADER, CallbackBody, is_signed
from tests.studio.studio_harness import order, until

KEY = "test-hmac-key"
FAILURE = RenderFailed(400, "unreadable", "No audio in here.")


class Receiver:
    """Answers with the statuses it was given, the last one again and again."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.bodies: list[CallbackBody] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.bodies.append(CallbackBody.parse(await request.read()))
        self.headers.append(dict(request.headers))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, headers={"Location": self.url})

    async def has(self, bodies: int) -> bool:
        return len(self.bodies) >= bodies

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/callback", self.receive)
        async with TestServer(app) as server:
            self.url = str(server.make_url("/callback"))
            yield


@asynccontextmanager
async def sending(
    queue: VideoQueue, webhook_key: str | None = None
) -> AsyncIterator[WebhookSender]:
    links = SignedUrls("http://127.0.0.1:1", "https://videos.example", "key")
    async with aiohttp.ClientSession() as session:
        callbacks = WebhookSender(
            queue, session, links, webhook_key=webhook_key, spacing_seconds=0.01
        )
        running = asyncio.create_task(callbacks.run())
        try:
            yield callbacks
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running


async def ended(queue: VideoQueue, url: str, *, well: bool = True, audio: str = "1") -> QueuedVideo:
    video, _ = await queue.add(order(audio=audio, callback=url), max_waiting=100)
    await queue.claim()
    if well:
        done = await queue.finish(
            video.video_task_id, size_bytes=1, duration_seconds=2, keep_days=14
        )
    else:
        done = await queue.fail(video.video_task_id, FAILURE)
    assert done
    return done


async def is_settled(queue: VideoQueue) -> bool:
    return await queue.callbacks.seconds_to_next() is None


async def test_a_ready_video_is_called_back_signed(tmp_path: Path) -> None:
    receiver = Receiver(200)
    async with (
        VideoQueue.open(tmp_path / "studio.db") as queue,
        receiver.listening(),
        sending(queue, webhook_key=KEY) as callbacks,
    ):
        video = await ended(queue, receiver.url)
        callbacks.wake()
        await until(lambda: is_settled(queue))
    (body,), (headers,) = receiver.bodies, receiver.headers
    assert (body.code, body.data.task_id) == (200, video.video_task_id)
    assert body.data.video_url == f"https://videos.example/videos/{video.file_name}"
    assert is_signed(
        KEY,
        video.video_task_id,
        headers[TIMESTAMP_HEADER],
        headers[SIGNATURE_HEADER],
        now=time.time(),
    )


async def test_a_failed_video_is_called_back(tmp_path: Path) -> None:
    receiver = Receiver(204)
    async with (
        VideoQueue.open(tmp_path / "studio.db") as queue,
        receiver.listening(),
        sending(queue) as callbacks,
    ):
        await ended(queue, receiver.url, well=False)
        callbacks.wake()
        await until(lambda: is_settled(queue))
    (body,), (headers,) = receiver.bodies, receiver.headers
    assert (body.code, body.msg, body.data.video_url) == (400, FAILURE.message, None)
    assert SIGNATURE_HEADER not in headers


async def test_a_callback_that_fails_is_sent_again(tmp_path: Path) -> None:
    receiver = Receiver(500, 200)
    async with (
        VideoQueue.open(tmp_path / "studio.db") as queue,
        receiver.listening(),
        sending(queue) as callbacks,
    ):
        await ended(queue, receiver.url)
        callbacks.wake()
        await until(lambda: is_settled(queue))
    assert len(receiver.bodies) == 2


async def test_three_tries_are_all(tmp_path: Path) -> None:
    receiver = Receiver(302)  # and no redirect is followed
    async with (
        VideoQueue.open(tmp_path / "studio.db") as queue,
        receiver.listening(),
        sending(queue) as callbacks,
    ):
        await ended(queue, receiver.url)
        callbacks.wake()
        await until(lambda: receiver.has(CALLBACK_TRIES))
        again = await ended(queue, receiver.url, audio="2")
        callbacks.wake()
        await until(lambda: receiver.has(2 * CALLBACK_TRIES))
        assert await is_settled(queue)
    assert len(receiver.bodies) == 2 * CALLBACK_TRIES
    assert receiver.bodies[-1].data.task_id == again.video_task_id


async def test_a_restart_keeps_what_is_owed(tmp_path: Path) -> None:
    receiver = Receiver(200)
    async with receiver.listening():
        async with VideoQueue.open(tmp_path / "studio.db") as queue:
            await ended(queue, receiver.url)
        async with VideoQueue.open(tmp_path / "studio.db") as queue, sending(queue):
            await until(lambda: is_settled(queue))
    assert len(receiver.bodies) == 1


async def test_a_slow_receiver_holds_nobody_up(tmp_path: Path) -> None:
    release = asyncio.Event()
    receiver = Receiver(200)

    async def slow(_request: web.Request) -> web.Response:
        await release.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/slow", slow)
    async with (
        TestServer(app) as server,
        VideoQueue.open(tmp_path / "studio.db") as queue,
        receiver.listening(),
        sending(queue) as callbacks,
    ):
        await ended(queue, str(server.make_url("/slow")), audio="1")
        callbacks.wake()
        await ended(queue, receiver.url, audio="2")
        callbacks.wake()
        await until(lambda: receiver.has(1))
        release.set()
        await until(lambda: is_settled(queue))


async def test_an_address_for_nobody_is_not_tried(tmp_path: Path) -> None:
    async with VideoQueue.open(tmp_path / "studio.db") as queue, sending(queue) as callbacks:
        video = await ended(queue, "https://bot.invalid/callback")
        callbacks.wake()
        await until(lambda: is_settled(queue))
        row = await queue.get(video.video_task_id)
        assert row
        assert row.callback_tries == 1


async def test_callbacks_outlive_a_database_that_can_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.studio.queue.database._PAUSE_SECONDS", 0.01)
    receiver = Receiver(500, 200)
    async with VideoQueue.open(tmp_path / "studio.db") as queue, receiver.listening():
        faults = ["claim", "settle", "postpone", "seconds_to_next"]

        def faulty(name: str) -> Callable[..., Awaitable[object]]:
            statement = getattr(queue.callbacks, name)

            async def once_faulty(*given: object) -> object:
                if name in faults:
                    faults.remove(name)
                    raise sqlite3.OperationalError("database or disk is full")
                return await statement(*given)

            return once_faulty

        for name in faults:
            monkeypatch.setattr(queue.callbacks, name, faulty(name))

        async def all_is_sent_and_recorded() -> bool:
            return not faults and await receiver.has(2)

        async with sending(queue) as callbacks:
            await ended(queue, receiver.url)
            callbacks.wake()
            await until(all_is_sent_and_recorded)
