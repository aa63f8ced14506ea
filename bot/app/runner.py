"""The bot's process: everything opened, started and watched over, until it is told to stop."""

import asyncio
import gc
import logging

from bot.app.compose import open_app
from bot.app.signals import cancel_on_signal
from bot.config import Config
from bot.diagnostics import check_at_start
from bot.net.file_limit import raise_file_limit

log = logging.getLogger(__name__)


async def run_app(config: Config) -> None:
    """Run the bot until it is cancelled, SIGTERM and SIGINT included.

    Raises NotStarted, DatabaseError, StudioNotStarted or PortTaken with one clear line, and an
    ExceptionGroup when a part of it dies later.
    """
    cancel_on_signal()
    raise_file_limit()
    async with open_app(config) as app, app.client, asyncio.TaskGroup() as tasks:
        independent, needing = app.background()
        # Jobs go on at the API while Discord can't be reached.
        for name, run in independent.items():
            tasks.create_task(run(), name=name)
        await app.client.log_in()
        tune_gc()
        for name, run in needing.items():
            tasks.create_task(run(), name=name)
        tasks.create_task(app.client.stay_connected(), name="gateway")
        tasks.create_task(check_at_start(config, app.endpoint), name="check")
        log.info("started: callbacks at %s", app.endpoint)


def tune_gc() -> None:
    """Leave what is there for good, and most that is young, to itself when memory is cleared up.

    Looking through all of it takes tens of milliseconds, in which nobody is answered; and what
    answers are made of is freed by itself, without being looked for.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
