"""A child process of the studio: media that others made is only ever opened in one.

It gets one JSON object on its standard input and tells JSON lines on its standard output. It gives
way to the bot, which stays quick while all cores render, it inherits no secret, and it ends when
the bot does: its standard input stays open until then.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any, Final

from bot.studio.process.cpu_starvation import starved
from bot.studio.process.limits import LIBRARY_SETTINGS, NICENESS, UNLIMITED
from bot.studio.process.parent_watch import INPUT_STAYS_OPEN, RUNS_IDLE

_log = logging.getLogger(__name__)

_LINE_LIMIT: Final = 2 << 20  # bytes: 512 KiB of lyrics in JSON, which escapes; the rest is short
_ERRORS_KEPT: Final = 2000  # bytes of standard error that are kept for the log
_ENDS: Final = frozenset({"done", "failed", "unreachable"})
_PIPES_SECONDS: Final = 5.0  # only something that outlived its own process group keeps one open
_PACKAGES: Final = Path(__file__).parents[3]
# The environment carries the bot's token and keys: a child gets only what it needs.
_PASSED_ON: Final = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "USERPROFILE",
)
_PREFIXES_PASSED_ON: Final = (
    "XDG_",
    "FONTCONFIG_",
    "COVERAGE_",
    "PYTHON",
    "LD_LIBRARY_",
    "STUDIO_WORKER_",
)


_told_unlimited: set[str] = set()


class ChildDied(Exception):
    """The process ended without telling a result. The message holds the end of its errors.

    ``status``: how it ended, below 0 by that signal; None when it did not end by itself.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class ChildUnfinished(ChildDied):
    """The process could not be started, or not end in its time: it says nothing of its work."""


class ChildNotStarted(ChildUnfinished):
    """There never was a process: the machine, or its limits, didn't let one be started."""


class ChildStarved(ChildDied):
    """The process was to run when nothing else does, and something always does."""


async def stream_messages(
    module: str,
    request: dict[str, Any],
    *,
    environment: dict[str, str] | None = None,
    nobody_waits: bool = False,
    goodbye_seconds: float = 0.0,
    started: asyncio.subprocess.Process | None = None,
) -> AsyncGenerator[dict[str, Any], None]:
    """Run ``python -m module`` with ``request``; return each object it tells.

    ``started``: by ``start_child``, in place of a process that is started now. ``environment`` is
    added to the little that a child gets of ours. With ``nobody_waits`` it runs only when the bot
    has nothing to do. With ``goodbye_seconds`` it is asked to end, by SIGTERM, so long before it is
    killed.
    The process is gone when this ends, however it ends. Raises ChildDied when it ends by a signal
    or an error code, or tells something that is no JSON object; ChildStarved when the bot, or
    others on the machine, always have something to do.
    """
    if nobody_waits:
        environment = {RUNS_IDLE: "1"} | (environment or {})
    process = started or await start_child(module, environment)
    if not process.stdin or not process.stdout or not process.stderr:
        raise ChildDied("has no pipes")
    errors = asyncio.create_task(_tail_of(process.stderr))
    watch = asyncio.create_task(_end_when_starved(process)) if nobody_waits else None
    try:
        await _send(process.stdin, request)
        while line := await _line(process.stdout):
            message = _object(line)
            if UNLIMITED in message:
                _log_unlimited(message[UNLIMITED])
            else:
                yield message
        code = await process.wait()
        if watch and watch.done():
            raise ChildStarved("never got to run")
        if code != 0:
            raise ChildDied(f"ended with {code}: {await errors}", status=code)
    finally:
        if watch:
            watch.cancel()
        await _end(process, goodbye_seconds)
        await _drain(process.stdout, errors)


async def final_message(
    messages: AsyncGenerator[dict[str, Any], None],
    *,
    stall_seconds: float,
    on_message: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Hear a child out until it tells how its work ended, and return that;
    ``on_message`` gets the rest.

    Raises ChildDied when it ends without, and TimeoutError when it is silent for so long.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(stall_seconds) as stall, contextlib.aclosing(messages) as told:
        async for message in told:
            stall.reschedule(loop.time() + stall_seconds)
            if not _ENDS.isdisjoint(message):
                return message
            on_message(message)
    raise ChildDied("ended without a result")


async def call_child(
    module: str,
    request: dict[str, Any],
    timeout_seconds: float,
    *,
    environment: dict[str, str] | None = None,
    started: asyncio.subprocess.Process | None = None,
) -> dict[str, Any]:
    """Run ``python -m module`` with ``request`` and give the last object it tells.

    ``started``: as for ``stream_messages``.

    Raises ChildDied; ChildUnfinished when it takes longer than the timeout.
    """
    answer: dict[str, Any] | None = None
    try:
        async with (
            asyncio.timeout(timeout_seconds),
            contextlib.aclosing(
                stream_messages(module, request, environment=environment, started=started)
            ) as told,
        ):
            async for message in told:
                answer = message
    except TimeoutError:
        raise ChildUnfinished(f"took longer than {timeout_seconds:g} s") from None
    if answer is None:
        raise ChildDied("told nothing")
    return answer


async def start_child(
    module: str, environment: dict[str, str] | None = None
) -> asyncio.subprocess.Process:
    """Start ``python -m module``, which waits for its request. Raises ChildNotStarted."""
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE_LIMIT,
            env=_environment() | (environment or {}),
            # A group of its own: Ctrl-C is for the bot, and all of it can be ended. But no session
            # of its own: where the kernel groups by session, niceness counts inside one only.
            process_group=0,
        )
    except OSError as error:
        raise ChildNotStarted(f"can't be started: {error}") from error
    _lower_priority(process.pid)
    return process


async def end_child(process: asyncio.subprocess.Process) -> None:
    """End a process that was started and got no request."""
    await _end(process, 0.0)
    if process.stdout and process.stderr:
        await _drain(process.stdout, asyncio.create_task(_tail_of(process.stderr)))


async def _send(stdin: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    with contextlib.suppress(ConnectionError):
        stdin.write(json.dumps(request).encode() + b"\n")
        await stdin.drain()  # and no close: its end would tell the child that we died


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError as error:
        raise ChildDied("told a line without end") from error


def _object(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise ChildDied(f"told no JSON: {line[:200]!r}") from error
    if not isinstance(message, dict):
        raise ChildDied(f"told no object: {line[:200]!r}")
    return message


async def _tail_of(stream: asyncio.StreamReader) -> str:
    kept = b""
    while chunk := await stream.read(4096):
        kept = (kept + chunk)[-_ERRORS_KEPT:]
    return kept.decode(errors="replace").strip()


async def _end(process: asyncio.subprocess.Process, goodbye_seconds: float) -> None:
    """Kill the process and its children, and wait until it is gone."""
    if process.returncode is None and goodbye_seconds:
        with contextlib.suppress(ProcessLookupError, TimeoutError):
            process.terminate()
            await asyncio.wait_for(process.wait(), goodbye_seconds)
    _kill(process)
    if process.stdin:
        process.stdin.close()
    await asyncio.shield(process.wait())


async def _end_when_starved(process: asyncio.subprocess.Process) -> None:
    await starved(process.pid)
    _kill(process)


def _kill(process: asyncio.subprocess.Process) -> None:
    """Kill a process with its children, unless it has ended."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)


async def _drain(stdout: asyncio.StreamReader, errors: asyncio.Task[str]) -> None:
    """Read what is left in a dead process's pipes: at their end asyncio closes them."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PIPES_SECONDS):
            await _tail_of(stdout)
            await errors
    errors.cancel()


def _lower_priority(pid: int) -> None:
    """Let the bot go first.

    With niceness alone a command's answer took two to three times as long while four renders ran
    on two cores; with the idle policy (``RUNS_IDLE``) about as long as without any
    (tests.bench.command).
    """
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, pid, NICENESS)


def _log_unlimited(kinds: object) -> None:
    """Log once for each kind that children have no such limit on this system."""
    for kind in kinds if isinstance(kinds, list) else ():
        if kind not in _told_unlimited:
            _told_unlimited.add(str(kind))
            _log.warning("This system can't limit the %s of processes that open media", kind)


def _environment() -> dict[str, str]:
    passed_on = {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED_ON or name.startswith(_PREFIXES_PASSED_ON)
    }
    # The same code, also when the bot was started from a checkout that is not installed.
    paths = [str(_PACKAGES), *filter(None, [passed_on.get("PYTHONPATH")])]
    more = {"PYTHONPATH": os.pathsep.join(paths), INPUT_STAYS_OPEN: "1"}
    return passed_on | LIBRARY_SETTINGS | more
