"""A still picture of a branding, drawn in a child process: what a video would look like.

As a module (``python -m bot.studio.process.preview_process``) it is that child.
"""

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path
from typing import Final

from bot.studio.models import RenderFailed
from bot.studio.process.child_process import ChildDied, call_child
from bot.studio.process.limits import UNLIMITED, limit_process
from bot.studio.render.spec import SceneSpec, Shown

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 20.0

_MEMORY_BYTES: Final = 2 << 30
_CPU_SECONDS: Final = 20
_FILE_BYTES: Final = 64 << 20


class PreviewService:
    """Draws pictures, one at a time: a preview must not slow the renders down."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._one = asyncio.Lock()

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
                    answer = await call_child(__name__, request, TIMEOUT_SECONDS)
                except ChildDied as death:
                    _log.warning("A preview died: %s", death)
                    raise RenderFailed(500, "not-drawn", "The preview can't be drawn.") from death
                if refused := answer.get("refused"):
                    raise RenderFailed(422, str(refused["reason"]), str(refused["message"]))
                return await asyncio.to_thread(destination.read_bytes)


def main() -> None:
    """Read a question from standard input, draw, tell the answer on standard output."""
    # Imported here: the bot's own process never loads what opens pictures.
    from bot.studio.render.scenes import still  # noqa: PLC0415
    from bot.studio.render.spec import MediaError  # noqa: PLC0415

    unlimited = limit_process(
        memory_bytes=_MEMORY_BYTES, cpu_seconds=_CPU_SECONDS, file_bytes=_FILE_BYTES
    )
    if unlimited:
        sys.stdout.write(json.dumps({UNLIMITED: unlimited}) + "\n")
    request = json.loads(sys.stdin.readline())
    answer: dict[str, object] = {"done": {}}
    try:
        picture = still(SceneSpec.model_validate(request["branding"]), request["shown"])
        picture.save(request["destination"], "PNG")
    except MediaError as refused:
        answer = {"refused": {"reason": refused.reason.value, "message": refused.message}}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
