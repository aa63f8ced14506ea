"""The vendor's present contract, ``jobs``: one endpoint for everything, told apart by the model.

No refusal of duplicates is documented: each create may be a charge. A task's record carries the
request that made it, which proves whose it is.
"""

import re
from typing import Any, Final

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from bot.jobs import FailureReason
from bot.video_api.errors import failure_reason_for
from bot.video_api.models import (
    Answer,
    BrandingText,
    CallbackAddress,
    Identifier,
    MusicTrack,
    Nested,
    Submission,
    WireCredits,
    WireText,
    WireTime,
    build_failure,
    openable,
)

NAME: Final = "jobs"
CREATE_PATH: Final = "/api/v1/jobs/createTask"
RECORD_PATH: Final = "/api/v1/jobs/recordInfo"
VIDEO_MODEL: Final = "ai-music-api/create-music-video"
MUSIC_MODEL: Final = "ai-music-api/generate"


class CreateInput(BaseModel):
    """What a video is to be made of."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    task_id: Identifier
    audio_id: Identifier
    author: BrandingText | None = None
    domain_name: BrandingText | None = None


class CreateTask(BaseModel):
    """The body of a create."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    model: str = VIDEO_MODEL
    input: CreateInput
    callback_url: CallbackAddress | None = Field(default=None, alias="callBackUrl")


def body_of(submission: Submission) -> dict[str, Any]:
    """Return the body of a create, without what was not given."""
    task = CreateTask(
        input=CreateInput(**submission.model_dump(exclude={"callback_url"})),
        callback_url=submission.callback_url,
    )
    return task.model_dump(by_alias=True, exclude_none=True)


class _Input(Answer):
    task_id: WireText = Field(default=None, validation_alias=AliasChoices("task_id", "taskId"))
    audio_id: WireText = Field(default=None, validation_alias=AliasChoices("audio_id", "audioId"))


class _Param(Answer):
    """The request that made a task: JSON in a string, in which ``input`` may be one again."""

    callback_url: WireText = Field(
        default=None, validation_alias=AliasChoices("callBackUrl", "callbackUrl", "callback_url")
    )
    input: Nested = Field(default={})

    @property
    def track(self) -> _Input:
        """What it was made of."""
        return _Input.model_validate(self.input)


class _Task(Answer):
    """What the records of all models have in common."""

    task_id: WireText = Field(default=None, alias="taskId")
    model: WireText = None
    state: WireText = None
    given: Nested = Field(default={}, alias="param")
    result: Nested = Field(default={}, alias="resultJson")


class JobRecord(_Task):
    """A video as recordInfo tells it."""

    fail_code: WireText = Field(default=None, alias="failCode")
    fail_message: WireText = Field(default=None, alias="failMsg")
    completed_at: WireTime = Field(default=None, alias="completeTime")
    created_at: WireTime = Field(default=None, alias="createTime")
    credits: WireCredits = Field(
        default=None, validation_alias=AliasChoices("creditsConsumed", "consumeCredits")
    )

    @property
    def squeeze(self) -> None:
        """Return what was given up for the size: this contract doesn't tell."""
        return None

    @property
    def has_lyrics(self) -> None:
        """Return whether words are shown in it: this contract doesn't tell."""
        return None

    @property
    def _param(self) -> _Param:
        return _Param.model_validate(self.given)

    @property
    def _is_video(self) -> bool:
        """Whether it is a video's record: others have our track in them as well."""
        return self.model in (None, VIDEO_MODEL)

    @property
    def callback_url(self) -> str | None:
        """The address that it calls back; None when it doesn't tell."""
        return self._param.callback_url if self._is_video else None

    @property
    def video_url(self) -> str | None:
        """The finished video's link, when there is one that a person can open."""
        urls = self.result.get("resultUrls")
        first = urls[0] if isinstance(urls, list) and urls else None
        return openable(first if isinstance(first, str) else None)

    @property
    def is_ready(self) -> bool:
        """Whether the video is made."""
        return self.state == "success" and self.video_url is not None

    @property
    def failure(self) -> FailureReason | None:
        """Why the video failed; None while it is open. A state nobody has seen is still open."""
        if self.state != "fail":
            return None
        given = self.fail_code or ""
        code = int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 0
        return build_failure(failure_reason_for(code, self.fail_message or ""))

    @property
    def tells_whose(self) -> bool:
        """Whether the request that made it is told: in some answers it is missing."""
        return not self._is_video or bool(self._param.callback_url or self._param.input)

    def shows(self, task_id: str, audio_id: str) -> bool:
        """Return whether it was made of a track: the request in it names both of its ids."""
        track = self._param.track
        return self._is_video and (track.task_id, track.audio_id) == (task_id, audio_id)


class JobMusicRecord(_Task):
    """A music task as recordInfo tells it: songs in snake case, in either of two places."""

    response: Nested = Field(default={})

    @property
    def is_complete(self) -> bool:
        """Whether no more tracks will come."""
        return self.state == "success"

    @property
    def tracks(self) -> list[MusicTrack]:
        """The tracks that carry a usable id, in the API's order."""
        return MusicTrack.usable(self._songs)

    @property
    def _songs(self) -> list[dict[str, Any]]:
        for place in (self.result, self.response):
            for name in ("data", "sunoData", "suno_data"):
                songs = place.get(name)
                if isinstance(songs, list) and songs:
                    return [song for song in songs if isinstance(song, dict)]
        return []

    @property
    def is_music(self) -> bool:
        """Whether it is a music task's record: videos are looked up at the same address."""
        return self.model != VIDEO_MODEL

    def lacks(self, audio_id: str) -> bool:
        """Return whether it certainly has no such track:
        a create for one that isn't there may cost.

        That is certain when all is made, and every song tells its id.
        """
        songs, tracks = self._songs, self.tracks
        is_whole = self.is_complete and bool(songs) and len(tracks) == len(songs)
        return is_whole and audio_id not in [track.audio_id for track in tracks]
