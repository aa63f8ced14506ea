"""The one loop of all background work: does what is due, and sleeps until more is, or it is woken.

What is due stands in the database, so that a process that starts again finds it there. A
``Dispatcher`` works on each item in a task of its own.
"""

import asyncio
import contextvars
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Final

from bot import logs
from bot.net.occasional_log import RecurringError

log = logging.getLogger(__name__)

_MIN_PAUSE_SECONDS: Final = 0.01

_MAX_PAUSE_SECONDS: Final = 60.0
"""The clock may jump, so that a due time is never slept towards for longer."""

_MOMENT_SECONDS: Final = 0.01

_ODD_ITEM_SECONDS: Final = 60.0

_DRAIN_SECONDS: Final = 3.0
"""How long work under way may go on at the end: the whole process has 10 s to stop."""

Step = Callable[[], Awaitable[float | None]]
"""Does what is due, and returns the seconds until more will be; None when that isn't known."""

Work = Coroutine[Any, Any, None]
OnError = Callable[[Exception], Awaitable[None]]


class DueLoop:
    """Runs a step again and again, until cancelled.

    ``max_pause_seconds``: for how long it is slept at most, also where the step knows nothing: the
    clock may jump. ``errors`` are what a step may raise that passes (a full disk, a locked file, a
    silent server): it is told to ``on_error``, and ``retry_seconds`` later is tried again, however
    often it is woken meanwhile.
    """

    def __init__(
        self,
        *,
        max_pause_seconds: float,
        retry_seconds: float,
        errors: tuple[type[Exception], ...],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._max_pause_seconds = max_pause_seconds
        self._retry_seconds = retry_seconds
        self._errors = errors
        self._on_error = on_error
        self._awake = asyncio.Event()
        self.wake = self._awake.set
        """Looks at once whether something is due."""

    async def run(self, step: Step) -> None:
        """Work until cancelled. Raises whatever a step raises that isn't among the errors."""
        while True:
            self._awake.clear()
            try:
                pause = await step()
            except self._errors as error:
                self._on_error(error)
                await asyncio.sleep(self._retry_seconds)
            else:
                await self._sleep(self._max_pause_seconds if pause is None else pause)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(
                min(max(seconds, _MIN_PAUSE_SECONDS), self._max_pause_seconds)
            ):
                await self._awake.wait()
        except TimeoutError:
            return


class Dispatcher:
    """Runs a function that starts whatever is due, again whenever it is due or woken.

    A database that can't be used for a while (full disk, locked file) is waited for, and what one
    item raises is logged and concerns that item only.
    """

    def __init__(self, name: str, *, retry_seconds: float) -> None:
        self._name = name
        self._database_errors = RecurringError(log)
        self._retry_seconds = retry_seconds
        self._loop = DueLoop(
            max_pause_seconds=_MAX_PAUSE_SECONDS,
            retry_seconds=retry_seconds,
            errors=(sqlite3.Error,),
            on_error=partial(self._log_database_error, name),
        )
        self.wake = self._loop.wake
        """Looks at once whether something is due."""
        self._tasks: asyncio.TaskGroup | None = None
        self._working: dict[str, str] = {}
        self._running: set[asyncio.Task[None]] = set()

    @property
    def working(self) -> frozenset[str]:
        """The keys of the items being worked on."""
        return frozenset(self._working)

    def count(self, kind: str) -> int:
        """Return how many items of a kind are being worked on."""
        return list(self._working.values()).count(kind)

    def numbers(self, kind: str) -> list[int]:
        """Return the numbers of the items of a kind whose keys are that kind and a number."""
        return [int(key.split()[1]) for key, one in self._working.items() if one == kind]

    def wake_soon(self) -> None:
        """Look in a moment: what there is to be done at once goes first."""
        asyncio.get_running_loop().call_later(_MOMENT_SECONDS, self.wake)

    def start(
        self,
        kind: str,
        key: str,
        work: Work,
        *,
        video_id: str | None = None,
        request_id: str | None = None,
        on_error: OnError | None = None,
    ) -> None:
        """Work on an item in a task of its own; the caller saw that it is not being worked on.

        What it logs carries ``video_id`` and ``request_id``, where given. ``on_error`` makes an
        item due later to which something odd happened, and gives it up in the end.
        """
        if self._tasks is None:
            raise RuntimeError(f"{self._name} is not running")
        self._working[key] = kind
        logged = contextvars.copy_context()
        logged.run(logs.bind_ids, video_id=video_id, request_id=request_id)
        task = self._tasks.create_task(
            self._run_item(key, work, on_error), name=f"{kind} {key}", context=logged
        )
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        # One that is cancelled before its first step would leave it unawaited.
        task.add_done_callback(lambda _: work.close())

    async def run(self, start_due: Step) -> None:
        """Work until cancelled.

        ``start_due`` starts what is due, and gives the seconds until more will be, or None.
        """
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            try:
                await self._loop.run(start_due)
            finally:
                await self._drain()

    async def _drain(self) -> None:
        """Let what is under way come to its end: a call cut short leaves its outcome open."""
        if self._running:
            await asyncio.wait(self._running, timeout=_DRAIN_SECONDS)

    async def _run_item(self, key: str, work: Work, on_error: OnError | None) -> None:
        try:
            await work
        except sqlite3.Error as error:
            self._log_database_error(f"{self._name} {key}", error)
            await asyncio.sleep(self._retry_seconds)
        except Exception as error:
            # One odd item must not keep the others from their end: it is tried again later.
            log.exception("%s %s went wrong", self._name, key)
            if not await self._is_handled(key, on_error, error):
                await asyncio.sleep(_ODD_ITEM_SECONDS)
        finally:
            self._working.pop(key, None)
            self.wake_soon()

    async def _is_handled(self, key: str, on_error: OnError | None, error: Exception) -> bool:
        """Let an odd item wait in its row: held back here, it would keep a place from others."""
        if on_error is None:
            return False
        try:
            await on_error(error)
        except Exception:
            log.exception("%s %s can't be put off", self._name, key)
            return False
        return True

    def _log_database_error(self, what: str, error: Exception) -> None:
        self._database_errors.note(f"{what}: the database can't be used, trying again: {error}")


class WakeUps:
    """Wakes all that may have something new to do; parts are told of one another by it alone."""

    def __init__(self) -> None:
        self._wakes: list[Callable[[], None]] = []

    def add(self, *wakes: Callable[[], None]) -> None:
        """Wake these as well from now on."""
        self._wakes += wakes

    def __call__(self) -> None:
        """Wake them all."""
        for wake in self._wakes:
            wake()
