"""The music-video API's own service: it charges for each video, and makes one of each track."""

from typing import Final

from bot.config import Config
from bot.jobs import Provider
from bot.providers import OpenProvider, ProviderContext
from bot.providers._local_preview import LocalPreview
from bot.video_api import MusicVideoApi

PRIORITY: Final = 0

CLOUD: Final = Provider(
    name="cloud",
    charges=True,
    makes_variants=False,
    tells_progress=False,
    owns_files=False,
    reaches_loopback=False,
    link_days=14.0,
    refuses_duplicates=frozenset({"mp4"}),
)
"""With the link life that the vendor documents."""


def provider_for(config: Config) -> Provider | None:
    """Return what the service can do; None when the studio makes the videos."""
    if config.uses_studio:
        return None
    return CLOUD.model_copy(update={"link_days": config.api.link_days})


async def open_provider(provider: Provider, around: ProviderContext) -> OpenProvider:
    """Return a client of the service."""
    config = around.config
    preview_renderer = await around.stack.enter_async_context(LocalPreview.open(config.studio))
    return OpenProvider(
        provider=provider,
        api=client_for(around),
        preview_renderer=preview_renderer,
        base_url=config.api.base_url,
    )


def client_for(around: ProviderContext) -> MusicVideoApi:
    """Return a client of the service with the configured key."""
    config = around.config
    return MusicVideoApi(
        around.session,
        base_url=config.api.base_url,
        key=config.api.key.get_secret_value(),
        user_agent=config.api.user_agent,
        contract=config.api.contract,
        submit_timeout_seconds=config.timing.submit_timeout_seconds,
        on_error=around.on_error,
    )
