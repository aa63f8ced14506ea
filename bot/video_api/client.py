"""The client of the API, for the cloud and the studio alike."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import aiohttp
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from bot.video_api.errors import ApiError, Refused, Unanswered, Unreachable
from bot.video_api.models import MusicRecord, Submission, VideoRecord

SUBMIT_PATH = "/api/v1/mp4/generate"
VIDEO_PATH = "/api/v1/mp4/record-info"
MUSIC_PATH = "/api/v1/generate/record-info"
CREDIT_PATH = "/api/v1/chat/credit"

SUCCESS_CODES = (200, 0)  # every recorded success has 200, the reference example shows 0
ANSWER_LIMIT = 1 << 20  # bytes; a real answer has a few kilobytes

_Model = TypeVar("_Model", bound=BaseModel)


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
        size_header: str | None = None,
        on_error: Callable[["ApiError"], None] | None = None,
    ) -> None:
        """``owner_header``, ``edition_header`` and ``size_header``: the studio's own, in which it
        takes who a request is for, beside which other videos of a track one is to be made, and how
        large that may be.

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
        self._size_header = size_header
        self._on_error = on_error
        self._submit_timeout = _timeout(submit_timeout_seconds)
        self._query_timeout = _timeout(query_timeout_seconds)

    async def submit(
        self,
        submission: Submission,
        *,
        owner: str | None = None,
        edition: str = "",
        most_bytes: int | None = None,
    ) -> str:
        """Ask for a video and give its id; ``owner`` is the server that it is for.

        ``edition``: beside which others of its track; only the studio makes more than one.
        ``most_bytes``: how large it may be, as only the studio can heed; None: any size.

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
                more=self._size(most_bytes),
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

    def _size(self, most_bytes: int | None) -> dict[str, str]:
        return {self._size_header: str(most_bytes or 0)} if self._size_header else {}

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
        more: Mapping[str, str] | None = None,
    ) -> object:
        headers = {**self._headers, **(more or {})}
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
