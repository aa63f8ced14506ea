"""Attaches copies of videos to the messages that bring their links, so that they outlive those.

The link is posted at once; the copy follows by an edit of the same message. The edit says which
files the message has, so that a repeat doesn't double them.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord

from bot.clock import utc_now
from bot.config import DeliverySettings
from bot.discord_client.channels import Channels
from bot.discord_client.http_errors import ARCHIVED_CODE, PASSING, is_passing
from bot.discord_client.uploads import ClosedEarly
from bot.jobs import Job, VideoState
from bot.messages.result import Message, result_message
from bot.messages.showcase import showcase_message
from bot.store import Store
from bot.store.attachment_jobs import Keepsake, KeepsakeState
from bot.workers.delivery.video_download import VideoGone
from bot.workers.delivery.video_sender import Carrier, TooLargeHere, attachment
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_ROOM: Final = 2
"""Each takes a whole video's room on the disk, and of the way to Discord."""

_MOST_TRIES: Final = 24
_LONGEST_PAUSE: Final = 3600.0
"""With pauses that double up to an hour, these tries last for half a day."""

_KIND: Final = "copy"


class Keeper:
    """Works on the copies that are due."""

    def __init__(
        self, store: Store, channels: Channels, carrier: Carrier, settings: DeliverySettings
    ) -> None:
        self._keepsakes = store.keepsakes
        self._channels = channels
        self._carrier = carrier
        self._retry_first = settings.retry_first_seconds

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        for keepsake, job in await self._keepsakes.due(now, room, dispatcher.numbers(_KIND)):
            dispatcher.start(
                _KIND,
                f"{_KIND} {keepsake.message_id}",
                self._keep(keepsake, job),
                job_id=job.video.video_id,
                put_off=partial(self._try_later, keepsake),
            )

    async def hurry(self, now: datetime) -> None:
        """Let none wait longer than between tries, as after a clock was set back.

        Raises sqlite3.Error.
        """
        await self._keepsakes.hasten(now + timedelta(seconds=_LONGEST_PAUSE))

    async def next_at(self, after: datetime) -> float | None:
        """Give the epoch second at which more will be due, or None. Raises sqlite3.Error."""
        return await self._keepsakes.next_at(after)

    async def _keep(self, keepsake: Keepsake, job: Job) -> None:
        """Attach a copy, or see why it can't be: the link stands either way."""
        try:
            state = await self._attach(keepsake, job)
        except VideoGone:
            state = KeepsakeState.LOST
        except TooLargeHere:
            state = KeepsakeState.TOO_LARGE
        except ClosedEarly as error:
            if keepsake.attempts == 0:  # once is chance
                await self._try_later(keepsake, error)
                return
            state = KeepsakeState.TOO_LARGE
        except discord.HTTPException as error:
            if is_passing(error) or error.code == ARCHIVED_CODE:
                await self._try_later(keepsake, error)
                return
            log.info("job=%s no copy: %s", job.video.video_id, error)
            state = KeepsakeState.LOST
        except PASSING as error:
            await self._try_later(keepsake, error)
            return
        await self._keepsakes.finish(keepsake.message_id, state, utc_now())

    async def _attach(self, keepsake: Keepsake, job: Job) -> KeepsakeState:
        video, now = job.video, utc_now()
        has_ended = video.expires_at is not None and video.expires_at <= now
        if video.state is not VideoState.READY or has_ended:
            return KeepsakeState.LOST
        async with self._carrier.fetch(job) as file:
            await self._channels.attach(
                keepsake.channel_id,
                keepsake.message_id,
                self._message(keepsake, job),
                attachment(job, file),
                pinged_id=None if keepsake.is_showing else job.request.user_id,
            )
        return KeepsakeState.ATTACHED

    def _message(self, keepsake: Keepsake, job: Job) -> Message:
        link = self._carrier.link(job)
        if keepsake.is_showing:
            return showcase_message(job, link=link, has_copy=True)
        server = self._channels.guild_name(job.request.guild_id)
        return result_message(job, link=link, server=server, has_copy=True)

    async def _try_later(self, keepsake: Keepsake, error: Exception) -> None:
        log.info("message %s has no copy yet: %r", keepsake.message_id, error)
        if keepsake.attempts + 1 >= _MOST_TRIES:
            await self._keepsakes.finish(keepsake.message_id, KeepsakeState.LOST, utc_now())
            return
        pause = min(self._retry_first * 2**keepsake.attempts, _LONGEST_PAUSE)
        due_at = utc_now() + timedelta(seconds=pause)
        await self._keepsakes.postpone(keepsake.message_id, due_at)
