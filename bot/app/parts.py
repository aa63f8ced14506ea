"""The parts of one process, and what they are put together from."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.clock import Clock
from bot.config import Config
from bot.discord_client.client import MusicVideoBot
from bot.monitoring.error_channel import DiscordLogHandler
from bot.monitoring.metrics import Metrics
from bot.monitoring.prometheus import PrometheusExporter
from bot.monitoring.readiness import ReadinessProbe
from bot.providers import OpenProvider
from bot.services.lyric_rules import LyricRules
from bot.services.studio_cleanup import StudioCleanup
from bot.store import Store
from bot.studio_client import StudioLibrary
from bot.workers.delivery.video_download import VideoFiles
from bot.workers.delivery.video_sender import DeliveryMode
from bot.workers.delivery.worker import DeliveryWorker
from bot.workers.dispatcher import WakeUps
from bot.workers.maintenance.database import MaintenanceWorker
from bot.workers.maintenance.erasure import ErasureWorker
from bot.workers.rendering.progress_poller import ProgressPoller
from bot.workers.rendering.worker import RenderWorker

Workers = Mapping[str, Callable[[], Coroutine[Any, Any, None]]]


@dataclass(frozen=True)
class Resources:
    """What the parts are put together from. ``endpoint``: where it is reached from this machine."""

    config: Config
    store: Store
    files: VideoFiles
    provider: OpenProvider
    delivery_mode: DeliveryMode
    metrics: Metrics
    endpoint: str
    clock: Clock
    announce: WakeUps = field(default_factory=WakeUps)

    @cached_property
    def lyric_rules(self) -> LyricRules:
        """What looks into lyrics, and remembers what it found."""
        return LyricRules(self.store.blocked_words, self.provider.studio)

    def studio_cleanup(self) -> StudioCleanup | None:
        """Return what removes files; None where there is no studio."""
        studio = self.provider.studio
        if studio is None:
            return None
        return StudioCleanup(studio, self.store, clock=self.clock)

    def studio_library(self) -> StudioLibrary | None:
        """Return the songs that members bring; None where there is no studio."""
        studio = self.provider.studio
        return StudioLibrary(studio) if studio is not None else None


@dataclass(frozen=True)
class App:
    """The open parts of one process."""

    store: Store
    client: MusicVideoBot
    render_worker: RenderWorker
    delivery: DeliveryWorker
    erasure_worker: ErasureWorker
    maintenance: MaintenanceWorker
    exporter: PrometheusExporter
    readiness_probe: ReadinessProbe
    log_handler: DiscordLogHandler | None
    progress_poller: ProgressPoller | None
    """Asks whoever makes the videos; None where nothing is told in between."""
    endpoint: str
    """Where the endpoint is reached from this machine."""
    provider_url: str
    """Where whoever makes the videos is reached."""

    def background(self) -> tuple[Workers, Workers]:
        """Return what works beside the client, by name: what needs no Discord, and what does."""
        needing: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "delivery": self.delivery.run
        }
        if self.log_handler is not None:
            needing["notices"] = self.log_handler.run
        if self.progress_poller is not None:
            needing["progress"] = self.progress_poller.run
        independent = {
            "rendering": self.render_worker.run,
            "maintenance": self.maintenance.run,
            "erasure": self.erasure_worker.run,
            "metrics": self.exporter.run,
        }
        return independent, needing
