"""The music-video API: its wire format, its errors and its client.

One contract, used by both sides: the bot speaks it as a client to the cloud or to the embedded
studio, the studio serves it. The rules come from the vendor's documentation and from recorded
answers; where the two disagree both are accepted.
"""

import base64
import binascii
import hashlib
import hmac
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, Self, TypeVar

import aiohttp
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

from bot.jobs import Reason

SUBMIT_PATH = "/api/v1/mp4/generate"
VIDEO_PATH = "/api/v1/mp4/record-info"
MUSIC_PATH = "/api/v1/generate/record-info"
CREDIT_PATH = "/api/v1/chat/credit"

TIMESTAMP_HEADER = "X-Webhook-Timestamp"
SIGNATURE_HEADER = "X-Webhook-Signature"
SIGNATURE_AGE_SECONDS = 300
"""How far a callback's timestamp may lie from our clock before it counts as a replay."""

BRANDING_LENGTH = 50
"""Longest author and domainName, in characters (documented)."""

SUCCESS_CODES = (200, 0)  # every recorded success has 200, the reference example shows 0
ANSWER_LIMIT = 1 << 20  # bytes; a real answer has a few kilobytes

_Model = TypeVar("_Model", bound=BaseModel)

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,128}$")]
"""An id of a task, a track or a video: opaque, printable, of bounded length."""


_REASON_BY_CODE = {
    400: Reason.BAD_REQUEST,
    401: Reason.WRONG_KEY,
    402: Reason.NO_CREDITS,
    403: Reason.BLOCKED,
    404: Reason.NOT_FOUND,
    405: Reason.UNSUPPORTED,
    408: Reason.TIMED_OUT,
    409: Reason.ALREADY_EXISTS,
    413: Reason.TOO_LARGE,
    422: Reason.INVALID,
    429: Reason.TOO_OFTEN,
    430: Reason.TOO_OFTEN,
    451: Reason.AUDIO_UNAVAILABLE,
    455: Reason.MAINTENANCE,
    500: Reason.SERVER_ERROR,
    501: Reason.BUILD_FAILED,
    505: Reason.UNSUPPORTED,
    531: Reason.SERVER_ERROR,
}
# Codes are used loosely by the service's family (422 for duplicates, 429 for an empty account),
# so the words of the message come first.
_REASON_BY_WORDS = (
    (re.compile(r"already\s+exist", re.IGNORECASE), (409, 422, 400), Reason.ALREADY_EXISTS),
    (re.compile(r"\bcredits?\b|\bbalance\b", re.IGNORECASE), (402, 429, 422), Reason.NO_CREDITS),
    (re.compile(r"rate limit|frequen|too often", re.IGNORECASE), (405, 422), Reason.TOO_OFTEN),
    (re.compile(r"not exist|not found|no record", re.IGNORECASE), (400, 422), Reason.NOT_FOUND),
)


def reason_of(code: int, message: str) -> Reason:
    """Sort an error code and its message by what can be done about it; unknown codes are OTHER."""
    for words, codes, reason in _REASON_BY_WORDS:
        if code in codes and words.search(message):
            return reason
    return _REASON_BY_CODE.get(code, Reason.OTHER)


class ApiError(Exception):
    """A call of the API that brought no result."""


class Unreachable(ApiError):
    """The request was never sent: nothing can have happened, it may be repeated."""


class Unanswered(ApiError):
    """The request may have been received, but no readable answer came: it may have taken effect."""


class Refused(ApiError):
    """The API answered no.

    Attributes: ``code`` and ``message`` as answered, ``reason`` the code sorted, and
    ``video_task_id`` the id of the existing video when the refusal carries it.
    """

    def __init__(self, code: int, message: str, video_task_id: str | None = None) -> None:
        super().__init__(f"code {code}: {message[:200]!r}")
        self.code = code
        self.message = message
        self.reason = reason_of(code, message)
        self.video_task_id = video_task_id


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
        return Reason.BUILD_FAILED if reason in (Reason.OTHER, Reason.SERVER_ERROR) else reason


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


def sign(key: str, task_id: str, timestamp: str) -> str:
    """Give the signature header's value: base64(HMAC-SHA256(key, task_id + "." + timestamp))."""
    digest = hmac.digest(key.encode(), f"{task_id}.{timestamp}".encode(), hashlib.sha256)
    return base64.b64encode(digest).decode()


def is_signed(
    key: str, task_id: str, timestamp: str | None, signature: str | None, *, now: float
) -> bool:
    """Tell whether the two headers sign this id within the allowed age (``now``: epoch seconds)."""
    if not timestamp or not signature or not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    if abs(now - int(timestamp)) > SIGNATURE_AGE_SECONDS:
        return False
    try:
        given = base64.b64decode(signature.encode(errors="replace"), validate=True)
    except binascii.Error:
        return False
    # Bytes, because compare_digest raises on text outside ASCII.
    return hmac.compare_digest(given, base64.b64decode(sign(key, task_id, timestamp)))


class MusicVideoApi:
    """A client of the API, for the cloud and the studio alike.

    Every submit opens its own connection: on a kept one, the server's closing it cannot be told
    from an answer lost on the way, and an ambiguous submit costs the member minutes.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        base_url: str,
        key: str,
        user_agent: str,
        submit_timeout_seconds: float,
        query_timeout_seconds: float = 15.0,
        owner_header: str | None = None,
        edition_header: str | None = None,
        on_error: Callable[["ApiError"], None] | None = None,
    ) -> None:
        """``owner_header`` and ``edition_header``: the studio's own, in which it takes who a
        request is for, and beside which other videos of a track one is to be made.

        ``on_error`` is told of every call that brought no result.
        """
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._headers = {
            "Authorization": f"Bearer {key}",
            "User-Agent": user_agent,
            "Accept": "application/json",
        }
        self._owner_header = owner_header
        self._edition_header = edition_header
        self._on_error = on_error
        self._submit_timeout = _timeout(submit_timeout_seconds)
        self._query_timeout = _timeout(query_timeout_seconds)

    async def submit(
        self, submission: Submission, *, owner: str | None = None, edition: str = ""
    ) -> str:
        """Ask for a video and give its id; ``owner`` is the server that it is for.

        ``edition``: beside which others of its track; only the studio makes more than one.

        Raises Unreachable when nothing was sent, Unanswered when it may have been taken, and
        Refused when the API said no.
        """
        with self._told():
            data = await self._call(
                "POST",
                SUBMIT_PATH,
                self._submit_timeout,
                body=submission.to_wire(),
                owner=owner,
                edition=edition,
            )
            video_task_id = _id_in(data)
            if video_task_id is None:
                raise Unanswered("accepted, but the answer carries no id")
            return video_task_id

    async def video(self, video_task_id: str) -> VideoRecord | None:
        """Look a video up; None when the API doesn't know the id. Raises ApiError."""
        with self._told():
            data = await self._query(VIDEO_PATH, video_task_id)
            return None if data is None else _validated(VideoRecord, data)

    async def music(self, task_id: str, *, owner: str | None = None) -> MusicRecord | None:
        """Look a music task up; None when the API doesn't know the id. Raises ApiError."""
        with self._told():
            data = await self._query(MUSIC_PATH, task_id, owner=owner)
            return None if data is None else _validated(MusicRecord, data)

    async def credit(self) -> float:
        """Give the account's balance in credits. Raises ApiError."""
        with self._told():
            data = await self._call("GET", CREDIT_PATH, self._query_timeout)
            try:
                balance = float(data) if isinstance(data, int | float) else math.nan
            except OverflowError:
                balance = math.inf
            if not math.isfinite(balance):
                raise Unanswered("the balance is not a number")
            return balance

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ApiError as error:
            if self._on_error is not None:
                self._on_error(error)
            raise

    async def _query(self, path: str, task_id: str, *, owner: str | None = None) -> object:
        params = {"taskId": task_id}
        return await self._call("GET", path, self._query_timeout, params=params, owner=owner)

    async def _call(
        self,
        method: str,
        path: str,
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - it is aiohttp's own, per request
        *,
        body: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
        owner: str | None = None,
        edition: str = "",
    ) -> object:
        headers = dict(self._headers)
        if method == "POST":
            headers["Connection"] = "close"
        if owner and self._owner_header:
            headers[self._owner_header] = owner
        if edition and self._edition_header:
            headers[self._edition_header] = edition
        try:
            async with self._session.request(
                method,
                self._base_url + path,
                json=body,
                params=params,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return _data_of(response.status, await _read(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreachable(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unanswered(type(error).__name__) from error


def _timeout(total_seconds: float) -> aiohttp.ClientTimeout:
    """Give limits that tell a connection never made, which had no effect, from a lost answer."""
    return aiohttp.ClientTimeout(total=total_seconds, sock_connect=min(10.0, total_seconds / 2))


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > ANSWER_LIMIT:
            raise Unanswered("the answer is too long")
    return bytes(body)


def _data_of(status: int, body: bytes) -> object:
    """Open an answer's envelope. Raises Refused or Unanswered.

    Errors normally come as HTTP 200 with another code inside; real HTTP statuses happen as well.
    A 5xx from a gateway, or a success that can't be read, leaves open what happened behind it.
    """
    try:
        envelope = from_json(body)
    except ValueError:
        envelope = None
    if not isinstance(envelope, dict) or not isinstance(code := envelope.get("code"), int):
        if 400 <= status < 500:
            raise Refused(status, "")
        raise Unanswered(f"HTTP {status} without a readable answer")
    if code in (502, 503, 504):
        raise Unanswered(f"code {code} from a gateway")
    if code not in SUCCESS_CODES:
        message = envelope.get("msg")
        text = message if isinstance(message, str) else ""
        raise Refused(code, text, _id_in(envelope.get("data")))
    if status >= 400:
        raise Unanswered(f"HTTP {status} around a success")
    return envelope.get("data")


def _id_in(data: object) -> str | None:
    if not isinstance(data, dict):
        return None
    value = data.get("taskId", data.get("task_id"))
    return value if isinstance(value, str) and re.fullmatch(r"[\w.:-]{1,128}", value) else None


def _validated(model: type[_Model], data: object) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise Unanswered(f"the answer is no {model.__name__}") from error
