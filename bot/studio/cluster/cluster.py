"""A Dask cluster that renders: how it is reached, and a gate that is shut while it isn't.

The bot's process never speaks to it: a cluster client does, a child process for each video.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

from bot.studio.settings import StudioSettings

_log = logging.getLogger(__name__)

CLIENT_MODULE: Final = "bot.studio.cluster.dask_client_process"
RENDER_MODULE: Final = "bot.studio.process.render_process"
"""The child process that renders at a worker."""

STALL_SECONDS: Final = 900.0
"""A lost worker is given up by the scheduler after 300 s;
the cluster client's own silence is another.
"""

TRANSFER_SECONDS: Final = 300.0
"""What a render in the cluster may take longer than here: its files travel."""

_CREDENTIALS: Final = ("AWS_", "AZURE_", "DASK_", "FSSPEC_", "GOOGLE_")
_PACKAGES: Final = ("distributed", "fsspec")
_CONNECT_SECONDS: Final = 5.0
_PAUSE_SECONDS: Final = 5.0
_MAX_PAUSE_SECONDS: Final = 60.0


class ClusterUnusable(Exception):
    """The cluster can't be used as it is set up; the message is one clear line."""


class ClusterUnreachable(Exception):
    """The cluster or its storage can't be reached now: the video is to be tried later."""


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler and the shared files are, and what proves that we may use them."""

    scheduler: str
    storage: str
    ca: Path | None
    cert: Path | None
    key: Path | None
    render_seconds: float

    @classmethod
    def from_settings(cls, settings: StudioSettings) -> Self | None:
        """Return the configured cluster, None without one.

        Raises ClusterUnusable when its packages or its files are missing.
        """
        if not settings.scheduler:
            return None
        if missing := [name for name in _PACKAGES if find_spec(name) is None]:
            raise ClusterUnusable(
                f"studio.scheduler needs {' and '.join(missing)}:"
                " pip install --require-hashes -r requirements/cluster.txt"
            )
        for name in ("scheduler_ca", "scheduler_cert", "scheduler_key"):
            path = getattr(settings, name)
            if path is not None and not _is_readable(path):
                raise ClusterUnusable(f"studio.{name}: {path} can't be read")
        return cls(
            settings.scheduler,
            settings.storage,
            settings.scheduler_ca,
            settings.scheduler_cert,
            settings.scheduler_key,
            settings.render_timeout_seconds,
        )

    def request(self) -> dict[str, Any]:
        """Return what a cluster client is told of the cluster."""
        files = {"ca": self.ca, "cert": self.cert, "key": self.key}
        return {
            "scheduler": self.scheduler,
            "storage": self.storage,
            **{name: str(path.absolute()) for name, path in files.items() if path},
            "render_seconds": self.render_seconds,
            "child": RENDER_MODULE,
        }

    async def probe(self) -> None:
        """Check whether anything answers at the scheduler's address. Raises ClusterUnreachable."""
        parts = urlsplit(self.scheduler)
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                _, writer = await asyncio.open_connection(parts.hostname, parts.port)
        except TimeoutError:
            raise ClusterUnreachable(f"{self.scheduler} doesn't answer") from None
        except OSError as error:
            raise ClusterUnreachable(f"{self.scheduler}: {error.strerror or error}") from error
        writer.close()


class CircuitBreaker:
    """Lets videos through to the cluster, or keeps them in the queue while it can't be reached.

    ``probe`` raises ClusterUnreachable while it still makes no sense to try.
    """

    def __init__(self, probe: Callable[[], Awaitable[None]]) -> None:
        self._probe = probe
        self._looking = asyncio.Lock()
        self._is_open = False
        self._told: str | None = None
        self._pause = 0.0

    def trip(self, reason: str) -> None:
        """Let nothing through until a look succeeds; the log is told once of each reason."""
        self._is_open = False
        self._pause = min(max(self._pause * 2, _PAUSE_SECONDS), _MAX_PAUSE_SECONDS)
        if reason != self._told:
            _log.warning("The cluster can't render now: %s. Videos wait in the queue", reason)
            self._told = reason

    def reset(self, workers: int) -> None:
        """Hear that the cluster took a video, and how many workers it has."""
        self._pause = 0.0
        told = "" if workers else "it has no workers"
        if told == self._told:
            return
        if workers:
            _log.info("The cluster renders")
        else:
            _log.warning("The cluster takes videos, but has no workers yet: they wait")
        self._told = told

    async def wait_closed(self) -> None:
        """Wait until videos are let through."""
        async with self._looking:
            while not self._is_open:
                await asyncio.sleep(self._pause)
                try:
                    await self._probe()
                except ClusterUnreachable as error:
                    self.trip(str(error))
                else:
                    self._is_open = True


def credentials() -> dict[str, str]:
    """Return what of the bot's environment says how storage and scheduler are reached."""
    return {name: value for name, value in os.environ.items() if name.startswith(_CREDENTIALS)}


def _is_readable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False
