"""A video as the studio's queue knows it: pure."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from bot.studio.render.spec import RenderChoices, RenderSqueeze
from bot.video_api import Submission

NOBODY: Final = "https://nobody.invalid/"
"""Stands for no callback address: a name that can never exist (RFC 6761)."""


class RenderState(StrEnum):
    """Where a video stands: queued → rendering → ready → expired, or failed, or cancelled."""

    QUEUED = "queued"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


_FLAGS: Final = {
    RenderState.QUEUED: "PENDING",
    RenderState.RENDERING: "PENDING",
    RenderState.READY: "SUCCESS",
    RenderState.FAILED: "GENERATE_MP4_FAILED",
    RenderState.CANCELLED: "GENERATE_MP4_FAILED",
    # The cloud's record goes on saying SUCCESS with a dead link; ours tells that the file is gone.
    RenderState.EXPIRED: "GENERATE_MP4_FAILED",
}


class RenderFailed(Exception):
    """Why a video could not be made.

    Attributes: ``code`` as the contract's callback knows it (400 the audio, 451 not to be had,
    500 the build, 507 no room on the studio's disk, 508 one that can't be written), ``reason`` a
    word for programs, ``message`` plain words for people.
    """

    def __init__(self, code: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.message = message


class TrackSource(BaseModel):
    """The track that a video is made of, as found at the submit.

    ``audio_url`` and ``image_url`` are set for a track of the cloud, which is fetched for the
    render; one of the library is looked up again by its ids.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: str
    audio_id: str
    title: str = ""
    artist: str | None = None
    music_index: int = 0
    audio_url: str | None = None
    image_url: str | None = None
    song_seconds: float | None = None
    """How long the song is, as far as is known."""
    lyrics_version: str = Field(default="", exclude=True)
    """Which lyrics it has, where they were changed since it was brought."""


class RenderOrder(BaseModel):
    """What was asked for: the submission, its source, the server that asked, the variant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    submission: Submission
    source: TrackSource
    owner: str = ""
    variant: str = ""
    """Beside which other videos of the track it is made, as its client names it; empty: none."""
    most_bytes: int | None = None
    """How large it may be; 0: any size, None: as the host has set."""
    options: RenderChoices = RenderChoices()
    """How it is to look, and which part of the song it shows."""
    contract: str = "mp4"
    """Under which it was asked for: so it is called back."""

    @property
    def video_variant(self) -> str:
        """The name of the track's video that answers it: one for each variant, options, lyrics."""
        version = self.source.lyrics_version
        return f"{self.variant}{self.options.digest()}{f'.l{version}' if version else ''}"


def _time(value: object) -> object:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, float) else value


Time = Annotated[datetime, BeforeValidator(_time)]


def _opened(value: object) -> object:
    return from_json(value) if isinstance(value, str) else value


Kept = Annotated[RenderSqueeze, BeforeValidator(_opened)]
"""Kept as JSON."""


def _choices(kept: object) -> object:
    try:
        return RenderChoices.model_validate_json(kept) if isinstance(kept, str) else RenderChoices()
    except ValidationError:  # a look that the host has taken away since must not stop the queue
        return RenderChoices()


KeptChoices = Annotated[RenderChoices, BeforeValidator(_choices)]
"""Kept as JSON; None is nothing."""


class QueuedVideo(BaseModel):
    """A row of the queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    video_task_id: str
    task_id: str
    audio_id: str
    variant: str
    contract: str
    owner: str
    title: str
    artist: str | None
    music_index: int
    audio_url: str | None
    image_url: str | None
    author: str | None
    domain_name: str | None
    file_name: str
    state: RenderState
    attempts: int
    crashes: int
    size_bytes: int | None
    duration_seconds: float | None
    error_code: int | None
    error_reason: str | None
    error_message: str | None
    created_at: Time
    started_at: Time | None
    completed_at: Time | None
    expires_at: Time | None
    callback_url: str
    callback_tries: int
    callback_due_at: Time | None
    most_bytes: int | None
    squeeze: Kept | None
    options: KeptChoices
    song_seconds: float | None
    has_lyrics: bool | None
    """Whether words are shown in it; None: it isn't made, or by an older studio."""

    @property
    def is_sung(self) -> bool:
        """Whether the lyrics that are known of its song are to be shown."""
        return self.options.lyrics is not False and self.options.aspect != "canvas"

    @property
    def source(self) -> TrackSource:
        """The track it is made of."""
        return TrackSource(
            task_id=self.task_id,
            audio_id=self.audio_id,
            title=self.title,
            artist=self.artist,
            music_index=self.music_index,
            audio_url=self.audio_url,
            image_url=self.image_url,
            song_seconds=self.song_seconds,
        )

    def link(self, base: str) -> str | None:
        """Return the finished file's address below ``base``; None while there is no file."""
        return f"{base}/videos/{self.file_name}" if self.state is RenderState.READY else None

    def record(self, base: str) -> dict[str, Any]:
        """Return the contract's record-info of this video, links below ``base``."""
        link = self.link(base)
        return {
            "taskId": self.video_task_id,
            "musicId": self.audio_id,
            "callbackUrl": self.callback_url,
            "musicIndex": self.music_index,
            "completeTime": _wire_time(self.completed_at),
            "response": {"videoUrl": link} if link else None,
            "successFlag": _FLAGS[self.state],
            "createTime": _wire_time(self.created_at),
            "errorCode": self.error_code,
            "errorMessage": self.error_message,
        } | self._beside_contract()

    def _beside_contract(self) -> dict[str, Any]:
        """Return what the contract has no place for: what was given up for the size, and lyrics."""
        told: dict[str, Any] = {}
        if self.squeeze is not None:
            told["squeeze"] = {
                "resolution": self.squeeze.resolution,
                "fps": self.squeeze.fps,
                "soundKbps": self.squeeze.sound_kbps,
            }
        if self.state is RenderState.READY and self.has_lyrics:
            told["hasLyrics"] = True
        return told

    def callback(self, base: str) -> dict[str, Any]:
        """Return the contract's callback about this video, the link below ``base``."""
        link = self.link(base)
        return {
            "code": 200 if link else self.error_code or 500,
            "msg": "success" if link else self.error_message or "The video was not made.",
            "data": {"task_id": self.video_task_id, "video_url": link},
        }


def _wire_time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else None
