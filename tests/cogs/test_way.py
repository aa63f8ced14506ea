"""How much of the code one ``/musicvideo`` takes: what a newcomer has to follow.

``pytest tests/cogs/test_way.py --log-level=INFO -o log_cli=true`` lists the way, file by file.
"""

import asyncio
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Final

from discord.http import Route

from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, CogHarness, open_stage
from tests.support.call_recorder import CallRecorder, Function
from tests.support.rows import NOW

MOST_FUNCTIONS: Final = 100
MOST_FILES: Final = 35
MOST_CALLED: Final = 230
MOST_FILES_CALLED: Final = 70
"""See docs/architecture.md: a count above these is a layer too many."""

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs/architecture.md").read_text("utf-8")

POST: Final = ("POST", "/channels/{channel_id}/messages")
COMMAND: Final = "MusicVideoCog.musicvideo"

log = logging.getLogger(__name__)


def is_post(frame: FrameType) -> bool:
    """Return whether the library asks Discord to post a message of the bot's own."""
    route = frame.f_locals.get("route")
    return isinstance(route, Route) and (route.method, route.path) == POST


async def called_when_idle(stage: CogHarness, recorder: CallRecorder) -> set[Function]:
    """Return what runs when the workers are woken, and nobody has asked for anything."""
    workers = (stage.app.render_worker, stage.app.delivery)
    await stage.until(lambda: not any(worker._dispatcher.working for worker in workers))
    recorder.start()
    for _ in range(3):
        for worker in (*workers, stage.app.erasure_worker):
            worker.wake()
        await asyncio.sleep(0.1)
    recorder.stop()
    return set(recorder.called)


def passed_through(recorder: CallRecorder, idle: set[Function]) -> set[Function]:
    """Return the functions of each stack that holds one which is there for the request."""
    stacks = [stack for stack in recorder.stacks if set(stack) - idle]
    return {function for stack in stacks for function in stack}


def from_command(recorder: CallRecorder, idle: set[Function]) -> set[Function]:
    """Return what is called for the request, from the command's callback on."""
    called = list(recorder.called)
    first = [function.name for function in called].index(COMMAND)
    return set(called[first:]) - idle


def files(functions: Iterable[Function]) -> set[str]:
    return {function.file for function in functions}


async def test_one_musicvideo_takes_a_bounded_part_of_the_code(tmp_path: Path) -> None:
    recorder = CallRecorder()
    with recorder.installed():
        async with open_stage(tmp_path, timing={"poll_first_seconds": 0.5}) as stage:
            stage.api.finish_after = 0.0  # so that the first look finds it
            await stage.app.store.guild_settings.change(
                stage.guild.id, {"keeps_copy": False}, updated_by=1, now=NOW
            )  # or copies would be tried meanwhile: there is nothing behind the links
            await stage.ask(audio_id=AUDIO)  # so that the task's tracks are known
            await stage.posted()
            idle = await called_when_idle(stage, recorder)
            recorder.start(is_post)
            await stage.ask(audio_id=SECOND_AUDIO)
            await stage.until(lambda: not recorder.is_on)
    way, called = passed_through(recorder, idle), from_command(recorder, idle)
    for function in sorted(way):
        log.info("%s %s", *function)
    log.info("passed through: %d functions in %d files", len(way), len(files(way)))
    log.info("called: %d functions in %d files", len(called), len(files(called)))
    drawn = set(re.findall(r'\["([^"]+)"\]', PAGE.split("## The way of one")[1].split("```")[1]))
    assert len(drawn) > 15
    assert drawn - {function.name for function in way | called} == set()
    assert len(way) <= MOST_FUNCTIONS
    assert len(files(way)) <= MOST_FILES
    assert len(called) <= MOST_CALLED
    assert len(files(called)) <= MOST_FILES_CALLED
