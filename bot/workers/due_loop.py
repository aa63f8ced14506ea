"""The one loop of all background work: does what is due, and sleeps until more is, or it is woken.

What is due stands in the database, so that a process that starts again finds it there.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

_MIN_PAUSE_SECONDS: Final = 0.01

Step = Callable[[], Awaitable[float | None]]
"""Does what is due, and returns the seconds until more will be; None when that isn't known."""


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
