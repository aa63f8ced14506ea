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
    if main.cancelling():
        return
    main.cancel()
    for number in _STOPS:
        # The loop's end would give them their effect back, while Python is still clearing up.
        asyncio.get_running_loop().remove_signal_handler(number)
        signal.signal(number, signal.SIG_IGN)
