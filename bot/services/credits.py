"""What is left at the music-video API, and who is told when that becomes little."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.jobs import Provider
from bot.store import Store
from bot.video_api import ApiError, VideoProvider

log = logging.getLogger(__name__)

_WAIT_SECONDS: Final = 2.5
_FRESH: Final = timedelta(seconds=30)
_LOW: Final = "the balance is low"
"""The remembered value by which the host is told once a fall."""


@dataclass(frozen=True)
class Balance:
    """What the API said was left, in credits, and when."""

    credits: float
    asked_at: datetime


class CreditService:
    """Knows the balance. ``announce`` is called when moderators are to be told something."""

    def __init__(
        self,
        store: Store,
        api: VideoProvider,
        config: Config,
        *,
        clock: Clock,
        provider: Provider,
        announce: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._store = store
        self._api = api
        self._announce = announce
        self.is_free = not provider.charges
        """Whether nothing is ever charged."""
        self.has_lyrics = (
            self.is_free and config.studio.lyrics and bool(config.api.key.get_secret_value())
        )
        """Whether lyrics are asked for all the same, which costs credits."""
        self.credits_per_video = config.api.credits_per_video
        """What a video is taken to cost, in credits: the API tells no prices."""
        self.low_credits = config.limits.low_credits
        """Below which balance the host finds it low; 0: never."""
        self._last: Balance | None = None

    async def balance(self) -> Balance | None:
        """Return the balance, asking the API for a moment only: else the last one known,
        or None.
        """
        now = self._clock()
        if not self.is_free and (self._last is None or now - self._last.asked_at > _FRESH):
            try:
                async with asyncio.timeout(_WAIT_SECONDS):
                    await self.fetch_balance()
            except (ApiError, TimeoutError) as error:
                log.info("the balance is not known just now: %s", type(error).__name__)
        return self._last

    async def fetch_balance(self) -> float:
        """Ask the API for the balance, and have moderators told when it fell. Raises ApiError."""
        credits_left = await self._api.credit()
        self._last = Balance(credits_left, self._clock())
        try:
            await self._check_low_balance(credits_left)
        except sqlite3.Error as error:
            log.warning("nobody is told of the balance, the database can't be used: %s", error)
        return credits_left

    async def _check_low_balance(self, credits_left: float) -> None:
        if await self._store.low_credit_alerts.update(
            credits_left, self._clock(), default=self.low_credits
        ):
            self._announce()
        is_low = credits_left < self.low_credits
        was_low = await self._store.key_value.get(_LOW) == "yes"
        if is_low != was_low:
            await self._store.key_value.set(_LOW, "yes" if is_low else "no")
        if is_low and not was_low:
            log.error("the API's balance is low: %g credits are left", credits_left)
