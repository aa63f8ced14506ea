"""The studio's own API, a method a call. Each raises what ``StudioTransport.request`` raises."""

from typing import Any, Final

import aiohttp

from bot.jobs import Branding, RenderOptions, TrackInfo
from bot.studio_client.errors import StudioMalformed, StudioRefused
from bot.studio_client.models import LibraryTrack, PublishedFiles, SongList, TrackUpload, tracks_of
from bot.studio_client.transport import StudioTransport, parse
from bot.video_api.studio import (
    LOGOS_PATH,
    MAX_TRACKS_LISTED,
    PREVIEW_PATH,
    QUEUE_PATH,
    TRACKS_PATH,
    VIDEOS_PATH,
    KeptLyrics,
    StudioLoad,
    StudioLogo,
    StudioTask,
    StudioTasks,
    UnfinishedVideo,
    UnfinishedVideos,
    VideoTexts,
    logo_path,
    options_fields,
    track_cover_path,
    track_lyrics_path,
    track_path,
    video_file_path,
    video_poster_path,
    video_texts_path,
)

_LIST_SECONDS: Final = 1.0
_QUERY_LENGTH: Final = 200
"""The studio refuses longer ones."""
_ADD_SECONDS: Final = 330.0
"""The studio itself gives up after 300 s: its answer is waited for, so that none is guessed."""
_REMOVE_SECONDS: Final = 20.0
_PROGRESS_SECONDS: Final = 5.0
_LOAD_SECONDS: Final = 2.0
_PREVIEW_SECONDS: Final = 60.0
"""The studio draws one picture at a time, each for 20 s at most."""
_LOGO_SECONDS: Final = 45.0
"""It is fetched, and looked into for 15 s at most."""
_SMALL: Final = 360
"""Pixels of the short side of a picture that is drawn again and again."""
_FILES_SECONDS: Final = 10.0
_CLEANUP_SECONDS: Final = 2.0
"""A member may wait for it, who has to be answered within 3 s."""


class StudioClient:
    """Asks one studio."""

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, key: str) -> None:
        self._transport = StudioTransport(session, base_url=base_url, key=key)

    async def list_tracks(
        self, guild_id: int, query: str = "", *, limit: int = MAX_TRACKS_LISTED
    ) -> SongList:
        """Return the songs open to a server that have all words of a query, newest first."""
        params = {"owner": str(guild_id), "limit": str(limit)}
        if query:
            params["query"] = query[:_QUERY_LENGTH]
        data = await self._transport.request(
            "GET", TRACKS_PATH, timeout_seconds=_LIST_SECONDS, params=params
        )
        found = parse(StudioTasks, data)
        songs = [song for task in found.tasks for song in tracks_of(task)]
        return SongList(songs, is_large=found.total > MAX_TRACKS_LISTED)

    async def tracks_of_task(self, guild_id: int, task_id: str) -> list[LibraryTrack]:
        """Return the songs of a task that is open to a server."""
        data = await self._transport.request(
            "GET", track_path(task_id), timeout_seconds=_LIST_SECONDS, guild_id=guild_id
        )
        return tracks_of(parse(StudioTask, data))

    async def list_task_ids(self, **whose: int) -> list[str]:
        """Return the ids of the songs of ``ownedBy`` a server, or ``addedBy`` a member.

        As many as the studio lists at once.
        """
        params = {name: str(number) for name, number in whose.items()}
        data = await self._transport.request(
            "GET", TRACKS_PATH, timeout_seconds=_CLEANUP_SECONDS, params=params
        )
        return [task.task_id for task in parse(StudioTasks, data).tasks]

    async def add_track(self, new: TrackUpload) -> LibraryTrack:
        """Have the studio fetch a song and take it."""
        data = await self._transport.request(
            "POST",
            TRACKS_PATH,
            timeout_seconds=_ADD_SECONDS,
            guild_id=new.guild_id,
            body=new.body(),
        )
        return tracks_of(parse(StudioTask, data))[0]

    async def set_cover(
        self, guild_id: int, task_id: str, cover_url: str, cover_name: str
    ) -> LibraryTrack:
        """Have the studio fetch a picture for a server's own task."""
        data = await self._transport.request(
            "PUT",
            track_cover_path(task_id),
            timeout_seconds=_ADD_SECONDS,
            guild_id=guild_id,
            body={"coverUrl": cover_url, "coverName": cover_name},
        )
        return tracks_of(parse(StudioTask, data))[0]

    async def lyrics(self, guild_id: int, task_id: str, audio_id: str | None = None) -> KeptLyrics:
        """Return the lyrics of a task that a server may use; ``audio_id``: of which track."""
        data = await self._transport.request(
            "GET",
            track_lyrics_path(task_id),
            timeout_seconds=_FILES_SECONDS,
            guild_id=guild_id,
            params=None if audio_id is None else {"audioId": audio_id},
        )
        return parse(KeptLyrics, data)

    async def read_lyrics(self, guild_id: int, task_id: str, url: str) -> KeptLyrics:
        """Have the studio fetch lyrics for a server's own task and read them; none are kept."""
        data = await self._transport.request(
            "PUT",
            track_lyrics_path(task_id),
            timeout_seconds=_ADD_SECONDS,
            guild_id=guild_id,
            body={"lyricsUrl": url, "isTrial": True},
        )
        return parse(KeptLyrics, data)

    async def set_lyrics(self, guild_id: int, task_id: str, lyrics: str | None) -> None:
        """Give a server's own task lyrics in LRC; None takes them away."""
        await self._transport.request(
            "DELETE" if lyrics is None else "PUT",
            track_lyrics_path(task_id),
            timeout_seconds=_REMOVE_SECONDS,
            guild_id=guild_id,
            body=None if lyrics is None else {"lyrics": lyrics},
        )

    async def remove_track(self, guild_id: int, task_id: str) -> None:
        """Remove a server's own task."""
        await self._transport.request(
            "DELETE", track_path(task_id), timeout_seconds=_REMOVE_SECONDS, guild_id=guild_id
        )

    async def erase_track(self, task_id: str) -> None:
        """Remove a task, whosever it is."""
        await self._transport.request(
            "DELETE", track_path(task_id), timeout_seconds=_CLEANUP_SECONDS
        )

    async def add_logo(self, guild_id: int, logo_url: str) -> str:
        """Have the studio fetch a server's logo, check it and keep it; return its id."""
        data = await self._transport.request(
            "POST",
            LOGOS_PATH,
            timeout_seconds=_LOGO_SECONDS,
            guild_id=guild_id,
            body={"logoUrl": logo_url},
        )
        return parse(StudioLogo, data).logo_id

    async def erase_logo(self, guild_id: int, logo_id: str) -> None:
        """Remove one logo of a server's."""
        await self._transport.request(
            "DELETE", logo_path(logo_id), timeout_seconds=_CLEANUP_SECONDS, guild_id=guild_id
        )

    async def erase_logos(self, guild_id: int) -> None:
        """Remove all logos of a server."""
        await self._transport.request(
            "DELETE", LOGOS_PATH, timeout_seconds=_CLEANUP_SECONDS, guild_id=guild_id
        )

    async def erase_file(self, video_task_id: str) -> None:
        """Remove a video's file."""
        await self._transport.request(
            "DELETE", video_file_path(video_task_id), timeout_seconds=_CLEANUP_SECONDS
        )

    async def video_texts(self, video_task_id: str) -> VideoTexts:
        """Return what is written of a finished video, and in it."""
        data = await self._transport.request(
            "GET", video_texts_path(video_task_id), timeout_seconds=_FILES_SECONDS
        )
        return parse(VideoTexts, data)

    async def published_files(self, video_task_id: str) -> PublishedFiles:
        """Return what belongs to a finished video where it is published."""
        texts = await self.video_texts(video_task_id)
        try:
            poster = await self._transport.request(
                "GET", video_poster_path(video_task_id), timeout_seconds=_FILES_SECONDS
            )
        except StudioRefused:  # an older video has none
            poster = None
        return PublishedFiles(
            title=texts.title,
            description=texts.description,
            lyrics=texts.lyrics,
            poster=poster if isinstance(poster, bytes) else None,
        )

    async def unfinished_videos(self) -> list[UnfinishedVideo]:
        """Return how far each video is that waits or is being rendered."""
        data = await self._transport.request("GET", VIDEOS_PATH, timeout_seconds=_PROGRESS_SECONDS)
        return parse(UnfinishedVideos, data).videos

    async def load(self) -> StudioLoad:
        """Return how much the studio has to do."""
        data = await self._transport.request("GET", QUEUE_PATH, timeout_seconds=_LOAD_SECONDS)
        return parse(StudioLoad, data)

    async def preview(
        self,
        branding: Branding,
        track: TrackInfo | None,
        guild_id: int,
        options: RenderOptions | None = None,
        *,
        card: str | None = None,
        is_small: bool = False,
    ) -> bytes:
        """Return a PNG of a branding, on the cover of a track of the library if one is named.

        ``card``: "intro" or "outro", to see that in the picture's place.
        """
        named = {} if track is None else {"taskId": track.task_id, "audioId": track.audio_id}
        texts = {"author": branding.author, "domainName": branding.domain_name}
        body: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
        body |= named | options_fields(options or RenderOptions())
        if card is not None:
            body["shown"] = card
        if is_small:
            body["resolution"] = _SMALL
        picture = await self._transport.request(
            "POST",
            PREVIEW_PATH,
            timeout_seconds=_PREVIEW_SECONDS,
            guild_id=guild_id,
            body=body,
        )
        if not isinstance(picture, bytes):
            raise StudioMalformed("no picture")
        return picture
