"""What is measured while the bot works: times and errors, in a registry of its own per app."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Final

import aiohttp
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from bot.clock import Clock
from bot.jobs import Job
from bot.logs import dropped_lines
from bot.video_api import ApiError, ApiRefused

_DISCORD_EPOCH_MS: Final = 1_420_070_400_000
"""The first second of 2015, which snowflakes are counted from (Discord's reference)."""

_ANSWER_PATH: Final = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
_CHOICES: Final = b'{"type":8,'
"""How an answer to autocomplete begins, as discord.py writes it."""

_MAX_OUTCOMES: Final = 10_000
"""Outcomes whose posts are waited for at most: a bound, since some are never posted."""

_ANSWER_BUCKETS: Final = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 5)
_POST_BUCKETS: Final = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600)
_JOB_BUCKETS: Final = (5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 86400)


class Metrics:
    """The instruments of one process."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.first_answer = self._times(
            "first_answer",
            "From a command, a button (answer) or typing (choices), on Discord's clock, until"
            " Discord had the first answer; it waits for 3 s.",
            by="kind",
            buckets=_ANSWER_BUCKETS,
        )
        self.post = self._times(
            "post",
            "From the outcome of a video, or the request when it came later, until the post.",
            by="outcome",
            buckets=_POST_BUCKETS,
        )
        self.job = self._times(
            "job",
            "From the request until its end, by how it ended.",
            by="outcome",
            buckets=_JOB_BUCKETS,
        )
        self.api_errors = self._counter(
            "api_errors",
            "Calls of the music-video API that brought no result, by what went wrong.",
            by=["kind"],
        )
        self.discord_errors = self._counter(
            "discord_errors",
            "Requests to Discord that failed: the HTTP status, or the kind of connection error.",
            by=["kind"],
        )
        self.copy_failures = self._counter(
            "backup_failures", "Regular copies of the database that could not be made."
        )
        Gauge(
            "musicvideo_log_lines_dropped",
            "Lines of the log that nobody read in time, since the process started.",
            registry=self.registry,
        ).set_function(dropped_lines)
        self._outcomes: OrderedDict[str, datetime] = OrderedDict()

    def _times(self, name: str, told: str, *, by: str, buckets: Sequence[float]) -> Histogram:
        full = f"musicvideo_{name}_seconds"
        return Histogram(full, told, [by], buckets=buckets, registry=self.registry)

    def _counter(self, name: str, told: str, *, by: Sequence[str] = ()) -> Counter:
        return Counter(f"musicvideo_{name}", told, by, registry=self.registry)

    def record_api_error(self, error: ApiError) -> None:
        """Count a call of the API that brought no result."""
        kind = error.reason.value if isinstance(error, ApiRefused) else type(error).__name__.lower()
        self.api_errors.labels(kind).inc()

    def record_outcome(self, video_id: str) -> None:
        """Keep when a video got its outcome, until its requests are answered."""
        self._outcomes[video_id] = self._clock()
        self._outcomes.move_to_end(video_id)
        if len(self._outcomes) > _MAX_OUTCOMES:
            self._outcomes.popitem(last=False)

    def record_end(self, job: Job, outcome: str) -> None:
        """Measure how long a request's answer took."""
        request, now = job.request, self._clock()
        # After a restart the outcome's time is not known: the first try's is the next best.
        outcome_at = self._outcomes.get(job.video.video_id) or request.first_send_at
        if outcome_at is not None:
            begun_at = max(outcome_at, request.created_at)
            self.post.labels(outcome).observe(max((now - begun_at).total_seconds(), 0.0))
        self.job.labels(outcome).observe(max((now - request.created_at).total_seconds(), 0.0))

    def discord_trace(self) -> aiohttp.TraceConfig:
        """Return what listens to the requests that the Discord library makes."""
        trace = aiohttp.TraceConfig()
        trace.on_request_chunk_sent.append(_keep_kind)
        trace.on_request_end.append(self._discord_answered)
        trace.on_request_exception.append(self._discord_unanswered)
        return trace

    async def _discord_answered(
        self,
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        if params.response.status >= 400:
            self.discord_errors.labels(str(params.response.status)).inc()
        elif (match := _ANSWER_PATH.search(params.url.path)) is not None:
            asked_at = ((int(match[1]) >> 22) + _DISCORD_EPOCH_MS) / 1000
            kind = "choices" if getattr(context, "is_choices", False) else "answer"
            # The two clocks may differ a little.
            self.first_answer.labels(kind).observe(max(self._clock().timestamp() - asked_at, 0.0))

    async def _discord_unanswered(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if isinstance(params.exception, asyncio.CancelledError):
            return
        is_late = isinstance(params.exception, TimeoutError)
        self.discord_errors.labels("timeout" if is_late else "connection").inc()


async def _keep_kind(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    params: aiohttp.TraceRequestChunkSentParams,
) -> None:
    context.is_choices = params.chunk.startswith(_CHOICES)
