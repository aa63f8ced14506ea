"""Removes at the studio what nobody asks for any more: videos' files, and songs."""

import logging
from collections.abc import Awaitable
from typing import Final

from bot.clock import Clock
from bot.store import Store
from bot.store.retention import FileToDelete
from bot.studio_client import StudioClient, StudioError

log = logging.getLogger(__name__)

_GONE: Final = frozenset({404, 409})
"""There was nothing: removing is repeated until it succeeds, or one of these is the answer."""


class StudioCleanup:
    """Asks one studio to remove things; each may be asked for again and again."""

    def __init__(self, studio: StudioClient, store: Store, *, clock: Clock) -> None:
        self._clock = clock
        self._studio = studio
        self._store = store

    async def delete_file(self, discard: FileToDelete) -> bool:
        """Remove a video's file, and keep that it is; False when the studio can't do it now."""
        is_gone = await _is_gone(self._studio.erase_file(discard.file_to_delete))
        if is_gone:
            await self._store.retention.mark_file_deleted(discard)
        return is_gone

    async def count_tracks(self, user_id: int) -> int | None:
        """Return how many songs a member brought; None when the studio can't be asked now."""
        try:
            return len(await self._studio.list_task_ids(addedBy=user_id))
        except StudioError as error:
            log.warning("the studio's songs can't be listed: %s", error)
            return None

    async def delete_tracks(self, **whose: int) -> bool:
        """Remove the songs of ``ownedBy`` a server, or ``addedBy`` a member.

        False when one is left for now: a video of it is being made, or the studio is silent.
        """
        try:
            while task_ids := await self._studio.list_task_ids(**whose):
                for task_id in task_ids:
                    if not await self._delete_track(task_id):
                        return False
            if (guild_id := whose.get("ownedBy")) is not None:
                await self._studio.erase_logos(guild_id)
        except StudioError as error:
            log.warning("the studio's songs can't be listed or its logos removed: %s", error)
            return False
        return True

    async def move_out(self, task_id: str) -> bool:
        """Remove a song for which its time has come; False when that has to wait."""
        songs = self._store.unused_songs
        if not await songs.begin(task_id, self._clock()):
            return False  # somebody waits for a video of it
        if not await _is_gone(self._studio.erase_track(task_id)):
            return False
        await songs.finish(task_id, self._clock())
        return True

    async def _delete_track(self, task_id: str) -> bool:
        # First: a song that is still offered after its removal could only disappoint.
        if not await self._store.tracks.withdraw(task_id, self._clock()):
            return False  # somebody waits for a video of it
        return await _is_gone(self._studio.erase_track(task_id))


async def _is_gone(removal: Awaitable[None]) -> bool:
    """Have something removed; return whether it is not there any more."""
    try:
        await removal
    except StudioError as error:
        if error.code in _GONE:
            return True
        log.warning("the studio did not remove it: %s", error)
        return False
    return True
