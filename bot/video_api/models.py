"""What both contracts have in common: kinds of values, tracks, and callbacks. No I/O."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Self

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

from bot.jobs import FailureReason, Squeeze

BRANDING_LENGTH: Final = 50
"""Longest author and watermark, in characters (documented)."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,128}$")]
"""An id of a task, a track or a video: opaque, printable, of bounded length."""

CallbackAddress = Annotated[str, StringConstraints(min_length=1, max_length=2048)]
BrandingText = Annotated[str, StringConstraints(max_length=BRANDING_LENGTH)]


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


def _credits(value: object) -> float | None:
    try:
        spent = float(value) if isinstance(value, int | float | str) else -1.0
    except (ValueError, OverflowError):
        return None
    return spent if 0 <= spent < 1e6 else None


def _nested(value: object) -> object:
    """Return the object in a string that holds JSON, or one that is an object already; else {}."""
    if isinstance(value, str):
        try:
            value = from_json(value)
        except ValueError:
            return {}
    return value if isinstance(value, Mapping) else {}


WireTime = Annotated[datetime | None, BeforeValidator(_time_of)]
WireText = Annotated[str | None, BeforeValidator(_text_or_none)]
WireCredits = Annotated[float | None, BeforeValidator(_credits)]
Objects = Annotated[list[dict[str, Any]], BeforeValidator(_objects)]
Nested = Annotated[dict[str, Any], BeforeValidator(_nested)]
object_or_empty = BeforeValidator(_object_or_empty)
"""Takes whatever is no object for an empty one."""


class Answer(BaseModel):
    """What the API sends: more fields may come at any time, so unknown ones are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Submission(BaseModel):
    """What is asked for. ``author`` signs the cover, ``domain_name`` is the watermark."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    task_id: Identifier
    audio_id: Identifier
    callback_url: CallbackAddress
    author: BrandingText | None = None
    domain_name: BrandingText | None = None


class _Squeeze(Answer):
    resolution: int
    fps: int
    sound_kbps: int = Field(alias="soundKbps")


def squeeze_or_none(value: object) -> Squeeze | None:
    """Read what the studio tells beside the contract; whatever else stands there is nothing."""
    try:
        return Squeeze.model_validate(_Squeeze.model_validate(value).model_dump())
    except ValidationError:
        return None


# The request was taken, so that 400 is about the song's audio here (documented).
_OF_THE_BUILD: Final = (FailureReason.OTHER, FailureReason.SERVER_ERROR, FailureReason.BAD_REQUEST)


def build_failure(reason: FailureReason) -> FailureReason:
    """Return why the making of a video failed, once its request was taken."""
    return FailureReason.BUILD_FAILED if reason in _OF_THE_BUILD else reason


def openable(url: str | None) -> str | None:
    """Return a link back when a person can open it."""
    return url if url and re.fullmatch(r"https?://[^\s<>\x00-\x1f]{1,1800}", url) else None


class MusicTrack(Answer):
    """One track of a music task. Any field but the id may be missing."""

    audio_id: Identifier = Field(alias="id")
    title: WireText = None
    duration_seconds: Annotated[float | None, BeforeValidator(_seconds)] = Field(
        default=None, alias="duration"
    )
    audio_url: WireText = Field(
        default=None, validation_alias=AliasChoices("audioUrl", "audio_url")
    )
    image_url: WireText = Field(
        default=None, validation_alias=AliasChoices("imageUrl", "image_url")
    )
    tags: WireText = None

    @classmethod
    def usable(cls, items: Sequence[Mapping[str, Any]]) -> list[Self]:
        """Return the tracks that carry a usable id, in the API's order."""
        found = []
        for item in items:
            try:
                found.append(cls.model_validate(item))
            except ValidationError:
                continue
        return found


class _CallbackData(Answer):
    task_id: Identifier = Field(validation_alias=AliasChoices("task_id", "taskId"))
    video_url: WireText = Field(
        default=None, validation_alias=AliasChoices("video_url", "videoUrl")
    )


class CallbackBody(Answer):
    """The body of a callback, in either contract's shape under either contract.

    It proves nothing, since its signature does not cover it. One has the id and the link in
    ``data``, the other the whole record; what counts of both is the id.
    """

    code: int | None = None
    msg: WireText = None
    data: _CallbackData

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a callback's body. Raises ValueError when it is not one."""
        return cls.model_validate(from_json(body, allow_inf_nan=False))
