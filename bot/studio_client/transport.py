"""One call of the studio's own API: what is sent, and how its answer is opened."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import aiohttp
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from bot.studio_client.errors import StudioMalformed, StudioRefused, StudioUnavailable
from bot.video_api.studio import OWNER_HEADER, REASON

_NO_ROOM: Final = 507  # its disk is full: that is an answer, with a reason
_PICTURES: Final = ("image/png", "image/jpeg")

_Model = TypeVar("_Model", bound=BaseModel)


class StudioTransport:
    """Sends requests to one studio with its key."""

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, key: str) -> None:
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {key}"}

    async def request(
        self,
        method: str,
        path: str,
        *,
        timeout_seconds: float,
        guild_id: int | None = None,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> object:
        """Send a request; return its answer's data, or the bytes of a picture.

        ``guild_id``: for which server it is asked; without it for the host. Raises StudioRefused,
        StudioUnavailable, or StudioMalformed when the answer can't be read.
        """
        owner = {} if guild_id is None else {OWNER_HEADER: str(guild_id)}
        try:
            async with self._session.request(
                method,
                self._base_url + path,
                params=params,
                json=body,
                headers=self._headers | owner,
                timeout=aiohttp.ClientTimeout(total=timeout_seconds),
                allow_redirects=False,
            ) as response:
                content = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise StudioUnavailable(type(error).__name__) from error
        if response.status == 200 and response.content_type in _PICTURES:
            return content
        return _data_of(content)


def parse(model: type[_Model], data: object) -> _Model:
    """Read an answer's data as a model. Raises StudioMalformed."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise StudioMalformed("an answer of another form") from error


def _data_of(content: bytes) -> object:
    """Open an envelope, whose code says more than the HTTP status around it."""
    try:
        envelope = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise StudioMalformed("no JSON") from error
    if not isinstance(envelope, dict) or not isinstance(code := envelope.get("code"), int):
        raise StudioMalformed("no envelope")
    data = envelope.get("data")
    if code >= 500 and code != _NO_ROOM:
        raise StudioUnavailable(f"code {code}", code)
    if code != 200:
        reason = data.get(REASON) if isinstance(data, dict) else None
        raise StudioRefused(code, reason if isinstance(reason, str) else None)
    return data
