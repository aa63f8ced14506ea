"""Keeps the rate limit of the network edge before Discord, which bans the address, not a route.

Its answer is a 429 in HTML (Cloudflare's error 1015) with ``Retry-After``; the library raises it
like any other error, and each caller would try again by itself. Here one answer holds up the calls
of all routes, and then a single one finds out whether the others may follow.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Final

import aiohttp
from discord.http import Route

log = logging.getLogger(__name__)

_TOO_MANY_REQUESTS: Final = 429
_USUAL_SECONDS: Final = 5.0  # where the edge names no time
_CHANCES: Final = 5
"""So many in a row may be a passing fault where the edge names no time: a first answer has 3 s."""

_MIN_SECONDS: Final = 1.0
_MAX_DOUBLED_SECONDS: Final = 10.0
_MAX_SECONDS: Final = 3600.0
"""The edge names at most an hour or so; a single call an hour does no harm in any case."""

_PROBE_SECONDS: Final = 5.0
"""A probe that has no answer by then may be a long upload: the next call probes as well."""

_WARY_SECONDS: Final = 60.0


class EdgeClosed(OSError):
    """A call that was not made, as the edge asked to wait; ``retry_after`` in seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"the edge before Discord asks to wait {retry_after:.1f} s more")
        self.retry_after = retry_after


class EdgeGate:
    """Open, shut for as long as the edge asked, or letting one call through to find out.

    ``clock`` gives monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shut_until = 0.0
        self._is_open = True
        self._refusals = self._chances = 0
        self._probe_at: float | None = None
        self._wary_until = 0.0
        self._changed = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether calls are made as usual."""
        return self._is_open

    @property
    def is_wary(self) -> bool:
        """Whether the edge refused something lately: what can wait should wait for the rest."""
        return not self._is_open or self._clock() < self._wary_until

    @property
    def pause_seconds(self) -> float:
        """How long no call will be made; 0 when one may."""
        return 0.0 if self._is_open else max(self._shut_until - self._clock(), 0.0)

    def add_to(self, trace: aiohttp.TraceConfig) -> None:
        """Have all calls of the sessions that are traced so pass the gate."""
        trace.on_request_start.append(self._starts)
        trace.on_request_end.append(self._ends)
        trace.on_request_exception.append(self._breaks)

    async def admit(self) -> bool:
        """Wait until a call may be made; tell whether it is the one that finds out.

        Raises EdgeClosed when it may not be made now.
        """
        patient_until = self._clock() + _PROBE_SECONDS
        while not self._is_open:
            now = self._clock()
            if now < self._shut_until:
                raise EdgeClosed(self._shut_until - now)
            if self._probe_at is None or now - self._probe_at >= _PROBE_SECONDS:
                self._probe_at = now
                return True
            if now >= patient_until:
                raise EdgeClosed(_MIN_SECONDS)
            await self._wait_for_probe()
        return False

    async def _wait_for_probe(self) -> None:
        changed = self._changed
        try:
            async with asyncio.timeout(_PROBE_SECONDS):
                await changed.wait()
        except TimeoutError:
            return

    def note_refusal(self, retry_after: str | None) -> None:
        """Shut for as long as the header asks, and longer each time that this was too short."""
        now = self._clock()
        if retry_after is None and self._is_open and self._chances < _CHANCES:
            self._chances += 1
            return
        if not self._is_open and now < self._shut_until:
            # Sent before it was shut, together with the one that was refused first.
            asked = min(_seconds(retry_after, 0.0), _MAX_SECONDS)
            self._shut_until = max(self._shut_until, now + asked)
            return
        doubled = min(_MIN_SECONDS * 2**self._refusals, _MAX_DOUBLED_SECONDS)
        pause = min(max(_seconds(retry_after, _USUAL_SECONDS), doubled), _MAX_SECONDS)
        self._refusals += 1
        self._is_open = False
        self._shut_until = now + pause
        self._wary_until = self._shut_until + _WARY_SECONDS
        log.warning("the edge before Discord refuses all calls: none is made for %.0f s", pause)
        self._end_probe()

    def note_answer(self) -> None:
        """Open: Discord itself answered a call that was made after the time was over."""
        if not self._is_open:
            log.info("the edge before Discord lets calls through again")
        self._is_open = True
        self._refusals = self._chances = 0
        self._end_probe()

    def note_silence(self) -> None:
        """Let another call find out: this one had no answer."""
        self._end_probe()

    def _end_probe(self) -> None:
        self._probe_at = None
        self._changed.set()
        self._changed = asyncio.Event()

    async def _starts(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestStartParams,
    ) -> None:
        # The gateway and files of members are not behind the same limit.
        context.is_gated = str(params.url).startswith(Route.BASE)
        context.is_probe = context.is_gated and await self.admit()

    async def _ends(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        if not context.is_gated:
            return
        if _is_of_edge(params.response):
            self.note_refusal(params.response.headers.get("Retry-After"))
        elif context.is_probe:
            self.note_answer()
        elif self._is_open:
            self._chances = 0

    async def _breaks(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        _params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if context.is_probe:
            self.note_silence()


def _is_of_edge(response: aiohttp.ClientResponse) -> bool:
    """Return whether it is a ban of the address: Discord's own limits are JSON, by a proxy."""
    is_discords = response.headers.get("Via") and response.content_type == "application/json"
    return response.status == _TOO_MANY_REQUESTS and not is_discords


def _seconds(header: str | None, default: float) -> float:
    """Read a ``Retry-After`` (RFC 9110, 10.2.3): seconds or a date."""
    if header is None:
        return default
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(header).timestamp() - time.time()
        except ValueError:
            return default
    return max(seconds, 0.0) if math.isfinite(seconds) else default
