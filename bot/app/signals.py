"""The signals that stop a process, from whoever runs it."""

import asyncio
import signal
from typing import Any, Final

_STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def cancel_on_signal() -> None:
    """Let the first SIGTERM, SIGINT or SIGHUP cancel the running task, and later ones do nothing.

    A terminal that is closed sends SIGHUP; who starts the bot with nohup has it ignored.
    """
    loop, main = asyncio.get_running_loop(), asyncio.current_task()
    for number in _STOP_SIGNALS:
        is_ignored = number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN
        if main is not None and not is_ignored:
            loop.add_signal_handler(number, _cancel_once, main)


def _cancel_once(main: asyncio.Task[Any]) -> None:
    # Cancelled again, it would leave whatever it waits for while it stops, as members' answers.
    if main.cancelling():
        return
    main.cancel()
    for number in _STOP_SIGNALS:
        # The loop's end would give them their effect back, while Python is still clearing up.
        asyncio.get_running_loop().remove_signal_handler(number)
        signal.signal(number, signal.SIG_IGN)
