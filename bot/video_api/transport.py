"""One call of the API: what is sent, and how its envelope is opened."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
from pydantic_core import from_json

from bot.video_api.errors import ApiRefused, ApiResponseLost, ApiUnreachable, is_endpoint_gone

SUCCESS_CODES: Final = (200, 0)  # every recorded success has 200, the reference example shows 0
TASK_ID_NAMES: Final = ("taskId", "task_id")
"""How a task's id is named in answers."""

MAX_RESPONSE_BYTES: Final = 1 << 20  # bytes; a real answer has a few kilobytes


@dataclass(frozen=True)
class ApiRequest:
    """What is to be sent. ``headers`` beside those of every call."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    params: Mapping[str, str] | None = None
    headers: Mapping[str, str] | None = None


class Transport:
    """Sends requests to one address with one key.

    Every call opens its own connection. On a kept one, the server's closing it cannot be told from
    an answer lost on the way: it would leave open whether a submit was taken that was not even
    sent. (A header on submits alone isn't enough: they would go over what a look had left open.)
    """

    def __init__(
        self, session: aiohttp.ClientSession, *, base_url: str, key: str, user_agent: str
    ) -> None:
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._headers = {
            "Authorization": f"Bearer {key}",
            "User-Agent": user_agent,
            "Accept": "application/json",
            "Connection": "close",
        }

    async def call(self, request: ApiRequest, timeout: aiohttp.ClientTimeout) -> object:  # noqa: ASYNC109
        """Send a request and give the data of its answer; the timeout is aiohttp's own.

        Raises Unreachable when nothing was sent, ApiResponseLost when it may have been received,
        and Refused.
        """
        try:
            async with self._session.request(
                request.method,
                self._base_url + request.path,
                json=request.body,
                params=request.params,
                headers={**self._headers, **(request.headers or {})},
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return _data_of(request.path, response.status, await _read(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise ApiUnreachable(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise ApiResponseLost(type(error).__name__) from error


def timeout_of(total_seconds: float) -> aiohttp.ClientTimeout:
    """Return limits that tell a connection never made, which had no effect, from a lost answer."""
    return aiohttp.ClientTimeout(total=total_seconds, sock_connect=min(10.0, total_seconds / 2))


def id_in(data: object, names: Iterable[str] = TASK_ID_NAMES) -> str | None:
    """Return a task's id out of an answer's data, by whichever name it has there."""
    if not isinstance(data, dict):
        return None
    for name in names:
        if name in data:
            value = data[name]
            is_id = isinstance(value, str) and re.fullmatch(r"[\w.:-]{1,128}", value)
            return value if is_id else None
    return None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(1 << 16):
        body += chunk
        if len(body) > MAX_RESPONSE_BYTES:
            raise ApiResponseLost("the answer is too long")
    return bytes(body)


def _data_of(path: str, status: int, body: bytes) -> object:
    """Open an answer's envelope. Raises Refused or ApiResponseLost.

    Errors normally come as HTTP 200 with another code inside; real HTTP statuses happen as well.
    A 5xx from a gateway, or a success that can't be read, leaves open what happened behind it.
    """
    try:
        envelope = from_json(body)
    except ValueError:
        envelope = None
    if not isinstance(envelope, dict) or not isinstance(code := envelope.get("code"), int):
        if 400 <= status < 500 and status != 408:
            is_gone = is_endpoint_gone(status, "", status=status, is_enveloped=False)
            raise ApiRefused(status, "", gone_path=path if is_gone else None)
        raise ApiResponseLost(f"HTTP {status} without a readable answer")
    if code in (502, 503, 504):
        raise ApiResponseLost(f"code {code} from a gateway")
    if code not in SUCCESS_CODES:
        message = envelope.get("msg")
        text = message if isinstance(message, str) else ""
        is_gone = is_endpoint_gone(code, text, status=status, is_enveloped=True)
        found = id_in(envelope.get("data"))
        raise ApiRefused(code, text, found, gone_path=path if is_gone else None)
    if status >= 400:
        raise ApiResponseLost(f"HTTP {status} around a success")
    return envelope.get("data")
