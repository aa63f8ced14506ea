"""Who may make the videos: each provider is a module here, found by itself.

A module gives ``provider_for``, which says what it can do or that it isn't the one that is
configured, ``open_provider``, which starts it, and its ``PRIORITY``. Nothing else of the bot
has to know of a new one.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

import aiohttp

from bot.config import Config
from bot.jobs import Provider
from bot.net.safe_download import SafeDownloader
from bot.studio_client import StudioClient
from bot.studio_client.preview import PreviewRenderer
from bot.video_api import ApiError, VideoProvider


@dataclass(frozen=True)
class OpenProvider:
    """An open provider: its client, what draws previews, and what comes with the studio only.

    ``base_url``: where finished files are, of a provider that owns them.
    """

    provider: Provider
    api: VideoProvider
    preview_renderer: PreviewRenderer
    base_url: str
    studio: StudioClient | None = None


@dataclass(frozen=True)
class ProviderContext:
    """What a provider is opened with; what it opens is closed with ``stack``."""

    stack: AsyncExitStack
    config: Config
    session: aiohttp.ClientSession
    on_error: Callable[[ApiError], None]
    attachments: SafeDownloader | None = None
    """How what members attach is fetched; None: as usual."""


class ProviderModule(Protocol):
    """What a module of this package has."""

    PRIORITY: int
    """Who makes the videos where the configuration fits several: the highest; each has its own."""

    def provider_for(self, config: Config) -> Provider | None:
        """Return what it can do; None when the configuration is not for it."""
        ...

    def open_provider(self, provider: Provider, around: ProviderContext) -> Awaitable[OpenProvider]:
        """Start it."""
        ...


class NoProviderConfigured(Exception):
    """No provider fits the configuration."""


def provider_for(config: Config) -> Provider:
    """Return what the configured provider can do. Raises NoProviderConfigured."""
    return _chosen(config)[1]


async def open_provider(around: ProviderContext) -> OpenProvider:
    """Start the configured provider. Raises NoProviderConfigured or StudioNotStarted."""
    module, provider = _chosen(around.config)
    return await module.open_provider(provider, around)


def _chosen(config: Config) -> tuple[ProviderModule, Provider]:
    for module in sorted(_modules(), key=lambda one: -one.PRIORITY):
        provider = module.provider_for(config)
        if provider is not None:
            return module, provider
    raise NoProviderConfigured


def _modules() -> Iterator[ProviderModule]:
    for found in pkgutil.iter_modules(__path__):
        if found.name.startswith("_"):  # what a provider needs, and is none
            continue
        module: Any = importlib.import_module(f"{__name__}.{found.name}")
        yield cast("ProviderModule", module)


__all__: Final = [
    "NoProviderConfigured",
    "OpenProvider",
    "ProviderContext",
    "ProviderModule",
    "open_provider",
    "provider_for",
]
