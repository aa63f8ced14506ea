"""The child process that makes one video: ``python -m bot.studio.process.render_process``.

Reads ``{"spec": {...}, "destination": "..."}`` from standard input and writes a line of JSON for
each step of progress, then one ``{"done": {...}}`` or ``{"failed": {...}}``; those end with status
0. A hostile file can hang or kill no more than this process, and this process ends with its parent.
"""

import contextlib
import gc
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Final

from bot.studio.process.limits import NICENESS, UNLIMITED, limit_process
from bot.studio.process.parent_watch import end_with_parent, read_request

ADDRESS_BYTES: Final = 3 << 30  # threads reserve far more than they touch
FILE_BYTES: Final = 2 << 30


def main() -> int:
    """Make the video that standard input asks for; the exit status is 0 unless it is killed."""
    _confine()
    from bot.studio.render.spec import MediaError  # noqa: PLC0415 - after the limits

    try:
        _work()
    except MediaError as refusal:
        _say({"failed": {"reason": refusal.reason, "message": refusal.message}})
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is told
        traceback.print_exc()
        _say({"failed": _failure(error)})
    return 0


def _failure(error: BaseException) -> dict[str, str]:
    """Say what went wrong, none of which is the song's fault."""
    from bot.studio.render.spec import MediaErrorCode  # noqa: PLC0415 - as above

    if isinstance(error, MemoryError):
        message = "There was not enough memory for the video."
        return {"reason": MediaErrorCode.OUT_OF_MEMORY, "message": message}
    return {"reason": MediaErrorCode.INTERNAL, "message": "The video could not be made."}


def _work() -> None:
    order = read_request()
    gc.disable()
    from bot.studio.render.pipeline import RenderSpec, render  # noqa: PLC0415

    gc.freeze()  # what was imported stays: no collection need look at it
    gc.enable()
    spec = RenderSpec.model_validate(order["spec"])
    told = -1

    def progress(share: float) -> None:
        nonlocal told
        percent = int(share * 100)
        if percent > told:
            told = percent
            _say({"progress": round(share, 4)})

    result = render(spec, Path(order["destination"]), progress=progress)
    _say({"done": result.model_dump(mode="json")})


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _confine() -> None:
    """Give way to the bot, and keep within limits of memory, time and file size.

    Its parent may let it give way even more: that is not added up.
    """
    end_with_parent()
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            niceness = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, 0, max(niceness, NICENESS))
    unlimited = limit_process(
        memory_bytes=ADDRESS_BYTES,
        cpu_seconds=int(os.environ.get("STUDIO_WORKER_CPU_SECONDS", "1800")),
        file_bytes=FILE_BYTES,
    )
    if unlimited:
        _say({UNLIMITED: unlimited})


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    os._exit(status)  # all is written: taking the libraries down would keep the parent waiting
