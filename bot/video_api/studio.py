"""What the studio's API has beyond the vendor's contract: its paths, headers and answers.

The studio serves them and ``bot.studio_client`` asks for them; nothing else names them.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from bot.jobs import Logo, RenderOptions, Shape

PREFIX: Final = "/studio/v1/"
TRACKS_PATH: Final = "/studio/v1/tracks"
VIDEOS_PATH: Final = "/studio/v1/videos"
QUEUE_PATH: Final = "/studio/v1/queue"
PREVIEW_PATH: Final = "/studio/v1/preview"
LOGOS_PATH: Final = "/studio/v1/logos"
FONTS_PATH: Final = "/studio/v1/fonts"

OWNER_HEADER: Final = "X-Studio-Owner"
"""The Discord server that asks; without it the host does, who may use every track."""

VARIANT_HEADER: Final = "X-Studio-Edition"
"""Beside which other videos of a track one is to be made; without it the default one."""

SIZE_HEADER: Final = "X-Studio-Most-Bytes"
"""How large the video may be; 0: any size. Without it, as the host has set."""

MAX_TRACKS_LISTED: Final = 1000
"""So many tasks are listed at once, if so many are asked for."""

REASON: Final = "reason"
"""Names in a refusal's data the word for why."""


def track_path(task_id: str) -> str:
    """Return the path of one task of the library."""
    return f"{TRACKS_PATH}/{task_id}"


def track_cover_path(task_id: str) -> str:
    """Return the path of one task's cover."""
    return f"{track_path(task_id)}/cover"


def logo_path(logo_id: str) -> str:
    """Return the path of one logo of a server's."""
    return f"{LOGOS_PATH}/{logo_id}"


def track_lyrics_path(task_id: str) -> str:
    """Return the path of one task's lyrics."""
    return f"{track_path(task_id)}/lyrics"


def video_path(video_task_id: str) -> str:
    """Return the path of one video."""
    return f"{VIDEOS_PATH}/{video_task_id}"


def video_file_path(video_task_id: str) -> str:
    """Return the path of one video's file."""
    return f"{video_path(video_task_id)}/file"


def video_texts_path(video_task_id: str) -> str:
    """Return the path of what is written of a finished video."""
    return f"{video_path(video_task_id)}/texts"


def video_poster_path(video_task_id: str) -> str:
    """Return the path of a finished video's poster."""
    return f"{video_path(video_task_id)}/poster.jpg"


class _Answer(BaseModel):
    """Data of an answer; what is not known of it may be more than here."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class StudioTrack(_Answer):
    """A track of a task in the library."""

    audio_id: str = Field(alias="audioId")
    title: str
    author: str | None = None
    duration_seconds: float | None = Field(default=None, alias="durationSeconds")
    sound_digest: str | None = Field(default=None, alias="soundDigest")
    image_url: str | None = Field(default=None, alias="imageUrl")
    lyrics_version: str = Field(default="", alias="lyricsVersion")
    """Which lyrics it has; empty: those that it was brought with, or none."""
    has_lyrics: bool = Field(default=False, alias="hasLyrics")


class StudioTask(_Answer):
    """A task in the library with its tracks. ``created_at``: aware UTC."""

    task_id: str = Field(alias="taskId")
    owner: str | None = None
    """The server it belongs to; None: everybody's."""
    added_by: str | None = Field(default=None, alias="addedBy")
    created_at: datetime = Field(alias="createdAt")
    tracks: list[StudioTrack] = Field(min_length=1)
    cover_problem: str | None = Field(default=None, alias="coverProblem")
    """Of a new task: why it was taken without its cover."""
    lyrics_problem: str | None = Field(default=None, alias="lyricsProblem")
    """Of a new task: why it was taken without its lyrics."""
    lyrics: str | None = None
    """Of a new task: what is sung in it, a line each."""
    size_bytes: int = Field(default=0, alias="sizeBytes")
    """Of a new task: what its files take on disk; 0: an older studio doesn't tell."""


class KeptLyrics(_Answer):
    """The lyrics of a track: as they are kept, in LRC, and what is sung, a line each."""

    lyrics: str
    words: str


class StudioTasks(_Answer):
    """A list of tasks, newest first."""

    tasks: list[StudioTask]
    total: int = 0
    """How many there are in all, listed or not; 0: an older studio doesn't tell."""


class UnfinishedVideo(_Answer):
    """How far a video is. ``progress``: from 0 to 1."""

    video_task_id: str = Field(alias="videoTaskId")
    queue_place: int | None = Field(alias="position")
    """None: it is not waiting."""
    started_at: datetime | None = Field(alias="startedAt")
    progress: float = Field(allow_inf_nan=False)
    expected_seconds: float | None = Field(
        default=None, alias="expectedSeconds", ge=0, allow_inf_nan=False
    )
    """How long its render takes from its beginning; None: not known, or an older studio."""
    seconds_left: float | None = Field(default=None, alias="secondsLeft", ge=0, allow_inf_nan=False)
    """How long until it is finished; None likewise."""


class UnfinishedVideos(_Answer):
    """The videos that wait or are being rendered."""

    videos: list[UnfinishedVideo]


class VideoTexts(_Answer):
    """What is written of a finished video."""

    title: str
    description: str
    """To be pasted where the video is published."""
    lyrics: str | None = None
    """In LRC, at the video's times."""
    words: str | None = None
    """What is sung in it, a line each."""


class StudioDisk(_Answer):
    """The disk of one of the studio's folders, in bytes: what is free, and what of it is kept."""

    free: int = Field(alias="freeBytes")
    reserve: int = Field(alias="reserveBytes")
    is_writable: bool = Field(alias="isWritable", default=True)


class StudioLoad(_Answer):
    """What the studio has to do, and did; times are sums since its start."""

    workers: int
    videos: dict[str, int]
    video_seconds: float = Field(default=0.0, alias="videoSeconds")
    work_seconds: float = Field(default=0.0, alias="workSeconds")
    disks: dict[str, StudioDisk] = {}


OPTIONS_HEADER: Final = "X-Studio-Options"
"""How the video is to look, and which part of its song it shows: a JSON object."""

SHAPES: Final[Mapping[str, Shape]] = {
    "16:9": Shape.WIDE,
    "9:16": Shape.TALL,
    "1:1": Shape.SQUARE,
    "canvas": Shape.CANVAS,
}
"""The shapes, by the studio's names of them."""


def aspect_of(shape: Shape | None) -> str | None:
    """Return the studio's name of a shape."""
    return next((name for name, one in SHAPES.items() if one is shape), None)


def options_header(options: RenderOptions) -> str:
    """Return options as ``OPTIONS_HEADER`` carries them; empty for none."""
    said = options_fields(options)
    part = {"start": options.start_seconds, "length": options.length_seconds}
    said |= {name: value for name, value in part.items() if value is not None}
    if options.lyrics is False:
        said["lyrics"] = False
    if options.quality is not None:
        said["quality"] = options.quality
    return json.dumps(said) if said else ""


def options_fields(options: RenderOptions) -> dict[str, Any]:
    """Return what is said of a picture, by the studio's names."""
    logo = options.logo
    fields = {
        "look": options.look,
        "aspect": aspect_of(options.shape),
        "colours": options.colours,
        "font": options.font,
        "logo": None
        if not isinstance(logo, Logo)
        else {
            "id": logo.logo_id,
            "corner": logo.corner.value,
            "size": logo.size,
            "opacity": logo.opacity,
        },
        "intro": options.intro,
        "outro": options.outro,
    }
    return {name: value for name, value in fields.items() if value is not None}


class StudioLogo(_Answer):
    """A logo that was taken."""

    logo_id: str = Field(alias="logoId")
