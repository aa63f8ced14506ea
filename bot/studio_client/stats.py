"""How much the studio has to do, as it tells itself."""

from typing import Final

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, ValidationError

_STUDIO_TIMEOUT: Final = aiohttp.ClientTimeout(total=2)


class StudioDisk(BaseModel):
    """The disk of one of the studio's folders, in bytes: what is free, and what of it is kept."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    free: int = Field(alias="freeBytes")
    reserve: int = Field(alias="reserveBytes")


class StudioLoad(BaseModel):
    """What the studio tells of its queue; times are sums since its start."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    workers: int
    videos: dict[str, int]
    video_seconds: float = Field(default=0.0, alias="videoSeconds")
    work_seconds: float = Field(default=0.0, alias="workSeconds")
    disks: dict[str, StudioDisk] = {}


class StudioStats:
    """Asks the studio how much it has to do."""

    def __init__(self, session: aiohttp.ClientSession, *, base_url: str, key: str) -> None:
        self._session = session
        self._url = f"{base_url}/studio/v1/queue"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def fetch(self) -> StudioLoad | None:
        """Return what the studio tells; None when it can't be asked."""
        try:
            async with self._session.get(
                self._url, headers=self._headers, timeout=_STUDIO_TIMEOUT
            ) as response:
                answer = await response.json(content_type=None)
            return StudioLoad.model_validate(answer["data"])
        except (aiohttp.ClientError, TimeoutError, ValidationError, ValueError, KeyError):
            return None
