"""The studio's part of the command line: ``studio`` runs it alone, ``track`` tends its library."""

import argparse
import asyncio
import filecmp
import os
import re
import signal
import sys
from pathlib import Path

from bot.net.file_limit import raise_file_limit
from bot.studio.app import Studio, StudioNotStarted
from bot.studio.disk import disk_of, make_private
from bot.studio.library.library import (
    MAX_TRACKS,
    TAGS_LENGTH,
    TEXT_LENGTH,
    Library,
    NewTrack,
    StoredTask,
)
from bot.studio.process.inspect_process import UploadRejected, inspect_media
from bot.studio.render.text.bidi import cleaned
from bot.studio.settings import MEBIBYTE, StudioSettings

COMMANDS = ("studio", "track")
_HALF_A_PICTURE_SECONDS = 1 / 60
_SERVER_ID = re.compile(r"[0-9]{0,20}")
"""Empty: for every server. The API takes letters, too, but no server has any."""


class _Refused(Exception):
    """What was asked for can't be done; the message says why."""


def add_arguments(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> list[argparse.ArgumentParser]:
    """Add the commands ``studio`` and ``track`` to a command line; return the latter's actions."""
    subparsers.add_parser(
        "studio", help="run the studio alone: the music-video API on this machine"
    )
    track = subparsers.add_parser("track", help="tend the studio's library of tracks")
    actions = track.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="bring a song")
    add.add_argument(
        "audio", type=Path, nargs="+", help="the song; a second file is its other take"
    )
    add.add_argument("--title", help="default: the file's tag, or its name")
    add.add_argument("--author", help="who made it; default: the file's tag")
    add.add_argument("--cover", type=Path, help="a picture; default: the file's own, or a made one")
    add.add_argument("--tags", help="words to find it by")
    add.add_argument("--owner", default="", help="id of the Discord server it is for; default: all")
    add.add_argument(
        "--language",
        default=_own_language(),
        help="of tags that tell no encoding, as ja or pt-BR; default: this terminal's",
    )
    listing = actions.add_parser("list", help="list the tracks")
    listing.add_argument("query", nargs="*", help="words that must occur")
    remove = actions.add_parser("remove", help="delete a task and its tracks")
    remove.add_argument("task_id", help="the task's id, as listed")
    return list(actions.choices.values())


def execute(
    arguments: argparse.Namespace, settings: StudioSettings, *, webhook_key: str | None = None
) -> int:
    """Carry out a parsed ``studio`` or ``track`` command and give the exit status.

    ``arguments.command`` is the command's name. What goes wrong is told in one line.
    """
    try:
        if arguments.command == "studio":
            asyncio.run(_serve(settings, webhook_key))
        else:
            _tend(arguments, settings)
    except (_Refused, StudioNotStarted) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'The library'}: {error.strerror}\n")
        return 1
    return 0


def _own_language() -> str:
    """Return the terminal's language, as ``de-DE``; empty where it has none."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    code = next(filter(None, named), "").partition(".")[0].replace("_", "-")
    return "" if code in ("C", "POSIX") else code


async def _serve(settings: StudioSettings, webhook_key: str | None) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Who starts it with nohup has SIGHUP ignored.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, stop.set)
    raise_file_limit()
    async with Studio.open(settings, webhook_key=webhook_key) as studio:
        _say(f"The studio listens on {studio.base_url}")
        if not settings.key.get_secret_value():
            _say(f"Its key until it stops: {studio.key} (set studio.key for one that stays)")
        await stop.wait()


def _tend(arguments: argparse.Namespace, settings: StudioSettings) -> None:
    library = Library(settings.library)
    if arguments.action == "add":
        task = _added(library, arguments, settings)
        _say(_described(task))
        for twin in _twins(library, task):
            _say(f"The library has the same file as {twin}, too: remove one if it is a mistake.")
    elif arguments.action == "list":
        tasks = library.tasks(query=" ".join(arguments.query))
        _say("\n".join(_described(task) for task in tasks) or "No tracks.")
    elif library.remove(arguments.task_id):
        _say(f"Removed {arguments.task_id}.")
    else:
        raise _Refused(f"The library has no task {arguments.task_id}.")


def _added(library: Library, arguments: argparse.Namespace, settings: StudioSettings) -> StoredTask:
    if len(arguments.audio) > MAX_TRACKS:
        raise _Refused(f"A task has at most {MAX_TRACKS} takes.")
    if len(arguments.tags or "") > TAGS_LENGTH:
        raise _Refused(f"--tags takes at most {TAGS_LENGTH} characters.")
    if not _SERVER_ID.fullmatch(arguments.owner):
        raise _Refused("--owner: give the server's id, a number such as 123456789012345678.")
    for path in filter(None, [*arguments.audio, arguments.cover]):
        if not path.is_file():
            raise _Refused(f"{path} is not a file.")
    tracks = [_looked_into(path, arguments, settings) for path in arguments.audio]
    make_private(settings.library)
    _check_room(tracks, settings)
    return library.add(tracks, owner=arguments.owner)


def _check_room(tracks: list[NewTrack], settings: StudioSettings) -> None:
    paths = [path for track in tracks for path in (track.audio, track.cover) if path]
    disk = disk_of(settings.library, settings)
    if disk.room < sum(path.stat().st_size for path in paths):
        raise _Refused(
            f"The disk of {settings.library} is full: {disk.free // MEBIBYTE} MiB are free, of"
            f" which {disk.reserve // MEBIBYTE} are kept back (studio.reserve_megabytes)."
        )


def _twins(library: Library, added: StoredTask) -> list[str]:
    """Ids of a new task's fellows with a file of the same bytes: another title may be wanted."""
    new = [library.path(added.task_id, track.audio) for track in added.tracks]
    return [
        task.task_id
        for task in library.tasks()
        if task.task_id != added.task_id and task.owner == added.owner
        if any(
            filecmp.cmp(one, other, shallow=False)
            for one in new
            for other in (library.path(task.task_id, track.audio) for track in task.tracks)
            if other.is_file()
        )
    ]


def _looked_into(path: Path, arguments: argparse.Namespace, settings: StudioSettings) -> NewTrack:
    if path.stat().st_size > settings.max_upload_megabytes * MEBIBYTE:
        raise _Refused(f"{path} is larger than {settings.max_upload_megabytes:g} MiB.")
    try:
        media = asyncio.run(
            inspect_media(
                path.absolute(),
                max_minutes=settings.max_minutes,
                cover=arguments.cover,
                whole=True,
                language=arguments.language,
            )
        )
    except UploadRejected as error:
        raise _Refused(f"{path}: {error}") from error
    return NewTrack(
        audio=path,
        title=_first(arguments.title, media.title, path.stem) or "?",
        author=_first(arguments.author, media.artist) or None,
        tags=cleaned(arguments.tags or "") or None,
        cover=arguments.cover,
        duration_seconds=media.duration_seconds,
    )


def _first(*texts: str | None) -> str:
    """The first text of which something is left as one clean line, cut to what a track takes."""
    lines = (cleaned(text or "") for text in texts)
    return next((line[:TEXT_LENGTH].strip() for line in lines if line), "")


def _described(task: StoredTask) -> str:
    lines = [f"{task.task_id}" + (f"  (server {task.owner})" if task.owner else "")]
    for track in task.tracks:
        # As players count: whole pictures, and what is less than a second left out.
        seconds = int((track.duration_seconds or 0) + _HALF_A_PICTURE_SECONDS)
        length = f"{seconds // 60}:{seconds % 60:02}" if seconds else "?"
        by = f" by {track.author}" if track.author else ""
        lines.append(f"  {track.audio_id}  {length:>5}  {track.title}{by}")
    return "\n".join(lines)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
