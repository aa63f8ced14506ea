"""Ends what is sent to somebody who takes nothing of it, and would hold a file open for ever."""

import asyncio
import fcntl
import socket
import struct
import sys
import time
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

_Result = TypeVar("_Result")

STALLED_SECONDS: Final = 60.0
_SIOCOUTQ: Final = 0x5411  # tcp(7): the bytes of a socket that its reader has not taken; Linux's

_TCP_INFO_BYTES: Final = 128
_BYTES_ACKED: Final = struct.Struct("Q")
_BYTES_ACKED_AT: Final = 120  # tcpi_bytes_acked of struct tcp_info, linux/tcp.h


class ReaderStalled(ConnectionResetError):
    """Whoever was sent something took none of it for too long; the connection is closed."""


async def watched(
    sending: Coroutine[Any, Any, _Result] | asyncio.Future[_Result],
    transport: asyncio.Transport | asyncio.BaseTransport | None,
    *,
    stalled_seconds: float = STALLED_SECONDS,
) -> _Result:
    """Send until the end, or until nothing moved for ``stalled_seconds``.

    A slow reader is let be: what counts is whether the bytes that it has not taken yet change.
    Raises ReaderStalled, also when the sending is cancelled, as a task.
    """
    task = asyncio.ensure_future(sending)
    left, moved_at = _untaken(transport), time.monotonic()
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=stalled_seconds / 6)
            now, still_left = time.monotonic(), _untaken(transport)
            if still_left != left:
                left, moved_at = still_left, now
            elif not task.done() and now - moved_at >= stalled_seconds:
                raise ReaderStalled("its reader takes nothing any more")
        if task.cancelled():
            raise ReaderStalled("its reader had to go")
        return task.result()
    finally:
        if not task.done():
            # First what is sent: a transport that is aborted never wakes it.
            task.cancel()
            await asyncio.wait({task})
        if task.cancelled() and isinstance(transport, asyncio.Transport):
            transport.abort()


def bytes_taken(transport: asyncio.BaseTransport | None) -> int | None:
    """Return how many bytes the other side of a connection has taken, ever; None: it isn't told."""
    peer = None if transport is None else transport.get_extra_info("socket")
    if peer is None or sys.platform != "linux":
        return None
    try:
        told = peer.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO_BYTES)
    except OSError:  # it is closed
        return None
    if len(told) < _TCP_INFO_BYTES:
        return None
    return int(_BYTES_ACKED.unpack_from(told, _BYTES_ACKED_AT)[0])


def _untaken(transport: asyncio.BaseTransport | None) -> tuple[int, int]:
    """Return how many bytes wait in the process and in the system.

    Where the system doesn't tell, that changes all the time: nobody is cut off for a guess.
    """
    unknown = (-1, time.monotonic_ns())
    peer = None if transport is None else transport.get_extra_info("socket")
    if peer is None or not isinstance(transport, asyncio.Transport) or sys.platform != "linux":
        return unknown
    try:
        raw = fcntl.ioctl(peer.fileno(), _SIOCOUTQ, bytes(4))
    except (OSError, ValueError):  # it is closed, which who sends learns as well
        return unknown
    return transport.get_write_buffer_size(), struct.unpack("i", raw)[0]
