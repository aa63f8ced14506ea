"""A still picture of a branding, drawn in a child process: what a video would look like.

As a module (``python -m bot.studio.process.preview_process``) it is that child.
"""

import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final, Self

from bot.studio.models import RenderFailed
from bot.studio.process.child_process import ChildDied, call_child, end_child, start_child
from bot.studio.process.limits import UNLIMITED, limit_process
from bot.studio.process.parent_watch import end_with_parent, read_request
from bot.studio.render.spec import SceneSpec, Shown

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 20.0

_SPARE_SECONDS: Final = 60.0
_MEMORY_BYTES: Final = 2 << 30
_CPU_SECONDS: Final = 20
_FILE_BYTES: Final = 64 << 20


class PreviewService:
    """Draws pictures, one at a time: a preview must not slow the renders down.

    Each is drawn by a process of its own. The next one is started as soon as one is done, and waits
    for a while with everything loaded, since people look at several in a row.
    """

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._one = asyncio.Lock()
        self._spare: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[None] | None = None
        self._starting: asyncio.Task[None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, scratch: Path) -> AsyncIterator[Self]:
        """Draw into a folder, and end what waits on leaving."""
        previews = cls(scratch)
        try:
            yield previews
        finally:
            async with previews._one:
                await previews._end_spare()

    async def render(self, branding: SceneSpec, shown: Shown = "picture") -> bytes:
        """Draw a branding, or a card of it, and give the PNG. Raises RenderFailed."""
        async with self._one:
            with tempfile.TemporaryDirectory(prefix=".fetched-", dir=self._scratch) as folder:
                destination = Path(folder) / "preview.png"
                request = {
                    "branding": branding.model_dump(mode="json"),
                    "shown": shown,
                    "destination": str(destination),
                }
                try:
                    answer = await call_child(
                        __name__, request, TIMEOUT_SECONDS, started=await self._taken()
                    )
                except ChildDied as death:
                    _log.warning("A preview died: %s", death)
                    raise RenderFailed(500, "not-drawn", "The preview can't be drawn.") from death
                finally:
                    # By itself: whoever is cancelled here must not lose a process that starts.
                    self._starting = asyncio.create_task(self._start_spare())
                if refused := answer.get("refused"):
                    raise RenderFailed(422, str(refused["reason"]), str(refused["message"]))
                return await asyncio.to_thread(destination.read_bytes)

    async def _taken(self) -> asyncio.subprocess.Process | None:
        """Return the process that waits; None when there is none."""
        if self._starting is not None:
            await asyncio.wait([self._starting])
            self._starting = None
        spare, self._spare = self._spare, None
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if spare is not None and spare.returncode is not None:
            await end_child(spare)
            return None
        return spare

    async def _start_spare(self) -> None:
        with suppress(ChildDied):  # then the next picture takes a little longer
            self._spare = await start_child(__name__)
            loop = asyncio.get_running_loop()
            self._idle = loop.call_later(_SPARE_SECONDS, self._end_soon)

    def _end_soon(self) -> None:
        self._idle = None
        self._ending = asyncio.create_task(self._end_when_idle())

    async def _end_when_idle(self) -> None:
        async with self._one:
            if self._idle is None:
                await self._end_spare()

    async def _end_spare(self) -> None:
        if (spare := await self._taken()) is not None:
            await end_child(spare)


def main() -> None:
    """Read a question from standard input, draw, tell the answer on standard output."""
    end_with_parent()
    # Imported here: the bot's own process never loads what opens pictures.
    from bot.studio.render.scenes import still  # noqa: PLC0415
    from bot.studio.render.spec import MediaError  # noqa: PLC0415

    unlimited = limit_process(
        memory_bytes=_MEMORY_BYTES, cpu_seconds=_CPU_SECONDS, file_bytes=_FILE_BYTES
    )
    if unlimited:
        sys.stdout.write(json.dumps({UNLIMITED: unlimited}) + "\n")
    request = read_request()
    answer: dict[str, object] = {"done": {}}
    try:
        picture = still(SceneSpec.model_validate(request["branding"]), request["shown"])
        picture.save(request["destination"], "PNG")
    except MediaError as refused:
        answer = {"refused": {"reason": refused.reason.value, "message": refused.message}}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
