"""A worker that does what the title says: ``python -m tests.studio.process.strange_worker``.

Each run adds a line with its process id to the file ``runs`` beside the videos' folder.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from bot.studio.process.parent_watch import read_request

RESULT = {"duration_seconds": 1.2, "width": 1, "height": 1, "frames": 36, "size_bytes": 5}


def main() -> None:
    """Read the question and behave strangely."""
    question = read_request()
    destination = Path(question["destination"])
    with (destination.parents[2] / "runs").open("a+") as runs:
        runs.write(f"{os.getpid()}\n")
        runs.seek(0)
        run = len(runs.readlines())
    _behave(question["spec"], destination, run)


def _behave(spec: dict[str, Any], destination: Path, run: int) -> None:
    title = spec["title"]
    if title == "dies" or (title == "dies once" and run == 1):
        destination.write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    if title == "hangs" or (title == "hangs once" and run == 1):
        (destination.parent / ".unfinished").write_bytes(b"half")
        _tell({"progress": 0.25})
        time.sleep(600)
    if title == "babbles":
        sys.stdout.write("Hello!\n")
        return
    if title == "never ends its line":
        sys.stdout.write("x" * 1_000_000)
        return
    if title == "says nothing":
        return
    if title == "fails":
        _tell({"failed": {"reason": spec["artist"], "message": "As told."}})
        return
    if title == "will not fit" and spec["target_bytes"]:
        _tell({"failed": {"reason": "wont_fit", "message": "Too long."}})
        return
    if title == "makes no file":
        _tell({"done": RESULT})
        return
    told = {"spec": spec, "environment": sorted(os.environ), "nice": os.nice(0)}
    if sys.platform == "linux":
        told["is_idle"] = os.sched_getscheduler(0) == os.SCHED_IDLE
    destination.write_text(json.dumps(told))
    _tell({"progress": 1.0})
    _tell({"done": RESULT})


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
