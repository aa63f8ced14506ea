"""A process that has imported the bot, and forks a copy for each start that it is asked for.

``python -m tests.process.warm_parent`` reads a start a line and tells the new process's id, or an
id and tells its exit status when it has ended. A start of the bot's own takes a second of processor
time, nearly all of it imports; hundreds are needed to kill one at each point of its work.
"""

import gc
import importlib
import json
import os
import runpy
import sys
from typing import Any, Final

MODULES: Final = ("bot", "tests.process.launcher")
"""What is run by a fork, as ``__main__``: all that these import has been imported before."""


def _preload() -> None:
    for module in ("bot.command_line", *MODULES[1:]):
        importlib.import_module(module)
    # Nothing that is there now is looked at again, so that its pages stay shared.
    gc.freeze()


def _become(start: dict[str, Any]) -> None:
    """Be the process that was asked for: its environment, folder, arguments and files."""
    os.environ.clear()
    os.environ.update(start["environment"])
    os.chdir(start["folder"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(start["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for mine, its in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(mine, its)
    sys.argv = [start["module"], *start["arguments"]]
    for run in ("bot.__main__", *MODULES[1:]):
        sys.modules.pop(run, None)  # runpy warns of one that is there already


def _serve() -> dict[str, Any] | None:
    """Fork and tell of ends until nobody asks any more; return the start in a fork."""
    while line := os.read(0, 1 << 20):
        asked = json.loads(line)
        if "ended" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["ended"], 0)[1])
        elif not (answer := os.fork()):
            start: dict[str, Any] = asked["start"]
            return start
        os.write(1, b"%d\n" % answer)
    return None


if __name__ == "__main__":
    _preload()
    if (asked_for := _serve()) is not None:
        _become(asked_for)
        runpy.run_module(asked_for["module"], run_name="__main__", alter_sys=True)
