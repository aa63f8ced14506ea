"""Signed callbacks about videos that ended, sent until answered or tried often enough."""

import asyncio
import contextlib
import json
import logging
import time
from typing import Any, Final

import aiohttp
from yarl import URL

from bot.studio import jobs_record
from bot.studio.models import QueuedVideo
from bot.studio.queue.database import retry_on_lock
from bot.studio.queue.queue import VideoQueue
from bot.studio.signed_urls import SignedUrls
from bot.video_api import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 15.0
"""A receiver must answer within this (documented)."""

SPACING_SECONDS: Final = 20.0
"""From a failed try to the next; the cloud's spacing is unknown."""

_AT_ONCE: Final = 8
_MAX_PAUSE_SECONDS: Final = 3600.0


class WebhookSender:
    """Sends what the queue owes. Without a ``webhook_key`` callbacks are not signed."""

    def __init__(
        self,
        queue: VideoQueue,
        session: aiohttp.ClientSession,
        links: SignedUrls,
        *,
        webhook_key: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        spacing_seconds: float = SPACING_SECONDS,
    ) -> None:
        self._queue = queue
        self._session = session
        self._links = links
        self._webhook_key = webhook_key
        self._timeout_seconds = timeout_seconds
        self._spacing_seconds = spacing_seconds
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Tell that a video ended."""
        self._wake.set()

    async def run(self) -> None:
        """Send callbacks as they come due, a few at once, until cancelled."""
        async with asyncio.TaskGroup() as senders:
            for _ in range(_AT_ONCE):
                senders.create_task(self._send_all())

    async def _send_all(self) -> None:
        # A try is counted before it is made, and the lease outlasts it: a crash costs one try.
        lease = self._timeout_seconds + self._spacing_seconds
        while True:
            self._wake.clear()
            video = await retry_on_lock(lambda: self._queue.callbacks.claim(lease))
            if video is None:
                await self._pause()
                continue
            self._wake.set()  # another sender may find more
            await self._send(video)

    async def _send(self, video: QueuedVideo) -> None:
        """Make one try and record how it ended."""
        identity = video.video_task_id
        if await self._sent(video):
            await retry_on_lock(lambda: self._queue.callbacks.settle(identity))
        else:
            pause = self._spacing_seconds
            await retry_on_lock(lambda: self._queue.callbacks.postpone(identity, pause))

    async def _pause(self) -> None:
        due = await retry_on_lock(self._queue.callbacks.seconds_to_next)
        pause = _MAX_PAUSE_SECONDS if due is None else min(due, _MAX_PAUSE_SECONDS)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._wake.wait()

    async def _sent(self, video: QueuedVideo) -> bool:
        """Make one try; return whether the callback is done with."""
        if (URL(video.callback_url).host or "").endswith(".invalid"):
            return True  # reserved for "nobody": the client asks by itself
        body = json.dumps(_body(video, self._links.public)).encode()
        try:
            async with self._session.post(
                video.callback_url,
                data=body,
                headers={"Content-Type": "application/json", **self._signature(video)},
                timeout=aiohttp.ClientTimeout(total=self._timeout_seconds),
                allow_redirects=False,
            ) as response:
                is_taken = 200 <= response.status < 300
                told = f"HTTP {response.status}"
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            is_taken, told = False, type(error).__name__
        if not is_taken:  # the address may hold a token: it is not logged
            _log.info("Callback %s of %s failed: %s", video.callback_tries,
                      video.video_task_id, told)  # fmt: skip
        return is_taken

    def _signature(self, video: QueuedVideo) -> dict[str, str]:
        if not self._webhook_key:
            return {}
        timestamp = str(int(time.time()))
        return {
            TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: sign(self._webhook_key, video.video_task_id, timestamp),
        }


def _body(video: QueuedVideo, base: str) -> dict[str, Any]:
    """Return a callback's body as the contract has it under which the video was asked for."""
    if video.contract == jobs_record.CONTRACT:
        return jobs_record.job_callback(video, base)
    return video.callback(base)
