"""Whether the process can do its work: what ``/readyz`` tells."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.clock import Clock
from bot.store import Store

_FRESH_SECONDS: Final = 2.0
"""Anybody may ask, and looking costs a write: no more often than this."""


@dataclass(frozen=True)
class Readiness:
    """What the process needs to work, and how long its oldest job has been open.

    ``shards`` tells of each of the gateway's connections whether it stands.
    """

    gateway: bool
    database: bool
    oldest_open_seconds: float | None = None
    shards: dict[int, bool] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether all is there."""
        return self.gateway and self.database


@dataclass(frozen=True)
class _DatabaseStatus:
    """What the database was like: whether it could be written, and its oldest open request."""

    is_writable: bool
    oldest_at: datetime | None = None


class ReadinessProbe:
    """Looks whether one process can work. The gateway is told as it is, the database as it was."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock,
        is_connected: Callable[[], bool],
        shards: Callable[[], dict[int, bool]],
    ) -> None:
        """``is_connected`` tells whether all of the gateway's ``shards`` stand."""
        self._clock = clock
        self._store = store
        self._is_connected = is_connected
        self._shards = shards
        self._looked = _DatabaseStatus(is_writable=False)
        self._looked_at = -_FRESH_SECONDS
        self._looking = asyncio.Lock()

    async def readiness(self) -> Readiness:
        """Return whether the gateway is connected and the database can be written."""
        async with self._looking:
            if time.monotonic() - self._looked_at >= _FRESH_SECONDS:
                self._looked = await self._check_database()
                self._looked_at = time.monotonic()
        looked = self._looked
        oldest_at = looked.oldest_at
        age = None if oldest_at is None else (self._clock() - oldest_at).total_seconds()
        return Readiness(self._is_connected(), looked.is_writable, age, self._shards())

    async def _check_database(self) -> _DatabaseStatus:
        try:
            await self._store.key_value.check_writable()
            oldest_at = await self._store.job_counter.oldest_open_at()
        except sqlite3.Error:
            return _DatabaseStatus(is_writable=False)
        return _DatabaseStatus(is_writable=True, oldest_at=oldest_at)
