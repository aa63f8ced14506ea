"""Interactions that are being answered: a stop lets each come to its end before the bot leaves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

log = logging.getLogger(__name__)

_DRAIN_SECONDS: Final = 3.0
"""As long as Discord waits for a first answer; the rest of a stop has to fit into ten seconds."""

_NOTICE_SECONDS: Final = 1.5
"""For telling those whose answers did not come in that time."""

OnCancelled = Callable[[], Awaitable[None]]
"""Tells somebody that their answer will not come."""


class InteractionTracker:
    """The tasks that answer members, and what is to be said where one is cut off."""

    def __init__(self) -> None:
        self._answering: dict[asyncio.Task[Any], OnCancelled] = {}
        self._is_draining = False
        self._is_drained = False

    async def track(self, on_cancelled: OnCancelled) -> bool:
        """Count the running task as one that answers somebody, until it ends.

        Gives False when the bot is leaving: that was said instead, while it could be.
        """
        task = asyncio.current_task()
        if task is not None:
            self._answering[task] = on_cancelled
            task.add_done_callback(self._answering.pop)
        if self._is_draining and not self._is_drained:
            await on_cancelled()
        return not self._is_draining

    async def drain(self, seconds: float = _DRAIN_SECONDS) -> None:
        """Wait until nobody waits for an answer, or that long; then end what is left, and say so.

        Whoever is told nothing would see the bot think for a quarter of an hour.
        """
        self._is_draining = True
        if self._answering:
            log.info("stopping: %d interactions are answered first", len(self._answering))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self._answering and (left := deadline - loop.time()) > 0:
            await asyncio.wait(self._answering, timeout=left)
        if self._answering:
            count = len(self._answering)
            log.warning("%d interactions were still being answered when it ended", count)
        cut = [(task, tell) for task, tell in self._answering.items() if task.cancel()]
        await asyncio.gather(*(task for task, _ in cut), return_exceptions=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(_NOTICE_SECONDS):
                await asyncio.gather(*(tell() for task, tell in cut if task.cancelled()))
        self._is_drained = True
