"""Removes at the studio what nobody asks for any more: videos' files, and a left server's songs."""

import logging
from typing import Any, Final

import aiohttp

from bot.store import Store
from bot.store.retention import Discard

log = logging.getLogger(__name__)

_TIMEOUT: Final = aiohttp.ClientTimeout(total=10)
_GONE: Final = frozenset({200, 404, 409})
"""Removed now, or there was nothing: removing is repeated until one of these is the answer."""


class Shredder:
    """Asks one studio to remove things; each may be asked for again and again."""

    def __init__(
        self, session: aiohttp.ClientSession, store: Store, *, base_url: str, key: str
    ) -> None:
        self._session = session
        self._store = store
        self._base = f"{base_url}/studio/v1"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def shred(self, discard: Discard) -> bool:
        """Remove a video's file, and keep that it is; False when the studio can't do it now."""
        path = f"/videos/{discard.discard_task_id}/file"
        is_gone = await self._delete(path)
        if is_gone:
            await self._store.retention.note_discarded(discard)
        return is_gone

    async def remove_songs(self, guild_id: int) -> bool:
        """Remove the songs that a server brought; False when the studio can't do it now."""
        try:
            task_ids = await self._songs_of(guild_id)
            while task_ids:
                for task_id in task_ids:
                    if not await self._delete(f"/tracks/{task_id}"):
                        return False
                task_ids = await self._songs_of(guild_id)
        except (aiohttp.ClientError, TimeoutError, ValueError, LookupError) as error:
            log.warning("the studio's songs can't be listed: %s", type(error).__name__)
            return False
        return True

    async def _songs_of(self, guild_id: int) -> list[str]:
        owner = str(guild_id)
        async with self._session.get(
            f"{self._base}/tracks",
            params={"owner": owner},
            headers=self._headers,
            timeout=_TIMEOUT,
        ) as response:
            answer: Any = await response.json(content_type=None)
        # Everybody's songs are listed as well.
        return [task["taskId"] for task in answer["data"]["tasks"] if task["owner"] == owner]

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
