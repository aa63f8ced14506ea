"""Keeps the status messages true: edited when a state changes, and now and then in between."""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord

from bot.clock import Clock
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import ARCHIVED_CODE, TRANSIENT_ERRORS, is_transient
from bot.jobs import DeliveryTarget, Job, RequestState, StatusMode, refresh_at
from bot.messages.status import status_message
from bot.store import Store
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_REFRESHES_AT_ONCE: Final = 2
"""Edits without a change of state are never worth waiting for: they leave the others room."""

_REFRESH_LATER: Final = timedelta(seconds=30)

_ANSWERED: Final = frozenset(
    (state, DeliveryTarget.ORIGIN) for state in (RequestState.POSTED, RequestState.EXPLAINED)
)
"""Where the answer stands in the channel of the status message."""

_MAX_REST: Final = timedelta(minutes=1)
"""What would show something new later than that is looked at after a clock was set back."""


class StatusMessageWorker:
    """Edits status messages with the tasks of a dispatcher, so many at once.

    ``with_link``: whether a video's link may be shown.
    """

    def __init__(
        self,
        store: Store,
        messages: DiscordMessages,
        dispatcher: Dispatcher,
        *,
        clock: Clock,
        room: int,
        retry_seconds: float,
        with_link: bool,
    ) -> None:
        self._clock = clock
        self._statuses = store.status_messages
        self._messages = messages
        self._dispatcher = dispatcher
        self._room = room
        self._retry_seconds = retry_seconds
        self._with_link = with_link

    async def retry_now(self, now: datetime) -> None:
        """Let none wait for long, as after a clock was set back. Raises sqlite3.Error."""
        await self._statuses.cap_due_times(now + _MAX_REST)

    async def start_due(self, now: datetime) -> None:
        """Start the edits that are due."""
        due = partial(self._statuses.due, now)
        for kind, most, find, edit in (
            ("status", self._room, self._statuses.outdated, self._edit),
            ("refresh", _REFRESHES_AT_ONCE, due, self._refresh),
        ):
            room = most - self._dispatcher.count(kind)
            for job in await find(room, excluding=self._busy()) if room > 0 else []:
                video_id, request_id = job.video.video_id, job.request.request_id
                self._dispatcher.start(
                    kind,
                    f"status {request_id}",
                    edit(job),
                    video_id=video_id,
                    request_id=request_id,
                )

    def _busy(self) -> list[str]:
        return [key.removeprefix("status ") for key in self._dispatcher.working]

    async def _edit(self, job: Job) -> None:
        """Bring a status message up to date; one that can't be edited any more is let go."""
        try:
            await self._show(job)
        except discord.HTTPException as error:
            if not await self._is_given_up(job, error):
                await asyncio.sleep(self._retry_seconds)
        except TRANSIENT_ERRORS:
            await asyncio.sleep(self._retry_seconds)

    async def _refresh(self, job: Job) -> None:
        """Show what changed beside a request's state; when that fails, it has time."""
        try:
            await self._show(job)
        except discord.HTTPException as error:
            if not await self._is_given_up(job, error):
                await self._refresh_later(job)
        except TRANSIENT_ERRORS:
            await self._refresh_later(job)

    async def _refresh_later(self, job: Job) -> None:
        await self._statuses.postpone(job.request.request_id, self._clock() + _REFRESH_LATER)

    async def _show(self, job: Job) -> None:
        request, now = job.request, self._clock()
        is_answered = (request.state, request.target) in _ANSWERED
        if is_answered and request.status_mode is StatusMode.REMOVE and request.status_message_id:
            await self._messages.delete(request.channel_id, request.status_message_id)
            await self._statuses.clear_message(request.request_id)
            return
        message = status_message(job, now=now, with_link=self._with_link)
        digest = message.digest()
        if digest != job.request.status_digest:
            await self._messages.edit_status(job.request, message)
        due_at = refresh_at(job, now)
        await self._statuses.mark_rendered(job, digest=digest, edited_at=now, due_at=due_at)

    async def _is_given_up(self, job: Job, error: discord.HTTPException) -> bool:
        """Act on a refusal; False when the edit may be taken later."""
        if error.code == ARCHIVED_CODE:
            # The result will open the thread again, and changes the state once more.
            await self._statuses.mark_rendered(job)
            return True
        if is_transient(error):
            return False
        request_id = job.request.request_id
        log.info("video_id=%s request_id=%s status lost: %s", job.video.video_id, request_id, error)
        await self._statuses.clear_message(request_id)
        return True
