"""A backup socket in the running process: the command line asks it for a copy through a socket.

The socket lies beside the database and is open to the database's owner only.
"""

import asyncio
import json
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

from bot.store import BackupFailed
from bot.store.backups import Backups

log = logging.getLogger(__name__)

_MAX_LINE_BYTES: Final = 16 * 1024
_ASK_SECONDS: Final = 10.0
_COPY_SECONDS: Final = 3600.0


def backup_socket_path(database: Path) -> Path:
    """Return where the process that has this database listens."""
    return database.with_name(f"{database.name}.sock")


@contextmanager
def _within_length(path: Path) -> Iterator[str]:
    """Return a short name of a socket: the kernel takes a hundred bytes; folders may be deep."""
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"{descriptors}/{folder}/{path.name}"
    finally:
        os.close(folder)


@asynccontextmanager
async def serve_backup_socket(database: Path, copies: Backups) -> AsyncIterator[None]:
    """Listen until the end of the block; where no socket can be made, do without."""
    path = backup_socket_path(database)
    try:
        bound = _bound(path)
    except OSError as error:
        log.warning("%s: can't listen there (%s); copies can't be asked for", path, error.strerror)
        yield
        return

    answering: set[asyncio.Task[None]] = set()

    def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_answer(copies, reader, writer), name="hatch")
        answering.add(task)
        task.add_done_callback(answering.discard)

    server = await asyncio.start_unix_server(answer, sock=bound, limit=_MAX_LINE_BYTES)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)
        # The database is closed next: no copy of it may be under way then.
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)


def _bound(path: Path) -> socket.socket:
    path.unlink(
        missing_ok=True
    )  # a crash left it; whoever opens the backup socket holds the database
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        with _within_length(path) as name:
            listening.bind(name)
    except OSError:
        listening.close()
        raise
    finally:
        os.umask(before)
    return listening


async def _answer(
    copies: Backups, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Make the copy that one line asks for, and tell in one line how that went."""
    try:
        told = await _made(copies, reader)
        writer.write(json.dumps(told).encode() + b"\n")
        await writer.drain()
    except OSError as error:
        log.info("nobody waited for a copy's end: %s", error)
    finally:
        writer.close()


async def _made(copies: Backups, reader: asyncio.StreamReader) -> dict[str, str]:
    try:
        async with asyncio.timeout(_ASK_SECONDS):
            target = Path(json.loads(await reader.readline())["backup"])
        await copies.create(target)
    except BackupFailed as error:
        return {"error": str(error)}
    except (TimeoutError, ValueError, KeyError, TypeError):
        return {"error": "not understood"}
    return {"done": str(target)}


def request_backup(database: Path, target: Path) -> None:
    """Have the process that has this database make a copy. Raises BackupFailed."""
    path = backup_socket_path(database)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
            asking.settimeout(_COPY_SECONDS)
            with _within_length(path) as name:
                asking.connect(name)
            asking.sendall(json.dumps({"backup": str(target.absolute())}).encode() + b"\n")
            with asking.makefile("rb") as answer:
                told = json.loads(answer.readline())
    except (OSError, ValueError) as error:
        raise BackupFailed(
            f"{database}: another process has it, and does not answer at {path} ({error})"
        ) from error
    if "error" in told:
        raise BackupFailed(told["error"])
