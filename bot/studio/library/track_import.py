"""Brings songs from files into the library, one after the other: what is wrong stops no other."""

import asyncio
import contextlib
import errno
import filecmp
import os
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, overload

from bot.studio.disk import disk_of
from bot.studio.library.library import Library
from bot.studio.library.models import TEXT_LENGTH, NewTrack, StoredTask
from bot.studio.library.song_files import SongFile
from bot.studio.process.inspect_process import (
    NO_PICTURE,
    InspectedMedia,
    UploadRejected,
    inspect_media,
)
from bot.studio.render.lyric_files import MAX_BYTES, LyricFileError, lyrics_to_keep
from bot.studio.render.text.bidi import cleaned
from bot.studio.settings import MEBIBYTE, StudioSettings
from bot.studio.tags.file_names import title_from_file_name

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_AT_ONCE: Final = 4


class DiskFull(Exception):
    """There is no room for a song on the library's disk; the message says how much is left."""


@dataclass(frozen=True)
class TrackTexts:
    """What the host says of songs, before what their files say. ``language``: of old tags."""

    title: str | None = None
    author: str | None = None
    tags: str | None = None
    cover: Path | None = None
    lyrics: Path | None = None
    language: str = ""


@dataclass(frozen=True)
class LookedInto:
    """A song as it is to be added; ``lyrics_problem`` says why the lyrics brought are left out."""

    track: NewTrack
    lyrics_problem: str = ""


@dataclass(frozen=True)
class Imported:
    """What became of a song: ``task`` is the new one, ``twin`` the one that has the same file.

    ``problem`` says why there is neither; ``remark`` what is to be known besides.
    """

    path: Path
    task: StoredTask | None = None
    twin: str | None = None
    problem: str = ""
    remark: str = ""


class TwinIndex:
    """Finds files of the same bytes among those of a server's songs. Touches the disk."""

    def __init__(self, library: Library, owner: str) -> None:
        self._library = library
        self._by_size: defaultdict[int, list[tuple[str, Path]]] = defaultdict(list)
        for task in library.tasks(owned_by=owner):
            self.add(task)

    def add(self, task: StoredTask) -> None:
        """Remember a task's files."""
        for track in task.tracks:
            path = self._library.path(task.task_id, track.audio)
            with contextlib.suppress(OSError):
                self._by_size[path.stat().st_size].append((task.task_id, path))

    def find(self, path: Path) -> str | None:
        """Return the id of a task that has this very file. Raises OSError when it can't be read."""
        for task_id, known in self._by_size.get(path.stat().st_size, ()):
            with contextlib.suppress(FileNotFoundError):
                if filecmp.cmp(path, known, shallow=False):
                    return task_id
        return None


async def import_songs(
    library: Library,
    songs: Sequence[SongFile],
    texts: TrackTexts,
    settings: StudioSettings,
    *,
    owner: str = "",
    twins: TwinIndex | None = None,
) -> AsyncGenerator[Imported, None]:
    """Bring songs, each as a task; return in their order what became of each.

    Several are looked into at once. A song that is in ``twins`` already is passed over. Cancelled
    between two songs, it leaves whole ones only. Raises DiskFull, after which no more can be taken.
    """
    rest = deque(songs)
    looks: deque[tuple[SongFile, asyncio.Task[LookedInto]]] = deque()
    try:
        while rest or looks:
            while rest and len(looks) < min(_AT_ONCE, os.cpu_count() or 1):
                song = rest.popleft()
                looks.append((song, asyncio.create_task(look_into(song, texts, settings, twins))))
            song, look = looks.popleft()
            yield await _imported(library, song, look, settings, owner=owner, twins=twins)
    finally:
        for _, look in looks:
            look.cancel()
        await asyncio.gather(*(look for _, look in looks), return_exceptions=True)


async def _imported(
    library: Library,
    song: SongFile,
    look: "asyncio.Task[LookedInto]",
    settings: StudioSettings,
    *,
    owner: str,
    twins: TwinIndex | None,
) -> Imported:
    try:
        looked = await look
        track = looked.track
        # Again: what came in since may have the same bytes. In this thread, so that nothing comes
        # between.
        if twins is not None and (twin := twins.find(song.path)) is not None:
            return Imported(song.path, twin=twin)
        check_room([track], settings)
        task = library.add([track], owner=owner)
    except _Twin as error:
        return Imported(song.path, twin=str(error))
    except UploadRejected as error:
        return Imported(song.path, problem=str(error))
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(f"The disk of {library.root} is full.") from error
        return Imported(song.path, problem=f"{error.strerror or type(error).__name__}.")
    if twins is not None:
        twins.add(task)
    is_left_out = song.cover is not None and track.cover is None and song.entry is not None
    remarks = ["without its cover"] if is_left_out else []
    remarks += [looked.lyrics_problem] if looked.lyrics_problem else []
    return Imported(song.path, task=task, remark="; ".join(remarks))


class _Twin(Exception):
    """The library has the same file; the message is its task's id."""


async def look_into(
    song: SongFile, texts: TrackTexts, settings: StudioSettings, twins: TwinIndex | None = None
) -> LookedInto:
    """Look into a song's file, and say what it is called. Raises UploadRejected and OSError."""
    if (await asyncio.to_thread(song.path.stat)).st_size > settings.max_upload_megabytes * MEBIBYTE:
        limit = f"{settings.max_upload_megabytes:g} MiB"
        raise UploadRejected("too-big", f"The file is larger than {limit}.")
    if twins is not None and (twin := await asyncio.to_thread(twins.find, song.path)) is not None:
        raise _Twin(twin)
    media, cover = await _inspected(song, texts, settings)
    title, author, tags = _indexed(song)
    lyrics, problem = await asyncio.to_thread(_lyrics, texts.lyrics or song.lyrics, media)
    track = NewTrack(
        audio=song.path,
        title=first_text(
            texts.title,
            title,
            media.title,
            title_from_file_name(song.path.stem),
        )
        or "?",
        author=first_text(texts.author, author, media.artist) or None,
        tags=cleaned(texts.tags or tags or "") or None,
        cover=cover,
        lyrics=lyrics,
        duration_seconds=media.duration_seconds,
    )
    return LookedInto(track, problem)


def _lyrics(path: Path | None, media: InspectedMedia) -> tuple[str | None, str]:
    """Return the lyrics of a file, or the song's own, in LRC, and why a file's are left out."""
    if path is None:
        return media.lyrics, ""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        return lyrics_to_keep(data, song_seconds=media.duration_seconds), ""
    except LyricFileError as error:
        return media.lyrics, f"without the lyrics of {path.name}: {error.message}"
    except OSError as error:
        return media.lyrics, f"without the lyrics of {path.name}: {error.strerror}."


def _indexed(song: SongFile) -> tuple[str | None, str | None, str | None]:
    """Return the title, author and tags that an export has for a song."""
    entry = song.entry
    return (entry.title, entry.author, entry.tags) if entry else (None, None, None)


async def _inspected(
    song: SongFile, texts: TrackTexts, settings: StudioSettings
) -> tuple[InspectedMedia, Path | None]:
    """Return what is in a song, and the picture it gets besides.

    A picture that the host names must be one; one that only lies beside the song is left out when
    it can't be read, or when the song has its own.
    """
    path, cover = _absolute(song.path), _absolute(texts.cover or song.cover)

    async def inspected(picture: Path | None) -> InspectedMedia:
        return await inspect_media(
            path,
            max_minutes=settings.max_minutes,
            cover=picture,
            whole=True,
            language=texts.language,
        )

    try:
        media = await inspected(cover)
    except UploadRejected as error:
        if error.reason != NO_PICTURE:
            raise
        if texts.cover is not None:
            raise UploadRejected(error.reason, f"{texts.cover}: {error}") from error
        return await inspected(None), None
    if texts.cover is None and song.entry is None and media.has_cover:
        cover = None
    return media, cover


@overload
def _absolute(path: Path) -> Path: ...
@overload
def _absolute(path: Path | None) -> Path | None: ...
def _absolute(path: Path | None) -> Path | None:
    """Return a path as a child process finds it, whose folder is another."""
    return path.absolute() if path else None


def check_room(tracks: Sequence[NewTrack], settings: StudioSettings) -> None:
    """Check that the library's disk takes the tracks' files. Raises DiskFull and OSError."""
    paths = [path for track in tracks for path in (track.audio, track.cover) if path]
    disk = disk_of(settings.library, settings)
    if disk.room < sum(path.stat().st_size for path in paths):
        raise DiskFull(
            f"The disk of {settings.library} is full: {disk.free // MEBIBYTE} MiB are free, of"
            f" which {disk.reserve // MEBIBYTE} are kept back (studio.reserve_megabytes)."
        )


def first_text(*texts: str | None) -> str:
    """Return the first text of which a clean line is left, cut to what a track takes."""
    lines = (cleaned(text or "") for text in texts)
    return next((line[:TEXT_LENGTH].strip() for line in lines if line), "")
