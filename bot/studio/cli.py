"""The studio's part of the command line: ``studio`` runs it alone, ``track`` tends its library."""

import argparse
import asyncio
import os
import re
import signal
from pathlib import Path
from typing import Final

from bot.net.file_limit import raise_file_limit
from bot.studio.app import Studio, StudioNotStarted
from bot.studio.console import CommandRefused, ProgressBar, complain, say
from bot.studio.disk import make_private
from bot.studio.import_command import INTERRUPTED, add_songs, describe_task
from bot.studio.library.library import Library
from bot.studio.library.models import MAX_TRACKS, TAGS_LENGTH, StoredTask
from bot.studio.library.song_files import SongFile, find_songs
from bot.studio.library.track_export import ExportFolderInUse, export_tracks
from bot.studio.library.track_import import (
    DiskFull,
    LookedInto,
    TrackTexts,
    TwinIndex,
    check_room,
    look_into,
)
from bot.studio.process.inspect_process import UploadRejected
from bot.studio.settings import StudioSettings

COMMANDS: Final = ("studio", "track")
_SERVER_ID: Final = re.compile(r"[0-9]{0,20}")
"""Empty: for every server. The API takes letters, too, but no server has any."""


def add_arguments(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> list[argparse.ArgumentParser]:
    """Add the commands ``studio`` and ``track`` to a command line; return the latter's actions."""
    subparsers.add_parser(
        "studio", help="run the studio alone: the music-video API on this machine"
    )
    track = subparsers.add_parser("track", help="tend the studio's library of tracks")
    actions = track.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="bring songs: files, and folders with songs in them")
    add.add_argument("audio", type=Path, nargs="+", help="a song, or a folder, searched as a whole")
    add.add_argument(
        "--takes", action="store_true", help="the files (at most two) are takes of one song"
    )
    add.add_argument("--title", help="of one song; default: the file's tag, or its name")
    add.add_argument("--author", help="who made it; default: the file's tag")
    add.add_argument(
        "--cover",
        type=Path,
        help="a picture; default: the file's own or one beside it, or a made one",
    )
    add.add_argument(
        "--lyrics",
        type=Path,
        help="words with their times (.lrc, .srt, .vtt) ; in folders: named like the song",
    )
    add.add_argument("--tags", help="words to find it by")
    add.add_argument("--owner", default="", help="id of the Discord server it is for; default: all")
    add.add_argument(
        "--language",
        default=_own_language(),
        help="of tags that tell no encoding, as ja or pt-BR; default: this terminal's",
    )
    listing = actions.add_parser("list", help="list the tracks")
    listing.add_argument("query", nargs="*", help="words that must occur")
    export = actions.add_parser("export", help="copy songs out, under their names")
    export.add_argument("folder", type=Path, help="a new or empty folder")
    export.add_argument("query", nargs="*", help="words that must occur; default: all songs")
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
            return 0
        return _tend(arguments, settings)
    except (CommandRefused, StudioNotStarted) as error:
        complain(str(error))
    except OSError as error:
        complain(f"{error.filename or 'The library'}: {error.strerror}")
    return 1


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
        address = studio.base_url
        say(f"The studio listens on {address} and tells at {address}/docs how it is used")
        if not settings.key.get_secret_value():
            say(f"Its key until it stops: {studio.key} (set studio.key for one that stays)")
        await stop.wait()


def _tend(arguments: argparse.Namespace, settings: StudioSettings) -> int:
    library = Library(settings.library)
    if arguments.action == "add":
        return _add(library, arguments, settings)
    if arguments.action == "export":
        return _export(library, arguments)
    if arguments.action == "list":
        tasks = library.tasks(query=" ".join(arguments.query))
        say("\n".join(describe_task(task) for task in tasks) or "No tracks.")
    elif library.remove(arguments.task_id):
        say(f"Removed {arguments.task_id}.")
    else:
        raise CommandRefused(f"The library has no task {arguments.task_id}.")
    return 0


def _add(library: Library, arguments: argparse.Namespace, settings: StudioSettings) -> int:
    _check_arguments(arguments)
    found = find_songs(arguments.audio)
    texts = TrackTexts(
        title=arguments.title,
        author=arguments.author,
        tags=arguments.tags,
        cover=arguments.cover,
        lyrics=arguments.lyrics,
        language=arguments.language,
    )
    is_one = arguments.takes or (len(found.songs) == 1 and found.songs[0].path in arguments.audio)
    if is_one:
        return _add_one(library, found.songs, texts, settings, owner=arguments.owner)
    for option, value in (("--title", texts.title), ("--lyrics", texts.lyrics)):
        if value:
            raise CommandRefused(f"{option} names one song: leave it out for several.")
    make_private(settings.library)
    return add_songs(library, found, texts, settings, owner=arguments.owner)


def _check_arguments(arguments: argparse.Namespace) -> None:
    """Refuse what can't be meant, before anything is looked into. Raises CommandRefused."""
    if arguments.takes and len(arguments.audio) > MAX_TRACKS:
        raise CommandRefused(f"A task has at most {MAX_TRACKS} takes.")
    if len(arguments.tags or "") > TAGS_LENGTH:
        raise CommandRefused(f"--tags takes at most {TAGS_LENGTH} characters.")
    if not _SERVER_ID.fullmatch(arguments.owner):
        raise CommandRefused("--owner: give the server's id, a number such as 123456789012345678.")
    for path in arguments.audio:
        if not path.is_file() and (arguments.takes or not path.is_dir()):
            raise CommandRefused(f"{path} is not a file.")
    for path in filter(None, (arguments.cover, arguments.lyrics)):
        if not path.is_file():
            raise CommandRefused(f"{path} is not a file.")


def _add_one(
    library: Library,
    takes: list[SongFile],
    texts: TrackTexts,
    settings: StudioSettings,
    *,
    owner: str,
) -> int:
    """Bring one song with its takes; one that is there already only if it gets another name."""
    twins = TwinIndex(library, owner)
    same = [twin for take in takes if (twin := twins.find(take.path)) is not None]
    if same and not any((texts.title, texts.author, texts.cover, texts.lyrics)):
        say(f"{takes[0].path}: skipped, the library has the same file as {same[0]}")
        return 0
    looks = [_looked_into(take, texts, settings) for take in takes]
    tracks = [look.track for look in looks]
    make_private(settings.library)
    try:
        check_room(tracks, settings)
    except DiskFull as error:
        raise CommandRefused(str(error)) from error
    say(describe_task(library.add(tracks, owner=owner)))
    for problem in filter(None, (look.lyrics_problem for look in looks)):
        say(f"  ({problem})")
    for twin in same:
        say(f"The library has the same file as {twin}, too: remove one if it is a mistake.")
    return 0


def _looked_into(take: SongFile, texts: TrackTexts, settings: StudioSettings) -> LookedInto:
    try:
        return asyncio.run(look_into(take, texts, settings))
    except UploadRejected as error:
        raise CommandRefused(f"{take.path}: {error}") from error


def _export(library: Library, arguments: argparse.Namespace) -> int:
    tasks: list[StoredTask] = library.tasks(query=" ".join(arguments.query))
    bar = ProgressBar(sum(len(task.tracks) for task in tasks))
    count = 0
    try:
        for name in export_tracks(library, tasks, arguments.folder):
            count += 1
            bar.step(name)
    except ExportFolderInUse:
        raise CommandRefused(f"{arguments.folder} is not empty: name a new folder.") from None
    except KeyboardInterrupt:
        bar.clear()
        complain(f"Stopped after {count} of the songs.")
        return INTERRUPTED
    bar.clear()
    say(f"Copied {count} {'song' if count == 1 else 'songs'} to {arguments.folder}.")
    return 0
