"""Interactions that are being answered: a stop lets each come to its end before the bot leaves."""

import asyncio
import logging
from typing import Any, Final

log = logging.getLogger(__name__)

_DRAIN_SECONDS: Final = 3.0
"""As long as Discord waits for a first answer; the rest of a stop has to fit into ten seconds."""


class InFlight:
    """The tasks that answer members."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def enter(self) -> None:
        """Count the running task as one that answers somebody, until it ends."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float = _DRAIN_SECONDS) -> None:
        """Wait until nobody waits for an answer, or that long; then end what is left."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self._tasks and (left := deadline - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        if self._tasks:
            log.warning("%d interactions were still being answered when it ended", len(self._tasks))
        cut = [task for task in self._tasks if task.cancel()]
        await asyncio.gather(*cut, return_exceptions=True)
