"""The library's tracks and tasks, as they lie on disk and as they are brought."""

from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

MAX_TRACKS: Final = 2
"""Most tracks in one task; the cloud makes two."""

TEXT_LENGTH, TAGS_LENGTH = 200, 500
"""The longest title or author, and the longest tags, in characters."""

AUDIO_SUFFIXES: Final = frozenset((
    ".mp3", ".m4a", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wav", ".w64", ".aif",
    ".aiff", ".aifc", ".caf", ".mka", ".mkv", ".webm", ".mov", ".avi", ".wma", ".asf", ".ac3",
    ".eac3", ".wv", ".ape", ".mpc", ".tta", ".dsf", ".au", ".snd", ".amr", ".3gp", ".ts", ".mts",
    ".m2ts",
))  # fmt: skip
"""What the names of songs' files end in, in small letters."""

PICTURE_SUFFIXES: Final = frozenset((
    ".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif",
))  # fmt: skip


class StoredTrack(BaseModel):
    """One track of a task. ``audio``, ``cover`` and ``lyrics`` are files of the task's folder."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    audio_id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    title: str = Field(max_length=TEXT_LENGTH)
    author: str | None = Field(default=None, max_length=TEXT_LENGTH)
    tags: str | None = Field(default=None, max_length=TAGS_LENGTH)
    duration_seconds: float | None = Field(default=None, gt=0)
    sound_digest: str | None = Field(default=None, max_length=64)
    """Tells whether two songs sound the same; None: it wasn't worked out."""
    audio: str = Field(pattern=r"^[\w-][\w.-]*$")
    cover: str | None = Field(default=None, pattern=r"^[\w-][\w.-]*$")
    lyrics: str | None = Field(default=None, pattern=r"^[\w-][\w.-]*$")
    lyrics_version: str = Field(default="", max_length=16)
    """Which lyrics it has since they were changed: videos with others are other ones."""


class StoredTask(BaseModel):
    """A task of the library. ``owner``: the server it belongs to, or empty for everybody's.

    ``added_by``: who brought it, as the owner names its people; empty for the host.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    task_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    owner: str = ""
    added_by: str = ""
    created_at: datetime
    tracks: tuple[StoredTrack, ...] = Field(min_length=1, max_length=MAX_TRACKS)

    def is_open_to(self, owner: str | None) -> bool:
        """Whether a server may use it; None asks for the host, who may use every one."""
        return owner is None or self.owner in ("", owner)


class NewTrack(BaseModel):
    """A track to be added; the files are copied. ``audio_id`` is made when it is not given.

    ``lyrics``: words with their times as a text in LRC, which gets a file of its own.
    ``is_moved``: its files are on the library's disk and nobody's any more, and are moved.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    audio: Path
    title: str
    duration_seconds: float | None
    author: str | None = None
    tags: str | None = None
    cover: Path | None = None
    lyrics: str | None = None
    sound_digest: str | None = None
    audio_id: str | None = None
    is_moved: bool = False
