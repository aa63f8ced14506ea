"""The line over which the loopback Discord is sent files: slow, stuck, or cut."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

_CHUNK = 1 << 13


@dataclass
class Uplink:
    """What happens to files on their way; to nothing else, and to nothing at all unless it is set.

    ``bytes_per_second`` is shared by all that are sent at once. Of each file ``stops_after`` bytes
    arrive, and no more; after ``closes_after`` the connection is closed, with no answer, as often
    as ``closes_left`` says (None: always).
    """

    bytes_per_second: float | None = None
    stops_after: int | None = None
    closes_after: int | None = None
    closes_left: int | None = None
    closed: int = 0
    arrived: list[int] = field(default_factory=list)
    """How much came of each file."""
    _free_at: float = 0.0

    async def read(self, request: web.Request, part: BodyPartReader) -> bytes:
        """Read a file. Raises ConnectionError when the line is cut."""
        place = len(self.arrived)
        self.arrived.append(0)
        content = bytearray()
        while chunk := await part.read_chunk(_CHUNK):
            content += chunk
            self.arrived[place] = len(content)
            await self._pass(len(chunk))
            if self.stops_after is not None and len(content) >= self.stops_after:
                await asyncio.sleep(3600)
            if self._is_cut(len(content)):
                self.closed += 1
                if request.transport is not None:
                    request.transport.abort()
                raise ConnectionError
        return bytes(content)

    def _is_cut(self, received: int) -> bool:
        if self.closes_after is None or received < self.closes_after or self.closes_left == 0:
            return False
        if self.closes_left is not None:
            self.closes_left -= 1
        return True

    async def _pass(self, count: int) -> None:
        if self.bytes_per_second is None:
            return
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now) + count / self.bytes_per_second
        await asyncio.sleep(self._free_at - now)
