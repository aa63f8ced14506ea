"""A logo that somebody brought, checked and written anew in a child process with narrow limits.

As a module (``python -m bot.studio.process.logo_process``) it is that child.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Final

from bot.studio.process.child_process import ChildDied, ChildUnfinished, call_child
from bot.studio.process.inspect_process import NOT_LOOKED_INTO, UploadRejected
from bot.studio.process.limits import UNLIMITED, limit_process
from bot.studio.process.parent_watch import read_request

_log = logging.getLogger(__name__)

LOGO_BYTES: Final = 1 << 20
"""The largest file that is taken."""
NO_LOGO: Final = "no-logo"
"""The reason when a file can't be read as a logo."""
EMPTY_LOGO: Final = "logo-empty"
"""The reason when nothing of it would be seen."""

_TIMEOUT_SECONDS: Final = 15.0
_MEMORY_BYTES: Final = 1 << 30
_CPU_SECONDS: Final = 10
_FILE_BYTES: Final = 4 << 20


async def check_logo(source: Path, destination: Path) -> None:
    """Read a PNG or WebP file, and write it anew as a PNG of its picture alone.

    Raises UploadRejected.
    """
    request = {"source": str(source), "destination": str(destination)}
    try:
        answer = await call_child(__name__, request, _TIMEOUT_SECONDS)
    except ChildUnfinished as death:
        _log.warning("A logo could not be looked into: %s", death)
        raise UploadRejected(NOT_LOOKED_INTO, "The logo could not be looked into.") from death
    except ChildDied as death:
        _log.warning("The look into a logo died: %s", death)
        raise UploadRejected(NO_LOGO, _UNREADABLE) from death
    if refused := answer.get("refused"):
        raise UploadRejected(str(refused), _MESSAGES.get(str(refused), _UNREADABLE))


_UNREADABLE: Final = "The logo can't be read: a PNG or WebP picture is wanted."
_MESSAGES: Final = {EMPTY_LOGO: "Nothing of the logo would be seen: it is transparent throughout."}


def _rewritten(source: Path, destination: Path) -> dict[str, object]:
    # Imported here: the bot's own process never loads what opens pictures.
    from bot.studio.render.scene.logo_picture import is_seen, read_logo  # noqa: PLC0415

    if source.stat().st_size > LOGO_BYTES:
        return {"refused": NO_LOGO}
    try:
        logo = read_logo(source.read_bytes())
    except MemoryError:
        return {"refused": NOT_LOOKED_INTO}
    if logo is None:
        return {"refused": NO_LOGO}
    if not is_seen(logo):
        return {"refused": EMPTY_LOGO}
    logo.save(destination, "PNG", optimize=True)
    return {"done": {}}


def main() -> None:
    """Read a question from standard input, tell the answer on standard output."""
    request = read_request()
    unlimited = limit_process(
        memory_bytes=_MEMORY_BYTES, cpu_seconds=_CPU_SECONDS, file_bytes=_FILE_BYTES
    )
    if unlimited:
        sys.stdout.write(json.dumps({UNLIMITED: unlimited}) + "\n")
    answer = _rewritten(Path(request["source"]), Path(request["destination"]))
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
