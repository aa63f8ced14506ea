"""Faults put in front of or behind any route of a loopback server."""

import asyncio
import random
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Kind = Literal["status", "reset", "drop", "hang", "slow"]


@dataclass(eq=False)
class Fault:
    """One rule: what goes wrong, where, and how often.

    ``after`` faults let the request take effect first. ``times`` is how often it strikes still
    (None: for ever), ``probability`` how likely each time.
    """

    kind: Kind
    method: str
    path: re.Pattern[str]
    after: bool
    times: int | None
    probability: float
    status: int
    seconds: float
    hits: int = 0

    @property
    def name(self) -> str:
        """A short name for tables and failure messages."""
        what = str(self.status) if self.kind == "status" else self.kind
        return f"{'after' if self.after else 'before'} {what}"


class Faults:
    """The rules in force, in order; the first that fits strikes."""

    def __init__(self, seed: int = 0) -> None:
        self.rules: list[Fault] = []
        self.struck: set[Fault] = set()
        self._random = random.Random(seed)

    def add(
        self,
        kind: Kind | int,
        path: str,
        *,
        method: str = "",
        after: bool = False,
        times: int | None = 1,
        probability: float = 1.0,
        seconds: float = 0.05,
    ) -> Fault:
        """Add a rule; an int is an HTTP status, ``path`` a regular expression searched for."""
        fault = Fault(
            kind="status" if isinstance(kind, int) else kind,
            method=method,
            path=re.compile(path),
            after=after,
            times=times,
            probability=probability,
            status=kind if isinstance(kind, int) else 0,
            seconds=seconds,
        )
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Take every rule away."""
        self.rules.clear()

    def strike(self, request: web.Request) -> Fault | None:
        """Return the rule that strikes this request, and count it."""
        for fault in self.rules:
            if fault.times == 0 or (fault.method and fault.method != request.method):
                continue
            if not fault.path.search(request.path):
                continue
            if fault.probability < 1 and self._random.random() >= fault.probability:
                continue
            fault.hits += 1
            self.struck.add(fault)
            if fault.times is not None:
                fault.times -= 1
            return fault
        return None


async def suffer(fault: Fault, request: web.Request, handler: Handler) -> web.StreamResponse:
    """Serve a request under a fault."""
    if fault.kind == "slow" and not fault.after:
        await asyncio.sleep(fault.seconds)
    answer = await handler(request) if fault.after or fault.kind == "slow" else None
    if fault.kind == "slow" and answer is not None:
        if fault.after:
            await asyncio.sleep(fault.seconds)
        return answer
    if fault.kind == "status":
        return broken(fault.status, fault.seconds)
    if fault.kind == "hang":
        while not _is_gone(request):  # noqa: ASYNC110 - aiohttp has no event for it
            await asyncio.sleep(0.05)
    sever(request, reset=fault.kind == "reset")
    return web.Response()


def _is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def broken(status: int, retry_after: float) -> web.Response:
    """Answer as an edge does; a 429 tells how long to wait, as Discord's does."""
    if status == 429:
        body = f'{{"message": "rate limited", "retry_after": {retry_after}, "global": false}}'
        headers = {
            "Via": "1.1 loopback",
            "Retry-After": str(max(1, round(retry_after))),
            "Content-Type": "application/json",
        }
        return web.Response(status=429, body=body.encode(), headers=headers)
    return web.Response(
        status=status, text="<html>upstream failure</html>", content_type="text/html"
    )


def sever(request: web.Request, *, reset: bool) -> None:
    """Close the connection without an answer; ``reset`` makes the peer see ECONNRESET."""
    transport = request.transport
    if transport is None:
        return
    sock = transport.get_extra_info("socket")
    if reset and sock is not None:
        # Linger time 0 turns the close into a RST.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
