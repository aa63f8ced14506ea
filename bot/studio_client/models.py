"""The studio's songs as the bot knows them, and what is asked of it."""

from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.jobs import TrackInfo
from bot.video_api.studio import StudioTask


class LibraryTrack(BaseModel):
    """One track in the library. ``added_at``: aware UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str
    position: int
    title: str
    artist: str | None
    duration_seconds: float | None
    image_url: str | None
    lyrics_version: str = ""
    """Which lyrics it has, where they were changed since it was brought."""
    has_lyrics: bool = False
    guild_id: int | None
    """The server it belongs to; None: everybody's, put there by the host."""
    added_by: int | None
    """The member who brought it, where that is known."""
    added_at: datetime
    has_siblings: bool = False
    """Whether its task has other tracks."""
    cover_problem: str | None = None
    """Of a new song: why it was taken without its cover, in the studio's word."""
    lyrics_problem: str | None = None
    """Of a new song: why it was taken without its lyrics, in the studio's word."""
    lyrics: str | None = None
    """Of a new song: what is sung in it, a line each."""
    size_bytes: int = 0
    """Of a new song: what its files take at the studio; 0: an older one doesn't tell."""
    sound_digest: str | None = None
    """Tells whether two songs sound the same; None: that isn't known."""

    @property
    def track(self) -> TrackInfo:
        """What is known of it as a track like any other."""
        return TrackInfo(
            task_id=self.task_id,
            audio_id=self.audio_id,
            position=self.position,
            has_siblings=self.has_siblings,
            title=self.title,
            duration_seconds=self.duration_seconds,
            image_url=self.image_url,
        )


class SongList(NamedTuple):
    """Songs of a library, newest first."""

    songs: list[LibraryTrack]
    is_large: bool
    """Whether the library has more than are ever listed: what is sought has to be asked for."""


class TrackUpload(BaseModel):
    """A song that a member brings: where its files are, and what it is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guild_id: int
    user_id: int
    audio_url: str
    audio_name: str
    cover_url: str | None = None
    cover_name: str = ""
    lyrics_url: str | None = None
    own_lyrics: bool = True
    """Whether lyrics of the file's own tags are taken where no others are."""
    title: str | None = None
    default_title: str = ""
    """Its title when neither the member nor the file names one."""
    artist: str | None = None
    language: str = ""
    """Of the member and the server, as Discord names them: for tags that tell no encoding."""

    def body(self) -> dict[str, str | bool]:
        """Return it as the studio is asked to take it.

        What is as it is without saying stays unsaid: an older studio knows fewer fields.
        """
        fields = {
            "audioUrl": self.audio_url,
            "audioName": self.audio_name,
            "coverUrl": self.cover_url,
            "coverName": self.cover_name,
            "lyricsUrl": self.lyrics_url,
            "ownLyrics": None if self.own_lyrics else False,
            "title": self.title,
            "defaultTitle": self.default_title,
            "author": self.artist,
            "language": self.language,
            "addedBy": str(self.user_id),
        }
        return {name: value for name, value in fields.items() if value is not None}


class PublishedFiles(BaseModel):
    """What belongs to a finished video where it is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    description: str
    lyrics: str | None
    """In LRC, at the video's times."""
    poster: bytes | None
    """A JPEG."""


def tracks_of(task: StudioTask) -> list[LibraryTrack]:
    """Return the tracks of a task in the library."""
    return [
        LibraryTrack(
            task_id=task.task_id,
            audio_id=track.audio_id,
            position=position,
            has_siblings=len(task.tracks) > 1,
            title=track.title,
            artist=track.author,
            duration_seconds=track.duration_seconds,
            image_url=track.image_url,
            lyrics_version=track.lyrics_version,
            has_lyrics=track.has_lyrics,
            guild_id=_number(task.owner),
            added_by=_number(task.added_by),
            added_at=task.created_at,
            cover_problem=task.cover_problem,
            lyrics_problem=task.lyrics_problem,
            lyrics=task.lyrics,
            size_bytes=task.size_bytes,
            sound_digest=track.sound_digest,
        )
        for position, track in enumerate(task.tracks)
    ]


def _number(text: str | None) -> int | None:
    """Read an id of Discord; the command line may have given something else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
