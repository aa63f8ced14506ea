"""Attaches copies of videos to the messages that bring their links, so that they outlive those.

The link is posted at once; the copy follows by an edit of the same message. The edit says which
files the message has, so that a repeat doesn't double them.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord

from bot.clock import Clock
from bot.config import DeliverySettings
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import (
    ARCHIVED_CODE,
    TRANSIENT_ERRORS,
    error_detail,
    is_transient,
)
from bot.discord_client.uploads import ClosedEarly
from bot.jobs import Job
from bot.jobs.events import EventKind
from bot.jobs.notices import NoticeKind
from bot.messages.result import OutgoingMessage, result_message
from bot.messages.showcase import showcase_message
from bot.store import Store
from bot.store.attachment_jobs import AttachmentJob, AttachmentState
from bot.workers.delivery.video_download import VideoGone
from bot.workers.delivery.video_sender import TooLargeHere, VideoSender, attachment
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Each takes a whole video's room on the disk, and of the way to Discord."""

_MAX_TRIES: Final = 24
_MAX_PAUSE: Final = 3600.0
"""With pauses that double up to an hour, these tries last for half a day."""

_KIND: Final = "copy"


class AttachmentWorker:
    """Works on the copies that are due."""

    def __init__(
        self,
        store: Store,
        messages: DiscordMessages,
        video_sender: VideoSender,
        settings: DeliverySettings,
        *,
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._attachment_jobs = store.attachment_jobs
        self._events = store.job_events
        self._messages = messages
        self._video_sender = video_sender
        self._retry_first = settings.retry_first_seconds

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        for attachment_job, job in await self._attachment_jobs.due(
            now, room, dispatcher.numbers(_KIND)
        ):
            dispatcher.start(
                _KIND,
                f"{_KIND} {attachment_job.message_id}",
                self._attach_copy(attachment_job, job),
                video_id=job.video.video_id,
                request_id=job.request.request_id,
                on_error=partial(self._try_later, attachment_job),
            )

    async def retry_now(self, now: datetime) -> None:
        """Let none wait longer than between tries, as after a clock was set back.

        Raises sqlite3.Error.
        """
        await self._attachment_jobs.cap_due_times(now, self._retry_first, _MAX_PAUSE)

    async def _attach_copy(self, attachment_job: AttachmentJob, job: Job) -> None:
        """Attach a copy, or see why it can't be: the link stands either way."""
        try:
            state = await self._attach(attachment_job, job)
        except VideoGone:
            state = AttachmentState.LOST
        except TooLargeHere:
            state = AttachmentState.TOO_LARGE
        except ClosedEarly as error:
            if attachment_job.attempts == 0:  # once is chance
                await self._try_later(attachment_job, error)
                return
            state = AttachmentState.TOO_LARGE
        except discord.HTTPException as error:
            if is_transient(error) or error.code == ARCHIVED_CODE:
                await self._try_later(attachment_job, error)
                return
            log.info("video_id=%s no copy: %s", job.video.video_id, error)
            self._note_error(attachment_job, error)
            state = AttachmentState.LOST
        except TRANSIENT_ERRORS as error:
            await self._try_later(attachment_job, error)
            return
        await self._attachment_jobs.finish(attachment_job.message_id, state, self._clock())

    async def _attach(self, attachment_job: AttachmentJob, job: Job) -> AttachmentState:
        if not job.video.is_available(self._clock()):
            return AttachmentState.LOST
        async with self._video_sender.fetch(job) as file:
            await self._messages.attach(
                attachment_job.channel_id,
                attachment_job.message_id,
                self._message(attachment_job, job),
                attachment(job, file),
                pinged_id=None if attachment_job.is_showcase else job.request.user_id,
            )
        return AttachmentState.ATTACHED

    def _message(self, attachment_job: AttachmentJob, job: Job) -> OutgoingMessage:
        link = self._video_sender.link(job)
        if attachment_job.is_showcase:
            return showcase_message(job, link=link, has_copy=True)
        server = self._messages.guild_name(job.request.guild_id)
        return result_message(job, link=link, server=server, has_copy=True)

    def _note_error(self, attachment_job: AttachmentJob, error: Exception) -> None:
        self._events.note_request(
            attachment_job.request_id,
            EventKind.ATTACHMENT_FAILED,
            self._clock(),
            error_detail(error, notice=NoticeKind.SHOWCASE if attachment_job.is_showcase else None),
        )

    async def _try_later(self, attachment_job: AttachmentJob, error: Exception) -> None:
        log.info("message %s has no copy yet: %r", attachment_job.message_id, error)
        self._note_error(attachment_job, error)
        if attachment_job.attempts + 1 >= _MAX_TRIES:
            await self._attachment_jobs.finish(
                attachment_job.message_id, AttachmentState.LOST, self._clock()
            )
            return
        pause = min(self._retry_first * 2**attachment_job.attempts, _MAX_PAUSE)
        due_at = self._clock() + timedelta(seconds=pause)
        await self._attachment_jobs.postpone(attachment_job.message_id, due_at)
