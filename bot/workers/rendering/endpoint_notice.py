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
        self._key_value = store.key_value

    async def log_refusal(self, error: Exception) -> None:
        """Log what a refusal says of its endpoint, if anything."""
        if not isinstance(error, ApiRefused) or error.gone_path is None:
            return
        now, key = self._clock().timestamp(), _GONE + error.gone_path
        logged_at = float(await self._key_value.get(key) or "-inf")
        if now - logged_at < _AGAIN.total_seconds():
            return
        await self._key_value.set(key, str(now))
        log.error(
            "the API says that %s is gone or disabled (%s): python -m bot check says which contract"
            " the account speaks, and api.contract sets it",
            error.gone_path,
            error,
        )
