"""The bodies of the API's requests, answers and callbacks. No I/O."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import from_json

from bot.jobs import Reason, Squeeze
from bot.video_api.errors import reason_of

BRANDING_LENGTH = 50
"""Longest author and domainName, in characters (documented)."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,128}$")]
"""An id of a task, a track or a video: opaque, printable, of bounded length."""


def _time_of(value: object) -> datetime | None:
    """Read a time in any of its recorded shapes: a string, epoch milliseconds, or nothing.

    The strings carry no zone; they are taken as UTC.
    """
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value / 1000, UTC)
        if isinstance(value, str) and value:
            if value.isdigit():
                return datetime.fromtimestamp(int(value) / 1000, UTC)
            parsed = datetime.fromisoformat(value)
            return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _text_or_none(value: object) -> str | None:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _object_or_empty(value: object) -> object:
    return value if isinstance(value, Mapping) else {}


def _objects(value: object) -> list[object]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _seconds(value: object) -> float | None:
    try:
        seconds = float(value) if isinstance(value, int | float | str) else -1.0
    except (ValueError, OverflowError):
        return None
    return seconds if 0 < seconds < 1e6 else None


WireTime = Annotated[datetime | None, BeforeValidator(_time_of)]
WireText = Annotated[str | None, BeforeValidator(_text_or_none)]


class _Answer(BaseModel):
    """What the API sends: more fields may come at any time, so unknown ones are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Submission(BaseModel):
    """The body of a submit. ``author`` signs the cover, ``domain_name`` is the watermark."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    task_id: Identifier = Field(alias="taskId")
    audio_id: Identifier = Field(alias="audioId")
    callback_url: Annotated[str, StringConstraints(min_length=1, max_length=2048)] = Field(
        alias="callBackUrl"  # with a capital B, unlike record-info's callbackUrl
    )
    author: Annotated[str, StringConstraints(max_length=BRANDING_LENGTH)] | None = None
    domain_name: Annotated[str, StringConstraints(max_length=BRANDING_LENGTH)] | None = Field(
        default=None, alias="domainName"
    )

    def to_wire(self) -> dict[str, Any]:
        """Give the JSON body, without what was not given."""
        return self.model_dump(by_alias=True, exclude_none=True)


class _VideoResponse(_Answer):
    video_url: WireText = Field(
        default=None, validation_alias=AliasChoices("videoUrl", "video_url")
    )


class _Squeeze(_Answer):
    resolution: int
    fps: int
    sound_kbps: int = Field(alias="soundKbps")


def _squeeze_or_none(value: object) -> Squeeze | None:
    """Read what the studio tells beside the contract; whatever else stands there is nothing."""
    try:
        return Squeeze.model_validate(_Squeeze.model_validate(value).model_dump())
    except ValidationError:
        return None


# The request was taken, so that 400 is about the song's audio here (documented).
_OF_THE_BUILD = (Reason.OTHER, Reason.SERVER_ERROR, Reason.BAD_REQUEST)


class VideoRecord(_Answer):
    """A video as record-info tells it: the truth about a job."""

    task_id: WireText = Field(default=None, alias="taskId")
    music_id: WireText = Field(default=None, alias="musicId")
    callback_url: WireText = Field(default=None, alias="callbackUrl")
    flag: WireText = Field(default=None, alias="successFlag")
    completed_at: WireTime = Field(default=None, alias="completeTime")
    created_at: WireTime = Field(default=None, alias="createTime")
    error_code: WireText = Field(default=None, alias="errorCode")
    error_message: WireText = Field(default=None, alias="errorMessage")
    response: Annotated[_VideoResponse, BeforeValidator(_object_or_empty)] = _VideoResponse()
    squeeze: Annotated[Squeeze | None, BeforeValidator(_squeeze_or_none)] = None
    """What was given up for the size; only the studio tells."""

    @property
    def video_url(self) -> str | None:
        """The finished video's link, when there is one that a person can open."""
        url = self.response.video_url
        return url if url and re.fullmatch(r"https?://[^\s<>\x00-\x1f]{1,1800}", url) else None

    @property
    def is_ready(self) -> bool:
        """Whether the video is made: CALLBACK_EXCEPTION with a link is a success, too."""
        return self.flag in ("SUCCESS", "CALLBACK_EXCEPTION") and self.video_url is not None

    @property
    def failure(self) -> Reason | None:
        """Why the video failed; None while it is open. A flag nobody has seen is still open."""
        if self.flag not in ("CREATE_TASK_FAILED", "GENERATE_MP4_FAILED"):
            return None
        given = self.error_code or ""
        code = int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 0
        reason = reason_of(code, self.error_message or "")
        return Reason.BUILD_FAILED if reason in _OF_THE_BUILD else reason


class Track(_Answer):
    """One track of a music task. Any field but the id may be missing."""

    audio_id: Identifier = Field(alias="id")
    title: WireText = None
    duration_seconds: Annotated[float | None, BeforeValidator(_seconds)] = Field(
        default=None, alias="duration"
    )
    audio_url: WireText = Field(default=None, alias="audioUrl")
    image_url: WireText = Field(default=None, alias="imageUrl")
    tags: WireText = None


class _MusicResponse(_Answer):
    tracks: Annotated[list[dict[str, Any]], BeforeValidator(_objects)] = Field(
        default=[], alias="sunoData"
    )


class MusicRecord(_Answer):
    """A music task as record-info tells it: what a person picks a track from."""

    task_id: WireText = Field(default=None, alias="taskId")
    status: WireText = None
    response: Annotated[_MusicResponse, BeforeValidator(_object_or_empty)] = _MusicResponse()

    @property
    def tracks(self) -> list[Track]:
        """The tracks that carry a usable id, in the API's order."""
        found = []
        for item in self.response.tracks:
            try:
                found.append(Track.model_validate(item))
            except ValidationError:
                continue
        return found


class _CallbackData(_Answer):
    task_id: Identifier = Field(validation_alias=AliasChoices("task_id", "taskId"))
    video_url: WireText = Field(
        default=None, validation_alias=AliasChoices("video_url", "videoUrl")
    )


class Callback(_Answer):
    """The body of a callback: a hint only, since its signature does not cover it."""

    code: int | None = None
    msg: WireText = None
    data: _CallbackData

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a callback's body. Raises ValueError when it is not one."""
        return cls.model_validate(from_json(body, allow_inf_nan=False))
