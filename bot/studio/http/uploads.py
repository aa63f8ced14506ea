"""A track that comes in, by a multipart form or from an address: size-capped, looked into."""

import asyncio
import errno
import logging
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final, NamedTuple, Self

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from bot.net.safe_download import DownloadFailed, DownloadTooLarge, SafeDownloader
from bot.studio.failures import NOT_WRITABLE, is_not_writable, log_not_writable
from bot.studio.http.responses import ErrorResponse
from bot.studio.http.upload_form import (
    TEXT_LENGTHS,
    one_line_of,
    path_in,
    read_form,
    size_limits,
)
from bot.studio.library.models import NewTrack
from bot.studio.process.inspect_process import (
    NO_PICTURE,
    NOT_LOOKED_INTO,
    InspectedMedia,
    UploadRejected,
    inspect_media,
)
from bot.studio.render.lyric_files import LyricFileError, lyrics_to_keep
from bot.studio.settings import MEBIBYTE, StudioSettings
from bot.studio.tags.file_names import title_from_file_name

_log = logging.getLogger(__name__)

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_ADDRESS_LENGTH: Final = 2000
_FILE_NAME_LENGTH: Final = 300


class UploadRequest(BaseModel):
    """Where a track's files are to be fetched from.

    ``defaultTitle``: its name, from which a title is made when the file has none.
    ``ownLyrics``: whether lyrics of the file's own tags are taken where no others are.
    ``language``: of who brings it, or several with commas between them, for tags that tell no
    encoding.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    audio_url: str = Field(max_length=_ADDRESS_LENGTH, alias="audioUrl")
    audio_name: str = Field(default="", max_length=_FILE_NAME_LENGTH, alias="audioName")
    cover_url: str | None = Field(default=None, max_length=_ADDRESS_LENGTH, alias="coverUrl")
    cover_name: str = Field(default="", max_length=_FILE_NAME_LENGTH, alias="coverName")
    lyrics_url: str | None = Field(default=None, max_length=_ADDRESS_LENGTH, alias="lyricsUrl")
    own_lyrics: bool = Field(default=True, alias="ownLyrics")
    title: str | None = Field(default=None, max_length=TEXT_LENGTHS["title"])
    default_title: str = Field(default="", max_length=_FILE_NAME_LENGTH, alias="defaultTitle")
    author: str | None = Field(default=None, max_length=TEXT_LENGTHS["author"])
    language: str = Field(default="", pattern=r"^[A-Za-z0-9_,-]{0,40}$")
    added_by: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,40}$", alias="addedBy")


class CoverRequest(BaseModel):
    """Where a picture for a song is to be fetched from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cover_url: str = Field(max_length=_ADDRESS_LENGTH, alias="coverUrl")
    cover_name: str = Field(default="", max_length=_FILE_NAME_LENGTH, alias="coverName")


class ReceivedUpload(NamedTuple):
    """A track that came in, its files in a folder that goes away with the request.

    ``cover_problem``, ``lyrics_problem``: why its cover or its lyrics were left out, a word for
    programs. A song is not refused because of them.
    """

    track: NewTrack
    owner: str
    added_by: str
    cover_problem: str | None = None
    lyrics_problem: str | None = None

    @classmethod
    @asynccontextmanager
    async def received(
        cls, request: web.Request, library: Path, settings: StudioSettings
    ) -> AsyncIterator[Self]:
        """Receive a form with ``audio`` and perhaps ``cover``, ``lyrics``, ``title``, ``author``,
        ``tags``, ``owner``, ``language``. Raises ErrorResponse.
        """
        if not request.content_type.startswith("multipart/"):
            raise ErrorResponse(415, "A multipart form or JSON is wanted")
        with _folder_in(library) as folder:
            texts, files = await read_form(request, folder, settings)
            track, problem = await _looked_into(texts, files, settings)
            track, unsung = await asyncio.to_thread(_with_lyrics, track, files)
            yield cls(track, texts.get("owner", ""), "", problem, unsung)

    @classmethod
    @asynccontextmanager
    async def fetched(
        cls,
        body: UploadRequest,
        library: Path,
        settings: StudioSettings,
        fetch: SafeDownloader,
    ) -> AsyncIterator[Self]:
        """Fetch what a request names. Raises ErrorResponse."""
        texts = {
            "title": one_line_of(body.title),
            "author": one_line_of(body.author),
            "default_title": one_line_of(body.default_title),
            "language": body.language,
        }
        with _folder_in(library) as folder:
            files = {"audio": path_in(folder, "audio", body.audio_name)}
            await _fetch_file(fetch, "audio", body.audio_url, files["audio"], settings)
            problem = None
            if body.cover_url is not None:
                cover = path_in(folder, "cover", body.cover_name)
                problem = await _why_not_fetched(fetch, "cover", body.cover_url, cover, settings)
                files |= {"cover": cover} if problem is None else {}
            unsung = None
            if body.lyrics_url is not None:
                lyrics = path_in(folder, "lyrics", "")
                unsung = await _why_not_fetched(fetch, "lyrics", body.lyrics_url, lyrics, settings)
                files |= {"lyrics": lyrics} if unsung is None else {}
            track, unread = await _looked_into(texts, files, settings)
            if not body.own_lyrics:
                track = track.model_copy(update={"lyrics": None})
            track, wrong = await asyncio.to_thread(_with_lyrics, track, files)
            yield cls(track, "", body.added_by, problem or unread, unsung or wrong)


@asynccontextmanager
async def received_cover(
    body: CoverRequest, audio: Path, library: Path, settings: StudioSettings, fetch: SafeDownloader
) -> AsyncIterator[Path]:
    """Fetch a picture for a song that is in the library, into a folder that goes away.

    Raises ErrorResponse.
    """
    with _folder_in(library) as folder:
        cover = path_in(folder, "cover", body.cover_name)
        await _fetch_file(fetch, "cover", body.cover_url, cover, settings)
        try:
            await inspect_media(audio, max_minutes=settings.max_minutes, cover=cover)
        except UploadRejected as error:
            raise _rejected(error) from error
        yield cover


async def fetched_lyrics(
    url: str, library: Path, settings: StudioSettings, fetch: SafeDownloader
) -> bytes:
    """Fetch lyrics for a song that is in the library. Raises ErrorResponse."""
    with _folder_in(library) as folder:
        path = path_in(folder, "lyrics", "")
        await _fetch_file(fetch, "lyrics", url, path, settings)
        return await asyncio.to_thread(path.read_bytes)


@contextmanager
def _folder_in(library: Path) -> Iterator[Path]:
    """Return a hidden folder of the library, which goes away; after a crash it is swept away."""
    folder = Path(tempfile.mkdtemp(prefix=".new-", dir=library))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def most_bytes(settings: StudioSettings) -> int:
    """Return how much one upload may take on disk."""
    return sum(size_limits(settings).values())


def disk_full() -> ErrorResponse:
    """Return what is answered when there is no room for a song on the studio's disk."""
    return ErrorResponse(507, "The studio's disk is full", {"reason": "disk-full"})


@contextmanager
def storing() -> Iterator[None]:
    """Turn what the disk says to a song's files into a Refusal."""
    try:
        yield
    except (ConnectionError, TimeoutError):  # of whoever sends it
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full() from error
        if is_not_writable(error):
            log_not_writable(error)
            told = {"reason": NOT_WRITABLE.reason}
            raise ErrorResponse(507, "The studio can't write its library", told) from error
        _log.exception("A track could not be stored")
        raise ErrorResponse(500, "The studio could not store the track") from error


async def _why_not_fetched(
    fetch: SafeDownloader, kind: str, url: str, path: Path, settings: StudioSettings
) -> str | None:
    """Fetch a cover or lyrics, and return a word for why they could not be."""
    try:
        await _fetch_file(fetch, kind, url, path, settings)
    except ErrorResponse as error:
        return str((error.data or {}).get("reason"))
    return None


async def _fetch_file(
    fetch: SafeDownloader, kind: str, url: str, path: Path, settings: StudioSettings
) -> None:
    limit_bytes = size_limits(settings)[kind]
    try:
        await fetch.file(url, path, limit_bytes=limit_bytes)
    except DownloadTooLarge as error:
        reason = {"audio": "too-big", "lyrics": "lyrics-too-large"}.get(kind, "cover-too-big")
        message = f"The {kind} is larger than {limit_bytes / MEBIBYTE:g} MiB"
        raise ErrorResponse(413, message, {"reason": reason}) from error
    except DownloadFailed as error:
        raise ErrorResponse(
            422, f"The {kind} can't be fetched: {error}", {"reason": "not-fetched"}
        ) from error


def _rejected(error: UploadRejected) -> ErrorResponse:
    code = 503 if error.reason == NOT_LOOKED_INTO else 422
    return ErrorResponse(code, str(error), {"reason": error.reason})


async def _looked_into(
    texts: dict[str, str], files: dict[str, Path], settings: StudioSettings
) -> tuple[NewTrack, str | None]:
    """Return the track, and why its cover was left out, if it was. Raises ErrorResponse."""
    if "audio" not in files:
        raise ErrorResponse(422, "audio is missing")
    cover = files.get("cover")
    try:
        media, problem = await _inspected(files["audio"], cover, texts, settings)
    except UploadRejected as error:
        raise _rejected(error) from error
    default_title = title_from_file_name(texts.get("default_title", ""))
    title = texts.get("title") or one_line_of(media.title) or default_title
    if not title:
        raise ErrorResponse(422, "title is missing, and the file has none")
    track = NewTrack(
        audio=files["audio"],
        cover=None if problem else cover,
        title=title[:200],
        author=texts.get("author") or one_line_of(media.artist)[:200] or None,
        lyrics=media.lyrics,
        tags=texts.get("tags") or None,
        duration_seconds=media.duration_seconds,
        sound_digest=media.sound_digest,
        is_moved=True,
    )
    return track, problem


def _with_lyrics(track: NewTrack, files: dict[str, Path]) -> tuple[NewTrack, str | None]:
    """Return a track with the lyrics that came with it, or why they are left out."""
    if "lyrics" not in files:
        return track, None
    try:
        text = lyrics_to_keep(files["lyrics"].read_bytes(), song_seconds=track.duration_seconds)
    except LyricFileError as error:
        return track, f"lyrics-{error.fault}"
    return track.model_copy(update={"lyrics": text}), None


async def _inspected(
    audio: Path, cover: Path | None, texts: dict[str, str], settings: StudioSettings
) -> tuple[InspectedMedia, str | None]:
    """Look into a song with its cover, and without it when it can't be read.

    Raises UploadRejected.
    """

    async def inspected(picture: Path | None) -> InspectedMedia:
        return await inspect_media(
            audio,
            max_minutes=settings.max_minutes,
            cover=picture,
            whole=True,
            language=texts.get("language", ""),
        )

    try:
        return await inspected(cover), None
    except UploadRejected as error:
        if error.reason != NO_PICTURE:
            raise
        return await inspected(None), NO_PICTURE
