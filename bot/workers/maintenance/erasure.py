"""Deletes what is to be forgotten: members' data when they want it, and servers' that were left.

What is to be done stands in the database; it is done in small steps, and again from where it
stands after a restart.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.config import PrivacySettings
from bot.services.studio_cleanup import StudioCleanup
from bot.store import Store
from bot.store.erasures import Erasure, ErasureProgress
from bot.store.guilds import LeftGuild
from bot.workers.dispatcher import DueLoop

log = logging.getLogger(__name__)

IsGone = Callable[[int], Awaitable[bool | None]]
"""Asks Discord whether the bot is in a server no longer; None when that isn't known now."""

_BATCH: Final = 50
_BATCH_PAUSE_SECONDS: Final = 0.05
_BUSY_SECONDS: Final = 30.0
"""When to look again at what could not be finished, as a video that is being posted."""
_IDLE_SECONDS: Final = 600.0
_BETWEEN_SONGS: Final = timedelta(hours=1)
_MOST_MOVED: Final = 200
"""Songs in an hour: each is a call of the studio."""


class ErasureWorker:
    """Sweeps one database. ``run`` it once, ``wake`` it when somebody wants something deleted.

    ``studio_cleanup`` removes the studio's files; None with the cloud.
    """

    def __init__(
        self,
        store: Store,
        settings: PrivacySettings,
        *,
        clock: Clock,
        studio_cleanup: StudioCleanup | None,
        is_gone: IsGone,
        unused_days: int = 0,
        announce: Callable[[], None] = lambda: None,
    ) -> None:
        """``unused_days``: after how many days songs are moved out where a server says nothing; 0:
        never. ``announce`` is called when there is something to tell.
        """
        self._clock = clock
        self._store = store
        self._studio_cleanup = studio_cleanup
        self._is_gone = is_gone
        self._unused_days = unused_days
        self._announce = announce
        self._songs_due_at = clock()
        self._patience = timedelta(days=settings.left_server_days)
        self._loop = DueLoop(
            max_pause_seconds=_IDLE_SECONDS,
            retry_seconds=_BUSY_SECONDS,
            errors=(sqlite3.Error,),
            on_error=_log_error,
        )
        self.wake = self._loop.wake
        """Looks at once whether something is to be deleted."""

    async def run(self) -> None:
        """Work until cancelled."""
        await self._loop.run(self._step_on)

    async def _step_on(self) -> float | None:
        return None if await self.run_due() else _BUSY_SECONDS

    async def run_due(self) -> bool:
        """Delete what can be deleted now; False when some of it has to wait."""
        are_erased = await self._erase()
        are_purged = await self._purge()
        while await self._store.retention.release_unused_videos(_BATCH):  # noqa: ASYNC110 - small steps
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        await self._move_songs_out()
        return await self._delete_files() and are_erased and are_purged

    async def _move_songs_out(self) -> None:
        """Tell owners of songs that nobody asks for, and remove those that they were told of."""
        cleanup, now = self._studio_cleanup, self._clock()
        if cleanup is None or now < self._songs_due_at:
            return
        self._songs_due_at = now + _BETWEEN_SONGS
        songs, days = self._store.unused_songs, self._unused_days
        while await songs.warn(now, _BATCH, days=days) == _BATCH:  # noqa: ASYNC110 - small steps
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        moved = 0
        for task_id in await songs.to_move_out(now, _MOST_MOVED):
            moved += await cleanup.move_out(task_id)
        if moved:
            log.info("%d songs that nobody asked for are moved out", moved)
            self._announce()

    async def _erase(self) -> bool:
        is_done = True
        for erasure in await self._store.erasures.pending(_BATCH):
            are_gone = await self._are_tracks_deleted(addedBy=erasure.user_id)
            progress = await self._step(erasure, are_songs_gone=are_gone)
            while progress.left and (progress.deleted or progress.cancelled):
                await asyncio.sleep(_BATCH_PAUSE_SECONDS)
                progress = await self._step(erasure, are_songs_gone=are_gone)
            is_done = is_done and are_gone and not progress.left
        return is_done

    async def _step(self, erasure: Erasure, *, are_songs_gone: bool) -> ErasureProgress:
        return await self._store.erasures.step(
            erasure, self._clock(), _BATCH, is_rest_done=are_songs_gone
        )

    async def _are_tracks_deleted(self, **whose: int) -> bool:
        """Remove songs; False when some can't be removed yet."""
        return self._studio_cleanup is None or await self._studio_cleanup.delete_tracks(**whose)

    async def _purge(self) -> bool:
        is_done = True
        for departure in await self._store.guilds.list_left(self._clock() - self._patience, _BATCH):
            is_gone = await self._is_gone(departure.guild_id)
            if is_gone is False:
                log.warning("server %d was taken for left, and is not", departure.guild_id)
                await self._store.guilds.mark_joined(departure.guild_id)
            elif is_gone is None or not await self._purge_server(departure):
                is_done = False
        return is_done

    async def _purge_server(self, departure: LeftGuild) -> bool:
        """Delete what is kept of a server; False when some of it has to wait."""
        purge = await self._store.guilds.purge(departure, self._clock(), _BATCH)
        while purge.changed:
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
            purge = await self._store.guilds.purge(departure, self._clock(), _BATCH)
        if not purge.is_done:
            return False
        if not await self._are_tracks_deleted(ownedBy=departure.guild_id):
            return False
        await self._store.guilds.close(departure)
        log.info("server %d was left: nothing of it is kept any more", departure.guild_id)
        return True

    async def _delete_files(self) -> bool:
        if self._studio_cleanup is None:
            return True
        while discards := await self._store.retention.files_to_delete(_BATCH):
            for discard in discards:
                if not await self._studio_cleanup.delete_file(discard):
                    return False
            await asyncio.sleep(_BATCH_PAUSE_SECONDS)
        return True


def _log_error(error: Exception) -> None:
    log.warning("nothing was deleted, the database can't be used: %s", error)
