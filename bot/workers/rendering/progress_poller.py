"""Asks the studio now and then how far its videos are, so that status messages can tell."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.store import ProgressReport, Store
from bot.studio_client import StudioClient, StudioError
from bot.video_api.studio import UnfinishedVideo
from bot.workers.dispatcher import DueLoop

log = logging.getLogger(__name__)

_EVERY_SECONDS: Final = 5.0
_IDLE_SECONDS: Final = 60.0
_MIN_SECONDS: Final = 1.0

_MAX_AT_ONCE: Final = 20
"""So many status messages are called for each time: however long the queue, Discord has ease."""


class ProgressPoller:
    """Keeps what the studio tells; ``run`` it once, ``wake`` it when it has new work.

    ``on_progress`` is called when status messages are to show something new. None of them is called
    for again within ``pause_seconds``. ``on_withdrawal`` is called when something is to be removed
    at the studio.
    """

    def __init__(
        self,
        store: Store,
        studio: StudioClient,
        *,
        clock: Clock,
        pause_seconds: float,
        on_progress: Callable[[], None],
        on_withdrawal: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._progress = store.render_progress
        self._studio = studio
        self._pause = timedelta(seconds=pause_seconds)
        self._every = min(_EVERY_SECONDS, pause_seconds)
        self._show = on_progress
        self._remove = on_withdrawal
        self._loop = DueLoop(
            max_pause_seconds=max(_IDLE_SECONDS, self._every),
            retry_seconds=self._every,
            errors=(StudioError, sqlite3.Error),
            on_error=_log_error,
        )
        self.wake = self._loop.wake
        """Asks soon: the studio may have new work."""

    async def run(self) -> None:
        """Ask until cancelled; nobody is waited for, and no failure is worth more than a line."""
        await self._loop.run(self._poll_and_rest)

    async def _poll_and_rest(self) -> float:
        is_watched = await self.poll()
        await asyncio.sleep(min(_MIN_SECONDS, self._every))  # however often it is woken
        return self._every if is_watched else _IDLE_SECONDS

    async def poll(self) -> bool:
        """Ask once and keep what is told; False when nobody waits for anything.

        Raises StudioUnavailable, StudioRefused or sqlite3.Error.
        """
        if not await self._progress.is_watched():
            return False
        told = [_report(video) for video in await self._studio.unfinished_videos()]
        if await self._progress.save(told, self._clock(), pause=self._pause, most=_MAX_AT_ONCE):
            self._show()
        if await self._progress.withdraw(self._clock()):
            self._remove()
        return True


def _report(video: UnfinishedVideo) -> ProgressReport:
    """Return what is kept of a video, in steps of a percent."""
    is_waiting = video.queue_place is not None
    return ProgressReport(
        api_task_id=video.video_task_id,
        queue_place=video.queue_place,
        started_at=None if is_waiting else video.started_at,
        progress=0.0 if is_waiting else int(video.progress * 100) / 100,
        expected_seconds=video.expected_seconds,
        seconds_left=video.seconds_left,
    )


def _log_error(error: Exception) -> None:
    log.info("the studio's progress is not known: %s", type(error).__name__)
