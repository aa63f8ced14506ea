"""The command ``settle``: what the host found out about orders that the API never answered."""

import argparse
import asyncio
import re
import sys
from typing import Final

from bot.clock import Clock
from bot.config import Config
from bot.store import DatabaseError, Store

COMMAND: Final = "settle"
_TASK: Final = re.compile(r"[A-Za-z0-9._:-]{1,128}")


def add_arguments(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    settle = commands.add_parser(
        COMMAND, help="list orders that the API never answered, or tell what became of one"
    )
    settle.add_argument("video", nargs="?", metavar="VIDEO", help="its id; left out: list them")
    found = settle.add_mutually_exclusive_group()
    found.add_argument("--task", metavar="ID", help="the id of its task at the API")
    found.add_argument(
        "--not-made", action="store_true", help="the API has no such task: it may be asked for anew"
    )


def execute(arguments: argparse.Namespace, config: Config, *, clock: Clock) -> int:
    """Carry out the command, and return the exit status."""
    if arguments.video and not (arguments.task or arguments.not_made):
        sys.stderr.write("say what became of it: --task ID, or --not-made\n")
        return 2
    try:
        return asyncio.run(_execute(arguments, config, clock))
    except DatabaseError as error:
        sys.stderr.write(f"{error}\n")
        return 1


async def _execute(arguments: argparse.Namespace, config: Config, clock: Clock) -> int:
    async with Store.open(config.database.path) as store:
        if arguments.video is None:
            return await _list(store)
        video = await store.unanswered.get(arguments.video)
        if video is None:
            sys.stderr.write(f"{arguments.video}: no order without an answer; list them first\n")
            return 1
        if arguments.not_made:
            await store.unanswered.settle_not_made(video)
            sys.stdout.write(f"{video.video_id}: it may be asked for anew\n")
            return 0
        if not _TASK.fullmatch(arguments.task):
            sys.stderr.write(f"{arguments.task!r} is no task's id\n")
            return 2
        # It proves nothing: it is looked at, and taken only when its record proves it ours.
        await store.candidate_ids.record(video.video_id, arguments.task, clock())
        sys.stdout.write(f"{video.video_id}: the task is looked at when the bot runs\n")
        return 0


async def _list(store: Store) -> int:
    for video in await store.unanswered.all():
        ordered = f"{video.submitted_at:%Y-%m-%d %H:%M:%S} UTC" if video.submitted_at else "?"
        sys.stdout.write(
            f"{video.video_id}  ordered {ordered}  task {video.task_id}  audio {video.audio_id}\n"
        )
    return 0
