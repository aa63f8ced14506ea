"""Tells the host, once, that an endpoint of the API is gone: no member can mend that."""

import logging
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.store import Store
from bot.video_api import ApiRefused

log = logging.getLogger(__name__)

_GONE: Final = "the endpoint is gone: "
"""With the path, the remembered value by which the host is told once: when that was."""

_AGAIN: Final = timedelta(days=30)


class EndpointNotice:
    """Tells of each endpoint once, and again only when that is long ago."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._clock = clock
        self._meta = store.key_value

    async def heed(self, error: Exception) -> None:
        """Tell what a refusal says of its endpoint, if anything."""
        if not isinstance(error, ApiRefused) or error.gone_path is None:
            return
        now, key = self._clock().timestamp(), _GONE + error.gone_path
        told_at = float(await self._meta.get(key) or "-inf")
        if now - told_at < _AGAIN.total_seconds():
            return
        await self._meta.set(key, str(now))
        log.error(
            "the API says that %s is gone or disabled (%s): python -m bot check says which contract"
            " the account speaks, and api.contract sets it",
            error.gone_path,
            error,
        )
