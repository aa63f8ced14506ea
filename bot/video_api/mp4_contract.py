"""The contract of the seed, ``mp4``: one endpoint for videos, another for the music they show.

The vendor keeps it for integrations that exist. A second submit of a track is refused as existing.
"""

import re
from typing import Annotated, Any, Final

from pydantic import AliasChoices, BeforeValidator, Field

from bot.jobs import FailureReason, Squeeze
from bot.video_api.errors import failure_reason_for
from bot.video_api.models import (
    Answer,
    BrandingText,
    CallbackAddress,
    Identifier,
    MusicTrack,
    Objects,
    Submission,
    WireCredits,
    WireText,
    WireTime,
    build_failure,
    object_or_empty,
    openable,
    squeeze_or_none,
)

NAME: Final = "mp4"
SUBMIT_PATH: Final = "/api/v1/mp4/generate"
VIDEO_PATH: Final = "/api/v1/mp4/record-info"
MUSIC_PATH: Final = "/api/v1/generate/record-info"


class Mp4Submission(Submission):
    """The body of a submit."""

    task_id: Identifier = Field(alias="taskId")
    audio_id: Identifier = Field(alias="audioId")
    callback_url: CallbackAddress = Field(
        alias="callBackUrl"  # with a capital B, unlike record-info's callbackUrl
    )
    author: BrandingText | None = None
    domain_name: BrandingText | None = Field(default=None, alias="domainName")

    def to_wire(self) -> dict[str, Any]:
        """Return the JSON body, without what was not given."""
        return self.model_dump(by_alias=True, exclude_none=True)


class _VideoResponse(Answer):
    video_url: WireText = Field(
        default=None, validation_alias=AliasChoices("videoUrl", "video_url")
    )


def _bool_or_none(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


class Mp4Record(Answer):
    """A video as record-info tells it."""

    task_id: WireText = Field(default=None, alias="taskId")
    music_id: WireText = Field(default=None, alias="musicId")
    audio_id: WireText = Field(default=None, alias="audioId")
    callback_url: WireText = Field(default=None, alias="callbackUrl")
    flag: WireText = Field(default=None, alias="successFlag")
    completed_at: WireTime = Field(default=None, alias="completeTime")
    created_at: WireTime = Field(default=None, alias="createTime")
    error_code: WireText = Field(default=None, alias="errorCode")
    error_message: WireText = Field(default=None, alias="errorMessage")
    response: Annotated[_VideoResponse, object_or_empty] = _VideoResponse()
    credits: WireCredits = Field(
        default=None, validation_alias=AliasChoices("creditsConsumed", "consumeCredits")
    )
    squeeze: Annotated[Squeeze | None, BeforeValidator(squeeze_or_none)] = None
    """What was given up for the size; only the studio tells."""
    has_lyrics: Annotated[bool | None, BeforeValidator(_bool_or_none)] = Field(
        default=None, alias="hasLyrics"
    )
    """Whether words are shown in it; only the studio tells."""

    @property
    def video_url(self) -> str | None:
        """The finished video's link, when there is one that a person can open."""
        return openable(self.response.video_url)

    @property
    def is_ready(self) -> bool:
        """Whether the video is made: CALLBACK_EXCEPTION with a link is a success, too."""
        return self.flag in ("SUCCESS", "CALLBACK_EXCEPTION") and self.video_url is not None

    @property
    def failure(self) -> FailureReason | None:
        """Why the video failed; None while it is open. A flag nobody has seen is still open."""
        if self.flag not in ("CREATE_TASK_FAILED", "GENERATE_MP4_FAILED"):
            return None
        given = self.error_code or ""
        code = int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 0
        return build_failure(failure_reason_for(code, self.error_message or ""))

    @property
    def tells_whose(self) -> bool:
        """Whether it is told at all whose it is: these records are whole from the beginning."""
        return True

    def shows(self, task_id: str, audio_id: str) -> bool:  # noqa: ARG002 - it tells no task
        """Return whether it shows a track: documented examples have its id in either field."""
        return audio_id in (self.audio_id, self.music_id)


class _MusicResponse(Answer):
    tracks: Objects = Field(default=[], alias="sunoData")


class Mp4MusicRecord(Answer):
    """A music task as record-info tells it."""

    task_id: WireText = Field(default=None, alias="taskId")
    status: WireText = None
    response: Annotated[_MusicResponse, object_or_empty] = _MusicResponse()

    @property
    def is_complete(self) -> bool:
        """Whether no more tracks will come."""
        return self.status == "SUCCESS"

    @property
    def tracks(self) -> list[MusicTrack]:
        """The tracks that carry a usable id, in the API's order."""
        return MusicTrack.usable(self.response.tracks)

    def lacks(self, audio_id: str) -> bool:  # noqa: ARG002
        """Never tell that it lacks a track: a submit for one that isn't there is refused, free."""
        return False
