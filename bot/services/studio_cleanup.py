"""Removes at the studio what nobody asks for any more: videos' files, and songs."""

import logging
from typing import Any, Final

import aiohttp

from bot.clock import Clock
from bot.store import Store
from bot.store.retention import FileToDelete

log = logging.getLogger(__name__)

_TIMEOUT: Final = aiohttp.ClientTimeout(total=2)
"""A member may wait for it, who has to be answered within 3 s."""

_SILENT: Final = (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError)
_GONE: Final = frozenset({200, 404, 409})
"""Removed now, or there was nothing: removing is repeated until one of these is the answer."""


class StudioCleanup:
    """Asks one studio to remove things; each may be asked for again and again."""

    def __init__(
        self, session: aiohttp.ClientSession, store: Store, *, clock: Clock, base_url: str, key: str
    ) -> None:
        self._clock = clock
        self._session = session
        self._store = store
        self._base = f"{base_url}/studio/v1"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def delete_file(self, discard: FileToDelete) -> bool:
        """Remove a video's file, and keep that it is; False when the studio can't do it now."""
        path = f"/videos/{discard.file_to_delete}/file"
        is_gone = await self._delete(path)
        if is_gone:
            await self._store.retention.mark_file_deleted(discard)
        return is_gone

    async def count_tracks(self, user_id: int) -> int | None:
        """Return how many songs a member brought; None when the studio can't be asked now."""
        try:
            return len(await self._list_tracks(addedBy=user_id))
        except _SILENT as error:
            log.warning("the studio's songs can't be listed: %s", type(error).__name__)
            return None

    async def delete_tracks(self, **whose: int) -> bool:
        """Remove the songs of ``ownedBy`` a server, or ``addedBy`` a member.

        False when one is left for now: a video of it is being made, or the studio is silent.
        """
        try:
            while task_ids := await self._list_tracks(**whose):
                for task_id in task_ids:
                    if not await self._delete_track(task_id):
                        return False
        except _SILENT as error:
            log.warning("the studio's songs can't be listed: %s", type(error).__name__)
            return False
        return True

    async def _delete_track(self, task_id: str) -> bool:
        # First: a song that is still offered after its removal could only disappoint.
        if not await self._store.tracks.withdraw(task_id, self._clock()):
            return False  # somebody was promised a video of it
        return await self._delete(f"/tracks/{task_id}")

    async def _list_tracks(self, **whose: int) -> list[str]:
        """Return the ids of songs, as many as the studio lists at once."""
        async with self._session.get(
            f"{self._base}/tracks",
            params={name: str(number) for name, number in whose.items()},
            headers=self._headers,
            timeout=_TIMEOUT,
        ) as response:
            answer: Any = await response.json(content_type=None)
        return [task["taskId"] for task in answer["data"]["tasks"]]

    async def _delete(self, path: str) -> bool:
        try:
            async with self._session.delete(
                self._base + path, headers=self._headers, timeout=_TIMEOUT
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("the studio can't be asked to remove a file: %s", type(error).__name__)
            return False
        if status not in _GONE:
            log.warning("the studio did not remove a file: HTTP %s", status)
        return status in _GONE
