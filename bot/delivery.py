"""Carries a finished job into its channel, once, and keeps its status message true.

A message is sent with a nonce made from the request, so that Discord answers a repeat with the
first message. Before any repeat the channel is read back for the request's id as well; where
it can't be read once the nonce may have expired, the message is not sent again but recorded as
unknown.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from enum import StrEnum
from io import BufferedIOBase
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.channels import Channels, Found, NotReady, ReadBack
from bot.config import Config
from bot.dispatcher import Dispatcher
from bot.jobs import Job, Provider, Reason, Request, RequestState, VideoState
from bot.maker import utc_now
from bot.messages import (
    Message,
    explanation_message,
    file_description,
    result_message,
    status_message,
)
from bot.metrics import Metrics
from bot.payloads import Attachment
from bot.store import Store
from bot.videofile import VideoFiles, VideoGone

log = logging.getLogger(__name__)

_PASSING: Final = (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError)
_GONE_CODES: Final = frozenset({10003, 10004})  # unknown channel, unknown guild
_LOCKED_CODES: Final = frozenset({160005})
_ARCHIVED_CODE: Final = 50083
_LEAST_TRIES: Final = 20
_TOO_LARGE_CODES: Final = frozenset({40005})
_ROUNDING: Final = timedelta(milliseconds=1)  # of times as the database keeps them
_BLOCKED_CODE: Final = 40333
"""Cloudflare's block in front of Discord, told as Discord would: it passes."""

_YOUNG: Final = timedelta(hours=1)
_LONGEST_PAUSE_WHILE_YOUNG: Final = 30.0
"""Somebody still waits: after an outage, their answer comes within this time."""


FILE_NAME: Final = "musicvideo.mp4"


class Carriage(StrEnum):
    """How a video gets into the channel."""

    LINK = "link"
    FILE = "file"
    BOTH = "both"


class Delivery:
    """Works on the requests whose videos have a verdict. ``run`` it once, ``wake`` it on news."""

    def __init__(
        self,
        store: Store,
        channels: Channels,
        files: VideoFiles,
        config: Config,
        *,
        carriage: Carriage,
        metrics: Metrics | None = None,
    ) -> None:
        """``config`` also tells under which public address the studio's videos are served."""
        self._requests = store.requests
        self._channels = channels
        self._files = files
        self._carriage = carriage
        self._metrics = metrics or Metrics()
        is_studio = config.provider is Provider.STUDIO
        self._link_base = config.callback.public_url if is_studio else ""
        self._room = config.limits.posts_at_once
        settings = config.delivery
        self._nonce_window = timedelta(seconds=settings.nonce_window_seconds)
        self._retry_first = settings.retry_first_seconds
        self._retry_most = settings.retry_most_seconds
        self._give_up = timedelta(seconds=settings.give_up_seconds)
        self._dispatcher = Dispatcher("post", retry_seconds=config.timing.retry_seconds)

    def wake(self) -> None:
        """Look at once whether something is to be posted."""
        self._dispatcher.wake()

    async def run(self) -> None:
        """Work until cancelled."""
        await self._dispatcher.run(self._start_due)

    async def _start_due(self) -> float | None:
        working = self._dispatcher.working
        room = self._room - self._dispatcher.count("post")
        now = utc_now()  # one moment: what becomes due meanwhile is seen as still to come
        if room > 0:
            for job in await self._requests.take_posts(now, room, besides=working):
                self._dispatcher.start(
                    "post",
                    job.request.request_id,
                    self._post(job, is_first=_is_first(job.request, now)),
                    job_id=job.video.video_id,
                )
        await self._start_status_edits()
        next_at = await self._requests.next_post_at(now)
        return None if next_at is None else next_at - utc_now().timestamp()

    async def _start_status_edits(self) -> None:
        room = self._room - self._dispatcher.count("status")
        if room <= 0:
            return
        busy = [key.removeprefix("status ") for key in self._dispatcher.working]
        for job in await self._requests.stale_statuses(room, besides=busy):
            key = f"status {job.request.request_id}"
            self._dispatcher.start("status", key, self._edit_status(job), job_id=job.video.video_id)

    async def _post(self, job: Job, *, is_first: bool) -> None:
        """Take a post one step further: send it, find it sent, or see why it can't be."""
        try:
            if is_first or not await self._is_settled_by_reading(job):
                await self._send(job)
        except discord.HTTPException as error:
            await self._heed(job, error)
        except _PASSING as error:
            await self._try_later(job, error)

    async def _is_settled_by_reading(self, job: Job) -> bool:
        """Look into the channel before sending again."""
        request, now = job.request, utc_now()
        if request.posting_at is None or now - request.posting_at <= self._nonce_window:
            found = await self._read_in_window(request)
            is_in_window = True
        else:
            found = await self._channels.read_back(request)
            is_in_window = False
        if found.outcome is ReadBack.POSTED:
            state = RequestState.POSTED if found.is_result else RequestState.TOLD
            await self._finish(job, state, message_id=found.message_id)
            return True
        if is_in_window:
            return False
        if found.outcome is ReadBack.MISSING:
            await self._requests.restart_post(request.request_id, now)
            return False
        await self._finish(job, RequestState.UNDELIVERABLE, reason=Reason.POST_UNKNOWN)
        return True

    async def _read_in_window(self, request: Request) -> Found:
        """Read back while Discord knows the nonce: what can't be read is left to the nonce."""
        try:
            return await self._channels.read_back(request)
        except NotReady:
            return Found(ReadBack.UNREADABLE)
        except discord.HTTPException as error:
            if _is_passing(error):
                raise
            return Found(ReadBack.UNREADABLE)

    async def _send(self, job: Job) -> None:
        if job.request.verdict is not VideoState.READY:
            await self._explain(job)
            return
        url = self._link(job)
        message = result_message(job, link=None if self._carriage is Carriage.FILE else url)
        message_id: int | None
        try:
            if self._carriage is Carriage.LINK:
                message_id = await self._channels.send(job.request, message, kind="v")
            else:
                async with self._files.fetch(url) as file:
                    message_id = await self._send_with_file(job, message, file)
        except VideoGone:
            await self._explain(job, Reason.LINK_ENDED)
            return
        if message_id is None:
            await self._explain(job, Reason.FILE_TOO_LARGE)
        else:
            await self._finish(job, RequestState.POSTED, message_id=message_id)

    def _link(self, job: Job) -> str:
        """Give a video's link as it holds now: the studio's public address may have changed."""
        url = job.video.video_url or ""
        return self._link_base + urlsplit(url).path if self._link_base else url

    async def _send_with_file(
        self, job: Job, message: Message, file: BufferedIOBase | None
    ) -> int | None:
        """Send a video as a file, or its link alone when Discord finds the file too large.

        Gives None when there is no link to send.
        """
        if file is not None:
            named = Attachment(file, FILE_NAME, description=file_description(job))
            try:
                return await self._channels.send(job.request, message, kind="v", file=named)
            except discord.HTTPException as error:
                if error.status != 413 and error.code not in _TOO_LARGE_CODES:
                    raise
        if self._carriage is Carriage.FILE:
            return None
        return await self._channels.send(job.request, message, kind="v")

    async def _explain(self, job: Job, reason: Reason | None = None) -> None:
        if reason is not None:
            told = {"verdict": VideoState.FAILED, "reason": reason}
            job = job.model_copy(update={"request": job.request.model_copy(update=told)})
        message_id = await self._channels.send(job.request, explanation_message(job), kind="f")
        await self._finish(job, RequestState.TOLD, message_id=message_id, reason=reason)

    async def _heed(self, job: Job, error: discord.HTTPException) -> None:
        """Sort what Discord said by what can be done about it."""
        if error.code in _GONE_CODES:
            await self._finish(job, RequestState.UNDELIVERABLE, reason=Reason.CHANNEL_GONE)
        elif error.code in _LOCKED_CODES:
            await self._finish(job, RequestState.UNDELIVERABLE, reason=Reason.LOCKED)
        elif _is_passing(error):
            await self._try_later(job, error)
        elif error.status == 403:
            await self._finish(job, RequestState.UNDELIVERABLE, reason=Reason.NO_PERMISSION)
        else:
            log.error("job=%s request=%s refused by Discord: %s", *_names(job), error)
            await self._finish(job, RequestState.UNDELIVERABLE, reason=Reason.POST_REFUSED)

    async def _try_later(self, job: Job, error: Exception) -> None:
        request, now = job.request, utc_now()
        log.warning("job=%s request=%s not posted yet: %s", *_names(job), type(error).__name__)
        # The age alone would give up at the first try after a long time out of service.
        if request.attempts >= _LEAST_TRIES and now - request.created_at > self._give_up:
            await self._finish(job, RequestState.UNDELIVERABLE, reason=Reason.POST_UNKNOWN)
            return
        most = self._retry_most
        if now - request.created_at < _YOUNG:
            most = min(most, _LONGEST_PAUSE_WHILE_YOUNG)
        pause = min(self._retry_first * 2 ** min(request.attempts, 16), most)
        await self._requests.postpone_post(request.request_id, now + timedelta(seconds=pause))

    async def _finish(
        self,
        job: Job,
        state: RequestState,
        *,
        message_id: int | None = None,
        reason: Reason | None = None,
    ) -> None:
        log.info("job=%s request=%s %s", *_names(job), state)
        if await self._requests.finish_post(
            job.request.request_id, state, utc_now(), message_id=message_id, reason=reason
        ):
            self._metrics.note_end(job, state)

    async def _edit_status(self, job: Job) -> None:
        """Bring a status message up to date; one that can't be edited any more is let go."""
        message = status_message(job, with_link=self._carriage is not Carriage.FILE)
        request_id = job.request.request_id
        try:
            await self._channels.edit_status(job.request, message)
        except discord.HTTPException as error:
            if error.code == _ARCHIVED_CODE:
                # The result will open the thread again, and changes the state once more.
                await self._requests.mark_status_fresh(job)
                return
            if not _is_passing(error):
                log.info("job=%s request=%s status message lost: %s", *_names(job), error)
                await self._requests.forget_status_message(request_id)
                return
            await asyncio.sleep(self._retry_first)
        except _PASSING:
            await asyncio.sleep(self._retry_first)
        else:
            await self._requests.mark_status_fresh(job)


def _is_first(request: Request, taken_at: datetime) -> bool:
    """Tell whether a post that was just taken is new, so that nothing of it can be there yet.

    One that was found under way may have been sent by an earlier try, or an earlier process.
    """
    is_new = request.posting_at is not None and abs(request.posting_at - taken_at) < _ROUNDING
    return is_new and request.attempts == 0


def _is_passing(error: discord.HTTPException) -> bool:
    """Tell whether a refusal is not about what was asked: it may be taken later.

    Discord's own refusals carry a code. Without one, a proxy or the edge answered.
    """
    return (
        not error.code
        or error.code == _BLOCKED_CODE
        or error.status >= 500
        or error.status in (401, 408, 429)
    )


def _names(job: Job) -> tuple[str, str]:
    return job.video.video_id, job.request.request_id
