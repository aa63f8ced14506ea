"""Deletes what shows a track that moderators took down, wherever it was posted in their server."""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord

from bot.clock import Clock
from bot.discord_client.channels import DiscordMessages
from bot.discord_client.http_errors import TRANSIENT_ERRORS
from bot.policy.takedowns import Takedown
from bot.store import Store
from bot.workers.dispatcher import Dispatcher

log = logging.getLogger(__name__)

_KIND: Final = "takedown"
_ROOM: Final = 2
_BATCH: Final = 500
_UNDER_WAY_PAUSE: Final = timedelta(seconds=30)
"""How long what is being posted just now may take; it is deleted after that."""

_FIRST_PAUSE: Final = 30.0
_MAX_PAUSE: Final = 3600.0
_MAX_TRIES: Final = 48
"""With pauses that double up to an hour: nearly two days."""


class TakedownWorker:
    """Works on the takedowns of which posts are left."""

    def __init__(self, store: Store, messages: DiscordMessages, *, clock: Clock) -> None:
        self._takedowns = store.takedowns
        self._messages = messages
        self._clock = clock

    async def start_due(self, dispatcher: Dispatcher, now: datetime) -> None:
        """Start what is due. Raises sqlite3.Error."""
        room = _ROOM - dispatcher.count(_KIND)
        if room <= 0:
            return
        for takedown in await self._takedowns.due(now, room, dispatcher.numbers(_KIND)):
            dispatcher.start(
                _KIND,
                f"{_KIND} {takedown.takedown_id}",
                self._delete_posts(takedown),
                on_error=partial(self._try_later, takedown),
            )

    async def retry_now(self, now: datetime) -> None:
        """Let none wait longer than between tries, as after a clock was set back.

        Raises sqlite3.Error.
        """
        await self._takedowns.cap_due_times(now, _FIRST_PAUSE, _MAX_PAUSE)

    async def _delete_posts(self, takedown: Takedown) -> None:
        """Delete all posts that are known; those that can't be now are tried again later."""
        failure: Exception | None = None
        for post in await self._takedowns.posts(takedown, _BATCH):
            try:
                await self._messages.delete(post.channel_id, post.message_id)
            except (discord.HTTPException, *TRANSIENT_ERRORS) as error:
                failure = error
            else:
                await self._takedowns.mark_post_deleted(post, self._clock())
        if failure is not None:
            await self._try_later(takedown, failure)
        elif await self._takedowns.finish(takedown, self._clock() + _UNDER_WAY_PAUSE):
            log.info("task_id=%s is taken down in guild_id=%s: its posts are deleted",
                     takedown.task_id, takedown.guild_id)  # fmt: skip

    async def _try_later(self, takedown: Takedown, error: Exception) -> None:
        if takedown.attempts >= _MAX_TRIES:
            log.warning(
                "task_id=%s was taken down in guild_id=%s, and some of its posts can't be deleted:"
                " %s", takedown.task_id, takedown.guild_id, type(error).__name__,
            )  # fmt: skip
            await self._takedowns.postpone(takedown, None)
            return
        pause = min(_FIRST_PAUSE * 2 ** min(takedown.attempts, 10), _MAX_PAUSE)
        await self._takedowns.postpone(takedown, self._clock() + timedelta(seconds=pause))
