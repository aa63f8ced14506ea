"""The two contracts side by side: what is asked where, and how its answers are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from bot.jobs import FailureReason
from bot.video_api import jobs_contract, mp4_contract
from bot.video_api.errors import ApiRefused, ApiResponseLost
from bot.video_api.models import Submission
from bot.video_api.provider import MusicRecord, VideoRecord
from bot.video_api.transport import TASK_ID_NAMES, ApiRequest

_Model = TypeVar("_Model", bound=BaseModel)


class Contract(Protocol):
    """A way to speak with the API."""

    @property
    def name(self) -> str:
        """How it is called in the configuration, and kept."""

    @property
    def id_names(self) -> tuple[str, ...]:
        """How the new video's id may be named in what a submit was answered."""

    def submit(self, submission: Submission) -> ApiRequest:
        """Return the request that asks for a video."""
        ...

    def look(self, video_task_id: str) -> ApiRequest:
        """Return the request that looks a video up."""
        ...

    def look_for_music(self, task_id: str) -> ApiRequest:
        """Return the request that looks a music task up."""
        ...

    def video(self, data: object) -> VideoRecord:
        """Read a video's record. Raises ApiResponseLost when it is none."""
        ...

    def music(self, data: object) -> MusicRecord | None:
        """Read a music task's record; None when it is of something else. Raises ApiResponseLost."""
        ...

    def is_unknown(self, refusal: ApiRefused) -> bool:
        """Return whether a refused look means that the id is unknown."""
        ...

    def is_open(self, refusal: ApiRefused) -> bool:
        """Return whether a refused submit may have been taken all the same."""
        ...


@dataclass(frozen=True)
class _Mp4:
    name: str = mp4_contract.NAME
    id_names: tuple[str, ...] = TASK_ID_NAMES

    def submit(self, submission: Submission) -> ApiRequest:
        body = mp4_contract.Mp4Submission(**submission.model_dump()).to_wire()
        return ApiRequest("POST", mp4_contract.SUBMIT_PATH, body=body)

    def look(self, video_task_id: str) -> ApiRequest:
        return ApiRequest("GET", mp4_contract.VIDEO_PATH, params={"taskId": video_task_id})

    def look_for_music(self, task_id: str) -> ApiRequest:
        return ApiRequest("GET", mp4_contract.MUSIC_PATH, params={"taskId": task_id})

    def video(self, data: object) -> VideoRecord:
        return validated(mp4_contract.Mp4Record, data)

    def music(self, data: object) -> MusicRecord | None:
        return validated(mp4_contract.Mp4MusicRecord, data)

    def is_unknown(self, refusal: ApiRefused) -> bool:  # noqa: ARG002 - it answers with null
        return False

    def is_open(self, refusal: ApiRefused) -> bool:  # noqa: ARG002 - a repeat is refused
        return False


@dataclass(frozen=True)
class _Jobs:
    name: str = jobs_contract.NAME
    id_names: tuple[str, ...] = (*TASK_ID_NAMES, "recordId")

    def submit(self, submission: Submission) -> ApiRequest:
        return ApiRequest("POST", jobs_contract.CREATE_PATH, body=jobs_contract.body_of(submission))

    def look(self, video_task_id: str) -> ApiRequest:
        return ApiRequest("GET", jobs_contract.RECORD_PATH, params={"taskId": video_task_id})

    look_for_music = look

    def video(self, data: object) -> VideoRecord:
        return validated(jobs_contract.JobRecord, data)

    def music(self, data: object) -> MusicRecord | None:
        record = validated(jobs_contract.JobMusicRecord, data)
        return record if record.is_music else None

    def is_unknown(self, refusal: ApiRefused) -> bool:
        return refusal.gone_path is None and (
            refusal.reason in (FailureReason.NOT_FOUND, FailureReason.INVALID)
            or refusal.code in (404, 422)
        )

    def is_open(self, refusal: ApiRefused) -> bool:
        return (
            refusal.reason is FailureReason.TIMED_OUT
        )  # a time that ran out tells nothing of the task


MP4: Final[Contract] = _Mp4()
JOBS: Final[Contract] = _Jobs()
CONTRACTS: Final[Mapping[str, Contract]] = {one.name: one for one in (MP4, JOBS)}
"""In the order in which they are asked: the first refuses duplicates, so it is the safer one."""


def validated(model: type[_Model], data: object) -> _Model:
    """Read an answer's data as a model. Raises ApiResponseLost when it isn't one."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ApiResponseLost(f"the answer is no {model.__name__}") from error
