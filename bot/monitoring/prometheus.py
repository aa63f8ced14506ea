"""What Prometheus is answered: the instruments, and what is counted when it asks.

What lies elsewhere is asked for at most every few seconds, however often people scrape, and what
is slow or costs a call outside is asked for in the background.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from prometheus_client import Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.jobs import OPEN_REQUEST_STATES, OUTCOMES, VideoState
from bot.monitoring.metrics import Metrics
from bot.services.credits import CreditService
from bot.store import Store
from bot.store.job_counts import JobCounts
from bot.studio_client import StudioClient, StudioError
from bot.video_api import ApiError
from bot.video_api.studio import StudioLoad

log = logging.getLogger(__name__)

_FRESH_SECONDS: Final = 5.0
_CREDITS_EVERY_SECONDS: Final = 900.0


@dataclass(frozen=True)
class MetricSources:
    """Where a scrape's numbers come from. ``credits`` is the cloud, None without it.

    ``shards`` tells of each of the gateway's connections whether it stands.
    """

    store: Store
    is_connected: Callable[[], bool]
    shards: Callable[[], dict[int, bool]]
    credits: CreditService | None
    studio: StudioClient | None
    last_backup_at: Callable[[], Awaitable[float | None]]
    """Epoch seconds of the newest regular copy; None when there is none."""


class PrometheusExporter(Collector):
    """Answers scrapes. ``run`` it for what is asked in the background."""

    def __init__(self, metrics: Metrics, sources: MetricSources, *, clock: Clock) -> None:
        self._clock = clock
        self._metrics = metrics
        self._sources = sources
        self._counts: JobCounts | None = None
        self._studio: StudioLoad | None = None
        self._credits: float | None = None
        self._copy_at: float | None = None
        self._read_at = -_FRESH_SECONDS
        self._reading = asyncio.Lock()
        metrics.registry.register(self)

    async def render(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        async with self._reading:
            if time.monotonic() - self._read_at >= _FRESH_SECONDS:
                await self._read()
                self._read_at = time.monotonic()
        return generate_latest(self._metrics.registry)

    async def run(self) -> None:
        """Ask for the balance now and then, until cancelled."""
        credit_service = self._sources.credits
        while credit_service is not None:
            try:
                # That is when it notices a fall, too.
                self._credits = await credit_service.fetch_balance()
            except ApiError as error:
                log.warning("the balance is not known: %s", error)
            await asyncio.sleep(_CREDITS_EVERY_SECONDS)

    async def _read(self) -> None:
        sources = self._sources
        try:
            self._counts = await sources.store.job_counter.count()
        except sqlite3.Error as error:
            log.warning("the jobs can't be counted: %s", error)
            self._counts = None
        self._studio = await self._studio_load()
        self._copy_at = await sources.last_backup_at()

    async def _studio_load(self) -> StudioLoad | None:
        if self._sources.studio is None:
            return None
        try:
            return await self._sources.studio.load()
        except StudioError:
            return None

    def collect(self) -> Iterator[Metric]:
        """Return what was read last; what is not known is left out."""
        is_connected = self._sources.is_connected()
        yield _gauge("gateway_connected", "Whether Discord's gateway is.", is_connected)
        yield _shards(self._sources.shards())
        is_readable = self._counts is not None
        yield _gauge("database_readable", "Whether the jobs could be counted.", is_readable)
        if self._counts is not None:
            yield from _jobs(self._counts, self._clock())
        if self._studio is not None:
            yield from _studio(self._studio)
        if self._credits is not None:
            yield _gauge("credits", "The account's balance at the API.", self._credits)
        if self._copy_at is not None:
            help_text = "When the newest regular copy of the database was made."
            yield _gauge("backup_timestamp_seconds", help_text, self._copy_at)


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"musicvideo_{name}", help_text, value=float(value))


def _shards(shards: dict[int, bool]) -> Metric:
    connected = GaugeMetricFamily(
        "musicvideo_shard_connected", "Whether a shard of the gateway is.", labels=["shard"]
    )
    for shard_id, is_connected in shards.items():
        connected.add_metric([str(shard_id)], float(is_connected))
    return connected


def _jobs(counts: JobCounts, now: datetime) -> Iterator[Metric]:
    videos = GaugeMetricFamily(
        "musicvideo_videos_open", "Videos without an outcome, by state.", labels=["state"]
    )
    for state in sorted(set(VideoState) - OUTCOMES):
        videos.add_metric([state], counts.open_videos.get(state, 0))
    yield videos
    requests = GaugeMetricFamily(
        "musicvideo_requests_open", "Requests that are not answered, by state.", labels=["state"]
    )
    for one in sorted(OPEN_REQUEST_STATES):
        requests.add_metric([one], counts.open_requests.get(one, 0))
    yield requests
    for entity in ("video", "request"):
        ended = CounterMetricFamily(
            f"musicvideo_{entity}s_ended",
            f"How often a {entity} ended so, since the database was made.",
            labels=["outcome", "reason"],
        )
        for outcome in counts.outcomes:
            if outcome.entity == entity:
                ended.add_metric([outcome.outcome, outcome.reason], outcome.count)
        yield ended
    yield _gauge("oldest_open_seconds", "Age of the oldest open request.", age_of(counts, now))


def age_of(counts: JobCounts, now: datetime) -> float:
    """Return how long the oldest open request has been open, in seconds; 0 when none is."""
    if counts.oldest_open_at is None:
        return 0.0
    return max((now - counts.oldest_open_at).total_seconds(), 0.0)


def _studio(work: StudioLoad) -> Iterator[Metric]:
    yield _gauge("studio_workers", "How many videos the studio renders at once.", work.workers)
    videos = GaugeMetricFamily(
        "musicvideo_studio_videos", "The studio's videos, by state.", labels=["state"]
    )
    for state, count in work.videos.items():
        videos.add_metric([state], count)
    yield videos
    free = GaugeMetricFamily(
        "musicvideo_studio_free_bytes",
        "What is free on the disk of one of the studio's folders.",
        labels=["folder"],
    )
    reserve = GaugeMetricFamily(
        "musicvideo_studio_reserve_bytes",
        "What songs and videos leave free there: below it they are refused.",
        labels=["folder"],
    )
    writable = GaugeMetricFamily(
        "musicvideo_studio_writable",
        "Whether the studio can write one of its folders.",
        labels=["folder"],
    )
    for folder, disk in work.disks.items():
        writable.add_metric([folder], disk.is_writable)
        free.add_metric([folder], disk.free)
        reserve.add_metric([folder], disk.reserve)
    yield free
    yield reserve
    yield writable
    yield CounterMetricFamily(
        "musicvideo_studio_video_seconds",
        "Length of the videos rendered since the start.",
        value=work.video_seconds,
    )
    yield CounterMetricFamily(
        "musicvideo_studio_work_seconds",
        "Time taken to render them: the ratio of the two is the speed, in times real time.",
        value=work.work_seconds,
    )
