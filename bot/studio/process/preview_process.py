"""A still picture of a branding, drawn in a child process: what a video would look like.

As a module (``python -m bot.studio.process.preview_process``) it is that child.
"""

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path

from bot.studio.models import Failure
from bot.studio.process.child_process import ChildDied, answer_of
from bot.studio.process.limits import UNLIMITED, limit_process
from bot.studio.render.spec import Branding

_log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20.0

_MEMORY_BYTES = 2 << 30
_CPU_SECONDS = 20
_FILE_BYTES = 64 << 20


class Previews:
    """Draws pictures, one at a time: a preview must not slow the renders down."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._one = asyncio.Lock()

    async def picture(self, branding: Branding) -> bytes:
        """Draw a branding and give the PNG. Raises Failure."""
        async with self._one:
            with tempfile.TemporaryDirectory(prefix=".fetched-", dir=self._scratch) as folder:
                destination = Path(folder) / "preview.png"
                question = {
                    "branding": branding.model_dump(mode="json"),
                    "destination": str(destination),
                }
                try:
                    answer = await answer_of(__name__, question, TIMEOUT_SECONDS)
                except ChildDied as death:
                    _log.warning("A preview died: %s", death)
                    raise Failure(500, "not-drawn", "The preview can't be drawn.") from death
                if refused := answer.get("refused"):
                    raise Failure(422, str(refused["reason"]), str(refused["message"]))
                return await asyncio.to_thread(destination.read_bytes)


def main() -> None:
    """Read a question from standard input, draw, tell the answer on standard output."""
    # Imported here: the bot's own process never loads what opens pictures.
    from bot.studio.render.pipeline import MediaRefused, still  # noqa: PLC0415

    unlimited = limit_process(
        memory_bytes=_MEMORY_BYTES, cpu_seconds=_CPU_SECONDS, file_bytes=_FILE_BYTES
    )
    if unlimited:
        sys.stdout.write(json.dumps({UNLIMITED: unlimited}) + "\n")
    question = json.loads(sys.stdin.readline())
    answer: dict[str, object] = {"done": {}}
    try:
        still(Branding.model_validate(question["branding"])).save(question["destination"], "PNG")
    except MediaRefused as refused:
        answer = {"refused": {"reason": refused.reason.value, "message": refused.message}}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
