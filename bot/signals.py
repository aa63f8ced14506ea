"""The signals that stop a process, from whoever runs it."""

import asyncio
import signal
from typing import Any, Final

_STOPS: Final = (signal.SIGTERM, signal.SIGINT)


def cancel_when_told() -> None:
    """Let the first SIGTERM or SIGINT cancel the running task, and those after it do nothing.

    Raises NotImplementedError where the event loop hears no signals, as on Windows.
    """
    loop, main = asyncio.get_running_loop(), asyncio.current_task()
    for number in _STOPS:
        if main is not None:
            loop.add_signal_handler(number, _cancel_once, main)


def _cancel_once(main: asyncio.Task[Any]) -> None:
    # Cancelled again, it would leave whatever it waits for while it stops, as members' answers.
    if not main.cancelling():
        main.cancel()
